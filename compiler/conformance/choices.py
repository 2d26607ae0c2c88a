"""What a viewer chooses while queries are verified or tested: a value for every parameter, so that filters find rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from compiler.conformance.author_text import ParameterValue
from compiler.conformance.values import Value
from compiler.ir.query import DeclaredParameter, ValueType
from schemas.ranges import named_range
from schemas.resources.dashboard import FixedRange, Option, Parameter

DEFAULT_RANGE = "last_12_months"
MANY = 2
"""How many values are chosen for a parameter that takes several."""


class BadValue(ValueError):
    """A value that a parameter cannot have."""


Offered = Callable[[Parameter], Sequence[Value]]
"""The choices that the query of a parameter's options gives; empty for one without such a query."""


def chosen_values(
    parameters: Iterable[Parameter], now: datetime, offered: Offered
) -> dict[str, ParameterValue]:
    """A value for each name that queries use: the default, else the first choices, else one of the type."""
    values: dict[str, ParameterValue] = {}
    for parameter in parameters:
        values.update(_values(parameter, parameter.default or _first(parameter, offered), now))
    return values


def given_values(parameter: Parameter, given: Any, now: datetime) -> dict[str, ParameterValue]:
    """What `:name` (or `:name.start` and `:name.end`) stands for when the author wrote `given`. Raises BadValue.

    Nothing is bent to the parameter's type: 2.5 is no integer, and the text 'false' no boolean.
    """
    members = given if parameter.many and isinstance(given, list | tuple) else [given]
    if parameter.type != "date_range" and any(_is_bent(parameter.type, member) for member in members):
        raise _bad_value(parameter, given)
    return _values(parameter, given, now)


def _is_bent(value_type: ValueType, given: Any) -> bool:
    is_part = isinstance(given, float) and not given.is_integer() and value_type == "integer"
    is_other = isinstance(given, bool) != (value_type == "boolean")
    return is_part or is_other or isinstance(given, list | tuple | Mapping)


def _values(parameter: Parameter, given: Any, now: datetime) -> dict[str, ParameterValue]:
    try:
        if parameter.type == "date_range":
            start, end = _range(given, now)
            return {
                f"{parameter.id}.start": ParameterValue("date", start),
                f"{parameter.id}.end": ParameterValue("date", end),
            }
        if parameter.many:
            members = given if isinstance(given, list | tuple) else [given]
            return {
                parameter.id: ParameterValue(
                    parameter.type, tuple(_scalar(parameter.type, v) for v in members)
                )
            }
        return {parameter.id: ParameterValue(parameter.type, _scalar(parameter.type, given))}
    except (ValueError, ArithmeticError, TypeError, LookupError) as fault:
        raise _bad_value(parameter, given) from fault


def _bad_value(parameter: Parameter, given: Any) -> BadValue:
    return BadValue(f"{given!r} is no value of the parameter {parameter.id!r} ({parameter.type})")


def _range(given: Any, now: datetime) -> tuple[date, date]:
    if isinstance(given, FixedRange):
        return date.fromisoformat(given.start), date.fromisoformat(given.end)
    if isinstance(given, Mapping):
        return date.fromisoformat(str(given["start"])), date.fromisoformat(str(given["end"]))
    first, dots, end = str(given).partition("..")
    if dots:
        return date.fromisoformat(first), date.fromisoformat(end)
    return named_range(given, now.date())


def _first(parameter: Parameter, offered: Offered) -> Any:
    """A choice for a parameter without a default."""
    if parameter.type == "date_range":
        return DEFAULT_RANGE
    if parameter.options is not None and parameter.options.values is not None:
        choices: Sequence[Any] = [
            option.value if isinstance(option, Option) else option for option in parameter.options.values
        ]
    else:
        choices = [value for value in offered(parameter) if value is not None]
    if not choices:
        return _ANY[parameter.type]
    return list(choices[:MANY]) if parameter.many else choices[0]


_ANY: dict[str, Any] = {
    "text": "amber",
    "integer": 3,
    "number": "2.5",
    "boolean": True,
    "date": "2024-02-29",
}


def _scalar(value_type: ValueType, given: Any) -> Value:
    match value_type:
        case "integer":
            return int(given)
        case "number":
            return Decimal(str(given))
        case "boolean":
            return bool(given)
        case "date":
            return given if isinstance(given, date) else date.fromisoformat(str(given))
        case _:
            return str(given)


def claims(declared: Iterable[DeclaredParameter]) -> dict[str, ParameterValue]:
    """A value for each claim that row filters speak of."""
    found: dict[str, ParameterValue] = {}
    for parameter in declared:
        if parameter.source.kind == "claim":
            value = _CLAIMS[parameter.type]
            found[parameter.name] = ParameterValue(parameter.type, value if parameter.many else value[0])
    return found


_CLAIMS: dict[ValueType, tuple[Value, ...]] = {
    "text": ("amber", "blue", "1", "2", "3"),
    "integer": (1, 2, 3, 5),
    "number": (Decimal(1), Decimal("2.5")),
    "boolean": (True,),
    "date": tuple(date(2024, 2, 26) + timedelta(days=days) for days in range(5)),
    "datetime": (datetime(2024, 2, 29),),  # noqa: DTZ001 - a column without a zone is compared with it
}
