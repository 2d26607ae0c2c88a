"""A viewer's choices: declared, typed, checked, bound; never text of a statement."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.execute.binding import BoundValue, View, bind, cache_values, choose_variant
from agent.execute.parameters import Choice, resolve
from agent.faults import SiteFault
from schemas.bundle.objects import (
    BundleDashboard,
    BundleMoves,
    BundleOption,
    BundleParameter,
    BundleRange,
    ParameterSource,
    StatementParameter,
    Variant,
)
from tests.support.sites import WHERE, chosen, parameter, statement

TODAY = date(2026, 3, 15)
BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2026, 3, 15, 12, 30, tzinfo=BANGKOK)


def board(*parameters: BundleParameter) -> BundleDashboard:
    """A dashboard with these parameters."""
    return BundleDashboard(
        slug="sales", title={"en": "Sales"}, parameters=list(parameters), widgets=[], origin=WHERE
    )


def choose(declared: BundleParameter, *texts: str) -> Choice:
    """What the texts choose."""
    return resolve(board(declared), {declared.id: texts}, TODAY)[declared.id]


def refusal(declared: BundleParameter, *texts: str) -> str:
    """The code with which the texts are refused."""
    with pytest.raises(SiteFault) as caught:
        choose(declared, *texts)
    return caught.value.code.id


GOOD: list[tuple[str, str, object]] = [
    ("text", "O'Brien; DROP TABLE x --", "O'Brien; DROP TABLE x --"),
    ("integer", "-9223372036854775808", -(2**63)),
    ("number", "10.50", Decimal("10.50")),
    ("boolean", "true", True),
    ("date", "2024-02-29", date(2024, 2, 29)),
]


@pytest.mark.parametrize(("kind", "text", "value"), GOOD)
def test_a_value_has_its_declared_type(kind: str, text: str, value: object) -> None:
    """Text of the right form becomes a value of the type."""
    assert choose(parameter("p", kind), text).values == (value,)


def test_a_choice_under_a_former_id_counts_unless_there_is_one_under_the_present_id() -> None:
    """A bookmark from before a rename shows what it showed."""
    moves = BundleMoves(slugs=[], widgets={}, parameters={"area": "region"})
    page = board(parameter("region", "text")).model_copy(update={"moved": moves})
    assert resolve(page, {"area": ["ASIA"]}, TODAY)["region"].values == ("ASIA",)
    assert resolve(page, {"area": ["ASIA"], "region": ["EUROPE"]}, TODAY)["region"].values == ("EUROPE",)


BAD: list[tuple[str, str]] = [
    ("text", "a" * 4001),
    ("text", "😀" * 2001),
    ("text", "a\0b"),
    ("integer", "1.0"),
    ("integer", "9223372036854775808"),
    ("integer", "٣"),
    ("integer", "1; DROP TABLE x"),
    ("number", "NaN"),
    ("number", "1e5"),
    ("number", "1" * 39),
    ("boolean", "True"),
    ("date", "2026-02-30"),
    ("date", "20260201"),
    ("date_range", "2026-02-01..2026-01-01"),
    ("date_range", "2026-02-01"),
    ("date_range", "next_month"),
    ("date_range", "2026-02-01..2026-03-01..2026-04-01"),
]


@pytest.mark.parametrize(("kind", "text"), BAD)
def test_a_value_of_another_form_is_refused(kind: str, text: str) -> None:
    """What does not fit the type never reaches the database."""
    assert refusal(parameter("p", kind), text) == "DW931"


@given(st.sampled_from(["text", "integer", "number", "boolean", "date", "date_range"]), st.text(max_size=60))
def test_any_text_is_a_value_or_a_refusal(kind: Any, text: str) -> None:
    """No text makes the agent stumble."""
    try:
        empty = choose(parameter("p", kind, empty="none"), text).is_empty
    except SiteFault as fault:
        outcome = fault.code.id
    else:
        outcome = "empty" if empty else "value"
    assert outcome in ({"DW931", "value"} if text else {"empty"})


def test_an_unknown_parameter_is_refused() -> None:
    """A misspelt name shows no more rows than were asked for."""
    with pytest.raises(SiteFault, match="DW930"):
        resolve(board(parameter("region", empty="none")), {"regoin": ["ASIA"]}, TODAY)


def test_absent_takes_the_default_and_empty_takes_nothing() -> None:
    """`region=` is a choice of its own."""
    declared = parameter("region", empty="all", default="ASIA")
    assert resolve(board(declared), {}, TODAY)["region"].values == ("ASIA",)
    assert choose(declared, "").is_empty


def test_defaults_of_every_form_are_read() -> None:
    """A list, a number as text, a truth value, a named range and two dates."""
    forms: list[tuple[BundleParameter, object]] = [
        (parameter("p", "integer", many=True, default=[1, 2]), (1, 2)),
        (parameter("p", "number", default="1.5"), (Decimal("1.5"),)),
        (parameter("p", "boolean", default=False), (False,)),
    ]
    for declared, values in forms:
        assert resolve(board(declared), {}, TODAY)["p"].values == values
    named = parameter("p", "date_range", default=BundleRange(named="today"))
    fixed = parameter("p", "date_range", default=BundleRange(start="2026-01-01", end="2026-02-01"))
    assert resolve(board(named), {}, TODAY)["p"].days == (TODAY, date(2026, 3, 16))
    assert resolve(board(fixed), {}, TODAY)["p"].days == (date(2026, 1, 1), date(2026, 2, 1))


def test_a_needed_value_is_asked_for() -> None:
    """`empty: refuse` without a default and without a choice."""
    with pytest.raises(SiteFault, match="DW933"):
        resolve(board(parameter("branch", "integer")), {}, TODAY)


def test_only_written_options_are_taken() -> None:
    """One foreign value among good ones is refused too."""
    declared = parameter("p", "integer", many=True, options=[BundleOption(value=1), BundleOption(value=2)])
    assert choose(declared, "2", "1").values == (2, 1)
    assert refusal(declared, "1", "3") == "DW932"


def test_several_values_need_many() -> None:
    """A parameter for one value takes one; one for many takes more than a request has parameters."""
    assert refusal(parameter("p"), "a", "b") == "DW931"
    assert refusal(parameter("p", many=True), *["a"] * 5001) == "DW931"
    assert len(choose(parameter("p", many=True), *map(str, range(2500))).values) == 2500


def view(*choices: Choice, claims: dict[str, Any] | None = None) -> View:
    """A look at a dashboard in Bangkok."""
    return View({choice.parameter.id: choice for choice in choices}, NOW, claims or {})


def bound(declared: StatementParameter, looked: View) -> BoundValue:
    """The value for one parameter of a statement."""
    return bind(statement("SELECT 1", {"a": "int"}, [declared]), looked)[declared.name]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("date", date(2026, 3, 1)),
        ("datetime2(7)", datetime(2026, 3, 1)),  # noqa: DTZ001
        ("TIMESTAMP", datetime(2026, 3, 1)),  # noqa: DTZ001
        ("datetimeoffset(7)", datetime(2026, 3, 1, tzinfo=BANGKOK)),
        ("TIMESTAMP WITH TIME ZONE", datetime(2026, 3, 1, tzinfo=BANGKOK)),
    ],
)
def test_a_day_becomes_the_moment_at_its_start(kind: str, value: object) -> None:
    """In the tenant's zone, where the engine's type is a moment."""
    choice = Choice(parameter("period", "date_range"), days=(date(2026, 3, 1), date(2026, 4, 1)))
    assert bound(chosen("p", kind, "period", "start"), view(choice)) == value


def test_now_is_bound_in_the_tenants_zone() -> None:
    """The moment of the view, with or without its offset."""
    now = StatementParameter(name="now", type="datetimeoffset(7)", source=ParameterSource(kind="now"))
    assert bound(now, view()) == NOW
    assert bound(now.model_copy(update={"type": "datetime2(7)"}), view()) == NOW.replace(tzinfo=None)


def test_a_missing_claim_refuses() -> None:
    """It never widens what is shown."""
    source = ParameterSource(kind="claim", name="branches")
    branches = StatementParameter(name="b", type="bigint", many=True, source=source)
    with pytest.raises(SiteFault, match="DW934"):
        bound(branches, view())
    assert bound(branches, view(claims={"branches": (1, 2)})) == (1, 2)


def test_a_list_where_one_claim_is_needed_refuses() -> None:
    """Taking the first of several would show rows of one branch as if they were all."""
    source = ParameterSource(kind="claim", name="branch")
    with pytest.raises(SiteFault, match="DW934"):
        bound(StatementParameter(name="b", type="bigint", source=source), view(claims={"branch": (1, 2)}))


def test_two_viewers_share_an_answer_only_with_equal_claims() -> None:
    """A claim is one of the values that tell answers apart; the moment is none."""
    parameters = [
        StatementParameter(name="b", type="bigint", source=ParameterSource(kind="claim", name="branch")),
        StatementParameter(name="now", type="datetimeoffset(7)", source=ParameterSource(kind="now")),
    ]
    asked = statement("SELECT 1", {"a": "int"}, parameters)
    keys = [cache_values(asked, bind(asked, view(claims={"branch": branch}))) for branch in (1, 1, 2)]
    assert keys[0] == keys[1] != keys[2]
    assert keys[0] == (("b", 1),)


def test_the_variant_is_that_of_the_empty_parameters() -> None:
    """Exactly the set of optional parameters without a choice decides."""
    variants = [Variant(when_empty=list(empty), statement=empty[0] * 64 if empty else "0" * 64)
                for empty in ((), ("a",), ("b",))]  # fmt: skip
    none_a = Choice(parameter("a", empty="all"))
    some_b = Choice(parameter("b", empty="all"), values=("x",))
    none_b = Choice(parameter("b", empty="all"))
    assert choose_variant(variants, {"a": none_a, "b": some_b}).when_empty == ["a"]
    with pytest.raises(SiteFault, match="DW917"):
        choose_variant(variants, {"a": none_a, "b": none_b})


def test_the_clock_is_passed_in() -> None:
    """The tenant's today, not the machine's, resolves a named range."""
    declared = parameter("p", "date_range")
    late = datetime(2026, 3, 15, 23, 0, tzinfo=UTC).astimezone(BANGKOK)
    assert resolve(board(declared), {"p": ["today"]}, late.date())["p"].days == (
        date(2026, 3, 16),
        date(2026, 3, 17),
    )
