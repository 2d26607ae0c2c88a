"""Keys that stand beside the key below which they were meant to stand, which has no value therefore.

query:
sql: SELECT 1 AS one
"""

from __future__ import annotations

from pydantic import BaseModel

from compiler.diagnostics.diagnostic import Edit
from compiler.diagnostics.suggest import closest
from compiler.stages.validate.known_keys import known_keys, takes_any_key
from compiler.stages.validate.locations import Location, node_at
from compiler.yaml_source import MappingNode, ScalarNode

_LEVEL = "  "


def owner_of(kind: type[BaseModel], root: MappingNode, path: Location) -> str | None:
    """The key without a value below which an unknown key was meant to stand; None where there is none."""
    *parent, name = path
    mapping = node_at(root, tuple(parent))
    if not isinstance(mapping, MappingNode) or mapping.composed.flow_style or name not in mapping.entries:
        return None
    known = known_keys(kind, tuple(parent))
    names = list(mapping.entries)
    above = [key for key in names[: names.index(str(name))] if key in known]
    if not above or not _is_empty(mapping, above[-1]) or closest(str(name), known) is not None:
        return None
    below = (*parent, above[-1])
    return above[-1] if name in known_keys(kind, below) or takes_any_key(kind, below) else None


def unindented_together(kind: type[BaseModel], root: MappingNode, path: Location) -> list[str]:
    """All keys that were meant to stand below the owner of the key at `path`, in the file's order."""
    *parent, _ = path
    mapping = node_at(root, tuple(parent))
    owner = owner_of(kind, root, path)
    if not isinstance(mapping, MappingNode) or owner is None:
        return []
    known = known_keys(kind, tuple(parent))
    return [
        name
        for name in mapping.entries
        if name not in known and owner_of(kind, root, (*parent, name)) == owner
    ]


def is_told_with_another(kind: type[BaseModel], root: MappingNode, path: Location) -> bool:
    """Whether the key just above was meant to stand below the same owner, so that its fault speaks of this one too."""
    *parent, name = path
    mapping, owner = node_at(root, tuple(parent)), owner_of(kind, root, path)
    if not isinstance(mapping, MappingNode) or owner is None:
        return False
    names = list(mapping.entries)
    above = names[names.index(str(name)) - 1]
    return above != owner and owner_of(kind, root, (*parent, above)) == owner


def indented(mapping: MappingNode, names: list[str]) -> Edit | None:
    """The lines of these keys, one after another, a level deeper."""
    entries = list(mapping.entries)
    at = entries.index(names[0])
    if entries[at : at + len(names)] != names:
        return None
    source, last = mapping.source, mapping.entries[names[-1]]
    start, end = mapping.entries[names[0]].key.span.line, max(last.key.span.line, last.node.span.end_line)
    lines = source.lines[start - 1 : end]
    if any("\t" in line[: len(line) - len(line.lstrip())] for line in lines):
        return None
    deeper = "\n".join(_LEVEL + line if line.strip() else line for line in lines)
    return Edit(source.span(source.offset(start, 1), source.offset(end, len(lines[-1]) + 1)), deeper)


def _is_empty(mapping: MappingNode, key: str) -> bool:
    node = mapping.entries[key].node
    return isinstance(node, ScalarNode) and node.offsets[0] == node.offsets[1]
