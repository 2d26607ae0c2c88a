"""Rules on what a dashboard asks the database: which tables, whose rows, how many."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics.codes import policy as codes
from compiler.ir.translated import TranslatedWidget
from compiler.stages.policy.findings import Finding, Subject, matches_any, place_of_table
from compiler.stages.queries.declarations import table_of
from compiler.stages.queries.row_bound import row_bound
from compiler.stages.validate.members import child
from schemas.resources.policy import BoundedTables, ForbiddenTables, RequiredRowFilter


def forbidden_tables(rule: ForbiddenTables, subject: Subject) -> Iterator[Finding]:
    """Tables that no query may read."""
    for widget, table in subject.tables():
        if matches_any(rule.tables, table):
            message = f"the query reads `{table}`, which the policy forbids"
            span = place_of_table(widget, table)
            yield Finding(
                codes.FORBIDDEN_TABLE, message, span, "leave the table out", widget.rendered.widget.id
            )


def missing_row_filters(rule: RequiredRowFilter, subject: Subject) -> Iterator[Finding]:
    """Tables whose every row would be seen by every viewer of the tenant."""
    filtered = _filtered_tables(subject)
    for widget, table in subject.tables():
        if matches_any(rule.tables, table) and table.lower() not in filtered:
            slug = subject.tenant.slug
            message = f"the policy wants a row filter on `{table}`, and tenant {slug} has none"
            remedy = f"add `- {{table: {table}, where: ...}}` to `row_filters` of {slug}/tenant.yaml"
            span = place_of_table(widget, table)
            yield Finding(codes.ROW_FILTER_MISSING, message, span, remedy, widget.rendered.widget.id)


def _filtered_tables(subject: Subject) -> frozenset[str]:
    schema = subject.tenant.schema
    if schema is None:
        return frozenset()
    own = subject.dashboard.rendered.resolved.model.row_filters
    filters = [*subject.tenant.rendered.resolved.tenant.row_filters, *own]
    tables = [table_of(row_filter.table, schema) for row_filter in filters]
    return frozenset(str(table.name).lower() for table in tables if table is not None)


def unbounded_tables(rule: BoundedTables, subject: Subject) -> Iterator[Finding]:
    """Table widgets whose query sets no bound on its rows, or one that is too large."""
    for widget in subject.dashboard.widgets:
        sql = widget.rendered.sql
        if widget.rendered.widget.type != "table" or sql is None or widget.query is None:
            continue
        bound = _bound(widget)
        if bound is None or bound > rule.limit:
            said = "any number of rows" if bound is None else f"up to {bound} rows"
            message = f"the table shows {said}, and the policy allows {rule.limit}"
            remedy = f"end the query with a limit, or write `rows: {rule.limit}` beside `sql`"
            yield Finding(
                codes.UNBOUNDED_TABLE, message, sql.place(0, 1).span, remedy, widget.rendered.widget.id
            )


def _bound(widget: TranslatedWidget) -> int | None:
    """The smaller of what the query and what `query.rows` say; the default of `query.rows` says nothing."""
    model = widget.rendered.widget.query
    if model is None or widget.query is None:
        return None
    written = "rows" in child(widget.rendered.node, "query").entries
    bounds = [row_bound(widget.query.sql, widget.query.dialect), model.rows if written else None]
    return min((bound for bound in bounds if bound is not None), default=None)
