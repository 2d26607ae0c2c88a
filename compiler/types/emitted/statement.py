"""Typing a statement of the T-SQL core: sources first, then the select list, subqueries in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema
from compiler.ir.from_items import from_items
from compiler.types.emitted.functions import FUNCTIONS, highest
from compiler.types.emitted.promotion import Sign, arithmetic, lossless, promoted
from compiler.types.sqlserver import MAX, SqlType, data_type_of, type_of_data_type

Named = dict[str, SqlType | None]
"""Column names in lower case, in order, to types."""

_LOSABLE = ("decimal", "numeric", "float")
_STATED = (exp.Column, exp.Cast, exp.TryCast, exp.Literal, exp.Parameter, exp.Null)
_SIGNS: dict[type[exp.Expr], Sign] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%"}


def emitted_types(tree: exp.Expr, schema: CatalogSchema) -> list[str | None]:
    """The type of each column that the statement returns, in T-SQL's words; None where no rule tells."""
    found = Typing(schema).query(tree, {}, {})
    return [None if sql_type is None else str(sql_type) for sql_type in found]


def state_types(tree: exp.Expr, schema: CatalogSchema) -> list[str | None]:
    """As `emitted_types`; every computed decimal or float of a select list is cast, in place, to the type that it has.

    For SQL Server that changes nothing but makes the contract with the site exact. Other servers that speak T-SQL lose the
    scale of a computed column on its way out of a derived table.

    Before: `WITH [m] AS (SELECT SUM([t].[n]) AS [s] FROM [t]) SELECT [m].[s] AS [s] FROM [m]`
    After:  `WITH [m] AS (SELECT CAST(SUM([t].[n]) AS DECIMAL(38, 2)) AS [s] FROM [t]) SELECT [m].[s] AS [s] FROM [m]`
    """
    typing = Typing(schema)
    found = typing.query(tree, {}, {})
    for item, sql_type in typing.computed.values():
        item.set("this", exp.Cast(this=item.this, to=data_type_of(sql_type)))
    return [None if sql_type is None else str(sql_type) for sql_type in found]


class Typing:
    """One statement's typing; `sources`, as an argument, maps the aliases in sight to their columns."""

    def __init__(self, schema: CatalogSchema) -> None:
        self.schema = schema
        self.computed: dict[int, tuple[exp.Expr, SqlType]] = {}

    def query(
        self, node: exp.Expr, sources: Mapping[str, Named], ctes: Mapping[str, Named]
    ) -> list[SqlType | None]:
        """The types of a query's columns."""
        known = dict(ctes)
        clause = node.args.get("with_")
        for cte in clause.expressions if clause is not None else []:
            known[cte.alias.lower()] = self.cte(cte, known)
        if isinstance(node, exp.Subquery):
            return self.query(node.this, sources, known)
        if isinstance(node, exp.SetOperation):
            return self._set(node, sources, known)
        if isinstance(node, exp.Select):
            inner = {**sources, **self.sources(node, sources, known)}
            types = [self.value(item.unalias(), inner, known) for item in node.expressions]
            self._note_computed(node, types)
            return types
        if isinstance(node, exp.Values):
            return self._rows(node, sources, known)
        return []

    def _note_computed(self, select: exp.Select, types: list[SqlType | None]) -> None:
        if select.args.get("distinct") is not None:
            return  # ORDER BY must repeat an item of SELECT DISTINCT to the letter
        for item, sql_type in zip(select.expressions, types, strict=True):
            if sql_type is not None and sql_type.base in _LOSABLE and not isinstance(item.unalias(), _STATED):
                self.computed[id(item)] = item, sql_type

    def cte(self, cte: exp.Expr, known: dict[str, Named]) -> Named:
        """The columns of a CTE; those of a recursive one are its anchor's."""
        alias = cte.args["alias"]
        anchor = cte.this
        while isinstance(anchor, exp.SetOperation) and self._refers(anchor, cte.alias):
            anchor = anchor.this
        return _named(alias, _names(cte.this), self.query(anchor, {}, known))

    def _refers(self, node: exp.Expr, name: str) -> bool:
        return any(table.name.lower() == name.lower() and not table.db for table in node.find_all(exp.Table))

    def _set(
        self, node: exp.SetOperation, sources: Mapping[str, Named], ctes: Mapping[str, Named]
    ) -> list[SqlType | None]:
        sides: list[exp.Expr] = []
        at: exp.Expr = node
        while isinstance(at, exp.SetOperation):
            sides.append(at.expression)
            at = at.this
        leaves = [at, *reversed(sides)]
        rows = [self.query(side, sources, ctes) for side in leaves]
        return [
            self._meet(position, list(column), leaves)
            for position, column in enumerate(zip(*rows, strict=False))
        ]

    def _meet(self, position: int, types: list[SqlType | None], sides: list[exp.Expr]) -> SqlType | None:
        """The type of a column of a set operation; sides are cast to it where SQL Server would give up digits after the point."""
        promoted_type = _promote_known(types)
        known = [found for found in types if found is not None]
        wanted = reduce(lossless, known) if known else None
        if wanted == promoted_type or wanted is None:
            return promoted_type
        for side in sides:
            query = side.unnest() if isinstance(side, exp.Subquery) else side
            if isinstance(query, exp.Select):
                item = query.expressions[position]
                self.computed[id(item)] = item, wanted
        return wanted

    def _rows(
        self, node: exp.Values, sources: Mapping[str, Named], ctes: Mapping[str, Named]
    ) -> list[SqlType | None]:
        rows = [[self.value(item, sources, ctes) for item in row.expressions] for row in node.expressions]
        return [_promote_known(list(column)) for column in zip(*rows, strict=False)]

    def sources(
        self, select: exp.Select, outer: Mapping[str, Named], ctes: Mapping[str, Named]
    ) -> dict[str, Named]:
        """The columns of what a SELECT reads from, by alias."""
        found: dict[str, Named] = {}
        for item in from_items(select):
            self._source(item, found, outer, ctes)
        return found

    def _source(
        self, item: exp.Expr, found: dict[str, Named], outer: Mapping[str, Named], ctes: Mapping[str, Named]
    ) -> None:
        inner = item.this if isinstance(item, exp.Lateral) else item
        if isinstance(item, exp.Table):
            found[item.alias_or_name.lower()] = self._table(item, ctes)
            return
        types = self.query(inner, {**outer, **found}, ctes)
        found[item.alias.lower()] = _named(item.args.get("alias"), _names(inner), types)

    def _table(self, item: exp.Table, ctes: Mapping[str, Named]) -> Named:
        if isinstance(item.this, exp.OpenJSON):
            return {c.name.lower(): type_of_data_type(c.args["kind"]) for c in item.this.expressions}
        if not isinstance(item.this, exp.Identifier):
            return {}
        if not item.db and item.name.lower() in ctes:
            return ctes[item.name.lower()]
        table = self.schema.find(item.name, item.db or None)
        return {column.name.lower(): column.type for column in table.columns} if table is not None else {}

    def value(
        self, node: exp.Expr, sources: Mapping[str, Named], ctes: Mapping[str, Named]
    ) -> SqlType | None:
        """The type of one expression."""
        if isinstance(node, exp.Column):
            return sources.get(node.table.lower(), {}).get(node.name.lower())
        if isinstance(node, exp.Cast | exp.TryCast):
            return type_of_data_type(node.args["to"])
        if isinstance(node, exp.Literal):
            return literal_type(node)
        if isinstance(node, exp.Parameter):
            return type_of_data_type(node.type) if node.type is not None else None
        return self._computed(node, lambda child: self.value(child, sources, ctes), sources, ctes)

    def _computed(
        self,
        node: exp.Expr,
        type_of: Callable[[exp.Expr], SqlType | None],
        sources: Mapping[str, Named],
        ctes: Mapping[str, Named],
    ) -> SqlType | None:
        if type(node) in _SIGNS:
            return self._arithmetic(node, type_of)
        if isinstance(node, exp.Case):
            return self._case(node, type_of)
        if isinstance(
            node,
            exp.Window
            | exp.WithinGroup
            | exp.Paren
            | exp.Neg
            | exp.IgnoreNulls
            | exp.Collate
            | exp.BitwiseNot,
        ):
            return type_of(node.this)
        if isinstance(node, exp.Subquery | exp.Query):
            columns = self.query(node, sources, ctes)
            return columns[0] if columns else None
        if isinstance(node, exp.AtTimeZone):
            return SqlType("datetimeoffset", scale=_scale_of(type_of(node.this)))
        if isinstance(node, exp.Binary):
            return highest([type_of(node.this), type_of(node.expression)])
        return self._call(node, type_of)

    def _arithmetic(self, node: exp.Expr, type_of: Callable[[exp.Expr], SqlType | None]) -> SqlType | None:
        """A chain of operators from its far left end, so that a long one is no deep recursion."""
        spine = []
        at = node
        while type(at) in _SIGNS:
            spine.append(at)
            at = at.this
        result = type_of(at)
        for link in reversed(spine):
            right = type_of(link.expression)
            result = (
                None if result is None or right is None else arithmetic(_SIGNS[type(link)], result, right)
            )
        return result

    def _case(self, node: exp.Expr, type_of: Callable[[exp.Expr], SqlType | None]) -> SqlType | None:
        values = [branch.args["true"] for branch in node.args["ifs"]]
        if node.args.get("default") is not None:
            values.append(node.args["default"])
        return highest([type_of(value) for value in values if not isinstance(value, exp.Null)])

    def _call(self, node: exp.Expr, type_of: Callable[[exp.Expr], SqlType | None]) -> SqlType | None:
        if not isinstance(node, exp.Func):
            return None
        name = (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).upper()
        arguments = (
            list(node.expressions) if isinstance(node, exp.Anonymous) else list(node.iter_expressions())
        )
        if name in _BY_VALUE:
            return _BY_VALUE[name](arguments)
        rule = FUNCTIONS.get(name)
        values = [found for found in arguments if not isinstance(found, exp.Var | exp.DataType | exp.Null)]
        plain = [found.expressions[0] if isinstance(found, exp.Distinct) else found for found in values]
        return rule([type_of(value) for value in plain]) if rule is not None else None


def literal_type(node: exp.Expr) -> SqlType:
    """The type of a literal as SQL Server reads it: nvarchar of its length, int, numeric or float."""
    text = node.name
    if node.args.get("is_string"):
        return SqlType("nvarchar", length=max(len(text), 1) if len(text) <= 4000 else MAX)
    if "e" in text.lower():
        return SqlType("float")
    whole, _, fraction = text.partition(".")
    if not fraction and "." not in text and int(whole) < 2**31:
        return SqlType("int")
    digits = len(whole.lstrip("0")) + len(fraction)
    return SqlType("decimal", precision=max(digits, 1), scale=len(fraction))


def _scale_of(found: SqlType | None) -> int:
    return found.scale if found is not None and found.scale is not None else 7


def _converted(arguments: list[exp.Expr]) -> SqlType | None:
    first = arguments[0] if arguments else None
    return type_of_data_type(first) if isinstance(first, exp.DataType) else None


def _from_parts(base: str) -> Callable[[list[exp.Expr]], SqlType | None]:
    def of(arguments: list[exp.Expr]) -> SqlType | None:
        last = arguments[-1] if arguments else None
        return SqlType(base, scale=int(last.name) if isinstance(last, exp.Literal) else 7)

    return of


_BY_VALUE: dict[str, Callable[[list[exp.Expr]], SqlType | None]] = {
    "CONVERT": _converted,
    "TRY_CONVERT": _converted,
    "DATETIME2FROMPARTS": _from_parts("datetime2"),
    "DATETIMEOFFSETFROMPARTS": _from_parts("datetimeoffset"),
    "TIMEFROMPARTS": _from_parts("time"),
}


def _promote_known(types: list[SqlType | None]) -> SqlType | None:
    known = [found for found in types if found is not None]
    return reduce(promoted, known) if known else None


def _names(query: exp.Expr) -> list[str]:
    at: exp.Expr = query
    while isinstance(at, exp.Subquery | exp.SetOperation):
        at = at.this
    return [item.alias_or_name.lower() for item in at.expressions] if isinstance(at, exp.Select) else []


def _named(alias: exp.Expr | None, names: list[str], types: list[SqlType | None]) -> Named:
    given = alias.args.get("columns") if isinstance(alias, exp.TableAlias) else None
    chosen = [name.name.lower() for name in given] if given else names
    return dict(zip(chosen, types, strict=False))
