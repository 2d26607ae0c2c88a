"""The frame of a window as conditions: which rows belong to the frame of a row.

Frames are those of the SQL standard as PostgreSQL and DuckDB have them
(https://www.postgresql.org/docs/current/sql-expressions.html#SYNTAX-WINDOW-FUNCTIONS). Rows whose key is NULL are peers of one
another, in no distance from any other row, and at the end of the order where NULL sorts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlglot import exp

from compiler.ir.analysed import is_nullable
from compiler.stages.legalise import build
from compiler.stages.legalise.context import no_form
from compiler.stages.legalise.rewrites.dates.intervals import is_written
from compiler.stages.legalise.rewrites.queries.splitting import Split
from compiler.types.families import NUMERIC, TEMPORAL, Kind, family_of

INNER: Final = "_f"
"""What the name of the rows has at its end where they are those of the frame."""


@dataclass(frozen=True)
class Bounds:
    """A window over columns of the rows below, and the same window in the terms of the query below."""

    window: exp.Window
    below: exp.Window
    split: Split

    def within(self, node: exp.Expr) -> exp.Expr:
        """The expression over the rows of the frame."""
        made = node.copy()
        for column in list(made.find_all(exp.Column)):
            if column.table == self.split.name:
                column.set("table", build.identifier(self.split.name + INNER))
        return made

    def number(self) -> exp.Expr:
        """The place of a row of the frame in its partition."""
        return self.within(self.number_of_row())

    def number_of_row(self) -> exp.Expr:
        """The place of the row whose frame it is."""
        return self._ranked(exp.RowNumber())

    def _rank_of_row(self) -> exp.Expr:
        return self._ranked(exp.DenseRank())

    def _ranked(self, function: exp.Func) -> exp.Expr:
        parts = {part: self.below.args.get(part) for part in ("partition_by", "order")}
        copied = {
            part: [each.copy() for each in value] if isinstance(value, list) else value.copy()
            for part, value in parts.items()
            if value
        }
        window = exp.Window(this=build.typed(function, exp.DType.BIGINT), **copied)
        return build.known_not_null(
            self.split.carry(build.known_not_null(build.typed(window, exp.DType.BIGINT)))
        )

    def conditions(self, whole: bool = False) -> list[exp.Expr]:
        """What holds of a row of the frame; `whole` for the partition, which is what lag and lead look at. Raises `Refusal`."""
        found = [self._same(key) for key in self.window.args.get("partition_by") or ()]
        return found if whole else [*found, *self._framed(), *self._excluded()]

    def _same(self, key: exp.Expr) -> exp.Expr:
        kind = exp.NullSafeEQ if is_nullable(key) else exp.EQ
        return _holds(kind(this=self.within(key), expression=key.copy()))

    def _framed(self) -> Iterator[exp.Expr]:
        spec, order = self.window.args.get("spec"), self.window.args.get("order")
        if spec is None:
            if order is not None:
                yield self._bound("RANGE", "end", "CURRENT ROW", None)
            return
        kind = str(spec.args["kind"]).upper()
        for which in ("start", "end"):
            value, side = spec.args.get(which), spec.args.get(f"{which}_side")
            if value == "UNBOUNDED" or (kind != "ROWS" and order is None):
                continue
            yield self._bound(kind, which, value or "CURRENT ROW", side)

    def _bound(self, kind: str, which: str, value: exp.Expr | str, side: str | None) -> exp.Expr:
        keys = self.window.args["order"].expressions if self.window.args.get("order") is not None else []
        if kind == "RANGE" and len(keys) == 1:
            return self._by_key(keys[0], which, value, side)
        if kind == "RANGE" and isinstance(value, exp.Expr):
            raise no_form(self.window, "RANGE with an offset and several keys")
        place = self.number_of_row() if kind == "ROWS" else self._rank_of_row()
        limit = place.copy()
        if isinstance(value, exp.Expr):
            _require_count(value)
            limit = (build.subtract if side == "PRECEDING" else build.add)(place.copy(), value.copy())
            build.known_not_null(build.typed(limit, exp.DType.BIGINT))
        kind_of = exp.GTE if which == "start" else exp.LTE
        return _holds(kind_of(this=self.within(place), expression=limit))

    def _by_key(self, ordered: exp.Expr, which: str, value: exp.Expr | str, side: str | None) -> exp.Expr:
        """RANGE over one key: by the distance of the keys."""
        key, descending = ordered.this, bool(ordered.args.get("desc"))
        inner, limit = self.within(key), key.copy()
        if isinstance(value, exp.Expr):
            inner, limit = _wide(inner), _moved(key, value, (side == "PRECEDING") != descending)
        rises = (which == "start") != descending
        met = build.typed((exp.GTE if rises else exp.LTE)(this=inner, expression=limit), exp.DType.BOOLEAN)
        if not is_nullable(key):
            return _holds(met)
        first = bool(ordered.args.get("nulls_first"))
        missing = key.copy() if first == (which == "start") else self.within(key)
        return build.typed(exp.Or(this=met, expression=build.is_null(missing)), exp.DType.BOOLEAN)

    def _excluded(self) -> Iterator[exp.Expr]:
        spec = self.window.args.get("spec")
        exclude = spec.args.get("exclude") if spec is not None else None
        what = exclude.name.upper() if isinstance(exclude, exp.Expr) else str(exclude or "NO OTHERS").upper()
        if what == "CURRENT ROW":
            yield self._differs(self.number_of_row())
        elif what == "GROUP":
            yield self._differs(self._rank_of_row())
        elif what == "TIES":
            number = self.number_of_row()
            itself = _holds(exp.EQ(this=self.within(number), expression=number))
            yield _holds(exp.Or(this=self._differs(self._rank_of_row()), expression=itself))

    def _differs(self, place: exp.Expr) -> exp.Expr:
        return _holds(exp.NEQ(this=self.within(place), expression=place))


def bounds_of(window: exp.Window, below: exp.Window, split: Split) -> Bounds:
    """The frame of a window that was lifted above the rows; `below` is the window as it was."""
    return Bounds(window, below, split)


def _holds(condition: exp.Expr) -> exp.Expr:
    return build.known_not_null(build.typed(condition, exp.DType.BOOLEAN))


def _require_count(value: exp.Expr) -> None:
    if not (isinstance(value, exp.Literal) and value.is_int):
        raise no_form(value, "a frame bound that is no whole number")


def _wide(key: exp.Expr) -> exp.Expr:
    """A whole number wide enough for a sum with an offset."""
    if family_of(key) != "integer":
        return key
    digits = (38, 0) if key.type is not None and key.type.this is Kind.INT128 else (20, 0)
    wide = build.data_type(exp.DType.DECIMAL, *digits)
    return build.take_nullability(build.typed(exp.Cast(this=key, to=wide), wide.copy()), key)


def _moved(key: exp.Expr, offset: exp.Expr, down: bool) -> exp.Expr:
    """The key less the offset, or with it. Raises `Refusal`."""
    kind = exp.Sub if down else exp.Add
    if family_of(key) in TEMPORAL and (is_written(offset) or family_of(offset) == "interval"):
        moved = kind(this=key.copy(), expression=offset.copy())
        moment = exp.DType.TIMESTAMP if family_of(key) == "date" else key.type
        return build.take_nullability(build.typed(moved, moment or exp.DType.TIMESTAMP), key)
    if family_of(key) not in NUMERIC or not isinstance(offset, exp.Literal) or offset.is_string:
        raise no_form(offset, f"RANGE of a {family_of(key)} with this offset")
    moved = kind(this=_wide(key.copy()), expression=offset.copy())
    if family_of(key) == "float":
        return build.take_nullability(build.typed(moved, exp.DType.DOUBLE), key)
    return build.take_nullability(build.typed(moved, exp.DType.DECIMAL, 38, 10), key)
