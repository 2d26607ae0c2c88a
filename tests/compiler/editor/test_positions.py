from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.diagnostics.diagnostic import Span
from compiler.editor.positions import Encoding, Lines

TEXT = "ab\nยอดขาย 🙂 x\n\nend"


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 23), ("utf-16", 9), ("utf-32", 8)])
def test_columns_are_counted_in_the_agreed_units(encoding: Encoding, column: int) -> None:
    """An emoji is one character, two units of UTF-16 and four bytes; a Thai letter one, one and three."""
    lines = Lines(TEXT, encoding)
    offset = TEXT.index(" x")
    assert lines.position(offset) == (1, column)
    assert lines.offset(1, column) == offset


@given(st.text(alphabet="aก🙂\n", max_size=30), st.sampled_from(get_args(Encoding)))
def test_positions_lead_back(text: str, encoding: Encoding) -> None:
    """Every offset has a position, which has that offset."""
    lines = Lines(text, encoding)
    for offset in range(len(text) + 1):
        assert lines.offset(*lines.position(offset)) == offset


def test_what_lies_beyond_is_brought_back() -> None:
    """A column beyond its line is the line's end, a line beyond the text the text's end."""
    lines = Lines(TEXT, "utf-16")
    assert lines.offset(0, 99) == 2
    assert lines.offset(99, 0) == len(TEXT)
    assert lines.offsets(Span("x", 1, 1, 1, 99)) == (0, 2)
    assert lines.offsets(Span("x", 9, 1, 9, 2)) == (len(TEXT), len(TEXT))
