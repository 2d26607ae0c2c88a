"""T-SQL that an author pastes into a query of another dialect."""

from __future__ import annotations

from compiler.stages.analyse.foreign_words import foreign_syntax


def test_top_and_brackets_are_known_where_reading_stopped() -> None:
    """With and without the parenthesis of TOP; a column called `top` is none."""
    assert foreign_syntax("SELECT TOP (", "5") is not None
    assert foreign_syntax("SELECT ", "[name]") is not None
    assert foreign_syntax("SELECT desktop ", "5") is None
    assert foreign_syntax("SELECT stop, ", "FROM") is None
