"""JSON opened into rows: json_array_elements, json_each and json_object_keys, which are OPENJSON.

https://learn.microsoft.com/sql/t-sql/functions/openjson-transact-sql: columns key, value and type; types 4 and 5 are arrays
and objects.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.analyse.row_sources import JSON_ROWS
from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs
from compiler.stages.legalise.rewrites.json.paths import spot_of
from compiler.stages.legalise.rewrites.json.reading import is_array, is_read_on
from compiler.stages.legalise.rewrites.sources.listing import replace_source
from compiler.stages.legalise.rewriting import of_query

SOURCE: Final = "o"


@of_query(exp.Table, exp.Lateral)
def open_json_rows(node: exp.Table | exp.Lateral, context: Context) -> bool:
    """Elements and members come from OPENJSON; the keys of its arrays are places, from 0.

    Before: `jsonb_array_elements_text(j::jsonb -> 'tags') WITH ORDINALITY AS x(tag, n)`
    After:  `CROSS APPLY (SELECT o.value AS tag, CAST(o.[key] AS BIGINT) + 1 AS n FROM OPENJSON(JSON_QUERY(j, N'$.tags')) AS o) AS x`
    """
    function = node.this
    if not isinstance(function, exp.Anonymous) or function.name.lower() not in JSON_ROWS:
        return False
    name = function.name.lower()
    columns = [_column(each, context) for each in JSON_ROWS[name]]
    if node.args.get("ordinality"):
        place = build.cast(build.column("key", SOURCE), exp.DType.BIGINT)
        columns.append(build.known_not_null(build.typed(build.add(place, build.number(1)), exp.DType.BIGINT)))
    spot = spot_of(function.expressions[0])
    build.authors(spot.text)
    document = _of_kind(spot.document(context), "elements" in name, context)
    alias = node.args["alias"]
    names = _names(name, alias, len(columns))
    if "json" in JSON_ROWS[name]:
        _refuse_seen(node, alias.name, names[JSON_ROWS[name].index("json")])
    table = exp.Table(this=exp.OpenJSON(this=document), alias=exp.TableAlias(this=build.identifier(SOURCE)))
    items = [build.alias(value, column) for value, column in zip(columns, names, strict=True)]
    replace_source(node, build.final_around(exp.Select(expressions=items, from_=exp.From(this=table))))
    return True


def _column(kind: str, context: Context) -> exp.Expr:
    if kind == "key":
        made = exp.Collate(this=build.column("key", SOURCE), expression=exp.Var(this="DATABASE_DEFAULT"))
        return build.typed(made, exp.DType.NVARCHAR, 4000)
    value = build.typed(build.column("value", SOURCE), exp.DType.TEXT)
    if kind == "text":
        return value
    kinds = exp.In(this=build.column("type", SOURCE), expressions=[build.number(4), build.number(5)])
    return build.typed(build.when((build.typed(kinds, exp.DType.BOOLEAN), value)), exp.DType.TEXT)


def _of_kind(document: exp.Expr, of_array: bool, context: Context) -> exp.Expr:
    """The JSON text, but one that is no JSON where the sources raise an error: an object for an array, or the other way."""
    found = is_array(document, context)
    wanted = found if of_array else build.negated(found)
    wrong = build.add(build.text("?"), context.copy(document))
    return build.typed(build.when((wanted, document), default=wrong), exp.DType.TEXT)


def _names(function: str, alias: exp.Expr, count: int) -> list[str]:
    """The names that the analysis gave the columns, in its order."""
    given = [column.name for column in alias.args.get("columns") or []]
    default = ["value" if kind in {"text", "json"} else "key" for kind in JSON_ROWS[function]]
    if default == ["key"]:
        default = [alias.name]
    return (given + [*default, "ordinality"][len(given) :])[:count]


def _refuse_seen(node: exp.Expr, source: str, column: str) -> None:
    """An element that is JSON is only read on in: its own text would be spelled anew."""
    root = node.root()
    for found in root.find_all(exp.Column):
        if found.table == source and found.name == column and not is_read_on(found):
            raise differs(found, "JSON as a value is spelled anew", "read a single value with ->>")
