"""An export of Metabase in memory: the dashboard, and the questions that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compiler.importing.carried import BadExport
from compiler.importing.json_tree import mapping, read_document, sequence, text

MOST_FILES = 5000
"""Of a serialization that are looked at for questions."""


@dataclass(frozen=True)
class Export:
    """`cards`: questions by id (API) or entity_id (serialization). `fields`: columns that an id stands for."""

    dashboard: dict[str, Any]
    cards: Mapping[str, dict[str, Any]]
    fields: Mapping[str, str]

    @property
    def dashcards(self) -> list[dict[str, Any]]:
        """Where and how questions are shown; `ordered_cards` before version 48."""
        listed = sequence(self.dashboard, "dashcards") or sequence(self.dashboard, "ordered_cards")
        return [found for found in listed if isinstance(found, dict)]

    def card(self, dashcard: dict[str, Any]) -> dict[str, Any]:
        """The question that a dashcard or a further series shows; empty where it is not in the export."""
        return mapping(dashcard, "card") or self.cards.get(text(dashcard, "card_id"), {})


def read_export(path: Path) -> Export:
    """Reads a dashboard and finds its questions. Raises BadExport, and OSError as reading does."""
    document = read_document(path)
    if "dashcards" not in document and "ordered_cards" not in document:
        hint = "; this is a question: give the dashboard that shows it" if "dataset_query" in document else ""
        raise BadExport(f"{path} is no dashboard of Metabase: it has no `dashcards`{hint}")
    wanted = {text(card, "card_id") for card in _shown(document)} - {""}
    cards = {} if path.suffix == ".json" else dict(_cards_around(path, wanted))
    return Export(document, cards, _fields(document))


def _shown(document: dict[str, Any]) -> Iterator[Any]:
    for dashcard in sequence(document, "dashcards"):
        yield dashcard
        yield from sequence(dashcard, "series")


def _cards_around(path: Path, wanted: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Questions by entity_id. Their file names begin or end with it, or with their title, by version."""
    for number, file in enumerate(sorted(_root(path).rglob("*.yaml"))):
        if number >= MOST_FILES:
            raise BadExport(
                f"more than {MOST_FILES} files around {path}; give the dashboard in an export of its own"
            )
        if b"dataset_query" in file.read_bytes():
            card = read_document(file)
            if text(card, "entity_id") in wanted:
                yield text(card, "entity_id"), card


def _root(path: Path) -> Path:
    """The folder `collections` that the file lies in; outside of one, its own folder."""
    return next((parent for parent in path.parents if parent.name == "collections"), path.parent)


def _fields(document: dict[str, Any]) -> dict[str, str]:
    """Names of the columns that the API's parameters refer to by number."""
    listed = mapping(document, "param_fields")
    found = [item for group in listed.values() for item in (group if isinstance(group, list) else [group])]
    return {text(item, "id"): text(item, "name") for item in found if text(item, "name")}
