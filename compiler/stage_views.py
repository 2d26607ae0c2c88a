"""What each stage made of a tenant, a dashboard or a widget, as something that can be printed.

A view is SQL or another text, or a JSON value; `dashwright show` prints it. The stages of one query are run here
once more, because their trees are not kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from compiler.diagnostics.diagnostic import Span
from compiler.ir.compilation import Bundle
from compiler.ir.forms import Forms
from compiler.ir.query import Query
from compiler.ir.rendered import RenderedDashboard, RenderedWidget
from compiler.ir.translated import TranslatedDashboard, TranslatedTenant, TranslatedWidget
from compiler.origins import Tree, Value, dashboard_with_origins
from compiler.stages.analyse import analyse
from compiler.stages.legalise import legalise
from compiler.yaml_source import MappingNode, Node, SequenceNode
from schemas.bundle.manifest import MAX_OBJECT_BYTES
from schemas.canonical import parse_strict

View = str | dict[str, Any] | list[Any]


class NothingThere(LookupError):
    """The address names nothing."""


@dataclass(frozen=True)
class Subject:
    """A tenant, or one of its dashboards, or one of that one's widgets."""

    tenant: TranslatedTenant
    dashboard: TranslatedDashboard | None = None
    widget: TranslatedWidget | None = None

    @property
    def dashboards(self) -> tuple[TranslatedDashboard, ...]:
        """The dashboard, or all of the tenant's."""
        return (self.dashboard,) if self.dashboard is not None else self.tenant.dashboards


def subject(forms: Forms, address: str) -> Subject:
    """What `TENANT[/DASHBOARD[/WIDGET]]` names. Raises NothingThere."""
    names = address.strip("/").split("/")
    tenant = _find("tenant", names[0], {t.slug: t for t in forms.translated})
    if len(names) == 1:
        return Subject(tenant)
    dashboard = _find("dashboard", names[1], {d.rendered.resolved.slug: d for d in tenant.dashboards})
    if len(names) == 2:
        return Subject(tenant, dashboard)
    if len(names) > 3:
        raise NothingThere("an address has at most three parts: TENANT/DASHBOARD/WIDGET")
    return Subject(
        tenant, dashboard, _find("widget", names[2], {w.rendered.widget.id: w for w in dashboard.widgets})
    )


def _find(what: str, name: str, known: Mapping[str, Any]) -> Any:
    if name not in known:
        raise NothingThere(f"there is no {what} `{name}`; there are: {', '.join(sorted(known)) or 'none'}")
    return known[name]


def view_load(forms: Forms, shown: Subject) -> View:
    """Each file that the tenant is made of, with its length and digest."""
    files = forms.tree.files
    return {
        path: {"bytes": len(files[path]), "sha256": hashlib.sha256(files[path]).hexdigest()}
        for path in sorted(shown.tenant.rendered.resolved.files)
        if path in files
    }


def view_validate(forms: Forms, shown: Subject) -> View:
    """The models of the tenant's files."""
    documents = forms.documents
    found = {**documents.tenants, **documents.dashboards, **documents.overlays, **documents.catalogs}
    models = {
        path: found[path].model for path in sorted(shown.tenant.rendered.resolved.files) if path in found
    }
    view: dict[str, Any] = {}
    for path, model in models.items():
        if model is not None:
            view[path] = model.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return view


def view_resolve(_: Forms, shown: Subject) -> View:
    """The merged trees, each value with the place that it came from."""
    if shown.widget is not None:
        return {shown.widget.rendered.widget.id: _with_places(shown.widget.rendered.node)}
    return {
        dashboard.rendered.resolved.slug: {
            "constants": dict(dashboard.rendered.resolved.constants),
            "dashboard": _with_places(dashboard.rendered.resolved.node),
        }
        for dashboard in shown.dashboards
    }


def view_origins(forms: Forms, shown: Subject) -> dict[str, Tree]:
    """The dashboards, or the widget, as they are for the tenant, each value with its origin."""
    resolved, overlays = shown.tenant.rendered.resolved, forms.documents.overlays
    trees = {
        dashboard.rendered.resolved.slug: dashboard_with_origins(
            resolved, dashboard.rendered.resolved, overlays
        )
        for dashboard in shown.dashboards
    }
    if shown.widget is None:
        return dict(trees)
    wanted = shown.widget.rendered.widget.id
    (tree,) = trees.values()
    widgets = tree["widgets"] if isinstance(tree["widgets"], list) else []
    return {wanted: next(w for w in widgets if isinstance(w, dict) and _names(w["id"], wanted))}


def _names(part: Tree, wanted: str) -> bool:
    return isinstance(part, Value) and part.value == wanted


def _with_places(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {key: _with_places(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [_with_places(item) for item in node.items]
    return {"value": node.value, "at": _place(node.span)}


def _place(span: Span) -> str:
    return f"{span.file}:{span.line}:{span.column}"


def view_render(_: Forms, shown: Subject) -> View:
    """The texts after templates; of a widget, its SQL."""
    if shown.widget is not None:
        return (
            shown.widget.rendered.sql.text
            if shown.widget.rendered.sql is not None
            else _words(shown.widget.rendered)
        )
    return {d.rendered.resolved.slug: _rendered(d.rendered) for d in shown.dashboards}


def _rendered(dashboard: RenderedDashboard) -> dict[str, Any]:
    return {"title": dashboard.title, "widgets": {w.widget.id: _words(w) for w in dashboard.widgets}}


def _words(widget: RenderedWidget) -> dict[str, Any]:
    words: dict[str, Any] = {
        "title": widget.title,
        "description": widget.description,
        "text": widget.text,
        "currencies": dict(widget.currencies),
        "sql": widget.sql.text if widget.sql is not None else None,
    }
    return {key: value for key, value in words.items() if value}


def view_analyse(_: Forms, shown: Subject) -> View:
    """Each query as it is understood: names resolved, stars expanded; its columns, parameters and tables."""
    return _each_query(shown, _analysed)


def _analysed(query: Query, tenant: TranslatedTenant) -> View:
    if tenant.schema is None:
        return {"faults": ["the tenant's catalog cannot be used"]}
    analysis = analyse(query, tenant.schema)
    variants = [
        {
            "when_empty": sorted(empty),
            "sql": variant.tree.sql(query.dialect, pretty=True),
            "columns": [
                f"{c.name} {c.type.sql(query.dialect)}{'' if c.nullable else ' not null'}"
                for c in variant.columns
            ],
            "parameters": [
                f"{p.name} {p.type.sql(query.dialect)}{' many' if p.many else ''}" for p in variant.parameters
            ],
            "tables": list(variant.tables),
        }
        for empty, variant in analysis.variants.items()
    ]
    return {"variants": variants, "faults": [fault.message for fault in analysis.faults]}


def view_legalise(_: Forms, shown: Subject) -> View:
    """Each query's tree in the engine's own constructs; DuckDB needs no change, so that it is the analysed one."""
    return _each_query(shown, _legalised)


def _legalised(query: Query, tenant: TranslatedTenant) -> View:
    if tenant.schema is None or tenant.target.version is None:
        return _analysed(query, tenant)
    variants = []
    for empty, variant in analyse(query, tenant.schema).variants.items():
        legal = legalise(variant, tenant.target.version)
        faults = [fault.message for fault in legal.faults]
        variants.append({"when_empty": sorted(empty), "tree": repr(legal.tree), "faults": faults})
    return variants


def view_emit(_: Forms, shown: Subject) -> View:
    """The statements that the engine will run; of a widget, their SQL."""
    if shown.widget is not None:
        return _statements(shown.widget)
    return {
        d.rendered.resolved.slug: {
            w.rendered.widget.id: _statements(w) for w in d.widgets if w.query is not None
        }
        for d in shown.dashboards
    }


def _statements(widget: TranslatedWidget) -> str:
    translation = widget.translation
    if translation is None:
        return "-- no query"
    faults = [f"-- {fault.code}: {fault.message}" for fault in translation.faults]
    texts = [
        f"-- when nothing is chosen for: {', '.join(sorted(empty))}\n{statement.sql}"
        if empty
        else statement.sql
        for empty, statement in sorted(translation.statements.items(), key=lambda pair: sorted(pair[0]))
    ]
    return "\n\n".join([*faults, *texts])


def _each_query(shown: Subject, view: Callable[[Query, TranslatedTenant], View]) -> View:
    if shown.widget is not None:
        return view(shown.widget.query, shown.tenant) if shown.widget.query is not None else {}
    return {
        d.rendered.resolved.slug: {
            w.rendered.widget.id: view(w.query, shown.tenant) for w in d.widgets if w.query is not None
        }
        for d in shown.dashboards
    }


def view_assemble(bundle: Bundle, shown: Subject) -> View:
    """The manifest, or the dashboard's object, or the widget in it with its statements."""
    if shown.dashboard is None:
        return bundle.manifest.model_dump(mode="json", exclude_none=True)
    slug = shown.dashboard.rendered.resolved.slug
    entry = next(entry for entry in bundle.manifest.dashboards if entry.slug == slug)
    made = _object(bundle, entry.sha256)
    if shown.widget is None:
        return made
    widget: dict[str, Any] = next(w for w in made["widgets"] if w["id"] == shown.widget.rendered.widget.id)
    for variant in widget["variants"]:
        variant["statement"] = _object(bundle, variant["statement"])
    return widget


def _object(bundle: Bundle, name: str) -> dict[str, Any]:
    value: dict[str, Any] = parse_strict(bundle.objects[name], limit=MAX_OBJECT_BYTES)
    return value


VIEWS: Mapping[str, Callable[[Forms, Subject], View]] = {
    "load": view_load,
    "validate": view_validate,
    "resolve": view_resolve,
    "render": view_render,
    "analyse": view_analyse,
    "legalise": view_legalise,
    "emit": view_emit,
}
