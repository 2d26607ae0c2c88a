"""One round of syncing: say how the site stands, hear what is offered, fetch it, let it in, serve it.

A fault of the network is tried again by the loop; a bundle that the site will not run is refused once, remembered by
digest, reported upstream, and not fetched again until another is offered.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog

from agent import AGENT_VERSION
from agent.control_plane import ControlPlane, Deadline
from agent.execute.served import CurrentBundle, ServedBundle
from agent.faults import SiteFault
from agent.preflight import TRANSIENT
from agent.settings import SyncSettings
from agent.sync.activation import BundleState
from agent.sync.downloader import Downloaded, Downloader, MalformedBundle
from agent.sync.status import SyncStatus
from agent.trust.metadata import TrustedMetadata, TrustedTargets
from schemas import site_codes
from schemas.bundle.manifest import READABLE_FORMATS
from schemas.bundle.verify import VerifiedBundle
from schemas.sync import ActiveBundle, Refusal, SyncRequest, SyncResponse

MAX_REASON = 500
_log = structlog.get_logger("agent.sync")


class Admission(Protocol):
    """Decides whether a bundle may be served: guard and preflight."""

    def __call__(self, bundle: VerifiedBundle, version: int, activated_at: datetime) -> ServedBundle:
        """The bundle, ready to serve. Raises SiteFault."""


class Syncer:
    """Does rounds for one site; used by one thread."""

    def __init__(
        self,
        control_plane: ControlPlane,
        trust: TrustedMetadata,
        state: BundleState,
        current: CurrentBundle,
        status: SyncStatus,
        *,
        admission: Admission,
        limits: SyncSettings,
        tenant: str,
        agent_id: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._control_plane = control_plane
        self._trust = trust
        self._state = state
        self._current = current
        self._status = status
        self._admission = admission
        self._limits = limits
        self._tenant = tenant
        self._agent_id = agent_id
        self._clock = clock
        self._downloader = Downloader(
            control_plane, state.store, tenant=tenant, bundle_bytes=limits.bundle_bytes
        )
        self._refreshed: float | None = None
        self._last_duration: int | None = None

    def round(self, *, wait_seconds: int) -> int:
        """One round; seconds until the next. Raises SiteFault when it is to be tried again."""
        response = self._ask(wait_seconds)
        began = time.monotonic()
        if not self._offers_something_new(response.offer):
            if response.offer is not None and self._metadata_is_due():
                self._refresh(Deadline.after(self._limits.total_timeout_seconds))
            return response.next_poll_seconds
        try:
            downloaded = self._download(Deadline.after(self._limits.total_timeout_seconds))
            if downloaded is not None:
                self._activate(downloaded)
        finally:
            self._last_duration = round((time.monotonic() - began) * 1000)
        return 0  # at once, so that the operator sees what became of it

    def _ask(self, wait_seconds: int) -> SyncResponse:
        try:
            response = self._control_plane.sync(self._request(), wait_seconds=wait_seconds)
            check_tenant(response, self._tenant)
        except SiteFault as fault:
            self._status.failed("request", fault, self._clock())
            raise
        self._status.succeeded("request", self._clock())
        return response

    def _request(self) -> SyncRequest:
        return SyncRequest(
            agent_id=self._agent_id,
            agent_version=AGENT_VERSION,
            formats=list(READABLE_FORMATS),
            active=self._active(),
            refusal=self._status.now().refused,
            duration_ms=self._last_duration,
        )

    def _active(self) -> ActiveBundle | None:
        bundle = self._current.now()
        if bundle is None:
            return None
        return ActiveBundle(version=bundle.version, digest=bundle.bundle.manifest_digest)

    def _offers_something_new(self, offer: ActiveBundle | None) -> bool:
        """An empty answer is no order to stop serving; a refused bundle is not fetched again."""
        if offer is None or offer == self._active():
            return False
        refused = self._status.now().refused
        return refused is None or (refused.version, refused.digest) != (offer.version, offer.digest)

    def _metadata_is_due(self) -> bool:
        """Signed metadata is looked at now and then although nothing is offered: only that shows a freeze."""
        due = self._limits.refresh_metadata_seconds
        return self._refreshed is None or time.monotonic() - self._refreshed > due

    def _refresh(self, deadline: Deadline) -> TrustedTargets:
        try:
            targets = self._trust.refresh(deadline)
        except SiteFault as fault:
            self._status.failed("download", fault, self._clock())
            raise
        self._refreshed = time.monotonic()
        self._status.succeeded("download", self._clock())
        return targets

    def _download(self, deadline: Deadline) -> Downloaded | None:
        """The newest bundle; None when it is the one that is served, or one that is refused."""
        targets = self._refresh(deadline)
        newest = ActiveBundle(version=targets.version, digest=targets.manifest_digest)
        if not self._offers_something_new(newest):
            return None
        try:
            downloaded = self._downloader.fetch(targets, deadline)
        except MalformedBundle as fault:
            self._refuse(targets, fault)
            return None
        except SiteFault as fault:
            self._status.failed("download", fault, self._clock())
            raise
        self._status.succeeded("download", self._clock())
        return downloaded

    def _activate(self, downloaded: Downloaded) -> None:
        """Admits and switches; a bundle that the site will not run is refused for good."""
        targets, now = downloaded.targets, self._clock()
        try:
            bundle = self._admission(downloaded.bundle, targets.version, now)
        except SiteFault as fault:
            self._status.failed("activation", fault, now)
            if fault.code in TRANSIENT:
                raise
            self._refuse(targets, fault)
            return
        try:
            self._state.activate(targets.version, targets.data, downloaded.bundle, now)
            self._remember(None)
        except SiteFault as fault:
            self._status.failed("activation", fault, now)
            raise
        self._current.switch(bundle)
        self._status.succeeded("activation", now)
        _log.info("bundle active", version=targets.version, digest=targets.manifest_digest)

    def _refuse(self, targets: TrustedTargets, fault: SiteFault) -> None:
        _log.warning("bundle refused", version=targets.version, code=fault.code.id, reason=fault.message)
        self._remember(
            Refusal(
                version=targets.version,
                digest=targets.manifest_digest,
                code=fault.code.id,
                reason=fault.message[:MAX_REASON],
            )
        )

    def _remember(self, refusal: Refusal | None) -> None:
        self._state.refuse(refusal)
        self._status.refused(refusal)


def check_tenant(response: SyncResponse, tenant: str) -> None:
    """Passes an answer for our tenant. Raises SiteFault (DW916)."""
    if response.tenant != tenant:
        raise SiteFault(
            site_codes.OTHER_TENANT,
            f"the API key belongs to tenant {response.tenant!r}, this site is {tenant!r}",
            "Correct DASHWRIGHT_TENANT or DASHWRIGHT_API_KEY.",
        )
