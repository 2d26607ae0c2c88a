"""The tables and columns for which a dashboard's tests give rows: a change of the catalog reaches them too."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.catalogs.schema import CatalogSchema
from compiler.ir.lineage import QueryUse, Target
from compiler.ir.resolved import ResolvedDashboard
from compiler.stages.queries.declarations import table_of
from compiler.stages.validate.members import child, members
from compiler.yaml_source import MappingNode, ScalarNode, SequenceNode

Named = tuple[str, ScalarNode, QueryUse]
"""The test, the name as it is written, and the use."""


def given_rows(dashboard: ResolvedDashboard, schema: CatalogSchema) -> Iterator[Named]:
    """Each name of a table, and of a column in its rows, that the catalog has."""
    for test, node in members(dashboard.node, "tests", dashboard.model.tests):
        for written, entry in child(node, "rows").entries.items():
            table = table_of(written, schema)
            if table is None:
                continue
            yield test.name, entry.key, _use(Target(str(table.name)), entry.key)
            rows = entry.node.items if isinstance(entry.node, SequenceNode) else ()
            for key in (
                cell.key for row in rows if isinstance(row, MappingNode) for cell in row.entries.values()
            ):
                column = table.by_name.get(str(key.value).lower())
                if column is not None:
                    yield test.name, key, _use(Target(str(table.name), column.name), key)


def _use(target: Target, key: ScalarNode) -> QueryUse:
    return QueryUse(target, "test rows", 0, len(str(key.value)))
