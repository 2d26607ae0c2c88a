import pytest

from tests.support.requirements import REQUIRE_ALL, SQL_SERVER

PLUGIN = ("-p", "tests.support.requirements", "-p", "no:cacheprovider")
FILE = """
import pytest
from tests.support.requirements import missing

def test_that_lacks_something():
    missing("the thing is not there")

def test_that_skips_in_its_own_words():
    pytest.skip("the thing is not there")

@pytest.mark.skipif(True, reason="another platform")
def test_of_another_platform():
    pass

@pytest.mark.sqlserver
def test_of_a_real_server():
    pass
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A small test file, on a machine where nothing is set."""
    monkeypatch.delenv(REQUIRE_ALL, raising=False)
    monkeypatch.delenv(SQL_SERVER, raising=False)
    pytester.makeini("[pytest]\nmarkers = sqlserver")
    pytester.makepyfile(FILE)
    return pytester


def test_what_is_missing_is_skipped_where_people_work(run: pytest.Pytester) -> None:
    """A developer without the thing runs everything else."""
    run.runpytest_inprocess(*PLUGIN).assert_outcomes(skipped=3, deselected=1)


def test_what_is_missing_fails_in_ci(run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where everything is required a skip is a failure; what no set-up could change stays a skip."""
    monkeypatch.setenv(REQUIRE_ALL, "1")
    run.runpytest_inprocess(*PLUGIN).assert_outcomes(failed=2, skipped=1, deselected=1)


def test_a_server_that_is_given_is_used(run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests of a real SQL Server run as soon as there is one."""
    monkeypatch.setenv(SQL_SERVER, "Driver=FreeTDS;Server=db")
    run.runpytest_inprocess(*PLUGIN).assert_outcomes(skipped=3, passed=1)
