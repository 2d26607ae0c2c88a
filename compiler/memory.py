"""Results of pure functions kept in memory from one run to the next, so that an edit costs what it touches.

A wrapper around the steps of the pipeline and no part of them: with it and without it a run gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, ParamSpec, TypeVar

from compiler.ir.query import Translation
from compiler.stages.queries import Question, TranslateAll
from compiler.steps import Steps

P = ParamSpec("P")
R = TypeVar("R")


class Remembered(Generic[P, R]):
    """A pure function that keeps the results which the last two runs asked for, by its arguments."""

    def __init__(self, function: Callable[P, R]) -> None:
        self._function = function
        self._recent: dict[Hashable, R] = {}
        self._former: dict[Hashable, R] = {}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The result for these arguments, which must be hashable and compare by value."""
        key = args if not kwargs else (args, *kwargs.items())
        try:
            return self._recent[key]
        except KeyError:
            pass
        result = self._former[key] if key in self._former else self._function(*args, **kwargs)
        self._recent[key] = result
        return result

    def new_run(self) -> None:
        """Lets go of what the last run did not ask for."""
        self._former, self._recent = self._recent, {}


class RememberedAnswers:
    """The same for the translation of many questions at once: only those that are new are asked."""

    def __init__(self, translate: TranslateAll) -> None:
        self._translate = translate
        self._recent: dict[Question, Translation] = {}
        self._former: dict[Question, Translation] = {}

    def __call__(self, questions: Sequence[Question]) -> list[Translation]:
        """The answers in the order of the questions."""
        for question in questions:
            if question in self._former:
                self._recent[question] = self._former[question]
        new = [question for question in questions if question not in self._recent]
        if new:
            self._recent.update(zip(new, self._translate(new), strict=True))
        return [self._recent[question] for question in questions]

    def new_run(self) -> None:
        """Lets go of what the last run did not ask for."""
        self._former, self._recent = self._recent, {}


class Memory:
    """The steps of the pipeline, remembered."""

    def __init__(self, steps: Steps | None = None) -> None:
        plain = steps or Steps()
        self._read = Remembered(plain.read)
        self._translate = RememberedAnswers(plain.translate)

    def steps(self) -> Steps:
        """The steps for one run; what the run before it did not use is forgotten."""
        self._read.new_run()
        self._translate.new_run()
        return Steps(read=self._read, translate=self._translate)
