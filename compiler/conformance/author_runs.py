"""The author's side of a verification: what each query means, and how much of that is determined by the query alone.

A query without a total order may answer in any order, and one whose LIMIT cuts through equal rows may answer with any of
them. That is found out by asking: the same rows are stored in several orders, and what changes with them is left to
the engine, so that nothing is demanded of the statement that the query does not say. The order of text is the collation's
to say: it is not compared either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal

from compiler.conformance.author_query import is_ordered, order_keys
from compiler.conformance.author_text import AuthorDialect, RunnableText
from compiler.conformance.comparison import compare
from compiler.conformance.engines import Session
from compiler.conformance.fixtures import Fixture
from compiler.conformance.values import Answer, EngineFailed, NoCounterpart, Row

Determined = Literal["ordered", "rows", "nothing"]
"""What a query determines: its rows in their order, its rows (and the order of `keys`), or neither."""

OpenAuthor = Callable[[Fixture], AbstractContextManager[Session]]


@dataclass(frozen=True)
class AuthorAnswer:
    """What the author's engine answers; `failure` in place of an answer where it fails."""

    answer: Answer
    determined: Determined
    keys: tuple[int, ...] = ()
    failure: str | None = None


def _as_stored(rows: tuple[Row, ...]) -> Sequence[Row]:
    return rows


def _reversed(rows: tuple[Row, ...]) -> Sequence[Row]:
    return rows[::-1]


def _interleaved(rows: tuple[Row, ...]) -> Sequence[Row]:
    return (*rows[1::2], *rows[::2])


_ARRANGEMENTS = (_as_stored, _reversed, _interleaved)


def ask_author(
    texts: Sequence[RunnableText], dialect: AuthorDialect, fixture: Fixture, open_author: OpenAuthor
) -> list[AuthorAnswer]:
    """The answer to each text. Raises what opening the engine raises."""
    runs: list[list[Answer | str]] = []
    for arrangement in _ARRANGEMENTS:
        with open_author(fixture.rearranged(arrangement)) as session:
            runs.append([_run(session, text) for text in texts])
    return [_judged(text, dialect, answers) for text, *answers in zip(texts, *runs, strict=True)]


def _run(session: Session, text: RunnableText) -> Answer | str:
    try:
        return session.run(text.sql, text.values)
    except (EngineFailed, NoCounterpart) as fault:
        return str(fault)


def _without_text(keys: tuple[int, ...], answer: Answer) -> tuple[int, ...]:
    """The keys before the first of text, whose order is the collation's to say."""
    texts = {at for row in answer.rows for at, value in enumerate(row) if isinstance(value, str)}
    return keys[: next((number for number, key in enumerate(keys) if key in texts), len(keys))]


def _judged(text: RunnableText, dialect: AuthorDialect, answers: Sequence[Answer | str]) -> AuthorAnswer:
    failure = next((answer for answer in answers if isinstance(answer, str)), None)
    found = [answer for answer in answers if isinstance(answer, Answer)]
    if failure is not None:
        return AuthorAnswer(Answer((), ()), "nothing", failure=failure)
    first, *others = found
    if any(compare(first, other, ordered=False) for other in others):
        return AuthorAnswer(first, "nothing")
    keys = order_keys(text.sql, dialect)
    if keys is not None:
        return AuthorAnswer(first, "rows", _without_text(keys, first))
    same_order = not any(compare(first, other, ordered=True) for other in others)
    by_text = any(isinstance(value, str) for row in first.rows for value in row)
    ordered = same_order and not by_text and is_ordered(text.sql, dialect)
    return AuthorAnswer(first, "ordered" if ordered else "rows")
