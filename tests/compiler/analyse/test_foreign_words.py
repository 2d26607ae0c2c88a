"""What an author who pastes another dialect's SQL, or takes a wrong sign, is told to write."""

from __future__ import annotations

import pytest

from compiler.stages.analyse.foreign_words import foreign_syntax, instead_of_function


@pytest.mark.parametrize(
    ("name", "meant"), [("ISNULL", "coalesce("), ("GETDATE", "now()"), ("dateadd", "interval '7 days'")]
)
def test_a_function_of_tsql_is_answered_with_what_to_write(name: str, meant: str) -> None:
    """By any case of its letters; the dialect is named too."""
    remedy = instead_of_function(name)
    assert remedy is not None
    assert meant in remedy
    assert "datasource.dialect: tsql" in remedy


def test_top_and_brackets_are_known_where_reading_stopped() -> None:
    """With and without the parenthesis of TOP; a column called `top` is none."""
    assert foreign_syntax("SELECT TOP (", "5") is not None
    assert foreign_syntax("SELECT ", "[name]") is not None
    assert foreign_syntax("SELECT desktop ", "5") is None
    assert foreign_syntax("SELECT stop, ", "FROM") is None
