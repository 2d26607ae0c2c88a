"""Values out of a JSON text that may be longer than what JSON_VALUE gives."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.json.paths import Spot
from compiler.stages.legalise.rewrites.json.reading import READ_AS_TEXT, spot_of_text
from compiler.stages.legalise.rewrites.text.measuring import LONGEST, bounded_length
from compiler.stages.legalise.rewriting import of_query
from compiler.types.families import family

SOURCE: Final = "o"


@of_query(*READ_AS_TEXT)
def read_long_json_value(node: exp.Expr, context: Context) -> bool:
    """JSON_VALUE gives NULL for a text of more than 4,000 characters, so OPENJSON is asked where a column may hold one.

    OPENJSON is asked of the text `null`, too: engines that speak T-SQL do not agree on whether JSON_VALUE gives it for a null.

    The text is opened as the one element of an array, so that it is one row whatever it is. What becomes a number, a day or
    a truth value is never that long.
    https://learn.microsoft.com/sql/t-sql/functions/json-value-transact-sql#return-value

    Before: `j ->> 'a'`
    After:  `COALESCE(NULLIF(JSON_VALUE(j, N'$.a'), N'null'), (SELECT COALESCE(o.text, o.json) FROM OPENJSON(N'[' + j + N']')
             WITH (text NVARCHAR(MAX) '$.a', json NVARCHAR(MAX) '$.a' AS JSON) AS o))`
    """
    spot = spot_of_text(node)
    if spot is None or _becomes_short(node) or (bounded_length(spot.text) or LONGEST + 1) <= LONGEST:
        return False
    build.authors(spot.text)
    short = build.call(
        "NULLIF", build.call("JSON_VALUE", context.copy(spot.text), spot.path), build.text("null")
    )
    made = build.typed(
        build.call("COALESCE", short, exp.Subquery(this=_opened(spot, context))), exp.DType.TEXT
    )
    node.replace(build.final_around(build.take_nullability(made, node)))
    return True


def _becomes_short(node: exp.Expr) -> bool:
    holder = node.parent
    while isinstance(holder, exp.Paren):
        holder = holder.parent
    return isinstance(holder, exp.Cast | exp.TryCast) and family(holder.args["to"]) not in {"text", "json"}


def _opened(spot: Spot, context: Context) -> exp.Select:
    """A query of one row and value: the text of a scalar at the spot, or the object or array that stands there."""
    opening = build.typed(build.add(build.text("["), context.copy(spot.text)), exp.DType.TEXT)
    columns = [
        exp.OpenJSONColumnDef(
            this=build.identifier(name),
            kind=build.data_type(exp.DType.TEXT),
            path=exp.Literal.string(spot.path),
            as_json=name == "json",
        )
        for name in ("text", "json")
    ]
    source = exp.OpenJSON(this=build.add(opening, build.text("]")), expressions=columns)
    table = exp.Table(this=source, alias=exp.TableAlias(this=build.identifier(SOURCE)))
    found = build.call("COALESCE", *(build.column(name, SOURCE) for name in ("text", "json")))
    item = build.alias(build.typed(found, exp.DType.TEXT), "value")
    return exp.Select(expressions=[item], from_=exp.From(this=table))
