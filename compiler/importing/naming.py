"""Names of ours made of titles and names of other tools."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_LONGEST = 63


def name_of(words: str, fallback: str) -> str:
    """A Name such as `net_revenue`; `fallback`, where no letter of the Latin alphabet is left (a Thai title, say)."""
    plain = _latin(words, "_")
    if not plain:
        return fallback
    return plain if plain[0].isalpha() else f"{fallback}_{plain}"[:_LONGEST].rstrip("_")


def slug_of(words: str, fallback: str) -> str:
    """A Slug such as `net-revenue`."""
    return _latin(words, "-") or fallback


def unused(name: str, taken: Container[str]) -> str:
    """The name, with a number behind it where it is taken."""
    number, found = 2, name
    while found in taken:
        found = f"{name[: _LONGEST - 6]}_{number}"
        number += 1
    return found


def _latin(words: str, joint: str) -> str:
    """Accents dropped (NFKD), everything else that is no letter or digit a joint."""
    folded = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", joint, folded).strip(joint)[:_LONGEST].rstrip(joint)
