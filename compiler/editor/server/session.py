"""The state of one editor: its files as they stand, the last compilation of them, and what was published of it.

The protocol runs on one thread. The workspace belongs to another, which takes the edits that have come in and compiles,
so that typing never waits; what it gives back is frozen.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.editor.knowledge import Knowledge
from compiler.editor.positions import with_line_feeds
from compiler.ir.forms import Forms
from compiler.ir.tree import TENANTS
from compiler.workspace import Workspace

_log = logging.getLogger(__name__)

DEBOUNCE_SECONDS = 0.1
"""How long typing must pause before the files are compiled."""


@dataclass(frozen=True)
class Published:
    """The faults of one compilation by file, and the texts that their places are in."""

    faults: Mapping[str, Sequence[Diagnostic]]
    texts: Mapping[str, str]


Publish = Callable[[Published, frozenset[str]], None]
"""Takes the faults, and the files to say something of: those with faults, and those that had some."""

Change = Callable[[Workspace], object]


class Session:
    """One folder of tenants, open in one editor."""

    def __init__(self, root: Path, publish: Publish) -> None:
        self._workspace = Workspace(root)
        self._publish = publish
        self._buffers: dict[str, str] = {}
        self._changes: list[Change] = []
        self._forms: Forms | None = None
        self._texts: dict[str, str] = {}
        self._known: Knowledge | None = None
        self._shown: frozenset[str] = frozenset()
        self._waiting: asyncio.Task[None] | None = None
        self._compiling = asyncio.Lock()
        self.published = Published({}, {})

    def path_of(self, file: Path) -> str | None:
        """The path in the tree of a file on this machine; None for one that is not below the tenants."""
        return self._workspace.path_of(file)

    def file_of(self, path: str) -> Path:
        """The file on this machine of a path in the tree; the folder of tenants for a fault of that."""
        file = self._workspace.root if path == TENANTS else self._workspace.file_of(path)
        return file.absolute()

    def text(self, path: str) -> str:
        """A file's text with line feeds alone, as it stands in the editor or else as it was compiled last."""
        return self._buffers.get(path, self._texts.get(path, ""))

    def edit(self, path: str, text: str) -> None:
        """Lays an unsaved text over a file."""
        self._buffers[path] = with_line_feeds(text)
        self._change(lambda workspace: workspace.edit(path, text))

    def close(self, path: str) -> None:
        """What is on disk counts again."""
        self._buffers.pop(path, None)
        self._change(lambda workspace: workspace.discard(path))

    def refresh(self, files: Sequence[Path] | None = None) -> None:
        """These files changed on disk, or nobody knows which."""
        self._change(lambda workspace: workspace.refresh(files))

    def _change(self, change: Change) -> None:
        self._changes.append(change)
        self._known = None
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().create_task(self._compile_soon())
        self._waiting.add_done_callback(_tell_failure)

    async def known(self) -> Knowledge:
        """What is known now; waits for the first compilation."""
        forms = self._forms if self._forms is not None else await self._compile()
        if self._known is None:
            self._known = Knowledge(forms, {**self._texts, **self._buffers})
        return self._known

    async def _compile_soon(self) -> None:
        await asyncio.sleep(DEBOUNCE_SECONDS)
        await asyncio.shield(self._compile())

    async def _compile(self) -> Forms:
        async with self._compiling:
            changes, self._changes = self._changes, []
            forms, faults = await asyncio.to_thread(_applied, self._workspace, changes)
            self._forms = forms
            self._texts = _texts(forms)
            self._known = None
            self._tell(faults)
        return forms

    def _tell(self, faults: Sequence[Diagnostic]) -> None:
        by_file: dict[str, list[Diagnostic]] = {}
        for fault in faults:
            by_file.setdefault(fault.span.file, []).append(fault)
        self.published = Published(by_file, self._texts)
        touched = self._shown | by_file.keys()
        self._shown = frozenset(by_file)
        self._publish(self.published, frozenset(touched))


def _tell_failure(task: asyncio.Task[None]) -> None:
    """A fault of ours must not end in silence: it is written to the editor's log of the server."""
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("the files could not be compiled", exc_info=error)


def _applied(workspace: Workspace, changes: Sequence[Change]) -> tuple[Forms, Sequence[Diagnostic]]:
    """The forms and faults after these changes; runs on the workspace's thread."""
    for change in changes:
        change(workspace)
    return workspace.forms, workspace.compilation.diagnostics


def _texts(forms: Forms) -> dict[str, str]:
    """Every file's text by its path."""
    return {path: with_line_feeds(data.decode("utf-8", "replace")) for path, data in forms.tree.files.items()}
