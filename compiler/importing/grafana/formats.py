"""Grafana's units and field overrides as formats of result columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from compiler.importing.carried import Remark
from compiler.importing.json_tree import at, mapping, sequence, text

_CURRENCY = re.compile(r"currency([A-Z]{3})")
_PLAIN = frozenset({"", "none", "short", "locale", "string"})


def formats_of(panel: dict[str, Any], item: str) -> tuple[dict[str, dict[str, Any]], list[Remark]]:
    """Column to format, `*` for all numbers, and what could not be said."""
    remarks: list[Remark] = []
    formats: dict[str, dict[str, Any]] = {}
    defaults = _number_format(mapping(panel, "fieldConfig", "defaults"), item, remarks)
    if defaults:
        formats["*"] = defaults
    for override in sequence(panel, "fieldConfig", "overrides"):
        if text(override, "matcher", "id") == "byName":
            own = _number_format(_properties(override), item, remarks)
            if own:
                formats[text(override, "matcher", "options")] = {**defaults, **own}
        else:
            matcher = text(override, "matcher", "id")
            remarks.append(Remark(item, "left out", f"an override of fields chosen by `{matcher}`"))
    return formats, remarks


def _properties(override: dict[str, Any]) -> dict[str, Any]:
    return {text(found, "id"): at(found, "value") for found in sequence(override, "properties")}


def _number_format(settings: dict[str, Any], item: str, remarks: list[Remark]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    unit = text(settings, "unit")
    currency = _CURRENCY.fullmatch(unit)
    if currency is not None:
        found |= {"style": "currency", "currency": currency.group(1)}
    elif unit == "percentunit":
        found["style"] = "percent"
    elif unit not in _PLAIN:
        what = f"the unit `{unit}` is not shown"
        remedy = "divide by 100 and use style percent" if unit == "percent" else "name the unit in the title"
        remarks.append(Remark(item, "left out", what, remedy))
    decimals = settings.get("decimals")
    if isinstance(decimals, int) and 0 <= decimals <= 10:
        found["decimals"] = decimals
    if label := text(settings, "displayName"):
        found["label"] = label
    return found


def what_is_drawn_otherwise(panel: dict[str, Any]) -> Iterator[str]:
    """Words for each feature of a panel that we do not draw."""
    defaults = mapping(panel, "fieldConfig", "defaults")
    steps = sequence(defaults, "thresholds", "steps")
    features = {
        "thresholds and their colours": len(steps) > 2 or bool(sequence(panel, "thresholds")),
        "value mappings": bool(at(defaults, "mappings")),
        "links": bool(at(panel, "links")) or bool(at(defaults, "links")),
        "an alert": bool(at(panel, "alert")),
        "repetition for each value of a variable": bool(at(panel, "repeat")),
    }
    yield from (name for name, there in features.items() if there)
