"""The compiler on one page: nine stages, each a function from one frozen form to the next.

    stage      from -> to                                   where
    1 load      a folder -> SourceTree (bytes)               stages/load.py       reads the disk
    2 validate  SourceTree -> Documents (trees and models)   stages/validate/
    3 resolve   Documents -> ResolvedTenant                  stages/resolve/      references, overlays, constants
    4 render    ResolvedTenant -> RenderedTenant             stages/render/       Jinja, sandboxed
    5 analyse   Query -> Analysis                            stages/analyse/      names and types against the catalog
    6 legalise  Analysis -> the engine's own constructs      stages/legalise/
    7 emit      -> EmittedStatement                          tsql/, stages/emit   5 to 7: once for each unique query
      judge     TranslatedTenant -> Verdicts                 stages/policy/       the vendor's rules, before anything is assembled
    8 assemble  TranslatedTenant -> AssembledTenant -> Bundle   stages/assemble.py, stages/bundle.py
    9 sign      Bundle -> signed metadata                    stages/sign.py       holds the key, called by `publish`

The forms stand in `ir/`, apart from the code that makes them; `dashwright show --stage` prints them. A stage never
stops at a fault: it reports it and goes on with what it can understand, so that one run tells everything. Stages 5
to 7 are composed for one query by `compiler.translate`, and for a whole tree by `stages/queries/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from compiler.diagnostics.codes.policy import TITLE_NOT_IN_LOCALE
from compiler.diagnostics.codes.references import TRANSLATION_MISSING
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.gathering import Gathered, gather, is_error
from compiler.ir.compilation import Bundle, Compilation
from compiler.ir.forms import Forms
from compiler.ir.rendered import RenderedTenant
from compiler.ir.resolved import ResolvedTenant
from compiler.ir.translated import TranslatedTenant
from compiler.ir.tree import Documents, SourceTree, UnknownTenant
from compiler.lineage.repository import Traces
from compiler.stages.assemble import assemble
from compiler.stages.bundle import bundles
from compiler.stages.load import load
from compiler.stages.policy import Verdicts, faulty_expressions, judged, over_license, unused_suppressions
from compiler.stages.queries import translate_tenants
from compiler.stages.render import render
from compiler.stages.resolve import resolve
from compiler.stages.validate import validate
from compiler.steps import Steps
from compiler.version import version

STEPS = Steps()


def compile_tree(root: Path, commit: str, tenants: Iterable[str] | None = None) -> Compilation:
    """Compiles the tenants below `root` (the folder `tenants`), or only those named.

    Raises UnknownTenant. Everything else that can be wrong is a diagnostic of the result.
    """
    return compile_source(load(root), commit, tenants)


def compile_source(
    tree: SourceTree, commit: str, tenants: Iterable[str] | None = None, steps: Steps = STEPS
) -> Compilation:
    """The same, for a tree that is loaded already."""
    return assemble_forms(run_stages(tree, tenants, steps), commit, steps)


def run_stages(tree: SourceTree, tenants: Iterable[str] | None = None, steps: Steps = STEPS) -> Forms:
    """Stages 2 to 7, every form kept."""
    documents, reading_faults = validate(tree, steps.read)
    resolution = resolve(documents, steps.known(documents))
    chosen = chosen_tenants(resolution.tenants, tenants)
    rendered, translated = translated_forms(documents, chosen, steps)
    faults = (*tree.faults, *reading_faults, *resolution.faults, *faulty_expressions(documents.policy))
    if tenants is not None:
        faults = concerning(chosen, faults)
    return Forms(tree, documents, chosen, rendered, translated, faults)


def translated_forms(
    documents: Documents, tenants: tuple[ResolvedTenant, ...], steps: Steps
) -> tuple[tuple[RenderedTenant, ...], tuple[TranslatedTenant, ...]]:
    """Stages 4 to 7."""
    macros = tuple((path, source.text) for path, source in documents.macros.items())
    rendered = steps.for_tenants(
        "render", macros, lambda some, before: render(some, documents.macros, before), tenants
    )
    translated = steps.for_tenants(
        "translate", (), lambda some, before: translate_tenants(some, steps.translate, before), rendered
    )
    return rendered, translated


def assemble_forms(forms: Forms, commit: str, steps: Steps = STEPS) -> Compilation:
    """Stage 8, for every tenant without an error; with the faults of all stages, merged and sorted."""
    finished = finish(forms, commit, steps)
    bundles = {bundle.manifest.tenant: bundle for bundle in finished.made if isinstance(bundle, Bundle)}
    texts = {path: source.text for path, source in forms.documents.sources.items()}
    return Compilation(bundles, all_faults(forms.documents, forms.faults, finished), texts)


@dataclass(frozen=True)
class Finished:
    """What the last stages find of each tenant, and the bundle of each that is sound, or why it cannot be made."""

    gathered: tuple[Gathered, ...]
    verdicts: tuple[Verdicts, ...]
    made: tuple[Bundle | Diagnostic, ...]


def finish(forms: Forms, commit: str, steps: Steps) -> Finished:
    """The policy, and stage 8."""
    traces, policy = Traces(), forms.documents.policy
    verdicts = steps.for_tenants(
        "judge",
        (policy,),
        lambda some, _before: tuple(judged(policy, tenant, traces) for tenant in some),
        forms.translated,
    )
    gathered = tuple(
        Gathered(tenant.slug, _faults(tenant, verdict.faults))
        for tenant, verdict in zip(forms.translated, verdicts, strict=True)
    )
    broken_files = {fault.span.file for fault in forms.faults if is_error(fault)}
    sound = tuple(
        tenant
        for tenant, own in zip(forms.translated, gathered, strict=True)
        if broken_files.isdisjoint(tenant.rendered.resolved.files) and not any(map(is_error, own.faults))
    )
    assembled = steps.for_tenants("assemble", (), assemble, sound)
    made = steps.for_tenants(
        "bundle", (commit,), lambda some, _before: bundles(some, commit, version()), assembled
    )
    return Finished(gathered, verdicts, made)


def all_faults(
    documents: Documents, shared: tuple[Diagnostic, ...], finished: Finished
) -> tuple[Diagnostic, ...]:
    """Merged and sorted; `shared` belong to no single tenant."""
    too_large = [fault for fault in finished.made if isinstance(fault, Diagnostic)]
    return gather(
        (*shared, *_unused_suppressions(documents, finished.verdicts), *too_large), finished.gathered
    )


def _unused_suppressions(documents: Documents, verdicts: tuple[Verdicts, ...]) -> Iterator[Diagnostic]:
    """Warnings, told when all tenants were asked: one that was not may need what the others do not."""
    if len(verdicts) == len(documents.tenants):
        accepted = [found for verdict in verdicts for found in verdict.accepted]
        yield from unused_suppressions(accepted, [found for verdict in verdicts for found in verdict.used])


def _faults(tenant: TranslatedTenant, policy: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Everything found in one tenant after its files were read."""
    resolved = tenant.rendered.resolved
    rendering = [fault for dashboard in tenant.rendered.dashboards for fault in dashboard.faults]
    querying = [fault for dashboard in tenant.dashboards for fault in dashboard.faults]
    told = {fault.span for fault in policy if fault.code == TITLE_NOT_IN_LOCALE.id}
    querying = [f for f in querying if f.code != TRANSLATION_MISSING.id or f.span not in told]
    return (*resolved.faults, *over_license(resolved), *rendering, *tenant.faults, *querying, *policy)


def chosen_tenants(
    tenants: tuple[ResolvedTenant, ...], names: Iterable[str] | None
) -> tuple[ResolvedTenant, ...]:
    """Those that are named, or all. Raises UnknownTenant."""
    if names is None:
        return tenants
    wanted = set(names)
    unknown = sorted(wanted - {tenant.tenant.slug for tenant in tenants})
    if unknown:
        raise UnknownTenant(unknown[0])
    return tuple(tenant for tenant in tenants if tenant.tenant.slug in wanted)


def concerning(tenants: tuple[ResolvedTenant, ...], faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The faults that lie in a file of these tenants, or in their folders."""
    folders = tuple(f"{tenant.document.path.rsplit('/', 1)[0]}/" for tenant in tenants)
    files = frozenset[str]().union(*(tenant.files for tenant in tenants))
    return tuple(f for f in faults if f.span.file.startswith(folders) or f.span.file in files)
