"""Did you mean: the known word that a misspelt one is closest to, and whether that is sure enough to be written."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

SHORT = 3
MANY = 8
SAFE_LENGTH = 3
LONG = 6
"""From so many letters on a word may have two slips and still be known by the rest."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when none is near."""
    candidates = {name.lower(): name for name in sorted(known, reverse=True)}
    cutoff = 0.75 if len(word) <= SHORT else 0.6  # two of three letters are often shared by chance
    found = get_close_matches(word.lower(), sorted(candidates), n=MANY, cutoff=cutoff)
    near = min(found, key=lambda name: slips(word.lower(), name), default=None)
    return candidates[near] if near is not None else None


def certain(word: str, known: Iterable[str]) -> str | None:
    """The only known word of which `word` is a slip of the hand; None where there is none, or a second one.

    A slip is a letter too many, too few, another one, or two that changed places. Such a word may be put in the
    place of the misspelt one without asking (`check --fix`); `closest` only asks.
    """
    if len(word) < SAFE_LENGTH:
        return None
    allowed = 1 if len(word) < LONG else 2
    near = {name for name in known if slips(word.lower(), name.lower()) <= allowed}
    return next(iter(near)) if len(near) == 1 else None


def slips(one: str, other: str) -> int:
    """How many slips lie between two words: the optimal string alignment distance.

    https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance#Optimal_string_alignment_distance
    """
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, wanted in enumerate(other, start=1):
            cost = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, above = above, current
    return above[-1]


def suggestion(word: str, known: Iterable[str], *, otherwise: str | None = None) -> str | None:
    """A help text such as "did you mean `region`?"; the known words when none is near and they are few."""
    names = sorted(set(known))
    near = closest(word, names)
    if near is not None:
        return f"did you mean `{near}`?"
    if otherwise is None and 0 < len(names) <= 12:
        return "known here: " + ", ".join(f"`{name}`" for name in names)
    return otherwise
