"""What a preview shows: a tenant's dashboards for DuckDB, and in place of each widget with a fault the fault itself.

A pure function of one compilation, and of the preview before it: a dashboard that can no longer be read at all is
shown as it was, with the reason above it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rich.console import Console

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.gathering import is_error
from compiler.diagnostics.renderers import text as renderer
from compiler.ir.compilation import Compilation
from compiler.ir.forms import Forms
from compiler.ir.query import Target
from compiler.ir.rendered import RenderedTenant, RenderedWidget
from compiler.ir.translated import TranslatedDashboard, TranslatedTenant, TranslatedWidget
from compiler.stages.queries import TranslateAll, translate_tenants
from compiler.stages.queries.faults import placed
from compiler.yaml_source import Node, ScalarNode, SequenceNode
from schemas.resources import Tenant
from schemas.resources.tenant import Datasource
from schemas.resources.widget import Encoding, Position

WIDTH = 110
"""Columns of a fault as it is shown."""
BANNER_HEIGHT = 3
BANNER_ID = "faults"


@dataclass(frozen=True)
class Preview:
    """A tenant to be assembled; `broken` counts the widgets and dashboards that show a fault."""

    tenant: TranslatedTenant
    broken: int


def preview_of(
    forms: Forms, compilation: Compilation, slug: str, translate: TranslateAll, before: Preview | None
) -> Preview | None:
    """The preview of a tenant; that from before, faults above each dashboard, when its own file cannot be read."""
    faults = [fault for fault in compilation.diagnostics if is_error(fault)]
    real = next((t for t in forms.translated if t.slug == slug), None)
    if real is None or real.schema is None or _is_faulty(real, faults):
        return _as_before(before, faults, compilation.texts)
    for_duckdb = translate_tenants((_for_duckdb(real.rendered),), translate)[0]
    page = _Page(faults, compilation.texts)
    shown = [page.dashboard(a, b) for a, b in zip(real.dashboards, for_duckdb.dashboards, strict=True)]
    shown += page.lost(before, {dashboard.rendered.resolved.path for dashboard in shown}, real)
    tenant = replace(for_duckdb, dashboards=tuple(shown), target=Target("duckdb"))
    return Preview(tenant, page.broken)


def _is_faulty(tenant: TranslatedTenant, faults: Sequence[Diagnostic]) -> bool:
    """Whether its own file has a fault, so that what is known of it is partly assumed."""
    return any(fault.span.file == tenant.rendered.resolved.path for fault in faults)


def _for_duckdb(rendered: RenderedTenant) -> RenderedTenant:
    """The same tenant at a site whose database is DuckDB; its texts are those of its own engine."""
    tenant = rendered.resolved.tenant
    source = tenant.datasource.model_copy(update={"engine": "duckdb", "version": None})
    return replace(rendered, resolved=replace(rendered.resolved, tenant=_with(tenant, source)))


def _with(tenant: Tenant, source: Datasource) -> Tenant:
    return tenant.model_copy(update={"datasource": source})


def _as_before(
    before: Preview | None, faults: Sequence[Diagnostic], texts: Mapping[str, str]
) -> Preview | None:
    if before is None:
        return None
    page = _Page(faults, texts)
    shown = tuple(page.with_banner(dashboard, faults) for dashboard in before.tenant.dashboards)
    return Preview(replace(before.tenant, dashboards=shown), len(shown))


class _Page:
    """Puts faults into dashboards, each once: at its widget, or above the dashboard."""

    def __init__(self, faults: Sequence[Diagnostic], texts: Mapping[str, str]) -> None:
        self.faults = faults
        self.texts = texts
        self.broken = 0

    def dashboard(self, real: TranslatedDashboard, for_duckdb: TranslatedDashboard) -> TranslatedDashboard:
        told: set[int] = set()
        widgets = [self._widget(a, b, told) for a, b in zip(real.widgets, for_duckdb.widgets, strict=True)]
        files = _files(real.rendered.resolved.node)
        others = [f for f in self.faults if f.span.file in files and id(f) not in told]
        return self.with_banner(replace(for_duckdb, widgets=tuple(widgets)), others)

    def _widget(self, real: TranslatedWidget, shown: TranslatedWidget, told: set[int]) -> TranslatedWidget:
        lines = set(_lines(real.rendered.node)) if self.faults else set()
        own = [fault for fault in self.faults if (fault.span.file, fault.span.line) in lines]
        told |= {id(fault) for fault in own}
        if own:
            self.broken += 1
            return _telling(shown.rendered, self.rendered(own))
        if shown.rendered.sql is not None and shown.translation is not None and shown.translation.faults:
            faults = [placed(shown.rendered.sql, fault) for fault in shown.translation.faults]
            why = "Good for the site's own database; the preview's DuckDB cannot show it:\n\n"
            return _telling(shown.rendered, why + self.rendered(faults))
        return shown

    def lost(
        self, before: Preview | None, shown: set[str], tenant: TranslatedTenant
    ) -> Iterator[TranslatedDashboard]:
        """Dashboards of before that can no longer be read although the tenant lists them."""
        for old in before.tenant.dashboards if before is not None else ():
            path = old.rendered.resolved.path
            faults = [
                fault
                for fault in self.faults
                if fault.span.file in {path, *_files(old.rendered.resolved.node)}
            ]
            if path not in shown and path in tenant.rendered.resolved.files and faults:
                yield self.with_banner(old, faults)

    def with_banner(
        self, dashboard: TranslatedDashboard, faults: Sequence[Diagnostic]
    ) -> TranslatedDashboard:
        """The dashboard below its faults; itself where there is none."""
        widgets = [widget for widget in dashboard.widgets if widget.rendered.widget.id != BANNER_ID]
        if not faults or not widgets:
            return dashboard
        self.broken += 1
        moved = (
            [_moved(widget, BANNER_HEIGHT) for widget in widgets]
            if len(widgets) == len(dashboard.widgets)
            else widgets
        )
        banner = _telling(widgets[0].rendered, self.rendered(faults))
        place = Position(x=0, y=0, width=12, height=BANNER_HEIGHT)
        widget = banner.rendered.widget.model_copy(update={"id": BANNER_ID, "position": place})
        title = {
            "*": f"{len(faults)} faults of this dashboard" if len(faults) > 1 else "A fault of this dashboard"
        }
        shown = replace(
            banner, rendered=replace(banner.rendered, widget=widget, title=title, description=None)
        )
        return replace(dashboard, widgets=(shown, *moved))

    def rendered(self, faults: Iterable[Diagnostic]) -> str:
        """Faults as words of a widget: the message, the excerpt as a terminal shows it, notes and help."""
        return "\n\n".join(self._fault(fault) for fault in faults)

    def _fault(self, fault: Diagnostic) -> str:
        written = io.StringIO()
        console = Console(file=written, width=WIDTH, color_system=None, force_terminal=False)
        renderer.render([replace(fault, notes=(), help=None)], self.texts, console)
        excerpt = [f"    {line}" for line in written.getvalue().rstrip().split("\n")[1:]]
        words = [f"note: {note}" for note in fault.notes] + ([f"help: {fault.help}"] if fault.help else [])
        return "\n\n".join([f"**{fault.code}** {fault.message}", "\n".join(excerpt), *words])


def _telling(rendered: RenderedWidget, words: str) -> TranslatedWidget:
    """A widget of words at the place of another."""
    changes: dict[str, object] = {
        "type": "text",
        "query": None,
        "text": words,
        "encoding": Encoding(),
        "format": {},
    }
    widget = rendered.widget.model_copy(update=changes)
    return TranslatedWidget(
        replace(rendered, widget=widget, text={"*": words}, currencies={}, sql=None), None, None
    )


def _moved(widget: TranslatedWidget, rows: int) -> TranslatedWidget:
    rendered = widget.rendered
    position = rendered.widget.position
    lower = rendered.widget.model_copy(
        update={"position": position.model_copy(update={"y": position.y + rows})}
    )
    return replace(widget, rendered=replace(rendered, widget=lower))


def _lines(node: Node) -> Iterator[tuple[str, int]]:
    """Every line that a key or a value below a node is written on, base and overlay alike."""
    if isinstance(node, ScalarNode):
        span = node.span
        yield from ((span.file, line) for line in range(span.line, span.end_line + 1))
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _lines(item)
    else:
        for entry in node.entries.values():
            yield from _lines(entry.key)
            yield from _lines(entry.node)


def _files(node: Node) -> frozenset[str]:
    """The files that a dashboard is merged of."""
    if isinstance(node, ScalarNode):
        return frozenset({node.source.name})
    parts = node.items if isinstance(node, SequenceNode) else [entry.node for entry in node.entries.values()]
    return frozenset({node.source.name}).union(*map(_files, parts))
