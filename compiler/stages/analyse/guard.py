"""What a query may not be, whatever its names mean: another statement, or one hidden behind an alias.

The tree is an allow-list further on (every expression and source has a rule or is refused); this module refuses what
would still parse as a query. `SELECT 1` newline `DELETE FROM t` is one SELECT with the alias DELETE to a parser that
allows aliases without AS, and two statements to SQL Server, which needs no semicolon.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse.faults import Faults

STATEMENT_WORDS = frozenset(
    [
        "alter",
        "backup",
        "begin",
        "break",
        "bulk",
        "checkpoint",
        "close",
        "commit",
        "continue",
        "create",
        "dbcc",
        "deallocate",
        "declare",
        "delete",
        "deny",
        "disable",
        "drop",
        "enable",
        "exec",
        "execute",
        "fetch",
        "go",
        "goto",
        "grant",
        "if",
        "insert",
        "kill",
        "merge",
        "open",
        "print",
        "raiserror",
        "readtext",
        "reconfigure",
        "restore",
        "return",
        "revert",
        "revoke",
        "rollback",
        "save",
        "send",
        "set",
        "setuser",
        "shutdown",
        "throw",
        "truncate",
        "update",
        "updatetext",
        "use",
        "waitfor",
        "while",
        "writetext",
    ]
)
"""Words that begin a T-SQL statement: https://learn.microsoft.com/sql/t-sql/language-elements/reserved-keywords-transact-sql."""

QUERIES = (exp.Select, exp.SetOperation, exp.Subquery, exp.Values)
_WRITES = (exp.Insert, exp.Update, exp.Delete, exp.Merge, exp.Command, exp.DDL, exp.Into, exp.Drop, exp.Alter)


def refuse_what_is_no_query(tree: exp.Expr, faults: Faults) -> bool:
    """Whether the tree is one query expression; reported where it is not."""
    nodes = list(tree.walk())
    for node in nodes:
        if (
            isinstance(node, exp.Pivot)
            and not isinstance(node.parent, exp.Table)
            and node.arg_key != "pivots"
        ):
            _refuse_pivot(node, faults)
            return False
    if not isinstance(tree, QUERIES):
        start = len(faults.text) - len(faults.text.lstrip())
        faults.report_at(codes.NOT_ONE_QUERY, f"{_spoken(tree)} is no query", start, 1, "write one SELECT")
        return False
    before = len(faults.found)
    for node in nodes:
        if isinstance(node, _WRITES) and not isinstance(node, exp.Query):
            faults.report(codes.FORBIDDEN, f"{_spoken(node)} inside a query", node, "a query only reads")
        elif isinstance(node, exp.Alias | exp.TableAlias) and not isinstance(node.parent, exp.CTE):
            _refuse_statement_word(node, faults)
    return len(faults.found) == before


def _refuse_pivot(tree: exp.Pivot, faults: Faults) -> None:
    """A PIVOT or UNPIVOT of DuckDB's that cannot be written out."""
    start = len(faults.text) - len(faults.text.lstrip())
    message, remedy = "the columns of this PIVOT hang on the rows", "list them: ON status IN ('open', 'paid')"
    if tree.args.get("unpivot"):
        message = "this UNPIVOT does not name its columns"
        remedy = "write UNPIVOT t ON a, b INTO NAME key VALUE value"
    faults.report_at(codes.UNKNOWN_FUNCTION, message, start, 5, remedy)


def _spoken(node: exp.Expr) -> str:
    word = node.name.upper() if isinstance(node, exp.Command) else type(node).__name__.upper()
    return f"`{word}`"


def _refuse_statement_word(node: exp.Expr, faults: Faults) -> None:
    alias = node.args.get("alias") if isinstance(node, exp.Alias) else node.this
    if (
        not isinstance(alias, exp.Identifier)
        or alias.args.get("quoted")
        or alias.name.lower() not in STATEMENT_WORDS
    ):
        return
    start = alias.meta.get("start")
    if start is not None and faults.text[: int(start)].rstrip()[-3:].lower().endswith("as"):
        return
    word = alias.name.upper()
    remedy = f'a query is one statement; a column of that name is written AS "{alias.name}"'
    faults.report(codes.NOT_ONE_QUERY, f"{word} begins another statement", alias, remedy)
