"""Queries: WITH, SELECT, FROM, set operations, TOP and FETCH."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from tests.support.tsql_reader.aggregates import read_order
from tests.support.tsql_reader.casting import type_of
from tests.support.tsql_reader.expressions import Collation, Columns, Reader
from tests.support.tsql_reader.reading import tree_of
from tests.support.tsql_reader.types import NotRead, Type, duckdb_word, highest, quoted

Output = list[tuple[str, Type]]
Tables = Mapping[str, Columns]
_SETS: dict[type[exp.Expr], str] = {exp.Union: "UNION", exp.Except: "EXCEPT", exp.Intersect: "INTERSECT"}
_GROUPINGS: dict[type[exp.Expr], str] = {
    exp.Rollup: "ROLLUP",
    exp.Cube: "CUBE",
    exp.GroupingSets: "GROUPING SETS",
}
_KNOWN = frozenset(
    {
        "expressions",
        "from_",
        "joins",
        "where",
        "group",
        "having",
        "order",
        "limit",
        "offset",
        "distinct",
        "with_",
        "options",
        "kind",
    }
)


def read_statement(
    sql: str, tables: Tables, parameters: Mapping[str, Type], collation: Collation = "as written"
) -> str:
    """A statement of T-SQL in DuckDB's SQL; `tables` by `schema.table` in lower case. Raises NotRead."""
    reader = Reader(parameters, collation, read_query)
    reader.ctes.update({f"table {name}": columns for name, columns in tables.items()})
    return read_query(tree_of(sql), reader)[0]


def read_query(node: exp.Expr, reader: Reader) -> tuple[str, Output]:
    """A query and its columns."""
    while isinstance(node, exp.Subquery | exp.Paren):
        node = node.this
    reader = reader.inside({})
    opening = _with(node, reader)
    if isinstance(node, exp.SetOperation):
        sql, columns = _set_operation(node, reader)
    elif isinstance(node, exp.Select):
        sql, columns = _select(node, reader)
    else:
        raise NotRead(f"the query {type(node).__name__}")
    return opening + sql, columns


def _with(node: exp.Expr, reader: Reader) -> str:
    clause = node.args.get("with_")
    if clause is None:
        return ""
    parts = []
    recursive = False
    for cte in clause.expressions:
        refers = any(table.name == cte.alias and not table.db for table in cte.this.find_all(exp.Table))
        recursive |= refers
        if refers:
            reader.ctes[cte.alias.lower()] = _columns(cte, read_query(cte.this.this, reader)[1])
        sql, columns = read_query(cte.this, reader)
        reader.ctes[cte.alias.lower()] = _columns(cte, columns)
        names = ", ".join(map(quoted, reader.ctes[cte.alias.lower()]))
        parts.append(f"{quoted(cte.alias)}({names}) AS ({sql})")
    return f"WITH {'RECURSIVE ' if recursive else ''}{', '.join(parts)} "


def _columns(node: exp.Expr, output: Output) -> Columns:
    alias = node.args.get("alias")
    given = (
        [each.name for each in alias.args.get("columns") or []] if isinstance(alias, exp.TableAlias) else []
    )
    names = given or [name for name, _ in output]
    return {name.lower(): kind for name, (_, kind) in zip(names, output, strict=True)}


def _set_operation(node: exp.SetOperation, reader: Reader) -> tuple[str, Output]:
    if any(node.args.get(part) for part in ("order", "limit", "offset")):
        raise NotRead("a set operation with an order or a limit")
    (left, ones), (right, others) = read_query(node.this, reader), read_query(node.expression, reader)
    word = _SETS[type(node)] + ("" if node.args.get("distinct") else " ALL")
    kinds = [highest([one[1], other[1]]) for one, other in zip(ones, others, strict=True)]
    if node.args.get("distinct") and reader.collation == "hostile" and any(k.kind == "text" for k in kinds):
        raise AssertionError(f"text is left to the collation in {word}")
    return f"({_as(left, kinds)}) {word} ({_as(right, kinds)})", [
        (name, kind) for (name, _), kind in zip(ones, kinds, strict=True)
    ]


def _as(sql: str, kinds: list[Type]) -> str:
    names = [f"c{at}" for at in range(1, len(kinds) + 1)]
    items = ", ".join(
        f"CAST({name} AS {duckdb_word(kind)}) AS {name}" if kind.kind != "null" else name
        for name, kind in zip(names, kinds, strict=True)
    )
    return f"SELECT {items} FROM ({sql}) AS ts_side({', '.join(names)})"


def _select(node: exp.Select, reader: Reader) -> tuple[str, Output]:
    unknown = [name for name, value in node.args.items() if value and name not in _KNOWN]
    if unknown:
        raise NotRead(f"{unknown[0]} of a SELECT")
    source, inside = _from(node, reader)
    values = [inside.value(item.unalias()) for item in node.expressions]
    names = [item.alias or f"ts_{at}" for at, item in enumerate(node.expressions, 1)]
    distinct = node.args.get("distinct") is not None
    if distinct:
        inside.refuse_collated(values, "DISTINCT")
    items = ", ".join(f"{value.sql} AS {quoted(name)}" for value, name in zip(values, names, strict=True))
    words = [f"SELECT {'DISTINCT ' if distinct else ''}{items}", source]
    if node.args.get("where") is not None:
        words.append(f"WHERE {inside.condition(node.args['where'].this)}")
    if node.args.get("group") is not None:
        words.append(f"GROUP BY {_group(node.args['group'], inside)}")
    if node.args.get("having") is not None:
        words.append(f"HAVING {inside.condition(node.args['having'].this)}")
    words.extend(_tail(node, inside))
    return " ".join(word for word in words if word), list(zip(names, [v.type for v in values], strict=True))


def _tail(node: exp.Select, reader: Reader) -> list[str]:
    words = [read_order(reader, node.args["order"])] if node.args.get("order") is not None else []
    limit, offset = node.args.get("limit"), node.args.get("offset")
    if limit is not None:
        options = limit.args.get("limit_options")
        if options is not None and (options.args.get("with_ties") or options.args.get("percent")):
            raise NotRead("TOP WITH TIES")
        count: exp.Expr = limit.args["count"] if isinstance(limit, exp.Fetch) else limit.expression
        words.append(f"LIMIT {reader.value(count).sql}")
    if offset is not None:
        words.append(f"OFFSET {reader.value(offset.expression).sql}")
    return words


def _group(node: exp.Group, reader: Reader) -> str:
    items = [_key(key, reader) for key in node.expressions]
    for part in ("rollup", "cube", "grouping_sets"):
        items += [_key(each, reader) for each in node.args.get(part) or []]
    return ", ".join(items)


def _key(node: exp.Expr, reader: Reader) -> str:
    if isinstance(node, exp.Tuple):
        return f"({', '.join(_key(each, reader) for each in node.expressions)})"
    if type(node) in _GROUPINGS:
        return f"{_GROUPINGS[type(node)]} ({', '.join(_key(each, reader) for each in node.expressions)})"
    value = reader.value(node)
    reader.refuse_collated([value], "GROUP BY")
    return value.sql


def _from(node: exp.Select, reader: Reader) -> tuple[str, Reader]:
    first = node.args.get("from_")
    if first is None:
        return "", reader.inside({})
    inside = reader.inside({})
    words = ["FROM " + _source(first.this, inside)]
    words += [_join(join, inside) for join in node.args.get("joins") or []]
    return " ".join(words), inside


def _join(join: exp.Join, reader: Reader) -> str:
    if isinstance(join.this, exp.Lateral):
        word = "CROSS JOIN" if join.this.args.get("cross_apply") else "LEFT JOIN"
        source = _source(join.this, reader)
        return f"{word} LATERAL {source}" + ("" if word == "CROSS JOIN" else " ON TRUE")
    source, side, kind = _source(join.this, reader), join.side, join.kind
    if kind == "CROSS" or (not kind and not side and join.args.get("on") is None):
        return f"CROSS JOIN {source}"
    if (
        join.args.get("on") is None
        or side not in ("", "LEFT", "RIGHT", "FULL")
        or kind not in ("", "INNER", "OUTER")
    ):
        raise NotRead(f"the join {join.sql('tsql')[:40]}")
    return f"{side or 'INNER'} JOIN {source} ON {reader.condition(join.args['on'])}"


def _source(node: exp.Expr, reader: Reader) -> str:
    """A source with the joins that stand in brackets with it."""
    joins = node.args.get("joins") or []
    if not joins:
        return _bare_source(node, reader)
    first = node.copy()
    first.set("joins", None)
    return " ".join([_source(first, reader), *(_join(join, reader) for join in joins)])


def _bare_source(node: exp.Expr, reader: Reader) -> str:
    alias = node.alias
    if (
        isinstance(node, exp.Subquery)
        and not alias
        and not isinstance(node.this, exp.Select | exp.SetOperation)
    ):
        return f"({_source(node.this, reader)})"
    if isinstance(node, exp.Table):
        if isinstance(node.this, exp.OpenJSON):
            return _listed(node.this, alias, reader)
        known = f"table {node.db}.{node.name}".lower() if node.db else node.name.lower()
        if known not in reader.ctes:
            raise NotRead(f"the table {node.sql('tsql')}")
        reader.sources[alias.lower()] = reader.ctes[known]
        schema = f"{quoted(node.db)}." if node.db else ""
        return f"{schema}{quoted(node.name)} AS {quoted(alias)}"
    if isinstance(node, exp.Values):
        return _rows(node, node, reader)
    inner = node.this.this if isinstance(node, exp.Lateral) else node.this
    if not isinstance(node, exp.Lateral | exp.Subquery) or not isinstance(inner, exp.Expr):
        raise NotRead(f"the source {type(node).__name__}")
    if isinstance(inner, exp.Values):
        return _rows(inner, node, reader)
    sql, output = read_query(inner, reader)
    reader.sources[alias.lower()] = columns = _columns(node, output)
    return f"({sql}) AS {quoted(alias)}({', '.join(map(quoted, columns))})"


def _rows(node: exp.Values, holder: exp.Expr, reader: Reader) -> str:
    rows = [[reader.value(item) for item in row.expressions] for row in node.expressions]
    kinds = [highest([value.type for value in column]) for column in zip(*rows, strict=True)]
    columns = _columns(holder, [("", kind) for kind in kinds])
    reader.sources[holder.alias.lower()] = columns
    listed = ", ".join(f"({', '.join(value.sql for value in row)})" for row in rows)
    return f"(VALUES {listed}) AS {quoted(holder.alias)}({', '.join(map(quoted, columns))})"


def _listed(node: exp.OpenJSON, alias: str, reader: Reader) -> str:
    if len(node.expressions) != 1 or not isinstance(node.this, exp.Parameter):
        raise NotRead("OPENJSON of this")
    (column,) = node.expressions
    kind, _ = type_of(column.args["kind"])
    reader.sources[alias.lower()] = {column.name.lower(): kind}
    word = duckdb_word(kind)
    values = f"CAST(unnest(CAST(${node.this.name} AS VARCHAR[])) AS {word})"
    return f"(SELECT {values} AS {quoted(column.name)}) AS {quoted(alias or 'ts_list')}"
