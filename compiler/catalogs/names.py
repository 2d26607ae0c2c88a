"""Names of tables as a catalog writes them: `sales.orders`, `orders`, `[dbo].[Order Details]`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PART = re.compile(r'\[((?:[^\]]|\]\])+)\]|"((?:[^"]|"")+)"|([^\s.\[\]"]+)')
_PLAIN = re.compile(r"[^\W\d]\w*")


class BadName(ValueError):
    """The text is no name of a table, or has more parts than schema and table."""


@dataclass(frozen=True, order=True)
class TableName:
    """A schema and a table, in the catalog's own case."""

    schema: str
    table: str

    def __str__(self) -> str:
        return f"{_written(self.schema)}.{_written(self.table)}"


def _written(part: str) -> str:
    return part if _PLAIN.fullmatch(part) else "[" + part.replace("]", "]]") + "]"


def parse_table_name(text: str, default_schema: str) -> TableName:
    """Read a name of one or two parts. Raises BadName."""
    parts = split_name(text)
    if len(parts) > 2:
        raise BadName(f"`{text}` has {len(parts)} parts; a table is `schema.table`")
    return TableName(parts[0] if len(parts) == 2 else default_schema, parts[-1])


def split_name(text: str) -> tuple[str, ...]:
    """The parts of a dotted name, brackets and quotes taken off. Raises BadName."""
    parts: list[str] = []
    at = 0
    stripped = text.strip()
    while True:
        found = _PART.match(stripped, at)
        if found is None:
            raise BadName(f"`{text}` is no name; write schema.table or [schema].[table name]")
        parts.append(_unquoted(found))
        at = found.end()
        if at == len(stripped):
            return tuple(parts)
        if stripped[at] != ".":
            raise BadName(f"`{text}` is no name; put names with blanks in brackets: [order details]")
        at += 1


def _unquoted(found: re.Match[str]) -> str:
    bracketed, quoted, plain = found.groups()
    if bracketed is not None:
        return str(bracketed).replace("]]", "]")
    if quoted is not None:
        return str(quoted).replace('""', '"')
    return str(plain)
