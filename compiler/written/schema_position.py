"""What a kind's model says of a path in its files: keys with their meaning, values to choose from, which values are SQL.

The source is the JSON Schema of the models in `schemas/resources/`, the same that editors without a language server read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from compiler.written.outline import Path
from schemas.json_schema import schema_of

Schema = dict[str, Any]

_PARTS = {
    ("overlay", "widgets"): ("dashboard", "Widget"),
    ("overlay", "parameters"): ("dashboard", "Parameter"),
}
"""Mappings of an overlay whose values are parts of what another kind's model describes."""


@dataclass(frozen=True)
class Key:
    """A key that may stand in a mapping."""

    name: str
    description: str
    required: bool
    schema: Schema


def keys_at(kind: str, path: Path) -> tuple[Key, ...]:
    """The keys of the mapping at a path, in their canonical order; none where any key may stand."""
    found: dict[str, Key] = {}
    for root, schema in _at(kind, path):
        required = schema.get("required", ())
        for name, below in schema.get("properties", {}).items():
            described = _described(root, below)
            found.setdefault(name, Key(name, described, name in required, below))
    return tuple(found.values())


def values_at(kind: str, path: Path) -> tuple[str, ...]:
    """The values to choose from at a path, in the order of the model."""
    found: list[str] = []
    for _, schema in _at(kind, path):
        choices = [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else [])]
        if schema.get("type") == "boolean":
            choices += ["true", "false"]
        found += [str(choice) for choice in choices]
    return tuple(dict.fromkeys(found))


def description_at(kind: str, path: Path) -> str:
    """What the key at the end of a path means."""
    if not path or not isinstance(path[-1], str):
        return ""
    key = next((key for key in keys_at(kind, path[:-1]) if key.name == path[-1]), None)
    return key.description if key is not None else ""


def is_sql(path: Path) -> bool:
    """Whether a value is SQL: a query, the query of options, the condition of a row filter."""
    return path[-1:] == ("sql",) or (path[:1] == ("row_filters",) and path[-1:] == ("where",))


def is_free_mapping(kind: str, path: Path) -> bool:
    """Whether the keys of the mapping at a path are the author's own."""
    return not keys_at(kind, path)


def _described(root: Schema, schema: Schema) -> str:
    own = schema.get("markdownDescription") or schema.get("description")
    if own:
        return str(own)
    alternatives = (_resolved(root, part) for part in schema.get("anyOf", (schema,)))
    return next((str(found["description"]) for found in alternatives if "description" in found), "")


def _at(kind: str, path: Path) -> list[tuple[Schema, Schema]]:
    """The schemas that may describe what stands at a path, each with the root that its references are of."""
    root = schema_of(kind)
    current = list(_alternatives(root, root))
    for at, step in enumerate(path):
        part = _PARTS.get((kind, str(path[0]))) if at == 1 else None
        if part is not None:
            root = schema_of(part[0])
            current = list(_alternatives(root, root["$defs"][part[1]]))
        else:
            current = [found for schema in current for found in _below(root, schema, step)]
    return [(root, schema) for schema in current]


def _below(root: Schema, schema: Schema, step: str | int) -> Iterator[Schema]:
    if isinstance(step, int):
        below = schema.get("items")
    elif step in schema.get("properties", {}):
        below = schema["properties"][step]
    else:
        patterns = list(schema.get("patternProperties", {}).values())
        below = patterns[0] if patterns else schema.get("additionalProperties")
    if isinstance(below, dict):
        yield from _alternatives(root, below)


def _alternatives(root: Schema, schema: Schema) -> Iterator[Schema]:
    resolved = _resolved(root, schema)
    if "anyOf" in resolved:
        for part in resolved["anyOf"]:
            yield from _alternatives(root, part)
    else:
        yield resolved


def _resolved(root: Schema, schema: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    found: Schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return found
