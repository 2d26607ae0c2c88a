"""The state of one editor: its files as they stand, the last compilation of them, and what was published of it.

The protocol runs on one thread; a compilation runs on another, on a copy of the files, so that typing never waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.editor.knowledge import Knowledge
from compiler.editor.repository import Compiled, Repository, compiled, texts_of

DEBOUNCE_SECONDS = 0.15
"""How long typing must pause before the files are compiled."""


@dataclass(frozen=True)
class Published:
    """The faults of one compilation by file, and the texts that their places are in."""

    faults: Mapping[str, Sequence[Diagnostic]]
    texts: Mapping[str, str]


Publish = Callable[[Published, frozenset[str]], None]
"""Takes the faults, and the files to say something of: those with faults, and those that had some."""


class Session:
    """One repository, open in one editor."""

    def __init__(self, root: Path, publish: Publish) -> None:
        self.repository = Repository(root)
        self._publish = publish
        self._compiled: Compiled | None = None
        self._known: Knowledge | None = None
        self._shown: frozenset[str] = frozenset()
        self._waiting: asyncio.Task[None] | None = None
        self._compiling = asyncio.Lock()
        self.published = Published({}, {})

    def changed(self) -> None:
        """Files are other than they were: what is known is found anew, faults after a pause."""
        self._known = None
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().create_task(self._compile_soon())

    async def known(self) -> Knowledge:
        """What is known now; waits for the first compilation."""
        if self._compiled is None:
            await self._compile()
        if self._known is None and self._compiled is not None:
            self._known = Knowledge(self._compiled, texts_of(self.repository))
        if self._known is None:
            raise RuntimeError("a compilation gives something to know")
        return self._known

    async def _compile_soon(self) -> None:
        await asyncio.sleep(DEBOUNCE_SECONDS)
        await asyncio.shield(self._compile())

    async def _compile(self) -> None:
        async with self._compiling:
            tree, texts = self.repository.tree(), texts_of(self.repository)
            self._compiled = await asyncio.to_thread(compiled, tree)
        self._known = None
        faults: dict[str, list[Diagnostic]] = {}
        for fault in self._compiled.diagnostics:
            faults.setdefault(fault.span.file, []).append(fault)
        self.published = Published(faults, texts)
        touched = self._shown | faults.keys()
        self._shown = frozenset(faults)
        self._publish(self.published, frozenset(touched))
