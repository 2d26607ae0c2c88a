"""The arithmetic that stands for age(a, b), against PostgreSQL's own, for every pair of days of two years."""

import psycopg
import pytest

from tests.support.postgres import Databases

MONTHS = "(EXTRACT(year FROM a) - EXTRACT(year FROM b)) * 12 + EXTRACT(month FROM a) - EXTRACT(month FROM b)"
DAYS = "EXTRACT(day FROM a) - EXTRACT(day FROM b)"
LENGTH = "EXTRACT(day FROM date_trunc('month', least(a, b)) + interval '1 month - 1 day')"
LATER, EARLIER = "EXTRACT(day FROM greatest(a, b))", "EXTRACT(day FROM least(a, b))"
LACKING = f"CASE WHEN {LATER} < {EARLIER} THEN {LENGTH} ELSE 0 END"
BEYOND = f"CASE WHEN {LATER} < {EARLIER} THEN {LENGTH} - 30 ELSE 0 END"
SIGN = "CASE WHEN a >= b THEN 1 ELSE -1 END"
HUNDREDS = f"({MONTHS}) * 100 + {DAYS}"
PAIRS = """(SELECT a::date, b::date FROM generate_series(timestamp '2019-12-15', '2021-12-31', '1 day') AS a,
    generate_series(timestamp '2019-12-15', '2021-03-31', '1 day') AS b)"""


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("arithmetic", "age"),
    [
        (f"trunc(({HUNDREDS}) / 1200)", "EXTRACT(year FROM age(a, b))"),
        (f"trunc(({HUNDREDS}) / 100) % 12", "EXTRACT(month FROM age(a, b))"),
        (f"{SIGN} * (abs({LATER} - {EARLIER} + {LACKING}))", "EXTRACT(day FROM age(a, b))"),
        (f"({HUNDREDS} <= 1200)", "(age(a, b) <= interval '1 year')"),
        (f"({HUNDREDS} > 0)", "(age(a, b) > interval '0 months')"),
        (
            f"make_interval(days => ({SIGN} * (30 * abs({MONTHS}) + {LATER} - {EARLIER} + {BEYOND}))::int)",
            "age(a, b)",
        ),
    ],
)
def test_arithmetic_of_an_age_is_the_engine_s(databases: Databases, arithmetic: str, age: str) -> None:
    """No pair of days among a third of a million has another age."""
    address = databases.fresh()
    with psycopg.connect(address) as connection:
        found = connection.execute(
            f"SELECT a, b FROM {PAIRS} AS p WHERE {arithmetic} IS DISTINCT FROM {age} LIMIT 3"
        ).fetchall()
    databases.drop(address)
    assert found == []
