"""LATERAL, which is APPLY in T-SQL, and joins by existence."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewriting import of_query

OUTER_SIDES = frozenset({"RIGHT", "FULL"})


@of_query(exp.Join)
def apply_lateral(node: exp.Join, context: Context) -> bool:
    """A condition on a LATERAL goes inside, where it filters before the outer join adds its row.

    Before: `LEFT JOIN LATERAL (SELECT ...) AS l ON l.z > 1`
    After:  `OUTER APPLY (SELECT * FROM (SELECT ...) AS l WHERE l.z > 1) AS l`
    """
    lateral = node.this
    if not isinstance(lateral, exp.Lateral):
        return False
    side = str(node.args.get("side") or "").upper()
    if side in OUTER_SIDES or not isinstance(lateral.this, exp.Subquery):
        raise no_form(node, "this LATERAL")
    source = exp.Subquery(this=lateral.this.this, alias=_whole_alias(lateral))
    condition = node.args.get("on")
    if condition is not None and not (isinstance(condition, exp.Boolean) and condition.this):
        source = _filtered(source, condition)
    holder = node.parent
    node.replace(exp.Join(this=source, kind="OUTER APPLY" if side == "LEFT" else "CROSS APPLY"))
    if isinstance(holder, exp.Select):
        commas_to_cross_joins(holder)
    return True


def _whole_alias(lateral: exp.Lateral) -> exp.Expr | None:
    """The alias; its list of columns only where it names all: that of unnest WITH ORDINALITY leaves out the place."""
    alias: exp.Expr | None = lateral.args.get("alias")
    if alias is not None and len(alias.args.get("columns") or []) != len(lateral.this.this.selects):
        alias.set("columns", None)
    return alias


def _filtered(source: exp.Subquery, condition: exp.Expr) -> exp.Subquery:
    name = source.alias
    columns = source.args["alias"].args.get("columns")
    names = (
        [column.name for column in columns]
        if columns
        else [select.alias_or_name for select in source.this.selects]
    )
    chosen = [build.alias(build.column(each, name), each) for each in names]
    query = exp.Select(expressions=chosen, from_=exp.From(this=source), where=exp.Where(this=condition))
    return build.derived(query, name)


def commas_to_cross_joins(select: exp.Select) -> None:
    """An APPLY sees only what is joined to its left, and a comma ends a join. Raises `Refusal` where the change would matter."""
    after_comma = False
    for join in select.args.get("joins") or []:
        if not any(join.args.get(part) for part in ("side", "kind", "on", "using", "method")):
            join.set("kind", "CROSS")
            after_comma = True
        elif after_comma and str(join.args.get("side") or "").upper() in OUTER_SIDES:
            raise no_form(
                join, "a comma, a LATERAL and a RIGHT or FULL JOIN in one FROM", "write the joins out"
            )


@of_query(exp.Join)
def rewrite_semi_join(node: exp.Join, context: Context) -> bool:
    """DuckDB's SEMI and ANTI joins keep rows by existence.

    Before: `FROM t SEMI JOIN u ON t.id = u.id`
    After:  `FROM t WHERE EXISTS (SELECT 1 FROM u WHERE t.id = u.id)`
    """
    kind = str(node.args.get("kind") or node.args.get("side") or "").upper()
    if kind not in {"SEMI", "ANTI"}:
        return False
    select, condition = node.parent, node.args.get("on")
    if not isinstance(select, exp.Select) or condition is None:
        raise no_form(node, f"this {kind} JOIN", "write EXISTS")
    one = exp.Alias(this=build.number(1), alias=build.identifier("one"))
    inner = exp.Select(expressions=[one], from_=exp.From(this=node.this), where=exp.Where(this=condition))
    found = build.known_not_null(build.typed(exp.Exists(this=inner), exp.DType.BOOLEAN))
    add_condition(select, found if kind == "SEMI" else build.known_not_null(build.negated(found)))
    node.pop()
    return True


def add_condition(select: exp.Select, condition: exp.Expr) -> None:
    """Put a condition beside the WHERE of a query."""
    where = select.args.get("where")
    whole = condition if where is None else build.both([where.this, condition])
    select.set("where", exp.Where(this=whole))
