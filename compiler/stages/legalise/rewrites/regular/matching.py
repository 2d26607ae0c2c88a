"""Whether a text matches a regular expression, as conditions of LIKE."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.regular.classes import Characters, NotAClass
from compiler.stages.legalise.rewrites.regular.syntax import Branch, Piece
from compiler.stages.legalise.rewrites.text.measuring import END, length, unbounded

LONGEST_PATTERN: Final = 4000
MARK: Final = "\ue000"  # a private-use character, which no text of a business holds
MOST_RUNS: Final = 3
ANY: Final = Characters(frozenset(), negated=True)


class NoLike(Exception):
    """A pattern that LIKE cannot say."""


def matches(subject: exp.Expr, branches: tuple[Branch, ...], context: Context) -> exp.Expr:
    """The condition that a text matches one of the branches. Raises `NoLike`.

    Before: `s ~ '^[A-Z]{2}-[0-9]+$'`
    After:  `s LIKE N'[A-Z][A-Z]-[0-9]%' AND NOT SUBSTRING(s, 4, 2147483647) LIKE N'%[^0-9]%'`
    """
    try:
        made = [_branch(subject, simplified(branch), context) for branch in branches]
    except NotAClass as fault:
        raise NoLike from fault
    return build.either(made)


def simplified(branch: Branch) -> Branch:
    """The same for a search: what may be missing at an open end is left out, and what may be more there is just enough."""
    pieces = list(branch.pieces)
    if not branch.from_start:
        pieces = _trimmed(pieces)
    if not branch.to_end:
        pieces = _trimmed(pieces[::-1])[::-1]
    return replace(branch, pieces=tuple(pieces))


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    while pieces and pieces[0].least == 0:
        pieces = pieces[1:]
    if pieces and not pieces[0].is_once:
        once = replace(pieces[0], least=1, most=1)
        pieces = [once] * pieces[0].least + pieces[1:]
    return pieces


def _branch(subject: exp.Expr, branch: Branch, context: Context) -> exp.Expr:
    if all(piece.is_once or _is_gap(piece) for piece in branch.pieces):
        return like(subject, fixed(branch.pieces), context, branch.from_start, branch.to_end)
    if not branch.from_start:
        raise NoLike
    if branch.to_end and sum(not piece.is_once for piece in branch.pieces) == 1:
        return _around_one_run(subject, branch.pieces, context)
    try:
        return build.both(in_turn(subject, branch.pieces, branch.to_end, context, 0))
    except NoLike:
        if not branch.to_end:
            raise
        turned = build.typed(build.call("REVERSE", context.copy(subject)), exp.DType.TEXT)
        return build.both(in_turn(turned, branch.pieces[::-1], True, context, 0))


def _is_gap(piece: Piece) -> bool:
    return piece.characters == ANY and piece.most is None


def fixed(pieces: tuple[Piece, ...]) -> str:
    """The LIKE pattern of pieces that stand for one character each, or for any text. Raises `NotAClass`."""
    return "".join(
        piece.characters.pattern() if piece.is_once else "_" * piece.least + "%" for piece in pieces
    )


def like(
    subject: exp.Expr, pattern: str, context: Context, from_start: bool = True, to_end: bool = False
) -> exp.Expr:
    """`subject LIKE pattern`, open at the ends where nothing ties it. Raises `NoLike` for one that is too long."""
    whole = ("" if from_start else "%") + pattern + ("" if to_end else "%")
    if len(whole) > LONGEST_PATTERN:
        raise NoLike
    text = build.binary_text(context.copy(subject))
    made = exp.Like(this=text, expression=build.text(whole.replace("%%", "%")))
    return build.typed(made, exp.DType.BOOLEAN)


def _around_one_run(subject: exp.Expr, pieces: tuple[Piece, ...], context: Context) -> exp.Expr:
    """Head, run and tail from the first to the last character of the text."""
    at = next(number for number, piece in enumerate(pieces) if not piece.is_once)
    head, run, tail = pieces[:at], pieces[at], pieces[at + 1 :]
    least = fixed(head) + run.characters.pattern() * run.least + "%" + fixed(tail)
    conditions = [like(subject, least, context, to_end=True)]
    if run.most is not None:
        longer = "_" * (len(head) + run.most + len(tail) + 1)
        conditions.append(build.negated(like(subject, longer, context)))
    if run.characters != ANY:
        conditions.append(
            none_other(_middle(subject, len(head), len(tail), context), run.characters, context)
        )
    return build.both(conditions)


def _middle(subject: exp.Expr, head: int, tail: int, context: Context) -> exp.Expr:
    rest = after(subject, head, context)
    if not tail:
        return rest
    cut = build.call("SUBSTRING", build.call("REVERSE", rest), tail + 1, END)
    return build.typed(cut, exp.DType.TEXT)


def after(subject: exp.Expr, count: int, context: Context) -> exp.Expr:
    """The text without its first characters."""
    text = context.copy(subject)
    return text if count == 0 else build.typed(build.call("SUBSTRING", text, count + 1, END), exp.DType.TEXT)


def none_other(text: exp.Expr, characters: Characters, context: Context) -> exp.Expr:
    """The condition that a text holds no other characters."""
    return build.negated(like(text, f"%{characters.opposite().pattern()}", context))


def in_turn(
    subject: exp.Expr, pieces: tuple[Piece, ...], to_end: bool, context: Context, runs: int
) -> list[exp.Expr]:
    """Each run takes all that it can, and what follows it can be no part of it: then there is one way to match."""
    at = next((number for number, piece in enumerate(pieces) if not piece.is_once), None)
    if at is None:
        return [like(subject, fixed(pieces), context, to_end=to_end)]
    head, run, rest = pieces[:at], pieces[at], pieces[at + 1 :]
    begins = like(subject, fixed(head) + run.characters.pattern() * run.least, context)
    if run.most is not None or runs == MOST_RUNS:
        raise NoLike
    if not rest:
        if to_end and run.characters != ANY:
            return [begins, none_other(after(subject, at, context), run.characters, context)]
        return [begins]
    if not _ends_before(run, rest):
        raise NoLike
    place = first_other(after(subject, at, context), run.characters)
    first = build.add(place, build.number(at)) if at else place
    left = build.call("SUBSTRING", context.copy(subject), first, END)
    return [begins, *in_turn(build.typed(left, exp.DType.TEXT), rest, to_end, context, runs + 1)]


def _ends_before(run: Piece, rest: tuple[Piece, ...]) -> bool:
    """Whether a run may take all that it can: what follows can be no part of it, or needs nothing and takes all that it takes."""
    following = rest[0]
    if following.least:
        return not run.characters.meets(following.characters)
    takes_all = following.most is None and not run.characters.meets(following.characters.opposite())
    return len(rest) == 1 and takes_all


def first_other(text: exp.Expr, characters: Characters) -> exp.Expr:
    """The place, from 1, of the first character that is none of these: one is put after the text."""
    if characters == ANY:
        return build.add(length(build.binary_text(text)), build.number(1))
    other = characters.opposite()
    mark = chr(min(low for low, _ in other.ranges)) if characters.negated else MARK
    marked = build.binary_text(build.add(unbounded(text), build.text(mark)))
    return build.typed(build.call("PATINDEX", f"%{other.pattern()}%", marked), exp.DType.INT)
