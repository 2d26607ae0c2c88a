"""Whole queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.support.sql_grammar.expressions import Scope, expression, leaf
from tests.support.sql_grammar.ground import COLUMNS, Kind

KINDS: tuple[Kind, ...] = ("int", "dec", "float", "text", "date", "ts", "bool")
COMPARABLE: tuple[Kind, ...] = ("int", "dec", "text", "date", "bool")


_GROUPS = ("{0}", "{0}", "{0}", "ROLLUP ({0})", "CUBE ({0})", "GROUPING SETS (({0}), ())")


@dataclass(frozen=True)
class Generated:
    """A query and the values of its parameters by name."""

    sql: str
    parameters: tuple[tuple[str, object], ...]


@st.composite
def queries(draw: st.DrawFn, dialect: str) -> Generated:
    """A query in a dialect: `postgres` or `duckdb`."""
    parameters: dict[str, object] = {}
    writer = _Writer(draw, dialect, parameters)
    kind = draw(
        st.sampled_from(
            (writer.plain, writer.plain, writer.grouped, writer.grouped, writer.windowed, writer.sets)
        )
    )
    sql = kind()
    return Generated(sql, tuple(parameters.items()))


class _Writer:
    """Writes one query."""

    def __init__(self, draw: st.DrawFn, dialect: str, parameters: dict[str, object]) -> None:
        self.draw, self.dialect, self.parameters = draw, dialect, parameters

    def scope(self, columns: list[tuple[str, Kind]]) -> Scope:
        """What may be named where these columns are in sight."""
        found = Scope(self.draw, self.dialect, columns, parameters=self.parameters)
        found.inner = lambda kind: self.inner(kind, columns)
        return found

    def inner(self, kind: Kind, outer: list[tuple[str, Kind]]) -> str:
        """A query of one column, now and then correlated."""
        own: list[tuple[str, Kind]] = [(f"s.{name}", known) for name, known in COLUMNS["parts"]]
        scope = Scope(self.draw, self.dialect, own, parameters=self.parameters)
        linked = leaf(Scope(self.draw, self.dialect, outer), "int")
        where = scope.pick("", f" WHERE s.item = {linked}", f" WHERE {expression(scope, 'bool', 1)}")
        return f"SELECT {expression(scope, kind, 1)} FROM parts s{where}"

    def source(self) -> tuple[str, str, list[tuple[str, Kind]]]:
        """WITH, FROM and the columns in sight."""
        items: list[tuple[str, Kind]] = [(f"i.{name}", kind) for name, kind in COLUMNS["items"]]
        parts: list[tuple[str, Kind]] = [(f"p.{name}", kind) for name, kind in COLUMNS["parts"]]
        both = Scope(self.draw, self.dialect, items + parts, parameters=self.parameters)
        form = both.pick("one", "one", "join", "derived", "with")
        if form == "one":
            return "", "FROM items i", items
        if form == "join":
            word = both.pick("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN")
            more = "" if word == "FULL JOIN" else both.pick("", f" AND {expression(both, 'bool', 1)}")
            return "", f"FROM items i {word} parts p ON p.item = i.id{more}", items + parts
        kinds: tuple[Kind, ...] = ("int", "text", "date")
        chosen = ", ".join(
            f"{expression(Scope(self.draw, self.dialect, items, parameters=self.parameters), kind, 1)} AS c{at}"
            for at, kind in enumerate(kinds)
        )
        inside = f"SELECT {both.pick('', 'DISTINCT ')}{chosen} FROM items i"
        columns: list[tuple[str, Kind]] = [(f"d.c{at}", kind) for at, kind in enumerate(kinds)]
        if form == "derived":
            return "", f"FROM ({inside}) d", columns
        return f"WITH d AS ({inside}) ", "FROM d", columns

    def where(self, scope: Scope) -> str:
        """Mostly a condition."""
        return "" if scope.chance(3) else f" WHERE {expression(scope, 'bool', 3)}"

    def plain(self) -> str:
        """SELECT [DISTINCT] ... ORDER BY ... LIMIT."""
        opening, source, columns = self.source()
        scope = self.scope(columns)
        kinds = self.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4))
        items = ", ".join(f"{expression(scope, kind, 3)} AS x{at}" for at, kind in enumerate(kinds))
        distinct = scope.pick("", "", "DISTINCT ")
        return f"{opening}SELECT {distinct}{items} {source}{self.where(scope)}{self.tail(scope, len(kinds))}"

    def tail(self, scope: Scope, width: int) -> str:
        """An order over all columns, and behind it a limit."""
        if scope.chance(2):
            return ""
        keys = ", ".join(
            f"{at}{scope.pick('', ' DESC')}{scope.pick('', ' NULLS FIRST', ' NULLS LAST')}"
            for at in range(1, width + 1)
        )
        return f" ORDER BY {keys}{scope.pick('', ' LIMIT 3', ' LIMIT 2 OFFSET 1')}"

    def grouped(self) -> str:
        """GROUP BY with aggregates and HAVING."""
        opening, source, columns = self.source()
        scope = self.scope(columns)
        plain = Scope(
            self.draw, self.dialect, columns
        )  # a parameter is no stable key, a subquery none at all
        kinds = self.draw(st.lists(st.sampled_from(COMPARABLE), min_size=0, max_size=2))
        keys = [expression(plain, kind, 2) for kind in kinds]
        keys = [key for key in dict.fromkeys(keys) if "." in key]
        aggregates = [self.aggregate(scope) for _ in range(self.draw(st.integers(1, 3)))]
        items = ", ".join(f"{item} AS x{at}" for at, item in enumerate([*keys, *aggregates]))
        group = f" GROUP BY {scope.pick(*_GROUPS).format(', '.join(keys))}" if keys else ""
        having = scope.pick("", "", f" HAVING {self.whole(scope)} > 1")
        width = len(keys) + len(aggregates)
        return f"{opening}SELECT {items} {source}{self.where(scope)}{group}{having}{self.tail(scope, width)}"

    def whole(self, scope: Scope) -> str:
        """An aggregate of whole numbers."""
        return scope.pick("count(*)", f"count({leaf(scope, 'text')})", f"sum({leaf(scope, 'int')})")

    def aggregate(self, scope: Scope) -> str:
        """An aggregate."""
        inner = Scope(self.draw, self.dialect, scope.columns, parameters=self.parameters)

        def of(kind: Kind) -> str:
            made = expression(inner, kind, 1)
            return (
                made if "." in made else inner.column(kind) or made
            )  # an aggregate of one literal is nobody's query

        forms: tuple[Callable[[], str], ...] = (
            lambda: "count(*)",
            lambda: f"count({of('date')})",
            lambda: f"count(DISTINCT {of('text')})",
            lambda: f"sum({of('int')})",
            lambda: f"sum({of('dec')})",
            lambda: f"avg({of('int')})",
            lambda: f"avg({of('dec')})",
            lambda: f"sum({of('float')})",
            lambda: f"min({of('text')})",
            lambda: f"max({of('text')})",
            lambda: f"min({of('date')})",
            lambda: f"max({of('dec')})",
            lambda: f"bool_and({of('bool')})",
            lambda: f"sum({of('int')}) FILTER (WHERE {of('bool')})",
            lambda: f"count(*) FILTER (WHERE {of('bool')})",
            lambda: f"sum(CASE WHEN {of('bool')} THEN {of('dec')} ELSE 0 END)",
            lambda: f"sum(CAST({of('int')} AS bigint)) + 0.5",
            lambda: f"coalesce(sum(CAST({of('int')} AS bigint)), 0.25)",
            lambda: f"sum({of('dec')}) - sum(CAST({of('int')} AS bigint))",
            lambda: f"sum({of('dec')}) / nullif(count(*), 0)",
            lambda: f"round(avg({of('dec')}), 2)",
            lambda: f"greatest(sum(CAST({of('int')} AS bigint)), sum({of('dec')}))",
            lambda: f"CASE WHEN count(*) > 1 THEN sum({of('dec')}) ELSE sum(CAST({of('int')} AS bigint)) END",
            lambda: self.texts(scope, of("text")),
            lambda: self.texts(scope, f"CAST({of('int')} AS text)"),
        )
        return self.draw(st.sampled_from(forms))()

    def texts(self, scope: Scope, text: str) -> str:
        """Texts put together in an order that leaves no choice: equal keys stand beside equal texts."""
        key = f"{expression(Scope(self.draw, self.dialect, scope.columns), self.draw(st.sampled_from(COMPARABLE)), 1)}"
        nulls = scope.pick("", " DESC", " NULLS FIRST", " DESC NULLS LAST")
        condition = scope.pick("", "", f" FILTER (WHERE {expression(scope, 'bool', 1)})")
        return scope.pick(
            f"string_agg({text}, '-' ORDER BY {key}{nulls}, {text}){condition}",
            f"string_agg({text}, ';' ORDER BY {text}{scope.pick('', ' DESC')}){condition}",
            f"string_agg(DISTINCT {text}, ',' ORDER BY {text}){condition}",
        )

    def windowed(self) -> str:
        """Window functions over one table, ordered by its key."""
        columns: list[tuple[str, Kind]] = [(f"i.{name}", kind) for name, kind in COLUMNS["items"]]
        scope = self.scope(columns)
        inner = Scope(self.draw, self.dialect, columns)
        part = scope.pick("", f"PARTITION BY {expression(inner, self.draw(st.sampled_from(COMPARABLE)), 1)} ")
        order = f"ORDER BY i.id{scope.pick('', ' DESC')}"
        frame = scope.pick(
            "",
            " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW",
            " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
        )
        ranked = f"ORDER BY {expression(inner, self.draw(st.sampled_from(COMPARABLE)), 1)}{scope.pick('', ' DESC')}"
        calls = (
            f"row_number() OVER ({part}{order})",
            f"rank() OVER ({part}{ranked})",
            f"dense_rank() OVER ({part}{ranked})",
            f"lag({expression(inner, 'text', 1)}) OVER ({part}{order})",
            f"lead({leaf(inner, 'int')}, 1, 0) OVER ({part}{order})",
            f"first_value({leaf(inner, 'date')}) OVER ({part}{order})",
            f"sum({expression(inner, 'int', 1)}) OVER ({part}{order}{frame})",
            f"count(*) OVER ({part.strip()})",
            f"max({leaf(inner, 'text')}) OVER ({part}{order}{frame})",
            f"avg({leaf(inner, 'dec')}) OVER ({part.strip()})",
        )
        chosen = self.draw(st.lists(st.sampled_from(calls), min_size=1, max_size=3))
        items = ", ".join(f"{item} AS x{at}" for at, item in enumerate(["i.id", *chosen]))
        return f"SELECT {items} FROM items i{self.where(scope)}{self.tail(scope, len(chosen) + 1)}"

    def sets(self) -> str:
        """UNION, INTERSECT and EXCEPT, with and without ALL."""
        kinds = self.draw(st.lists(st.sampled_from(COMPARABLE), min_size=1, max_size=3))
        sides = []
        for table, alias in (("items", "i"), ("parts", "p")):
            scope = self.scope([(f"{alias}.{name}", kind) for name, kind in COLUMNS[table]])
            items = ", ".join(f"{expression(scope, kind, 1)} AS x{at}" for at, kind in enumerate(kinds))
            sides.append(f"SELECT {items} FROM {table} {alias}{self.where(scope)}")
        scope = self.scope([])
        word = scope.pick("UNION", "UNION ALL", "INTERSECT", "EXCEPT", "EXCEPT ALL", "INTERSECT ALL")
        return f"{sides[0]} {word} {sides[1]}{self.tail(scope, len(kinds))}"
