"""From a page's query string to typed values: what the viewer chose, checked against the bundle's parameters.

Only declared parameters are read; an absent one takes its default, `name=` means that nothing is chosen. Faults
are SiteFault DW930 to DW933 and reach the viewer. Values never become SQL text: `binding` hands them to a driver.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import get_args

from agent.faults import SiteFault
from schemas import site_codes
from schemas.bundle.objects import BundleDashboard, BundleParameter, BundleRange
from schemas.ranges import DayRange, named_range
from schemas.resources.dashboard import NamedRange

Scalar = str | int | Decimal | bool | date
MAX_TEXT = 4000
"""In units of UTF-16, of which a parameter of type nvarchar(4000) holds so many and cuts off the rest."""
MAX_VALUES = 5000
"""Beyond the 2,100 parameters of a request to SQL Server: a list travels as one."""
MAX_DIGITS = 38
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,19}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,38}(\.\d{1,38})?", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """What stands for one parameter: a range, or values (one unless the parameter takes many); empty for nothing."""

    parameter: BundleParameter
    values: tuple[Scalar, ...] = ()
    days: DayRange | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is chosen."""
        return not self.values and self.days is None


Choices = Mapping[str, Choice]


def resolve(
    dashboard: BundleDashboard, query: Mapping[str, Sequence[str]], today: date, *, demand: bool = True
) -> dict[str, Choice]:
    """Every parameter of the dashboard with its choice. `query`: parameter id to the texts given for it.

    `demand`: whether a parameter that refuses to be empty must have a value. Raises SiteFault for an unknown
    parameter and for the first value that is not allowed.
    """
    query = _present(query, dashboard.moved.parameters) if dashboard.moved is not None else query
    declared = {parameter.id: parameter for parameter in dashboard.parameters}
    if unknown := sorted(query.keys() - declared.keys()):
        raise SiteFault(
            site_codes.PARAMETER_UNKNOWN,
            f"the dashboard {dashboard.slug!r} has no parameter {unknown[0][:60]!r}",
            f"It has: {', '.join(declared) or 'none'}.",
        )
    choices = {name: _choice(p, query.get(name), today) for name, p in declared.items()}
    for choice in choices.values() if demand else ():
        if choice.is_empty and choice.parameter.empty == "refuse":
            raise SiteFault(
                site_codes.VALUE_NEEDED, f"the parameter {choice.parameter.id!r} needs a value", "Choose one."
            )
    return choices


def _present(query: Mapping[str, Sequence[str]], moved: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """What is given under former ids, under the present ones, unless there is something of its own."""
    former = {moved[name]: texts for name, texts in query.items() if name in moved}
    return {**former, **{name: texts for name, texts in query.items() if name not in moved}}


def _default_text(parameter: BundleParameter) -> str | list[str] | None:
    """The default as the page's query string would carry it; None when there is none."""
    default = parameter.default
    match default:
        case None:
            return None
        case BundleRange():
            return default.named or f"{default.start}..{default.end}"
        case list():
            return [value_text(value) for value in default]
        case _:
            return value_text(default)


def value_text(value: str | int | bool) -> str:
    """A value as a query string and a label write it: truth values in lower case."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _choice(parameter: BundleParameter, given: Sequence[str] | None, today: date) -> Choice:
    if given is None:
        default = _default_text(parameter)
        given = [] if default is None else [default] if isinstance(default, str) else default
    else:
        given = [text for text in given if text]
    if not given:
        return Choice(parameter)
    if len(given) > (MAX_VALUES if parameter.many else 1):
        raise _malformed(parameter, f"takes at most {MAX_VALUES if parameter.many else 1} value(s)")
    if parameter.type == "date_range":
        return Choice(parameter, days=_day_range(parameter, given[0], today))
    values = tuple(_scalar(parameter, text) for text in given)
    _check_options(parameter, values)
    return Choice(parameter, values=values)


def _scalar(parameter: BundleParameter, text: str) -> Scalar:
    match parameter.type:
        case "text":
            if len(text.encode("utf-16-le", "surrogatepass")) // 2 > MAX_TEXT or "\0" in text:
                raise _malformed(parameter, f"takes text of at most {MAX_TEXT} characters")
            return text
        case "integer":
            if not _INTEGER.fullmatch(text) or not -(2**63) <= int(text) < 2**63:
                raise _malformed(parameter, "takes a whole number of 64 bits")
            return int(text)
        case "number":
            return _number(parameter, text)
        case "boolean":
            if text not in {"true", "false"}:
                raise _malformed(parameter, "takes true or false")
            return text == "true"
        case _:
            return _day(parameter, text)


def _number(parameter: BundleParameter, text: str) -> Decimal:
    try:
        number = Decimal(text) if _NUMBER.fullmatch(text) else None
    except InvalidOperation:
        number = None
    if number is None or len(number.as_tuple().digits) > MAX_DIGITS:
        raise _malformed(parameter, f"takes a number of at most {MAX_DIGITS} digits")
    return number


def _day(parameter: BundleParameter, text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # such as February 30: the same fault as text of another form
    raise _malformed(parameter, "takes a day written like 2026-01-31")


def _day_range(parameter: BundleParameter, text: str, today: date) -> DayRange:
    for name in get_args(NamedRange):
        if text == name:
            return named_range(name, today)
    first, dots, end = text.partition("..")
    if not dots:
        raise _malformed(parameter, "takes a named range or 2026-01-01..2026-02-01, the end exclusive")
    days = _day(parameter, first), _day(parameter, end)
    if days[0] > days[1]:
        raise _malformed(parameter, "takes a range whose end is not before its start")
    return days


def _check_options(parameter: BundleParameter, values: tuple[Scalar, ...]) -> None:
    if parameter.options is None:
        return
    allowed = {_scalar(parameter, value_text(option.value)) for option in parameter.options}
    if any(value not in allowed for value in values):
        raise SiteFault(
            site_codes.NOT_AN_OPTION,
            f"the parameter {parameter.id!r} does not offer that value",
            f"It offers: {', '.join(value_text(option.value) for option in parameter.options[:20])}.",
        )


def _malformed(parameter: BundleParameter, rule: str) -> SiteFault:
    return SiteFault(site_codes.PARAMETER_MALFORMED, f"the parameter {parameter.id!r} {rule}")
