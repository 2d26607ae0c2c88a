"""Small bundles that hold together, from a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.bundle.manifest import FORMAT, DashboardEntry, EngineTarget, Manifest, ObjectEntry, ObjectKind
from schemas.bundle.objects import (
    BundleDashboard,
    BundleMoves,
    BundlePosition,
    BundleWidget,
    CatalogContract,
    ContractColumn,
    Limits,
    Origin,
    ResultColumn,
    Statement,
    Variant,
    Wire,
)
from schemas.publication import Publication, TenantFacts

WHERE = Origin(file="tenants/acme/dashboards/sales.yaml", line=7)
THAI = "ยอดขายรายเดือน"


def tenant_facts(slug: str = "acme", *, dashboard_limit: int = 5, active: bool = True) -> TenantFacts:
    """A tenant with a basic license."""
    return TenantFacts(slug, "บริษัท Acme", "basic", dashboard_limit, active)


def publication(
    facts: TenantFacts | None = None,
    *,
    dashboards: Sequence[str] = ("sales",),
    title: str = "Sales",
    commit: str = "c0ffee",
    former: Mapping[str, Sequence[str]] | None = None,
) -> Publication:
    """A bundle with one widget a dashboard. `title` changes the content, `commit` does not; `former` are old slugs."""
    facts = facts or tenant_facts()
    statement, catalog = _statement(), _catalog()
    pages = [_renamed(_dashboard(slug, title, statement), (former or {}).get(slug)) for slug in dashboards]
    objects: list[Wire] = [*pages, statement, catalog]
    manifest = Manifest(
        format=FORMAT,
        tenant=facts.slug,
        name=facts.name,
        locale="th-TH",
        timezone="Asia/Bangkok",
        engine=EngineTarget(name="duckdb"),
        compiler="0.1.0",
        commit=commit,
        dashboards=[
            DashboardEntry(slug=page.slug, title=page.title, sha256=page.object_name()) for page in pages
        ],
        catalog=catalog.object_name(),
        objects=sorted((_entry(item) for item in objects), key=lambda entry: entry.sha256),
    )
    return Publication(facts, manifest.to_bytes(), {item.object_name(): item.to_bytes() for item in objects})


def _entry(item: Wire) -> ObjectEntry:
    kinds: dict[type[Wire], ObjectKind] = {
        BundleDashboard: "dashboard",
        Statement: "statement",
        CatalogContract: "catalog",
    }
    return ObjectEntry(kind=kinds[type(item)], sha256=item.object_name(), length=len(item.to_bytes()))


def _dashboard(slug: str, title: str, statement: Statement) -> BundleDashboard:
    widget = BundleWidget(
        id="revenue",
        type="table",
        title={"en": title, "th": THAI},
        position=BundlePosition(x=0, y=0, width=6, height=4),
        encoding={},
        format={},
        variants=[Variant(when_empty=[], statement=statement.object_name())],
        origin=WHERE,
    )
    return BundleDashboard(
        slug=slug, title={"en": title, "th": THAI}, parameters=[], widgets=[widget], origin=WHERE
    )


def _renamed(page: BundleDashboard, former: Sequence[str] | None) -> BundleDashboard:
    if former is None:
        return page
    return page.model_copy(update={"moved": BundleMoves(slugs=list(former), widgets={}, parameters={})})


def _statement() -> Statement:
    return Statement(
        sql='SELECT 1 AS "one"',
        parameters=[],
        columns=[ResultColumn(name="one", type="INTEGER", nullable=False)],
        limits=Limits(rows=10, timeout_ms=1000),
        refresh_seconds=60,
        tables=[],
        origin=WHERE,
    )


def _catalog() -> CatalogContract:
    return CatalogContract(tables={"sales.orders": {"id": ContractColumn(type="INTEGER", nullable=False)}})
