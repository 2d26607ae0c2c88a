"""Metabase's dashboard filters as parameters, and the condition that each puts on a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from compiler.importing.carried import Remark
from compiler.importing.json_tree import at, sequence, text
from compiler.importing.naming import name_of, unused
from compiler.importing.sql_text import NotCarried
from schemas.resources.tenant import Dialect

RANGES = frozenset({
    "date/range", "date/all-options", "date/relative", "date/month-year", "date/quarter-year", "date",
})  # fmt: skip
LISTS = frozenset({"string/=", "number/=", "id", "category", "location", "location/city", "location/state",
                   "location/country", "location/zip_code", "boolean/="})  # fmt: skip
_NAMED_RANGES = {
    "thisday": "today", "past1days": "yesterday", "past7days": "last_7_days", "past30days": "last_30_days",
    "past90days": "last_90_days", "past12months": "last_12_months", "past1years": "previous_year",
    "thismonth": "this_month", "lastmonth": "previous_month", "past1months": "previous_month",
    "thisquarter": "this_quarter", "past1quarters": "previous_quarter", "thisyear": "this_year",
    "lastyear": "previous_year", "past7days~": "last_7_days", "past30days~": "last_30_days",
}  # fmt: skip


@dataclass
class Filter:
    """A dashboard's filter. `lists`: it is compared with a column somewhere, so that several values may be chosen."""

    id: str
    kind: str
    values: dict[str, Any]
    lists: bool = False
    optional: bool = True
    choices: str | None = None

    @property
    def is_range(self) -> bool:
        """Whether it is a range of days."""
        return self.kind in RANGES

    def parameter(self) -> dict[str, Any]:
        """The entry of `parameters:`."""
        found = dict(self.values)
        if self.lists and not self.is_range:
            found["many"] = True
            if "default" in found and not isinstance(found["default"], list):
                found["default"] = [found["default"]]
        elif isinstance(found.get("default"), list):
            found["default"] = found["default"][0]
        if self.optional:
            found["empty"] = "all"
        if self.choices and "options" not in found and found["type"] == "text":
            found["options"] = {"sql": self.choices}
        return found


def read_filters(dashboard: dict[str, Any], remarks: list[Remark]) -> dict[str, Filter]:
    """Filters by Metabase's id."""
    found: dict[str, Filter] = {}
    for listed in sequence(dashboard, "parameters"):
        name = name_of(text(listed, "slug") or text(listed, "name"), "filter")
        identifier = unused(name, {known.id for known in found.values()})
        found[text(listed, "id")] = _filter(listed, identifier, remarks)
    return found


def _filter(listed: dict[str, Any], identifier: str, remarks: list[Remark]) -> Filter:
    kind, item = text(listed, "type"), f"filter `{text(listed, 'name')}`"
    values: dict[str, Any] = {"id": identifier, "type": _type(kind)}
    if label := text(listed, "name"):
        values["label"] = label
    default = listed.get("default")
    if default not in (None, [], ""):
        values |= dict(_default(default, kind, item, remarks))
    if choices := sequence(listed, "values_source_config", "values"):
        values["options"] = {
            "values": [choice[0] if isinstance(choice, list) else choice for choice in choices]
        }
    return Filter(identifier, kind, values, optional=not listed.get("required"))


def _type(kind: str) -> str:
    if kind in RANGES:
        return "date_range"
    family = kind.partition("/")[0]
    return {"number": "number", "date": "date", "boolean": "boolean"}.get(family, "text")


def _default(default: Any, kind: str, item: str, remarks: list[Remark]) -> Iterator[tuple[str, Any]]:
    if kind not in RANGES:
        yield "default", default
    elif str(default) in _NAMED_RANGES:
        yield "default", _NAMED_RANGES[str(default)]
        if re.fullmatch(r"past\d\d?days", str(default)):
            remarks.append(
                Remark(item, "changed", f"its default `{default}` ended yesterday; it ends today now")
            )
    elif len(parts := str(default).split("~")) == 2 and all(len(part) == 10 for part in parts):
        yield "default", {"start": parts[0], "end": parts[1]}
        what = f"its end, {parts[1]}, was included; a range ends before its last day"
        remarks.append(Remark(item, "changed", what, "write the day after as `end`"))
    else:
        remarks.append(Remark(item, "left out", f"its default `{default}`", "choose a named range"))


def condition(found: Filter, column: str, dialect: Dialect) -> str:
    """What the filter asks of a column. Raises NotCarried."""
    if found.is_range:
        return f"{column} >= :{found.id}.start AND {column} < :{found.id}.end"
    if found.kind in LISTS:
        return f"{column} IN (:{found.id})"
    write = _CONDITIONS.get(found.kind)
    if write is None:
        raise NotCarried(f"filters of type `{found.kind}` have no counterpart")
    return write(column, f":{found.id}", dialect)


def _contains(column: str, value: str, dialect: Dialect) -> str:
    if dialect == "tsql":
        return f"CHARINDEX(LOWER({value}), LOWER({column})) > 0"
    return f"position(lower({value}) IN lower({column})) > 0"


_CONDITIONS: dict[str, Callable[[str, str, Dialect], str]] = {
    "string/contains": _contains,
    "number/>=": lambda column, value, dialect: f"{column} >= {value}",
    "number/<=": lambda column, value, dialect: f"{column} <= {value}",
    "date/single": lambda column, value, dialect: f"CAST({column} AS date) = {value}",
}


@dataclass
class Mappings:
    """Which filter of the dashboard reaches which tag or column of one shown question."""

    tags: dict[str, Filter] = field(default_factory=dict)
    columns: list[tuple[Filter, Any]] = field(default_factory=list)


def mappings_of(dashcard: dict[str, Any], card_id: str, filters: dict[str, Filter]) -> Mappings:
    """The mappings of a dashcard to one of its questions."""
    found = Mappings()
    for mapping in sequence(dashcard, "parameter_mappings"):
        reached = filters.get(text(mapping, "parameter_id"))
        if reached is None or text(mapping, "card_id") not in {"", card_id}:
            continue
        target = at(mapping, "target")
        inner = target[1] if isinstance(target, list) and len(target) > 1 else None
        if isinstance(inner, list) and len(inner) > 1 and inner[0] == "template-tag":
            found.tags[str(inner[1])] = reached
        elif isinstance(inner, list):
            found.columns.append((reached, inner))
    return found
