"""The agent put together: what lies on disk is served first, then the control plane is asked.

This is the one module that knows all parts; every part gets what it needs passed in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random

import structlog
from starlette.applications import Starlette

from agent.api.app import create_app
from agent.control_plane import ControlPlane, Source
from agent.execute.database import Database, EngineMaker, engine_maker
from agent.execute.guard import Access
from agent.execute.served import CurrentBundle, ServedBundle, served
from agent.execute.service import AnswerService
from agent.faults import SiteFault
from agent.preflight import fingerprint, preflight
from agent.settings import Settings
from agent.sync.activation import BundleState
from agent.sync.arrivals import Arrivals
from agent.sync.downloader import Downloader
from agent.sync.intake import Intake
from agent.sync.loop import SyncLoop
from agent.sync.offline import BundleDirectory
from agent.sync.state_directory import StateLock, agent_id, read_root
from agent.sync.status import SyncStatus
from agent.sync.syncer import Syncer
from agent.trust.metadata import TrustedMetadata
from schemas import site_codes
from schemas.bundle.verify import VerifiedBundle

FINGERPRINT_SECONDS = 30.0

_log = structlog.get_logger("agent.site")


class Site:
    """Everything that runs at one site. `clock` gives the time with its zone."""

    def __init__(
        self, settings: Settings, clock: Callable[[], datetime], *, make_engine: EngineMaker | None = None
    ) -> None:
        limits = settings.site.limits
        self.settings = settings
        self.clock = clock
        self.root = read_root(settings.root)
        self.lock = StateLock(settings.tenant_dir)
        self.state = BundleState(settings.tenant_dir, tenant=settings.tenant, root=self.root)
        self.current = CurrentBundle()
        self.status = SyncStatus()
        self.database = Database(
            make_engine or engine_maker(settings), connections=limits.connections, waiting=limits.waiting
        )
        self._fingerprint: tuple[str, str] | None = None
        schemas = settings.site.access.schemas
        self._access = Access(None if schemas is None else frozenset(name.lower() for name in schemas))

    def serve_stored(self) -> ServedBundle | None:
        """Serves the last good bundle on disk, verified anew; the network is not needed for it."""
        self.status.refused(self.state.refusal())
        loaded, pointer = self.state.load(), self.state.pointer()
        if pointer is not None and (loaded is None or loaded.slot.version < pointer.high_water):
            self.status.failed("activation", _damaged(pointer.high_water), self.clock())
        if loaded is None:
            return None
        try:
            bundle = self._served(loaded.bundle, loaded.slot.version, loaded.slot.activated_at)
        except SiteFault as fault:
            # Such as a site file that allows less than it did: better no page than one wider than allowed.
            _log.error("the stored bundle is not served", code=fault.code.id, reason=fault.message)
            self.status.failed("activation", fault, self.clock())
            return None
        self.current.switch(bundle)
        return bundle

    def admit(self, bundle: VerifiedBundle, version: int, activated_at: datetime) -> ServedBundle:
        """Guard and preflight. Raises SiteFault."""
        candidate = self._served(bundle, version, activated_at)
        pool = self.database.any_pool(bundle.manifest.timezone)
        preflight(candidate, pool, lanes=max(1, self.settings.site.limits.connections // 2))
        return candidate

    def catalog_fingerprint(self) -> str | None:
        """Of the tables that the served bundle reads, found once for each bundle; None while that cannot be told."""
        now = self.current.now()
        if now is None:
            return None
        name = now.bundle.manifest_digest
        if self._fingerprint is None or self._fingerprint[0] != name:
            pool = self.database.pool(now.bundle.manifest.timezone)
            job = pool.submit(
                lambda session: fingerprint(now.bundle.catalog, session.list_columns()),
                timeout_seconds=FINGERPRINT_SECONDS,
            )
            try:
                self._fingerprint = name, job.future.result()
            except SiteFault as fault:
                _log.info("catalog not read", code=fault.code.id)
                return None
        return self._fingerprint[1]

    def app(self) -> Starlette:
        """The HTTP application."""
        answers = AnswerService(self.database, self.settings.site.limits)
        return create_app(self.settings, self.current, self.status, answers, self.clock)

    def intake(self, source: Source) -> Intake:
        """Takes bundles in from the control plane or from a directory."""
        tenant, state = self.settings.tenant, self.state
        return Intake(
            TrustedMetadata(source, tenant=tenant, root=self.root, directory=state.metadata_directory),
            Downloader(source, state.store, tenant=tenant, bundle_bytes=self.settings.site.sync.bundle_bytes),
            state,
            self.current,
            self.status,
            admission=self.admit,
            clock=self.clock,
        )

    def syncer(self) -> Syncer:
        """Rounds of syncing with the control plane. Raises SiteFault when none is set."""
        control_plane = ControlPlane(self.settings)
        return Syncer(
            control_plane,
            self.intake(control_plane),
            self.status,
            fingerprint=self.catalog_fingerprint,
            limits=self.settings.site.sync,
            tenant=self.settings.tenant,
            agent_id=agent_id(self.settings.tenant_dir),
            clock=self.clock,
        )

    def loop(self) -> SyncLoop:
        """Syncing with the control plane without end."""
        return SyncLoop(self.syncer(), self.settings.site.sync, Random())  # noqa: S311  # jitter, no secret

    def arrivals(self, directory: Path) -> Arrivals:
        """Taking in without end what is put into a directory."""
        intake = self.intake(BundleDirectory(directory))
        seconds = self.settings.site.sync.total_timeout_seconds
        return Arrivals(directory, intake, self.status, take_seconds=seconds, clock=self.clock)

    def close(self) -> None:
        """Ends database work and lets another process have the state directory."""
        self.database.close()
        self.lock.release()

    def _served(self, bundle: VerifiedBundle, version: int, activated_at: datetime) -> ServedBundle:
        return served(
            bundle,
            version=version,
            activated_at=activated_at,
            engine=self.settings.engine,
            access=self._access,
        )


def _damaged(version: int) -> SiteFault:
    return SiteFault(
        site_codes.STATE_DAMAGED,
        f"version {version} is damaged on this machine's disk",
        "It is fetched again by itself; check the disk.",
    )
