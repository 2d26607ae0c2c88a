"""JSON Schemas of the kinds, made from the models: for editors, and for tools that are not ours.

The texts below `schemas/generated/` are written by `dashwright schema --write` and never by hand; a test holds them
to what is made here. One rule of the models has no form in JSON Schema: that a time zone is a known one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from schemas.editor_hints import with_hints
from schemas.resources import KINDS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).parent / "generated"


def json_schemas() -> dict[str, str]:
    """File name to the text of the schema, for each kind."""
    return {f"{kind}.schema.json": _text(kind) for kind in KINDS}


def _text(kind: str) -> str:
    schema = {"$schema": DRAFT, **with_hints(_closed(schema_of(kind)))}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@cache
def schema_of(kind: str) -> dict[str, Any]:
    """The schema of a kind's model, keys in the order of its fields."""
    return KINDS[kind].model_json_schema(by_alias=True, mode="validation", schema_generator=_WithDefaults)


class _WithDefaults(GenerateJsonSchema):
    """States the default of every field, also where the model makes it anew each time."""

    def get_default_value(self, schema: core_schema.WithDefaultSchema) -> Any:
        """The default, as the schema shows it."""
        factory = schema.get("default_factory")
        if factory is not None and not schema.get("default_factory_takes_data"):
            return cast("Callable[[], Any]", factory)()
        return super().get_default_value(schema)


def _closed(schema: Any) -> Any:
    """Refuses the keys that match no pattern; pydantic's schema only says what those that match must hold."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    if isinstance(closed.get("patternProperties"), dict):
        closed.setdefault("additionalProperties", False)
    return closed
