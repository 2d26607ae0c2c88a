"""Expressions: names, literals, operators, conditions, CASE, casts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlglot import exp

from tests.support.tsql_reader import aggregates, functions
from tests.support.tsql_reader.casting import cast, type_of_word
from tests.support.tsql_reader.reading import MARK
from tests.support.tsql_reader.types import (
    CONDITION,
    INT,
    INTEGERS,
    NULL,
    NUMBERS,
    TEXT,
    NotRead,
    Read,
    Type,
    arithmetic,
    duckdb_word,
    highest,
    quoted,
)

Columns = dict[str, Type]
Collation = Literal["as written", "hostile"]
"""`as written`: uncollated text is compared as the authors' dialects do. `hostile`: without regard to case and trailing blanks."""


@dataclass
class Reader:
    """Reads one statement; `sources` are the aliases in sight, `query` reads a query inside an expression."""

    parameters: Mapping[str, Type]
    collation: Collation
    query: Callable[[exp.Expr, Reader], tuple[str, list[tuple[str, Type]]]]
    sources: dict[str, Columns] = field(default_factory=dict)
    ctes: dict[str, Columns] = field(default_factory=dict)

    def inside(self, sources: Mapping[str, Columns]) -> Reader:
        """A reader that sees more sources."""
        return Reader(
            self.parameters, self.collation, self.query, {**self.sources, **sources}, dict(self.ctes)
        )

    def value(self, node: exp.Expr) -> Read:
        """A value. Raises NotRead."""
        found = self.read(node)
        if found.kind == "condition":
            raise NotRead("a condition where T-SQL wants a value")
        return found

    def condition(self, node: exp.Expr) -> str:
        """A condition. Raises NotRead."""
        found = self.read(node)
        if found.kind != "condition":
            raise NotRead(f"a value of type {found.kind} where T-SQL wants a condition")
        return found.sql

    def read(self, node: exp.Expr) -> Read:
        """An expression of either sort. Raises NotRead."""
        rule = RULES.get(type(node))
        if rule is None:
            raise NotRead(f"the node {type(node).__name__}")
        return rule(self, node)

    def compared(self, value: Read, other: Read | None = None) -> str:
        """A text as the site's collation has it; any other value as it is."""
        if value.kind != "text" or self.collation == "as written" or value.type.binary:
            return value.sql
        if other is not None and other.type.binary:
            return value.sql
        return f"lower(rtrim({value.sql}, ' '))"

    def refuse_collated(self, values: list[Read], where: str) -> None:
        """Under a hostile collation nothing may depend on which texts are equal."""
        if self.collation == "hostile" and any(
            each.kind == "text" and not each.type.binary for each in values
        ):
            raise AssertionError(f"text is left to the collation in {where}")


def _literal(_: Reader, node: exp.Literal) -> Read:
    if node.is_string:
        return Read("'" + node.name.replace("'", "''") + "'", TEXT)
    whole, _point, fraction = node.name.partition(".")
    if "e" in node.name.lower():
        return Read(f"CAST({node.name} AS DOUBLE)", Type("float"))
    if "." not in node.name and int(whole) < 2**31:
        return Read(node.name, INT)
    kind = Type("dec", max(len(whole.lstrip("0")) + len(fraction), 1), len(fraction))
    return Read(f"CAST({node.name} AS {duckdb_word(kind)})", kind)


def _national(_: Reader, node: exp.National) -> Read:
    return Read("'" + str(node.this).replace("'", "''") + "'", TEXT)


def _column(reader: Reader, node: exp.Column) -> Read:
    name = node.name.lower()
    if node.table:
        kind = reader.sources.get(node.table.lower(), {}).get(name)
        text = f"{quoted(node.table)}.{quoted(node.name)}"
    else:
        kinds = [columns[name] for columns in reader.sources.values() if name in columns]
        kind, text = kinds[-1] if kinds else None, quoted(node.name)
    if kind is None:
        raise NotRead(f"the column {node.sql()}")
    return Read(text, kind)


def _parameter(reader: Reader, node: exp.Parameter) -> Read:
    if node.name not in reader.parameters:
        raise NotRead(f"the parameter {node.name}")
    kind = reader.parameters[node.name]
    return Read(f"CAST(${node.name} AS {duckdb_word(kind)})", kind)


SIGNS: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%"}


def _arithmetic(reader: Reader, node: exp.Binary) -> Read:
    sign, left, right = SIGNS[type(node)], reader.value(node.this), reader.value(node.expression)
    if sign == "+" and {left.kind, right.kind} == {"text"}:
        return Read(
            f"({left.sql} || {right.sql})", Type("text", binary=left.type.binary or right.type.binary)
        )
    if sign == "+" and {left.kind, right.kind} == {"bin"}:
        return Read(f"({left.sql} || {right.sql})", Type("bin"))
    if left.kind not in NUMBERS or right.kind not in NUMBERS or "bit" in (left.kind, right.kind):
        raise NotRead(f"{left.kind} {sign} {right.kind}")
    kind = arithmetic(sign, left.type, right.type)
    if sign in "/%":
        return _divided(sign, left, right, kind)
    if kind.kind == "dec":
        return Read(
            f"ts_decimal('{sign}', {_spelled(left)}, {_spelled(right)}, {kind.scale})::{duckdb_word(kind)}",
            kind,
        )
    return Read(f"CAST({left.sql} {sign} {right.sql} AS {duckdb_word(kind)})", kind)


def _spelled(value: Read) -> str:
    return f"CAST({value.sql} AS VARCHAR)"


def _divided(sign: str, left: Read, right: Read, kind: Type) -> Read:
    """Division by zero is an error (Msg 8134)."""
    if kind.kind == "dec":
        made = f"ts_decimal('{sign}', {_spelled(left)}, {_spelled(right)}, {kind.scale})::{duckdb_word(kind)}"
        return Read(made, kind)
    if kind.kind in ("float", "real") and sign == "/":
        quotient = f"ts_quotient(CAST({left.sql} AS DOUBLE), CAST({right.sql} AS DOUBLE))"
        return Read(f"CAST({quotient} AS {duckdb_word(kind)})", kind)
    if kind.kind not in INTEGERS:
        raise NotRead(f"{left.kind} {sign} {right.kind}")
    return Read(
        f"CAST(ts_whole('{sign}', CAST({left.sql} AS BIGINT), CAST({right.sql} AS BIGINT)) AS {duckdb_word(kind)})",
        kind,
    )


def _negative(reader: Reader, node: exp.Neg) -> Read:
    found = reader.value(node.this)
    return Read(f"(-{found.sql})", found.type)


def _grouped(reader: Reader, node: exp.Paren) -> Read:
    found = reader.read(node.this)
    return Read(f"({found.sql})", found.type)


COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
    exp.NullSafeEQ: "IS NOT DISTINCT FROM", exp.NullSafeNEQ: "IS DISTINCT FROM",
}  # fmt: skip


def _comparison(reader: Reader, node: exp.Binary) -> Read:
    sign, left = COMPARISONS[type(node)], reader.value(node.this)
    if isinstance(node.expression, exp.Any | exp.All):
        word = "ANY" if isinstance(node.expression, exp.Any) else "ALL"
        inner, _ = reader.query(node.expression.this, reader)
        reader.refuse_collated([left], word)
        return Read(f"({_plain(left)} {sign} {word} ({inner}))", CONDITION)
    right = reader.value(node.expression)
    return Read(f"({_side(reader, left, right)} {sign} {_side(reader, right, left)})", CONDITION)


def _side(reader: Reader, value: Read, other: Read) -> str:
    families = {_family(value), _family(other)} - {"null"}
    if len(families) > 1 and not families <= {"date", "ts"}:
        raise NotRead(f"a comparison of {value.kind} with {other.kind}")
    return _plain(Read(reader.compared(value, other), value.type))


def _plain(value: Read) -> str:
    return f"CAST({value.sql} AS INTEGER)" if value.kind == "bit" else value.sql


def _family(value: Read) -> str:
    return "number" if value.kind in NUMBERS else value.kind


def _connected(word: str) -> Callable[[Reader, Any], Read]:
    def rule(reader: Reader, node: exp.Binary) -> Read:
        return Read(f"({reader.condition(node.this)} {word} {reader.condition(node.expression)})", CONDITION)

    return rule


def _not(reader: Reader, node: exp.Not) -> Read:
    return Read(f"(NOT {reader.condition(node.this)})", CONDITION)


def _is(reader: Reader, node: exp.Is) -> Read:
    if not isinstance(node.expression, exp.Null):
        raise NotRead("IS of this")
    return Read(f"({reader.value(node.this).sql} IS NULL)", CONDITION)


def _in(reader: Reader, node: exp.In) -> Read:
    left, query = reader.value(node.this), node.args.get("query")
    if query is not None:
        inner, ((name, kind),) = reader.query(query, reader)
        if reader.collation == "hostile" and left.kind == "text":
            column = reader.compared(Read(quoted(name), kind))
            listed = f"SELECT {column} FROM ({inner}) AS ts_in({quoted(name)})"
            return Read(f"({reader.compared(left)} IN ({listed}))", CONDITION)
        return Read(f"({_plain(left)} IN ({inner}))", CONDITION)
    items = [reader.value(item) for item in node.expressions]
    listed = ", ".join(_side(reader, item, left) for item in items)
    return Read(f"({_side(reader, left, items[0])} IN ({listed}))", CONDITION)


def _between(reader: Reader, node: exp.Between) -> Read:
    value, low, high = (reader.value(node.args[key]) for key in ("this", "low", "high"))
    sides = [_side(reader, value, low), _side(reader, low, value), _side(reader, high, value)]
    return Read(f"({sides[0]} BETWEEN {sides[1]} AND {sides[2]})", CONDITION)


def _like(reader: Reader, node: exp.Like) -> Read:
    left, right = reader.value(node.this), reader.value(node.expression)
    folds = reader.collation == "hostile" and not left.type.binary
    text, pattern = (f"lower({each.sql})" if folds else each.sql for each in (left, right))
    return Read(f"ts_like({text}, {pattern})", CONDITION)


def _exists(reader: Reader, node: exp.Exists) -> Read:
    return Read(f"EXISTS ({reader.query(node.this, reader)[0]})", CONDITION)


def _subquery(reader: Reader, node: exp.Expr) -> Read:
    sql, columns = reader.query(node, reader)
    if len(columns) != 1:
        raise NotRead("a query of several columns as a value")
    return Read(f"({sql})", columns[0][1])


def _case(reader: Reader, node: exp.Case) -> Read:
    subject = node.args.get("this")
    conditions = [
        reader.condition(
            branch.this if subject is None else exp.EQ(this=subject.copy(), expression=branch.this.copy())
        )
        for branch in node.args["ifs"]
    ]
    values = [reader.value(branch.args["true"]) for branch in node.args["ifs"]]
    default = node.args.get("default")
    last = reader.value(default) if default is not None else Read("NULL", NULL)
    kind = highest([each.type for each in [*values, last]])
    branches = " ".join(
        f"WHEN {condition} THEN {to_kind(value, kind)}"
        for condition, value in zip(conditions, values, strict=True)
    )
    return Read(f"(CASE {branches} ELSE {to_kind(last, kind)} END)", kind)


def to_kind(value: Read, kind: Type) -> str:
    """The value converted, where several meet, to the type of the highest of them."""
    if value.kind == "null" or value.type == kind or value.kind == kind.kind != "dec":
        return value.sql
    if value.kind in NUMBERS and kind.kind in NUMBERS:
        return f"CAST({value.sql} AS {duckdb_word(kind)})"
    raise NotRead(f"{value.kind} where {kind.kind} is meant")


def _collate(reader: Reader, node: exp.Collate) -> Read:
    name, found = node.expression.name, reader.value(node.this)
    if name == "Latin1_General_100_CI_AS_SC_UTF8":
        return Read(found.sql, Type("text", scale=8, binary=True))
    if name != "Latin1_General_100_BIN2":
        raise NotRead(f"the collation {name}")
    return Read(found.sql, Type("text", binary=True))


def _cast(reader: Reader, node: exp.Cast) -> Read:
    return cast(reader.value(node.this), node.args["to"])


def _call(reader: Reader, node: exp.Anonymous) -> Read:
    name = str(node.this).removeprefix(MARK)
    if name in aggregates.NAMES:
        return aggregates.read(reader, node, "")
    if name in ("CONVERT", "TRY_CONVERT"):
        return functions.convert(
            name, type_of_word(node.expressions[0]), reader.value(node.expressions[1]), node.expressions[2:]
        )
    part = name in functions.WITH_PART
    arguments = [reader.value(each) for each in node.expressions[1 if part else 0 :]]
    if name == "NULLIF":
        reader.refuse_collated(arguments, "NULLIF")
    word = node.expressions[0].name.upper() if part else None
    return functions.call(name, word, arguments)


def _window(reader: Reader, node: exp.Window) -> Read:
    return aggregates.window(reader, node)


def _within(reader: Reader, node: exp.WithinGroup) -> Read:
    return aggregates.within_group(reader, node, "")


RULES: dict[type[exp.Expr], Callable[[Reader, Any], Read]] = {
    exp.Literal: _literal,
    exp.National: _national,
    exp.Null: lambda _reader, _node: Read("NULL", NULL),
    exp.Column: _column,
    exp.Parameter: _parameter,
    **dict.fromkeys(SIGNS, _arithmetic),
    exp.Neg: _negative,
    exp.Paren: _grouped,
    **dict.fromkeys(COMPARISONS, _comparison),
    exp.And: _connected("AND"),
    exp.Or: _connected("OR"),
    exp.Not: _not,
    exp.Is: _is,
    exp.In: _in,
    exp.Between: _between,
    exp.Like: _like,
    exp.Exists: _exists,
    exp.Subquery: _subquery,
    exp.Select: _subquery,
    exp.Case: _case,
    exp.Collate: _collate,
    exp.Cast: _cast,
    exp.Anonymous: _call,
    exp.Window: _window,
    exp.WithinGroup: _within,
}
