"""What was meant by a word that is no name of a time zone: a city, the name that Windows has, a slip of the hand."""

from __future__ import annotations

from functools import cache

from compiler.diagnostics.diagnostic import Edit
from compiler.diagnostics.suggest import certain, closest
from compiler.tsql.zones import FIRST_NAMES
from compiler.yaml_source import Node
from compiler.yaml_source.mending import replaced
from schemas.resources.tenant import time_zone_names


def meant_zone(node: Node | None) -> tuple[str, Edit | None]:
    """The remedy for a wrong time zone, with the edit where it is sure which one is meant."""
    word = str(node.value).strip() if node is not None else ""
    sure = _meant(word)
    near = sure or closest(word, time_zone_names())
    if near is None:
        return "write an IANA name, as in Asia/Bangkok; UTC is one", None
    return f"did you mean `{near}`?", replaced(node, near) if sure and node is not None else None


def _meant(word: str) -> str | None:
    """The zone that a word surely means, None where there is none or there are several."""
    known = word.casefold().replace(" ", "_")
    found = _by_spelling().get(known) or _by_city().get(known) or _by_windows_name().get(word.casefold())
    if found is not None:
        return found
    city = certain(known, _by_city())
    return certain(word, time_zone_names()) or (_by_city()[city] if city is not None else None)


@cache
def _by_spelling() -> dict[str, str]:
    return {name.casefold(): name for name in time_zone_names()}


@cache
def _by_city() -> dict[str, str]:
    """The zone of each city that only one has."""
    zones: dict[str, list[str]] = {}
    for name in sorted(time_zone_names()):
        area, _, city = name.rpartition("/")
        if area:
            zones.setdefault(city.casefold(), []).append(name)
    return {city: names[0] for city, names in zones.items() if len(names) == 1}


@cache
def _by_windows_name() -> dict[str, str]:
    return {windows.casefold(): iana for windows, iana in FIRST_NAMES.items()}
