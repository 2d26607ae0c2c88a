"""DISTINCT, UNION, INTERSECT and EXCEPT over text: over keys, in a derived table, of which the texts are made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.exact.keys import Text, sameness, text_in, text_of
from compiler.stages.legalise.rewrites.queries.wrapping import place_of, put_around
from compiler.types.emitted import Scope

Texts = Sequence[Text | None]


def compare_rows(root: exp.Expr, scopes: Mapping[int, Scope], context: Context) -> None:
    """Rewrites every DISTINCT and every set operation that compares text."""
    outermost = [
        node
        for node in root.find_all(exp.SetOperation)
        if not isinstance(node.parent, exp.SetOperation) and _compares(node)
    ]
    for node in outermost:
        _over_keys(node, list(_leaves(node)), scopes, context)
    for select in list(root.find_all(exp.Select)):
        if select.args.get("distinct") is not None and id(select) in scopes:
            _over_keys(select, [select], scopes, context)


def _compares(node: exp.Expr) -> bool:
    query = node.unnest() if isinstance(node, exp.Subquery) else node
    if not isinstance(query, exp.SetOperation):
        return False
    return bool(query.args.get("distinct")) or _compares(query.this) or _compares(query.expression)


def _leaves(node: exp.Expr) -> Iterator[exp.Select]:
    query = node.unnest() if isinstance(node, exp.Subquery) else node
    if isinstance(query, exp.SetOperation):
        yield from _leaves(query.this)
        yield from _leaves(query.expression)
    elif isinstance(query, exp.Select):
        yield query


def _over_keys(
    node: exp.Query, leaves: list[exp.Select], scopes: Mapping[int, Scope], context: Context
) -> None:
    """Wraps a query whose leaves give its rows.

    Before: `SELECT DISTINCT [t].[s] AS [s] FROM ...`
    After:  `SELECT CAST([q].[c1] AS NVARCHAR(100)) AS [s] FROM (SELECT DISTINCT CAST([t].[s] AS VARBINARY(200)) AS [c1] FROM ...) AS [q]([c1])`
    """
    rows = [[text_in(item.unalias(), scopes[id(leaf)]) for item in leaf.expressions] for leaf in leaves]
    columns = [_widest(column) for column in zip(*rows, strict=True)]
    if not any(columns):
        return
    titles = [item.alias for item in leaves[0].expressions]
    for leaf, texts in zip(leaves, rows, strict=True):
        items = [
            build.alias(item.unalias() if text is None else sameness(item.unalias(), text), item.alias)
            for item, text in zip(leaf.expressions, texts, strict=True)
        ]
        leaf.set("expressions", items)
    place, name = place_of(node), context.fresh("exact")
    names = [f"c{at}" for at in range(1, len(titles) + 1)]
    cells = [build.column(each, name) for each in names]
    values = [
        cell if text is None else text_of(cell, text) for cell, text in zip(cells, columns, strict=True)
    ]
    chosen = [
        exp.Alias(this=value, alias=build.identifier(title))
        for value, title in zip(values, titles, strict=True)
    ]
    outer = exp.Select(expressions=chosen, from_=exp.From(this=build.derived(node, name, names)))
    put_around(node, outer, {}, place)


def _widest(texts: Texts) -> Text | None:
    known = [text for text in texts if text is not None]
    if not known:
        return None
    lengths = [text.length for text in known]
    return Text(None if None in lengths else max(length for length in lengths if length is not None))
