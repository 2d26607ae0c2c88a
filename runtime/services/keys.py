"""API keys of agents: made, recognised, refused cheaply.

A key is `dw_`, 43 characters of base64url (256 random bits), and six characters of their SHA-256, so that a mistyped
or invented key is refused without asking the database. Only the SHA-256 of the whole key is ever kept.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

PREFIX = "dw_"
KEY = re.compile(r"dw_([A-Za-z0-9_-]{43})([0-9a-f]{6})")
HINT_LENGTH = 8
LIVE_KEYS = 2
"""Keys of one tenant that may be good at the same time: the old one and the new one during a change."""


@dataclass(frozen=True)
class NewKey:
    """A key at the only moment when its text is known."""

    text: str

    def __repr__(self) -> str:
        """Without the secret."""
        return f"NewKey({self.hint}...)"

    @property
    def hash(self) -> bytes:
        """What is kept."""
        return hashlib.sha256(self.text.encode()).digest()

    @property
    def hint(self) -> str:
        """Its first characters, by which people tell keys apart."""
        return self.text[:HINT_LENGTH]


def new_key() -> NewKey:
    """A fresh random key."""
    secret = urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    return NewKey(f"{PREFIX}{secret}{_check(secret)}")


def key_hash(text: str) -> bytes | None:
    """SHA-256 of a text that has the form of a key, None for any other text."""
    found = KEY.fullmatch(text)
    if found is None or not secrets.compare_digest(_check(found[1]), found[2]):
        return None
    return hashlib.sha256(text.encode()).digest()


def _check(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:6]


class RefusedKeys:
    """Keys that the database did not know a moment ago, so that trying one again and again costs it nothing.

    `seconds` bounds how long a key that is created later could be refused; `size` bounds the memory.
    """

    def __init__(self, monotonic: Callable[[], float], *, seconds: float = 30.0, size: int = 10_000) -> None:
        self._monotonic = monotonic
        self._seconds = seconds
        self._size = size
        self._until: OrderedDict[bytes, float] = OrderedDict()

    def __contains__(self, hashed: bytes) -> bool:
        until = self._until.get(hashed)
        return until is not None and until > self._monotonic()

    def add(self, hashed: bytes) -> None:
        """Remembers a key that is not good; the oldest is forgotten when there are too many."""
        self._until.pop(hashed, None)
        self._until[hashed] = self._monotonic() + self._seconds
        if len(self._until) > self._size:
            self._until.popitem(last=False)
