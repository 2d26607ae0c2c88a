"""A customer's site for the agent's tests: a small DuckDB database, bundles over it, settings, a running agent."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import uvicorn

from agent.settings import Settings, SiteFile
from agent.site import Site
from schemas.bundle.manifest import FORMAT, DashboardEntry, EngineTarget, Manifest, ObjectEntry, ObjectKind
from schemas.bundle.objects import (
    BundleDashboard,
    BundleMoves,
    BundleOption,
    BundleParameter,
    BundlePosition,
    BundleRange,
    BundleWidget,
    CatalogContract,
    ContractColumn,
    Limits,
    Origin,
    ParameterSource,
    ResultColumn,
    Statement,
    StatementParameter,
    Variant,
    Wire,
)
from schemas.publication import Publication, TenantFacts

NOW = datetime(2026, 3, 15, 12, 30, 45, tzinfo=UTC)
WHERE = Origin(file="tenants/acme/dashboards/sales.yaml", line=7)
KINDS: dict[type[Wire], ObjectKind] = {
    BundleDashboard: "dashboard",
    Statement: "statement",
    CatalogContract: "catalog",
}


def make_database(path: Path) -> Path:
    """`sales.orders` with six orders of three regions, in a DuckDB file."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE SCHEMA sales")
        connection.execute(
            "CREATE TABLE sales.orders (id BIGINT NOT NULL, region VARCHAR, ordered_on DATE, amount DECIMAL(15, 2))"
        )
        connection.execute(
            """
            INSERT INTO sales.orders VALUES
            (1, 'ASIA', '2026-01-05', 10.50), (2, 'ASIA', '2026-02-05', 20.25), (3, 'EUROPE', '2026-02-10', 5.00),
            (4, 'ไทย', '2026-03-01', 7.75), (5, 'EUROPE', '2025-01-01', 100.00), (9007199254740993, NULL, NULL, NULL)
            """
        )
    return path


def statement(
    sql: str,
    columns: dict[str, str],
    parameters: Sequence[StatementParameter] = (),
    *,
    rows: int = 1000,
    timeout_ms: int = 10_000,
    refresh_seconds: int = 300,
    tables: Sequence[str] = ("sales.orders",),
) -> Statement:
    """A statement of a few words; `columns`: name to type."""
    return Statement(
        sql=sql,
        parameters=list(parameters),
        columns=[ResultColumn(name=name, type=kind, nullable=True) for name, kind in columns.items()],
        limits=Limits(rows=rows, timeout_ms=timeout_ms),
        refresh_seconds=refresh_seconds,
        tables=list(tables),
        origin=WHERE,
    )


def chosen(
    name: str, kind: str, parameter: str, part: Any = None, *, many: bool = False
) -> StatementParameter:
    """A statement's parameter that carries the viewer's choice."""
    source = ParameterSource(kind="parameter", name=parameter, part=part)
    return StatementParameter(name=name, type=kind, many=many, source=source)


def parameter(name: str, kind: Any = "text", **words: Any) -> BundleParameter:
    """A dashboard's parameter."""
    return BundleParameter.model_validate(
        {"id": name, "type": kind, "label": {"*": name}, "many": False, "empty": "refuse", **words}
    )


def widget(widget_id: str, variants: dict[tuple[str, ...], Statement], kind: Any = "table") -> BundleWidget:
    """A widget whose statement depends on which parameters are empty."""
    return BundleWidget(
        id=widget_id,
        type=kind,
        title={"en": widget_id, "th": "ยอดขาย"},
        position=BundlePosition(x=0, y=0, width=6, height=4),
        text={"en": "words"} if kind == "text" else None,
        encoding={},
        format={},
        variants=[
            Variant(when_empty=list(empty), statement=item.object_name()) for empty, item in variants.items()
        ],
        origin=WHERE,
    )


def publication(
    widgets: Sequence[BundleWidget],
    statements: Sequence[Statement],
    parameters: Sequence[BundleParameter] = (),
    *,
    tenant: str = "acme",
    engine: Any = "duckdb",
    title: str = "Sales",
) -> Publication:
    """A bundle of one dashboard, `sales`, which was called `turnover` before."""
    catalog = CatalogContract(tables={"sales.orders": {"id": ContractColumn(type="BIGINT", nullable=False)}})
    page = BundleDashboard(
        slug="sales",
        title={"en": title},
        parameters=list(parameters),
        widgets=list(widgets),
        moved=BundleMoves(slugs=["turnover"], widgets={}, parameters={}),
        row_filters={"main.orders": ["amount > 0"]},
        origin=WHERE,
    )
    objects: dict[str, Wire] = {item.object_name(): item for item in (page, catalog, *statements)}
    manifest = Manifest(
        format=FORMAT,
        tenant=tenant,
        name="บริษัท Acme",
        locale="th-TH",
        timezone="Asia/Bangkok",
        engine=EngineTarget(name=engine, version=None if engine == "duckdb" else "2019"),
        compiler="0.1.0",
        commit="c0ffee",
        dashboards=[DashboardEntry(slug="sales", title=page.title, sha256=page.object_name())],
        catalog=catalog.object_name(),
        objects=[
            ObjectEntry(kind=KINDS[type(item)], sha256=name, length=len(item.to_bytes()))
            for name, item in sorted(objects.items())
        ],
    )
    facts = TenantFacts(tenant, manifest.name, "basic", 5, active=True)
    return Publication(facts, manifest.to_bytes(), {name: item.to_bytes() for name, item in objects.items()})


def sales_publication(title: str = "Sales", tenant: str = "acme") -> Publication:
    """The dashboard of most tests: rows by region in a period, a count, some text; `title` changes the content."""
    period = [
        chosen("period_start", "DATE", "period", "start"),
        chosen("period_end", "DATE", "period", "end"),
    ]
    columns = {"region": "VARCHAR", "amount": "DECIMAL(38,2)"}
    everywhere = statement(
        'SELECT "region", SUM("amount") AS "amount" FROM "sales"."orders" '
        'WHERE "ordered_on" >= $period_start AND "ordered_on" < $period_end GROUP BY "region" ORDER BY "region"',
        columns,
        period,
    )
    somewhere = statement(
        'SELECT "region", SUM("amount") AS "amount" FROM "sales"."orders" '
        'WHERE "ordered_on" >= $period_start AND "ordered_on" < $period_end '
        'AND "region" IN (SELECT UNNEST(CAST($regions AS TEXT[]))) GROUP BY "region" ORDER BY "region"',
        columns,
        [*period, chosen("regions", "VARCHAR", "regions", many=True)],
    )
    count = statement('SELECT COUNT(*) AS "orders" FROM "sales"."orders"', {"orders": "BIGINT"})
    regions = statement(
        'SELECT DISTINCT "region" FROM "sales"."orders" ORDER BY "region"', {"region": "VARCHAR"}
    )
    parameters = [
        parameter("period", "date_range", default=BundleRange(named="last_12_months")),
        parameter("regions", many=True, empty="all", option_statement=regions.object_name()),
        parameter(
            "size",
            empty="none",
            options=[
                BundleOption(value="big", label={"en": "Big", "th": "ใหญ่"}),
                BundleOption(value="small"),
            ],
        ),
    ]
    widgets = [
        widget("revenue", {("regions",): everywhere, (): somewhere}),
        widget("orders", {(): count}, "metric"),
        widget("words", {}, "text"),
    ]
    return publication(
        widgets, [everywhere, somewhere, count, regions], parameters, title=title, tenant=tenant
    )


@dataclass(frozen=True)
class SitePlace:
    """Where a test's site lies."""

    directory: Path
    root: bytes

    def settings(self, **changes: Any) -> Settings:
        """Settings of tenant acme on a DuckDB file; `site` is the site file as a mapping."""
        (self.directory / "root.json").write_bytes(self.root)
        database = self.directory / "site.duckdb"
        if not database.exists():
            make_database(database)
        values = {
            "DASHWRIGHT_TENANT": "acme",
            "DASHWRIGHT_ENGINE": "duckdb",
            "DASHWRIGHT_CONNECTION": str(database),
            "DASHWRIGHT_STATE_DIR": str(self.directory / "state"),
            "DASHWRIGHT_ROOT": str(self.directory / "root.json"),
            **{name: value for name, value in changes.items() if name != "site"},
        }
        return Settings.model_validate({**values, "site": SiteFile.model_validate(changes.get("site", {}))})


@contextmanager
def serving(site: Site) -> Iterator[str]:
    """The site's page on a port of this machine; its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(site.app(), log_level="warning", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until = time.monotonic() + 10
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)
