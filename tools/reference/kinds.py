"""The pages of what authors write: one for each kind of YAML file."""

from __future__ import annotations

from schemas.resources import KINDS
from schemas.resources.base import Resource
from tools.reference.markdown import page
from tools.reference.models import section


def kind_pages() -> dict[str, str]:
    """Path below docs/reference to text."""
    return {f"kinds/{name}.md": _page(name, model) for name, model in KINDS.items()}


def _page(name: str, model: type[Resource]) -> str:
    schema = model.model_json_schema(by_alias=True)
    editor = (
        f"In an editor: `# yaml-language-server: $schema=../../schemas/generated/{name}.schema.json` as the file's "
        "first line. Unknown keys are errors."
    )
    parts = [section(part, schema["$defs"][part]) for part in schema.get("$defs", {})]
    objects = [text for text in parts if "| key |" in text]
    return page(
        f"kind: {name}",
        schema.get("description", ""),
        editor,
        section("Keys", {**schema, "description": ""}),
        *objects,
    )
