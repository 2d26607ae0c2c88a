"""What a catalog defines by its own tables: views, computed columns and synonyms, and what flows through them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from compiler.catalogs.names import BadName, parse_table_name
from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.ir.lineage import QueryUse, SubjectKind, Target
from compiler.ir.query import Query
from compiler.ir.tree import Document
from compiler.lineage.tracing import trace
from compiler.stages.analyse import analyse
from compiler.stages.validate.members import child
from compiler.yaml_source import ScalarNode
from schemas.resources import Catalog

Through = tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """One of them: `opening` is what stands before the author's text in `sql`, None where it cannot be understood."""

    kind: SubjectKind
    target: Target
    node: ScalarNode
    uses: tuple[QueryUse, ...] | None
    opening: str = ""

    @property
    def name(self) -> str:
        """What it defines, as people write it."""
        return str(self.target)


@dataclass
class Definitions:
    """All of a catalog's; `made` tells for a column or table what is made of it, or whose rows depend on it."""

    found: list[Definition] = field(default_factory=list)
    made: dict[Target, list[Target]] = field(default_factory=dict)

    def everything_made_of(self, targets: Iterable[Target]) -> dict[Target, Through]:
        """The targets and all that is made of them, directly or not, each with the shortest way to it."""
        ways: dict[Target, Through] = dict.fromkeys(targets, ())
        waiting = deque(ways)
        while waiting:
            at = waiting.popleft()
            for following in self.made.get(at, ()):
                if following not in ways:
                    ways[following] = (*ways[at], str(following))
                    waiting.append(following)
        return ways


def definitions_of(document: Document[Catalog], schema: CatalogSchema) -> Definitions:
    """Every definition of a catalog, each analysed once."""
    result = Definitions()
    for found, made in _each(document, schema):
        result.found.append(found)
        for source, target in made:
            if source != target:
                result.made.setdefault(source, []).append(target)
    return result


Made = list[tuple[Target, Target]]


def _each(document: Document[Catalog], schema: CatalogSchema) -> Iterator[tuple[Definition, Made]]:
    if document.model is None:
        return
    nodes = child(document.node, "tables")
    for written, table in document.model.tables.items():
        name = parse_table_name(written, schema.default_schema)
        known = schema.find(name.table, name.schema)
        node = child(nodes, written)
        if known is None:
            continue
        if isinstance(definition := node.get("definition"), ScalarNode):
            yield _view(known, definition, schema)
        if isinstance(stands_for := node.get("stands_for"), ScalarNode):
            yield _synonym(known, stands_for, schema)
        columns = child(node, "columns")
        for column, typed in table.typed_columns().items():
            expression = child(columns, column).get("computed") if typed.computed else None
            if isinstance(expression, ScalarNode):
                yield _computed(known, column, expression, schema)


def _view(table: TableSchema, node: ScalarNode, schema: CatalogSchema) -> tuple[Definition, Made]:
    uses = _uses(str(node.value), schema)
    made = [(use.target, target) for use in uses or () for target in _results(use, table)]
    return Definition("view", Target(str(table.name)), node, uses), list(dict.fromkeys(made))


def _results(use: QueryUse, view: TableSchema) -> Iterator[Target]:
    """The view's columns that a use makes; the view itself where its rows depend on it."""
    for reach in use.reaches:
        if reach.position is None or reach.effect == "rows":
            yield Target(str(view.name))
        elif reach.position < len(view.columns):
            yield Target(str(view.name), view.columns[reach.position].name)


def _computed(
    table: TableSchema, column: str, node: ScalarNode, schema: CatalogSchema
) -> tuple[Definition, Made]:
    name = f"[{table.name.schema}].[{table.name.table}]"
    opening = f"SELECT [{column}] = "
    uses = _uses(f"{opening}{node.value}\nFROM {name}", schema)
    own = None if uses is None else tuple(use for use in uses if use.target.column is not None)
    target = Target(str(table.name), column)
    return Definition("computed column", target, node, own, opening), [(u.target, target) for u in own or ()]


def _synonym(table: TableSchema, node: ScalarNode, schema: CatalogSchema) -> tuple[Definition, Made]:
    name, target = str(table.name), _named(str(node.value), schema)
    if target is None:
        return Definition("synonym", Target(name), node, None), []
    base = str(target.name)
    use = QueryUse(Target(base), "from", 0, len(str(node.value)))
    made = [(Target(base), Target(name))]
    made += [(Target(base, c.name), Target(name, table.by_name[c.name.lower()].name))
             for c in target.columns if c.name.lower() in table.by_name]  # fmt: skip
    return Definition("synonym", Target(name), node, (use,)), made


def _named(written: str, schema: CatalogSchema) -> TableSchema | None:
    try:
        name = parse_table_name(written, schema.default_schema)
    except BadName:
        return None
    return schema.find(name.table, name.schema)


def _uses(sql: str, schema: CatalogSchema) -> tuple[QueryUse, ...] | None:
    variants = analyse(Query(sql, "tsql"), schema).variants
    return trace(variants[frozenset()], schema) if variants else None
