"""JSON Schemas of the kinds, made from the models: for editors, and for tools that are not ours.

The texts below `schemas/generated/` are written by `dashwright schema --write` and never by hand; a test holds them
to what is made here. One rule of the models has no form in JSON Schema: that a time zone is a known one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from schemas.resources import KINDS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).parent / "generated"


def json_schemas() -> dict[str, str]:
    """File name to the text of the schema, for each kind."""
    return {f"{kind}.schema.json": _text(kind) for kind in KINDS}


def _text(kind: str) -> str:
    schema = {"$schema": DRAFT, **_closed(KINDS[kind].model_json_schema(by_alias=True, mode="validation"))}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


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
