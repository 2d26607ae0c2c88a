"""The page of all semantic points, each with a link to its own page."""

from __future__ import annotations

from compiler.semantics.points import POINTS
from tools.reference.markdown import page, table

PAGES = "../../compiler/semantics/pages"


def semantics_page() -> str:
    """Every point in the order of its definition."""
    introduction = (
        "A translation keeps a query's meaning, but some of an answer is the database's own to decide. "
        "`dashwright check --explain-semantics` shows each such place in your queries; `dashwright explain POINT` prints its page."
    )
    rows = [(f"[{point.id}]({PAGES}/{point.id}.md)", point.title, point.meaning) for point in POINTS.values()]
    return page(
        "What depends on the database", introduction, table(("point", "subject", "at such a place"), rows)
    )
