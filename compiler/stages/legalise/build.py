"""Small makers of T-SQL core nodes. Types of what is made are the T-SQL types, where a rewrite above needs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from sqlglot import exp

Kind = exp.DType
Made = TypeVar("Made", bound=exp.Expr)
BINARY_COLLATION: Final = "Latin1_General_100_BIN2"
UTF8_COLLATION: Final = "Latin1_General_100_CI_AS_SC_UTF8"
"""Under which varchar is in UTF-8; since SQL Server 2019."""
STATES_TYPE: Final = "states_type"
"""Meta mark of a cast that stays although its argument has a type of the same family already."""


def data_type(kind: exp.DType, *sizes: int | str) -> exp.DataType:
    """A type with its sizes; `MAX` for no bound."""
    parts = [
        exp.DataTypeParam(this=exp.Var(this=size) if isinstance(size, str) else number(size))
        for size in sizes
    ]
    return exp.DataType(this=kind, expressions=parts)


def typed(node: Made, kind: exp.DType | exp.DataType, *sizes: int | str) -> Made:
    """The node, with its type set."""
    node.type = kind if isinstance(kind, exp.DataType) else data_type(kind, *sizes)
    return node


def number(value: int | str) -> exp.Literal:
    """A number that is not negative, as a literal."""
    literal = exp.Literal(this=str(value), is_string=False)
    return typed(literal, Kind.INT) if isinstance(value, int) else literal


def text(value: str) -> exp.Literal:
    """A text literal."""
    return typed(exp.Literal.string(value), Kind.NVARCHAR, max(len(value), 1))


def call(name: str, *arguments: exp.Expr | int | str) -> exp.Anonymous:
    """A call of a T-SQL function; whole numbers and texts become literals."""
    return exp.Anonymous(this=name, expressions=[_argument(argument) for argument in arguments])


def part(name: str) -> exp.Var:
    """A date part."""
    return exp.Var(this=name)


def _argument(value: exp.Expr | int | str) -> exp.Expr:
    if isinstance(value, exp.Expr):
        return value
    return text(value) if isinstance(value, str) else number(value)


def cast(node: exp.Expr, kind: exp.DType | exp.DataType, *sizes: int | str) -> exp.Cast:
    """`CAST(node AS type)`, with its type set."""
    to = kind if isinstance(kind, exp.DataType) else data_type(kind, *sizes)
    return typed(exp.Cast(this=node, to=to), to)


def bit(node: exp.Expr) -> exp.Cast:
    """`CAST(node AS BIT)`."""
    return cast(node, Kind.BOOLEAN)


def binary_text(node: exp.Expr) -> exp.Collate:
    """The text, compared by its code units."""
    made = exp.Collate(this=node, expression=exp.Var(this=BINARY_COLLATION))
    return typed(made, node.type) if node.type is not None else made


def when(*branches: tuple[exp.Expr, exp.Expr], default: exp.Expr | None = None) -> exp.Case:
    """`CASE WHEN condition THEN value ... ELSE default END`."""
    made = exp.Case(
        ifs=[exp.If(this=condition, true=value) for condition, value in branches], default=default
    )
    source = branches[0][1].type
    return typed(made, source) if source is not None else made


def is_null(node: exp.Expr) -> exp.Is:
    """`node IS NULL`."""
    return typed(exp.Is(this=node, expression=exp.Null()), Kind.BOOLEAN)


def negated(node: exp.Expr) -> exp.Not:
    """`NOT node`."""
    return typed(exp.Not(this=node), Kind.BOOLEAN)


def minus(node: exp.Expr) -> exp.Expr:
    """`-node`; a literal is not negated twice."""
    if isinstance(node, exp.Neg):
        inner: exp.Expr = node.this
        return inner
    return typed(exp.Neg(this=node), node.type) if node.type is not None else exp.Neg(this=node)


def both(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """Conditions joined by AND, left-deep."""
    return _chain(exp.And, list(conditions))


def either(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """Conditions joined by OR, left-deep."""
    return _chain(exp.Or, list(conditions))


def _chain(connector: type[exp.Connector], conditions: Sequence[exp.Expr]) -> exp.Expr:
    made = conditions[0]
    for condition in conditions[1:]:
        made = typed(connector(this=made, expression=condition), Kind.BOOLEAN)
    return made


def add(left: exp.Expr, right: exp.Expr) -> exp.Add:
    """`left + right`."""
    return _arithmetic(exp.Add, left, right)


def subtract(left: exp.Expr, right: exp.Expr) -> exp.Sub:
    """`left - right`."""
    return _arithmetic(exp.Sub, left, right)


def multiply(left: exp.Expr, right: exp.Expr) -> exp.Mul:
    """`left * right`."""
    return _arithmetic(exp.Mul, left, right)


def divide(left: exp.Expr, right: exp.Expr) -> exp.Div:
    """`left / right`."""
    return _arithmetic(exp.Div, left, right)


def modulo(left: exp.Expr, right: exp.Expr) -> exp.Mod:
    """`left % right`."""
    return _arithmetic(exp.Mod, left, right)


Operator = TypeVar("Operator", bound=exp.Binary)


def _arithmetic(operator: type[Operator], left: exp.Expr, right: exp.Expr) -> Operator:
    """The operation, of the type of a float side, else of the left one; who needs the digits of a decimal sets them."""
    made = operator(this=left, expression=right)
    known = [side.type for side in (left, right) if side.type is not None]
    floats = [each for each in known if each.this is Kind.DOUBLE]
    return typed(made, (floats or known)[0]) if known else made


def identifier(name: str) -> exp.Identifier:
    """A quoted identifier."""
    return exp.Identifier(this=name, quoted=True)


def column(name: str, source: str, like: exp.Expr | None = None) -> exp.Column:
    """`[source].[name]`, with the type and the place of the expression that it stands for."""
    made = exp.Column(this=identifier(name), table=identifier(source))
    return take_facts(made, like) if like is not None else made


def alias(node: exp.Expr, name: str) -> exp.Alias:
    """`node AS [name]`."""
    made = exp.Alias(this=node, alias=identifier(name))
    return take_facts(made, node)


def derived(query: exp.Expr, name: str, columns: Iterable[str] = ()) -> exp.Subquery:
    """`(query) AS [name]([columns])`."""
    listed = [identifier(each) for each in columns]
    return exp.Subquery(this=query, alias=exp.TableAlias(this=identifier(name), columns=listed))


def take_facts(made: Made, source: exp.Expr) -> Made:
    """The made node with type and nullability of the one it stands for, so that rewrites above can ask it."""
    if source.type is not None and not (isinstance(made, exp.Cast) and made.type is not None):
        made.type = source.type
    nullable = source.meta.get("nullable")
    if nullable is not None:
        made.meta["nullable"] = nullable
    return made


FINAL: Final = "final"


def final(node: Made) -> Made:
    """The node, marked as T-SQL already: a rewrite of a whole query made it, and no rewrite of expressions shall read it."""
    node.meta[FINAL] = True
    return node


def take_nullability(made: Made, source: exp.Expr) -> Made:
    """The made node, NULL where the one that it is made of is."""
    nullable = source.meta.get("nullable")
    if nullable is not None:
        made.meta["nullable"] = nullable
    return made


def known_not_null(node: Made) -> Made:
    """The node, marked as never NULL."""
    node.meta["nullable"] = False
    return node


AUTHORS: Final = "authors"


def authors(node: Made) -> Made:
    """The author's own expression, marked before it is built into T-SQL that `final_around` marks."""
    node.meta[AUTHORS] = True
    return node


def final_around(query: Made) -> Made:
    """The query, marked as T-SQL already but for the author's expressions in it."""
    for made in query.walk(prune=lambda each: bool(each.meta.get(AUTHORS))):
        if not made.meta.get(AUTHORS):
            final(made)
    return query
