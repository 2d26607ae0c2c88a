"""The faults of a repository of any size: some tenants after others, each in all stages, and none of their forms kept.

The same stages as `compiler.pipeline`, and the same faults; in memory are the texts and models of all files, and the trees,
queries and bundles of the tenants whose turn it is. What one turn translates is remembered for the next ones. Tenants that an
earlier run had nothing to tell about, and of which nothing has changed, have no turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.forms import Forms
from compiler.ir.resolved import ResolvedTenant
from compiler.ir.tree import SHARED, Document, Documents, SourceTree
from compiler.memory import RememberedAnswers
from compiler.pipeline import Finished, all_faults, chosen_tenants, concerning, finish, translated_forms
from compiler.stages.policy import Verdicts, faulty_expressions
from compiler.stages.resolve import broken_tenant_slugs, resolve_tenants, unused
from compiler.stages.validate import Read, ReadDocument, validate
from compiler.steps import Steps
from compiler.yaml_source.trees import TreeReadAgain
from schemas.resources import Tenant

AT_ONCE = 150
"""Tenants in one turn. More take more memory; fewer make more turns, each of which renders what all tenants share."""


class QuietTenants(Protocol):
    """What earlier runs know: tenants about which there is nothing to tell, by their own file, with the files they are made of."""

    def known(self, tree: SourceTree, /) -> Mapping[str, frozenset[str]]:
        """Those of which nothing has changed."""
        ...

    def learn(self, tree: SourceTree, quiet: Mapping[str, frozenset[str]], /) -> None:
        """Hears of those that this run found."""
        ...


class NoneQuiet:
    """What a run from nothing knows."""

    def known(self, _tree: SourceTree, /) -> Mapping[str, frozenset[str]]:
        """None."""
        return {}

    def learn(self, _tree: SourceTree, _quiet: Mapping[str, frozenset[str]], /) -> None:
        """Keeps nothing."""


NONE_QUIET = NoneQuiet()


def faults_in_turns(
    tree: SourceTree,
    commit: str,
    tenants: Iterable[str] | None,
    steps: Steps,
    *,
    quiet: QuietTenants = NONE_QUIET,
    at_once: int = AT_ONCE,
) -> tuple[Diagnostic, ...]:
    """The diagnostics of `compile_source`. Raises UnknownTenant."""
    silent = quiet.known(tree)
    documents, reading_faults = validate(
        tree, _letting_go(steps.read) if _many(tree, at_once) else steps.read
    )
    names = None if tenants is None else frozenset(tenants)
    before = (
        *tree.faults,
        *reading_faults,
        *broken_tenant_slugs(documents.tenants.values()),
        *faulty_expressions(documents.policy),
    )
    turns = _Turns(tree, documents, before, replace(steps, translate=RememberedAnswers(steps.translate)))
    others = [document for document in documents.tenants.values() if document.path not in silent]
    done = [turns.turn(some, names, commit) for some in _batches(others, at_once)]
    quiet.learn(tree, {path: files for one in done for path, files in one.quiet.items()})
    done.append(_turn_of_silent(documents, silent, names))
    known = _in_order(documents, (tenant for one in done for tenant in one.resolved))
    chosen = chosen_tenants(known, names)
    shared = (*before, *unused(documents, known))
    shared = shared if names is None else concerning(chosen, shared)
    return all_faults(documents, shared, _together(one.finished for one in done))


@dataclass(frozen=True)
class _Turn:
    """What remains of some tenants: what they are made of, without their dashboards, and what was found."""

    resolved: tuple[ResolvedTenant, ...]
    finished: Finished
    quiet: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class _Turns:
    """What all turns have in common; `before` are the faults that are known before the first."""

    tree: SourceTree
    documents: Documents
    before: tuple[Diagnostic, ...]
    steps: Steps

    def turn(self, some: Iterable[Document[Tenant]], names: frozenset[str] | None, commit: str) -> _Turn:
        """Stages 3 to 8 of some tenants, of which those with these names are compiled."""
        resolved = resolve_tenants(self.documents, some)
        chosen = tuple(tenant for tenant in resolved if names is None or tenant.tenant.slug in names)
        rendered, translated = translated_forms(self.documents, chosen, self.steps)
        forms = Forms(self.tree, self.documents, chosen, rendered, translated, self.before)
        finished = finish(forms, commit, self.steps)
        too_large = tuple(made for made in finished.made if isinstance(made, Diagnostic))
        without_forms = tuple(replace(tenant, dashboards=()) for tenant in resolved)
        quiet = {tenant.path: tenant.files for tenant in chosen} if not too_large else {}
        for tenant, gathered, verdict in zip(chosen, finished.gathered, finished.verdicts, strict=True):
            if gathered.faults or verdict != Verdicts():
                quiet.pop(tenant.path, None)
        return _Turn(without_forms, replace(finished, made=too_large), quiet)


def _turn_of_silent(
    documents: Documents, silent: Mapping[str, frozenset[str]], names: frozenset[str] | None
) -> _Turn:
    """What a turn would make of tenants about which there is nothing to tell."""
    resolved = tuple(
        ResolvedTenant(document, document.model, None, (), silent[path], ())
        for path, document in documents.tenants.items()
        if path in silent and document.model is not None
    )
    chosen = [tenant for tenant in resolved if names is None or tenant.tenant.slug in names]
    return _Turn(resolved, Finished((), tuple(Verdicts() for _ in chosen), ()), {})


def _in_order(documents: Documents, tenants: Iterable[ResolvedTenant]) -> tuple[ResolvedTenant, ...]:
    found = {tenant.path: tenant for tenant in tenants}
    return tuple(found[path] for path in documents.tenants if path in found)


def _together(turns: Iterable[Finished]) -> Finished:
    done = list(turns)
    return Finished(
        tuple(found for one in done for found in one.gathered),
        tuple(verdict for one in done for verdict in one.verdicts),
        tuple(made for one in done for made in one.made),
    )


def _batches(tenants: Sequence[Document[Tenant]], at_once: int) -> Iterator[Sequence[Document[Tenant]]]:
    return (tenants[start : start + at_once] for start in range(0, len(tenants), at_once))


def _many(tree: SourceTree, at_once: int) -> bool:
    """Whether there is more than one turn; in a single one every tree is needed, and none is read again."""
    return sum(path.endswith("/tenant.yaml") for path in tree.files) > at_once


def _letting_go(read: Read) -> Read:
    """A reader that keeps no tree which can be read again, but of tenants and of what they share."""

    def lightly(path: str, data: bytes) -> ReadDocument:
        source, document, kind, faults = read(path, data)
        if document is None or faults or kind not in _OF_ONE_TENANT or path.startswith(f"{SHARED}/"):
            return source, document, kind, faults
        let_go: Document[Any] = replace(document, tree=TreeReadAgain(document.source))
        return source, let_go, kind, faults

    return lightly


_OF_ONE_TENANT = frozenset({"dashboard", "overlay", "catalog"})
