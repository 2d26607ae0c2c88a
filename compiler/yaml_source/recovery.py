"""What can still be read of a file that is no YAML: with what was surely meant, and without the parts that stay broken.

Where the fault's own edit mends one line, the text is read with it, and nothing is lost; what it moves is moved back
in the tree. Elsewhere a part is left out: the list item around the error, or the key where no item is. Its lines are
made comments of the same length, so that the places of everything else stay. Then the text is read again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from compiler.diagnostics.codes import reading
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.yaml_source.mended_text import MendedText
from compiler.yaml_source.nodes import MappingNode, Node, Source
from compiler.yaml_source.reader import MERE_SLIPS, Reading, compose, tree_of
from compiler.yaml_source.syntax import syntax_fault

MAX_ERRORS = 20
MAX_MENDS = 200
"""How often a text is read again, a large one less often: a block indented by tabs has an error in each line."""

MAX_CHARACTERS = 1_000_000
"""Reading again takes as long as reading, so that of larger files only the first error is told."""

_KEY_OR_ITEM = re.compile(r"""\s*(-(\s|$)|(- )?["']?[\w. -]+["']?\s*:(\s|$))""")
_TOP_KEY = re.compile(r"""["']?([\w-]+)["']?\s*:""")


@dataclass(frozen=True)
class PartialTree:
    """A file's tree as far as it can be read: `lost` are the lines that were left out, from 1.

    `lost_keys` are the keys of the file's own mapping that lost something; None stands for one that cannot be told.
    `faults` are the syntax errors, and what is wrong with the tree that was built.
    """

    node: Node | None
    faults: tuple[Diagnostic, ...]
    lost: frozenset[int] = frozenset()
    lost_keys: frozenset[str | None] = frozenset()


def read_partly(source: Source) -> PartialTree:
    """The tree of a text, or of what is left of it without its syntax errors."""
    try:
        return _partial(tree_of(compose(source), source), (), frozenset(), frozenset())
    except yaml.MarkedYAMLError as error:
        return _without_errors(source, error)


def _without_errors(source: Source, error: yaml.MarkedYAMLError) -> PartialTree:
    """The tree of what remains when one part after another is mended or left out, until nothing is wrong."""
    text = MendedText(source)
    faults: list[Diagnostic] = []
    lost: set[int] = set()
    keys: set[str | None] = set()
    for _ in range(max(MAX_ERRORS, min(MAX_MENDS, MAX_CHARACTERS // len(source.text)))):
        fault = syntax_fault(text.now, error)
        if not text.is_mended(fault.span.line):
            faults.append(fault)
        if len(source.text) > MAX_CHARACTERS:
            break
        if not text.mend(fault):
            part = _broken_part(text.lines, fault)
            if not part:
                break
            keys.add(_top_key(text.lines, part.start))
            lost |= {index + 1 for index in part}
            text.leave_out(part)
        try:
            found = tree_of(text.composed(), source)
        except yaml.MarkedYAMLError as another:
            error = another
        else:
            return _partial(found, text.told_together(faults), frozenset(lost), frozenset(keys))
    return PartialTree(None, text.told_together(faults))


def _partial(
    found: Reading, syntax: Sequence[Diagnostic], lost: frozenset[int], keys: frozenset[str | None]
) -> PartialTree:
    usable = found.node is not None and all(fault.code in MERE_SLIPS for fault in found.faults)
    if syntax and not isinstance(found.node, MappingNode):
        return PartialTree(None, tuple(syntax))
    faults = (*syntax, *found.faults)
    return PartialTree(found.node if usable else None, faults, lost, keys)


def _broken_part(lines: Sequence[str], fault: Diagnostic) -> range:
    """The lines of the part in which an error stands; empty where it is none that could be left out."""
    at = min(fault.span.line, len(lines)) - 1
    while at >= 0 and _is_empty(lines[at]):
        at -= 1
    if at < 0:
        return range(0)
    if fault.code == reading.SEVERAL_DOCUMENTS.id:
        return range(at, len(lines))
    is_stray = _KEY_OR_ITEM.match(lines[at]) is None or "\t" in lines[at][: _indent(lines[at])]
    within = _indent(lines[at]) if not is_stray else len(max(lines, key=len)) + 1
    start = _start(lines, at, within)
    end = at + 1
    while end < len(lines) and (_is_empty(lines[end]) or _indent(lines[end]) > _indent(lines[start])):
        end += 1
    return range(start, end)


def _start(lines: Sequence[str], at: int, within: int) -> int:
    """The item that a line begins, or the nearest one above that holds it; else its own key, or the file's above."""
    is_inner_key = within == _indent(lines[at]) > 0
    for index in range(at, -1, -1):
        line = lines[index]
        if _is_empty(line):
            continue
        depth = _indent(line)
        if re.match(r"\s*-(\s|$)", line) and (index == at or depth < within):
            return index
        if depth == 0 and _TOP_KEY.match(line) and within > 0:
            return at if is_inner_key else index
        if index == at and within == 0:
            return index
    return at


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _is_empty(line: str) -> bool:
    """Whether a line has nothing, or only a comment, as the lines do that were left out already."""
    return not line.strip() or line.lstrip().startswith("#")


def _top_key(lines: Sequence[str], start: int) -> str | None:
    """The key of the file's own mapping below which a line stands."""
    for line in reversed(lines[: start + 1]):
        if (found := _TOP_KEY.match(line)) is not None:
            return found.group(1)
    return None
