"""A match that begins where the text does, followed piece by piece, so that every group of it can be cut out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.regular.classes import NotAClass
from compiler.stages.legalise.rewrites.regular.extracting import span
from compiler.stages.legalise.rewrites.regular.matching import NoLike, after, first_other, in_turn
from compiler.stages.legalise.rewrites.regular.syntax import Branch, Piece
from compiler.stages.legalise.rewrites.text.measuring import END


@dataclass(frozen=True)
class Stretch:
    """Pieces that stand for one character each, and the run behind them, if any, at the beginning of `text`.

    `first` is the number of its first piece in the whole branch, `count` how many characters precede the run, and `run`
    how many it takes; None where no run follows.
    """

    text: exp.Expr
    first: int
    count: int
    run: exp.Expr | None

    def cut(self, first: int, last: int, context: Context) -> exp.Expr | None:
        """The characters of the pieces from `first` up to `last`, numbers of the whole branch; None if there are none here."""
        begin = max(first - self.first, 0)
        end = min(last - self.first, self.count + (self.run is not None))
        if begin >= end:
            return None
        length: exp.Expr = build.number(end - begin)
        if self.run is not None and end > self.count:
            ones = self.count - begin
            length = build.add(context.copy(self.run), build.number(ones)) if ones else context.copy(self.run)
        return _text(build.call("SUBSTRING", context.copy(self.text), begin + 1, length))


@dataclass(frozen=True)
class Course:
    """The condition under which a branch matches from the start of a text, and where its pieces then stand."""

    branch: Branch
    is_found: exp.Expr
    stretches: tuple[Stretch, ...]
    rest: exp.Expr | None
    """What follows the match; None where nothing can."""

    def group(self, number: int, context: Context) -> exp.Expr | None:
        """What a group captured, 0 being the whole match; None where the branch does not touch it. Raises `NoLike`."""
        if number > self.branch.groups:
            raise NoLike
        if number and not any(number in piece.groups for piece in self.branch.pieces):
            return None
        first, last = span(self.branch.pieces, number)
        parts = [part for each in self.stretches if (part := each.cut(first, last, context)) is not None]
        return joined(parts)


def joined(parts: list[exp.Expr]) -> exp.Expr:
    """Texts one behind the other; the empty text for none."""
    made: exp.Expr = parts[0] if parts else build.text("")
    for part in parts[1:]:
        made = build.add(made, part)
    return _text(made)


def follow(subject: exp.Expr, branch: Branch, context: Context) -> Course:
    """How a branch that is tied to the start matches in the one way that it can. Raises `NoLike`.

    Every run takes all that it can, and what follows it can be no part of it, so that nothing is left to choose.
    """
    if not branch.from_start or any(piece.lazy for piece in branch.pieces):
        raise NoLike
    try:
        conditions = in_turn(subject, branch.pieces, branch.to_end, context, 0)
        stretches = tuple(_stretches(subject, branch.pieces, context))
    except NotAClass as fault:
        raise NoLike from fault
    rest = None if branch.to_end else _behind(stretches[-1], context) if stretches else subject
    return Course(branch, build.both(conditions), stretches, rest)


def _stretches(subject: exp.Expr, pieces: tuple[Piece, ...], context: Context) -> Iterator[Stretch]:
    text, first = subject, 0
    while first < len(pieces):
        ones = next((at for at, piece in enumerate(pieces[first:]) if not piece.is_once), len(pieces) - first)
        if first + ones == len(pieces):
            yield Stretch(text, first, ones, None)
            return
        place = first_other(after(text, ones, context), pieces[first + ones].characters)
        run = build.typed(build.subtract(place, build.number(1)), exp.DType.INT)
        stretch = Stretch(text, first, ones, run)
        yield stretch
        text, first = _behind(stretch, context), first + ones + 1


def _behind(stretch: Stretch, context: Context) -> exp.Expr:
    place: exp.Expr = build.number(stretch.count + 1)
    if stretch.run is not None:
        place = build.add(context.copy(stretch.run), place)
    return _text(build.call("SUBSTRING", context.copy(stretch.text), place, END))


def _text(node: exp.Expr) -> exp.Expr:
    return build.typed(node, exp.DType.TEXT)
