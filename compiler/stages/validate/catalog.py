"""Rules of a catalog: types that SQL Server has, names that it can tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compiler.catalogs.names import BadName, parse_table_name
from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic, Label
from compiler.diagnostics.suggest import closest
from compiler.stages.validate.changed_trees import is_stand_in
from compiler.stages.validate.members import child, value_span
from compiler.stages.validate.repaired_catalog import is_rest_of_type
from compiler.types.sqlserver import DECIMALS, LIMITS, MAX_PRECISION, TYPE_NAMES, UnknownType, parse_sql_type
from compiler.yaml_source import MappingNode
from compiler.yaml_source.nodes import Entry
from schemas.resources import Catalog


def broken_catalog(catalog: Catalog, node: MappingNode) -> Iterator[Diagnostic]:
    """Unknown types, and tables or columns whose names differ only in case."""
    tables = child(node, "tables")
    named = []
    for name, entry in tables.entries.items():
        try:
            named.append((str(parse_table_name(name, catalog.default_schema)), entry))
        except BadName as error:
            yield Diagnostic(structure.BAD_CATALOG.id, str(error), entry.key.span)
    yield from _twins(named)
    for name, table in catalog.tables.items():
        columns = child(child(tables, name), "columns")
        yield from _twins(columns.entries.items())
        for column, typed in table.typed_columns().items():
            try:
                parse_sql_type(typed.type)
            except UnknownType:
                if not is_stand_in(columns.get(column)) and not _is_torn(columns, column):
                    yield _unknown_type(typed.type, columns, column)


def _is_torn(columns: MappingNode, column: str) -> bool:
    """Whether a comma in braces tore the type, which the rest of it, read as a key, is told: `{amount: decimal(10, 2)}`."""
    names = list(columns.entries)
    rest = names[names.index(column) + 1 :][:1]
    return bool(columns.composed.flow_style) and any(
        is_rest_of_type(name) and is_stand_in(columns.get(name)) for name in rest
    )


def _unknown_type(written: str, columns: MappingNode, column: str) -> Diagnostic:
    at = columns.get(column)
    span = value_span(at, "type") if isinstance(at, MappingNode) else value_span(columns, column)
    message = f"`{written}` is no type of SQL Server"
    remedy = _remedy(written)
    return Diagnostic(structure.BAD_CATALOG.id, message, span, help=remedy)


_OF_OTHERS = {
    "bool": "bit",
    "boolean": "bit",
    "bytea": "varbinary(max)",
    "double": "float",
    "json": "nvarchar(max)",
    "jsonb": "nvarchar(max)",
    "number": "decimal",
    "string": "nvarchar(200)",
    "timestamptz": "datetimeoffset",
    "uuid": "uniqueidentifier",
    "varchar2": "nvarchar",
}
"""Types of other databases, and SQL Server's that hold the same."""


def _remedy(written: str) -> str:
    """What is meant by a misspelt type; what else there is to say of one that is there and is too large."""
    base = written.partition("(")[0].strip().lower()
    if base in _OF_OTHERS:
        return f"SQL Server's is `{_OF_OTHERS[base]}`"
    if base in DECIMALS:
        return f"a {base} has at most {MAX_PRECISION} digits, and no more behind the point than in all"
    if base in LIMITS:
        return f"a length of {base} is at most {LIMITS[base]}"
    near = closest(base, TYPE_NAMES)
    return (
        f"did you mean `{near}`?"
        if near is not None
        else "write it as SQL Server does, as in nvarchar(50) not null"
    )


def _twins(entries: Iterable[tuple[str, Entry]]) -> Iterator[Diagnostic]:
    seen: dict[str, Entry] = {}
    for name, entry in entries:
        first = seen.setdefault(name.lower(), entry)
        if first is not entry:
            yield Diagnostic(
                structure.BAD_CATALOG.id,
                f"`{entry.key.value}` and `{first.key.value}` differ only in case",
                entry.key.span,
                labels=(Label(first.key.span, "the other one"),),
                help="SQL Server may not tell them apart; remove one",
            )
