"""Every key and value of a file keeps the place where it is written."""

from __future__ import annotations

import string

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compiler.yaml_source import MappingNode, Node, ScalarNode, SequenceNode, read_yaml
from compiler.yaml_source.content_map import content_map
from compiler.yaml_source.nodes import scalars

LETTERS = string.ascii_letters + " '\"\\:#,-[]{}\n\tกขาำ่้🎉é"
TEXTS = st.text(alphabet=LETTERS, max_size=30)
NAMES = st.text(alphabet=string.ascii_lowercase + "กข", min_size=1, max_size=8).filter(
    lambda name: name != "null"
)
TREES = st.recursive(
    TEXTS | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
STYLES = st.sampled_from([None, "|", ">", "'", '"'])


def read(text: str) -> MappingNode:
    """The tree of a text that is YAML."""
    _, node, faults = read_yaml("file.yaml", text.encode())
    assert isinstance(node, MappingNode), faults
    return node


def written(node: ScalarNode) -> str:
    """What stands in the file at a scalar's span."""
    span, lines = node.span, node.source.lines
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    middle = lines[span.line : span.end_line - 1]
    return "\n".join(
        [lines[span.line - 1][span.column - 1 :], *middle, lines[span.end_line - 1][: span.end_column - 1]]
    )


def keys(node: Node) -> list[ScalarNode]:
    """Every key below a node."""
    if isinstance(node, SequenceNode):
        return [key for item in node.items for key in keys(item)]
    if isinstance(node, MappingNode):
        return [key for entry in node.entries.values() for key in (entry.key, *keys(entry.node))]
    return []


@given(
    st.dictionaries(NAMES, TREES, min_size=1, max_size=4), st.sampled_from([None, "'", '"']), st.booleans()
)
def test_the_span_of_a_scalar_reads_back_as_its_value(
    tree: dict[str, object], style: str | None, flow: bool
) -> None:
    """Keys and flow scalars: the text at the span, read alone, is the value again."""
    text = yaml.dump(tree, default_style=style, default_flow_style=flow, allow_unicode=True, width=30)
    if "!!" in text or "<<" in text:  # PyYAML writes tags beside quoted numbers; we read none
        return
    node = read(text)
    for scalar in (*keys(node), *scalars(node)):
        if scalar.style not in ("|", ">") and written(scalar):
            _, again, _ = read_yaml("again.yaml", f"- {written(scalar)}\n".encode())
            assert isinstance(again, SequenceNode)
            assert again.value == [scalar.value]


@given(TEXTS, STYLES, st.integers(10, 60))
def test_each_visible_character_of_a_text_is_found_in_the_file(
    text: str, style: str | None, width: int
) -> None:
    """The content map leads from every character of a value to that character in the file, or to its escape."""
    dumped = yaml.dump({"key": text, "next": 1}, default_style=style, allow_unicode=True, width=width)
    if "!!" in dumped:
        return
    node = read(dumped).entries["key"].node
    assert isinstance(node, ScalarNode)
    mapped = content_map(node)
    for position, character in enumerate(str(node.value)):
        if not character.isspace():
            found = node.source.text[mapped.offset(position)]
            assert found == character or found in "\\'"


@pytest.mark.parametrize("header", ["|", "|-", "|+", "|2", "|2-", "|-2", ">", ">-", ">+", "| # words"])
def test_block_scalars_of_every_header_keep_line_and_column(header: str) -> None:
    """A word in a block scalar is found at its line and column, whatever its indicators."""
    node = read(f"a:\n  sql: {header}\n    SELECT 1\n\n      FROM ยอดขาย o\n\n  next: 2\n")
    inner = node.entries["a"].node
    assert isinstance(inner, MappingNode)
    scalar = inner.entries["sql"].node
    assert isinstance(scalar, ScalarNode)
    start = str(scalar.value).index("ยอดขาย")
    span = content_map(scalar).span(start, start + 6)
    assert (span.line, span.column, span.end_line, span.end_column) == (5, 12, 5, 18)


def test_columns_count_characters_after_tabs_and_combining_marks() -> None:
    """A tab, a Thai tone mark and an emoji are one character each, as editors count."""
    node = read("a: ['ก้\t🎉', here]\n")
    items = node.entries["a"].node
    assert isinstance(items, SequenceNode)
    assert items.items[1].span.column == 13


def test_crlf_and_a_byte_order_mark_do_not_move_places() -> None:
    """Lines and columns are those that an editor shows."""
    node = read("\ufeffa: 1\r\nb: |\r\n  one\r\n  two\r\n")
    scalar = node.entries["b"].node
    assert isinstance(scalar, ScalarNode)
    assert scalar.value == "one\ntwo\n"
    assert content_map(scalar).span(4, 7).line == 4
    assert node.key_span("a").column == 1


def test_an_alias_keeps_the_place_of_its_anchor() -> None:
    """What an alias stands for is written where its anchor is."""
    node = read("a: &x {b: 1}\nc: *x\n")
    assert node.entries["c"].node.span.line == 1
    assert node.entries["c"].key.span.line == 2
