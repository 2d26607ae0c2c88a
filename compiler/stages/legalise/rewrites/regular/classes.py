"""Sets of characters, as classes of LIKE and PATINDEX under a binary collation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Ranges = frozenset[tuple[int, int]]

DIGITS: Final[Ranges] = frozenset({(0x30, 0x39)})
UPPER: Final[Ranges] = frozenset({(0x41, 0x5A)})
LOWER: Final[Ranges] = frozenset({(0x61, 0x7A)})
WORD: Final[Ranges] = DIGITS | UPPER | LOWER | {(0x5F, 0x5F)}
BLANKS: Final[Ranges] = frozenset({(0x09, 0x0A), (0x0C, 0x0D), (0x20, 0x20)})
"""RE2's `\\s`: https://github.com/google/re2/wiki/Syntax."""
WIDE_BLANKS: Final[Ranges] = BLANKS | {
    (0x0B, 0x0B), (0x1680, 0x1680), (0x2000, 0x2006), (0x2008, 0x200A), (0x2028, 0x2029), (0x205F, 0x205F),
    (0x3000, 0x3000),
}  # fmt: skip
"""PostgreSQL's `\\s` in a database of UTF-8: what the C library's iswspace takes."""
NEWLINE: Final[Ranges] = frozenset({(0x0A, 0x0A)})
_RE2_FOLDS: Final = {"k": "\u212a", "s": "\u017f"}
"""Characters beside its two cases that RE2 takes for a letter when it ignores case."""
_CLOSING, _HYPHEN = 0x5D, 0x2D
SHORT: Final = 8
"""Blanks and other signs that are so few in a row are written one by one: a server that sorts them by a language's rules,
and not by their codes, would find letters between the first and the last."""


class NotAClass(Exception):
    """A set of characters that no class of LIKE can hold."""


@dataclass(frozen=True)
class Characters:
    """The characters in `ranges`, or all others where `negated`."""

    ranges: Ranges
    negated: bool = False

    def holds(self, char: str) -> bool:
        """Whether a character is one of them."""
        return any(low <= ord(char) <= high for low, high in self.ranges) != self.negated

    def meets(self, other: Characters) -> bool:
        """Whether some character may be in both; True where that is hard to say."""
        if self.negated and other.negated:
            return True
        if self.negated:
            return other.meets(self)
        return any(other._covers_some(low, high) for low, high in self.ranges)

    def _covers_some(self, low: int, high: int) -> bool:
        if self.negated:
            return not any(one <= low and high <= other for one, other in self.ranges)
        return any(one <= high and low <= other for one, other in self.ranges)

    def opposite(self) -> Characters:
        """All others."""
        return Characters(self.ranges, not self.negated)

    @property
    def single(self) -> str | None:
        """The one character, where it is just one."""
        if self.negated or len(self.ranges) != 1:
            return None
        ((low, high),) = self.ranges
        return chr(low) if low == high else None

    def listed(self, most: int) -> list[str] | None:
        """All of them, if they are no more than so many."""
        if self.negated or sum(high - low + 1 for low, high in self.ranges) > most:
            return None
        return [chr(code) for low, high in sorted(self.ranges) for code in range(low, high + 1)]

    def folded(self, re2: bool) -> Characters:
        """With the other case of every letter. Raises `NotAClass` where folding goes beyond single letters."""
        made = set(self.ranges)
        for low, high in self.ranges:
            if high - low > 400:
                raise NotAClass
            for code in range(low, high + 1):
                for other in _other_cases(chr(code), re2):
                    made.add((ord(other), ord(other)))
        return Characters(frozenset(made), self.negated)

    def pattern(self) -> str:
        """As a part of a LIKE pattern that stands for one character. Raises `NotAClass`."""
        single = self.single
        if single is not None:
            return f"[{single}]" if single in "%_[" else single
        if self.negated and not self.ranges:
            return "_"
        apart = _without_hyphen(_merged(self.ranges))
        inside = "".join(_written(low, high) for low, high in apart)
        if apart != _merged(self.ranges):
            inside = "-" + inside  # a hyphen stands for itself at the beginning
        if inside.startswith("^") and not self.negated:
            inside = inside[1:] + "^"
        if inside == "^":
            raise NotAClass
        return f"[^{inside}]" if self.negated else f"[{inside}]"


def _other_cases(char: str, re2: bool) -> set[str]:
    cases = {char.lower(), char.upper()} - {char}
    if any(len(other) != 1 for other in cases):
        raise NotAClass
    if re2 and char.lower() in _RE2_FOLDS:
        cases.add(_RE2_FOLDS[char.lower()])
    if re2 and ord(char) > 0x7F and cases:
        raise NotAClass  # folds of Unicode that go beyond two cases
    return cases


def _merged(ranges: Ranges) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if made and low <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(made[-1][1], high))
        else:
            made.append((low, high))
    return made


def _without_hyphen(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges, none of which begins or ends with a hyphen."""
    trimmed = [(low + (low == _HYPHEN), high - (high == _HYPHEN)) for low, high in ranges]
    return [(low, high) for low, high in trimmed if low <= high]


def _written(low: int, high: int) -> str:
    if _CLOSING in (low, high):
        raise NotAClass
    if low == high:
        return chr(low)
    if high == low + 1:
        return chr(low) + chr(high)
    if high - low < SHORT and (high < 0x20 or low > 0x7F):
        return "".join(map(chr, range(low, high + 1)))
    return f"{chr(low)}-{chr(high)}"
