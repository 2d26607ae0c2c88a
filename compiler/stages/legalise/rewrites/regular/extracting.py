"""The place of the first match of a regular expression, and of a group in it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.regular.classes import NotAClass
from compiler.stages.legalise.rewrites.regular.matching import ANY, NoLike, after, first_other, fixed, like
from compiler.stages.legalise.rewrites.regular.syntax import Branch, Piece
from compiler.stages.legalise.rewrites.text.measuring import END


@dataclass(frozen=True)
class Place:
    """A condition, and where the match is if it holds: the first character, from 1, and how many there are."""

    is_found: exp.Expr
    start: exp.Expr
    length: exp.Expr
    is_never_empty: bool


def first_match(subject: exp.Expr, branch: Branch, group: int, context: Context) -> Place:
    """Where the leftmost match stands, or in it a group by its number; 0 for all of it. Raises `NoLike`."""
    try:
        return _first_match(subject, branch, group, context)
    except NotAClass as fault:
        raise NoLike from fault


def _first_match(subject: exp.Expr, branch: Branch, group: int, context: Context) -> Place:
    pieces = branch.pieces
    runs = [at for at, piece in enumerate(pieces) if not piece.is_once]
    if len(runs) > 1 or not pieces or any(pieces[at].most is not None or pieces[at].lazy for at in runs):
        raise NoLike
    first, last = span(pieces, group)
    run = runs[0] if runs else len(pieces)
    tail = pieces[run + 1 :]
    shortest = fixed(pieces[:run]) + (pieces[run].characters.pattern() * pieces[run].least if runs else "")
    found, start = _beginning(subject, branch, shortest, bool(runs), context)
    if tail:
        if not branch.from_start:
            raise NoLike  # the run may match elsewhere
        found = build.both([found, _followed(after(subject, run, context), pieces[run], tail, context)])
    length: exp.Expr = build.number(last - first)
    if first <= run < last and runs:
        at = build.add(context.copy(start), build.number(run)) if run else context.copy(start)
        length = _run_length(subject, at, pieces[run], last - first - 1, context)
    if first > run:
        raise NoLike
    offset = build.add(start, build.number(first)) if first else start
    never_empty = any(piece.least > 0 for piece in pieces)
    return Place(found, offset, length, never_empty)


def span(pieces: tuple[Piece, ...], group: int) -> tuple[int, int]:
    """The first piece of a group, and the one after its last."""
    if group == 0:
        return 0, len(pieces)
    inside = [at for at, piece in enumerate(pieces) if group in piece.groups]
    if not inside or inside != list(range(inside[0], inside[-1] + 1)):
        raise NoLike
    return inside[0], inside[-1] + 1


def _beginning(
    subject: exp.Expr, branch: Branch, shortest: str, has_run: bool, context: Context
) -> tuple[exp.Expr, exp.Expr]:
    """The condition that there is a match, and where it begins."""
    one = build.number(1)
    if branch.from_start:
        to_end = branch.to_end and not has_run
        if branch.to_end and has_run:
            raise NoLike
        return like(subject, shortest, context, to_end=to_end), one
    if branch.to_end:
        raise NoLike
    if not shortest:
        return build.negated(build.is_null(context.copy(subject))), one
    text = build.binary_text(context.copy(subject))
    place = build.typed(build.call("PATINDEX", f"%{shortest}%", text), exp.DType.INT)
    found = build.typed(exp.GT(this=place, expression=build.number(0)), exp.DType.BOOLEAN)
    return found, place


def _followed(left: exp.Expr, run: Piece, tail: tuple[Piece, ...], context: Context) -> exp.Expr:
    """What follows a run that takes all it can and that cannot begin what follows."""
    if run.characters == ANY or run.characters.meets(tail[0].characters):
        raise NoLike
    first = first_other(left, run.characters)
    rest = build.call("SUBSTRING", context.copy(left), first, END)
    return like(build.typed(rest, exp.DType.TEXT), fixed(tail), context)


def _run_length(subject: exp.Expr, at: exp.Expr, run: Piece, others: int, context: Context) -> exp.Expr:
    """The characters of a run that begins at a place, and those of the group around it that stand for one each."""
    rest = build.typed(build.call("SUBSTRING", context.copy(subject), at, END), exp.DType.TEXT)
    return build.subtract(first_other(rest, run.characters), build.number(1 - others))
