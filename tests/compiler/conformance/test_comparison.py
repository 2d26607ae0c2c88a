from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.conformance.comparison import compare, same_value
from compiler.conformance.values import Answer, Row, Value

BANGKOK = timezone(timedelta(hours=7))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | st.text()
    | st.dates()
    | st.floats(allow_nan=False)
)
ROWS = st.lists(st.tuples(SCALARS, SCALARS), max_size=8)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Decimal("2.50"), Decimal("2.5")),
        (2, Decimal("2.000")),
        (0.1 + 0.2, 0.3),
        (Decimal("0.3333333333333333"), Decimal("0.333333333333333")),
        (Decimal("0.000001234567890123456789"), Decimal("0.00000123456789012346")),
        (Decimal("3333.3333333333333333"), Decimal("3333.333333333333333333333")),
        (Decimal("0.3333333333333333"), 1 / 3),
        (datetime(2024, 1, 1, 7, tzinfo=BANGKOK), datetime(2024, 1, 1, tzinfo=UTC)),
        (float("nan"), float("nan")),
    ],
)
def test_values_of_one_meaning_are_the_same(a: Value, b: Value) -> None:
    """Scale, a float's last bits and an offset's spelling make no difference."""
    assert same_value(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Decimal("12.345"), Decimal("12.35")),
        (1, True),
        (0, None),
        ("a", "a "),
        ("A", "a"),
        ("", None),
        (date(2024, 1, 1), datetime(2024, 1, 1)),  # noqa: DTZ001 - a moment without a zone is what is meant
        (1.0, 1.000001),
        (Decimal("0.333333"), Decimal("0.333334")),
        (Decimal("0.3333333333333333"), Decimal("0.333333")),
        (Decimal("0.33333333333333333333"), Decimal("0.33333333333333")),
        (9007199254740993, Decimal(9007199254740992)),
        (Decimal(123456789012345678), Decimal(123456789012345679)),
        (1.0, 1.000000001),
        (datetime(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC)),  # noqa: DTZ001 - as above
        ("1", 1),
    ],
)
def test_values_of_another_meaning_differ(a: Value, b: Value) -> None:
    """Text is compared exactly, types are kept apart, decimals are exact up to the digits of a quotient."""
    assert not same_value(a, b)


def test_an_instant_and_a_local_time_are_the_same_by_the_wall_clock_of_the_author_s_session() -> None:
    """PostgreSQL's date_trunc of a date is an instant; the statement's is the local time that it shows."""
    local = datetime(2024, 1, 1)  # noqa: DTZ001 - a moment without a zone is what is meant
    assert same_value(datetime(2024, 1, 1, tzinfo=BANGKOK), local)


@given(ROWS)
def test_without_order_a_permutation_is_the_same_answer(rows: list[Row]) -> None:
    """Multisets have no order; sequences do."""
    answer, reverse = Answer((), tuple(rows)), Answer((), tuple(reversed(rows)))
    assert compare(answer, reverse, ordered=False) is None
    assert (compare(answer, reverse, ordered=True) is None) == all(
        same_value(x, y) for a, b in zip(rows, reversed(rows), strict=True) for x, y in zip(a, b, strict=True)
    )


@given(ROWS.filter(bool), st.data())
def test_a_row_too_few_is_found(rows: list[Row], data: st.DataObject) -> None:
    """Neither a missing row nor a doubled one is overlooked, with or without order."""
    at = data.draw(st.integers(0, len(rows) - 1))
    fewer = Answer((), tuple(rows[:at] + rows[at + 1 :]))
    for ordered in (True, False):
        assert compare(Answer((), tuple(rows)), fewer, ordered=ordered) is not None
        assert compare(fewer, Answer((), tuple(rows)), ordered=ordered) is not None


def test_floats_that_sort_apart_are_paired() -> None:
    """Two floats that straddle a step of the sort key still find each other."""
    a = Answer((), ((1.0000005, "x"), (1.00000049999, "y")))
    b = Answer((), ((1.00000050000001, "x"), (1.0000004999900001, "y")))
    assert compare(a, b, ordered=False) is None


def test_a_difference_shows_the_first_row_that_has_no_equal() -> None:
    """A report can show what was expected and what came."""
    found = compare(Answer((), ((1, "a"), (2, "b"))), Answer((), ((1, "a"), (2, "c"))), ordered=True)
    assert found is not None
    assert (found.words, found.expected, found.got) == ("row 2 differs", (2, "b"), (2, "c"))
