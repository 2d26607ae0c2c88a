"""PostgreSQL's meaning in DuckDB's words: a list of rewrites, and of functions that mean the same in both.

Sources: https://duckdb.org/docs/stable/sql/dialect/postgresql_compatibility and both manuals; the differences were tried on
DuckDB 2.0. What is on neither list is refused.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.ir.analysed import is_nullable
from compiler.stages.analyse.binding import typed
from compiler.types.common import BIGINT, TEXT, decimal
from compiler.types.families import Kind, family, family_of, length_of

Rewrite = Callable[[exp.Expr], exp.Expr]


class Refused(Exception):
    """Something that DuckDB has no equal of."""

    def __init__(self, node: exp.Expr, message: str, remedy: str | None = None) -> None:
        super().__init__(message)
        self.node, self.message, self.remedy = node, message, remedy


def rewrite_for_duckdb(holder: exp.Expr) -> None:
    """Rewrite the tree below `holder` in place, from the leaves up. Raises Refused."""
    for node in reversed(list(holder.walk(bfs=False))):
        if node is holder:
            continue
        rewrite = REWRITES.get(type(node))
        made = rewrite(node) if rewrite is not None else _unchanged(node)
        if made is not node:
            node.replace(made)


def _unchanged(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Func) and not isinstance(node, _SAME):
        name = node.name if isinstance(node, exp.Anonymous) else node.sql_name()
        if not isinstance(node, exp.Anonymous) or name.lower() not in _SAME_NAMED:
            raise Refused(node, f"`{name.lower()}` has no equal in DuckDB that is known here")
    return node


def divide_integers(node: exp.Expr) -> exp.Expr:
    """`a / b` of whole numbers truncates in PostgreSQL: `a // b`, which truncates in DuckDB."""
    if family_of(node.this) == "integer" and family_of(node.expression) == "integer":
        return typed(
            exp.IntDiv(this=node.this, expression=node.expression), node.type or BIGINT, is_nullable(node)
        )
    return node


def escape_pattern(node: exp.Expr) -> exp.Expr:
    r"""`a LIKE b` takes a backslash as escape in PostgreSQL, and none in DuckDB: `a LIKE b ESCAPE '\'`."""
    pattern = node.expression
    harmless = isinstance(pattern, exp.Literal) and "\\" not in pattern.name
    if harmless or isinstance(node.parent, exp.Escape):
        return node
    return typed(exp.Escape(this=node.copy(), expression=exp.Literal.string("\\")), node.type or TEXT, True)


def round_to_even(node: exp.Expr) -> exp.Expr:
    """round() of double precision rounds halves to even in PostgreSQL: `round_even(a, 0)`."""
    if family_of(node.this) != "float":
        return node
    if node.args.get("decimals") is not None:
        raise Refused(
            node, "round(double precision, n) does not exist in PostgreSQL", "cast it to numeric first"
        )
    return exp.Anonymous(this="round_even", expressions=[node.this, exp.Literal.number(0)])


def cast_as_postgres(node: exp.Expr) -> exp.Expr:
    """varchar(n) cuts, char(n) pads, and a bare numeric keeps every digit in PostgreSQL."""
    target = node.args["to"]
    source = family_of(node.this)
    if source == "float" and family(node.type) == "text":
        raise Refused(
            node,
            "DuckDB writes floating numbers otherwise than PostgreSQL",
            "round and cast to numeric first",
        )
    if family(node.type) == "array" and not isinstance(
        node.this, exp.Parameter
    ):  # those of lists are our own
        raise Refused(node, "lists are written otherwise in DuckDB", "write ARRAY[...]")
    if target.this is Kind.CHAR:
        raise Refused(node, "char(n) pads with blanks in PostgreSQL only", "cast to text")
    if target.this is Kind.VARCHAR and length_of(target) is not None:
        whole = exp.Cast(this=node.this, to=exp.DataType(this=Kind.TEXT))
        return exp.Left(this=whole, expression=exp.Literal.number(length_of(target) or 0))
    if target.this is Kind.DECIMAL and not target.expressions:
        return _bare_numeric(node, source)
    return node


def _bare_numeric(node: exp.Expr, source: str) -> exp.Expr:
    if source in ("decimal", "float") and isinstance(node.this, exp.Expr):
        return node.this
    if source == "integer":
        node.set("to", decimal(38, 0).copy())
        return node
    raise Refused(node, "numeric without digits keeps all that the text has", "state them: numeric(18, 4)")


def refuse_float_text(node: exp.Expr) -> exp.Expr:
    """Floating numbers joined to text are written otherwise."""
    if any(family_of(child) == "float" for child in node.iter_expressions()):
        raise Refused(
            node,
            "DuckDB writes floating numbers otherwise than PostgreSQL",
            "round and cast to numeric first",
        )
    return node


_SAME_PARTS = frozenset(
    [
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "quarter",
        "dow",
        "isodow",
        "doy",
        "week",
        "isoyear",
        "epoch",
        "decade",
        "century",
    ]
)


def extract_part(node: exp.Expr) -> exp.Expr:
    """Parts that hold a fraction in PostgreSQL hold whole numbers in DuckDB.

    Of an interval the seconds between two moments, and the years, months and days of age(), are the same numbers.
    """
    part = node.name.lower()
    subject = node.expression.unnest() if isinstance(node.expression, exp.Paren) else node.expression
    seconds = part == "epoch" and isinstance(subject, exp.Sub)
    aged = (
        part in ("year", "month", "day")
        and isinstance(subject, exp.Anonymous)
        and subject.name.lower() == "age"
    )
    if part not in _SAME_PARTS or (family_of(subject) == "interval" and not (seconds or aged)):
        raise Refused(node, f"extract({part}) gives another number in DuckDB")
    return exp.Anonymous(this="date_part", expressions=[exp.Literal.string(part), node.expression])


def format_moment(node: exp.Expr) -> exp.Expr:
    """to_char of a date is strftime where sqlglot knew every part of the pattern; of a number it has no equal."""
    pattern = node.args.get("format")
    known = isinstance(pattern, exp.Literal) and all(
        part[:1] in "YmdHMSjy" for part in pattern.name.split("%")[1:]
    )
    letters = isinstance(pattern, exp.Literal) and any(
        found.isalpha() for part in [f" {pattern.name}"] for found in _outside_directives(part)
    )
    if not known or letters or family_of(node.this) not in ("date", "timestamp", "timestamptz"):
        raise Refused(node, "this to_char has no equal in DuckDB", "use YYYY, MM, DD, HH24, MI and SS only")
    return node


def _outside_directives(pattern: str) -> str:
    kept, at = "", 0
    while at < len(pattern):
        if pattern[at] == "%":
            at += 2
            continue
        kept += pattern[at]
        at += 1
    return kept


def refuse_ties(node: exp.Expr) -> exp.Expr:
    """DuckDB has no FETCH ... WITH TIES."""
    options = node.args.get("limit_options")
    if options is not None and options.args.get("with_ties"):
        raise Refused(
            node,
            "FETCH FIRST ... WITH TIES has no equal in DuckDB",
            "rank() OVER (ORDER BY ...) in a subquery",
        )
    return node


def refuse_row_order(node: exp.Expr) -> exp.Expr:
    """Rows that hold NULL are ordered otherwise."""
    if isinstance(node.this, exp.Tuple) or isinstance(node.expression, exp.Tuple):
        raise Refused(node, "rows are ordered otherwise in DuckDB", "compare column by column")
    return node


def refuse_start_before_text(node: exp.Expr) -> exp.Expr:
    """A start below 1 counts from the end in DuckDB, and from before the beginning in PostgreSQL."""
    start = node.args.get("start")
    if start is not None and not (
        isinstance(start, exp.Literal) and start.name.isdigit() and int(start.name) > 0
    ):
        raise Refused(
            node, "substring from a place that may be below 1 differs in DuckDB", "use a whole number above 0"
        )
    return node


def refuse(message: str, remedy: str) -> Rewrite:
    """A construct that always differs."""

    def rewrite(node: exp.Expr) -> exp.Expr:
        raise Refused(node, message, remedy)

    return rewrite


REWRITES: dict[type[exp.Expr], Rewrite] = {
    exp.Div: divide_integers,
    exp.Like: escape_pattern,
    exp.ILike: escape_pattern,
    exp.Round: round_to_even,
    exp.Cast: cast_as_postgres,
    exp.DPipe: refuse_float_text,
    exp.Concat: refuse_float_text,
    exp.ConcatWs: refuse_float_text,
    exp.Extract: extract_part,
    exp.TimeToStr: format_moment,
    exp.Fetch: refuse_ties,
    **dict.fromkeys((exp.GT, exp.GTE, exp.LT, exp.LTE), refuse_row_order),
    exp.Substring: refuse_start_before_text,
    exp.SimilarTo: refuse(
        "SIMILAR TO is a regular expression in DuckDB", "use LIKE, or ~ with a regular expression"
    ),
    exp.StringToArray: refuse("string_to_array('') is empty in PostgreSQL only", "use split_part"),
}

_SAME = (
    exp.And, exp.Or, exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Greatest, exp.Least, exp.Exists, exp.Array,
    exp.Count, exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Stddev, exp.StddevSamp, exp.StddevPop, exp.Variance,
    exp.VariancePop, exp.Corr, exp.CovarPop, exp.CovarSamp, exp.RegrSlope, exp.RegrR2, exp.RegrIntercept,
    exp.LogicalAnd, exp.LogicalOr, exp.GroupConcat, exp.PercentileCont, exp.PercentileDisc, exp.Mode, exp.AnyValue,
    exp.BitwiseAndAgg, exp.BitwiseOrAgg, exp.ArrayAgg, exp.Grouping,
    exp.RowNumber, exp.Rank, exp.DenseRank, exp.Ntile, exp.PercentRank, exp.CumeDist, exp.Lag, exp.Lead,
    exp.FirstValue, exp.LastValue, exp.NthValue,
    exp.Upper, exp.Lower, exp.Trim, exp.Length, exp.Left, exp.Right, exp.Replace, exp.Reverse,
    exp.Repeat, exp.Translate, exp.SplitPart, exp.StrPosition, exp.Pad, exp.StartsWith, exp.Chr,
    exp.Abs, exp.Ceil, exp.Floor, exp.Sqrt, exp.Exp, exp.Ln, exp.Log, exp.Pow, exp.Mod, exp.IntDiv, exp.Sign, exp.Pi,
    exp.Trunc, exp.Cbrt, exp.Degrees, exp.Radians, exp.Sin, exp.Cos, exp.Tan, exp.Asin, exp.Acos, exp.Atan, exp.Atan2,
    exp.TimestampTrunc, exp.DateTrunc, exp.Date, exp.UnixToTime, exp.StrToDate, exp.Rand, exp.RegexpLike, exp.RegexpILike, exp.Unnest,
    exp.GenerateSeries, exp.ExplodingGenerateSeries, exp.Explode, exp.JSONExtract, exp.JSONExtractScalar,
    exp.ArrayToString,
)  # fmt: skip
"""Functions that mean the same in DuckDB (or that sqlglot writes as one that does)."""

_SAME_NAMED = frozenset({"age", "make_date", "every", "date_part", "round_even", "gcd", "lcm"})
