import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.editor.context import context_at
from compiler.written.outline import outline
from compiler.yaml_source import MappingNode, Node, SequenceNode, Source
from compiler.yaml_source.reader import read_source
from tests.support.editor import CATALOG, DASHBOARD, OVERLAY, TENANT, marked


def _paths(node: Node, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], object]:
    if isinstance(node, MappingNode):
        return {
            p: v for key, entry in node.entries.items() for p, v in _paths(entry.node, (*path, key)).items()
        }
    if isinstance(node, SequenceNode):
        return {p: v for at, item in enumerate(node.items) for p, v in _paths(item, (*path, at)).items()}
    return {path: node.written}


@pytest.mark.parametrize(
    "text", [TENANT, CATALOG, DASHBOARD, OVERLAY], ids=["tenant", "catalog", "dashboard", "overlay"]
)
def test_a_whole_file_has_the_paths_that_yaml_has(text: str) -> None:
    """Where a file parses, the outline agrees with the reader about every scalar's path."""
    node, _ = read_source(Source("x.yaml", text))
    assert node is not None
    found = outline(text)
    assert {item.path for item in found.items if item.value is not None} == set(_paths(node))


@given(st.text(alphabet="abk: -\n\"'{}[],#|>&*\\ก\t", max_size=120))
def test_no_text_is_too_broken(text: str) -> None:
    """Whatever is typed has an outline, and every offset a context whose stretch lies in the text."""
    found = outline(text)
    for item in found.items:
        for stretch in (item.key, item.value):
            assert stretch is None or 0 <= stretch.start <= stretch.end <= len(text)
    for offset in range(len(text) + 1):
        context = context_at(text, offset, found)
        assert 0 <= context.stretch.start <= context.stretch.end <= len(text)


CONTEXTS = {
    "a key in a mapping": ("a:\n  b: 1\n  c|>\n", "key", ("a", "c")),
    "a key in an element of a list": ("w:\n  - id: x\n    ti|>\n", "key", ("w", 0, "ti")),
    "an element": ("w:\n  - id: x\n  - |>\n", "value", ("w", 1)),
    "an element at the key's own column": ("w:\n- sal|>\n", "value", ("w", 0)),
    "a value that is not there yet": ("kind: |>\n", "value", ("kind",)),
    "a key in braces": ("p: {x: 0, wi|>}\n", "key", ("p", "wi")),
    "a value in braces": ("p: {x: mo|>, y: 1}\n", "value", ("p", "x")),
    "braces that are not closed": ("p: {x: 0, wi|>\nq: 1\n", "key", ("p", "wi")),
    "an element in brackets": ("p: [a, b|>]\n", "value", ("p", 1)),
    "a block scalar": ("q:\n  sql: |\n    SELECT |>\nr: 1\n", "value", ("q", "sql")),
    "a folded block scalar with a hint": ("q:\n  sql: >2-\n    SELECT |>\nr: 1\n", "value", ("q", "sql")),
    "a blank line in a block scalar": (
        "q:\n  sql: |\n    SELECT a,\n      |>\n    FROM t\n",
        "value",
        ("q", "sql"),
    ),
    "a new key below a block scalar": ("q:\n  sql: |\n    SELECT a\n  ro|>\n", "key", ("q", "ro")),
    "a quoted scalar": ("q: {sql: 'SELECT |> FROM t'}\n", "value", ("q", "sql")),
    "behind a comment sign in quotes": ('q: "a # b|>"\n', "value", ("q",)),
    "a key that is written": ("a:\n  kee|>p: 1\n", "key", ("a", "keep")),
    "Thai": ("title: {en: Sales, th: ยอด|>ขาย}\n", "value", ("title", "th")),
    "the top of an empty file": ("|>", "key", ("",)),
}


@pytest.mark.parametrize("name", CONTEXTS)
def test_the_context_of_a_position(name: str) -> None:
    """A position has its path also in a file that does not parse."""
    text, role, path = CONTEXTS[name]
    context = context_at(*marked(text))
    assert (context.role, context.path) == (role, path)
