"""The JSON Schema of a kind and its model give the same verdict on whatever an author may write."""

from __future__ import annotations

import copy
import json
import math
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from schemas.json_schema import json_schemas
from schemas.resources import KINDS
from tests.schemas.test_json_schema import BAD, GOOD

Step = tuple[Any, str | int]

WORDS = st.sampled_from([
    "", "a", "A", "sales", "_shared/sales", "no", "5m", "0m", "th", "th-TH", "THB", "{{ x }}", "table", "text", "line",
    "last_7_days", "2026-01-31", "2026-1-31", "Asia/Bangkok", "nvarchar(50) not null", "x" * 64, "x" * 2001, "ก",
    "a b", "a\n", "\n", "error", "currency", "all", "postgres", "../x.yaml", "/x.yaml", "x.yaml", "2019", "true",
])  # fmt: skip
NUMBERS = (
    st.integers(-3, 13)
    | st.sampled_from([40, 41, 1000, 1001, 2019, 2018, 100_001, 2**60])
    | st.sampled_from([0.0, 1.0, 1.5, -0.5, 1e300])
)
SCALARS = WORDS | NUMBERS | st.booleans() | st.none()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["id", "type", "sql", "start", "end", "value", "label", "en", "x", "use"]), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@cache
def validator(kind: str) -> Draft202012Validator:
    """The schema of a kind, as it is published."""
    return Draft202012Validator(json.loads(json_schemas()[f"{kind}.schema.json"]))


def verdicts(value: dict[str, Any]) -> tuple[bool, bool]:
    """Whether the model takes it, and whether the schema does."""
    try:
        KINDS[value["kind"]].model_validate(value)
    except ValidationError:
        modelled = False
    else:
        modelled = True
    return modelled, validator(value["kind"]).is_valid(value)


def places(value: Any) -> list[Step]:
    """Every container below a value with each of its keys or positions."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [step for key, inner in pairs for step in ((value, key), *places(inner))]


def known_words(kind: str) -> list[str]:
    """Every key that the schema of a kind speaks of."""
    found: set[str] = set()

    def walk(schema: Any) -> None:
        if isinstance(schema, dict):
            found.update(schema.get("properties", {}))
            for inner in schema.values():
                walk(inner)
        elif isinstance(schema, list):
            for inner in schema:
                walk(inner)

    walk(validator(kind).schema)
    return sorted(found)


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """A document of some kind with up to three changes: a value replaced, a key removed, added or renamed."""
    value: dict[str, Any] = copy.deepcopy(draw(st.sampled_from([*GOOD, *BAD])))
    kind = value["kind"]
    for _ in range(draw(st.integers(1, 3))):
        inner = [step for step in places(value) if step[1] != "kind"]
        assume(inner)
        container, key = draw(st.sampled_from(inner))
        change = draw(st.sampled_from(["replace", "remove", "add", "rename"]))
        if change == "replace":
            container[key] = draw(VALUES)
        elif change == "remove":
            del container[key]
        elif isinstance(container, dict):
            name = draw(st.sampled_from(known_words(kind)) | WORDS)
            container[name] = container.pop(key) if change == "rename" else draw(VALUES)
        else:
            container.insert(int(key), draw(VALUES))
    return {**value, "kind": kind}


def is_beyond_json_schema(value: Any) -> bool:
    """Numbers that JSON does not tell apart: 1.0 is an integer to a schema, and a fraction to YAML and to our models."""
    if isinstance(value, dict):
        return any(is_beyond_json_schema(inner) for inner in value.values())
    if isinstance(value, list):
        return any(is_beyond_json_schema(inner) for inner in value)
    return isinstance(value, float) and (not math.isfinite(value) or value.is_integer())


@given(mutated())
@settings(max_examples=300)
def test_schema_and_model_agree(value: dict[str, Any]) -> None:
    """What an editor calls valid is valid, and what it underlines is refused."""
    assume("timezone" not in value and not is_beyond_json_schema(value))
    modelled, published = verdicts(value)
    assert modelled == published, value


@pytest.mark.parametrize("name", ["Asia/Bankok", "UTC+7"])
def test_time_zones_are_known_to_the_model_alone(name: str) -> None:
    """The one rule that a schema does not hold: the list of zones is the machine's, not the contract's."""
    tenant = {**next(value for value in GOOD if value["kind"] == "tenant"), "timezone": name}
    assert verdicts(tenant) == (False, True)
