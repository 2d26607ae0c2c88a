"""The rewrites of regular expressions and of SIMILAR TO."""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, needs, no_form
from compiler.stages.legalise.rewrites.regular.extracting import first_match
from compiler.stages.legalise.rewrites.regular.following import follow
from compiler.stages.legalise.rewrites.regular.matching import NoLike, matches
from compiler.stages.legalise.rewrites.regular.native import written
from compiler.stages.legalise.rewrites.regular.replacing import (
    NeedsTranslate,
    replace_all,
    replace_first,
    replace_followed,
)
from compiler.stages.legalise.rewrites.regular.syntax import Branch, Flavour, Unreadable, branches_of
from compiler.stages.legalise.rewrites.text.measuring import literal_int, literal_text, require_text
from compiler.stages.legalise.rewriting import of_expression

HELP: Final = "write LIKE, or starts_with, ends_with, position, split_part, replace"
_TEMPLATE: Final = re.compile(r"\\(.?)|([^\\]+)", re.DOTALL)
_SIMILAR_SIGNS: Final = {"%": ".*", "_": ".", ".": r"\.", "^": r"\^", "$": r"\$"}
_SET: Final = r"\[\^?[^\[\]^\\]+\]"
_SIMILAR: Final = re.compile(rf"(?:{_SET}|[^\[\]\\{{}}])*", re.DOTALL)
_SET_OR_SIGN: Final = re.compile(rf"{_SET}|.", re.DOTALL)


@of_expression(exp.RegexpLike, exp.RegexpILike, exp.SimilarTo, exp.RegexpFullMatch, reads="flag options")
def rewrite_regular_expression(node: exp.Func, context: Context) -> exp.Expr:
    """A pattern whose every part has its place is one or several LIKE under a binary collation; 2025 has RE2 for others.

    Before: `s ~ '^a'`, `s ~ '^[0-9]+$'`, `s SIMILAR TO '(x|y)%'`
    After:  `s COLLATE Latin1_General_100_BIN2 LIKE N'a%'`,
            `s ... LIKE N'[0-9]%' AND NOT s ... LIKE N'%[^0-9]%'`, `s ... LIKE N'x%' OR s ... LIKE N'y%'`
    """
    flags = literal_text(node.args.get("flag") or node.args.get("options") or build.text(""))
    flavour = _flavour(flags, node, context, "ics" if not context.is_postgres else "ic")
    if isinstance(node, exp.RegexpILike):
        flavour = Flavour(flavour.re2, True, flavour.dot_all)
    pattern = literal_text(node.expression)
    if pattern is None:
        raise no_form(node, "a regular expression that is computed", HELP)
    if isinstance(node, exp.SimilarTo) and context.is_postgres:
        pattern = _regular(pattern, node)
    elif isinstance(node, exp.RegexpFullMatch | exp.SimilarTo):
        pattern = f"^(?:{pattern})$"  # DuckDB's SIMILAR TO is a regular expression
    branches = _read(pattern, flavour, node)
    subject = require_text(node.this)
    try:
        return build.typed(matches(subject, branches, context), exp.DType.BOOLEAN)
    except NoLike:
        if context.has("2025"):
            native = exp.RegexpLike(this=subject, expression=build.text(written(branches)))
            return build.typed(native, exp.DType.BOOLEAN)
        raise no_form(node, "this regular expression", f"{HELP}; SQL Server 2025 has it") from None


def _flavour(flags: str | None, node: exp.Expr, context: Context, known: str) -> Flavour:
    if flags is None or set(flags) - set(known):
        raise no_form(node, "a regular expression with these options", HELP)
    return Flavour(
        re2=not context.is_postgres,
        folds="i" in flags,
        dot_all=context.is_postgres or "s" in flags,
    )


def _read(pattern: str, flavour: Flavour, node: exp.Expr) -> tuple[Branch, ...]:
    try:
        return branches_of(pattern, flavour)
    except Unreadable as fault:
        raise no_form(node, f"a regular expression with {fault}", HELP) from None


def _regular(pattern: str, node: exp.Expr) -> str:
    """A SIMILAR TO pattern as the regular expression of the whole text that it stands for.

    Sets of characters are those of regular expressions; a point, ^ and $ outside of them stand for themselves.
    https://www.postgresql.org/docs/current/functions-matching.html#FUNCTIONS-SIMILARTO-REGEXP
    """
    if not _SIMILAR.fullmatch(pattern):
        raise no_form(node, "this SIMILAR TO pattern", HELP)
    return "^(?:" + _SET_OR_SIGN.sub(lambda found: _SIMILAR_SIGNS.get(found[0], found[0]), pattern) + ")$"


@of_expression(exp.RegexpReplace, reads="replacement modifiers single_replace")
def rewrite_regular_replacement(node: exp.RegexpReplace, context: Context) -> exp.Expr:
    """All matches of characters of one kind, or the first match of a pattern with one run, replaced by a plain text.

    Before: `regexp_replace(s, '[^0-9]', '', 'g')`
    After:  `REPLACE(TRANSLATE(s, the others in s, marks), mark, N'')`
    """
    flags = literal_text(node.args.get("modifiers") or build.text(""))
    flavour = _flavour((flags or "?").replace("g", "") if flags else flags, node, context, "ics")
    pattern, by = literal_text(node.expression), literal_text(node.args.get("replacement") or build.text(""))
    template = None if by is None else _template(by, context)
    if pattern is None or by is None or template is None:
        raise no_form(node, "a regular expression, or a replacement, that is computed or has such a \\", HELP)
    branches = _read(pattern, flavour, node)
    subject = require_text(node.this)
    try:
        if "\\" in by:
            _check_one_way(pattern, branches, context)
            return replace_followed(subject, branches, template, context)
        change = replace_all if flags and "g" in flags else replace_first
        return change(subject, branches, by, context)
    except NeedsTranslate:
        raise needs(node, "this replacement", "2017") from None
    except NoLike:
        raise no_form(node, "this replacement by a regular expression", HELP) from None


def _template(by: str, context: Context) -> tuple[str | int, ...] | None:
    """A replacement as texts and numbers of groups, 0 for the whole match; None where a backslash is none of these.

    https://www.postgresql.org/docs/current/functions-matching.html#FUNCTIONS-POSIX-REGEXP;
    https://github.com/google/re2/blob/main/re2/re2.h, of Rewrite.
    """
    made: list[str | int] = []
    for sign, other in _TEMPLATE.findall(by):
        if other:
            made.append(other)
        elif sign == "\\":
            made.append("\\")
        elif sign == ("&" if context.is_postgres else "0"):
            made.append(0)
        elif sign in "123456789":
            made.append(int(sign))
        else:
            return None
    return tuple(made)


def _check_one_way(pattern: str, branches: tuple[Branch, ...], context: Context) -> None:
    """Raise `NoLike` unless the first branch that matches is the one that the engine takes.

    RE2 takes the first. PostgreSQL takes the longest match, and in it the longest for what stands first: that is the first
    branch too where all of them match the whole text and only `?` made several of one.
    """
    if not context.is_postgres or len(branches) == 1:
        return
    if "|" in pattern or not all(branch.to_end for branch in branches):
        raise NoLike


@of_expression(exp.RegexpExtract, exp.RegexpSubstr, reads="group parameters null_if_pos_overflow")
def rewrite_regular_extraction(node: exp.RegexpExtract, context: Context) -> exp.Expr:
    """The first match, or a group of it, cut out by its place; DuckDB gives an empty text where there is none.

    Before: `regexp_extract(s, '[0-9]+')`
    After:  `CASE WHEN PATINDEX(N'%[0-9]%', s) > 0 THEN SUBSTRING(s, PATINDEX(N'%[0-9]%', s), n) ELSE N'' END`
    """
    group = literal_int(node.args.get("group") or build.number(0))
    if group is None:
        raise no_form(node, "a group whose number is computed", HELP)
    flags = literal_text(node.args.get("parameters") or build.text(""))
    flavour = _flavour(flags, node, context, "ics")
    made = _extracted(node, flavour, group, context)
    return made if context.is_postgres else _or_empty(made, node.this, context)


def _or_empty(made: exp.Expr, subject: exp.Expr, context: Context) -> exp.Expr:
    branches = [(branch.this, branch.args["true"]) for branch in made.args["ifs"]]
    known = build.negated(build.is_null(context.copy(subject)))
    return build.typed(build.when(*branches, (known, build.text(""))), exp.DType.TEXT)


def extract_first(node: exp.Expr, context: Context) -> exp.Expr:
    """PostgreSQL's substring(text FROM pattern): the first group of the first match, or all of it; NULL where there is none."""
    return _extracted(node, Flavour(re2=False), None, context)


def _extracted(node: exp.Expr, flavour: Flavour, group: int | None, context: Context) -> exp.Expr:
    pattern = literal_text(node.args.get("start") or node.expression)
    if pattern is None:
        raise no_form(node, "a regular expression that is computed", HELP)
    branches = _read(pattern, flavour, node)
    if group is None:
        group = min(branches[0].groups, 1)
    text = require_text(node.this)
    try:
        return _first_group(text, branches, group, context)
    except NoLike:
        pass
    try:
        _check_one_way(pattern, branches, context)
        return _followed_group(text, branches, group, context)
    except NoLike:
        raise no_form(node, "this extraction by a regular expression", HELP) from None


def _first_group(text: exp.Expr, branches: tuple[Branch, ...], group: int, context: Context) -> exp.Expr:
    """A group of the first match anywhere in the text. Raises `NoLike`."""
    if len(branches) != 1:
        raise NoLike
    place = first_match(text, branches[0], group, context)
    value = build.call("SUBSTRING", context.copy(text), place.start, place.length)
    return build.typed(build.when((place.is_found, value)), exp.DType.TEXT)


def _followed_group(text: exp.Expr, branches: tuple[Branch, ...], group: int, context: Context) -> exp.Expr:
    """A group of the match from the start of the text. Raises `NoLike`."""
    choices = []
    for branch in branches:
        course = follow(text, branch, context)
        value = course.group(group, context)
        if value is None:
            raise NoLike  # not captured in this branch
        choices.append((course.is_found, value))
    return build.typed(build.when(*choices), exp.DType.TEXT)
