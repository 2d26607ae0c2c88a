"""A faulty datasource made fit to go on with: what was surely meant, else what refuses no query for its own sake."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import get_args

import yaml

from compiler.stages.validate.changed_trees import (
    Path,
    is_stand_in,
    with_changed,
    with_mapping,
    with_value,
    without,
)
from compiler.stages.validate.synonyms import meant_word
from compiler.yaml_source import MappingNode, Node, ScalarNode
from schemas.resources.tenant import Dialect, Engine, ServerVersion

ASSUMED_VERSION = 2025
"""The newest: a statement that only an older one refuses is no fault that may be told."""

USUAL_CATALOG = "catalog.yaml"
"""Where `new` writes it; where there is none, there are no queries that could be checked."""


ASSUMED_DIALECT: Dialect = "postgres"
"""Where it cannot be told; of a query's faults only those are told then that it has in each of `possible_dialects`."""


def possible_dialects(node: MappingNode) -> tuple[Dialect, ...]:
    """The dialects in which a tenant's queries may be written, where its tree was repaired and that is unsure; else none."""
    source = node.get("datasource")
    dialect = source.get("dialect") if isinstance(source, MappingNode) else None
    if not isinstance(dialect, ScalarNode) or not is_stand_in(dialect):
        return ()
    sure = isinstance(dialect.composed, yaml.ScalarNode) and meant_word(dialect.written, get_args(Dialect))
    return () if sure else get_args(Dialect)


_ASSUMED: Mapping[str, str | int] = {
    "engine": "sqlserver",
    "version": ASSUMED_VERSION,
    "catalog": USUAL_CATALOG,
    "dialect": ASSUMED_DIALECT,
}


def with_meant_datasource(node: MappingNode, faulty: Collection[Path]) -> MappingNode:
    """The tenant's tree with a value under each faulty key of its datasource, or with a whole one in its place."""
    if ("datasource",) in faulty:
        return with_mapping(node, "datasource", _ASSUMED)
    keys = {str(path[1]) for path in faulty if path[:1] == ("datasource",) and len(path) > 1}
    return with_changed(node, ("datasource",), lambda source: _meant(source, keys)) if keys else node


def _meant(source: Node, keys: Collection[str]) -> Node:
    if not isinstance(source, MappingNode):
        return source
    if "text_comparison" in keys:
        source = without(source, "text_comparison")
    if "dialect" in keys:
        meant = meant_word(source.value.get("dialect"), get_args(Dialect))
        source = with_value(source, "dialect", meant or ASSUMED_DIALECT)
    if "catalog" in keys:
        source = with_value(source, "catalog", USUAL_CATALOG)
    if "engine" in keys:
        source = with_value(
            source, "engine", meant_word(source.value.get("engine"), get_args(Engine)) or "sqlserver"
        )
    if "version" in keys or is_stand_in(source.get("engine")):
        source = _with_version(source, "version" in keys)
    return source


def _with_version(source: MappingNode, faulty: bool) -> MappingNode:
    if source.value.get("engine") == "duckdb":
        return without(source, "version")
    if "version" in source.entries and not faulty:
        return source
    return with_value(source, "version", _version(source.value.get("version")))


def _version(value: object) -> str | int:
    """The version that stands there in quotes, or the one assumed."""
    written = str(value)
    return next(
        (known for known in get_args(ServerVersion) if str(known) == written.lower()), ASSUMED_VERSION
    )
