"""Scalars as the layout writes them: quotes only where they are needed, continued lines at the new indentation."""

from __future__ import annotations

import re

from compiler.formatting.parts import Scalar
from compiler.yaml_source.core_schema import plain_value

BLOCK_STYLES = ("|", ">")
STEP = 2

_PLAIN = re.compile(r"[^\W\d_](?:[^\x00-\x1f!-,:-@\[-^`{-~]*[^\x00-\x20!-/:-@\[-^`{-~])?")
"""A letter and what follows it; of ASCII's signs only `_`, `-`, `.` and `/`, since others may mean something to YAML."""
_READ_OTHERWISE = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""Texts that keep their quotes, because YAML 1.1 reads the words as something else, and so may another tool."""
_HEADER = re.compile(r"(?P<style>[|>])(?P<hints>[-+0-9]*)")


def written(scalar: Scalar, text: str, indent: int, column: int) -> list[str]:
    """The lines of a scalar; the first goes behind its key, the others stand at `indent`.

    `column` is that of the key or dash in the file, from which a block scalar's hint counts.
    """
    raw = text[scalar.start : scalar.end]
    if scalar.style == "*":
        return [raw.rstrip()]
    anchor = f"&{scalar.anchor} " if scalar.anchor else ""
    body = raw[len(anchor) - 1 :].lstrip() if anchor else raw
    if scalar.style in BLOCK_STYLES:
        first, *rest = _block(body, indent, column)
        return [anchor + first, *rest]
    first, *rest = body.rstrip().split("\n") if body else [""]
    if not rest:
        return [(anchor + _on_one_line(scalar, first, in_flow=False)).rstrip()]
    return [anchor + first.rstrip(), *_continued(rest, indent)]


def written_in_flow(scalar: Scalar, text: str) -> str:
    """A scalar on one line between braces or brackets, where quotes around several words stay."""
    raw = text[scalar.start : scalar.end].rstrip()
    anchor = f"&{scalar.anchor} " if scalar.anchor else ""
    body = raw[len(anchor) - 1 :].lstrip() if anchor else raw
    return (anchor + _on_one_line(scalar, body, in_flow=True)).rstrip() if scalar.style != "*" else raw


def _continued(lines: list[str], indent: int) -> list[str]:
    """Lines of a flow scalar: blanks at their ends are folded away by YAML, so that they may stand anywhere."""
    return [" " * indent + line.strip(" \t") if line.strip() else "" for line in lines]


def _on_one_line(scalar: Scalar, body: str, *, in_flow: bool) -> str:
    if not scalar.style:
        return body
    if is_plain(scalar.value) and not (in_flow and " " in scalar.value):
        return scalar.value
    if scalar.style == '"' and "\\" not in body and "'" not in scalar.value:
        return f"'{scalar.value}'"
    return body


def is_plain(value: str) -> bool:
    """Whether a text may stand without quotes, in braces too, and is read as that text by any YAML."""
    if _PLAIN.fullmatch(value) is None or value.lower() in _READ_OTHERWISE:
        return False
    return plain_value(value) == value


def _block(body: str, indent: int, column: int) -> list[str]:
    """A block scalar: its header, and its lines moved to `indent`."""
    header, _, content = body.partition("\n")
    found = _HEADER.match(header)
    hints = found["hints"] if found else ""
    hint = re.sub(r"\D", "", hints)
    lines = content.split("\n")[:-1] if content.endswith("\n") else content.split("\n")
    if "+" not in hints:
        while lines and not lines[-1].strip(" "):
            lines.pop()
    width = column + int(hint) if hint else _indentation(lines)
    moved = [_moved(line, width, indent) for line in lines]
    return [header[:1] + hints.replace(hint, str(STEP)) if hint else header[:1] + hints, *moved]


def _indentation(lines: list[str]) -> int:
    first = next((line for line in lines if line.strip(" ")), "")
    return len(first) - len(first.lstrip(" "))


def _moved(line: str, width: int, indent: int) -> str:
    content = line[width:]
    return " " * indent + content if content else ""
