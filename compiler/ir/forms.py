"""Every form of one run, so that any stage can be looked at."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.rendered import RenderedTenant
from compiler.ir.resolved import ResolvedTenant
from compiler.ir.translated import TranslatedTenant
from compiler.ir.tree import Documents, SourceTree


@dataclass(frozen=True)
class Forms:
    """What each stage made, in order, and the faults that belong to no single tenant's dashboards."""

    tree: SourceTree
    documents: Documents
    resolved: tuple[ResolvedTenant, ...]
    rendered: tuple[RenderedTenant, ...]
    translated: tuple[TranslatedTenant, ...]
    faults: tuple[Diagnostic, ...]
