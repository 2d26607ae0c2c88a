"""The page of all diagnostic codes, each with a link to its own page."""

from __future__ import annotations

from itertools import groupby

from compiler.diagnostics.codes import all_codes
from tools.reference.markdown import page, table

RANGES = {
    "1": "Reading files",
    "2": "Structure",
    "3": "References and overlays",
    "4": "Templates",
    "5": "SQL against the catalog",
    "6": "Translation to the engine's SQL",
    "7": "Policy",
    "8": "Publishing and the control plane",
    "9": "The site",
}
PAGES = "../../compiler/diagnostics/pages"


def diagnostics_page() -> str:
    """Every code in the order of its number."""
    parts = []
    for digit, codes in groupby(all_codes().values(), key=lambda code: code.id[2]):
        rows = [(f"[{code.id}]({PAGES}/{code.id}.md)", code.title) for code in codes]
        parts.append(f"## DW{digit}xx {RANGES[digit]}\n\n{table(('code', 'fault'), rows)}")
    introduction = (
        "`dashwright explain CODE` prints a code's page: what, why, a bad example and a mended one."
    )
    return page("Diagnostics", introduction, *parts)
