"""One round of syncing: say how the site stands, hear what is offered, take it in."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from agent import AGENT_VERSION
from agent.control_plane import ControlPlane, Deadline
from agent.faults import SiteFault
from agent.settings import SyncSettings
from agent.sync.intake import Intake
from agent.sync.status import SyncStatus
from schemas import site_codes
from schemas.bundle.manifest import READABLE_FORMATS
from schemas.sync import SyncRequest, SyncResponse


class Syncer:
    """Does rounds for one site; used by one thread."""

    def __init__(
        self,
        control_plane: ControlPlane,
        intake: Intake,
        status: SyncStatus,
        *,
        fingerprint: Callable[[], str | None],
        limits: SyncSettings,
        tenant: str,
        agent_id: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._control_plane = control_plane
        self._intake = intake
        self._status = status
        self._fingerprint = fingerprint
        self._limits = limits
        self._tenant = tenant
        self._agent_id = agent_id
        self._clock = clock
        self._refreshed: float | None = None
        self._last_duration: int | None = None

    def round(self, *, wait_seconds: int) -> int:
        """One round; seconds until the next. Raises SiteFault when it is to be tried again."""
        response = self._ask(wait_seconds)
        deadline = Deadline.after(self._limits.total_timeout_seconds)
        if not self._intake.wants(response.offer):
            if response.offer is not None and self._metadata_is_due():
                self._intake.refresh(deadline)
                self._refreshed = time.monotonic()
            return response.next_poll_seconds
        began = time.monotonic()
        try:
            self._intake.take(deadline)
        finally:
            self._last_duration = round((time.monotonic() - began) * 1000)
        self._refreshed = began
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
            active=self._intake.active(),
            refusal=self._status.now().refused,
            catalog_fingerprint=self._fingerprint(),
            duration_ms=self._last_duration,
        )

    def _metadata_is_due(self) -> bool:
        """Signed metadata is looked at now and then although nothing is offered: only that shows a freeze."""
        due = self._limits.refresh_metadata_seconds
        return self._refreshed is None or time.monotonic() - self._refreshed > due


def check_tenant(response: SyncResponse, tenant: str) -> None:
    """Passes an answer for our tenant. Raises SiteFault (DW916)."""
    if response.tenant != tenant:
        raise SiteFault(
            site_codes.OTHER_TENANT,
            f"the API key belongs to tenant {response.tenant!r}, this site is {tenant!r}",
            "Correct DASHWRIGHT_TENANT or DASHWRIGHT_API_KEY.",
        )
