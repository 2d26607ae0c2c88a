"""Values are those of YAML 1.2's core schema; what could be read in two ways is refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.yaml_source import Source, read_yaml
from compiler.yaml_source.decode import MAX_BYTES
from compiler.yaml_source.recovery import read_partly


def value(text: str) -> object:
    """The value of a scalar as a file has it."""
    _, node, faults = read_yaml("file.yaml", f"a: {text}\n".encode())
    assert node is not None, faults
    return node.value["a"]  # type: ignore[call-overload,index]


def codes(data: bytes) -> list[str]:
    """The codes of the faults of a file."""
    return [fault.code for fault in read_yaml("file.yaml", data)[2]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no", "no"), ("on", "on"), ("Yes", "Yes"), ("y", "y"), ("2026-01-31", "2026-01-31"), ("12:30", "12:30"),
        ("1_000", "1_000"), ("017", 17), ("0o17", 15), ("0x1F", 31), ("-5", -5), ("+5", 5), ("1.50", 1.5),
        ("1e3", 1000.0), (".5", 0.5), ("5.", 5.0), ("true", True), ("FALSE", False), ("null", None), ("~", None),
        ("", None), ("'5'", "5"), ('"true"', "true"), ("0b101", "0b101"), ("=", "="), ("-", None),
    ],
)  # fmt: skip
def test_a_plain_scalar_has_the_value_of_the_core_schema(text: str, expected: object) -> None:
    """The table of https://yaml.org/spec/1.2.2/#103-core-schema, where it differs from YAML 1.1 above all."""
    if text == "-":
        assert codes(b"a: -\n") == ["DW101"]
    else:
        assert value(text) == expected
        assert type(value(text)) is type(expected)


def test_infinities_are_numbers() -> None:
    """`.inf` and `.nan` are floats; where they may not stand is the models' affair."""
    assert value("-.inf") == -math.inf
    assert math.isnan(float(str(value(".nan"))))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a: \xff", "DW102"), ("a: ก".encode("utf-16"), "DW102"), (b"a: \x00", "DW103"), ("a: \u2028".encode(), "DW103"),
        (b"a: 1\na: 2", "DW104"), (b"1: 2", "DW105"), (b"true: 2", "DW105"), (b"? [a]\n: 1", "DW105"),
        (b"<<: {a: 1}", "DW106"), (b"a: !!str 1", "DW107"), (b"!x a: 1", "DW107"), (b"a: " + b"[" * 100 + b"]" * 100, "DW108"), (b"a: " + b"[" * 100, "DW101"),
        (b"a: " + b"9" * 500, "DW108"), (b"a: 1\n---\nb: 1", "DW109"), (b"", "DW113"), (b"# words\n", "DW113"),
        (b"a: &x [*x]", "DW114"), (b"a: &all Sales", "DW116"), (b"a: [b, &c d]", "DW116"), (b"- &all b", "DW116"), (b"a: " + b"[" * 100_000, "DW108"), (b"#" * (MAX_BYTES + 1), "DW108"),
    ],
    ids=lambda found: found if isinstance(found, str) else f"{found[:20]!r} of {len(found)}",
)  # fmt: skip
def test_what_is_refused_has_its_code(data: bytes, code: str) -> None:
    """One clear fault, and no tree."""
    assert codes(data) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "a: &x b\nc: *x", "a: &x b\nc: [*x, *x]", "a: &x {b: c}", "a: &x [b]", "a: &x 'b'", "a: &x |\n  b", "a: '&x b'", "a: b &x c",
        "a: |\n  b\n  &x c", "a: b\n  &x c",
    ],
)  # fmt: skip
def test_an_anchor_that_cuts_no_text_is_none_of_our_business(text: str) -> None:
    """It is used, or stands before what cannot be mistaken, or is none."""
    assert codes(text.encode()) == []


def test_an_anchor_is_used_by_an_alias_in_a_part_that_is_left_out() -> None:
    """Of two faults that one slip would show, only the slip itself is told."""
    tree = read_partly(Source("file.yaml", "a: &x b\nc:\n  - d: [*x, 'e]\n"))
    assert {fault.code for fault in tree.faults} == {"DW101"}


def test_faults_of_one_file_come_together() -> None:
    """Two duplicate keys and a tag are three faults of one reading."""
    assert sorted(codes(b"a: 1\na: 2\nb: 1\nb: !x 2\n")) == ["DW104", "DW104", "DW107"]


@given(st.binary(max_size=60))
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    """Anything gives a tree or a fault, never an exception."""
    _, node, faults = read_yaml("file.yaml", data)
    assert (node is None) == bool(faults)


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@\n\t ,?", max_size=40))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    """Nor does any text made of YAML's own marks."""
    _, node, faults = read_yaml("file.yaml", text.encode())
    assert (node is None) == bool(faults)
