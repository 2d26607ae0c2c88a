"""Reads the part of regular expressions in which PostgreSQL and RE2, DuckDB's engine, agree but for what `Flavour` says.

https://www.postgresql.org/docs/current/functions-matching.html#POSIX-SYNTAX-DETAILS; https://github.com/google/re2/wiki/Syntax
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import Final

from compiler.stages.legalise.rewrites.regular.classes import (
    BLANKS,
    DIGITS,
    LOWER,
    NEWLINE,
    UPPER,
    WIDE_BLANKS,
    WORD,
    Characters,
    NotAClass,
    Ranges,
)

MOST_BRANCHES: Final = 32
MOST_REPEATS: Final = 64
_COUNT: Final = re.compile(r"\{(\d{1,3})(,(\d{0,3}))?\}")
_NAMED: Final = re.compile(r"\[:(\w+):\]")
_CONTROLS: Final = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_POSIX: Final[dict[str, Ranges]] = {
    "alpha": UPPER | LOWER, "alnum": UPPER | LOWER | DIGITS, "upper": UPPER, "lower": LOWER, "word": WORD,
}  # fmt: skip
"""Classes that depend on the locale in PostgreSQL."""


class Unreadable(Exception):
    """A pattern that is beyond this reader; the argument says which part."""


@dataclass(frozen=True)
class Flavour:
    """`re2`: the rules of DuckDB and SQL Server 2025, else PostgreSQL's. `folds`: case is ignored. `dot_all`: `.` takes a newline."""

    re2: bool
    folds: bool = False
    dot_all: bool = True


@dataclass(frozen=True)
class Piece:
    """A set of characters, so many times; `most` None for no end. `group` numbers the group that it stands in, 0 for none."""

    characters: Characters
    least: int = 1
    most: int | None = 1
    lazy: bool = False
    group: int = 0

    @property
    def is_once(self) -> bool:
        """Whether it stands for just one character."""
        return self.least == self.most == 1


@dataclass(frozen=True)
class Branch:
    """One alternative: pieces in a row, perhaps tied to the start or the end of the text."""

    pieces: tuple[Piece, ...]
    from_start: bool = False
    to_end: bool = False


def branches_of(pattern: str, flavour: Flavour) -> tuple[Branch, ...]:
    """The alternatives of a pattern, groups multiplied out. Raises `Unreadable`, also through `NotAClass`."""
    if pattern.startswith("(?i)"):
        pattern, flavour = pattern[4:], replace(flavour, folds=True)
    if pattern.startswith("***"):
        raise Unreadable("***")
    reader = _Reader(pattern, flavour)
    try:
        found = reader.alternatives(0)
    except NotAClass as fault:
        raise Unreadable("a class of such characters") from fault
    if reader.at != len(pattern):
        raise Unreadable(")")
    return tuple(_branch(items) for items in found)


_START, _END = "start", "end"
Items = tuple[Piece | str, ...]


def _branch(items: Items) -> Branch:
    from_start, to_end = bool(items) and items[0] == _START, bool(items) and items[-1] == _END
    inner = items[int(from_start) : len(items) - int(to_end and len(items) > int(from_start))]
    if any(isinstance(item, str) for item in inner):
        raise Unreadable("^ or $ inside a pattern")
    return Branch(tuple(item for item in inner if isinstance(item, Piece)), from_start, to_end)


class _Reader:
    """A cursor over a pattern."""

    def __init__(self, pattern: str, flavour: Flavour) -> None:
        self.pattern, self.flavour = pattern, flavour
        self.at = 0
        self.groups = 0

    def alternatives(self, group: int) -> list[Items]:
        """Alternatives up to a closing bracket or the end."""
        found = self._sequence(group)
        while self._peek() == "|":
            self.at += 1
            found = found + self._sequence(group)
        if len(found) > MOST_BRANCHES:
            raise Unreadable("so many alternatives")
        return found

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _sequence(self, group: int) -> list[Items]:
        made: list[Items] = [()]
        while self._peek() not in ("", "|", ")"):
            atoms = self._quantified(self._atom(group))
            made = [before + after for before, after in itertools.product(made, atoms)]
            if len(made) > MOST_BRANCHES:
                raise Unreadable("so many alternatives")
        return made

    def _atom(self, group: int) -> list[Items]:
        char = self._peek()
        self.at += 1
        if char == "(":
            return self._group(group)
        if char == "^":
            return [(_START,)]
        if char == "$":
            return [(_END,)]
        if char in "*+?{":
            raise Unreadable(f"{char} with nothing before it")
        return [(Piece(self._characters(char), group=group),)]

    def _group(self, group: int) -> list[Items]:
        if self.pattern.startswith("?:", self.at):
            self.at += 2
        elif self._peek() == "?":
            raise Unreadable("(?")
        else:
            self.groups += 1
            group = self.groups
        found = self.alternatives(group)
        if self._peek() != ")":
            raise Unreadable("( without )")
        self.at += 1
        return found

    def _characters(self, char: str) -> Characters:
        if char == ".":
            return Characters(frozenset() if self.flavour.dot_all else NEWLINE, negated=True)
        if char == "[":
            return self._class()
        ranges, negated = self._escape() if char == "\\" else (_one(char), False)
        return self._folded(Characters(ranges, negated))

    def _folded(self, characters: Characters) -> Characters:
        return characters.folded(self.flavour.re2) if self.flavour.folds else characters

    def _escape(self) -> tuple[Ranges, bool]:
        """What a backslash and the character after it stand for: a set, and whether it is the opposite that is meant."""
        char = self._peek()
        self.at += 1
        if not char:
            raise Unreadable("\\ at the end")
        if char.lower() == "d":
            return DIGITS, char == "D"
        if char.lower() == "s":
            return (BLANKS if self.flavour.re2 else WIDE_BLANKS), char == "S"
        if char.lower() == "w" and self.flavour.re2:
            return WORD, char == "W"
        if char in _CONTROLS:
            return _one(_CONTROLS[char]), False
        if char.isalnum():
            raise Unreadable(f"\\{char}")
        return _one(char), False

    def _class(self) -> Characters:
        negated = self._peek() == "^"
        self.at += int(negated)
        ranges: set[tuple[int, int]] = set()
        first = True
        while first or self._peek() != "]":
            first = False
            ranges |= self._member()
        self.at += 1
        return self._folded(Characters(frozenset(ranges), negated))

    def _member(self) -> Ranges:
        named = _NAMED.match(self.pattern, self.at)
        if named is not None:
            self.at = named.end()
            return self._named(named[1])
        low = self._class_character()
        if isinstance(low, frozenset):
            return low
        if self._peek() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("]", ""):
            self.at += 1
            high = self._class_character()
            if isinstance(high, frozenset) or high < low:
                raise Unreadable("a range in []")
            return frozenset({(ord(low), ord(high))})
        return _one(low)

    def _class_character(self) -> str | Ranges:
        char = self._peek()
        self.at += 1
        if not char or (char == "[" and self._peek() in (".", "=", ":")):
            raise Unreadable("[")
        if char != "\\":
            return char
        ranges, negated = self._escape()
        if negated:
            raise Unreadable("the opposite of a class in []")
        ((low, high), *more) = ranges
        return chr(low) if low == high and not more else ranges

    def _named(self, name: str) -> Ranges:
        if name == "digit":
            return DIGITS
        if name == "space":
            return (BLANKS | {(0x0B, 0x0B)}) if self.flavour.re2 else WIDE_BLANKS
        if self.flavour.re2 and name in _POSIX:
            return _POSIX[name]
        raise Unreadable(f"[:{name}:]")

    def _quantified(self, atoms: list[Items]) -> list[Items]:
        least, most, lazy = self._quantifier()
        if (least, most) == (1, 1):
            return atoms
        single = atoms[0][0] if len(atoms) == 1 and len(atoms[0]) == 1 else None
        if isinstance(single, Piece) and single.is_once:
            return self._repeated(single, least, most, lazy)
        if (least, most) == (0, 1):
            return [(), *atoms] if lazy else [*atoms, ()]
        if least == most and len(atoms) == 1 and least * len(atoms[0]) <= MOST_REPEATS:
            return [atoms[0] * least]
        raise Unreadable("a repeated group")

    def _repeated(self, piece: Piece, least: int, most: int | None, lazy: bool) -> list[Items]:
        if least == most:
            if least > MOST_REPEATS:
                raise Unreadable("so many repetitions")
            return [(piece,) * least]
        if (least, most) == (0, 1):
            return [(), (piece,)] if lazy else [(piece,), ()]
        return [(replace(piece, least=least, most=most, lazy=lazy),)]

    def _quantifier(self) -> tuple[int, int | None, bool]:
        char = self._peek()
        counted = _COUNT.match(self.pattern, self.at)
        if counted is not None:
            self.at = counted.end()
            least = int(counted[1])
            most = least if counted[2] is None else int(counted[3]) if counted[3] else None
        elif char and char in "*+?":
            self.at += 1
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[char]
        else:
            return 1, 1, False
        lazy = self._peek() == "?"
        self.at += int(lazy)
        if self._peek() and self._peek() in "*+?":
            raise Unreadable("two quantifiers")
        return least, most, lazy


def _one(char: str) -> Ranges:
    return frozenset({(ord(char), ord(char))})
