"""The pages of the semantic points, one Markdown file each, named by the point's id."""

from __future__ import annotations

from importlib.resources import files

from compiler.semantics.points import POINTS


def page_of(point: str) -> str | None:
    """The page of a point, in Markdown; None when there is no such point."""
    if point not in POINTS:
        return None
    return (files(__name__) / f"{point}.md").read_text(encoding="utf-8")
