"""Editing YAML that people wrote: comments, order and quotes stay."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString

from compiler.yaml_source.comments import give_comments_to_keys_below


def edited(data: bytes, change: Callable[[CommentedMap], None]) -> bytes:
    """The file with a change made to its mapping."""
    editor = _editor()
    document = editor.load(data)
    last_lines = give_comments_to_keys_below(document)
    change(document)
    return _written(editor, document) + last_lines.encode()


def new_file(kind: str, values: dict[str, Any], schema_path: str) -> bytes:
    """A file of a kind, its first line naming the schema for editors."""
    head = f"# yaml-language-server: $schema={schema_path}\n".encode()
    return head + _written(_editor(), commented({"kind": kind, **values}))


def dumped(document: CommentedMap) -> bytes:
    """A document as a file."""
    return _written(_editor(), document)


def commented(value: Any) -> Any:
    """Plain values as ruamel's own: texts of several lines as block scalars, small mappings of scalars in one line."""
    if isinstance(value, dict):
        mapping = CommentedMap((key, commented(item)) for key, item in value.items())
        if mapping and all(_is_short(item) for item in value.values()):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        return CommentedSeq(commented(item) for item in value)
    return LiteralScalarString(value) if isinstance(value, str) and "\n" in value else value


def _is_short(value: Any) -> bool:
    return isinstance(value, (str, int, bool)) and len(str(value)) < 40 and "\n" not in str(value)


def _editor() -> YAML:
    editor = YAML()
    editor.preserve_quotes = True
    editor.width = 4096
    editor.indent(mapping=2, sequence=4, offset=2)
    return editor


def _written(editor: YAML, document: Any) -> bytes:
    buffer = BytesIO()
    if isinstance(document, CommentedMap) and document.fa.flow_style():
        document.fa.set_block_style()
    editor.dump(document, buffer)
    return buffer.getvalue()
