"""A plan for reviewers: tenants that change alike are told once, down to the widgets and what differs of them."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.bundle.differences import (
    SOURCE,
    BundleChange,
    DashboardChange,
    Difference,
    PartChange,
)
from schemas.bundle.facts import QUERY, ROW_FILTERS

MARKS = {"added": "+", "removed": "-", "changed": "~"}
NAMED = 8
"""How many tenants of a group are named."""

PLACES, AROUND, WIDTH = 4, 4, 100
"""How many places of a changed query are shown, the words on each side, and the characters of a text at most."""

DIFFED = 20_000
"""Characters of a query up to which its changed places are looked for."""

_NAME = r"""(?:\[[^\]]*\]|"[^"]*"|\w+)"""
TOKENS = re.compile(rf"N?'(?:[^']|'')*'|{_NAME}(?:\.{_NAME})*|\s+|[^\w\s]")


@dataclass(frozen=True)
class NextVersion:
    """A version that a tenant gets: what is said of it in a line, and what changes, where there was one before."""

    tenant: str
    version: int
    summary: str
    change: BundleChange | None = None
    unreadable: str | None = None


def describe_versions(versions: Iterable[NextVersion]) -> Iterator[str]:
    """A line for the tenants of each summary, then each change once, under the names of the tenants that it is of."""
    every = list(versions)
    heads: dict[str, list[str]] = {}
    for item in every:
        heads.setdefault(item.summary, []).append(f"{item.tenant} v{item.version}")
    for summary, tenants in heads.items():
        yield f"~ {named(tenants)}: {summary}"
    sections = _sections(every)
    for tenants_of, lines in sections.items():
        if len(sections) > 1 or len(heads) > 1:
            yield f"  in {named(tenants_of)}:"
        yield from (f"    {line}" for line in lines)


def _sections(versions: Iterable[NextVersion]) -> Mapping[tuple[str, ...], Sequence[str]]:
    """The lines on what changes, by the tenants that they are all true of."""
    blocks: dict[tuple[str, ...], list[str]] = {}
    for item in versions:
        for block in _blocks(item):
            blocks.setdefault(block, []).append(item.tenant)
    sections: dict[tuple[str, ...], list[str]] = {}
    for block, tenants in blocks.items():
        sections.setdefault(tuple(tenants), []).extend(block)
    return sections


def _blocks(version: NextVersion) -> Iterator[tuple[str, ...]]:
    """What is told together: of the tenant, of its columns, of each dashboard."""
    if version.unreadable is not None:
        yield (f"what is published cannot be compared: {version.unreadable}",)
    if version.change is None:
        return
    for block in (
        _differences(version.change.differences),
        [f"column {line}" for line in _differences(version.change.columns)],
        *map(_dashboard, version.change.dashboards),
    ):
        if lines := tuple(block):
            yield lines


def named(names: Iterable[str]) -> str:
    """The first of many names, and how many more there are."""
    every = list(names)
    more = len(every) - NAMED
    return ", ".join(every[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _dashboard(change: DashboardChange) -> Iterator[str]:
    yield f"{MARKS[change.change]} {_names(change.slug, change.former)}"
    if change.differences and change.differences[0].name == SOURCE:
        yield "    shows the same: only lines of its files moved"
        return
    yield from (f"    {line}" for line in _differences(change.differences))
    for part in change.parts:
        yield from (f"    {line}" for line in _part(part))


def _part(part: PartChange) -> Iterator[str]:
    words = "" if part.part == "widget" else "parameter "
    yield f"{MARKS[part.change]} {words}{_names(part.id, part.former)}"
    yield from (f"    {line}" for line in _differences(part.differences))


def _names(name: str, former: str | None) -> str:
    return name if former is None else f"{former} -> {name} (renamed)"


def _differences(items: Iterable[Difference]) -> Iterator[str]:
    """A line each. What changed in a query is not said again of the query for empty parameters."""
    told = None
    for item in items:
        text = _difference(item)
        if item.name == QUERY:
            told = text
        elif item.name.startswith(f"{QUERY} ") and text == told:
            continue
        yield f"{_words(item.name)}: {text}"


def _words(name: str) -> str:
    """The name of a fact for people."""
    table = name.removeprefix(f"{ROW_FILTERS}.")
    return name if table == name else f"row filter of {table}"


def _difference(item: Difference) -> str:
    if item.before is None:
        return _short(item.after or "")
    if item.after is None:
        return f"{_short(item.before)} -> nothing"
    longest = max(len(item.before), len(item.after))
    if longest <= WIDTH // 2 or longest > DIFFED:
        return f"{_short(item.before)} -> {_short(item.after)}"
    return _changed_places(item.before, item.after)


def _changed_places(before: str, after: str) -> str:
    """The words that are others now, each with a few around it."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    changes = Counter(
        f"{_around(old, a, b)} -> {_around(new, c, d)}"
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )
    told = [f"{place} ({count} times)" if count > 1 else place for place, count in changes.items()]
    more = len(told) - PLACES
    return "; ".join(told[:PLACES]) + (f"; and {more} more places" if more > 0 else "")


def _around(tokens: Sequence[str], start: int, end: int) -> str:
    return _short("".join(tokens[max(start - AROUND, 0) : end + AROUND]))


def _short(text: str) -> str:
    """One line; of a long one both ends, since a condition stands at the end of what it was added to."""
    line = " ".join(text.split())
    half = WIDTH // 2
    return line if len(line) <= WIDTH else f"{line[: half - 1]}…{line[-half:]}"
