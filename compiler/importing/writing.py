"""The files that an import writes: the dashboard, and the tenant's list with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ruamel.yaml.comments import CommentedMap

from compiler.importing.carried import CarriedDashboard
from compiler.importing.fitting import Fitted, Site, fitted
from compiler.importing.naming import slug_of
from compiler.ir.forms import Forms
from compiler.ir.translated import TranslatedTenant
from compiler.ir.tree import TENANTS, SourceTree
from compiler.pipeline import run_stages
from compiler.scaffold.writing import CannotWrite, Files, dashboard_files, locales_of
from compiler.yaml_source.editing import edited
from schemas.resources.tenant import Dialect

Read = Callable[[Dialect], CarriedDashboard]
"""Reads the export; the dialect is that of queries of which the export does not tell it."""


@dataclass(frozen=True)
class Imported:
    """Files to write, and what became of every part."""

    files: Files
    title: str
    fitted: Fitted


def imported(
    tree: SourceTree, tenant: str, slug: str | None, dialect: Dialect | None, read: Read
) -> Imported:
    """The export as a dashboard of a tenant. Raises CannotWrite, BadExport."""
    forms = run_stages(tree, [tenant]) if _is_there(tree, tenant) else run_stages(tree)
    site = _site(_tenant(forms, tenant), forms)
    carried = read(dialect or site.dialect)
    address = slug or slug_of(carried.title, "imported")
    result = fitted(carried, address, site)
    if not result.values.get("widgets"):
        raise CannotWrite("the export has no panel; nothing is written")
    values = {key: value for key, value in result.values.items() if key != "slug"}
    files = dashboard_files(tree, tenant, address, {"slug": address, **values})
    path = next(path for path in files if path.endswith(f"/{address}.yaml"))
    return Imported({**files, path: _with_originals(files[path], result)}, carried.title, result)


def _is_there(tree: SourceTree, tenant: str) -> bool:
    return f"{TENANTS}/{tenant}/tenant.yaml" in tree.files


def _tenant(forms: Forms, slug: str) -> TranslatedTenant:
    for tenant in forms.translated:
        if tenant.slug == slug:
            return tenant
    raise CannotWrite(
        f"there is no tenant {slug} that could be read; `dashwright new tenant {slug}` makes one"
    )


def _site(tenant: TranslatedTenant, forms: Forms) -> Site:
    if tenant.schema is None:
        raise CannotWrite("the tenant's catalog cannot be used; `dashwright check` tells why")
    resolved = tenant.rendered.resolved.tenant
    return Site(
        tenant.schema, tenant.target, resolved.datasource.dialect, resolved.timezone, locales_of(forms)
    )


def _with_originals(data: bytes, result: Fitted) -> bytes:
    """The query of each panel that is not carried, as a comment above its note."""

    def add_comments(document: CommentedMap) -> None:
        for index, query in result.originals.items():
            if query:
                words = "\n".join(
                    ["The query that is not carried over:", *query.replace("\t", "    ").splitlines()]
                )
                document["widgets"].yaml_set_comment_before_after_key(index, before=words, indent=2)

    return edited(data, add_comments)
