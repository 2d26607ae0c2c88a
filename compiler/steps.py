"""What a run applies to one file, to many queries, and to tenants: pure functions, one value of which it is given.

Stages walk over a tree and apply these; whoever remembers, stores or spreads results wraps the function here
(`compiler.memory`, `compiler.cache`, `compiler.parallel`), and no stage knows of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from compiler.ir.before import Before, nothing_before
from compiler.ir.tree import Documents
from compiler.stages.queries import TranslateAll, one_by_one
from compiler.stages.resolve import NOTHING_KNOWN, Known
from compiler.stages.validate import Read, read_document
from compiler.translate import translate

T = TypeVar("T")


class OfTenant(Protocol):
    """A form of one tenant."""

    @property
    def path(self) -> str:
        """The tenant's own file."""
        ...


S = TypeVar("S", bound=OfTenant)

TRANSLATE = one_by_one(translate)


class ForTenants(Protocol):
    """Does a stage's work for tenants: one result for each, in order, of the tenant and the circumstances alone.

    The work is told what it made of a tenant before, of which it may take over what it would make the same.
    """

    def __call__(
        self,
        stage: str,
        circumstances: tuple[object, ...],
        work: Callable[[tuple[S, ...], Before[T]], tuple[T, ...]],
        tenants: tuple[S, ...],
        /,
    ) -> tuple[T, ...]:
        """The results of `work`, which may be asked for some of the tenants only."""
        ...


def for_all_tenants(
    _stage: str,
    _circumstances: tuple[object, ...],
    work: Callable[[tuple[S, ...], Before[T]], tuple[T, ...]],
    tenants: tuple[S, ...],
) -> tuple[T, ...]:
    """The work of a run that starts from nothing."""
    return work(tenants, nothing_before)


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
