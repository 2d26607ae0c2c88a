"""What a test of a dashboard says that the viewer chose is a value of the parameter, or is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from compiler.conformance.author_text import ParameterValue
from compiler.conformance.choices import BadValue, given_values
from schemas.resources.dashboard import Parameter

NOW = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("date_range", "last_month"),
        ("date_range", {"start": "2026-01-01"}),
        ("date_range", "2026-01-01..soon"),
        ("date", "10/03/2026"),
        ("boolean", "false"),
        ("boolean", 0),
        ("integer", 2.5),
        ("integer", True),
        ("integer", "many"),
        ("number", True),
        ("number", "much"),
        ("text", ["north"]),
        ("text", {"region": "north"}),
        ("text", True),
    ],
)
def test_what_is_no_value_of_the_type_is_refused(kind: Any, given: Any) -> None:
    """It names the parameter and its type, and bends nothing: the text 'false' would be true."""
    with pytest.raises(BadValue, match=rf"is no value of the parameter 'chosen' \({kind}\)"):
        given_values(Parameter(id="chosen", type=kind), given, NOW)


@pytest.mark.parametrize(
    ("kind", "given", "value"), [("boolean", False, False), ("integer", 3.0, 3), ("text", 5, "5")]
)
def test_a_value_that_is_sure_is_taken(kind: Any, given: Any, value: Any) -> None:
    """YAML gives a number where a code of digits is meant."""
    parameter = Parameter(id="chosen", type=kind)
    assert given_values(parameter, given, NOW) == {"chosen": ParameterValue(kind, value)}
