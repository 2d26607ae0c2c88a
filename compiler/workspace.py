"""A folder of tenants kept in memory: it takes edits, saved or still in an editor, and tells the faults of what stands now.

`check --watch`, `dev` and the language server work with it. It decides nothing about dashboards: the stages of
`compiler.pipeline` do, applied to the files as they are, with what an edit does not touch remembered from before.

    workspace = Workspace(Path("tenants"))
    workspace.compilation.diagnostics           # every fault, as `dashwright check` gives them
    path = workspace.path_of(Path("tenants/siam/dashboards/sales.yaml"))
    workspace.edit(path, text)                  # a text in an editor, in place of the file on the disk
    workspace.compilation.diagnostics           # the faults with that text
    workspace.discard(path)                     # the editor was closed: the file counts again
    workspace.refresh([saved_file])             # files were saved, made, renamed or removed on the disk
    workspace.forms.translated                  # what each stage makes of it, for hover and completion

A workspace belongs to one thread at a time. What it returns is frozen and stays as it was when it is edited further.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from compiler.ir.compilation import Compilation
from compiler.ir.forms import Forms
from compiler.ir.tree import TENANTS, SourceTree, below_tenants
from compiler.memory import Memory
from compiler.pipeline import assemble_forms, run_stages
from compiler.stages.load import load, may_matter, read_again
from compiler.steps import Steps


class Workspace:
    """The tenants below `root`, or only those named; see the module for how it is used."""

    def __init__(
        self,
        root: Path,
        tenants: Iterable[str] | None = None,
        commit: str = "uncommitted",
        steps: Steps | None = None,
    ) -> None:
        self.root = root
        self._tenants = tuple(tenants) if tenants is not None else None
        self._commit = commit
        self._memory = Memory(steps)
        self._steps = self._memory.steps()
        self._saved = load(root)
        self._edited: dict[str, bytes] = {}
        self._forms: Forms | None = None
        self._compilation: Compilation | None = None

    def path_of(self, file: Path) -> str | None:
        """The name in the tree (`tenants/siam/tenant.yaml`) of a file below `root`, a link by its own; None for others."""
        try:
            below = (file.parent.resolve() / file.name).relative_to(self.root.resolve())
        except ValueError:
            return None
        return f"{TENANTS}/{below.as_posix()}"

    def file_of(self, path: str) -> Path:
        """The file on the disk of a name in the tree."""
        return self.root / below_tenants(path)

    def edit(self, path: str, text: str) -> None:
        """Puts a text in the place of a file, which need not be there yet, until it is discarded."""
        self._edited[path] = text.encode("utf-8", "surrogatepass")
        self._forget()

    def discard(self, path: str) -> None:
        """The file on the disk counts again."""
        if self._edited.pop(path, None) is not None:
            self._forget()

    def refresh(self, changed: Iterable[Path] | None = None) -> bool:
        """Reads the disk again: these files, or everything when it is not known what changed. Whether anything did.

        A name that was not a file before, or is none now, makes the whole folder be read, since files may have moved.
        """
        before = self._saved
        self._saved = self._read_again(changed)
        if self._saved == before:
            return False
        self._forget()
        return True

    def _read_again(self, changed: Iterable[Path] | None) -> SourceTree:
        if changed is None:
            return load(self.root)
        saved = self._saved
        for file in changed:
            path = self.path_of(file)
            if path is None or not may_matter(saved, path, file):
                continue
            read = read_again(saved, path, file)
            if read is None:
                return load(self.root)
            saved = read
        return saved

    @property
    def forms(self) -> Forms:
        """What each stage makes of the present texts. Raises UnknownTenant for a tenant that is not there."""
        if self._forms is None:
            self._steps = self._memory.steps()
            self._forms = run_stages(self._tree(), self._tenants, self._steps)
            self._memory.learn(self._forms)
        return self._forms

    @property
    def compilation(self) -> Compilation:
        """Bundles, faults and texts of the present state. Raises UnknownTenant."""
        if self._compilation is None:
            self._compilation = assemble_forms(self.forms, self._commit, self._steps)
        return self._compilation

    def _tree(self) -> SourceTree:
        if not self._edited:
            return self._saved
        files = dict(sorted({**self._saved.files, **self._edited}.items()))
        return SourceTree(files, self._saved.faults)

    def _forget(self) -> None:
        self._forms = self._compilation = None
