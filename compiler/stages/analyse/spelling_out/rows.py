"""Functions in FROM that return rows of lists written in the query: VALUES, whose rows hold the members side by side.

https://www.postgresql.org/docs/current/functions-array.html: unnest of several lists pads the shorter ones with NULL.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from sqlglot import exp

from compiler.stages.analyse.spelling_out.lists import Makers, members


def spell_unnest(node: exp.Expr) -> exp.Expr | None:
    """`unnest(ARRAY[1, 2], ARRAY['a', 'b']) AS u(x, y)` as `(VALUES (1, 'a'), (2, 'b')) AS u(x, y)`; WITH ORDINALITY numbers them."""
    offset, alias = node.args.get("offset"), node.args.get("alias")
    if not isinstance(alias, exp.TableAlias) or (not offset and len(node.expressions) < 2):
        return None
    names = [*(alias.args.get("columns") or []), *([offset] if isinstance(offset, exp.Identifier) else [])]
    if len(names) != len(node.expressions) + bool(offset):
        return None
    rows = zipped(node.expressions, numbered=bool(offset))
    return None if rows is None else source_of(rows, exp.TableAlias(this=alias.this, columns=names))


def zipped(lists: list[exp.Expr], *, numbered: bool = False) -> list[list[exp.Expr]] | None:
    """The members of lists side by side, row by row; None where one of them is not written out."""
    found = [members(each) for each in lists]
    written = [each for each in found if each]
    if len(written) != len(lists):
        return None
    rows = [[exp.Null() if each is None else each.copy() for each in row] for row in zip_longest(*written)]
    return [[*row, exp.Literal.number(at)] for at, row in enumerate(rows, 1)] if numbered else rows


def source_of(rows: list[list[exp.Expr]], alias: exp.TableAlias) -> exp.Expr:
    """These rows as an item of FROM; one that names columns of other items sees them."""
    values = exp.Values(expressions=[exp.Tuple(expressions=row) for row in rows])
    if not any(isinstance(part, exp.Column) for part in values.walk()):
        values.set("alias", alias.copy())
        return values
    return exp.Lateral(this=exp.Subquery(this=values), alias=alias.copy())


def spell_table(node: exp.Expr) -> exp.Expr | None:
    """`string_to_table(s, ',') AS x` as `unnest(string_to_array(s, ',')) AS x`."""
    function = node.this
    if not isinstance(function, exp.Anonymous) or function.name.lower() != "string_to_table":
        return None
    texts = exp.func("string_to_array", *[each.copy() for each in function.expressions], dialect="postgres")
    alias = node.args.get("alias") or exp.TableAlias(this=exp.to_identifier("string_to_table"))
    made = exp.Unnest(expressions=[texts], alias=alias.copy())
    for key in ("offset", "joins"):
        if node.args.get(key):
            made.set(key, node.args[key])
    return made


OF_POSTGRES: Final[Makers] = {exp.Unnest: spell_unnest, exp.Table: spell_table}
