"""Taking a bundle in: refresh trust, download, admit, activate, serve. From the network or from a directory alike.

A bundle that the site will not run is refused once, remembered by version and digest, and not fetched again until
another is there; every other fault is raised, to be tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog

from agent.control_plane import Deadline
from agent.execute.served import CurrentBundle, ServedBundle
from agent.faults import SiteFault
from agent.preflight import TRANSIENT
from agent.sync.activation import BundleState, state_fault
from agent.sync.downloader import Downloaded, Downloader, MalformedBundle
from agent.sync.status import SyncStatus
from agent.trust.metadata import TrustedMetadata, TrustedTargets
from schemas import site_codes
from schemas.bundle.verify import VerifiedBundle
from schemas.sync import ActiveBundle, Refusal

MAX_REASON = 500
_log = structlog.get_logger("agent.sync")


class Admission(Protocol):
    """Decides whether a bundle may be served: guard and preflight."""

    def __call__(self, bundle: VerifiedBundle, version: int, activated_at: datetime) -> ServedBundle:
        """The bundle, ready to serve. Raises SiteFault."""


class Intake:
    """Takes bundles in for one site; used by one thread."""

    def __init__(
        self,
        trust: TrustedMetadata,
        downloader: Downloader,
        state: BundleState,
        current: CurrentBundle,
        status: SyncStatus,
        *,
        admission: Admission,
        clock: Callable[[], datetime],
    ) -> None:
        self._trust = trust
        self._downloader = downloader
        self._state = state
        self._current = current
        self._status = status
        self._admission = admission
        self._clock = clock

    def active(self) -> ActiveBundle | None:
        """What is served now."""
        bundle = self._current.now()
        if bundle is None:
            return None
        return ActiveBundle(version=bundle.version, digest=bundle.bundle.manifest_digest)

    def wants(self, offer: ActiveBundle | None) -> bool:
        """Whether an offer is neither what is served nor what was refused; nothing offered is no order to stop."""
        if offer is None or offer == self.active():
            return False
        refused = self._status.now().refused
        return refused is None or (refused.version, refused.digest) != (offer.version, offer.digest)

    def take(self, deadline: Deadline) -> None:
        """Brings the site to the newest trusted bundle, or refuses that. Raises SiteFault to be tried again.

        That there is nothing new is a fault too (DW914): it is asked for when something was offered.
        """
        targets = self.refresh(deadline)
        if not self.wants(ActiveBundle(version=targets.version, digest=targets.manifest_digest)):
            fault = _nothing_new(targets.version)
            self._status.failed("download", fault, self._clock())
            raise fault
        try:
            downloaded = self._downloader.fetch(targets, deadline)
        except MalformedBundle as fault:
            self._refuse(targets, fault)
            return
        except SiteFault as fault:
            self._status.failed("download", fault, self._clock())
            raise
        self._status.succeeded("download", self._clock())
        self._let_in(downloaded)

    def refresh(self, deadline: Deadline) -> TrustedTargets:
        """The newest trusted metadata. Raises SiteFault."""
        try:
            targets = self._refreshed(deadline)
        except SiteFault as fault:
            self._status.failed("download", fault, self._clock())
            raise
        self._status.succeeded("download", self._clock())
        return targets

    def _refreshed(self, deadline: Deadline) -> TrustedTargets:
        try:
            return self._trust.refresh(deadline)
        except OSError as error:  # what is trusted is written to the disk
            raise state_fault(error) from error

    def _let_in(self, downloaded: Downloaded) -> None:
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


def _nothing_new(version: int) -> SiteFault:
    return SiteFault(
        site_codes.METADATA_UNTRUSTED,
        f"a new bundle is offered, but the newest signed metadata is of version {version}, which the site knows",
        "It is tried again by itself; tell the vendor if it lasts.",
    )
