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
    8 assemble  TranslatedTenant -> Bundle                   stages/assemble.py
    9 sign      Bundle -> signed metadata                    stages/sign.py       holds the key, called by `publish`

The forms stand in `ir/`, apart from the code that makes them; `dashwright show --stage` prints them. A stage never
stops at a fault: it reports it and goes on with what it can understand, so that one run tells everything. Stages 5
to 7 are composed for one query by `compiler.translate`, and for a whole tree by `stages/queries/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from compiler.diagnostics.codes.policy import TITLE_NOT_IN_LOCALE
from compiler.diagnostics.codes.references import TRANSLATION_MISSING
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.gathering import Gathered, gather, is_error
from compiler.ir.compilation import Bundle, Compilation
from compiler.ir.forms import Forms
from compiler.ir.resolved import ResolvedTenant
from compiler.ir.translated import TranslatedTenant
from compiler.ir.tree import SourceTree, UnknownTenant
from compiler.lineage.repository import Traces
from compiler.stages.assemble import Assembler
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
    chosen = _chosen(resolution.tenants, tenants)
    macros = tuple((path, source.text) for path, source in documents.macros.items())
    rendered = steps.for_tenants("render", macros, lambda some: render(some, documents.macros), chosen)
    translated = steps.for_tenants(
        "translate", (), lambda some: translate_tenants(some, steps.translate), rendered
    )
    faults = (*tree.faults, *reading_faults, *resolution.faults, *faulty_expressions(documents.policy))
    if tenants is not None:
        faults = tuple(fault for fault in faults if _concerns(fault, chosen))
    return Forms(tree, documents, chosen, rendered, translated, faults)


def assemble_forms(forms: Forms, commit: str, steps: Steps = STEPS) -> Compilation:
    """Stage 8, for every tenant without an error; with the faults of all stages, merged and sorted."""
    traces, policy = Traces(), forms.documents.policy
    verdicts = steps.for_tenants(
        "judge",
        (policy,),
        lambda some: tuple(judged(policy, tenant, traces) for tenant in some),
        forms.translated,
    )
    gathered = [
        Gathered(tenant.slug, _faults(tenant, verdict.faults))
        for tenant, verdict in zip(forms.translated, verdicts, strict=True)
    ]
    shared = [*forms.faults, *_unused_suppressions(forms, verdicts)]
    broken_files = {fault.span.file for fault in shared if is_error(fault)}
    sound = tuple(
        tenant
        for tenant, own in zip(forms.translated, gathered, strict=True)
        if broken_files.isdisjoint(tenant.rendered.resolved.files) and not any(map(is_error, own.faults))
    )
    made = steps.for_tenants("assemble", (commit,), Assembler(commit, version()).bundles, sound)
    bundles = {bundle.manifest.tenant: bundle for bundle in made if isinstance(bundle, Bundle)}
    shared += [fault for fault in made if isinstance(fault, Diagnostic)]
    texts = {path: source.text for path, source in forms.documents.sources.items()}
    return Compilation(bundles, gather(shared, gathered), texts)


def _unused_suppressions(forms: Forms, verdicts: tuple[Verdicts, ...]) -> Iterator[Diagnostic]:
    """Told when all tenants were asked: one that was not may need what the others do not."""
    if len(forms.translated) == len(forms.documents.tenants):
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


def _chosen(tenants: tuple[ResolvedTenant, ...], names: Iterable[str] | None) -> tuple[ResolvedTenant, ...]:
    if names is None:
        return tenants
    wanted = set(names)
    unknown = sorted(wanted - {tenant.tenant.slug for tenant in tenants})
    if unknown:
        raise UnknownTenant(unknown[0])
    return tuple(tenant for tenant in tenants if tenant.tenant.slug in wanted)


def _concerns(fault: Diagnostic, tenants: tuple[ResolvedTenant, ...]) -> bool:
    """Whether a fault lies in a file of these tenants, or in their folders."""
    folders = tuple(f"{tenant.document.path.rsplit('/', 1)[0]}/" for tenant in tenants)
    return fault.span.file.startswith(folders) or any(fault.span.file in tenant.files for tenant in tenants)
