"""What `dashwright new` does to a tree: the files to write, made in memory and compiled before any is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.gathering import is_error
from compiler.ir.forms import Forms
from compiler.ir.query import EmittedColumn, Query
from compiler.ir.translated import TranslatedDashboard, TranslatedTenant
from compiler.ir.tree import TENANTS, SourceTree, below_tenants
from compiler.pipeline import compile_source, run_stages
from compiler.scaffold.parts import (
    catalog_values,
    dashboard_values,
    default_sql,
    encoding_for,
    free_position,
    title_value,
)
from compiler.stages.queries.declarations import declared_parameters
from compiler.stages.validate.wording import pattern_words
from compiler.translate import translate
from compiler.whole_files import write_whole
from compiler.yaml_source.editing import commented, edited, new_file
from schemas.resources.base import SLUG_PATTERN

Files = Mapping[str, bytes]

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


class CannotWrite(ValueError):
    """What is asked for is there already, or needs something that is not."""


class WouldBreak(Exception):
    """What would be written has faults; carries them and the texts that they lie in."""

    def __init__(self, faults: Sequence[Diagnostic], texts: Mapping[str, str]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)
        self.texts = texts


@dataclass(frozen=True)
class WidgetRequest:
    """The widget that is asked for; `sql` None: a query that counts rows."""

    tenant: str
    dashboard: str
    id: str
    kind: str
    title: str
    sql: str | None = None


def new_tenant(tree: SourceTree, slug: str, values: dict[str, Any]) -> Files:
    """A tenant's folder: its file, and a catalog to be replaced by the site's own. Raises CannotWrite."""
    _refuse_malformed(slug)
    folder = f"{TENANTS}/{slug}"
    _refuse_existing(tree, f"{folder}/tenant.yaml")
    return {
        f"{folder}/tenant.yaml": new_file("tenant", values, _schema("tenant", 2)),
        f"{folder}/catalog.yaml": new_file("catalog", catalog_values(), _schema("catalog", 2)),
    }


def new_dashboard(tree: SourceTree, tenant: str, slug: str, title: str) -> Files:
    """A dashboard with a text widget, listed by its tenant. Raises CannotWrite."""
    return dashboard_files(tree, tenant, slug, dashboard_values(slug, title, locales_of(run_stages(tree))))


def dashboard_files(tree: SourceTree, tenant: str, slug: str, values: dict[str, Any]) -> Files:
    """A new dashboard of these values, and its tenant's file that lists it. Raises CannotWrite."""
    _refuse_malformed(slug)
    path = f"{TENANTS}/{tenant}/dashboards/{slug}.yaml"
    tenant_path = f"{TENANTS}/{tenant}/tenant.yaml"
    _refuse_existing(tree, path)
    if tenant_path not in tree.files:
        raise CannotWrite(f"there is no {tenant_path}")

    def list_it(document: CommentedMap) -> None:
        document.setdefault("dashboards", commented([])).append(slug)

    return {
        path: new_file("dashboard", values, _schema("dashboard", 3)),
        tenant_path: edited(tree.files[tenant_path], list_it),
    }


def new_widget(tree: SourceTree, wanted: WidgetRequest) -> Files:
    """A widget in the last row of a dashboard if there is room, else below. Raises CannotWrite, NoFittingColumn."""
    forms = run_stages(tree)
    tenant, dashboard = _find(forms, wanted.tenant, wanted.dashboard)
    resolved = dashboard.rendered.resolved
    positions = [widget.position.model_dump() for widget in resolved.model.widgets]
    values: dict[str, Any] = {
        "id": wanted.id,
        "type": wanted.kind,
        "title": title_value(wanted.title, locales_of(forms)),
        "position": free_position(positions, wanted.kind),
    }
    if wanted.kind == "text":
        values["text"] = wanted.sql or "..."
    else:
        query = wanted.sql or _default_sql(wanted.kind, tenant)
        encoding = encoding_for(wanted.kind, _columns(query, tenant, dashboard))
        values |= {"query": {"sql": query}} | ({"encoding": encoding} if encoding else {})

    def add_it(document: CommentedMap) -> None:
        document["widgets"].append(commented(values))

    return {resolved.path: edited(tree.files[resolved.path], add_it)}


def checked(tree: SourceTree, files: Files) -> SourceTree:
    """The tree with the files. Raises WouldBreak when they bring faults that it did not have."""
    changed = SourceTree(dict(sorted({**tree.files, **files}.items())), tree.faults)
    before = {(fault.code, fault.message) for fault in compile_source(tree, "before").diagnostics}
    after = compile_source(changed, "after")
    faults = [f for f in after.diagnostics if is_error(f) and (f.code, f.message) not in before]
    if faults:
        raise WouldBreak(faults, after.texts)
    return changed


def write_files(root: Path, files: Files) -> list[Path]:
    """Writes the files below the folder of tenants, each in one step. Raises OSError."""
    written = []
    for path, data in files.items():
        place = root / below_tenants(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, data)
        written.append(place)
    return written


def _schema(kind: str, depth: int) -> str:
    """The schema's path from a file that lies so many folders below the repository's root."""
    return "../" * depth + f"schemas/generated/{kind}.schema.json"


def _refuse_existing(tree: SourceTree, path: str) -> None:
    if path in tree.files:
        raise CannotWrite(f"{path} is there already")


def _refuse_malformed(slug: str) -> None:
    if not re.fullmatch(SLUG_PATTERN, slug):
        raise CannotWrite(f"`{slug}` is no slug: {pattern_words(SLUG_PATTERN)}")


def locales_of(forms: Forms) -> list[str]:
    """The locales that the policy wants titles in."""
    policy = forms.documents.policy.model if forms.documents.policy is not None else None
    rule = policy.rules.title_in_every_locale if policy is not None else None
    return list(rule.locales) if rule is not None and rule.level != "off" else []


def _find(forms: Forms, tenant: str, dashboard: str) -> tuple[TranslatedTenant, TranslatedDashboard]:
    for found in forms.translated:
        for page in found.dashboards:
            if found.slug == tenant and page.rendered.resolved.slug == dashboard:
                return found, page
    raise CannotWrite(f"there is no dashboard {dashboard} of a tenant {tenant} that could be read")


def _default_sql(kind: str, tenant: TranslatedTenant) -> str:
    if tenant.schema is None:
        raise CannotWrite("the tenant's catalog cannot be used; give the query with --sql")
    table = tenant.schema.tables[0]
    columns = [
        column.name if _PLAIN.fullmatch(column.name) else f'"{column.name}"' for column in table.columns
    ]
    name = table.name.table
    own = table.name.schema == tenant.schema.default_schema
    return default_sql(kind, name if own else f"{table.name.schema}.{name}", columns)


def _columns(sql: str, tenant: TranslatedTenant, dashboard: TranslatedDashboard) -> Sequence[EmittedColumn]:
    """What a query returns; nothing when it has faults, which compiling the file tells at their place."""
    if tenant.schema is None:
        return ()
    declared = declared_parameters(dashboard.rendered.resolved.model.parameters)
    query = Query(sql, tenant.rendered.resolved.tenant.datasource.dialect, declared)
    translation = translate(query, tenant.schema, tenant.target)
    if translation.faults:
        fault = translation.faults[0]
        remedy = f"; {fault.help}" if fault.help else ""
        where = f"{fault.code} in line {fault.line}, column {fault.column}"
        raise CannotWrite(f"the query has a fault, {where}: {fault.message}{remedy}")
    return translation.statements[frozenset()].columns
