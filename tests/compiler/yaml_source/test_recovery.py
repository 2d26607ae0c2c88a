"""What is read of a text with syntax errors stays where it is, and reading always ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compiler.yaml_source import MappingNode, Source
from compiler.yaml_source.nodes import scalars
from compiler.yaml_source.recovery import read_partly

WHOLE = """\
kind: dashboard
slug: sales
title: {en: Sales, th: ยอดขาย}
widgets:
  - id: one
    query:
      sql: |
        SELECT name
        FROM customers
  - id: two
    title: 'Two'
  - id: three
    position: {x: 0, y: 0}
tests:
  - name: last
"""
PIECES = st.sampled_from(["{", "[", "'", '"', ": ", "\t", "- ", "*", "%", "|", "}", "\n", "x", "@", "---\n"])


@given(st.integers(0, len(WHOLE)), PIECES, st.integers(0, 3))
def test_what_remains_of_a_broken_text_is_where_it_was(at: int, piece: str, gone: int) -> None:
    """Every value that is read stands in the text at its place, or is folded from it."""
    text = WHOLE[:at] + piece + WHOLE[at + gone :]
    tree = read_partly(Source("file.yaml", text))
    assert tree.node is not None or tree.faults
    assert bool(tree.lost) <= bool(tree.faults)
    if isinstance(tree.node, MappingNode):
        lines = text.split("\n")
        for scalar in scalars(tree.node):
            if scalar.style is None and isinstance(scalar.value, str) and "\n" not in scalar.written:
                span = scalar.span
                if span.line == span.end_line:
                    assert lines[span.line - 1][span.column - 1 : span.end_column - 1] == scalar.written


def test_an_error_that_nothing_mends_costs_one_item() -> None:
    """The widgets around a broken one are read."""
    tree = read_partly(Source("file.yaml", WHOLE.replace("'Two'", "'Two")))
    assert isinstance(tree.node, MappingNode)
    assert [widget["id"] for widget in tree.node.value["widgets"]] == ["one", "three"]
    assert tree.lost_keys == {"widgets"}
    assert tree.lost == {10, 11}


def test_an_error_of_which_the_meaning_is_sure_costs_nothing() -> None:
    """What stands in a mended line, and behind it, is where the author wrote it."""
    text = WHOLE.replace("'Two'", "Two: or more").replace("    position", "\tposition")
    tree = read_partly(Source("file.yaml", text))
    assert isinstance(tree.node, MappingNode)
    assert [widget["id"] for widget in tree.node.value["widgets"]] == ["one", "two", "three"]
    assert tree.node.value["widgets"][1]["title"] == "Two: or more"
    assert [fault.span.line for fault in tree.faults] == [11, 13]
    assert not tree.lost
    places = {scalar.value: scalar.span for scalar in scalars(tree.node)}
    assert (places[0].line, places[0].column) == (13, 22)
    assert (places["last"].line, places["last"].column) == (15, 11)


LEFT_OUT_LATER = """\
kind: dashboard
widgets:
  - id: a
  type: table
  title: A
  position: {x: 0, y: 0, width: 12, height: 2
  query: {sql: SELECT 1 AS one}
  - id: b
"""


def test_an_edit_keeps_the_words_of_lines_that_are_left_out_later() -> None:
    """Lines of which another fault is found are comments in what is read again, and never in what is written."""
    found = read_partly(Source("a.yaml", LEFT_OUT_LATER))
    written = [line.strip() for line in LEFT_OUT_LATER.split("\n")]
    edits = [fault.edit for fault in found.faults if fault.edit is not None]
    assert edits
    assert all(line.strip() in written for edit in edits for line in edit.text.split("\n")[:-1]), edits
