"""What became of an export, item by item, for a terminal, a pull request or a program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from compiler.importing.carried import Outcome, Remark
from compiler.importing.writing import Imported

_HEADINGS: tuple[tuple[Outcome, str], ...] = (
    ("left out", "Left out"),
    ("changed", "Carried over, but not as it was"),
)


def summary(imported: Imported) -> str:
    """How much was carried over, in one line."""
    widgets = imported.fitted.values["widgets"]
    notes = len(imported.fitted.originals)
    carried = len(widgets) - notes
    left = f"; {notes} could not be and {'is' if notes == 1 else 'are'} a note in its place" if notes else ""
    return f"{carried} of {len(widgets)} panels of \u201c{imported.title}\u201d are carried over{left}"


def as_markdown(imported: Imported) -> str:
    """The report as Markdown, for a file or the text of a pull request."""
    return (
        "\n".join([f"# Import of {imported.title}", "", f"{summary(imported)}.", *_sections(imported)]) + "\n"
    )


def as_text(imported: Imported) -> str:
    """The report as lines for a terminal."""
    return "\n".join([summary(imported), *_sections(imported)])


def as_json(imported: Imported) -> str:
    """The report as JSON: `panels`, `carried`, and `remarks` with item, outcome, what and remedy."""
    remarks = [
        {"item": r.item, "outcome": r.outcome, "what": r.what, "remedy": r.remedy} for r in _once(imported)
    ]
    widgets = imported.fitted.values["widgets"]
    counts = {"panels": len(widgets), "carried": len(widgets) - len(imported.fitted.originals)}
    return (
        json.dumps({"title": imported.title, **counts, "remarks": remarks}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _sections(imported: Imported) -> Iterator[str]:
    remarks = _once(imported)
    for outcome, heading in _HEADINGS:
        found = [remark for remark in remarks if remark.outcome == outcome]
        if found:
            yield from ["", f"## {heading}", ""]
            yield from (f"- {_sentence(remark)}" for remark in found)


def _sentence(remark: Remark) -> str:
    return f"{remark.item}: {remark.what}" + (f" \u2014 {remark.remedy}" if remark.remedy else "")


def _once(imported: Imported) -> Sequence[Remark]:
    return tuple(dict.fromkeys(imported.fitted.remarks))
