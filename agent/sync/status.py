"""How syncing stands: request, download and activation kept apart, so that one does not hide another.

A success of a step clears that step's failure; a refused bundle stays named until another is activated, beside
what is running.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from agent.faults import SiteFault
from schemas.sync import Refusal

StepName = Literal["request", "download", "activation"]


@dataclass(frozen=True)
class Failure:
    """What went wrong last, and since when."""

    code: str
    message: str
    at: datetime


@dataclass(frozen=True)
class Step:
    """One step's newest success and, unless that is newer, its failure."""

    last_success_at: datetime | None = None
    failure: Failure | None = None


@dataclass(frozen=True)
class SyncSnapshot:
    """The state of all steps at one moment."""

    request: Step = Step()
    download: Step = Step()
    activation: Step = Step()
    refused: Refusal | None = None

    @property
    def status(self) -> Literal["ok", "failing", "never"]:
        """`failing` while the newest request or download failed; a refusal is no failure of syncing."""
        if self.request.failure or self.download.failure:
            return "failing"
        return "ok" if self.request.last_success_at else "never"

    @property
    def last_error(self) -> Failure | None:
        """The failure that the page shows."""
        return self.request.failure or self.download.failure or self.activation.failure


class SyncStatus:
    """Holds the snapshot; written by the sync thread, read by the API."""

    def __init__(self) -> None:
        self._now = SyncSnapshot()
        self._lock = threading.Lock()

    def now(self) -> SyncSnapshot:
        """The snapshot."""
        return self._now

    def succeeded(self, step: StepName, at: datetime) -> None:
        """Notes a success, which ends the step's failure."""
        self._put(step, Step(last_success_at=at))

    def failed(self, step: StepName, fault: SiteFault, at: datetime) -> None:
        """Notes a failure; when the step last succeeded stays known."""
        before: Step = getattr(self._now, step)
        self._put(step, replace(before, failure=Failure(fault.code.id, fault.message, at)))

    def refused(self, refusal: Refusal | None) -> None:
        """Notes the bundle that the site will not run, or that there is none."""
        with self._lock:
            self._now = replace(self._now, refused=refusal)

    def _put(self, name: StepName, step: Step) -> None:
        with self._lock:
            match name:
                case "request":
                    self._now = replace(self._now, request=step)
                case "download":
                    self._now = replace(self._now, download=step)
                case "activation":
                    self._now = replace(self._now, activation=step)
