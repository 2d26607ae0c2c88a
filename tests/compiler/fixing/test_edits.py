"""Edits of one file leave the rest of it byte for byte."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.diagnostics.diagnostic import Edit, Span
from compiler.fixing.difference import difference
from compiler.fixing.edits import compatible, edited, touch
from compiler.whole_files import ChangedMeanwhile, write_over

FILE = "tenants/acme/tenant.yaml"
LINES = st.lists(st.text(alphabet=string.ascii_letters + " กำ้🎉\t", max_size=12), min_size=1, max_size=6)


def edit(line: int, start: int, end: int, text: str) -> Edit:
    """An edit in one line."""
    return Edit(Span(FILE, line, start, line, end), text)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_stay(newline: str) -> None:
    """Columns count characters; a text of several lines gets the line ends of the file."""
    data = f"\ufeffa: 'ก้'  # ข{newline}b: 1{newline}".encode()
    changed, places = edited(data, [edit(1, 4, 8, "x\ny"), edit(2, 1, 2, "bb")])
    assert changed == f"\ufeffa: x{newline}y  # ข{newline}bb: 1{newline}".encode()
    assert places == (Span(FILE, 1, 4, 2, 2), Span(FILE, 3, 1, 3, 3))


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.data())
def test_an_edit_replaces_its_stretch_and_nothing_else(
    lines: list[str], newline: str, data: st.DataObject
) -> None:
    """What stands before and after is what stood there."""
    number = data.draw(st.integers(1, len(lines)))
    line = lines[number - 1]
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    changed, (place,) = edited(newline.join(lines).encode(), [edit(number, start + 1, end + 1, "NEW")])
    expected = [*lines]
    expected[number - 1] = f"{line[:start]}NEW{line[end:]}"
    assert changed.decode() == newline.join(expected)
    assert (place.line, place.column, place.end_column) == (number, start + 1, start + 4)


def test_of_edits_that_overlap_the_first_is_made() -> None:
    """The other one is for the next round."""
    first, second, third = edit(1, 1, 5, "a"), edit(1, 3, 8, "b"), edit(1, 5, 6, "c")
    assert compatible([second, third, first, first]) == (first, third)


def test_of_different_texts_for_one_place_none_is_written() -> None:
    """It is not sure what was meant."""
    assert compatible([edit(1, 1, 5, "a"), edit(1, 1, 5, "b"), edit(2, 1, 1, "c")]) == (edit(2, 1, 1, "c"),)


def test_places_touch_when_one_begins_where_the_other_ends() -> None:
    """Places in other files never do."""
    assert touch(Span(FILE, 1, 1, 1, 3), Span(FILE, 1, 3, 1, 4))
    assert not touch(Span(FILE, 1, 1, 1, 3), Span(FILE, 1, 4, 1, 5))
    assert not touch(Span(FILE, 1, 1, 1, 3), Span("other.yaml", 1, 1, 1, 3))


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """The author's save wins; nothing else is left in the folder."""
    place = tmp_path / "tenant.yaml"
    place.write_bytes(b"new")
    with pytest.raises(ChangedMeanwhile):
        write_over(place, b"old", b"mended")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"new"]


def test_permissions_stay(tmp_path: Path) -> None:
    """A mended file may be read by those who could read it before."""
    place = tmp_path / "tenant.yaml"
    place.write_bytes(b"old")
    place.chmod(0o640)
    write_over(place, b"old", b"mended")
    assert (place.read_bytes(), place.stat().st_mode & 0o777) == (b"mended", 0o640)


def test_a_difference_can_be_applied() -> None:
    """A last line without an end is told as `diff` tells it."""
    told = "".join(difference("a.yaml", b"a: 1\nb: 2", b"a: 1\nb: 3\n"))
    assert told.startswith("--- a/a.yaml\n+++ b/a.yaml\n")
    assert "-b: 2\n\\ No newline at end of file\n+b: 3\n" in told
