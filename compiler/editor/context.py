"""Where in a YAML file a cursor stands: in which value, at which key, in which mapping a key is being begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compiler.written.outline import Flow, Item, Outline, Path, Stretch, outline

Role = Literal["key", "value"]


@dataclass(frozen=True)
class Context:
    """`path` is that of the value, or of the key as far as it is written; `stretch` is the word or value itself.

    A key that is begun in a mapping has the mapping's path and, as its last step, what is written of it.
    """

    role: Role
    path: Path
    stretch: Stretch
    style: str = ""


def context_at(text: str, offset: int, known: Outline | None = None) -> Context:
    """The context of an offset of the text."""
    found = known or outline(text)
    inside = [item for item in found.items if item.value is not None and offset in item.value]
    if inside:
        innermost = min(inside, key=lambda item: _value(item).end - _value(item).start)
        if innermost.style not in ("|", ">") or not _left_of_block(text, offset, innermost):
            return Context("value", innermost.path, _value(innermost), innermost.style)
    on_key = next((item for item in found.items if item.key is not None and offset in item.key), None)
    if on_key is not None and on_key.key is not None:
        return Context("key", on_key.path, on_key.key)
    flows = [flow for flow in found.flows if flow.stretch.start < offset <= _inner_end(text, flow)]
    if flows:
        return _in_flow(text, offset, max(flows, key=lambda flow: flow.stretch.start), found)
    return _on_line(text, offset)


def _value(item: Item) -> Stretch:
    return item.value if item.value is not None else Stretch(0, 0)


def _inner_end(text: str, flow: Flow) -> int:
    """The last offset that is still inside: before the closing bracket where there is one."""
    end = flow.stretch.end
    return end - 1 if text[end - 1 : end] in ("]", "}") and end - 1 > flow.stretch.start else end


def _left_of_block(text: str, offset: int, item: Item) -> bool:
    """Whether the cursor stands on a blank line at the end of a block scalar, out where a new key would begin."""
    line_start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    if text[line_start : line_end if line_end >= 0 else len(text)].strip() or item.key is None:
        return False
    key_column = item.key.start - (text.rfind("\n", 0, item.key.start) + 1)
    return offset - line_start <= key_column and not text[offset : _value(item).end].strip()


def _in_flow(text: str, offset: int, flow: Flow, found: Outline) -> Context:
    begun = max(text.rfind(mark, flow.stretch.start, offset) for mark in ("{", "[", ",")) + 1
    written = text[begun:offset]
    start = begun + len(written) - len(written.lstrip())
    key, colon, value = written.lstrip().partition(":")
    if flow.opening == "[":
        count = sum(
            1 for item in found.below(flow.path) if item.value is not None and item.value.end < offset
        )
        return Context("value", (*flow.path, count), Stretch(start, offset))
    if colon:
        value_start = offset - len(value.lstrip())
        return Context("value", (*flow.path, key.strip()), Stretch(value_start, offset))
    return Context("key", (*flow.path, key.strip()), Stretch(start, offset))


_MARKER = "marker"


def _on_line(text: str, offset: int) -> Context:
    """What is begun on a line that holds no whole key or value: told by what stands above, and by its column."""
    line_start = text.rfind("\n", 0, offset) + 1
    before = text[line_start:offset]
    column = len(before) - len(before.lstrip(" -"))
    above = outline(f"{text[:line_start]}{before[:column]}{_MARKER}:\n").items
    begun = above[-1].path if above else ()
    mapping = begun[:-1] if begun[-1:] == (_MARKER,) else ()
    key, colon, value = before[column:].partition(": ")
    if colon:
        return Context("value", (*mapping, key.strip()), Stretch(offset - len(value.lstrip()), offset))
    stretch = Stretch(line_start + column, offset)
    if "-" in before[:column]:
        return Context("value", mapping, stretch)
    return Context("key", (*mapping, key), stretch)
