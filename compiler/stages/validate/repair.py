"""A faulty tree made fit to go on with: parts left out, or given a value that stands in.

Nothing of this is shipped, because the fault itself keeps the bundle from being made. It is for the faults that come
after: a misspelt key or a title of the wrong type must not hide an unknown column. What could only be
guessed at (a parameter's type, a dialect) is not repaired; then there is no going on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic_core import ErrorDetails

from compiler.stages.validate.changed_trees import Path, pruned, with_value
from compiler.stages.validate.locations import node_at, real_path
from compiler.stages.validate.repaired_catalog import OPTIONAL_OF_TABLE, with_unread_tables
from compiler.stages.validate.repaired_dashboard import TITLE, with_meant_parts
from compiler.stages.validate.repaired_datasource import with_meant_datasource
from compiler.stages.validate.torn_texts import with_sewn_text
from compiler.yaml_source import MappingNode

EXPENDABLE = frozenset({"widgets", "tests", "add", "dashboards", "row_filters"})
"""Lists at the top of a file of which the other members make sense without the faulty one."""

OPTIONAL = frozenset(
    {
        "description",
        "refresh",
        "locale",
        "timezone",
        "max_dashboards",
        "active",
        "collation",
        "compatibility_level",
    }
)
"""Keys at the top of a file that have a default, of which nothing else depends."""

OPTIONAL_OF_PARAMETER = frozenset({"label", "default", "options"})

OPTIONAL_OF_WIDGET = frozenset({"description", "format", "refresh"})

STAND_INS = {"title": TITLE, "name": "?", "license": "enterprise"}
"""Required keys at the top of a file, and a value that gives no fault of its own."""


def repaired(node: MappingNode, kind: str, details: Iterable[ErrorDetails]) -> MappingNode:
    """The tree without what is faulty, as far as that can be told; it may still be faulty."""
    paths = [(real_path(node, detail["loc"]), detail["type"]) for detail in details]
    faulty = {path for path, _ in paths}
    whole = with_unread_tables(with_meant_parts(_with_sewn_texts(node, paths), faulty), faulty)
    left_out = {
        part
        for path, fault in paths
        if not _has_query_now(whole, path) and (part := _to_leave_out(path, fault))
    }
    sourced = with_meant_datasource(whole, faulty - left_out)
    rest = pruned(sourced, left_out)
    if not isinstance(rest, MappingNode):
        raise TypeError("a mapping without some of its parts is a mapping")
    keys = {str(path[0]) for path, fault in paths if path and fault != "extra_forbidden"}
    return _with_stand_ins(rest, kind, keys)


def _with_sewn_texts(node: MappingNode, paths: Iterable[tuple[Path, str]]) -> MappingNode:
    """The tree with the texts whole of which unknown keys are pieces."""
    for path, fault in paths:
        sewn = with_sewn_text(node, path) if fault == "extra_forbidden" else node
        node = sewn if isinstance(sewn, MappingNode) else node
    return node


def _has_query_now(node: MappingNode, path: Path) -> bool:
    """Whether a widget's query that was a mere text has become one with `sql`."""
    return path[2:] == ("query",) and isinstance(node_at(node, path), MappingNode)


def _to_leave_out(path: Path, fault: str) -> Path:
    """The path of what is left out for a fault; the empty path when nothing can be."""
    if fault == "extra_forbidden" or (len(path) == 1 and path[0] in OPTIONAL):
        return path
    if len(path) >= 3 and path[0] == "widgets" and path[2] in ("title", "type", "encoding"):
        return ()
    if len(path) >= 3 and path[0] == "widgets" and path[2] in OPTIONAL_OF_WIDGET:
        return path[:3]
    if len(path) >= 2 and path[0] in EXPENDABLE and isinstance(path[1], int):
        return path[:2]
    if len(path) >= 3 and path[0] == "parameters" and path[2] in OPTIONAL_OF_PARAMETER:
        return path[:3]
    if len(path) >= 3 and path[0] == "tables" and path[2] in OPTIONAL_OF_TABLE:
        return path[:3]
    return path[:1] if path and path[0] in OPTIONAL else ()


def _with_stand_ins(node: MappingNode, kind: str, keys: set[str]) -> MappingNode:
    values = {**STAND_INS, "kind": kind, "slug": _slug(node.source.name)}
    for key in sorted(keys & values.keys()):
        node = with_value(node, key, values[key])
    return node


def _slug(path: str) -> str:
    """The slug that a file has by its place: a tenant's is its folder's name, another's its own."""
    folder, _, name = path.rpartition("/")
    written = folder.rpartition("/")[2] if name == "tenant.yaml" else name.removesuffix(".yaml")
    return re.sub(r"[^a-z0-9]+", "-", written.lower()).strip("-") or "unnamed"
