"""The version of this program, as it stands in every manifest."""

from __future__ import annotations

from importlib.metadata import version as installed_version


def version() -> str:
    """The installed version of the distribution."""
    return installed_version("dashwright")
