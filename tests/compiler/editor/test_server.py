"""The server through a real client: a process of its own, its standard input and output, files on disk."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from tests.support.asynchronous import finish
from tests.support.editor import CATALOG, DASHBOARD, FILES, MACROS, SALES, dashboard_with

DASHWRIGHT = str(Path(sys.executable).parent / "dashwright")
SECONDS = 60

pytestmark = pytest.mark.slow


class Editor:
    """A client with what it was told: the newest diagnostics of each file."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.faults: dict[str, list[types.Diagnostic]] = {}
        self.shown: list[str] = []
        self._told = asyncio.Event()
        self._versions: dict[str, int] = {}

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.faults[params.uri] = list(params.diagnostics)
            self._told.set()

        @client.feature(types.WINDOW_SHOW_DOCUMENT)  # type: ignore[untyped-decorator]
        def show(params: types.ShowDocumentParams) -> types.ShowDocumentResult:
            self.shown.append(params.uri)
            return types.ShowDocumentResult(success=True)

    def uri(self, path: str) -> str:
        return (self.folder / path).as_uri()

    def document(self, path: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(path))

    def open(self, path: str, text: str | None = None) -> None:
        written = text if text is not None else (self.folder / path).read_bytes().decode()
        item = types.TextDocumentItem(self.uri(path), "yaml", 1, written)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, path: str, text: str) -> None:
        """Puts the whole text in place of the buffer, unsaved."""
        self._versions[path] = self._versions.get(path, 1) + 1
        document = types.VersionedTextDocumentIdentifier(self._versions[path], self.uri(path))
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Waits for diagnostics that make it true."""
        async with asyncio.timeout(SECONDS):
            while not holds():
                self._told.clear()
                await self._told.wait()

    def codes(self, path: str) -> list[str]:
        return [str(fault.code) for fault in self.faults.get(self.uri(path), [])]


@asynccontextmanager
async def editing(folder: Path, encodings: list[str] | None = None) -> AsyncIterator[Editor]:
    """An editor that has opened a folder."""
    client = LanguageClient("test", "1")
    editor = Editor(client, folder)
    await client.start_io(DASHWRIGHT, "lsp")
    general = types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None
    window = types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(support=True))
    capabilities = types.ClientCapabilities(general=general, window=window)
    await client.initialize_async(
        types.InitializeParams(
            capabilities, process_id=None, root_uri=folder.as_uri(), workspace_folders=None
        )
    )
    client.initialized(types.InitializedParams())
    try:
        yield editor
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()  # type: ignore[no-untyped-call]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder with `tenants` in it, as an author has it; its name would be escaped in an address."""
    folder = tmp_path / "โฟลเดอร์ ของฉัน"
    for path, text in FILES.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
    return folder


def _run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    finish(test())


def _position(text: str, piece: str, shift: int = 0) -> types.Position:
    """Where a piece of a text begins, in units of UTF-16."""
    offset = text.index(piece) + shift
    line_start = text.rfind("\n", 0, offset) + 1
    return types.Position(text.count("\n", 0, offset), len(text[line_start:offset].encode("utf-16-le")) // 2)


def test_faults_while_typing(repository: Path) -> None:
    """An unsaved edit is judged, in columns of UTF-16, and its mending too."""

    async def test() -> None:
        async with editing(repository) as editor:
            editor.open(SALES)
            text = dashboard_with("SELECT '🙂' AS area, sum(amont) AS total FROM orders")
            editor.type(SALES, text)
            await editor.until(lambda: "DW504" in editor.codes(SALES))
            fault = next(f for f in editor.faults[editor.uri(SALES)] if f.code == "DW504")
            start = _position(text, "amont")
            assert fault.range == types.Range(start, types.Position(start.line, start.character + 5))
            assert "did you mean `amount`?" in fault.message
            assert fault.source == "dashwright"
            editor.type(SALES, DASHBOARD)
            await editor.until(lambda: editor.codes(SALES) == [])

    _run(test)


def test_an_edit_is_felt_in_other_files(repository: Path) -> None:
    """A column that goes from an unsaved catalog, and a macro that asks for another, are faults of the dashboard."""

    async def test() -> None:
        catalog, macros = "tenants/acme/catalog.yaml", "tenants/_shared/macros/money.sql"
        async with editing(repository) as editor:
            editor.open(catalog)
            editor.type(catalog, CATALOG.replace("      amount: decimal(15,2) not null\n", ""))
            await editor.until(lambda: editor.codes(SALES) != [])
            editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document(catalog)))
            await editor.until(lambda: editor.codes(SALES) == [])
            editor.open(macros)
            editor.type(macros, MACROS.replace("amount", "turnover"))
            await editor.until(lambda: editor.codes(SALES) != [])
            related = editor.faults[editor.uri(SALES)][0].related_information
            assert related is not None
            assert related[0].location.uri == editor.uri(macros)

    _run(test)


def test_windows_line_ends(repository: Path) -> None:
    """Lines that end in CR LF are counted as the editor counts them."""

    async def test() -> None:
        async with editing(repository) as editor:
            text = dashboard_with("SELECT 1 AS area, o. AS total FROM orders o")
            editor.open(SALES, text.replace("\n", "\r\n"))
            where = _position(text, "o. AS", 2)
            found = await editor.client.text_document_completion_async(
                types.CompletionParams(editor.document(SALES), where)
            )
            assert isinstance(found, types.CompletionList)
            assert "amount" in [item.label for item in found.items]

    _run(test)


def test_completion_hover_and_definition(repository: Path) -> None:
    """What is asked in the middle of a query, in an editor that counts characters."""

    async def test() -> None:
        async with editing(repository, ["utf-32", "utf-16"]) as editor:
            editor.open(SALES)
            document = editor.document(SALES)
            where = _position(DASHBOARD, "o.ordered_at", 4)
            hover = await editor.client.text_document_hover_async(types.HoverParams(document, where))
            assert hover is not None
            assert isinstance(hover.contents, types.MarkupContent)
            assert "datetime2(7) not null" in hover.contents.value
            found = await editor.client.text_document_definition_async(
                types.DefinitionParams(document, where)
            )
            assert isinstance(found, list)
            target = found[0]
            assert isinstance(target, types.Location)
            assert target.uri == editor.uri("tenants/acme/catalog.yaml")
            items = await editor.client.text_document_completion_async(
                types.CompletionParams(document, where)
            )
            assert isinstance(items, types.CompletionList)
            edit = next(item.text_edit for item in items.items if item.label == "amount")
            assert isinstance(edit, types.TextEdit)
            assert edit.range.end == where
            places = await editor.client.text_document_references_async(
                types.ReferenceParams(types.ReferenceContext(True), document, where)
            )
            assert places is not None
            assert len(places) == 3
            symbols = await editor.client.text_document_document_symbol_async(
                types.DocumentSymbolParams(document)
            )
            assert symbols is not None
            assert "widgets" in [symbol.name for symbol in symbols]

    _run(test)


def test_rename_in_every_file(repository: Path) -> None:
    """The edits of all files, and a reason where a thing cannot be renamed."""

    async def test() -> None:
        async with editing(repository) as editor:
            document = editor.document(SALES)
            edit = await editor.client.text_document_rename_async(
                types.RenameParams(document, _position(DASHBOARD, "period, type", 2), "span")
            )
            assert edit is not None
            assert set(edit.changes or {}) == {
                editor.uri(SALES),
                editor.uri("tenants/acme/overlays/sales.yaml"),
            }
            with pytest.raises(Exception, match="named by the site's database"):
                await editor.client.text_document_prepare_rename_async(
                    types.PrepareRenameParams(document, _position(DASHBOARD, "o.ordered_at", 4))
                )

    _run(test)


def test_fixes_and_pages_of_codes(repository: Path) -> None:
    """A fault offers the word that was meant, and the page of its code."""

    async def test() -> None:
        async with editing(repository) as editor:
            editor.open(SALES)
            text = dashboard_with("SELECT '' AS area, sum(amont) AS total FROM orders")
            editor.type(SALES, text)
            await editor.until(lambda: "DW504" in editor.codes(SALES))
            fault = next(f for f in editor.faults[editor.uri(SALES)] if f.code == "DW504")
            actions = await editor.client.text_document_code_action_async(
                types.CodeActionParams(editor.document(SALES), fault.range, types.CodeActionContext([fault]))
            )
            by_title = {
                action.title: action for action in actions or [] if isinstance(action, types.CodeAction)
            }
            fix = by_title["DW504: write `amount`"]
            assert fix.edit is not None
            assert {uri: list(edits) for uri, edits in (fix.edit.changes or {}).items()} == {
                editor.uri(SALES): [types.TextEdit(fault.range, "amount")]
            }
            assert "Explain DW504" in [action.title for action in actions or []]
            page = await editor.client.workspace_execute_command_async(
                types.ExecuteCommandParams("dashwright.explain", ["DW504"])
            )
            assert page is not None
            assert "DW504" in page
            assert [Path(uri).name for uri in editor.shown] == ["DW504.md"]

    _run(test)


def test_files_that_change_on_disk(repository: Path) -> None:
    """What another program writes counts once the editor tells of it."""

    async def test() -> None:
        async with editing(repository) as editor:
            editor.open(SALES)
            (repository / "tenants/acme/catalog.yaml").write_text(CATALOG.replace("amount:", "sum_total:"))
            editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([]))
            await editor.until(lambda: editor.codes(SALES) != [])

    _run(test)


def test_the_whole_workspace(repository: Path) -> None:
    """A widget is found by a part of its name, its uses in the file are shown, and sure faults are mended at once."""

    async def test() -> None:
        async with editing(repository) as editor:
            found = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("reven"))
            names = {(symbol.name, symbol.container_name) for symbol in found or []}
            assert names == {
                ("revenue", SALES),
                ("revenue", "tenants/acme/overlays/sales.yaml"),
                ("revenue", "tenants/_shared/macros/money.sql"),
            }
            editor.open(SALES)
            where = _position(DASHBOARD, "period, type", 1)
            shown = await editor.client.text_document_document_highlight_async(
                types.DocumentHighlightParams(editor.document(SALES), where)
            )
            assert len(shown or []) == 3
            editor.type(
                SALES,
                DASHBOARD.replace("    title: Revenue", "    titel: Revenue").replace("x: area", "x: aera"),
            )
            await editor.until(lambda: len(editor.codes(SALES)) >= 2)
            whole = types.Range(types.Position(0, 0), types.Position(40, 0))
            actions = await editor.client.text_document_code_action_async(
                types.CodeActionParams(editor.document(SALES), whole, types.CodeActionContext([]))
            )
            mended = next(action for action in actions or [] if action.title.startswith("Mend all 2"))
            assert isinstance(mended, types.CodeAction)
            assert mended.edit is not None
            edits = (mended.edit.changes or {})[editor.uri(SALES)]
            assert [edit.new_text for edit in edits] == ["title", "area"]

    _run(test)


def test_a_folder_without_tenants(tmp_path: Path) -> None:
    """The server says so instead of saying nothing, and goes on once there is one."""

    async def test() -> None:
        (tmp_path / "tenants").mkdir()
        async with editing(tmp_path) as editor:
            await editor.until(lambda: editor.codes("tenants") != [])
            for path, text in FILES.items():
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_bytes(text.encode())
            editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([]))
            await editor.until(lambda: editor.codes("tenants") == [])

    _run(test)


def test_formatting(repository: Path) -> None:
    """`fmt`'s layout, as edits of the lines that change; a buffer that cannot be read stays."""

    async def test() -> None:
        async with editing(repository) as editor:
            options = types.FormattingOptions(tab_size=2, insert_spaces=True)
            editor.open(SALES, DASHBOARD.replace("slug: sales", "slug:   'sales'"))
            asked = types.DocumentFormattingParams(editor.document(SALES), options)
            edits = await editor.client.text_document_formatting_async(asked)
            start, end = types.Position(1, 0), types.Position(2, 0)
            assert list(edits or []) == [types.TextEdit(types.Range(start, end), "slug: sales\n")]
            editor.type(SALES, DASHBOARD.replace("slug: sales", "slug: [sales"))
            assert list(await editor.client.text_document_formatting_async(asked) or []) == []

    _run(test)
