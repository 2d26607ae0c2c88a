"""A bundle carried by hand: a directory that answers like the control plane, read by the same verifier.

`metadata/` holds the signed files under the names of the HTTP interface, `objects/` the manifest and the objects
by SHA-256. Symbolic links are not followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from agent.control_plane import ControlPlaneFault, Deadline
from schemas import site_codes

_NAME = re.compile(r"(?:[1-9][0-9]{0,9}\.)?(?:root|timestamp|snapshot|targets)\.json|[0-9a-f]{64}")


class BundleDirectory:
    """`source` for trust and download, in place of the control plane."""

    base_url = "file://bundle"

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def download(self, path: str, limit: int, deadline: Deadline) -> Iterator[bytes]:
        """The file for an address of the HTTP interface. Raises ControlPlaneFault, 404 when it is not there."""
        deadline.check()
        folder, name = path.split("/")[-2:]
        if folder not in {"metadata", "objects"} or not _NAME.fullmatch(name):
            raise _missing(name)
        try:
            handle = os.open(self._directory / folder / name, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError as error:
            raise _missing(name) from error
        with os.fdopen(handle, "rb") as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise ControlPlaneFault(
                site_codes.DOWNLOAD_LIMIT, f"{name[:20]} is larger than the {limit} bytes allowed"
            )
        yield data


def _missing(name: str) -> ControlPlaneFault:
    return ControlPlaneFault(
        site_codes.SERVER_ERROR,
        f"the directory has no file for {name[:20]}",
        "Copy the whole directory again.",
        status=404,
    )
