"""Canonical JSON: one value, one byte string, on every machine.

Keys sorted by code point, no insignificant white space, UTF-8 without escapes beyond those JSON
demands, no floats (a decimal travels as a string, because two writers may print a float in two ways).
RFC 8785 (JCS) agrees with this for every value that is accepted here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from schemas.errors import MalformedJson, NotCanonical

MAX_SAFE_INTEGER = 2**53 - 1
MAX_DEPTH = 64

_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def canonical_bytes(value: object) -> bytes:
    """The one byte string of a JSON value made of dict, list, str, int, bool and None.

    Raises NotCanonical for floats, integers beyond 2**53-1, keys that are not text, lone surrogates
    and nesting deeper than MAX_DEPTH.
    """
    if not _is_sound(value, 0):
        _check(value, "$", 0)
    text = _WRITER.encode(value)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("a text holds a lone surrogate, which UTF-8 cannot carry") from error


def canonical_object(members: Mapping[str, bytes]) -> bytes:
    """The canonical bytes of an object, its members given by name, each in canonical bytes of its own."""
    written = (canonical_bytes(name) + b":" + members[name] for name in sorted(members))
    return b"{" + b",".join(written) + b"}"


def digest(data: bytes) -> str:
    """SHA-256 of the bytes, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def parse_strict(data: bytes, *, limit: int) -> Any:
    """The JSON value in `data`; refuses what two readers could understand in two ways.

    Raises MalformedJson when the bytes are more than `limit`, are not UTF-8, repeat a key, hold NaN,
    an infinity, a float, an integer beyond 2**53-1, or nest deeper than MAX_DEPTH.
    """
    if len(data) > limit:
        raise MalformedJson(f"{len(data)} bytes where at most {limit} are allowed")
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_unique_keys,
            parse_constant=_refuse_constant,
            parse_float=_refuse_float,
            parse_int=_safe_integer,
        )
        _check(value, "$", 0)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError, NotCanonical) as error:
        raise MalformedJson(f"not the JSON that the contract allows: {error}") from error
    return value


def _is_sound(value: object, depth: int) -> bool:
    """Whether `_check` surely passes; it costs a fraction, since it names no places."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return -MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER  # type: ignore[operator]
    if depth >= MAX_DEPTH:
        return False
    if isinstance(value, dict):
        return all(type(key) is str and _is_sound(child, depth + 1) for key, child in value.items())
    return isinstance(value, list) and all(_is_sound(child, depth + 1) for child in value)


def _check(value: object, place: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise NotCanonical(f"{place}: nested deeper than {MAX_DEPTH}")
    if value is None or isinstance(value, (str, bool)):
        return
    if isinstance(value, int):
        if abs(value) > MAX_SAFE_INTEGER:
            raise NotCanonical(f"{place}: {value} is beyond 2**53-1; send it as text")
        return
    for step, child in _children(value, place):
        _check(child, step, depth + 1)


def _children(value: object, place: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, child in value.items():
            if not isinstance(key, str):
                raise NotCanonical(f"{place}: the key {key!r} is not text")
            yield f"{place}.{key}", child
    elif isinstance(value, (list, tuple)):
        for index, child in enumerate(value):
            yield f"{place}[{index}]", child
    else:
        raise NotCanonical(f"{place}: {type(value).__name__} has no canonical form")


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        repeated = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise MalformedJson(f"the key {repeated!r} stands twice in one object")
    return result


def _refuse_constant(name: str) -> NoReturn:
    raise MalformedJson(f"{name} is no JSON number")


def _refuse_float(text: str) -> NoReturn:
    raise MalformedJson(f"{text}: a fraction travels as text, never as a JSON number")


def _safe_integer(text: str) -> int:
    if len(text) > len(str(MAX_SAFE_INTEGER)) + 1:
        raise MalformedJson("an integer beyond 2**53-1 travels as text")
    return int(text)
