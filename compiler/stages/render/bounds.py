"""Bounds on what a template makes: texts, numbers, and only what has one text on every machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import Undefined

from compiler.stages.render.faults import Exceeded

MAX_CHARACTERS = 1_000_000
MAX_NUMBER = 2**63
MAX_EXPONENT = 63


def measured(value: Any) -> Any:
    """Passes a value that is not too large. Raises Exceeded for a text or number that is."""
    if isinstance(value, str) and len(value) > MAX_CHARACTERS:
        raise Exceeded(f"the template makes a text of more than {MAX_CHARACTERS:,} characters")
    if isinstance(value, int) and abs(value) > MAX_NUMBER:
        raise Exceeded("the template makes a number beyond 2**63")
    return value


def join(pieces: Iterable[str]) -> str:
    """The pieces as one text. Raises Exceeded before it is made, when it would be too large."""
    total = 0
    kept: list[str] = []
    for piece in pieces:
        total += len(piece)
        if total > MAX_CHARACTERS:
            raise Exceeded(f"the template makes a text of more than {MAX_CHARACTERS:,} characters")
        kept.append(piece)
    return "".join(kept)


def printable(value: Any) -> Any:
    """Passes what has one text on every machine. Raises SecurityError for lists, functions and the like."""
    if value is None or not isinstance(value, (str, int, float, Undefined)):
        raise SecurityError(f"a template may print texts and numbers, not {type(value).__name__}")
    return value


def bounded_filter(
    function: Callable[..., Any], check: Callable[[Any], Any] | None = None
) -> Callable[..., Any]:
    """A filter whose result is measured; `check` passes the value that it is given, or raises."""

    @wraps(function)
    def bounded(*args: Any, **options: Any) -> Any:
        if check is not None:
            check(args[0])
        return measured(function(*args, **options))

    return bounded


def small_power(base: object, exponent: object) -> bool:
    """Whether a power can be reckoned without a number of endless digits."""
    return (
        isinstance(base, (int, float))
        and isinstance(exponent, (int, float))
        and abs(exponent) <= MAX_EXPONENT
    )


def replace(text: Any, old: str, new: str) -> str:
    """Jinja's `replace`, refused before it makes a text that is too large."""
    whole, before, after = str(printable(text)), str(printable(old)), str(printable(new))
    growth = (whole.count(before) if before else len(whole) + 1) * max(len(after) - len(before), 0)
    if len(whole) + growth > MAX_CHARACTERS:
        raise Exceeded(f"the template makes a text of more than {MAX_CHARACTERS:,} characters")
    return whole.replace(before, after)
