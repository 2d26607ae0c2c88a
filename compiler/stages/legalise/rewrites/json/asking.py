"""What DuckDB asks of JSON: whether a member is there, and of which type it is.

https://duckdb.org/docs/stable/data/json/json_functions: the types are OBJECT, ARRAY, VARCHAR, BIGINT, UBIGINT, DOUBLE, BOOLEAN, NULL.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.json.paths import Spot
from compiler.stages.legalise.rewrites.json.reading import (
    is_there,
    of_member,
    refuse_in_aggregate,
    spot_at_path,
)
from compiler.stages.legalise.rewriting import of_expression

_KINDS: Final = ("NULL", "VARCHAR", "", "BOOLEAN", "ARRAY", "OBJECT")
"""DuckDB's words by OPENJSON's numbers of types; 2 is a number, of which the digits tell more."""
_BROKEN: Final = "%[.eE]%"


def exists_at_path(node: exp.Anonymous, context: Context) -> exp.Expr:
    """Whether there is a value at the path, be it null.

    Before: `json_exists(j, '$.a')`
    After:  `EXISTS (SELECT 1 FROM OPENJSON(j) AS o WHERE o.[key] COLLATE Latin1_General_100_BIN2 = N'a')`, NULL where j is
    """
    spot = spot_at_path(node, node.expressions[0], node.expressions[1:])
    document = Spot(spot.text, ()).document(context)
    unknown = exp.NEQ(this=document, expression=context.copy(document))
    found = is_there(spot, node, context)
    return build.either([found, build.typed(unknown, exp.DType.BOOLEAN)])


@of_expression(exp.JSONType, reads="expression")
def name_type(node: exp.JSONType, context: Context) -> exp.Expr:
    """The type of a value by OPENJSON's number of it; a whole text is asked as the one element of an array.

    Before: `json_type(j, '$.a')`
    After:  `(SELECT CASE o.type WHEN 0 THEN N'NULL' ... END FROM OPENJSON(j) AS o WHERE o.[key] COLLATE Latin1_General_100_BIN2 = N'a')`
    """
    path = node.args.get("expression")
    spot = spot_at_path(node, node.this, [path] if path is not None else [])
    refuse_in_aggregate(node)
    if not spot.steps:
        around = build.add(build.add(build.text("["), spot.document(context)), build.text("]"))
        spot = Spot(build.typed(around, exp.DType.TEXT), ("[0]",))
    return build.typed(exp.Subquery(this=of_member(_word(), spot, context)), exp.DType.TEXT)


def _word() -> exp.Expr:
    kind, digits = build.column("type", "o"), build.binary_text(build.column("value", "o"))
    broken, negative = (
        build.typed(exp.Like(this=digits.copy(), expression=build.text(pattern)), exp.DType.BOOLEAN)
        for pattern in (_BROKEN, "-%")
    )
    number = build.when(
        (broken, build.text("DOUBLE")), (negative, build.text("BIGINT")), default=build.text("UBIGINT")
    )
    named = [
        exp.If(this=build.number(at), true=build.text(word) if word else number)
        for at, word in enumerate(_KINDS)
    ]
    return build.typed(exp.Case(this=kind, ifs=named), exp.DType.NVARCHAR, 7)
