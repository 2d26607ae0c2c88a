"""Fixtures that every folder may ask for; each is defined in tests/support, in the module of its subject."""

pytest_plugins = [
    "pytester",
    "tests.support.postgres",
    "tests.support.requirements",
    "tests.support.tsqlcheck",
    "tests.support.control_plane",
    "tests.support.browser",
]
