"""Expressions of a wanted type. Depth is bounded, and values stay small enough to overflow nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.support.sql_grammar.ground import Kind

Draw = Callable[[st.SearchStrategy[str]], str]
TEXTS = ("apple", "Apple", "red", "red ", "มะม่วง", "", "it's", "bolt")
PATTERNS = ("a%", "%le", "%_%", "A_p%", "%ม%", "", "re_", "%[x]%")
_REGULAR = ("^[a-z]+$", "p{2}", "^(red|apple)", " $", "^A", "[^a-z]", "^[A-Za-z]+ *$", "ม")
_REPLACED = (
    "'[aeiou]', ''",
    "' +', ' '",
    "'[^a-z]', '#'",
    r"'^([a-z])([a-z]+)$', '\2\1'",
    r"'^([^p]*)p+', '<\1>'",
    "'ม', 'm'",
)
UNITS = ("year", "quarter", "month", "week", "day")
PARTS = ("year", "quarter", "month", "day", "doy", "dow", "isodow", "week")


@dataclass
class Scope:
    """What an expression may name: columns in sight by kind, queries of one column that may stand inside, parameters (None: none)."""

    draw: Callable[..., object]
    dialect: str
    columns: list[tuple[str, Kind]]
    inner: Callable[[Kind], str] | None = None
    parameters: dict[str, object] | None = None

    def pick(self, *choices: str) -> str:
        """One of some texts."""
        return str(self.draw(st.sampled_from(choices)))

    def chance(self, of: int) -> bool:
        """True in one case of so many."""
        return self.draw(st.integers(1, of)) == of

    def column(self, kind: Kind) -> str | None:
        """A column of a kind, if there is one."""
        names = [name for name, known in self.columns if known == kind]
        return self.pick(*names) if names else None


def expression(scope: Scope, kind: Kind, depth: int = 2) -> str:
    """An expression of a kind, in parentheses where it needs them."""
    if depth <= 0 or scope.chance(3):
        return leaf(scope, kind)
    form = scope.draw(st.sampled_from(_FORMS[kind]))
    made = form(scope, depth - 1)  # type: ignore[operator]  # what the strategy draws is a form
    return str(made)


def leaf(scope: Scope, kind: Kind) -> str:
    """A column, else a literal; now and then a parameter."""
    column = scope.column(kind)
    if column is not None and not scope.chance(4):
        return column
    if scope.parameters is not None and _BOUND.get(kind) and scope.chance(4):
        return _parameter(scope, st.sampled_from(_BOUND[kind]))
    return literal(scope, kind)


_BOUND: dict[Kind, tuple[object, ...]] = {"int": (0, 1, 7, -3), "text": ("apple", "red ", "มะม่วง")}


def _parameter(scope: Scope, values: st.SearchStrategy[object]) -> str:
    """A parameter with a value, or with a tuple of values where a list is meant."""
    bound = scope.parameters if scope.parameters is not None else {}
    name = f"p{len(bound) + 1}"
    bound[name] = scope.draw(values)
    return f":{name}"


def literal(scope: Scope, kind: Kind) -> str:
    """A literal."""
    if kind == "text":
        return "'" + scope.pick(*TEXTS).replace("'", "''") + "'"
    return scope.pick(*_LITERALS[kind])


_LITERALS: dict[Kind, tuple[str, ...]] = {
    "int": ("0", "1", "2", "7", "100"),
    "dec": ("0.5", "1.25", "10.0", "2.5"),
    "float": ("CAST(0.5 AS double precision)", "CAST(2 AS double precision)"),
    "date": ("DATE '2024-01-31'", "DATE '2024-02-29'", "DATE '2023-12-31'"),
    "ts": ("TIMESTAMP '2024-01-31 23:59:59'", "TIMESTAMP '2024-03-31 02:15:30.5'"),
    "bool": ("TRUE", "FALSE"),
}

Form = Callable[[Scope, int], str]


def _of(template: str, *kinds: Kind) -> Form:
    """A form whose parts, in order, have these kinds."""
    return lambda scope, depth: template.format(*(expression(scope, kind, depth) for kind in kinds))


def _case(kind: Kind) -> Form:
    return _of("CASE WHEN {0} THEN {1} WHEN {2} THEN {3} ELSE {4} END", "bool", kind, "bool", kind, kind)


def _common(kind: Kind) -> tuple[Form, ...]:
    return (
        _case(kind),
        _of("CASE WHEN {0} THEN {1} END", "bool", kind),
        _of("coalesce({0}, {1})", kind, kind),
        _of("nullif({0}, {1})", kind, kind),
    )


def _whole_division(scope: Scope, depth: int) -> str:
    sign = "/" if scope.dialect == "postgres" else "//"
    return f"({expression(scope, 'int', depth)} {scope.pick(sign, '%')} {scope.pick('2', '3', '7')})"


def _extract(scope: Scope, depth: int) -> str:
    return f"CAST(extract({scope.pick(*PARTS)} FROM {expression(scope, 'date', depth)}) AS int)"


def _clock(scope: Scope, depth: int) -> str:
    return f"CAST(extract({scope.pick('hour', 'minute')} FROM {expression(scope, 'ts', depth)}) AS int)"


def _round(scope: Scope, depth: int) -> str:
    return f"round({expression(scope, 'dec', depth)}, {scope.pick('0', '1', '2')})"


def _case_of(kind: Kind) -> Form:
    """CASE with a subject."""
    return _of("CASE {0} WHEN {1} THEN {2} ELSE {3} END", "text", "text", kind, kind)


def _trunc(kind: Kind) -> Form:
    def form(scope: Scope, depth: int) -> str:
        made = f"date_trunc('{scope.pick(*UNITS)}', {expression(scope, kind, depth)})"
        return f"CAST({made} AS date)" if kind == "date" else made

    return form


def _moved(scope: Scope, depth: int) -> str:
    unit = scope.pick("day", "month", "year", "hour", "week")
    return f"({expression(scope, 'ts', depth)} {scope.pick('+', '-')} INTERVAL '{scope.pick('1', '3', '11')} {unit}')"


def _shifted(scope: Scope, depth: int) -> str:
    moved = (
        f"{expression(scope, 'date', depth)} {scope.pick('+', '-')} INTERVAL '{scope.pick('1', '13')} month'"
    )
    return scope.pick(
        f"CAST({moved} AS date)", f"({expression(scope, 'date', depth)} + {scope.pick('1', '30')})"
    )


def _compared(kind: Kind) -> Form:
    def form(scope: Scope, depth: int) -> str:
        sign = scope.pick("=", "<>", "<", "<=", ">", ">=")
        return f"({expression(scope, kind, depth)} {sign} {expression(scope, kind, depth)})"

    return form


def _listed(kind: Kind) -> Form:
    def form(scope: Scope, depth: int) -> str:
        word = scope.pick("IN", "NOT IN")
        members = f"{literal(scope, kind)}, {literal(scope, kind)}"
        if scope.parameters is not None and kind in _BOUND and scope.chance(2):
            members = _parameter(
                scope, st.lists(st.sampled_from(_BOUND[kind]), min_size=1, max_size=3).map(tuple)
            )
        return f"({expression(scope, kind, depth)} {word} ({members}))"

    return form


def _turned(scope: Scope, depth: int) -> str:
    return (
        f"reverse({expression(scope, 'text', depth)})" if scope.dialect == "postgres" else leaf(scope, "text")
    )


def _matched(scope: Scope, depth: int) -> str:
    word = scope.pick("LIKE", "NOT LIKE", "ILIKE")
    return f"({expression(scope, 'text', depth)} {word} '{scope.pick(*PATTERNS)}')"


def _regular(scope: Scope, depth: int) -> str:
    text, pattern = expression(scope, "text", depth), scope.pick(*_REGULAR)
    if scope.dialect == "postgres":
        return f"({text} {scope.pick('~', '!~', '~*')} '{pattern}')"
    return f"{scope.pick('', 'NOT ')}regexp_matches({text}, '{pattern}')"


def _replaced(scope: Scope, depth: int) -> str:
    change = scope.pick(*_REPLACED)
    return f"regexp_replace({expression(scope, 'text', depth)}, {change}, 'g')"


def _today(scope: Scope, _: int) -> str:
    return scope.pick("current_date", "CAST(now() AS date)", "(current_date - 30)")


def _this_moment(scope: Scope, _: int) -> str:
    return scope.pick("CAST(now() AS timestamp)", "date_trunc('month', CAST(now() AS timestamp))")


def _within(scope: Scope, depth: int) -> str:
    if scope.inner is None:
        return leaf(scope, "bool")
    word = scope.pick("IN", "NOT IN", "= ANY")
    return f"({expression(scope, 'int', depth)} {word} ({scope.inner('int')}))"


def _exists(scope: Scope, depth: int) -> str:
    if scope.inner is None:
        return leaf(scope, "bool")
    return f"({scope.pick('EXISTS', 'NOT EXISTS')} ({scope.inner('text')}))"


def _scalar(scope: Scope, depth: int) -> str:
    return (
        leaf(scope, "int")
        if scope.inner is None
        else f"(SELECT max(q.c) FROM ({scope.inner('int')}) AS q(c))"
    )


_NULL_TESTS: tuple[Form, ...] = tuple(_of("({0} IS NULL)", kind) for kind in ("int", "text", "date"))
_FORMS: dict[Kind, tuple[Form, ...]] = {
    "int": (
        *_common("int"),
        _of("({0} + {1})", "int", "int"),
        _of("({0} - {1})", "int", "int"),
        _of("({0} * 2)", "int"),
        _of("abs({0})", "int"),
        _of("(- {0})", "int"),
        _of("length({0})", "text"),
        _of("strpos({0}, {1})", "text", "text"),
        _of("greatest({0}, {1})", "int", "int"),
        _of("least({0}, {1})", "int", "int"),
        _of("({0} - {1})", "date", "date"),
        _case_of("int"),
        _whole_division,
        _extract,
        _clock,
        _scalar,
    ),
    "dec": (
        *_common("dec"),
        _of("({0} + {1})", "dec", "dec"),
        _of("({0} - {1})", "dec", "int"),
        _of("({0} * {1})", "dec", "int"),
        _of("abs({0})", "dec"),
        _of("ceil({0})", "dec"),
        _of("floor({0})", "dec"),
        _of("CAST({0} AS decimal(10, 2))", "int"),
        _of("CAST({0} AS decimal(12, 1))", "dec"),
        _of("greatest({0}, {1})", "dec", "dec"),
        _round,
    ),
    "float": (
        _case("float"),
        _of("coalesce({0}, {1})", "float", "float"),
        _of("({0} + {1})", "float", "float"),
        _of("({0} * {1})", "float", "float"),
        _of("abs({0})", "float"),
        _of("CAST({0} AS double precision)", "dec"),
        _of("CAST({0} AS double precision)", "int"),
    ),
    "text": (
        *_common("text"),
        _of("({0} || {1})", "text", "text"),
        _of("upper({0})", "text"),
        _of("lower({0})", "text"),
        _of("trim({0})", "text"),
        _of("rtrim({0})", "text"),
        _of("substring({0} FROM 2 FOR 3)", "text"),
        _of("left({0}, 2)", "text"),
        _of("right({0}, 2)", "text"),
        _of("replace({0}, 'p', '')", "text"),
        _of("concat({0}, '-', {1})", "text", "text"),
        _of("lpad({0}, 6, '*')", "text"),
        _of("split_part({0}, 'p', 1)", "text"),
        _turned,
        _replaced,
        _of("CAST({0} AS text)", "int"),
        _of("CAST({0} AS text)", "date"),
        _of("greatest({0}, {1})", "text", "text"),
        _case_of("text"),
    ),
    "date": (
        *_common("date"),
        _of("CAST({0} AS date)", "ts"),
        _of("greatest({0}, {1})", "date", "date"),
        _trunc("date"),
        _shifted,
        _today,
    ),
    "ts": (
        _case("ts"),
        _of("coalesce({0}, {1})", "ts", "ts"),
        _of("CAST({0} AS timestamp)", "date"),
        _trunc("ts"),
        _moved,
        _this_moment,
    ),
    "bool": (
        _of("({0} AND {1})", "bool", "bool"),
        _of("({0} OR {1})", "bool", "bool"),
        _of("(NOT {0})", "bool"),
        _of("({0} IS TRUE)", "bool"),
        _of("({0} IS NOT TRUE)", "bool"),
        _of("coalesce({0}, {1})", "bool", "bool"),
        _of("({0} IS DISTINCT FROM {1})", "text", "text"),
        _of("({0} IS NOT DISTINCT FROM {1})", "int", "int"),
        _of("({0} BETWEEN {1} AND {2})", "int", "int", "int"),
        _of("({0} BETWEEN {1} AND {2})", "text", "text", "text"),
        _of("({0} BETWEEN {1} AND {2})", "date", "date", "date"),
        *(_compared(kind) for kind in ("int", "dec", "text", "date", "ts", "int", "text")),
        *(_listed(kind) for kind in ("int", "text", "date")),
        *_NULL_TESTS,
        _matched,
        _regular,
        _within,
        _exists,
        _case("bool"),
    ),
}
