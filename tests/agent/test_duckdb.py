"""The DuckDB engine: every type to JSON without loss, caps, time limits, and no way to write or to leave the file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import orjson
import pytest

from agent.execute.binding import BoundValue
from agent.execute.duckdb_engine import DuckDBEngine
from agent.execute.engine import Session
from agent.execute.pool import Job, SessionPool
from agent.faults import SiteFault
from tests.support.calls import call
from tests.support.sites import make_database

BANGKOK = ZoneInfo("Asia/Bangkok")
SLOW = "SELECT COUNT(*) AS n FROM range(10000000) AS a, range(10000000) AS b"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    """An engine on a small file."""
    engine = DuckDBEngine(make_database(tmp_path / "site.duckdb"), "Asia/Bangkok")
    yield engine
    engine.close()


@pytest.fixture
def session(engine: DuckDBEngine) -> Iterator[Session]:
    """One session."""
    session = engine.connect()
    yield session
    session.close()


@pytest.fixture
def pool(engine: DuckDBEngine) -> Iterator[SessionPool]:
    """One thread and a queue of two."""
    pool = SessionPool(engine, size=1, waiting=2)
    yield pool
    pool.close()


TYPES: dict[str, tuple[str, object]] = {
    "TINYINT": ("CAST(-1 AS TINYINT)", -1),
    "BIGINT": ("9007199254740991", 2**53 - 1),
    "BIGINT beyond": ("9007199254740992", "9007199254740992"),
    "HUGEINT": ("CAST(170141183460469231731687303715884105727 AS HUGEINT)", str(2**127 - 1)),
    "DECIMAL(38,10)": (
        "CAST('1234567890123456789012345678.0123456789' AS DECIMAL(38,10))",
        "1234567890123456789012345678.0123456789",
    ),
    "DECIMAL(15,2)": ("CAST(0 AS DECIMAL(15,2))", "0.00"),
    "DOUBLE": ("CAST(0.1 AS DOUBLE)", 0.1),
    "BOOLEAN": ("true", True),
    "VARCHAR": ("'ไทย \"x\" \\'", 'ไทย "x" \\'),
    "DATE": ("DATE '2026-02-28'", "2026-02-28"),
    "TIMESTAMP": ("TIMESTAMP '2026-02-28 23:59:59.123456'", "2026-02-28T23:59:59.123456"),
    "TIMESTAMP WITH TIME ZONE": ("TIMESTAMPTZ '2026-02-28 00:00:00+00'", "2026-02-28T07:00:00+07:00"),
    "TIME": ("TIME '10:20:30'", "10:20:30"),
    "BLOB": ("'\\xAA\\x01'::BLOB", "aa01"),
    "UUID": ("CAST('6f9619ff-8b86-d011-b42d-00c04fc964ff' AS UUID)", "6f9619ff-8b86-d011-b42d-00c04fc964ff"),
    "INTERVAL": ("INTERVAL 3 DAY", "3 days, 0:00:00"),
    "INTEGER[]": ("[1, 2]", "[1, 2]"),
    "INTEGER": ("NULL", None),
}


@pytest.mark.parametrize("kind", TYPES)
def test_a_value_of_each_type_keeps_all_of_itself(session: Session, kind: str) -> None:
    """What JSON numbers cannot hold travels as text."""
    sql, expected = TYPES[kind]
    answer = session.run(call(f"SELECT {sql} AS v", {"v": kind.partition(" beyond")[0]}))
    assert orjson.loads(answer.rows) == [[expected]]


def test_numbers_that_json_lacks_become_null_and_are_counted(session: Session) -> None:
    """NaN and infinity are shown as nothing, and the answer says how many there were."""
    sql = "SELECT v FROM (VALUES (CAST('nan' AS DOUBLE)), (CAST('inf' AS DOUBLE)), (1.5)) AS t(v)"
    answer = session.run(call(sql, {"v": "DOUBLE"}))
    assert (orjson.loads(answer.rows), answer.non_finite) == ([[None], [None], [1.5]], 2)


BOUND: dict[str, tuple[str, BoundValue, object]] = {
    "text": ("VARCHAR", "O'Brien; DROP TABLE x", "O'Brien; DROP TABLE x"),
    "day": ("DATE", date(2026, 2, 28), "2026-02-28"),
    "moment": (
        "TIMESTAMP WITH TIME ZONE",
        datetime(2026, 2, 28, tzinfo=BANGKOK),
        "2026-02-28T00:00:00+07:00",
    ),
    "number": ("DECIMAL(10,3)", Decimal("1.5"), "1.500"),
    "truth": ("BOOLEAN", True, True),
    "nothing": ("VARCHAR", None, None),
}


@pytest.mark.parametrize("kind", BOUND)
def test_a_bound_value_comes_back_as_it_was(session: Session, kind: str) -> None:
    """Values are bound, never text of the statement."""
    declared, value, expected = BOUND[kind]
    asked = call(f"SELECT CAST($p AS {declared}) AS v", {"v": declared}, {"p": (declared, value)})
    assert orjson.loads(session.run(asked).rows) == [[expected]]


@pytest.mark.parametrize(("chosen", "rows"), [(("a'b", "ไทย"), [["a'b"], ["ไทย"]]), ((), [])])
def test_a_list_is_one_value(session: Session, chosen: tuple[str, ...], rows: object) -> None:
    """Also an empty one."""
    sql = "SELECT UNNEST(CAST($r AS VARCHAR[])) AS v"
    assert orjson.loads(session.run(call(sql, {"v": "VARCHAR"}, {"r": ("VARCHAR", chosen)})).rows) == rows


def test_the_row_cap_cuts_and_says_so(session: Session) -> None:
    """One row more than the cap is enough to know that there are more."""
    sql = "SELECT range AS v FROM range(5000)"
    cut = session.run(call(sql, {"v": "BIGINT"}, row_cap=4999))
    whole = session.run(call(sql, {"v": "BIGINT"}, row_cap=5000))
    assert (cut.row_count, cut.truncated) == (4999, True)
    assert (whole.row_count, whole.truncated) == (5000, False)
    assert len(orjson.loads(cut.rows)) == 4999


def test_the_byte_cap_cuts_and_says_so(session: Session) -> None:
    """Rows that fit are kept; a single row that does not is a fault of its own."""
    sql = "SELECT repeat('x', 100) AS v FROM range(1000)"
    cut = session.run(call(sql, {"v": "VARCHAR"}, byte_cap=10_000))
    assert cut.truncated
    assert 1 <= cut.row_count < 100
    assert len(cut.rows) <= 10_002
    with pytest.raises(SiteFault, match="DW945"):
        session.run(call("SELECT repeat('x', 100000) AS v", {"v": "VARCHAR"}, byte_cap=10_000))


def test_a_description_reads_no_row(session: Session) -> None:
    """Names and types as the preflight compares them, parameters included."""
    sql = "SELECT id, amount FROM sales.orders WHERE ordered_on >= $start"
    described = session.describe(call(sql, {}, {"start": ("DATE", None)}).admitted)
    assert [(c.name, c.type) for c in described] == [("id", "BIGINT"), ("amount", "DECIMAL(15,2)")]
    with pytest.raises(SiteFault, match="DW923"):
        session.describe(call("SELECT nonesuch FROM sales.orders", {}).admitted)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO sales.orders (id) VALUES (7)",
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY sales.orders TO '/tmp/orders.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_nothing_is_written_or_reached(session: Session, sql: str) -> None:
    """Even a statement that no guard looked at finds a read-only file and a locked configuration."""
    with pytest.raises(SiteFault, match="DW941"):
        session.run(call(sql, {"v": "VARCHAR"}))


def test_a_fault_quotes_no_data(session: Session) -> None:
    """DuckDB's message would quote the row."""
    with pytest.raises(SiteFault) as caught:
        session.run(call("SELECT CAST(region AS INTEGER) AS v FROM sales.orders", {"v": "INTEGER"}))
    assert "ASIA" not in str(caught.value)
    assert caught.value.message == "DuckDB refused the query (Conversion)"


def test_a_file_that_is_not_there_is_told_apart(tmp_path: Path) -> None:
    """It is no fault of the query."""
    with pytest.raises(SiteFault, match="DW940"):
        DuckDBEngine(tmp_path / "nonesuch.duckdb", "UTC").connect()


def test_a_slow_query_is_stopped(pool: SessionPool) -> None:
    """A huge cross join ends at its time limit, and the pool serves the next query."""
    began = time.monotonic()
    slow = submit(pool, SLOW, 0.3)
    with pytest.raises(SiteFault, match="DW942"):
        slow.future.result(10)
    assert time.monotonic() - began < 3
    assert submit(pool, "SELECT 1 AS n", 5).future.result(10) == b"[[1]]"


def test_a_cancelled_query_is_stopped(pool: SessionPool) -> None:
    """Running or still queued, a job that nobody waits for ends."""
    running, queued = submit(pool, SLOW, 30), submit(pool, SLOW, 30)
    time.sleep(0.1)
    queued.cancel()
    running.cancel()
    for job in (running, queued):
        with pytest.raises(SiteFault, match="DW943"):
            job.future.result(5)
    assert submit(pool, "SELECT 1 AS n", 5).future.result(10) == b"[[1]]"


def test_a_full_queue_turns_away(pool: SessionPool) -> None:
    """The third that would wait is told so at once; who waits longer than it may run is told later."""
    running = submit(pool, SLOW, 30)
    time.sleep(0.1)
    waiting = [submit(pool, "SELECT 1 AS n", 0.2) for _ in range(2)]
    with pytest.raises(SiteFault, match="DW944"):
        submit(pool, "SELECT 1 AS n", 5)
    time.sleep(0.3)
    running.cancel()
    for job in waiting:
        with pytest.raises(SiteFault, match="DW944"):
            job.future.result(5)


def submit(pool: SessionPool, sql: str, timeout_seconds: float) -> Job[bytes]:
    """Rows of one column `n`, as JSON."""
    asked = call(sql, {"n": "BIGINT"})
    return pool.submit(lambda session: session.run(asked).rows, timeout_seconds=timeout_seconds)


def test_a_lost_database_comes_back(tmp_path: Path) -> None:
    """The next query opens the file again, once it is there."""
    pool = SessionPool(DuckDBEngine(tmp_path / "late.duckdb", "UTC"), size=1, waiting=2)
    with pytest.raises(SiteFault, match="DW940"):
        submit(pool, "SELECT 1 AS n", 5).future.result(10)
    duckdb.connect(str(tmp_path / "late.duckdb")).close()
    assert submit(pool, "SELECT 1 AS n", 5).future.result(10) == b"[[1]]"
    pool.close()
