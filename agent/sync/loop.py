"""The thread that syncs for as long as the agent runs."""

from __future__ import annotations

import threading
from random import Random

import structlog

from agent.control_plane import ControlPlaneFault
from agent.faults import SiteFault
from agent.settings import SyncSettings
from agent.sync.backoff import pause_after_failure, pause_after_success
from agent.sync.syncer import Syncer

_log = structlog.get_logger("agent.sync")


class SyncLoop:
    """Rounds without end: what fails is tried again, later and later; one success makes it prompt again."""

    def __init__(self, syncer: Syncer, limits: SyncSettings, random: Random) -> None:
        self._syncer = syncer
        self._limits = limits
        self._random = random
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the pauses; a long poll under way is left to the end of the process."""
        self._stop.set()

    def _run(self) -> None:
        failures = 0
        while not self._stop.is_set():
            retry_after = None
            try:
                seconds = self._syncer.round(wait_seconds=self._limits.wait_seconds)
            except SiteFault as fault:
                failures += 1
                retry_after = fault.retry_after if isinstance(fault, ControlPlaneFault) else None
                _log.warning("sync failed", code=fault.code.id, reason=fault.message, failures=failures)
            except Exception:  # noqa: BLE001
                # The thread's edge: whatever it was, the site goes on serving and syncing is tried again.
                failures += 1
                _log.exception("sync failed unexpectedly", failures=failures)
            else:
                failures = 0
                self._stop.wait(pause_after_success(seconds, self._random))
                continue
            self._stop.wait(
                pause_after_failure(failures, self._limits, self._random, retry_after=retry_after)
            )
