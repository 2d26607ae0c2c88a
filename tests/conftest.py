"""Fixtures that every folder may ask for; each is defined in tests/support, in the module of its subject."""

import os

from hypothesis import settings

os.environ["DASHWRIGHT_CACHE"] = "off"  # a test knows what it starts from, and leaves nothing in a home

settings.register_profile("shared machine", deadline=None)  # a busy machine is no fault of the code
settings.register_profile(
    "ci", settings.get_profile("shared machine"), derandomize=True
)  # one verdict a commit
settings.load_profile("ci" if os.environ.get("CI") else "shared machine")

pytest_plugins = [
    "pytester",
    "tests.support.postgres",
    "tests.support.requirements",
    "tests.support.tsqlcheck",
    "tests.support.control_plane",
    "tests.support.browser",
]
