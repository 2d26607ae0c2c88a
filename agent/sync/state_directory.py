"""The state directory as a whole: one process at a time, the installation's name, and the root that it is anchored in."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from uuid import uuid4

from agent.faults import SiteFault
from agent.sync.activation import state_fault
from agent.sync.durable import write_durably
from agent.trust.stored import trusted_roots
from schemas import site_codes
from schemas.errors import ContractError


class StateLock:
    """One process per state directory; the system frees the lock when the process ends, however it ends."""

    def __init__(self, directory: Path) -> None:
        try:
            directory.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(directory / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise state_fault(error) from error
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._handle)
            raise SiteFault(
                site_codes.STATE_IN_USE,
                f"another agent is running on {directory}",
                "Stop it first, or give this one a DASHWRIGHT_STATE_DIR of its own.",
            ) from error

    def release(self) -> None:
        """Lets another process in."""
        os.close(self._handle)


def read_root(path: Path) -> bytes:
    """The pinned root, signed by its own threshold. Raises SiteFault before any request is sent."""
    try:
        data = path.read_bytes()
        trusted_roots(data, Path("/nonexistent"))
    except (OSError, ContractError) as error:
        raise SiteFault(
            site_codes.SETTINGS,
            f"DASHWRIGHT_ROOT: {path}: {error}",
            "Put the root.json there that the vendor gave you, unchanged.",
        ) from error
    return data


def agent_id(directory: Path) -> str:
    """The name of this installation for the control plane, made once and kept."""
    path = directory / "agent-id"
    try:
        if path.exists():
            return path.read_text(encoding="ascii").strip()
        made = str(uuid4())
        write_durably(path, made.encode())
    except OSError as error:
        raise state_fault(error) from error
    return made
