"""A text that is no YAML while it is made one: lines mended as was surely meant, other parts left out.

Only lines that were mended change their length, so that a place in the text that is read leads back to the author's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import yaml

from compiler.diagnostics.diagnostic import Diagnostic, Edit
from compiler.yaml_source.nodes import Source
from compiler.yaml_source.reader import Composed, compose
from compiler.yaml_source.reindenting import line_edits


@dataclass(frozen=True)
class _Change:
    """What was done to one line, all in characters: where, how many went, and how many came."""

    column: int
    gone: int
    come: int


class MendedText:
    """The text as it now stands, line by line; `lines` are shared with whoever looks for a part to leave out."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = list(source.lines)
        self._changes: dict[int, _Change] = {}

    @property
    def now(self) -> Source:
        """The text that is read next."""
        return Source(self.source.name, "\n".join(self.lines))

    def is_mended(self, line: int) -> bool:
        """Whether a line (from 1) is not the author's any more."""
        return line in self._changes

    def mend(self, fault: Diagnostic) -> bool:
        """Makes a fault's own edit; False where it has none within one line, or that moves lines, still the author's."""
        edits = self._by_line(fault.edit) if fault.edit is not None else ()
        if not edits or any(self.is_mended(edit.span.line) for edit in edits):
            return False
        for edit in edits:
            self._change(edit)
        return True

    def _by_line(self, edit: Edit) -> tuple[Edit, ...]:
        if edit.span.line == edit.span.end_line and "\n" not in edit.text:
            return (edit,)
        return line_edits(edit, self.lines)

    def _change(self, edit: Edit) -> None:
        line, start, end = edit.span.line, edit.span.column - 1, edit.span.end_column - 1
        text = self.lines[line - 1]
        self.lines[line - 1] = text[:start] + edit.text + text[end:]
        self._changes[line] = _Change(start, end - start, len(edit.text))

    def leave_out(self, part: Iterable[int]) -> None:
        """Makes comments of these lines (from 0)."""
        for index in part:
            self.lines[index] = "#" * len(self.lines[index])

    def told_together(self, faults: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The faults, those of one block of lines that were mended alike as one at its first line."""
        told: list[list[Diagnostic]] = []
        for fault in faults:
            if told and self._continues(told[-1][-1], fault):
                told[-1].append(fault)
            else:
                told.append([fault])
        return tuple(self._as_one(block) for block in told)

    def _continues(self, above: Diagnostic, fault: Diagnostic) -> bool:
        end = above.edit.span.end_line if above.edit is not None else above.span.line
        between = self.lines[end : fault.span.line - 1]
        return (
            self._is_alike(above, fault)
            and above.span.line < fault.span.line
            and not any(line.strip() for line in between)
        )

    def _is_alike(self, above: Diagnostic, fault: Diagnostic) -> bool:
        """Whether two faults are of tabs that indent, or both of lines that are moved equally far."""
        shifts = self._shift(above.edit), self._shift(fault.edit)
        return None not in shifts and (above.message == fault.message or len(set(shifts)) == 1)

    def _shift(self, edit: Edit | None) -> int | None:
        """By how much an edit moves its first line, None for one that does something else."""
        lines = line_edits(edit, self.source.lines) if edit is not None else ()
        return len(lines[0].text) - (lines[0].span.end_column - 1) if lines else None

    def _as_one(self, block: Sequence[Diagnostic]) -> Diagnostic:
        first, last = block[0], block[-1]
        if first is last or first.edit is None or last.edit is None:
            return first
        start, end = first.edit.span, last.edit.span
        lines = list(self.source.lines)
        for edit in (edit for fault in block if fault.edit for edit in line_edits(fault.edit, lines)):
            at = edit.span.line - 1
            lines[at] = edit.text + lines[at][edit.span.end_column - 1 :]
        indentation = last.edit.text.rpartition("\n")[2]
        moved = "\n".join([*lines[start.line - 1 : end.end_line - 1], indentation])
        edit = Edit(replace(start, end_line=end.end_line, end_column=end.end_column), moved)
        count = sum(bool(line.strip()) for line in lines[start.line : end.end_line])
        others = "the line" if count == 1 else f"the {count} lines"
        note = f"the same holds for {others} below it"
        return replace(first, notes=(*first.notes, note), edit=edit)

    def composed(self) -> Composed:
        """Libyaml's tree of the text as it now stands, with the places of the author's. Raises yaml.MarkedYAMLError."""
        found = compose(self.now)
        if self._changes and isinstance(found, yaml.Node):
            self._move_back(found)
        return found

    def _move_back(self, root: yaml.Node) -> None:
        for node in _below(root):
            node.start_mark, node.end_mark = self._moved(node.start_mark), self._moved(node.end_mark)
            if isinstance(node, yaml.ScalarNode) and node.style in ("'", '"'):
                is_quoted = self.source.text.startswith(node.style, node.start_mark.index)
                node.style = node.style if is_quoted else None  # the quotes are the mend's, not the author's

    def _moved(self, mark: yaml.Mark) -> yaml.Mark:
        change = self._changes.get(mark.line + 1)
        column = mark.column
        if change is not None and column >= change.column:
            column = max(column - change.come + change.gone, change.column)
        index = self.source.offset(mark.line + 1, column + 1)
        return yaml.Mark(mark.name, index, mark.line, column, None, 0)


def _below(root: yaml.Node) -> Iterator[yaml.Node]:
    """Every node once, also where aliases lead to it twice, or to what it stands in."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
