"""What a rule finds, before its level is known; and the globs of the policy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from compiler.diagnostics.diagnostic import Span
from compiler.ir.translated import TranslatedDashboard, TranslatedTenant, TranslatedWidget
from compiler.lineage.repository import Traces
from compiler.stages.validate.members import first_key
from schemas.codes import Code


@dataclass(frozen=True)
class Finding:
    """A rule broken at a place; `widget` is the id of the widget that it is about, None for the dashboard."""

    code: Code
    message: str
    span: Span
    help: str
    widget: str | None = None


@dataclass(frozen=True)
class Subject:
    """What rules are put to: one dashboard of one tenant; `traces` remembers what queries use, for all tenants."""

    tenant: TranslatedTenant
    dashboard: TranslatedDashboard
    traces: Traces

    def tables(self) -> Iterator[tuple[TranslatedWidget, str]]:
        """Each widget with each table that its query reads."""
        for widget in self.dashboard.widgets:
            statements = widget.translation.statements.values() if widget.translation is not None else ()
            for table in sorted({table for statement in statements for table in statement.tables}):
                yield widget, table


def matches_any(globs: Iterable[str], text: str) -> bool:
    """Whether one of the globs is the whole text, whatever its case; `*` and `?` stop at a `/`, `**` does not."""
    return any(_pattern(glob).fullmatch(text) is not None for glob in globs)


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    pieces = re.split(r"(\*\*/?|\*|\?)", glob)
    meanings = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meanings.get(piece, re.escape(piece)) for piece in pieces), re.IGNORECASE)


def place_of_table(widget: TranslatedWidget, table: str) -> Span:
    """Where the query names the table; the query's start when it does so in another way."""
    sql = widget.rendered.sql
    if sql is None:
        return first_key(widget.rendered.node)
    name = re.search(rf"\b{re.escape(table.rsplit('.', 1)[-1])}\b", sql.text, re.IGNORECASE)
    return sql.place(*name.span()).span if name is not None else sql.place(0, 1).span
