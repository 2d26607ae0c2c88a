"""What is said of the thing at a position, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compiler.editor.columns import columns_of_source, resolve, typed
from compiler.editor.context import Context, context_at
from compiler.editor.knowledge import Knowledge, KnownTable, widget_id
from compiler.editor.macro_scope import column_of_callers, stretch_of_sql
from compiler.editor.sql_functions import BY_NAME
from compiler.editor.sql_names import Name, name_at
from compiler.editor.templates import imports_in, template_stretch
from compiler.ir.translated import TranslatedTenant, TranslatedWidget
from compiler.written.outline import Path, Stretch
from compiler.written.schema_position import description_at, is_sql, keys_at, values_at
from schemas.editor_hints import meanings_of

MAX_COLUMNS = 40


@dataclass(frozen=True)
class Hover:
    """Markdown, and the characters that it is about."""

    words: str
    stretch: Stretch


def hover_at(known: Knowledge, path: str, offset: int) -> Hover | None:
    """What is known of the thing at an offset; None where there is nothing to say."""
    text = known.texts.get(path, "")
    if path.endswith(".sql"):
        template = _in_template(known, path, Stretch(0, len(text)), offset)
        return template or _in_sql(
            known, path, Context("value", (), stretch_of_sql(path, text, offset)), offset
        )
    context = context_at(text, offset, known.outline(path))
    if context.role == "value":
        template = _in_template(known, path, context.stretch, offset)
        if template is not None:
            return template
        if is_sql(context.path):
            return _in_sql(known, path, context, offset)
    words = _of_yaml(known, path, context)
    return Hover(words, context.stretch) if words else None


def _of_yaml(known: Knowledge, path: str, context: Context) -> str:
    kind, at = known.kind(path) or "", context.path
    if context.role == "key" and at[-1:] == ("sql",):
        described = description_at(kind, at)
        return "\n\n".join(part for part in (described, query_words(known, path, at)) if part)
    if context.role == "key":
        return _of_key(known, path, kind, at)
    if kind in ("dashboard", "overlay") and "encoding" in at:
        return _result_column(known, path, at, known.texts[path][context.stretch.start : context.stretch.end])
    return _of_reference(known, path, kind, context)


def _of_key(known: Knowledge, path: str, kind: str, at: Path) -> str:
    if kind == "overlay" and len(at) == 2 and at[0] == "widgets":
        return (
            f"widget `{at[1]}`, a {known.widgets(path)[str(at[1])]}" if at[1] in known.widgets(path) else ""
        )
    if "format" in at and at[-2:-1] == ("format",):
        return _result_column(known, path, at, str(at[-1]))
    described = description_at(kind, at)
    choices = values_at(kind, at)
    meanings = meanings_of(choices) or {}
    listed = "\n".join(
        f"- `{choice}`" + (f": {meanings[choice]}" if choice in meanings else "") for choice in choices
    )
    required = next((k.required for k in keys_at(kind, at[:-1]) if k.name == at[-1]), False)
    return "\n\n".join(
        part for part in (described, listed, "Required." if required and described else "") if part
    )


def _of_reference(known: Knowledge, path: str, kind: str, context: Context) -> str:
    written = known.texts[path][context.stretch.start : context.stretch.end]
    file = known.dashboard_references(path).get(written) if kind in ("tenant", "overlay") else None
    if file is None:
        return ""
    found = known.outline(file)
    title = found.value(("title",)) or found.value(("title", "en")) or ""
    constants = "".join(f"\n- constant `{name}`: {words}" for name, words in known.constants(file).items())
    widgets = ", ".join(f"`{name}`" for name in known.widgets(file))
    return f"**{title}** — {file}\n{constants}\n\nwidgets: {widgets}"


def _result_column(known: Knowledge, path: str, at: Path, written: str) -> str:
    widget = widget_id(known.outline(path), at)
    columns = known.columns_of(path, widget) if widget is not None else {}
    name = written.strip("\"'")
    return f"`{name}` {columns[name]} — a column that the query returns" if name in columns else ""


def _in_sql(known: Knowledge, path: str, context: Context, offset: int) -> Hover | None:
    sql = context.stretch
    name = name_at(known.texts[path][sql.start : sql.end], offset - sql.start)
    words = _of_name(known, path, name, offset) if name is not None else ""
    if name is not None and words:
        return Hover(words, Stretch(sql.start + name.token.start, sql.start + name.token.end))
    if name is not None and name.kind == "keyword":
        words = query_words(known, path, context.path)
        stretch = Stretch(sql.start + name.token.start, sql.start + name.token.end)
        return Hover(words, stretch) if words else None
    return None


def _of_name(known: Knowledge, path: str, name: Name, offset: int) -> str:
    if name.kind == "parameter":
        return _of_parameter(known, path, name.parts[0])
    if name.kind == "table":
        return "\n\n".join(table_words(table) for table in known.find_tables(path, name.parts))
    if name.kind == "function":
        function = BY_NAME.get(name.token.text.lower())
        return f"```sql\n{function.call}\n```\n{function.meaning}" if function is not None else ""
    if name.kind == "source":
        return _of_source(known, path, name)
    if name.kind == "column":
        return _of_column(known, path, name, offset)
    return ""


def _of_parameter(known: Knowledge, path: str, written: str) -> str:
    for parameter in known.parameters(path):
        if written.lower() in (parameter.name.lower(), parameter.name.partition(".")[0].lower()):
            many = ", a list: use it as `IN (:" + parameter.name + ")`" if parameter.many else ""
            return f"parameter `:{parameter.name}` — {parameter.type}{many}" + (
                f"\n\n{parameter.label}" if parameter.label else ""
            )
    if written.startswith("viewer."):
        return (
            f"claim `{written.removeprefix('viewer.')}` of the signed-in viewer; one who lacks it is refused"
        )
    return ""


def _of_source(known: Knowledge, path: str, name: Name) -> str:
    source = name.scope.source(name.token.name) or name.scope.cte(name.token.name)
    if source is None:
        return ""
    if source.columns is None:
        return "\n\n".join(table_words(table) for table in known.find_tables(path, source.parts))
    columns = ", ".join(f"`{column.name}`" for column in columns_of_source(known, path, source)[:MAX_COLUMNS])
    return f"`{source.alias}` — a query with the columns {columns}"


def _of_column(known: Knowledge, path: str, name: Name, offset: int) -> str:
    column = resolve(known, path, name.scope, name.qualifier, name.token.name)
    if column is None and not name.scope.sources and path.endswith(".sql"):
        column = column_of_callers(known, path, offset, name.token.name)
    if column is None:
        return ""
    if not column.known:
        return f"`{column.name}` — computed by a query above"
    tenants: dict[str, list[str]] = {}
    for found in column.known:
        tenants.setdefault(f"`{found.table}.{found.name}` {typed(found)}", []).append(found.tenant)
    lines = [f"{words} — {', '.join(names)}" for words, names in tenants.items()]
    return "\n\n".join([*lines, *([column.words] if column.words else [])])


def table_words(table: KnownTable) -> str:
    """A table with its columns."""
    described = f"\n\n{table.description}" if table.description else ""
    lines = [
        f"- `{c.name}` {typed(c)}" + (f" — {c.description}" if c.description else "")
        for c in table.columns[:MAX_COLUMNS]
    ]
    more = len(table.columns) - MAX_COLUMNS
    return f"{table.type} `{table.name}` of {table.tenant}{described}\n\n" + "\n".join(
        [*lines, *([f"- and {more} more"] if more > 0 else [])]
    )


def _in_template(known: Knowledge, path: str, value: Stretch, offset: int) -> Hover | None:
    text = known.texts[path]
    tag = template_stretch(text, value, offset)
    if tag is None:
        return None
    start, end = offset, offset
    while start > tag.start and (text[start - 1].isalnum() or text[start - 1] in "_."):
        start -= 1
    while end < tag.end and (text[end].isalnum() or text[end] == "_"):
        end += 1
    of, _, word = text[start:end].rpartition(".")
    words = _of_template_word(known, path, of, word, text[value.start : value.end])
    return Hover(words, Stretch(end - len(word), end)) if words else None


def _of_template_word(known: Knowledge, path: str, of: str, word: str, template: str) -> str:
    if of == "constants" and word in known.constants(path):
        return f"constant `{word}` — {known.constants(path)[word]}"
    if of == "variables":
        values = {t.slug: t.rendered.resolved.tenant.variables.get(word) for t in known.tenants(path)}
        return "\n".join(f"- {tenant}: `{value}`" for tenant, value in values.items() if value is not None)
    names = {found.alias: (found.file, found.name) for found in imports_in(template)}
    for macro in known.macros:
        if (macro.file, macro.name) == names.get(word) or (macro.path == path and macro.name == word):
            return f"macro `{macro.name}({macro.arguments})` of {macro.file}\n```sql\n{macro.body}\n```"
    return ""


def query_words(known: Knowledge, path: str, at: Path) -> str:
    """The result columns of the query that a path lies in, and the statement that each engine will run."""
    widget = widget_id(known.outline(path), at)
    if widget is None or "query" not in at:
        return ""
    statements: dict[str, list[TranslatedTenant]] = {}
    columns = known.columns_of(path, widget)
    for tenant, translated in known.translated(path, widget):
        for sql in _statements(translated):
            statements.setdefault(sql, []).append(tenant)
    listed = "\n".join(f"- `{name}` {words}" for name, words in columns.items())
    return "\n\n".join(
        [part for part in (f"Returns\n\n{listed}" if listed else "", *_shown(statements)) if part]
    )


def _statements(translated: TranslatedWidget) -> Iterator[str]:
    """The statement for everything chosen; its variants differ only in what they leave out."""
    if translated.translation is not None and translated.translation.statements:
        first = min(translated.translation.statements.items(), key=lambda pair: len(pair[0]))
        yield first[1].sql


def _shown(statements: dict[str, list[TranslatedTenant]]) -> Iterator[str]:
    for sql, tenants in statements.items():
        target = tenants[0].target
        engine = f"SQL Server {target.version}" if target.engine == "sqlserver" else "DuckDB"
        names = ", ".join(tenant.slug for tenant in tenants)
        yield f"{engine} ({names})\n```sql\n{sql}\n```"
