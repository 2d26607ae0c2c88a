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
    """A set of characters, so many times; `most` None for no end. `groups` are the numbers of those that it stands in.

    Of a group that is repeated only the last turn is captured: pieces of earlier turns do not stand in it, and neither
    does a run that is made of its turns.
    """

    characters: Characters
    least: int = 1
    most: int | None = 1
    lazy: bool = False
    groups: frozenset[int] = frozenset()

    @property
    def is_once(self) -> bool:
        """Whether it stands for just one character."""
        return self.least == self.most == 1


@dataclass(frozen=True)
class Branch:
    """One alternative: pieces in a row, perhaps tied to the start or the end of the text; `groups`: how many the pattern has."""

    pieces: tuple[Piece, ...]
    from_start: bool = False
    to_end: bool = False
    groups: int = 0


def branches_of(pattern: str, flavour: Flavour) -> tuple[Branch, ...]:
    """The alternatives of a pattern, groups multiplied out. Raises `Unreadable`, also through `NotAClass`."""
    if pattern.startswith("(?i)"):
        pattern, flavour = pattern[4:], replace(flavour, folds=True)
    if pattern.startswith("***"):
        raise Unreadable("***")
    reader = _Reader(pattern, flavour)
    try:
        found = reader.alternatives(frozenset())
    except NotAClass as fault:
        raise Unreadable("a class of such characters") from fault
    if reader.at != len(pattern):
        raise Unreadable(")")
    return tuple(_branch(items, reader.groups) for items in found)


_START, _END = "start", "end"
Items = tuple[Piece | str, ...]
Groups = frozenset[int]


def _without_groups(items: Items, kept: Groups) -> Items:
    """Items of a turn that is not the last: of the groups only those around all turns hold them."""
    return tuple(
        replace(item, groups=item.groups & kept) if isinstance(item, Piece) else item for item in items
    )


def _branch(items: Items, groups: int) -> Branch:
    from_start, to_end = bool(items) and items[0] == _START, bool(items) and items[-1] == _END
    inner = items[int(from_start) : len(items) - int(to_end and len(items) > int(from_start))]
    if any(isinstance(item, str) for item in inner):
        raise Unreadable("^ or $ inside a pattern")
    return Branch(tuple(item for item in inner if isinstance(item, Piece)), from_start, to_end, groups)


class _Reader:
    """A cursor over a pattern."""

    def __init__(self, pattern: str, flavour: Flavour) -> None:
        self.pattern, self.flavour = pattern, flavour
        self.at = 0
        self.groups = 0

    def alternatives(self, groups: Groups) -> list[Items]:
        """Alternatives up to a closing bracket or the end."""
        found = self._sequence(groups)
        while self._peek() == "|":
            self.at += 1
            found = found + self._sequence(groups)
        if len(found) > MOST_BRANCHES:
            raise Unreadable("so many alternatives")
        return found

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _sequence(self, groups: Groups) -> list[Items]:
        made: list[Items] = [()]
        while self._peek() not in ("", "|", ")"):
            atoms = self._quantified(self._atom(groups), groups)
            made = [before + after for before, after in itertools.product(made, atoms)]
            if len(made) > MOST_BRANCHES:
                raise Unreadable("so many alternatives")
        return made

    def _atom(self, groups: Groups) -> list[Items]:
        char = self._peek()
        self.at += 1
        if char == "(":
            return self._group(groups)
        if char == "^":
            return [(_START,)]
        if char == "$":
            return [(_END,)]
        if char in "*+?{":
            raise Unreadable(f"{char} with nothing before it")
        return [(Piece(self._characters(char), groups=groups),)]

    def _group(self, groups: Groups) -> list[Items]:
        if self.pattern.startswith("?:", self.at):
            self.at += 2
        elif self._peek() == "?":
            raise Unreadable("(?")
        else:
            self.groups += 1
            groups |= {self.groups}
        found = self.alternatives(groups)
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

    def _quantified(self, atoms: list[Items], groups: Groups) -> list[Items]:
        """The alternatives so many times; `groups` are those around them, which hold every turn."""
        least, most, lazy = self._quantifier()
        if (least, most) == (1, 1):
            return atoms
        single = atoms[0][0] if len(atoms) == 1 and len(atoms[0]) == 1 else None
        if (least, most) == (0, 1):
            return [(), *atoms] if lazy else [*atoms, ()]
        if least == most and len(atoms) == 1 and least * len(atoms[0]) <= MOST_REPEATS:
            return [(_without_groups(atoms[0], groups) * (least - 1) + atoms[0]) if least else ()]
        if isinstance(single, Piece) and single.is_once and least != most:
            return [(replace(single, least=least, most=most, lazy=lazy, groups=groups),)]
        raise Unreadable("so many repetitions" if isinstance(single, Piece) else "a repeated group")

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
