"""Who acts, for the audit log."""

from __future__ import annotations

import os
import pwd
from collections.abc import Mapping


def actor_of(environment: Mapping[str, str]) -> str:
    """The person behind a workflow's run (GITHUB_ACTOR), else the account; a container's account may have no name."""
    if actor := environment.get("GITHUB_ACTOR"):
        return actor
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"
