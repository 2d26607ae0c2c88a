"""MBQL, Metabase's own query language, in one form: `[op, {options}, ...]` of today, `[op, ..., options]` of before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from compiler.importing.sql_text import NotCarried
from schemas.resources.tenant import Dialect

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")
_RESERVED = frozenset({
    "all", "and", "as", "asc", "between", "by", "case", "check", "column", "count", "cross", "current", "default", "desc",
    "distinct", "end", "for", "foreign", "from", "full", "group", "having", "in", "index", "into", "is", "join", "key",
    "left", "like", "limit", "not", "null", "offset", "on", "open", "option", "or", "order", "outer", "percent", "plan",
    "primary", "public", "right", "rule", "select", "set", "sum", "table", "then", "time", "to", "top", "union", "unique",
    "user", "using", "values", "view", "when", "where", "with",
})  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """One clause; what is no list is no clause."""

    op: str
    args: tuple[Any, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


def clause_of(value: Any) -> Clause:
    """Reads a clause. Raises NotCarried for anything else."""
    if not isinstance(value, list) or not value or not isinstance(value[0], str):
        raise NotCarried("a clause that cannot be read")
    op, rest = value[0].lower(), value[1:]
    if rest and isinstance(rest[0], dict):
        return Clause(op, tuple(rest[1:]), rest[0])
    if rest and (isinstance(rest[-1], dict) or (op == "field" and rest[-1] is None)):
        return Clause(op, tuple(rest[:-1]), rest[-1] or {})
    return Clause(op, tuple(rest))


def quoted(name: str, dialect: Dialect) -> str:
    """An identifier, quoted where it must be."""
    if _PLAIN.fullmatch(name) and name not in _RESERVED:
        return name
    if dialect == "tsql":
        return "[" + name.replace("]", "]]") + "]"
    return '"' + name.replace('"', '""') + '"'


def literal(value: Any) -> str:
    """A value as SQL. Raises NotCarried for what is no text, number or truth value."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    raise NotCarried(f"the value {value!r} has no counterpart")


def table_name(reference: Any, dialect: Dialect) -> str:
    """`schema.table` of [database, schema, table]. Raises NotCarried where the export has a number instead."""
    if not isinstance(reference, list) or len(reference) < 3:
        raise NotCarried(
            "its table is a number in this export; export the dashboard by serialization, which names tables"
        )
    parts = [part for part in reference[1:3] if part]
    return ".".join(quoted(str(part), dialect) for part in parts)


def column_name(reference: Any, fields: Mapping[str, str], dialect: Dialect) -> str:
    """A column of [database, schema, table, column], a number that `fields` names, or a name. Raises NotCarried."""
    if isinstance(reference, list) and len(reference) >= 4:
        return quoted(str(reference[3]), dialect)
    if isinstance(reference, str):
        return quoted(reference, dialect)
    if str(reference) in fields:
        return quoted(fields[str(reference)], dialect)
    raise NotCarried(
        "a column is a number in this export; export the dashboard by serialization, which names columns"
    )
