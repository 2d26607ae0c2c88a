"""A bar for whoever waits at a terminal, once it has taken two seconds; nothing in a pipe or the log of a CI run."""

from __future__ import annotations

import os
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from compiler.stages.validate import Read, ReadDocument

PATIENCE_SECONDS = 2.0
BETWEEN_SECONDS = 0.1


class Waiting:
    """Hears how far a run is. It draws when it is told something, so that no thread of its own disturbs the work."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._shown = self._console.is_terminal and "CI" not in os.environ
        self._begun = self._drawn = time.monotonic()
        self._files = self._read = 0
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def expect_files(self, number: int) -> None:
        """So many files will be read."""
        self._files = number

    def reading(self, read: Read) -> Read:
        """A reader that is counted."""

        def counted(path: str, data: bytes) -> ReadDocument:
            self._read += 1
            self._tell("reading files", self._read, self._files)
            return read(path, data)

        return counted

    def translated(self, done: int, number: int) -> None:
        """So many queries are translated, of so many that are new."""
        self._tell("translating queries" if done < number else "assembling bundles", done, number)

    def _tell(self, doing: str, done: int, number: int) -> None:
        now = time.monotonic()
        if not self._shown or now - self._begun < PATIENCE_SECONDS:
            return
        if now - self._drawn < BETWEEN_SECONDS and done < number:
            return
        self._drawn = now
        progress = self._progress or self._started()
        if self._task is None:
            self._task = progress.add_task(doing)
        progress.update(self._task, description=doing, completed=done, total=number)
        progress.refresh()

    def _started(self) -> Progress:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=self._console, transient=True, auto_refresh=False)
        self._progress.start()
        return self._progress
