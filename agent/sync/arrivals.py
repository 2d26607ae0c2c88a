"""The thread that takes in bundles which are put into a directory, for a site without a network and for previews.

A bundle has arrived when `metadata/timestamp.json` is another than before: whoever fills the directory writes that file
last. Everything else is as with the control plane: the same verifier, the same preflight.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog

from agent.control_plane import Deadline
from agent.faults import SiteFault
from agent.sync.intake import Intake
from agent.sync.status import SyncStatus
from schemas import site_codes

LOOK_SECONDS = 0.2
"""How often the directory is looked at; one question to the file system."""

_log = structlog.get_logger("agent.sync")


class Arrivals:
    """Watches a directory for as long as the agent runs; a bundle that is refused is not tried again."""

    def __init__(
        self,
        directory: Path,
        intake: Intake,
        status: SyncStatus,
        *,
        take_seconds: float,
        clock: Callable[[], datetime],
    ) -> None:
        self._newest = directory / "metadata" / "timestamp.json"
        self._intake = intake
        self._status = status
        self._take_seconds = take_seconds
        self._clock = clock
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="arrivals", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the bundle under way, if there is one."""
        self._stop.set()

    def _run(self) -> None:
        seen: tuple[int, int] | None = None
        while not self._stop.wait(LOOK_SECONDS):
            found = self._looked()
            if found is not None and found != seen and self._taken():
                seen = found

    def _looked(self) -> tuple[int, int] | None:
        try:
            stat = self._newest.stat()
        except OSError:  # nothing has arrived yet, or it is being replaced
            return None
        return stat.st_mtime_ns, stat.st_size

    def _taken(self) -> bool:
        """Whether what has arrived needs no second look."""
        try:
            self._intake.take(Deadline.after(self._take_seconds))
        except SiteFault as fault:
            if fault.code == site_codes.METADATA_UNTRUSTED:
                return True  # nothing new, or nothing that will ever be trusted
            _log.warning("arrived bundle not taken", code=fault.code.id, reason=fault.message)
            return False
        except Exception:  # noqa: BLE001
            # The thread's edge: whatever it was, the site goes on serving and the next arrival is looked at.
            _log.exception("taking an arrived bundle failed unexpectedly")
            return True
        self._status.succeeded("request", self._clock())
        return True
