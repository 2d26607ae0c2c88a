"""Which result column a widget draws how: by the other tool's hints, else by the columns' types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from compiler.importing.carried import Hints
from compiler.ir.query import EmittedColumn
from compiler.scaffold.parts import NoFittingColumn, encoding_for
from compiler.stages.queries.columns import is_number
from schemas.resources.widget import WidgetType

_MOMENT = re.compile(r"(?:small)?date|timestamp", re.IGNORECASE)


def encoding_of(kind: WidgetType, columns: Sequence[EmittedColumn], hints: Hints) -> dict[str, Any]:
    """`encoding:` of a widget. Raises NoFittingColumn."""
    if kind in {"line", "area", "bar"}:
        return _along_an_axis(kind, columns, hints)
    if kind == "table":
        return {}
    if kind == "scatter":
        return _scattered(columns, hints)
    hinted = {name.lower() for name in (hints.x, *hints.y, hints.series) if name}
    preferred = sorted(columns, key=lambda column: column.name.lower() not in hinted)
    if kind == "metric":
        return {"value": _numbers(preferred, kind)[0]}
    return encoding_for(kind, preferred)


def _along_an_axis(kind: str, columns: Sequence[EmittedColumn], hints: Hints) -> dict[str, Any]:
    x = _named(hints.x, columns) or _axis(columns)
    if x is None:
        raise NoFittingColumn(f"the query returns no column for the axis of a {kind}")
    others = [column for column in columns if column.name != x]
    wanted = {name.lower() for name in hints.y}
    hinted = [column.name for column in others if column.name.lower() in wanted and is_number(column.type)]
    y = hinted or _numbers(others, kind)
    words = [c.name for c in others if not is_number(c.type) and not _MOMENT.match(c.type)]
    series = _named(hints.series, others) or (words[0] if len(words) == 1 else None)
    if series is not None and len(y) > 1:
        raise NoFittingColumn(
            f"the query returns {len(y)} numbers for each `{series}`, and a {kind} draws one"
        )
    encoding: dict[str, Any] = {"x": x, "y": y[0] if len(y) == 1 else y}
    return encoding if series is None else {**encoding, "series": series}


def _axis(columns: Sequence[EmittedColumn]) -> str | None:
    """The first moment, else the first column that is no number."""
    ranked = [c for c in columns if _MOMENT.match(c.type)] or [c for c in columns if not is_number(c.type)]
    return ranked[0].name if ranked else None


def _scattered(columns: Sequence[EmittedColumn], hints: Hints) -> dict[str, Any]:
    numbers = _numbers(columns, "scatter")
    x = _named(hints.x, columns) or numbers[0]
    left = [name for name in (*hints.y, *numbers) if name != x]
    if not left:
        raise NoFittingColumn("the query returns one number, and a scatter needs two")
    return {"x": x, "y": left[0]}


def _numbers(columns: Iterable[EmittedColumn], kind: str) -> list[str]:
    found = [column.name for column in columns if is_number(column.type)]
    if not found:
        raise NoFittingColumn(f"the query returns no number for a {kind}")
    return found


def _named(name: str | None, columns: Sequence[EmittedColumn]) -> str | None:
    """The column of that name, in the case that the query gives it."""
    return next((c.name for c in columns if name is not None and c.name.lower() == name.lower()), None)


def formats_for(
    columns: Sequence[EmittedColumn], wanted: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """`format:` of the columns that are there; what stands under `*` is for every number without one of its own."""
    named = {name.lower(): own for name, own in wanted.items()}
    found: dict[str, dict[str, Any]] = {}
    for column in columns:
        own = named.get(column.name.lower()) or (wanted.get("*") if is_number(column.type) else None)
        if own:
            style = (
                {} if is_number(column.type) else {"style": "date" if _MOMENT.match(column.type) else "text"}
            )
            found[column.name] = {**{k: v for k, v in own.items() if not style or k == "label"}, **style}
    return found
