"""The questions that `dashwright lineage` and `catalog diff` answer, from the forms of one run of the pipeline."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from compiler.catalogs.schema import CatalogSchema
from compiler.diagnostics.diagnostic import Edit
from compiler.impact.altered import Altered, Change, altered_catalogs, with_catalogs
from compiler.impact.compiling import impact
from compiler.impact.renaming import applied, catalog_edits, renaming_edits
from compiler.ir.forms import Forms
from compiler.ir.lineage import Impact, Lineage, PlacedUse
from compiler.ir.query import Query, Translation
from compiler.ir.query import Target as Engine
from compiler.ir.tree import Document, SourceTree
from compiler.lineage.repository import lineage
from compiler.pipeline import STEPS, run_stages
from compiler.stages.queries import one_by_one, translate_tenants
from compiler.steps import Steps
from schemas.resources import Catalog


def untranslated(_query: Query, _schema: CatalogSchema, _target: Engine) -> Translation:
    """For `run_stages`, where only the queries are wanted and not what becomes of them."""
    return Translation()


def read_forms(tree: SourceTree, steps: Steps = STEPS) -> Forms:
    """The tenants with their queries, none of them translated."""
    return run_stages(tree, None, replace(steps, translate=one_by_one(untranslated)))


@dataclass(frozen=True)
class Renaming:
    """What a new name breaks, the edits that mend it, and what remains after them."""

    impact: Impact
    edits: tuple[Edit, ...]
    by_hand: tuple[PlacedUse, ...]
    remaining: Impact
    files: dict[str, bytes]


def uses(forms: Forms, asked: str, tenants: Collection[str] = ()) -> Lineage:
    """Every use of what is asked for, in these tenants or, where none is named, in all. Raises BadName."""
    return lineage((t for t in forms.translated if not tenants or t.slug in tenants), asked)


def dropped(forms: Forms, found: Lineage, steps: Steps = STEPS) -> Impact:
    """What breaks when it goes away."""
    return impact(
        forms.translated, altered_catalogs(forms.translated, found.targets, Change()), steps.translate
    )


def renamed(forms: Forms, found: Lineage, new: str, steps: Steps = STEPS) -> Renaming:
    """What breaks when it is renamed, and the edits for it. Raises BadName."""
    altered = altered_catalogs(forms.translated, found.targets, Change(new))
    broken = impact(forms.translated, altered, steps.translate)
    sources = forms.documents.sources
    dialects = {t.slug: t.rendered.resolved.tenant.datasource.dialect for t in forms.translated}
    edits = renaming_edits(found, new, dialects, sources)
    made = tuple(dict.fromkeys([*edits.made, *_catalog_edits(forms, found, altered, new)]))
    files = applied(made, forms.tree.files)
    mended = read_forms(replace(forms.tree, files={**forms.tree.files, **files}), steps).rendered
    return Renaming(
        broken, made, edits.by_hand, impact(forms.translated, altered, steps.translate, mended), files
    )


def _catalog_edits(forms: Forms, found: Lineage, altered: Altered, new: str) -> list[Edit]:
    edits: list[Edit] = []
    for tenant in forms.translated:
        resolved = tenant.rendered.resolved
        document, targets = resolved.catalog, found.targets.get(resolved.tenant.slug, ())
        if document is not None and document.path in altered and tenant.schema is not None:
            edits += catalog_edits(document, tenant.schema, targets, new)
    return edits


def replaced(
    forms: Forms, path: str, old: Document[Catalog], new: Document[Catalog], steps: Steps = STEPS
) -> Impact:
    """What breaks when one catalog takes the place of another, which stands at `path` or is thought to."""
    rendered = with_catalogs(forms.rendered, {path: old})
    before = translate_tenants(rendered, one_by_one(untranslated))
    return impact(before, {path: new}, steps.translate)
