"""Translations in the store, by everything that decides them.

The key is made of the whole question as Python writes it, so that a field which a query gains is part of it without
anybody thinking of it. The value is JSON, read back against the types of the fields, strictly: what does not fit
exactly is no translation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from compiler.cache.fingerprint import fingerprint
from compiler.cache.store import Store
from compiler.catalogs.schema import CatalogSchema
from compiler.ir.query import EmittedStatement, SqlFault, Translation
from compiler.stages.queries import Question, TranslateAll


@dataclass(frozen=True)
class WrittenTranslation:
    """A translation with its mapping as pairs, since a key of JSON is a text."""

    statements: tuple[tuple[frozenset[str], EmittedStatement], ...]
    faults: tuple[SqlFault, ...]
    used_parameters: frozenset[str]
    doubts: tuple[SqlFault, ...]


_WRITTEN: TypeAdapter[WrittenTranslation] = TypeAdapter(WrittenTranslation)


def written(translation: Translation) -> bytes:
    """A translation as JSON."""
    pairs = tuple(translation.statements.items())
    found = translation.faults, translation.used_parameters, translation.doubts
    return _WRITTEN.dump_json(WrittenTranslation(pairs, *found))


def read(data: bytes) -> Translation | None:
    """The translation that `written` wrote; None for anything else."""
    try:
        found = _WRITTEN.validate_json(data, strict=True, extra="forbid")
    except ValidationError:
        return None
    return Translation(dict(found.statements), found.faults, found.used_parameters, found.doubts)


class StoredAnswers:
    """Translates only what the store does not hold, and keeps it there."""

    def __init__(self, translate: TranslateAll, store: Store) -> None:
        self._translate = translate
        self._store = store
        self._schemas: dict[CatalogSchema, bytes] = {}

    def __call__(self, questions: Sequence[Question]) -> list[Translation]:
        """The answers in the order of the questions."""
        keys = [self.key(question) for question in questions]
        stored = {key: read(data) for key, data in self._store.get(keys).items()}
        known = {key: translation for key, translation in stored.items() if translation is not None}
        new = {key: question for key, question in zip(keys, questions, strict=True) if key not in known}
        if new:
            made = dict(zip(new, self._translate(list(new.values())), strict=True))
            self._store.put({key: written(translation) for key, translation in made.items()})
            known |= made
        return [known[key] for key in keys]

    def key(self, question: Question) -> bytes:
        """What the answer stands under."""
        schema = self._schemas.get(question.schema)
        if schema is None:
            schema = self._schemas[question.schema] = _digest(repr(question.schema).encode())
        rest = repr((question.query, question.target)).encode("utf-8", "surrogatepass")
        return _digest(b"translation", fingerprint(), schema, rest)


def _digest(*parts: bytes) -> bytes:
    found = hashlib.blake2b(digest_size=32)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.digest()
