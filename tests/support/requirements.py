"""What a test needs and a machine may lack. CI lacks nothing: there, a skipped test is a failed one.

A test that finds something missing says so with `missing`. A fact about the platform that no set-up changes, such as
who runs the tests, belongs in `pytest.mark.skipif`, and stays a skip everywhere.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import NoReturn

import pytest

REQUIRE_ALL = "DASHWRIGHT_REQUIRE_ALL"
SQL_SERVER = "DASHWRIGHT_TEST_SQLSERVER"


def missing(what: str) -> NoReturn:
    """Skips the test because of what is missing; fails it where DASHWRIGHT_REQUIRE_ALL is set."""
    if os.environ.get(REQUIRE_ALL):
        pytest.fail(f"{REQUIRE_ALL} is set, and {what}")
    pytest.skip(what)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests of a real SQL Server where none is given: it cannot be installed by a set-up."""
    if os.environ.get(SQL_SERVER):
        return
    absent = [item for item in items if item.get_closest_marker("sqlserver")]
    if absent:
        config.hook.pytest_deselected(items=absent)
        items[:] = [item for item in items if item not in absent]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turns a skip that no mark foresaw into a failure where DASHWRIGHT_REQUIRE_ALL is set."""
    report = yield
    foreseen = item.get_closest_marker("skipif") or hasattr(report, "wasxfail")
    if report.skipped and os.environ.get(REQUIRE_ALL) and not foreseen:
        report.outcome = "failed"
    return report
