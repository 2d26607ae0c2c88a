"""What a run applies to one file, to many queries, and to tenants: pure functions, one value of which it is given.

Stages walk over a tree and apply these; whoever remembers, stores or spreads results wraps the function here
(`compiler.memory`, `compiler.cache`, `compiler.parallel`), and no stage knows of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from compiler.ir.tree import Documents
from compiler.stages.queries import TranslateAll, one_by_one
from compiler.stages.resolve import NOTHING_KNOWN, Known
from compiler.stages.validate import Read, read_document
from compiler.translate import translate

S = TypeVar("S")
T = TypeVar("T")

TRANSLATE = one_by_one(translate)


class ForTenants(Protocol):
    """Does a stage's work for tenants: one result for each, in order, of the tenant and the circumstances alone."""

    def __call__(
        self,
        stage: str,
        circumstances: tuple[object, ...],
        work: Callable[[tuple[S, ...]], tuple[T, ...]],
        tenants: tuple[S, ...],
        /,
    ) -> tuple[T, ...]:
        """The results of `work`, which may be asked for some of the tenants only."""
        ...


def for_all_tenants(
    _stage: str,
    _circumstances: tuple[object, ...],
    work: Callable[[tuple[S, ...]], tuple[T, ...]],
    tenants: tuple[S, ...],
) -> tuple[T, ...]:
    """The work of a run that starts from nothing."""
    return work(tenants)


def nothing_resolved(_documents: Documents) -> Known:
    """What such a run knows of tenants."""
    return NOTHING_KNOWN


@dataclass(frozen=True)
class Steps:
    """The functions that a run applies; by default those that do the work anew each time."""

    read: Read = read_document
    known: Callable[[Documents], Known] = nothing_resolved
    translate: TranslateAll = TRANSLATE
    for_tenants: ForTenants = for_all_tenants
