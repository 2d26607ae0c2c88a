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
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.translated import TranslatedTenant
from compiler.memory import Memory
from compiler.preview.claims import preview_claims
from compiler.preview.database import write_database
from compiler.preview.feed import Feed
from compiler.preview.page import Preview, preview_of
from compiler.preview.sample_rows import sample_fixture
from compiler.preview.site import PreviewSite
from compiler.stages.assemble import Assembler
from compiler.version import version
from compiler.workspace import Workspace

COMMIT = "working-tree"


class NothingToShow(Exception):
    """The tenant cannot be read, and there is nothing from before to show in its place."""


@dataclass(frozen=True)
class Shown:
    """What a look at the files led to: the version at the site, widgets that show a fault, all faults, new rows or not."""

    version: int
    broken: int
    faults: Sequence[Diagnostic]
    rows_made: bool


class Following:
    """Shows one tenant of a workspace at a site of its own, below `folder`."""

    def __init__(self, workspace: Workspace, tenant: str, folder: Path, port: int) -> None:
        self.workspace = workspace
        self._tenant = tenant
        self._folder = folder
        now = datetime.now(UTC)
        self._feed = Feed(folder / "bundles", folder / "keys", now)
        self.site = PreviewSite(folder, self._feed, tenant, port)
        self._memory = Memory()
        self._preview: Preview | None = None
        self._rows_of: CatalogSchema | None = None
        self._literals: dict[str, list[str | int | Decimal]] = {}
        self._databases = 0

    def look(self) -> Shown:
        """Brings the site to the files as they stand. Raises NothingToShow, SiteFailed."""
        compilation = self.workspace.compilation
        steps = self._memory.steps()
        preview = preview_of(self.workspace.forms, compilation, self._tenant, steps.translate, self._preview)
        if preview is None:
            raise NothingToShow(self._tenant)
        self._preview = preview
        bundle = Assembler(COMMIT, version()).bundle(preview.tenant)
        made = self._new_rows(preview.tenant)
        number = self._feed.put(bundle, datetime.now(UTC))
        if made is not None:
            self.site.start(*made)
        self.site.check()
        return Shown(number, preview.broken, compilation.diagnostics, made is not None)

    def _new_rows(
        self, tenant: TranslatedTenant
    ) -> tuple[Path, dict[str, str | int | list[str | int]]] | None:
        """A database and claims, when the catalog or what queries compare with is another than the rows were made for."""
        schema = tenant.schema
        if schema is None or (not self._learnt(tenant) and schema == self._rows_of):
            return None
        self._rows_of = schema
        resolved = tenant.rendered.resolved
        zone = ZoneInfo(resolved.tenant.timezone)
        fixture = sample_fixture(schema, self._literals, datetime.now(zone))
        self._databases += 1
        database = self._folder / f"rows-{self._databases}.duckdb"
        write_database(database, fixture)
        return database, preview_claims(resolved.tenant.row_filters, fixture)

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
