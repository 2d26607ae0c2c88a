"""regexp_replace: all matches by TRANSLATE and REPLACE, the first one by STUFF."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.regular.classes import Characters, NotAClass
from compiler.stages.legalise.rewrites.regular.extracting import Place, first_match
from compiler.stages.legalise.rewrites.regular.following import Course, follow, joined
from compiler.stages.legalise.rewrites.regular.matching import ANY, NoLike, first_other
from compiler.stages.legalise.rewrites.regular.syntax import Branch, Piece
from compiler.stages.legalise.rewrites.text.measuring import END, roomy


class NeedsTranslate(NoLike):
    """A replacement that takes TRANSLATE, which SQL Server has since 2017."""


MARK, OTHER_MARK = "\ue000", "\ue001"
MOST_LISTED: Final = 256
MOST_NESTED: Final = 16


def replace_all(subject: exp.Expr, branches: tuple[Branch, ...], by: str, context: Context) -> exp.Expr:
    r"""Every match replaced. Raises `NoLike`.

    Before: `regexp_replace(s, '[^0-9]', '', 'g')`, `regexp_replace(s, '\s+', ' ', 'g')`
    After:  the characters that stay are taken out to find those that go; runs of a mark are made one
    """
    try:
        if all(_is_tied(branch) for branch in branches) and len(branches) <= 2:
            return _tied(subject, branches, by, context)
        if any(branch.from_start or branch.to_end for branch in branches):
            raise NoLike
        return _anywhere(subject, branches, by, context)
    except NotAClass as fault:
        raise NoLike from fault


def _anywhere(subject: exp.Expr, branches: tuple[Branch, ...], by: str, context: Context) -> exp.Expr:
    words = ["".join(piece.characters.single or "" for piece in branch.pieces) for branch in branches]
    if (
        len(branches) == 1
        and words[0]
        and len(words[0]) == len(branches[0].pieces)
        and _are_once(branches[0])
    ):
        text = roomy(context.copy(subject), -(-len(by) // len(words[0])))
        return _text(build.call("REPLACE", build.binary_text(text), words[0], by))
    if any(len(branch.pieces) != 1 for branch in branches):
        raise NoLike
    pieces = [branch.pieces[0] for branch in branches]
    characters = _together(pieces)
    if all(piece.is_once for piece in pieces):
        return _each(subject, characters, by, context)
    if (
        all(piece.least == 1 and piece.most is None and not piece.lazy for piece in pieces)
        and len(pieces) == 1
    ):
        long = roomy(subject, max(2, len(by))) if by else subject
        marked = _each(long, characters, MARK if by else "", context)
        return _collapsed(marked, by) if by else marked
    raise NoLike


def _are_once(branch: Branch) -> bool:
    return all(piece.is_once for piece in branch.pieces)


def _together(pieces: list[Piece]) -> Characters:
    if len(pieces) == 1:
        return pieces[0].characters
    if any(piece.characters.negated for piece in pieces):
        raise NoLike
    return Characters(frozenset(pair for piece in pieces for pair in piece.characters.ranges))


def _each(subject: exp.Expr, characters: Characters, by: str, context: Context) -> exp.Expr:
    """Every character of a set replaced."""
    subject = roomy(subject, len(by))
    if not context.has("2017"):
        return _one_by_one(subject, characters, by, context)
    mark = by if len(by) == 1 else MARK
    listed = (
        characters.opposite().listed(MOST_LISTED) if characters.negated else characters.listed(MOST_LISTED)
    )
    if not listed:
        raise NoLike
    marked = _translated(
        build.binary_text(context.copy(subject)), listed, MARK if characters.negated else mark
    )
    if characters.negated:
        rest = build.add(build.call("REPLACE", marked, MARK, ""), build.text(MARK))
        others = build.cast(rest, exp.DType.TEXT)
        marks = build.call(
            "REPLICATE", build.cast(build.text(mark), exp.DType.TEXT), build.call("LEN", context.copy(others))
        )
        marked = build.call("TRANSLATE", build.binary_text(context.copy(subject)), others, marks)
    return _text(marked if mark == by else build.call("REPLACE", marked, mark, by))


def _translated(text: exp.Expr, listed: list[str], mark: str) -> exp.Expr:
    return _text(build.call("TRANSLATE", text, "".join(listed), mark * len(listed)))


def _one_by_one(subject: exp.Expr, characters: Characters, by: str, context: Context) -> exp.Expr:
    listed = characters.listed(MOST_NESTED)
    if listed is None or any(char in by for char in listed[1:]):
        raise NeedsTranslate
    made: exp.Expr = build.binary_text(context.copy(subject))
    for char in listed:
        made = build.call("REPLACE", made, char, by)
    return _text(made)


def _collapsed(marked: exp.Expr, by: str) -> exp.Expr:
    """Every run of marks becomes one replacement: `m` is written `mo`, all `om` are taken out, and one `mo` is left."""
    pairs = build.call("REPLACE", marked, MARK, MARK + OTHER_MARK)
    one = build.call("REPLACE", pairs, OTHER_MARK + MARK, "")
    return _text(build.call("REPLACE", one, MARK + OTHER_MARK, by))


def _is_tied(branch: Branch) -> bool:
    """Whether a branch is one run at the start or at the end of the text."""
    if branch.from_start == branch.to_end or len(branch.pieces) != 1:
        return False
    piece = branch.pieces[0]
    return piece.least <= 1 and piece.most is None and piece.characters != ANY and not piece.lazy


def _tied(subject: exp.Expr, branches: tuple[Branch, ...], by: str, context: Context) -> exp.Expr:
    """Runs at the start and at the end taken off."""
    if by or len({branch.from_start for branch in branches}) != len(branches):
        raise NoLike
    made = subject
    for branch in branches:
        characters = branch.pieces[0].characters
        if branch.from_start:
            made = _without_start(made, characters, context)
        else:
            turned = _without_start(_text(build.call("REVERSE", made)), characters, context)
            made = _text(build.call("REVERSE", turned))
    return made


def _without_start(text: exp.Expr, characters: Characters, context: Context) -> exp.Expr:
    first = first_other(context.copy(text), characters)
    return _text(build.call("SUBSTRING", context.copy(text), first, END))


def replace_first(subject: exp.Expr, branches: tuple[Branch, ...], by: str, context: Context) -> exp.Expr:
    """The first match replaced. Raises `NoLike`.

    Before: `regexp_replace(s, '[0-9]+', '#')`
    After:  `CASE WHEN p > 0 THEN STUFF(s, p, n, N'#') ELSE s END` with the place p and the length n of the first match
    """
    if len(branches) != 1:
        raise NoLike
    if _is_tied(branches[0]) and not by:
        return _tied(subject, branches, by, context)
    place = first_match(subject, branches[0], 0, context)
    if not place.is_never_empty:
        raise NoLike
    return _text(_stuffed(subject, place, by, context))


def replace_followed(
    subject: exp.Expr, branches: tuple[Branch, ...], by: tuple[str | int, ...], context: Context
) -> exp.Expr:
    r"""The match from the start of the text replaced by texts and groups of it, `by`. Raises `NoLike`.

    Before: `regexp_replace(s, '^https?://([^/]+)/.*$', '\1')`
    After:  `CASE WHEN s LIKE N'https://[^/]%' AND ... THEN SUBSTRING(s, 9, n) WHEN ... THEN SUBSTRING(s, 8, m) ELSE s END`
    """
    wanted = {part for part in by if isinstance(part, int)} - {0}
    if any(
        not any(number in piece.groups for branch in branches for piece in branch.pieces) for number in wanted
    ):
        raise NoLike  # no such group, or one that is captured anew at every turn
    choices = [_replaced(follow(subject, branch, context), by, context) for branch in branches]
    return _text(build.when(*choices, default=context.copy(subject)))


def _replaced(course: Course, by: tuple[str | int, ...], context: Context) -> tuple[exp.Expr, exp.Expr]:
    parts = [build.text(part) if isinstance(part, str) else course.group(part, context) for part in by]
    return course.is_found, joined([part for part in [*parts, course.rest] if part is not None])


def _stuffed(subject: exp.Expr, place: Place, by: str, context: Context) -> exp.Expr:
    replaced = build.call("STUFF", context.copy(subject), place.start, place.length, by)
    return build.when((place.is_found, replaced), default=context.copy(subject))


def _text(node: exp.Expr) -> exp.Expr:
    return build.typed(node, exp.DType.TEXT)
