"""Files of which a part was lost to a syntax error: what is still told of the rest, and what would only follow from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.stages.validate.members import first_key
from compiler.stages.validate.repair import EXPENDABLE, OPTIONAL, STAND_INS
from compiler.yaml_source import MappingNode
from compiler.yaml_source.recovery import PartialTree

_SPEAKS_FOR_ITSELF = frozenset({"dashboard", "tenant", "policy"})
"""Kinds of which a part makes sense alone; a catalog or an overlay without a part would make faults in other files."""


def can_do_without(kind: str, lost_keys: Collection[str | None]) -> bool:
    """Whether a file of this kind can be gone on with when something below these keys of its own is missing."""
    if not lost_keys:
        return True
    dispensable = EXPENDABLE | OPTIONAL | STAND_INS.keys() | {"kind", "slug"}
    return kind in _SPEAKS_FOR_ITSELF and all(key in dispensable for key in lost_keys)


def unless_lost(faults: Iterable[Diagnostic], tree: PartialTree) -> Iterator[Diagnostic]:
    """The faults that do not come of a missing part: a key that stood in it, a list that lost all its members."""
    if not tree.lost or not isinstance(tree.node, MappingNode):
        yield from faults
        return
    start, emptied, lines = first_key(tree.node), _lines_above(tree), tree.node.source.lines
    for fault in faults:
        holds = fault.span == start or _holds(lines, fault.span.line, tree.lost)
        follows = fault.code == structure.MISSING_KEY.id and holds
        if not follows and fault.span.line not in emptied:
            yield fault


def _holds(lines: Sequence[str], line: int, lost: Collection[int]) -> bool:
    """Whether a lost line stands below a key, indented deeper than it."""
    depth = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    for number, text in enumerate(lines[line:], start=line + 1):
        if text.strip() and len(text) - len(text.lstrip()) <= depth:
            return False
        if number in lost:
            return True
    return False


def _lines_above(tree: PartialTree) -> frozenset[int]:
    """The last line with text before each lost part: that of the key to which it belonged."""
    if tree.node is None:
        return frozenset()
    lines = tree.node.source.lines
    found = set()
    for line in tree.lost:
        above = line - 1
        while above > 0 and (above in tree.lost or not lines[above - 1].strip()):
            above -= 1
        found.add(above)
    return frozenset(found)
