"""Grafana's macros and variables in SQL: `$__timeFilter(at)` becomes `at >= :period.start AND at < :period.end`.

The intervals of `$__timeGroup` are counted from 1970, as Grafana counts them; only minutes, hours and days are those of
the clock as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from compiler.importing.carried import Remark
from compiler.importing.sql_text import NotCarried, with_calls_expanded, with_variables_replaced
from schemas.resources.tenant import Dialect

PERIOD = "period"
"""The parameter that stands for the dashboard's range of time."""

VARIABLE = re.compile(r"\$\{(\w+)(?:\.[\w.]+)?(?::(\w+))?\}|\[\[(\w+)(?::\w+)?\]\]|\$(?!__)([A-Za-z_]\w*)")
_MACRO = re.compile(r"\$__(\w+)\(")
_LEFT_OVER = re.compile(r"\$\{?__\w+")
_INTERVAL = re.compile(r"(\d+)\s*(ms|s|m|h|d|w|M|y)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_CLOCK_UNITS = {60: "minute", 3600: "hour", 86400: "day"}
_CALENDAR_UNITS = {"M": "month", "y": "year"}
_BIN_WORDS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_WHEN_NOT_KNOWN = "1d"


@dataclass(frozen=True)
class Variables:
    """The dashboard's variables by name: those that are parameters of ours, and those with one fixed value."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Expansion:
    """Makes the text of one query ours, and notes what is not quite as it was."""

    item: str
    dialect: Dialect
    variables: Variables
    remarks: list[Remark] = field(default_factory=list)
    uses_period: bool = False

    def sql(self, raw: str) -> str:
        """The query with parameters of ours. Raises NotCarried."""
        fixed = VARIABLE.sub(self._fixed, raw)
        expanded = with_calls_expanded(_first_group_named(fixed), _MACRO, self._macro)
        if left := _LEFT_OVER.search(expanded):
            raise NotCarried(f"`{left.group()}` has no counterpart")
        return with_variables_replaced(expanded, VARIABLE, self._variable, self.dialect)

    def _fixed(self, found: re.Match[str]) -> str:
        return self.variables.fixed.get(_name(found), found.group())

    def _variable(self, found: re.Match[str]) -> str:
        name = _name(found)
        if name not in self.variables.parameters:
            raise NotCarried(f"the variable `${name}` is not carried")
        return f":{self.variables.parameters[name]}"

    def _macro(self, name: str, arguments: list[str]) -> str:
        expand = _MACROS.get(name)
        if expand is None:
            raise NotCarried(f"the macro `$__{name}` has no counterpart")
        self.uses_period = self.uses_period or name in _OF_THE_PERIOD
        try:
            return expand(self, arguments)
        except IndexError:
            raise NotCarried(f"`$__{name}` lacks an argument") from None

    def group(self, arguments: list[str]) -> str:
        """`$__timeGroup(at, '5m', fill)`."""
        column, interval = arguments[0], arguments[1].strip("'")
        if len(arguments) > 2:
            what = f"gaps were filled with {arguments[2]}; groups without rows are absent now"
            self.remarks.append(
                Remark(self.item, "changed", what, "join a series of dates, if gaps must show")
            )
        if interval.startswith("$"):
            what = f"the width of groups followed the range of time; it is {_WHEN_NOT_KNOWN} now"
            self.remarks.append(Remark(self.item, "changed", what, "choose another width in the query"))
            interval = _WHEN_NOT_KNOWN
        return self._binned(column, interval)

    def _binned(self, column: str, interval: str) -> str:
        found = _INTERVAL.fullmatch(interval)
        if found is None or found.group(2) == "ms":
            raise NotCarried(f"the interval `{interval}` has no counterpart")
        number, unit = int(found.group(1)), found.group(2)
        if unit in _CALENDAR_UNITS:
            return self._calendar(column, number, _CALENDAR_UNITS[unit])
        seconds = number * _SECONDS[unit]
        if self.dialect == "tsql":
            return _binned_in_tsql(column, seconds)
        if seconds in _CLOCK_UNITS:
            return f"date_trunc('{_CLOCK_UNITS[seconds]}', {column})"
        function = "time_bucket" if self.dialect == "duckdb" else "date_bin"
        origin = "TIMESTAMP '1970-01-01 00:00:00'"
        return f"{function}(INTERVAL '{number} {_BIN_WORDS[unit]}', {column}, {origin})"

    def _calendar(self, column: str, number: int, unit: str) -> str:
        if number != 1:
            raise NotCarried(f"groups of {number} {unit}s have no counterpart")
        what = f"groups were of a fixed number of days; they are calendar {unit}s now"
        self.remarks.append(Remark(self.item, "changed", what))
        if self.dialect == "tsql":
            return f"DATEADD({unit}, DATEDIFF({unit}, 0, {column}), 0)"
        return f"date_trunc('{unit}', {column})"


def _binned_in_tsql(column: str, seconds: int) -> str:
    if seconds in _CLOCK_UNITS:
        unit = _CLOCK_UNITS[seconds]
        return f"DATEADD({unit}, DATEDIFF({unit}, '1970-01-01', {column}), '1970-01-01')"
    groups = f"DATEDIFF(second, '1970-01-01', {column}) / {seconds} * {seconds}"
    return f"DATEADD(second, {groups}, '1970-01-01')"


def _first_group_named(sql: str) -> str:
    """Before version 5.3 `$__timeGroup` named its column `time`, which queries of that age rely on."""
    relies = re.search(r"\b(?:GROUP|ORDER)\s+BY\s+\"?time\b", sql, re.IGNORECASE)
    named = re.search(r"\bAS\s+[\"\[]?time\b|\$__(?:timeGroupAlias|time|timeEpoch)\(", sql, re.IGNORECASE)
    return sql.replace("$__timeGroup(", "$__timeGroupAlias(", 1) if relies and not named else sql


def _name(found: re.Match[str]) -> str:
    return found.group(1) or found.group(3) or found.group(4)


def _time_filter(expansion: Expansion, arguments: list[str]) -> str:
    return f"({arguments[0]} >= :{PERIOD}.start AND {arguments[0]} < :{PERIOD}.end)"


_MACROS: Mapping[str, Callable[[Expansion, list[str]], str]] = {
    "timeFilter": _time_filter,
    "timeFrom": lambda expansion, arguments: f":{PERIOD}.start",
    "timeTo": lambda expansion, arguments: f":{PERIOD}.end",
    "time": lambda expansion, arguments: f"{arguments[0]} AS time",
    "timeEpoch": lambda expansion, arguments: f"{arguments[0]} AS time",
    "timeGroup": lambda expansion, arguments: expansion.group(arguments),
    "timeGroupAlias": lambda expansion, arguments: f"{expansion.group(arguments)} AS time",
}
_OF_THE_PERIOD = frozenset({"timeFilter", "timeFrom", "timeTo"})
