"""Scalar expressions: names, literals, operators, calls, casts, CASE, windows."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.tsql import capabilities
from compiler.tsql.printer.core import ATOM, MULTIPLICATIVE, PRECEDENCE, Printer, Unprintable, prints
from compiler.tsql.types import type_word

OPERATORS: Final[dict[type[exp.Expr], str]] = {
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
    exp.Mod: "%",
    exp.BitwiseAnd: "&",
    exp.BitwiseOr: "|",
    exp.BitwiseXor: "^",
}
NARROW: Final = "narrow"  # meta mark of an ASCII literal that meets a char or varchar column: no N, so that its index serves


@prints(exp.Identifier, also="quoted")
def identifier(printer: Printer, node: exp.Identifier) -> str:
    """`[name]`."""
    return printer.identifier(node)


@prints(exp.Column, also="table")
def column(printer: Printer, node: exp.Column) -> str:
    """`[source].[column]`; bare where it names a column of the result."""
    name = printer.identifier(node.this)
    source = node.args.get("table")
    return f"{printer.identifier(source)}.{name}" if source is not None else name


@prints(exp.Literal, also="is_string")
def literal(_: Printer, node: exp.Literal) -> str:
    """`N'text'` or a number as written."""
    if not node.is_string:
        return str(node.this)
    mark = "" if node.meta.get(NARROW) else "N"
    return f"{mark}'{node.this.replace(chr(39), chr(39) * 2)}'"


@prints(exp.HexString)
def hex_string(_: Printer, node: exp.HexString) -> str:
    """`0x...`."""
    return f"0x{node.this}"


@prints(exp.Null)
def null(_: Printer, __: exp.Null) -> str:
    """`NULL`."""
    return "NULL"


@prints(exp.Star)
def star(_: Printer, __: exp.Star) -> str:
    """`*`, bare."""
    return "*"


@prints(exp.Var)
def date_part(_: Printer, node: exp.Var) -> str:
    """A date part."""
    name = node.name.upper()
    if name not in capabilities.DATE_PARTS:
        raise Unprintable(node, f"the word {name}")
    return name


@prints(exp.Parameter)
def parameter(_: Printer, node: exp.Parameter) -> str:
    """`@name`."""
    name = node.name
    if not name.replace("_", "").isalnum():
        raise Unprintable(node, f"the parameter name {name!r}")
    return f"@{name}"


@prints(exp.DataType, also="nested")
def data_type(_: Printer, node: exp.DataType) -> str:
    """A type."""
    word = type_word(node)
    if word is None:
        raise Unprintable(node, f"the type {node.sql()}")
    return word


@prints(
    exp.Add,
    exp.Sub,
    exp.Mul,
    exp.Div,
    exp.Mod,
    also="typed safe",
)
def arithmetic(printer: Printer, node: exp.Binary) -> str:
    """`a + b`; a left-deep chain in one loop."""
    level = PRECEDENCE[type(node)]
    tail: list[str] = []
    at: exp.Expr = node
    while PRECEDENCE.get(type(at)) == level and isinstance(at, exp.Binary):
        tail.append(f" {OPERATORS[type(at)]} {printer.operand(at.expression, level + 1)}")
        at = at.this
    return printer.operand(at, level) + "".join(reversed(tail))


@prints(exp.BitwiseAnd, exp.BitwiseOr, exp.BitwiseXor)
def bitwise(printer: Printer, node: exp.Binary) -> str:
    """`a & b & c`; a sum beside it, or another of these operators, in brackets: T-SQL reads all of them from left to right."""
    tail: list[str] = []
    at: exp.Expr = node
    while type(at) is type(node):
        tail.append(f" {OPERATORS[type(node)]} {printer.operand(at.expression, MULTIPLICATIVE)}")
        at = at.this
    return printer.operand(at, MULTIPLICATIVE) + "".join(reversed(tail))


@prints(exp.Neg)
def negative(printer: Printer, node: exp.Neg) -> str:
    """`-a`."""
    return f"-{printer.operand(node.this, ATOM)}"


@prints(exp.BitwiseNot)
def bitwise_not(printer: Printer, node: exp.BitwiseNot) -> str:
    """`~a`."""
    return f"~{printer.operand(node.this, ATOM)}"


@prints(exp.Collate)
def collate(printer: Printer, node: exp.Collate) -> str:
    """`a COLLATE name`; a collation's name is not an identifier and takes no brackets."""
    name = node.expression.name
    if not name.replace("_", "").isalnum():
        raise Unprintable(node.expression, f"the collation {name!r}")
    return f"{printer.operand(node.this, ATOM)} COLLATE {name}"


@prints(exp.AtTimeZone, also="zone")
def at_time_zone(printer: Printer, node: exp.AtTimeZone) -> str:
    """`a AT TIME ZONE N'zone'`."""
    zone = node.args["zone"]
    return f"{printer.operand(node.this, ATOM)} AT TIME ZONE {printer.operand(zone, ATOM)}"


@prints(exp.Cast, also="to")
def cast(printer: Printer, node: exp.Cast) -> str:
    """`CAST(a AS type)`."""
    return f"CAST({printer.sql(node.this)} AS {printer.sql(node.args['to'])})"


@prints(exp.TryCast, also="to safe")
def try_cast(printer: Printer, node: exp.TryCast) -> str:
    """`TRY_CAST(a AS type)`."""
    return f"TRY_CAST({printer.sql(node.this)} AS {printer.sql(node.args['to'])})"


@prints(exp.Case, also="ifs default")
def case(printer: Printer, node: exp.Case) -> str:
    """`CASE [a] WHEN b THEN c ... [ELSE d] END`."""
    subject = node.args.get("this")
    default = node.args.get("default")
    words = ["CASE"] if subject is None else ["CASE", printer.sql(subject)]
    words.extend(
        f"WHEN {printer.sql(branch.this)} THEN {printer.sql(branch.args['true'])}"
        for branch in node.args["ifs"]
    )
    if default is not None:
        words.append(f"ELSE {printer.sql(default)}")
    return " ".join([*words, "END"])


@prints(exp.Anonymous)
def call(printer: Printer, node: exp.Anonymous) -> str:
    """`NAME(a, b)` for a name of the allow-list."""
    name = str(node.this)
    if not capabilities.has_function(printer.version, name):
        raise Unprintable(node, f"the function {name}")
    return f"{name}({printer.list(node.expressions)})"


@prints(exp.Distinct)
def distinct(printer: Printer, node: exp.Distinct) -> str:
    """`DISTINCT a` as the argument of an aggregate."""
    if len(node.expressions) != 1:
        raise Unprintable(node, "DISTINCT of several columns in an aggregate")
    return f"DISTINCT {printer.sql(node.expressions[0])}"


@prints(exp.WithinGroup)
def within_group(printer: Printer, node: exp.WithinGroup) -> str:
    """`AGG(a) WITHIN GROUP (ORDER BY b)`."""
    return f"{printer.sql(node.this)} WITHIN GROUP ({printer.sql(node.expression)})"


@prints(exp.IgnoreNulls)
def ignore_nulls(printer: Printer, node: exp.IgnoreNulls) -> str:
    """`FIRST_VALUE(a) IGNORE NULLS`."""
    if not capabilities.has_syntax(printer.version, "IGNORE NULLS"):
        raise Unprintable(node, "IGNORE NULLS")
    return f"{printer.sql(node.this)} IGNORE NULLS"


@prints(exp.Window, also="partition_by order spec over")
def window(printer: Printer, node: exp.Window) -> str:
    """`f(a) OVER (PARTITION BY b ORDER BY c ROWS ...)`."""
    parts = []
    if node.args.get("partition_by"):
        parts.append(f"PARTITION BY {printer.list(node.args['partition_by'])}")
    if node.args.get("order") is not None:
        parts.append(printer.sql(node.args["order"]))
    if node.args.get("spec") is not None:
        parts.append(printer.sql(node.args["spec"]))
    return f"{printer.sql(node.this)} OVER ({' '.join(parts)})"


@prints(exp.WindowSpec, also="kind start start_side end end_side")
def frame(printer: Printer, node: exp.WindowSpec) -> str:
    """`ROWS BETWEEN 6 PRECEDING AND CURRENT ROW`."""
    kind = str(node.args.get("kind")).upper()
    if kind not in {"ROWS", "RANGE"}:
        raise Unprintable(node, f"a window frame of {kind}")
    start, end = _bound(printer, node, "start"), _bound(printer, node, "end")
    return f"{kind} BETWEEN {start} AND {end}"


def _bound(printer: Printer, node: exp.WindowSpec, which: str) -> str:
    value = node.args.get(which)
    if value is None or value == "CURRENT ROW":
        return "CURRENT ROW"
    amount = value if value == "UNBOUNDED" else _whole(printer, value)
    side = str(node.args.get(f"{which}_side")).upper()
    if side not in {"PRECEDING", "FOLLOWING"}:
        raise Unprintable(node, f"the frame bound {side}")
    return f"{amount} {side}"


def _whole(printer: Printer, value: exp.Expr) -> str:
    if not (isinstance(value, exp.Literal) and value.is_int):
        raise Unprintable(value, "a frame bound that is not a whole number")
    return printer.sql(value)
