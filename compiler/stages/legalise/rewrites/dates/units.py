"""Names of date parts in the sources, and what they are in T-SQL."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise.context import no_form

_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "MICROSECOND": ("US", "USEC", "USECS", "USECOND", "USECONDS"),
    "MILLISECOND": ("MS", "MSEC", "MSECS", "MSECOND", "MSECONDS", "MILLISECON"),
    "SECOND": ("S", "SEC", "SECS"),
    "MINUTE": ("M", "MIN", "MINS"),
    "HOUR": ("H", "HR", "HRS"),
    "DAY": ("D", "DAYOFMONTH"),
    "WEEK": ("W", "WEEKOFYEAR"),
    "MONTH": ("MON", "MONS"),
    "QUARTER": (),
    "YEAR": ("Y", "YR", "YRS"),
    "DECADE": ("DEC", "DECS"),
    "CENTURY": ("C", "CENT", "CENTURIES"),
    "MILLENNIUM": ("MIL", "MILS", "MILLENNIA"),
    "DOW": ("DAYOFWEEK", "WEEKDAY"),
    "ISODOW": (),
    "DOY": ("DAYOFYEAR",),
    "ISOYEAR": (),
    "EPOCH": (),
    "YEARWEEK": (),
}
UNITS: Final[dict[str, str]] = {
    spelling: unit for unit, others in _NAMES.items() for spelling in (unit, f"{unit}S", *others)
}
# One unit in T-SQL's DATEADD: (part, factor). Weeks, quarters and the like are spelled in smaller ones.
STEPS: Final[dict[str, tuple[str, int]]] = {
    "MICROSECOND": ("MICROSECOND", 1),
    "MILLISECOND": ("MICROSECOND", 1000),
    "SECOND": ("SECOND", 1),
    "MINUTE": ("SECOND", 60),
    "HOUR": ("SECOND", 3600),
    "DAY": ("DAY", 1),
    "WEEK": ("DAY", 7),
    "MONTH": ("MONTH", 1),
    "QUARTER": ("MONTH", 3),
    "YEAR": ("MONTH", 12),
    "DECADE": ("MONTH", 120),
    "CENTURY": ("MONTH", 1200),
    "MILLENNIUM": ("MONTH", 12000),
}


def unit_of(node: exp.Expr | None, place: exp.Expr) -> str:
    """The unit that a node names, in capitals and singular. Raises `Refusal` where it is none."""
    name = node.name.upper() if node is not None else ""
    unit = UNITS.get(name)
    if unit is None:
        raise no_form(place, f"the date part {name or 'that is computed'}")
    return unit
