"""Single values out of a JSON text, and what is asked of its objects and arrays."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.analyse.reading import author_dialect
from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs, no_form
from compiler.stages.legalise.rewrites.json.paths import OBJECTS, Spot, member, member_name, spot_of, steps_of
from compiler.stages.legalise.rewriting import of_expression

PATH_TEXTS: Final = frozenset({"json_extract_path_text", "jsonb_extract_path_text"})
READERS: Final = PATH_TEXTS | {
    "json_array_length",
    "jsonb_array_length",
    "json_exists",
    "json_typeof",
    "jsonb_typeof",
}
"""Functions that take JSON and give none."""
_READING: Final = (
    *OBJECTS,
    exp.JSONExtractScalar,
    exp.JSONBExtractScalar,
    exp.JSONBContainsTopKey,
    exp.JSONType,
)
KINDS: Final = ("null", "string", "number", "boolean", "array", "object")
"""Names of PostgreSQL's json_typeof, by OPENJSON's numbers of types."""


def is_read_on(node: exp.Expr) -> bool:
    """Whether what stands around a JSON value reads on in it, so that the value itself is never seen."""
    parent = node.parent
    if isinstance(parent, exp.Anonymous) and parent.name.lower() in READERS:
        return True
    if isinstance(parent, exp.Is):
        return isinstance(parent.expression, exp.Null)
    return isinstance(parent, _READING)


@of_expression(*OBJECTS)
def check_json_object(node: exp.JSONExtract | exp.JSONBExtract, context: Context) -> exp.Expr:
    """`->` gives JSON, which is only read on; alone it would be spelled otherwise. DuckDB's casts read the value.

    Before: `j -> 'a' ->> 'b'`, `(j -> '$.a')::INT` (duckdb)
    After:  `COALESCE(JSON_VALUE(j, N'$.a.b'), ...)`, `CAST(COALESCE(JSON_VALUE(j, N'$.a'), ...) AS INT)`
    """
    if is_read_on(node):
        return node
    casts = isinstance(node.parent, exp.Cast) and node.arg_key == "this" and not context.is_postgres
    if casts and node.parent is not None and node.parent.args["to"].this not in _TEXTS:
        return spot_of(node).scalar(context)
    raise differs(node, "JSON as a value is spelled anew", "read a single value with ->>")


_TEXTS: Final = frozenset({exp.DType.TEXT, exp.DType.VARCHAR, exp.DType.JSON, exp.DType.CHAR})


@of_expression(exp.JSONExtractScalar, exp.JSONBExtractScalar)
def read_json_value(node: exp.JSONExtractScalar | exp.JSONBExtractScalar, context: Context) -> exp.Expr:
    """`->>` gives the text of a scalar, or of an object or an array as it stands.

    Before: `j ->> 'a'`
    After:  `COALESCE(JSON_VALUE(j, N'$.a'), NULLIF(JSON_QUERY(j, N'$.a'), N'null'))`
    """
    return _read(node).scalar(context)


def _read(node: exp.JSONExtractScalar | exp.JSONBExtractScalar) -> Spot:
    outer = spot_of(node.this)
    return Spot(outer.text, outer.steps + steps_of(node))


def path_text(node: exp.Anonymous, context: Context) -> exp.Expr:
    """`json_extract_path_text(j, 'a', 'b')` is `j -> 'a' ->> 'b'`."""
    return _followed(node).scalar(context)


def _followed(node: exp.Anonymous) -> Spot:
    json, *names = node.expressions
    if not all(isinstance(name, exp.Literal) and name.is_string for name in names):
        raise no_form(node, "a JSON path that is computed", "write the members as literals")
    outer = spot_of(json)
    steps = tuple(f"[{name.name}]" if name.name.isdigit() else member(name.name) for name in names)
    return Spot(outer.text, outer.steps + steps)


READ_AS_TEXT: Final = (exp.JSONExtractScalar, exp.JSONBExtractScalar, exp.Anonymous)
"""Classes of what gives the text of a value, by an operator or by a function of a name."""


def spot_of_text(node: exp.Expr) -> Spot | None:
    """The spot whose text an expression gives; None for another function. Raises `Refusal`."""
    if isinstance(node, exp.JSONExtractScalar | exp.JSONBExtractScalar):
        return _read(node)
    if isinstance(node, exp.Anonymous) and node.name.lower() in PATH_TEXTS:
        return _followed(node)
    return None


def array_length(node: exp.Anonymous, context: Context) -> exp.Expr:
    """How many elements an array has; of what is none NULL in PostgreSQL, which knows an error only, and 0 in DuckDB.

    Before: `json_array_length(j -> 'a')`
    After:  `CASE WHEN JSON_QUERY(j, N'$.a') LIKE N'[[]%' THEN (SELECT COUNT(*) FROM OPENJSON(j, N'$.a')) END`
    """
    json, *paths = node.expressions
    spot = spot_at_path(node, json, paths)
    document = spot.document(context)
    refuse_in_aggregate(node)
    count = exp.Select(
        expressions=[build.call("COUNT_BIG", exp.Star())],
        from_=exp.From(this=exp.Table(this=exp.OpenJSON(this=context.copy(document)))),
    )
    branches: list[tuple[exp.Expr, exp.Expr]] = [(is_array(document, context), exp.Subquery(this=count))]
    if not context.is_postgres:
        known = build.negated(build.is_null(context.copy(document)))
        branches.append((is_there(spot, node, context) if spot.steps else known, build.number(0)))
    return build.typed(build.when(*branches), exp.DType.INT if context.is_postgres else exp.DType.BIGINT)


def spot_at_path(node: exp.Expr, json: exp.Expr, paths: list[exp.Expr]) -> Spot:
    """The spot in a JSON expression to which the path of a function leads, if it has one. Raises `Refusal`."""
    outer = spot_of(json)
    steps = steps_of(exp.JSONExtract(this=json.copy(), expression=_parsed(paths[0], node))) if paths else ()
    return Spot(outer.text, outer.steps + steps)


def _parsed(path: exp.Expr, node: exp.Expr) -> exp.Expr:
    if isinstance(path, exp.JSONPath):
        return path
    if isinstance(path, exp.Literal) and path.is_string and path.name.isidentifier():
        return path  # DuckDB takes a bare name for that of a member
    if not (isinstance(path, exp.Literal) and path.is_string and path.name.startswith("$")):
        raise no_form(node, "a JSON path that is computed, or no path of JSON", "write it as '$.a'")
    return author_dialect("duckdb").to_json_path(path.copy()) or path


def is_array(document: exp.Expr, context: Context) -> exp.Expr:
    """The condition that a JSON text is an array: its first bracket is a square one; JSON_QUERY of a path begins with it."""
    if isinstance(document, exp.Anonymous):
        made = exp.Like(this=build.binary_text(context.copy(document)), expression=build.text("[[]%"))
        return build.typed(made, exp.DType.BOOLEAN)
    first = build.call("PATINDEX", "%[[{]%", context.copy(document))
    square = build.call("CHARINDEX", "[", context.copy(document))
    some = build.typed(exp.GT(this=square, expression=build.number(0)), exp.DType.BOOLEAN)
    same = build.typed(exp.EQ(this=first, expression=square.copy()), exp.DType.BOOLEAN)
    return build.both([some, same])


def refuse_in_aggregate(node: exp.Expr) -> None:
    """SQL Server computes no aggregate over a subquery (Msg 130)."""
    at: exp.Expr | None = node.parent
    while at is not None and not isinstance(at, exp.Query):
        if isinstance(at, exp.AggFunc) or (isinstance(at, exp.Anonymous) and at.name in _AGGREGATES):
            raise no_form(
                node, "this JSON function inside an aggregate", "compute it in a derived table first"
            )
        at = at.parent


_AGGREGATES: Final = frozenset({"SUM", "MIN", "MAX", "AVG", "COUNT_BIG", "STRING_AGG"})


def kind_of_value(node: exp.Anonymous, context: Context) -> exp.Expr:
    """`json_typeof` of a member, by the number that OPENJSON gives its type."""
    spot = spot_of(node.expressions[0])
    if not spot.steps:
        raise no_form(node, "json_typeof of a whole text", "ask for a member: json_typeof(j -> 'a')")
    kind = build.column("type", "o")
    names = [exp.If(this=build.number(number), true=build.text(name)) for number, name in enumerate(KINDS)]
    chosen = build.typed(exp.Case(this=kind, ifs=names), exp.DType.NVARCHAR, 7)
    refuse_in_aggregate(node)
    return build.typed(exp.Subquery(this=of_member(chosen, spot, context)), exp.DType.TEXT)


def of_member(value: exp.Expr, spot: Spot, context: Context) -> exp.Select:
    """A query of one value for the member that the spot names, of no row where there is none."""
    name = member_name(spot.steps[-1])
    source = exp.OpenJSON(this=Spot(spot.text, spot.steps[:-1]).document(context))
    table = exp.Table(this=source, alias=exp.TableAlias(this=build.identifier("o")))
    key = build.binary_text(build.column("key", "o"))
    same = build.typed(exp.EQ(this=key, expression=build.text(name)), exp.DType.BOOLEAN)
    return exp.Select(expressions=[value], from_=exp.From(this=table), where=exp.Where(this=same))


def is_there(spot: Spot, node: exp.Expr, context: Context) -> exp.Expr:
    """The condition that a member is there, even if it is null.

    Before: `j -> 'a' IS NOT NULL`
    After:  `EXISTS (SELECT 1 FROM OPENJSON(j) AS o WHERE o.[key] COLLATE Latin1_General_100_BIN2 = N'a')`
    """
    refuse_in_aggregate(node)
    one = build.alias(build.number(1), "one")
    found = exp.Exists(this=of_member(one, spot, context))
    return build.known_not_null(build.typed(found, exp.DType.BOOLEAN))


@of_expression(exp.JSONBContainsTopKey)
def find_json_key(node: exp.JSONBContainsTopKey, context: Context) -> exp.Expr:
    """`?` asks for a member of an object, or for a text in an array.

    Before: `j::jsonb ? 'a'`
    After:  `EXISTS (SELECT 1 FROM OPENJSON(j) AS o WHERE o.[key] = N'a' ...)`, NULL where j is
    """
    name = node.expression
    if not (isinstance(name, exp.Literal) and name.is_string):
        raise no_form(node, "a JSON key that is computed")
    refuse_in_aggregate(node)
    document = spot_of(node.this).document(context)
    table = exp.Table(
        this=exp.OpenJSON(this=context.copy(document)), alias=exp.TableAlias(this=build.identifier("o"))
    )
    text = build.typed(exp.EQ(this=build.column("type", "o"), expression=build.number(1)), exp.DType.BOOLEAN)
    element = build.both([is_array(document, context), text, _equals("value", name)])
    key = build.both([build.negated(is_array(document, context)), _equals("key", name)])
    query = exp.Select(
        expressions=[build.alias(build.number(1), "one")],
        from_=exp.From(this=table),
        where=exp.Where(this=build.either([key, element])),
    )
    found = build.known_not_null(build.typed(exp.Exists(this=query), exp.DType.BOOLEAN))
    other = exp.NEQ(this=context.copy(document), expression=context.copy(document))
    return build.either([found, build.typed(other, exp.DType.BOOLEAN)])


def _equals(column: str, name: exp.Expr) -> exp.Expr:
    made = exp.EQ(this=build.binary_text(build.column(column, "o")), expression=name.copy())
    return build.typed(made, exp.DType.BOOLEAN)
