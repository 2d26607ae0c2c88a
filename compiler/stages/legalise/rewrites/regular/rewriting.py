"""The rewrites of regular expressions and of SIMILAR TO."""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, Refusal, needs, no_form
from compiler.stages.legalise.rewrites.regular.extracting import first_match
from compiler.stages.legalise.rewrites.regular.matching import NoLike, matches
from compiler.stages.legalise.rewrites.regular.native import written
from compiler.stages.legalise.rewrites.regular.replacing import NeedsTranslate, replace_all, replace_first
from compiler.stages.legalise.rewrites.regular.syntax import Branch, Flavour, Unreadable, branches_of
from compiler.stages.legalise.rewrites.text.measuring import literal_int, literal_text, require_text
from compiler.stages.legalise.rewriting import of_expression

HELP: Final = "write LIKE, or starts_with, ends_with, position, split_part, replace"
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
    if pattern is None or by is None or "\\" in by:
        raise no_form(node, "a regular expression, or a replacement, that is computed or has \\", HELP)
    branches = _read(pattern, flavour, node)
    subject = require_text(node.this)
    try:
        change = replace_all if flags and "g" in flags else replace_first
        return change(subject, branches, by, context)
    except NeedsTranslate:
        raise needs(node, "this replacement", "2017") from None
    except NoLike:
        raise no_form(node, "this replacement by a regular expression", HELP) from None


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
    branch = made.args["ifs"][0]
    known = build.negated(build.is_null(context.copy(subject)))
    return build.typed(
        build.when((branch.this, branch.args["true"]), (known, build.text(""))), exp.DType.TEXT
    )


def extract_first(node: exp.Expr, context: Context) -> exp.Expr:
    """PostgreSQL's substring(text FROM pattern): the first group of the first match, or all of it; NULL where there is none."""
    return _extracted(node, Flavour(re2=False), None, context)


def _extracted(node: exp.Expr, flavour: Flavour, group: int | None, context: Context) -> exp.Expr:
    pattern = literal_text(node.args.get("start") or node.expression)
    if pattern is None:
        raise no_form(node, "a regular expression that is computed", HELP)
    branches = _read(pattern, flavour, node)
    refusal: Refusal = no_form(node, "this extraction by a regular expression", HELP)
    if len(branches) != 1:
        raise refusal
    if group is None:
        group = min((piece.group for piece in branches[0].pieces if piece.group), default=0)
    text = require_text(node.this)
    try:
        place = first_match(text, branches[0], group, context)
    except NoLike:
        raise refusal from None
    value = build.call("SUBSTRING", context.copy(text), place.start, place.length)
    return build.typed(build.when((place.is_found, value)), exp.DType.TEXT)
