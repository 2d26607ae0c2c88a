"""The pages of the diagnostic codes, one Markdown file each; README.md says what a page holds."""

from __future__ import annotations

import re
from importlib.resources import files


def page_of(code: str) -> str | None:
    """The page of a code, in Markdown; None when there is no such code."""
    name = code.upper()
    if re.fullmatch(r"DW\d{3}", name) is None:
        return None
    page = files(__name__) / f"{name}.md"
    return page.read_text(encoding="utf-8") if page.is_file() else None
