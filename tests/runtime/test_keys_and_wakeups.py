"""Keys without a database, and the waiting of held polls without a server."""

from __future__ import annotations

import asyncio
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.services.keys import RefusedKeys, key_hash, new_key
from runtime.services.wakeups import MOST_HELD, Wakeups
from tests.support.asynchronous import finish


def test_a_new_key_is_recognised_and_not_shown() -> None:
    """Its hash is that of its text, and its repr holds only the first characters."""
    key = new_key()
    assert key_hash(key.text) == key.hash == hashlib.sha256(key.text.encode()).digest()
    assert key.text not in repr(key)
    assert key.hint in repr(key)


@given(st.text(max_size=80))
def test_invented_texts_are_no_keys(text: str) -> None:
    """No text that is merely invented gets as far as the database."""
    assert key_hash(text) is None


@given(st.integers(0, 51), st.characters(codec="ascii"))
def test_a_mistyped_key_is_no_key(position: int, character: str) -> None:
    """One wrong character anywhere is found by the key's own check."""
    good = new_key().text
    mistyped = good[:position] + character + good[position + 1 :]
    assert (key_hash(mistyped) is None) is (mistyped != good)


def test_a_refused_key_is_remembered_for_a_while() -> None:
    """Within the time it is refused from memory, afterwards the database is asked again."""
    now = 100.0
    refused = RefusedKeys(lambda: now, seconds=30)
    refused.add(b"key")
    assert b"key" in refused
    assert b"other" not in refused
    now = 130.0
    assert b"key" not in refused


def test_the_memory_of_refused_keys_is_bounded() -> None:
    """A million wrong keys do not fill the server: the oldest are forgotten."""
    refused = RefusedKeys(lambda: 0.0, size=3)
    for number in range(10):
        refused.add(bytes([number]))
    assert [number for number in range(10) if bytes([number]) in refused] == [7, 8, 9]


def test_a_publication_between_asking_and_waiting_is_not_missed() -> None:
    """What was told after the mark ends the waiting at once, for that tenant alone."""

    async def scene() -> tuple[bool, bool]:
        wakeups = Wakeups()
        mark = wakeups.mark()
        wakeups.tell("acme")
        return await wakeups.wait("acme", mark, 5), await wakeups.wait("other", mark, 0.01)

    assert finish(scene()) == (True, False)


def test_everybody_is_told_when_something_may_have_been_missed() -> None:
    """After the listening connection was lost all held polls ask again."""

    async def scene() -> tuple[list[bool], int]:
        wakeups = Wakeups()
        waiting = [asyncio.create_task(wakeups.wait(slug, wakeups.mark(), 5)) for slug in ("acme", "other")]
        await asyncio.sleep(0)
        wakeups.tell_all()
        return await asyncio.gather(*waiting), wakeups.held

    assert finish(scene()) == ([True, True], 0)


def test_nobody_is_held_by_a_process_that_ends() -> None:
    """Draining answers who waits, and who comes later is not held."""

    async def scene() -> tuple[bool, bool, bool]:
        wakeups = Wakeups()
        wakeups.listening = True
        waiting = asyncio.create_task(wakeups.wait("acme", wakeups.mark(), 5))
        await asyncio.sleep(0)
        wakeups.drain()
        return await waiting, wakeups.can_hold("acme"), await wakeups.wait("acme", wakeups.mark(), 5)

    assert finish(scene()) == (True, False, True)


@pytest.mark.parametrize(
    ("listening", "waiting", "holds"), [(True, 0, True), (False, 0, False), (True, MOST_HELD, False)]
)
def test_who_is_held(listening: bool, waiting: int, holds: bool) -> None:
    """Only while publications are heard of, and only so many of one tenant."""

    async def scene() -> bool:
        wakeups = Wakeups()
        wakeups.listening = listening
        tasks = [asyncio.create_task(wakeups.wait("acme", wakeups.mark(), 5)) for _ in range(waiting)]
        await asyncio.sleep(0)
        found = wakeups.can_hold("acme")
        wakeups.drain()
        await asyncio.gather(*tasks)
        return found

    assert finish(scene()) is holds
