"""What may be written at a position: a pure function of the text, the offset and what is known of the other files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import yaml

from compiler.editor.context import Context, context_at
from compiler.editor.knowledge import Knowledge, widget_id
from compiler.editor.macro_scope import stretch_of_sql
from compiler.editor.sql_completion import sql_suggestions
from compiler.editor.suggestions import Suggestion, one_of_each
from compiler.editor.templates import template_stretch, template_suggestions
from compiler.written.outline import Path, Stretch
from compiler.written.schema_position import is_sql, keys_at, values_at
from schemas.editor_hints import SNIPPETS, meanings_of


@dataclass(frozen=True)
class Wanted:
    """A position in a file; whether keys of the kinds are wanted or another server completes them, and whole beginnings."""

    path: str
    offset: int
    keys: bool = True
    snippets: bool = False


@dataclass(frozen=True)
class Completions:
    """`suggestions` replace the characters of `stretch`, which is what is written of them already."""

    stretch: Stretch
    suggestions: tuple[Suggestion, ...]


def complete(known: Knowledge, wanted: Wanted) -> Completions:
    """Everything that may stand at the position, best first; the editor filters by what is written already."""
    text = known.texts.get(wanted.path, "")
    if wanted.path.endswith(".sql"):
        context = Context("value", ("sql",), stretch_of_sql(wanted.path, text, wanted.offset))
    else:
        context = context_at(text, wanted.offset, known.outline(wanted.path))
    word = Stretch(wanted.offset - len(_WORD_BEFORE.findall(text[: wanted.offset])[0]), wanted.offset)
    template = template_stretch(text, context.stretch, wanted.offset) if context.role == "value" else None
    if template is not None:
        found = template_suggestions(known, wanted.path, template, context.stretch, wanted.offset)
        return Completions(word, one_of_each(found))
    if is_sql(context.path) and context.role == "value":
        return Completions(
            word, one_of_each(sql_suggestions(known, wanted.path, context.stretch, wanted.offset))
        )
    whole = Stretch(min(context.stretch.start, wanted.offset), wanted.offset)
    return Completions(whole, one_of_each(_in_yaml(known, wanted, context)))


_WORD_BEFORE = re.compile(r"\w*$")


def _in_yaml(known: Knowledge, wanted: Wanted, context: Context) -> Iterator[Suggestion]:
    kind = known.kind(wanted.path) or ""
    begun = context.path[:-1] if context.role == "key" else context.path
    if context.role == "key":
        yield from _named_keys(known, wanted.path, kind, begun)
    else:
        yield from _references(known, wanted.path, kind, context.path)
    if wanted.keys and kind:
        if context.role == "value":
            yield from _values(kind, context.path)
        if context.role == "key" or (context.path and isinstance(context.path[-1], int)):
            yield from _keys(known, wanted.path, kind, begun)
    if wanted.snippets and context.role == "value":
        yield from _snippets(kind, context.path)


def _keys(known: Knowledge, path: str, kind: str, mapping: Path) -> Iterator[Suggestion]:
    present = {str(item.path[-1]) for item in known.outline(path).below(mapping)}
    for key in keys_at(kind, mapping):
        if key.name not in present:
            word = "required" if key.required else ""
            yield Suggestion(key.name, "key", word, key.description, f"{key.name}: ")


def _values(kind: str, path: Path) -> Iterator[Suggestion]:
    values = values_at(kind, path)
    meanings = meanings_of(values) or {}
    for value in values:
        yield Suggestion(value, "value", words=meanings.get(value, ""))


_MEMBERS = {
    "widgets": "Widget",
    "add": "Widget",
    "parameters": "Parameter",
    "add_parameters": "Parameter",
    "dashboards": "DashboardUse",
    "row_filters": "RowFilter",
}
"""Lists at the top of a file to what their members are."""


def _snippets(kind: str, path: Path) -> Iterator[Suggestion]:
    """Beginnings of a member of a list, at the place where it is begun."""
    if kind not in ("tenant", "dashboard", "overlay") or len(path) != 2 or not isinstance(path[1], int):
        return
    for snippet in SNIPPETS.get(_MEMBERS.get(str(path[0]), ""), ()):
        text = yaml.safe_dump(snippet["body"], sort_keys=False, allow_unicode=True, width=1_000).rstrip()
        yield Suggestion(snippet["label"], "snippet", snippet["description"], insert=text)


def _named_keys(known: Knowledge, path: str, kind: str, mapping: Path) -> Iterator[Suggestion]:
    """Keys that are names of something: widgets of an overlay's base, columns of a query, constants."""
    if kind == "overlay" and mapping in (("widgets",), ("order",)):
        yield from _listed(known.widgets(path), "widget", ":")
    elif kind == "overlay" and mapping in (("parameters",), ("order_parameters",)):
        yield from _listed(
            {p.name.partition(".")[0]: p.type for p in known.parameters(path)}, "parameter", ":"
        )
    elif mapping[-1:] == ("format",):
        yield from _result_columns(known, path, mapping, ": ")
    elif mapping[-1:] == ("with",) and kind == "tenant":
        yield from _listed(_constants_used(known, path, mapping), "constant", ": ")
    elif len(mapping) == 3 and mapping[0] == "tests":
        yield from _test_keys(known, path, str(mapping[2]))
    elif len(mapping) >= 4 and mapping[0] == "tests" and mapping[2] == "rows":
        tables = known.find_tables(path, (str(mapping[3]),))
        yield from (
            Suggestion(c.name, "column", c.type, c.description or "", f"{c.name}: ")
            for t in tables
            for c in t.columns
        )
    elif len(mapping) >= 4 and mapping[0] == "tests" and mapping[2] == "expect":
        yield from _listed(known.columns_of(path, str(mapping[3])), "column", ": ")


def _test_keys(known: Knowledge, path: str, key: str) -> Iterator[Suggestion]:
    if key == "rows":
        yield from (
            Suggestion(t.spoken, "table", t.tenant, t.description or "", f"{t.spoken}:")
            for t in known.tables(path)
        )
    elif key == "expect":
        yield from _listed(known.widgets(path), "widget", ":")
    elif key == "parameters":
        yield from _listed(
            {p.name.partition(".")[0]: p.type for p in known.parameters(path)}, "parameter", ": "
        )


def _references(known: Knowledge, path: str, kind: str, at: Path) -> Iterator[Suggestion]:
    """Values that are names of something elsewhere."""
    if kind == "tenant":
        yield from _tenant_references(known, path, at)
    elif kind == "overlay" and at == ("dashboard",):
        yield from _listed(known.dashboard_references(path), "dashboard")
    elif kind == "overlay" and at[:1] == ("order",) and at[2:] in (("before",), ("after",)):
        yield from _listed(known.widgets(path), "widget")
    if "encoding" in at and kind in ("dashboard", "overlay"):
        yield from _result_columns(known, path, at)


def _tenant_references(known: Knowledge, path: str, at: Path) -> Iterator[Suggestion]:
    if at[:1] == ("dashboards",) and (len(at) == 2 or at[2:] == ("use",)):
        yield from _listed(known.dashboard_references(path), "dashboard")
    elif at[:1] == ("dashboards",) and at[2:3] == ("overlay",):
        yield from _listed(known.beside(path, "overlay"), "file")
    elif at == ("datasource", "catalog"):
        yield from _listed(known.beside(path, "catalog"), "file")
    elif at[:1] == ("row_filters",) and at[-1:] == ("table",):
        yield from (Suggestion(str(t.name), "table", t.type, t.description or "") for t in known.tables(path))


def _constants_used(known: Knowledge, path: str, mapping: Path) -> dict[str, str]:
    use = known.outline(path).value((*mapping[:-1], "use"))
    file = known.dashboard_references(path).get(use or "")
    return known.constants(file) if file is not None else {}


def _result_columns(known: Knowledge, path: str, at: Path, ending: str = "") -> Iterator[Suggestion]:
    widget = widget_id(known.outline(path), at)
    if widget is not None:
        yield from _listed(known.columns_of(path, widget), "column", ending)


def _listed(
    names: dict[str, str],
    what: Literal["widget", "parameter", "constant", "column", "dashboard", "file"],
    ending: str = "",
) -> Iterable[Suggestion]:
    return [Suggestion(name, what, words, insert=name + ending) for name, words in names.items()]
