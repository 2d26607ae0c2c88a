"""Names of columns: derived tables must have one for each, and no two alike."""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import translation
from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, Refusal
from compiler.stages.legalise.rewriting import of_query
from compiler.tsql.capabilities import MAX_IDENTIFIER


@of_query(exp.Select)
def name_inner_columns(node: exp.Select, context: Context) -> bool:
    """Columns of derived tables and CTEs need names of their own. Two of one name are told apart only if nobody reads them.

    Before: `SELECT x.c FROM (SELECT a AS c, b AS "", c AS "") AS x`
    After:  `SELECT x.c FROM (SELECT a AS c, b AS dw_column_1, c AS dw_column_2) AS x`
    """
    holder = node.parent
    changed = False
    for item in node.expressions:
        if len(item.alias) > MAX_IDENTIFIER:
            raise Refusal(translation.UNUSABLE_NAME, item, "a name has at most 128 characters in SQL Server", "choose a shorter name")
    if not isinstance(holder, exp.Subquery | exp.CTE) or holder.parent is None or holder.args.get("alias") is None:
        return False
    if holder.args["alias"].args.get("columns"):
        return False
    seen: dict[str, exp.Expr] = {}
    for item in list(node.expressions):
        if not isinstance(item, exp.Alias):
            continue
        name = item.alias.lower()
        if name and name not in seen:
            seen[name] = item.this
            continue
        if name and item.this != seen[name]:
            _refuse_if_read(holder, name, item)
        item.set("alias", build.identifier(context.fresh("column")))
        changed = True
    return changed


def _refuse_if_read(holder: exp.Expr, name: str, item: exp.Expr) -> None:
    scope = holder.find_ancestor(exp.Select) if isinstance(holder, exp.Subquery) else holder.root()
    source = holder.alias_or_name.lower()
    aliases = {source}
    if isinstance(holder, exp.CTE) and scope is not None:
        aliases |= {table.alias_or_name.lower() for table in scope.find_all(exp.Table) if table.name.lower() == source}
    for column in scope.find_all(exp.Column) if scope is not None else ():
        if column.name.lower() == name and column.table.lower() in aliases:
            raise Refusal(
                translation.UNUSABLE_NAME,
                item,
                f"two columns of this derived table are named {name}, which SQL Server cannot tell apart",
                "give each column a name of its own with AS",
            )
