"""The values that a query may name, from a dashboard's parameters and from the claims that row filters speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from compiler.catalogs.names import BadName, parse_table_name
from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.ir.query import DeclaredParameter, RowFilterRule, ValueType
from compiler.types.families import family
from schemas.bundle.objects import ParameterSource
from schemas.resources.dashboard import Parameter

CLAIM_PREFIX = "viewer."

_CLAIM = re.compile(
    r"""(?:(?P<before>\w+|"[^"]+")\s*(?:=|<>|!=|<=|>=|<|>|(?:\bNOT\s+)?\bIN\b)\s*)?
        (?P<list>(?:\b(?:ANY|ALL)\s*)?\(\s*)?
        :viewer\.(?P<name>\w+)
        (?:\s*(?:=|<>|!=|<=|>=|<|>)\s*(?P<after>\w+|"[^"]+"))?""",
    re.IGNORECASE | re.VERBOSE,
)
_VALUE_TYPES: dict[str, ValueType] = {
    "integer": "integer",
    "decimal": "number",
    "float": "number",
    "date": "date",
    "timestamp": "datetime",
    "boolean": "boolean",
}


def declared_parameters(parameters: Iterable[Parameter]) -> tuple[DeclaredParameter, ...]:
    """What `:name` may stand for; a range is two dates, `:name.start` and `:name.end`."""
    return tuple(declared for parameter in parameters for declared in _declared(parameter))


def _declared(parameter: Parameter) -> Iterable[DeclaredParameter]:
    omittable = parameter.empty == "all"
    if parameter.type == "date_range":
        for part in ("start", "end"):
            source = ParameterSource(kind="parameter", name=parameter.id, part=part)
            yield DeclaredParameter(f"{parameter.id}.{part}", "date", source, omittable=omittable)
    else:
        source = ParameterSource(kind="parameter", name=parameter.id)
        many = parameter.many
        yield DeclaredParameter(parameter.id, parameter.type, source, many=many, omittable=omittable)


def declared_claims(rules: Iterable[RowFilterRule], schema: CatalogSchema) -> tuple[DeclaredParameter, ...]:
    """The claims that row filters name, once each.

    A claim has the type of the column that it is compared with, else it is text; after IN it is a list.
    """
    found: dict[str, DeclaredParameter] = {}
    for rule in rules:
        table = table_of(rule.table, schema)
        for match in _CLAIM.finditer(rule.where):
            name = match["name"]
            value_type = _column_type(table, match["before"] or match["after"])
            source = ParameterSource(kind="claim", name=name)
            many = match["list"] is not None and match["before"] is not None
            found.setdefault(name, DeclaredParameter(CLAIM_PREFIX + name, value_type, source, many=many))
    return tuple(found.values())


def table_of(name: str, schema: CatalogSchema) -> TableSchema | None:
    """The table that a row filter is for, if the catalog has it."""
    try:
        parsed = parse_table_name(name, schema.default_schema)
    except BadName:
        return None
    return schema.find(parsed.table, parsed.schema)


def _column_type(table: TableSchema | None, column: str | None) -> ValueType:
    found = table.by_name.get(column.strip('"').lower()) if table is not None and column else None
    return _VALUE_TYPES.get(family(found.data_type), "text") if found is not None else "text"
