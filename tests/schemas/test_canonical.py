"""Canonical JSON: one value, one byte string; anything that two readers could take in two ways is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.canonical import MAX_SAFE_INTEGER, canonical_bytes, digest, parse_strict
from schemas.errors import MalformedJson, NotCanonical

LIMIT = 1_000_000
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_canonical_bytes_read_back_as_the_value(value: Any) -> None:
    """Writing and strict reading are inverse."""
    data = canonical_bytes(value)
    assert parse_strict(data, limit=LIMIT) == value
    assert canonical_bytes(parse_strict(data, limit=LIMIT)) == data


@given(st.dictionaries(TEXTS, st.integers(0, 9), min_size=2))
def test_the_order_of_keys_changes_nothing(value: dict[str, int]) -> None:
    """A mapping has one digest, in whatever order it was made."""
    turned = dict(reversed(value.items()))
    assert digest(canonical_bytes(turned)) == digest(canonical_bytes(value))


@given(VALUES)
def test_canonical_bytes_are_json_for_any_reader(value: Any) -> None:
    """Python's own reader finds the same value."""
    assert json.loads(canonical_bytes(value)) == value


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), 2**53, {1: "a"}, "\ud800", {"a": {1, 2}}, b"x"], ids=repr
)
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    """Floats, huge integers, keys that are no text, lone surrogates, other types."""
    with pytest.raises(NotCanonical):
        canonical_bytes(value)


@pytest.mark.parametrize(
    "data",
    [b'{"a":1,"a":2}', b"1.5", b"NaN", b"Infinity", b"9007199254740992", b"1e5", b"\xff", b"", b"{", b"[" * 70 + b"]" * 70,
     b"9" * 10_000, b"[" * 100_000, b'"\xed\xa0\x80"'],
    ids=lambda data: f"{data[:12]!r} of {len(data)}",
)  # fmt: skip
def test_strict_reading_refuses(data: bytes) -> None:
    """Repeated keys, fractions, infinities, huge numbers, bad UTF-8, cut or endless nesting."""
    with pytest.raises(MalformedJson):
        parse_strict(data, limit=LIMIT)


def test_strict_reading_has_a_limit() -> None:
    """More bytes than allowed are not even looked at."""
    with pytest.raises(MalformedJson, match="at most 3"):
        parse_strict(b"null", limit=3)


@given(st.binary(max_size=50))
def test_no_bytes_make_strict_reading_fail_otherwise(data: bytes) -> None:
    """A value, or MalformedJson; nothing else comes out."""
    try:
        parse_strict(data, limit=LIMIT)
    except MalformedJson:
        return
