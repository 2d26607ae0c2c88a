"""Results of pure functions kept in memory from one run to the next, so that an edit costs what it touches.

A wrapper around the steps of the pipeline and no part of them: with it and without it a run gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Generic, ParamSpec, TypeVar, cast

from compiler.ir.before import Before
from compiler.ir.forms import Forms
from compiler.ir.query import Translation
from compiler.ir.resolved import ResolvedDashboard, ResolvedTenant
from compiler.ir.tree import Document, Documents
from compiler.stages.queries import Question, TranslateAll
from compiler.stages.resolve import Known
from compiler.stages.validate.modelling import Modelled
from compiler.steps import OfTenant, S, Steps, T
from schemas.resources import Dashboard, Tenant

Layers = tuple[Document[Any], ...]

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
        if key not in self._recent:
            known = key in self._former
            self._recent[key] = self._former[key] if known else self._function(*args, **kwargs)
        return self._recent[key]

    def new_run(self) -> None:
        """Lets go of what the last run did not ask for."""
        self._former, self._recent = self._recent, {}


MAX_ANSWERS = 50_000
"""Translations that are kept in memory; a day of edits makes a few thousand."""


class RememberedAnswers:
    """The same for the translation of many questions at once: only those that are new are asked."""

    def __init__(self, translate: TranslateAll) -> None:
        self._translate = translate
        self._recent: dict[Question, Translation] = {}

    def __call__(self, questions: Sequence[Question]) -> list[Translation]:
        """The answers in the order of the questions."""
        new = [question for question in questions if question not in self._recent]
        if new:
            answers = self._translate(new)
            if len(self._recent) + len(new) > MAX_ANSWERS:
                self._recent = {
                    question: self._recent[question] for question in questions if question in self._recent
                }
            self._recent.update(zip(new, answers, strict=True))
        return [self._recent[question] for question in questions]


class KnownMerges:
    """Dashboards with their overlays, by the very documents that they were made of."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, ...], tuple[Layers, Modelled[Dashboard]]] = {}

    def __call__(self, layers: Layers, make: Callable[[], Modelled[Dashboard]]) -> Modelled[Dashboard]:
        """What `make` makes of these documents, which are kept with it so that their ids stay theirs."""
        key = tuple(map(id, layers))
        if key not in self._kept:
            self._kept[key] = layers, make()
        return self._kept[key][1]

    def keep(self, documents: dict[str, Document[Any]]) -> None:
        """Lets go of what was made of others than these."""
        self._kept = {
            key: made
            for key, made in self._kept.items()
            if all(documents.get(layer.path) is layer for layer in made[0])
        }


class KnownTenants:
    """The tenants that were resolved before, as long as the documents that they are made of are the same."""

    def __init__(self) -> None:
        self._documents: dict[str, Document[Any]] = {}
        self._unread: frozenset[str] = frozenset()
        self._dashboards: frozenset[str] = frozenset()
        self._tenants: dict[str, ResolvedTenant] = {}
        self._merges = KnownMerges()

    def learn(self, documents: Documents, tenants: Iterable[ResolvedTenant]) -> None:
        """Remembers a run."""
        self._documents, self._unread = _by_path(documents), documents.unread
        self._dashboards = frozenset(documents.dashboards)
        self._merges.keep(self._documents)
        self._tenants = {tenant.document.path: tenant for tenant in tenants}

    def among(self, documents: Documents) -> Known:
        """What holds for these documents. When files came or went, no tenant is known: a fault may speak of any name."""
        now = _by_path(documents)
        if now.keys() != self._documents.keys() or documents.unread != self._unread:
            return Known(merged=self._merges, before=self._tenants.get)
        changed = {path for path, document in now.items() if document is not self._documents[path]}

        def known(document: Document[Tenant]) -> ResolvedTenant | None:
            tenant = self._tenants.get(document.path)
            folder = document.path.rpartition("/")[0] + "/"
            if tenant is None or not changed.isdisjoint(tenant.files):
                return None
            return None if any(path.startswith(folder) for path in changed) else tenant

        only_dashboards = changed <= self._dashboards and changed <= documents.dashboards.keys()

        def same(dashboard: ResolvedDashboard) -> bool:
            return only_dashboards and dashboard.path not in changed

        return Known(known, self._merges, self._tenants.get, same)


def _by_path(documents: Documents) -> dict[str, Document[Any]]:
    found: dict[str, Document[Any]] = {}
    for kind in (documents.tenants, documents.dashboards, documents.overlays, documents.catalogs):
        found |= kind
    return found


class KeptWork:
    """What was last made of each tenant, stage by stage; also of one that a run leaves out, as it does while it has faults."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[object, ...], dict[str, tuple[OfTenant, object]]]] = {}

    def __call__(
        self,
        stage: str,
        circumstances: tuple[object, ...],
        work: Callable[[tuple[S, ...], Before[T]], tuple[T, ...]],
        tenants: tuple[S, ...],
    ) -> tuple[T, ...]:
        """The results for these tenants; work is done for those that are not the very ones of the last run."""
        then, kept = self._kept.get(stage, ((), {}))
        if then != circumstances:
            kept = {}

        def before(path: str) -> T | None:
            return cast("T", kept[path][1]) if path in kept else None

        new = tuple(tenant for tenant in tenants if _source(kept, tenant.path) is not tenant)
        made = zip(new, work(new, before) if new else (), strict=True)
        kept = kept | {tenant.path: (tenant, result) for tenant, result in made}
        self._kept[stage] = circumstances, kept
        return tuple(cast("T", kept[tenant.path][1]) for tenant in tenants)


def _source(kept: Mapping[str, tuple[OfTenant, object]], path: str) -> OfTenant | None:
    """The form that a result was made of."""
    return kept[path][0] if path in kept else None


class Memory:
    """The steps of the pipeline, remembered."""

    def __init__(self, steps: Steps | None = None) -> None:
        plain = steps or Steps()
        self._read = Remembered(plain.read)
        self._translate = RememberedAnswers(plain.translate)
        self._known = KnownTenants()
        self._work = KeptWork()

    def steps(self) -> Steps:
        """The steps for one run; what the run before it did not use is forgotten."""
        self._read.new_run()
        return Steps(self._read, self._known.among, self._translate, self._work)

    def learn(self, forms: Forms) -> None:
        """Remembers what a run made."""
        self._known.learn(forms.documents, forms.resolved)
