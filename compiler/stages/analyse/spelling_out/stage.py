"""Finds what is short for something else, and puts that in its place; what an author named, or did not, keeps its name."""

from __future__ import annotations

from functools import cache

from sqlglot import exp

from compiler.ir.query import SourceDialect
from compiler.stages.analyse.binding import Binding
from compiler.stages.analyse.labels import label
from compiler.stages.analyse.reading import author_dialect
from compiler.stages.analyse.spelling_out import (
    intervals,
    json_keys,
    list_making,
    lists,
    matches,
    parts,
    row_values,
    rows,
    texts,
)
from compiler.stages.analyse.spelling_out.templates import AGGREGATED, SHORT_FOR

_AROUND_AGGREGATES = (exp.Window, exp.Filter, exp.WithinGroup, exp.IgnoreNulls, exp.RespectNulls)
_BY_CLASS: dict[type[exp.Expr], str] = {
    exp.ArrayMax: "list_max",
    exp.ArrayMin: "list_min",
    exp.BitLength: "bit_length",
    exp.Kurtosis: "kurtosis",
    exp.Skewness: "skewness",
}
"""Functions of the templates that sqlglot has a class for."""


def spell_out(tree: exp.Expr, binding: Binding) -> None:
    """Write out, in place, every function of the tree that is short for something else."""
    for node in reversed(list(tree.walk(bfs=False))):  # what is inside before what is around it
        meaning = _meaning(node, binding.dialect)
        if meaning is not None:
            _name_item(node, binding)
            node.replace(meaning)


_MAKERS: dict[SourceDialect, dict[type[exp.Expr] | str, lists.Maker]] = {
    "postgres": {
        **lists.OF_BOTH,
        **rows.OF_POSTGRES,
        **matches.OF_POSTGRES,
        **intervals.OF_POSTGRES,
        **row_values.OF_POSTGRES,
        **json_keys.OF_POSTGRES,
    },
    "duckdb": {
        **lists.OF_DUCKDB,
        **lists.OF_BOTH,
        **list_making.OF_DUCKDB,
        **parts.OF_DUCKDB,
        **texts.OF_DUCKDB,
        **row_values.OF_DUCKDB,
    },
}


def _meaning(node: exp.Expr, dialect: SourceDialect) -> exp.Expr | None:
    key = node.name.lower() if isinstance(node, exp.Anonymous) else type(node)
    maker = _MAKERS[dialect].get(key)
    made = _by_template(node, dialect) if maker is None else maker(node)
    if made is None:
        return None
    for part in made.walk():
        for key in ("start", "end"):
            if key in node.meta:
                part.meta.setdefault(key, node.meta[key])
    return made


def _by_template(node: exp.Expr, dialect: SourceDialect) -> exp.Expr | None:
    name = node.name.lower() if isinstance(node, exp.Anonymous) else _BY_CLASS.get(type(node), "")
    if not name:
        return None
    arguments = node.expressions if isinstance(node, exp.Anonymous) else list(node.iter_expressions())
    if name in AGGREGATED and len(arguments) == 2 and isinstance(arguments[1], exp.Literal):
        name, arguments = f"list_{arguments[1].name.lower()}", arguments[:1]
    template = SHORT_FOR.get(dialect, {}).get((name, len(arguments)))
    if template is None:
        return None
    made = _parsed(template, dialect).copy()
    is_aggregate = isinstance(made, exp.AggFunc) or not made.find(exp.AggFunc)
    if isinstance(node.parent, _AROUND_AGGREGATES) and not is_aggregate:
        return None  # OVER and FILTER belong to one aggregate
    for mark in list(made.find_all(exp.Column)):
        at = mark.name[1:]
        if at.isdigit():
            mark.replace(_operand(arguments[int(at) - 1], mark))
    return exp.Paren(this=made) if isinstance(made, exp.Binary) else made


def _operand(argument: exp.Expr, mark: exp.Expr) -> exp.Expr:
    """A copy of an argument, in brackets where operators stand around it."""
    copy = argument.copy()
    return (
        exp.Paren(this=copy) if isinstance(copy, exp.Binary) and isinstance(mark.parent, exp.Binary) else copy
    )


@cache
def _parsed(template: str, dialect: SourceDialect) -> exp.Expr:
    (select,) = author_dialect(dialect).parse(f"SELECT {template}")
    assert isinstance(select, exp.Select)  # noqa: S101  # the templates are ours
    item: exp.Expr = select.expressions[0]
    for part in item.walk():
        part.meta.clear()
    return item


def _name_item(node: exp.Expr, binding: Binding) -> None:
    """Give an item of a select list that has no name the one that it has as it is written."""
    item: exp.Expr | None = node
    while item is not None and not (isinstance(item.parent, exp.Select) and item.arg_key == "expressions"):
        item = item.parent if not isinstance(item, exp.Query) else None
    if item is None or isinstance(item, exp.Alias | exp.Column | exp.Star):
        return
    name = label(item, binding)
    if name:
        named = exp.Alias(alias=exp.Identifier(this=name, quoted=True))
        item.replace(named)
        named.set("this", item)
