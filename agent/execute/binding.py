"""Which value goes with which parameter of a statement, in the Python type that fits the engine's type.

Pure: choices, moment, claims in; values out. The engines decide how a value travels to their driver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from agent.execute.parameters import Choices, Scalar
from agent.faults import SiteFault
from schemas import site_codes
from schemas.bundle.objects import Statement, StatementParameter, Variant

Claims = Mapping[str, str | int | tuple[str | int, ...]]
BoundScalar = Scalar | datetime | None
BoundValue = BoundScalar | tuple[BoundScalar, ...]


@dataclass(frozen=True)
class View:
    """One look at a dashboard: the viewer's choices, the moment in the tenant's zone, the viewer's claims."""

    choices: Choices
    now: datetime
    claims: Claims

    @property
    def zone(self) -> ZoneInfo:
        """The tenant's time zone."""
        zone = self.now.tzinfo
        if not isinstance(zone, ZoneInfo):
            raise TypeError("a view's moment carries the tenant's ZoneInfo")
        return zone


def choose_variant(variants: list[Variant], choices: Choices) -> Variant:
    """The statement for exactly the optional parameters that are empty. Raises SiteFault when a bundle lacks it."""
    mentioned = {name for variant in variants for name in variant.when_empty}
    empty = {name for name in mentioned if name in choices and choices[name].is_empty}
    for variant in variants:
        if set(variant.when_empty) == empty:
            return variant
    raise SiteFault(
        site_codes.BUNDLE_UNTRUSTED,
        f"the bundle has no statement for nothing chosen in {', '.join(sorted(empty)) or 'no parameter'}",
        "Publish the dashboard again with a current compiler.",
    )


def bind(statement: Statement, view: View) -> dict[str, BoundValue]:
    """Parameter name to its value, in the statement's order. Raises SiteFault for a missing claim (DW934)."""
    return {parameter.name: _value(parameter, view) for parameter in statement.parameters}


def cache_values(
    statement: Statement, values: Mapping[str, BoundValue]
) -> tuple[tuple[str, BoundValue], ...]:
    """What tells two answers apart: all values but the moment, because an answer's age is bounded elsewhere."""
    moments = {parameter.name for parameter in statement.parameters if parameter.source.kind == "now"}
    return tuple((name, value) for name, value in values.items() if name not in moments)


def _value(parameter: StatementParameter, view: View) -> BoundValue:
    source = parameter.source
    match source.kind:
        case "now":
            return _fitted(view.now, parameter.type, view.zone)
        case "claim":
            return _claim(parameter, view)
        case _:
            return _chosen(parameter, view)


def _chosen(parameter: StatementParameter, view: View) -> BoundValue:
    source = parameter.source
    choice = view.choices.get(source.name or "")
    if choice is None:
        raise SiteFault(
            site_codes.BUNDLE_UNTRUSTED,
            f"a statement wants the parameter {source.name!r}, which is not declared",
        )
    if source.part is not None:
        day = None if choice.days is None else choice.days[0 if source.part == "start" else 1]
        return _fitted(day, parameter.type, view.zone)
    values = tuple(_fitted(value, parameter.type, view.zone) for value in choice.values)
    if parameter.many:
        return values
    return values[0] if values else None


def _claim(parameter: StatementParameter, view: View) -> BoundValue:
    name = parameter.source.name or ""
    if name not in view.claims:
        raise SiteFault(
            site_codes.CLAIM_MISSING,
            f"this widget shows only rows of the viewer's {name!r}, and the viewer has none",
            "Sign in, or ask the site's administrator to grant the claim.",
        )
    value = view.claims[name]
    if parameter.many:
        return value if isinstance(value, tuple) else (value,)
    if isinstance(value, tuple):
        raise SiteFault(
            site_codes.CLAIM_MISSING, f"the viewer's claim {name!r} is a list where one value is needed"
        )
    return value


def _fitted(value: BoundScalar, engine_type: str, zone: ZoneInfo) -> BoundScalar:
    """A day as the moment at its start where the engine's type is a moment; anything else as it is."""
    words = engine_type.upper()
    if isinstance(value, datetime):
        return value if _has_zone(words) else value.replace(tzinfo=None)
    if isinstance(value, date) and _is_moment(words):
        start = datetime.combine(value, time(), tzinfo=zone)
        return start if _has_zone(words) else start.replace(tzinfo=None)
    if isinstance(value, int) and words.startswith(("DECIMAL", "NUMERIC")):
        return Decimal(value)
    return value


def _is_moment(words: str) -> bool:
    return words.startswith(("DATETIME", "SMALLDATETIME", "TIMESTAMP"))


def _has_zone(words: str) -> bool:
    return words.startswith(("DATETIMEOFFSET", "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE"))
