"""The requests that the server answers. Each asks `compiler.editor` and puts the answer into the protocol's types."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.diagnostics.pages import page_of
from compiler.editor.completion import Wanted, complete
from compiler.editor.definition import definitions_at
from compiler.editor.document_symbols import entries_of, named_entries
from compiler.editor.hover import hover_at
from compiler.editor.knowledge import Knowledge
from compiler.editor.occurrences import occurrences_of, symbols_at
from compiler.editor.positions import Encoding, Lines
from compiler.editor.quick_fixes import QuickFix, quick_fixes
from compiler.editor.renaming import CannotRename, Change, renamable_at, rename
from compiler.editor.server import conversion
from compiler.editor.server.roots import tenants_folder
from compiler.editor.server.session import Published, Session
from compiler.formatting.formatting import formatted
from compiler.version import version

EXPLAIN = "dashwright.explain"
TRIGGERS = [".", ":", "{", "/", '"']


class DashwrightServer(LanguageServer):
    """A language server with the session of its editor. `root` is given, or found below what the editor opened."""

    def __init__(self, root: Path | None = None) -> None:
        super().__init__("dashwright", version())
        self.root = root
        self.keys = True
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The session, once the editor has said what it opened."""
        if self._session is None:
            self._session = Session(self.root or tenants_folder(self._folders()), self.publish)
        return self._session

    def _folders(self) -> list[Path]:
        opened = [folder.uri for folder in self.workspace.folders.values()] or [self.workspace.root_uri or ""]
        return [Path(path) for uri in opened if (path := to_fs_path(uri))] or [Path.cwd()]

    @property
    def takes_snippets(self) -> bool:
        """Whether the editor can fill in places of what it writes."""
        document = self.client_capabilities.text_document
        item = document.completion.completion_item if document and document.completion else None
        return bool(item and item.snippet_support)

    @property
    def encoding(self) -> Encoding:
        """The units that columns are counted in, as agreed with the editor."""
        agreed = str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))
        return "utf-8" if agreed == "utf-8" else "utf-32" if agreed == "utf-32" else "utf-16"

    def path(self, uri: str) -> str | None:
        """The path in the tree of a document; None for one that is not below the tenants."""
        file = to_fs_path(uri)
        return self.session.path_of(Path(file)) if file else None

    def uri(self, path: str) -> str:
        """The address of a file of the tree."""
        return self.session.file_of(path).as_uri()

    def lines(self, path: str) -> Lines:
        """A file's text as it stands, with the agreed encoding."""
        return Lines(self.session.text(path), self.encoding)

    def publish(self, published: Published, touched: frozenset[str]) -> None:
        """Tells the editor the faults of these files; none for those that are mended."""
        lines = {path: Lines(text, self.encoding) for path, text in published.texts.items()}
        for path in sorted(touched):
            lines.setdefault(path, Lines("", self.encoding))
            faults = published.faults.get(path, ())
            places = {label.span.file for fault in faults for label in fault.labels} | {path}
            uris = {place: self.uri(place) for place in places}
            found = [conversion.diagnostic_of(fault, lines, uris) for fault in faults]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.uri(path), found))


def server_for(root: Path | None = None) -> DashwrightServer:
    """A server with all its features, not started."""
    server = DashwrightServer(root)
    for name, feature, options in FEATURES:
        server.feature(name, options)(feature)
    server.command(EXPLAIN)(explain)
    return server


# ---- documents


def initialized(server: DashwrightServer, _params: types.InitializedParams) -> None:
    """Compiles for the first time, and asks to be told of files that change on disk."""
    server.session.refresh()
    watching = (
        server.client_capabilities.workspace and server.client_capabilities.workspace.did_change_watched_files
    )
    if watching and watching.dynamic_registration:
        watchers = [types.FileSystemWatcher("**/*.yaml"), types.FileSystemWatcher("**/*.sql")]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration("watched-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        server.client_register_capability(types.RegistrationParams([registration]))


def opened(server: DashwrightServer, params: types.DidOpenTextDocumentParams) -> None:
    """Lays the buffer over the file."""
    _edited(server, params.text_document.uri)


def changed(server: DashwrightServer, params: types.DidChangeTextDocumentParams) -> None:
    """Lays the buffer over the file; pygls has applied the changes to it."""
    _edited(server, params.text_document.uri)


def _edited(server: DashwrightServer, uri: str) -> None:
    path = server.path(uri)
    if path is not None:
        server.session.edit(path, server.workspace.get_text_document(uri).source)


def saved(server: DashwrightServer, params: types.DidSaveTextDocumentParams) -> None:
    """What was saved is on disk now, and stays when the buffer is closed."""
    file = to_fs_path(params.text_document.uri)
    server.session.refresh([Path(file)] if file else None)


def closed(server: DashwrightServer, params: types.DidCloseTextDocumentParams) -> None:
    """What is on disk counts again."""
    path = server.path(params.text_document.uri)
    if path is not None:
        server.session.close(path)


def watched(server: DashwrightServer, params: types.DidChangeWatchedFilesParams) -> None:
    """Files changed on disk: a branch was checked out, another program wrote."""
    files = [Path(path) for change in params.changes if (path := to_fs_path(change.uri))]
    server.session.refresh(files or None)


# ---- positions


async def _place(
    server: DashwrightServer, document: types.TextDocumentIdentifier, position: types.Position
) -> tuple[Knowledge, str, int] | None:
    path = server.path(document.uri)
    if path is None:
        return None
    known = await server.session.known()
    return known, path, server.lines(path).offset(position.line, position.character)


def _location(server: DashwrightServer, path: str, start: int, end: int) -> types.Location:
    return types.Location(server.uri(path), conversion.range_of(server.lines(path), start, end))


# ---- requests


async def completion(server: DashwrightServer, params: types.CompletionParams) -> types.CompletionList | None:
    """What may be written at a position."""
    place = await _place(server, params.text_document, params.position)
    if place is None:
        return None
    known, path, offset = place
    found = complete(known, Wanted(path, offset, server.keys, snippets=server.takes_snippets))
    replaced = conversion.range_of(server.lines(path), found.stretch.start, found.stretch.end)
    return types.CompletionList(
        is_incomplete=False, items=conversion.completion_items(found.suggestions, replaced)
    )


async def hover(server: DashwrightServer, params: types.HoverParams) -> types.Hover | None:
    """What is known of the thing at a position."""
    place = await _place(server, params.text_document, params.position)
    found = hover_at(*place) if place is not None else None
    if place is None or found is None:
        return None
    lines = server.lines(place[1])
    return conversion.hover_of(
        found.words, conversion.range_of(lines, found.stretch.start, found.stretch.end)
    )


async def definition(server: DashwrightServer, params: types.DefinitionParams) -> list[types.Location] | None:
    """Where the thing at a position is made."""
    place = await _place(server, params.text_document, params.position)
    if place is None:
        return None
    return [_location(server, found.path, found.start, found.end) for found in definitions_at(*place)]


async def references(server: DashwrightServer, params: types.ReferenceParams) -> list[types.Location] | None:
    """Everywhere that the thing at a position is named."""
    place = await _place(server, params.text_document, params.position)
    if place is None:
        return None
    symbols = frozenset(occurrence.symbol for occurrence in symbols_at(*place))
    found = occurrences_of(place[0], symbols)
    declared = params.context.include_declaration
    places = {(o.path, o.start, o.end) for o in found if declared or not o.defines}
    return [_location(server, *where) for where in sorted(places)]


async def highlights(
    server: DashwrightServer, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight] | None:
    """Where the thing at a position is named in the same file."""
    place = await _place(server, params.text_document, params.position)
    if place is None:
        return None
    known, path, _ = place
    symbols = frozenset(occurrence.symbol for occurrence in symbols_at(*place))
    places = {(o.start, o.end) for o in occurrences_of(known, symbols) if o.path == path}
    lines = server.lines(path)
    return [types.DocumentHighlight(conversion.range_of(lines, start, end)) for start, end in sorted(places)]


async def workspace_symbols(
    server: DashwrightServer, params: types.WorkspaceSymbolParams
) -> list[types.WorkspaceSymbol]:
    """Widgets, parameters, tables and macros of every file whose name holds what is asked for."""
    known = await server.session.known()
    found: list[types.WorkspaceSymbol] = []
    for path in sorted(known.texts):
        lines = server.lines(path)
        for entry in named_entries(entries_of(known, path), params.query):
            place = types.Location(
                server.uri(path), conversion.range_of(lines, entry.name_at.start, entry.name_at.end)
            )
            kind = conversion.SYMBOLS[entry.kind]
            found.append(types.WorkspaceSymbol(place, entry.name, kind, container_name=path))
    return found


async def prepare_rename(server: DashwrightServer, params: types.PrepareRenameParams) -> types.Range | None:
    """The name that would be changed, or the reason why it cannot be."""
    place = await _place(server, params.text_document, params.position)
    if place is None:
        return None
    try:
        found = renamable_at(*place)
    except CannotRename as refused:
        raise JsonRpcInvalidParams(str(refused)) from refused
    return conversion.range_of(server.lines(found.path), found.start, found.end)


async def renaming(server: DashwrightServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """The edits of every file that names it."""
    place = await _place(server, params.text_document, params.position)
    if place is None:
        return None
    try:
        found = rename(*place, params.new_name)
    except CannotRename as refused:
        raise JsonRpcInvalidParams(str(refused)) from refused
    changes = {
        path: [_text_edit(server.lines(path), change) for change in made] for path, made in found.items()
    }
    return types.WorkspaceEdit(changes={server.uri(path): edits for path, edits in changes.items()})


def _text_edit(lines: Lines, change: Change) -> types.TextEdit:
    return types.TextEdit(conversion.range_of(lines, change.start, change.end), change.text)


def actions(server: DashwrightServer, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """The fixes of the faults in a range, and the page of each."""
    path = server.path(params.text_document.uri)
    if path is None:
        return None
    found: list[types.CodeAction] = []
    lines = Lines(server.session.published.texts.get(path, ""), server.encoding)
    for fault in server.session.published.faults.get(path, ()):
        where = conversion.span_range(lines, fault.span)
        if where.start.line <= params.range.end.line and params.range.start.line <= where.end.line:
            found += [_fix(server, fix) for fix in quick_fixes(fault)]
            found.append(_explain_action(fault))
    unique = {action.title: action for action in found}
    return [*unique.values(), *_fix_all(server, path)]


def _fix_all(server: DashwrightServer, path: str) -> list[types.CodeAction]:
    """All sure fixes of a file at once, where there is more than one; none of two that overlap."""
    edits = sorted(
        (
            f.edit
            for f in server.session.published.faults.get(path, ())
            if f.edit and f.edit.span.file == path
        ),
        key=lambda edit: edit.span,
    )
    apart = [edit for at, edit in enumerate(edits) if not at or _end(edits[at - 1].span) <= _start(edit.span)]
    if len(apart) < 2:
        return []
    made = _fix(
        server, QuickFix(f"Mend all {len(apart)} sure faults of this file", tuple(apart), preferred=False)
    )
    return [made]


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def _fix(server: DashwrightServer, fix: QuickFix) -> types.CodeAction:
    changes: dict[str, list[types.TextEdit]] = {}
    for edit in fix.edits:
        lines = Lines(server.session.published.texts.get(edit.span.file, ""), server.encoding)
        text_edit = types.TextEdit(conversion.span_range(lines, edit.span), edit.text)
        changes.setdefault(server.uri(edit.span.file), []).append(text_edit)
    return types.CodeAction(
        title=fix.title,
        kind=types.CodeActionKind.QuickFix,
        is_preferred=fix.preferred or None,
        edit=types.WorkspaceEdit(changes=dict(changes)),
    )


def _explain_action(fault: Diagnostic) -> types.CodeAction:
    title = f"Explain {fault.code}"
    command = types.Command(title, EXPLAIN, arguments=[fault.code])
    return types.CodeAction(title=title, kind=types.CodeActionKind.QuickFix, command=command)


async def explain(server: DashwrightServer, code: str) -> str | None:
    """Shows the page of a code where the editor can show a file, and gives its text."""
    page, uri = page_of(code), conversion.page_uri(code)
    window = server.client_capabilities.window
    if (
        uri is not None
        and window is not None
        and window.show_document is not None
        and window.show_document.support
    ):
        await server.window_show_document_async(types.ShowDocumentParams(uri, take_focus=True))
    return page


async def symbols(
    server: DashwrightServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | None:
    """The named parts of a file."""
    path = server.path(params.text_document.uri)
    if path is None:
        return None
    lines = server.lines(path)
    known = await server.session.known()
    return [conversion.document_symbol(entry, lines) for entry in entries_of(known, path)]


def formatting(
    server: DashwrightServer, params: types.DocumentFormattingParams
) -> list[types.TextEdit] | None:
    """The edit that lays a file out, its queries left as they are; none for a file that cannot be read yet."""
    path = server.path(params.text_document.uri)
    if path is None or not path.endswith(".yaml"):
        return None
    text = server.session.text(path)
    result = formatted(path, text.encode()).data.decode()
    return _line_edits(text, result)


def _line_edits(old: str, new: str) -> list[types.TextEdit]:
    """Edits of whole lines, and of changed ones alone, so that the editor keeps cursor, folds and marks."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    return [
        types.TextEdit(types.Range(types.Position(a, 0), types.Position(b, 0)), "".join(after[c:d]))
        for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if tag != "equal"
    ]


FEATURES: tuple[tuple[str, Any, Any], ...] = (
    (types.INITIALIZED, initialized, None),
    (types.TEXT_DOCUMENT_DID_OPEN, opened, None),
    (types.TEXT_DOCUMENT_DID_CHANGE, changed, None),
    (types.TEXT_DOCUMENT_DID_SAVE, saved, None),
    (types.TEXT_DOCUMENT_DID_CLOSE, closed, None),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watched, None),
    (types.TEXT_DOCUMENT_COMPLETION, completion, types.CompletionOptions(trigger_characters=TRIGGERS)),
    (types.TEXT_DOCUMENT_HOVER, hover, None),
    (types.TEXT_DOCUMENT_DEFINITION, definition, None),
    (types.TEXT_DOCUMENT_REFERENCES, references, None),
    (types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, highlights, None),
    (types.WORKSPACE_SYMBOL, workspace_symbols, None),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, prepare_rename, None),
    (types.TEXT_DOCUMENT_RENAME, renaming, types.RenameOptions(prepare_provider=True)),
    (
        types.TEXT_DOCUMENT_CODE_ACTION,
        actions,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    ),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, symbols, None),
    (types.TEXT_DOCUMENT_FORMATTING, formatting, None),
)
"""Method, handler, options."""
