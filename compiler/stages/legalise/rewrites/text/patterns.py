"""LIKE and ILIKE."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.booleans.narrowing import mark_narrow
from compiler.stages.legalise.rewrites.text.measuring import literal_text, require_text
from compiler.stages.legalise.rewriting import of_expression

SPECIAL: Final = frozenset("%_[")


def fixed(text: str) -> str:
    """A text as a T-SQL pattern that matches just it."""
    return "".join(f"[{char}]" if char in SPECIAL else char for char in text)


@of_expression(exp.Like)
def rewrite_like(node: exp.Like, context: Context) -> exp.Expr:
    r"""PostgreSQL escapes with a backslash unless told otherwise, T-SQL with nothing; `[` is special in T-SQL only.

    Before: `s LIKE 'a[b]\_%'` (postgres)
    After:  `s LIKE N'a[[]b][_]%'`
    """
    if isinstance(node.parent, exp.Escape):
        return node
    escape = "\\" if context.is_postgres else None
    if isinstance(node.expression, exp.Any | exp.All):
        return _each(node, escape, _like)
    return _like(node, escape)


@of_expression(exp.ILike)
def rewrite_ilike(node: exp.ILike, context: Context) -> exp.Expr:
    """Case is folded on both sides, and the rest compared exactly.

    Before: `s ILIKE 'A%'`
    After:  `LOWER(s) COLLATE Latin1_General_100_BIN2 LIKE N'a%'`
    """
    if isinstance(node.parent, exp.Escape):
        return node
    escape = "\\" if context.is_postgres else None
    if isinstance(node.expression, exp.Any | exp.All):
        return _each(node, escape, _ilike)
    return _ilike(node, escape)


def _each(
    node: exp.Binary, escape: str | None, make: Callable[[exp.Binary, str | None], exp.Expr]
) -> exp.Expr:
    """`LIKE ANY (ARRAY['a%', 'b%'])` as one LIKE for each pattern."""
    patterns = node.expression.this
    if not isinstance(patterns, exp.Array | exp.Tuple) or not patterns.expressions:
        raise no_form(node, "LIKE ANY or LIKE ALL of this", "join several LIKE with OR or AND")
    made = [
        make(type(node)(this=node.this.copy(), expression=pattern), escape)
        for pattern in patterns.expressions
    ]
    return build.either(made) if isinstance(node.expression, exp.Any) else build.both(made)


@of_expression(exp.Escape)
def rewrite_escape(node: exp.Escape, context: Context) -> exp.Expr:
    """A pattern with its own escape character is spelled with classes.

    Before: `s LIKE '50!%' ESCAPE '!'`
    After:  `s LIKE N'50[%]'`
    """
    mark = literal_text(node.expression)
    if mark is None or len(mark) > 1:
        raise no_form(node, "an escape character that is no literal")
    inner = node.this
    if isinstance(inner, exp.ILike):
        return _ilike(inner, mark or None)
    if not isinstance(inner, exp.Like):
        raise no_form(node, "ESCAPE of this pattern")
    return _like(inner, mark or None)


def _like(node: exp.Binary, escape: str | None) -> exp.Expr:
    text, pattern = require_text(node.this, padded=True), _pattern(node.expression, escape, node)
    mark_narrow(pattern, text)
    made = exp.Like(this=text, expression=pattern)
    return build.take_facts(build.typed(made, exp.DType.BOOLEAN), node)


def _ilike(node: exp.Binary, escape: str | None) -> exp.Expr:
    pattern = node.expression
    known = literal_text(pattern)
    folded = (
        build.text(known.lower())
        if known is not None
        else build.typed(build.call("LOWER", require_text(pattern)), exp.DType.TEXT)
    )
    text = build.binary_text(build.call("LOWER", require_text(node.this, padded=True)))
    made = exp.Like(this=text, expression=_pattern(folded, escape, node))
    return build.take_facts(build.typed(made, exp.DType.BOOLEAN), node)


def _pattern(pattern: exp.Expr, escape: str | None, node: exp.Expr) -> exp.Expr:
    known = literal_text(pattern)
    if known is not None:
        return build.text(_classes(known, escape, node))
    return _computed(require_text(pattern), escape)


def _classes(pattern: str, escape: str | None, node: exp.Expr) -> str:
    made, at = [], 0
    while at < len(pattern):
        char = pattern[at]
        if char == escape:
            at += 1
            if at == len(pattern):
                raise no_form(node, "a pattern that ends with its escape character")
            made.append(fixed(pattern[at]))
        else:
            made.append("[[]" if char == "[" else char)
        at += 1
    return "".join(made)


def _computed(pattern: exp.Expr, escape: str | None) -> exp.Expr:
    """A pattern that is known only at run time: brackets, and what the escape character protects, become classes."""
    made = pattern
    if escape is not None:
        for char in (escape, "%", "_"):
            made = build.call(
                "REPLACE", made, escape + char, {escape: "\ue001", "%": "\ue002", "_": "\ue003"}[char]
            )
    made = build.call("REPLACE", made, "[", "[[]")
    if escape is not None:
        made = build.call("REPLACE", made, escape, "")
        for mark, char in (("\ue001", escape), ("\ue002", "[%]"), ("\ue003", "[_]")):
            made = build.call("REPLACE", made, mark, char)
    return build.typed(made, exp.DType.TEXT)
