"""From JSON Schema, as pydantic writes it, to tables of keys. Serves the kinds and the HTTP messages alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tools.reference.markdown import anchor, code, table

Schema = Mapping[str, Any]


def section(name: str, schema: Schema, *, level: int = 2) -> str:
    """A heading, the description and the table of keys of one object."""
    heading = f"{'#' * level} {name}"
    described = (schema.get("description", ""), keys(schema))
    return "\n\n".join([heading, *(text for text in described if text)])


def keys(schema: Schema) -> str:
    """A table of the keys of an object."""
    required = schema.get("required", ())
    rows = (
        (code(name), form(key), _default(name, key, required), key.get("description", ""))
        for name, key in schema.get("properties", {}).items()
    )
    return table(("key", "form", "default", "meaning"), rows)


def form(schema: Schema) -> str:
    """What a value may be, in words; objects are links to their own section."""
    if name := _name(schema):
        return f"[{name}](#{anchor(name)})"
    if "const" in schema:
        return code(schema["const"])
    if "enum" in schema:
        return ", ".join(map(code, schema["enum"]))
    if "anyOf" in schema or "oneOf" in schema:
        choices = schema.get("anyOf") or schema["oneOf"]
        return " or ".join(form(choice) for choice in choices if choice.get("type") != "null")
    return _plain(schema)


def _name(schema: Schema) -> str:
    """The name of an object that has a section of its own, or nothing."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    return str(schema["title"]) if "properties" in schema else ""


def _plain(schema: Schema) -> str:
    match schema.get("type"):
        case "string":
            words = ["text", _span(schema, "minLength", "maxLength", "characters"), _pattern(schema)]
        case "array":
            words = [
                f"list of {_element(schema.get('items', {}))}",
                _span(schema, "minItems", "maxItems", "entries"),
            ]
        case "object":
            words = [_mapping(schema)]
        case kind:
            words = [str(kind or "any value"), _range(schema)]
    return ", ".join(word for word in words if word)


def _element(schema: Schema) -> str:
    words = form(schema)
    return f"({words})" if " or " in words else words


def _mapping(schema: Schema) -> str:
    values = [schema.get("additionalProperties"), *schema.get("patternProperties", {}).values()]
    return next((f"mapping to {_element(value)}" for value in values if isinstance(value, dict)), "mapping")


def _span(schema: Schema, least: str, most: str, noun: str) -> str:
    """How long a text or list may be; at least one goes without saying."""
    low, high = schema.get(least, 0), schema.get(most)
    if high is None:
        return f"{low} {noun} or more" if low > 1 else ""
    return f"{low} to {high} {noun}" if low > 1 else f"up to {high} {noun}"


def _range(schema: Schema) -> str:
    words = {"minimum": "from", "exclusiveMinimum": "above", "maximum": "to", "exclusiveMaximum": "below"}
    # FastAPI writes whole limits as 1.0
    return " ".join(f"{word} {schema[limit]:.12g}" for limit, word in words.items() if limit in schema)


def _pattern(schema: Schema) -> str:
    return code(schema["pattern"]) if "pattern" in schema else ""


def _default(name: str, schema: Schema, required: object) -> str:
    if isinstance(required, list | tuple) and name in required:
        return "required"
    value = schema.get("default")
    return "" if value is None or value in ([], {}) else code(json.dumps(value, ensure_ascii=False))
