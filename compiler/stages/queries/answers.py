"""Every different question once: a query, the tables that it names as the catalog has them, and the engine.

A thousand tenants that share a query pay once, also where their catalogs differ in tables that it does not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from compiler.catalogs.schema import CatalogSchema
from compiler.diagnostics.codes import sql
from compiler.ir.query import Query, Target, Translation


class Question(NamedTuple):
    """What a query becomes, given these tables, on this engine."""

    query: Query
    schema: CatalogSchema
    target: Target


Translate = Callable[[Query, CatalogSchema, Target], Translation]
TranslateAll = Callable[[Sequence[Question]], Sequence[Translation]]
"""Questions, no two of them equal, to their answers in the same order."""


def one_by_one(translate: Translate) -> TranslateAll:
    """The plainest way to answer many questions."""
    return partial(_each, translate)


def _each(translate: Translate, questions: Sequence[Question]) -> list[Translation]:
    return [translate(*question) for question in questions]


class Answers:
    """Gathers questions, has them answered together, and tells each answer to whoever asks again."""

    def __init__(self, translate: TranslateAll) -> None:
        self._translate = translate
        self._known: dict[Question, Translation] = {}
        self._asked: dict[Question, dict[CatalogSchema, None]] = {}

    def ask(self, query: Query, schema: CatalogSchema, target: Target) -> None:
        """Puts a question on the list."""
        self._asked.setdefault(_narrow(query, schema, target), {})[schema] = None

    def find(self) -> None:
        """Has every question on the list answered."""
        asked, self._asked = self._asked, {}
        self._answer(asked)
        self._answer(
            Question(narrow.query, schema, narrow.target)
            for narrow, schemas in asked.items()
            if _speaks_of_others(self._known[narrow])
            for schema in schemas
        )

    def translation(self, query: Query, schema: CatalogSchema, target: Target) -> Translation:
        """The answer to one question, on the list or not."""
        found = self._one(_narrow(query, schema, target))
        return self._one(Question(query, schema, target)) if _speaks_of_others(found) else found

    def _one(self, question: Question) -> Translation:
        if question not in self._known:
            self._answer((question,))
        return self._known[question]

    def _answer(self, questions: Iterable[Question]) -> None:
        new = [question for question in dict.fromkeys(questions) if question not in self._known]
        if new:
            self._known.update(zip(new, self._translate(new), strict=True))


def _speaks_of_others(translation: Translation) -> bool:
    """Whether a fault may suggest a table that the query does not name, for which the whole catalog is needed."""
    return any(fault.code == sql.UNKNOWN_TABLE.id for fault in translation.faults)


def _narrow(query: Query, schema: CatalogSchema, target: Target) -> Question:
    return Question(query, schema.named_in("\n".join(_texts(query))), target)


def _texts(query: Query) -> Iterable[str]:
    yield query.sql
    for rule in query.row_filters:
        yield rule.table
        yield rule.where
