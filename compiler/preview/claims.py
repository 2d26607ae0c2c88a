"""What the viewer of a preview claims: values that the row filters' columns have, so that rows are seen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from compiler.conformance.fixtures import Fixture
from compiler.ir.query import RowFilterRule
from schemas.resources.tenant import RowFilter

Claim = str | int | list[str | int]

_COMPARED = re.compile(r"(?P<column>\w+)\s*(?:=|(?P<many>IN))\s*\(?\s*:viewer\.(?P<name>\w+)", re.IGNORECASE)
_NAMED = re.compile(r":viewer\.(\w+)")
MANY = 20


def preview_claims(filters: Iterable[RowFilter | RowFilterRule], fixture: Fixture) -> dict[str, Claim]:
    """Claim to values of the column that it is compared with; text that no row has where that cannot be told."""
    found: dict[str, Claim] = {}
    for rule in filters:
        for name in _NAMED.findall(rule.where):
            found.setdefault(name, "preview")
        for match in _COMPARED.finditer(rule.where):
            values = _values(fixture, match["column"])
            if values:
                found[match["name"]] = values if match["many"] else values[0]
    return found


def _values(fixture: Fixture, column: str) -> list[str | int]:
    """The values of every column of that name, in an order that does not change."""
    values: set[str | int] = set()
    for table in fixture.tables:
        at = next((n for n, c in enumerate(table.columns) if c.name.lower() == column.lower()), None)
        if at is not None:
            values |= {
                v
                for row in fixture.rows_of(table)
                if isinstance(v := row[at], str | int) and not isinstance(v, bool)
            }
    return sorted(values, key=lambda value: (str(type(value)), value))[:MANY]
