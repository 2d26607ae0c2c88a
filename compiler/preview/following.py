"""A preview that follows the files: each state of them becomes a version at the site, and rows when the catalog changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from compiler.catalogs.schema import CatalogSchema
from compiler.conformance.author_query import literals_of
from compiler.conformance.fixtures import BadFixture, Fixture, read_fixture
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.translated import TranslatedTenant
from compiler.memory import Memory
from compiler.preview.claims import Claim, preview_claims
from compiler.preview.database import write_database
from compiler.preview.feed import Feed
from compiler.preview.page import Preview, preview_of
from compiler.preview.sample_rows import sample_fixture
from compiler.preview.site import PreviewSite
from compiler.stages.assemble import assemble
from compiler.stages.bundle import bundle_of
from compiler.version import version
from compiler.workspace import Workspace

COMMIT = "working-tree"


class NothingToShow(Exception):
    """The tenant cannot be read, and there is nothing from before to show in its place; or a test that is not there."""


@dataclass(frozen=True)
class Shown:
    """What a look at the files led to: the version at the site, widgets that show a fault, all faults, new rows or not."""

    version: int
    broken: int
    faults: Sequence[Diagnostic]
    rows_made: bool


class Following:
    """Shows one tenant of a workspace at a site of its own, below `folder`: on made-up rows, or on those of a test."""

    def __init__(
        self, workspace: Workspace, tenant: str, folder: Path, port: int, test: str | None = None
    ) -> None:
        self.workspace = workspace
        self._tenant = tenant
        self._test = test
        self._folder = folder
        now = datetime.now(UTC)
        self._feed = Feed(folder / "bundles", folder / "keys", now)
        self.site = PreviewSite(folder, self._feed, tenant, port)
        self._memory = Memory()
        self._preview: Preview | None = None
        self._fixture: Fixture | None = None
        self._rows_of: CatalogSchema | None = None
        self._literals: dict[str, list[str | int | Decimal]] = {}
        self._databases = 0

    def look(self) -> Shown:
        """Brings the site to the files as they stand. Raises NothingToShow, SiteFailed."""
        compilation = self.workspace.compilation
        steps = self._memory.steps()
        preview = preview_of(self.workspace.forms, compilation, self._tenant, steps.translate, self._preview)
        if preview is None:
            raise NothingToShow(f"{self._tenant} cannot be read; its faults are above")
        self._preview = preview
        bundle = bundle_of(assemble((preview.tenant,))[0], COMMIT, version())
        made = self._new_rows(preview.tenant)
        number = self._feed.put(bundle, datetime.now(UTC))
        if made is not None:
            self.site.start(*made)
        self.site.check()
        return Shown(number, preview.broken, compilation.diagnostics, made is not None)

    def _new_rows(self, tenant: TranslatedTenant) -> tuple[Path, dict[str, Claim]] | None:
        """A database and claims, when they would hold other rows than those that are shown."""
        schema = tenant.schema
        fixture = self._rows(tenant, schema) if schema is not None else None
        if fixture is None or fixture == self._fixture:
            return None
        self._fixture = fixture
        self._databases += 1
        database = self._folder / f"rows-{self._databases}.duckdb"
        write_database(database, fixture)
        resolved = tenant.rendered.resolved
        filters = [*resolved.tenant.row_filters]
        filters += [found for dashboard in resolved.dashboards for found in dashboard.model.row_filters]
        return database, preview_claims(filters, fixture)

    def _rows(self, tenant: TranslatedTenant, schema: CatalogSchema) -> Fixture | None:
        """The test's rows; or made-up ones, when the catalog or what queries compare with has changed. Raises NothingToShow."""
        zone = ZoneInfo(tenant.rendered.resolved.tenant.timezone)
        if self._test is not None:
            return _rows_of_test(tenant, schema, self._test, zone)
        if not self._learnt(tenant) and schema == self._rows_of:
            return None
        self._rows_of = schema
        return sample_fixture(schema, self._literals, datetime.now(zone))

    def _learnt(self, tenant: TranslatedTenant) -> bool:
        """Whether the queries compare a column with something that they did not compare it with before."""
        queries = [q.sql for d in tenant.dashboards for w in d.widgets if (q := w.query) is not None]
        dialect = tenant.rendered.resolved.tenant.datasource.dialect
        learnt = False
        for column, values in literals_of(queries, "duckdb" if dialect == "duckdb" else "postgres").items():
            known = self._literals.setdefault(column, [])
            new = [value for value in values if value not in known]
            known += new
            learnt = learnt or bool(new)
        return learnt


def _rows_of_test(tenant: TranslatedTenant, schema: CatalogSchema, name: str, zone: ZoneInfo) -> Fixture:
    tests = {t.name: t for d in tenant.dashboards for t in d.rendered.resolved.model.tests}
    if name not in tests:
        known = ", ".join(f"`{test}`" for test in tests) or "there are none"
        raise NothingToShow(f"no dashboard of this tenant has a test `{name}`; its tests: {known}")
    try:
        return read_fixture(schema, tests[name].rows, zone)
    except BadFixture as fault:
        raise NothingToShow(f"the rows of the test `{name}` do not fit the catalog: {fault}") from fault
