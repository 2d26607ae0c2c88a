"""Did you mean: the known word that a misspelt one is closest to."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

SHORT = 3


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when none is near."""
    candidates = {name.lower(): name for name in sorted(known, reverse=True)}
    cutoff = 0.75 if len(word) <= SHORT else 0.6  # two of three letters are often shared by chance
    found = get_close_matches(word.lower(), sorted(candidates), n=1, cutoff=cutoff)
    return candidates[found[0]] if found else None


def suggestion(word: str, known: Iterable[str], *, otherwise: str | None = None) -> str | None:
    """A help text such as "did you mean `region`?"; the known words when none is near and they are few."""
    names = sorted(set(known))
    near = closest(word, names)
    if near is not None:
        return f"did you mean `{near}`?"
    if otherwise is None and 0 < len(names) <= 12:
        return "known here: " + ", ".join(f"`{name}`" for name in names)
    return otherwise
