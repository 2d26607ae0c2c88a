"""The SQL Server engine over ODBC, on the server of DASHWRIGHT_TEST_SQLSERVER (an ODBC connection string)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import httpx
import orjson
import pytest

from agent.execute.binding import BoundValue
from agent.execute.engine import Call, Engine, Session
from agent.execute.pool import SessionPool
from agent.faults import SiteFault
from agent.settings import LimitSettings
from agent.site import Site
from tests.support.calls import call
from tests.support.hostile_control_plane import API_KEY, HostileControlPlane
from tests.support.sites import NOW, SitePlace, chosen, parameter, publication, serving, statement, widget

CONNECTION = os.environ.get(
    "DASHWRIGHT_TEST_SQLSERVER"
)  # where it is not given, the mark leaves these tests out
pytestmark = pytest.mark.sqlserver
BANGKOK = ZoneInfo("Asia/Bangkok")
SLOW = (
    "SELECT COUNT_BIG(*) AS [n] FROM [sys].[all_columns] AS [a] CROSS JOIN [sys].[all_columns] AS [b] "
    "CROSS JOIN [sys].[all_columns] AS [c] WHERE [a].[name] <> [b].[name] AND [b].[name] <> [c].[name]"
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The engine under test."""
    from agent.execute.sqlserver_engine import SqlServerEngine  # pyodbc cannot be imported without ODBC

    return SqlServerEngine(CONNECTION or "", LimitSettings(timeout_seconds=30, bytes=1_000_000))


@pytest.fixture(scope="module")
def session(engine: Engine) -> Iterator[Session]:
    """One session for tests that leave it as it was."""
    session = engine.connect()
    yield session
    session.close()


@pytest.fixture(scope="module")
def is_microsofts(session: Session) -> bool:
    """Whether the server is SQL Server, not one that only speaks its protocol: some facts do not hold there."""
    sql = "SELECT CAST(@@VERSION AS nvarchar(400)) AS [v]"
    return str(one(session, call(sql, {"v": "nvarchar(400)"}))).startswith("Microsoft")


def one(session: Session, asked: Call) -> object:
    """The single value of a result."""
    value: object = orjson.loads(session.run(asked).rows)[0][0]
    return value


VALUES: dict[str, tuple[str, BoundValue, object]] = {
    "text": ("nvarchar(50)", "ยอดขาย O'Brien; --", "ยอดขาย O'Brien; --"),
    "long text": ("nvarchar(max)", "ก" * 20_000, "ก" * 20_000),
    "whole number": ("bigint", 2**63 - 1, str(2**63 - 1)),
    "small number": ("int", -7, -7),
    "decimal": (
        "decimal(38, 10)",
        Decimal("-1234567890123456789.0123456789"),
        "-1234567890123456789.0123456789",
    ),
    "money": ("decimal(15, 2)", Decimal("10.5"), "10.50"),
    "float": ("float", Decimal("0.1"), 0.1),
    "truth": ("bit", True, True),
    "day": ("date", date(2026, 2, 28), "2026-02-28"),
    "moment": ("datetime2(6)", datetime(2026, 2, 28, 23, 59, 59, 123456), "2026-02-28T23:59:59.123456"),  # noqa: DTZ001
    "moment with zone": (
        "datetimeoffset(6)",
        datetime(2026, 2, 28, 7, 0, tzinfo=BANGKOK),
        "2026-02-28T07:00:00+07:00",
    ),
    "nothing": ("nvarchar(50)", None, None),
}


@pytest.mark.parametrize("kind", VALUES)
def test_a_bound_value_comes_back_as_it_was(session: Session, kind: str) -> None:
    """Every declared type takes its value through the driver and gives it back exactly."""
    declared, value, expected = VALUES[kind]
    asked = call(f"SELECT CAST(@p AS {declared}) AS [v]", {"v": declared}, {"p": (declared, value)})
    assert one(session, asked) == expected


def test_a_parameter_may_be_named_as_one_of_sp_executesqls_own(session: Session) -> None:
    """Values go by position, so that an author may call a parameter `stmt` or `params`."""
    sql = "SELECT CAST(@stmt AS nvarchar(10)) + CAST(@params AS nvarchar(10)) AS [v]"
    values = {"params": ("nvarchar(10)", "ข"), "stmt": ("nvarchar(10)", "ก")}
    assert one(session, call(sql, {"v": "nvarchar(20)"}, values)) == "กข"


def test_a_list_is_one_json_value(session: Session, is_microsofts: bool) -> None:
    """A chosen list is opened on the server, whatever its texts hold."""
    sql = "SELECT [value] AS [v] FROM OPENJSON(@r) WITH ([value] nvarchar(100) '$') ORDER BY [value]"
    chosen = ("a'b", "ไทย", 'say "x"') if is_microsofts else ("a'b", "ไทย")  # others leave the quotes escaped
    rows = session.run(call(sql, {"v": "nvarchar(100)"}, {"r": ("nvarchar(max)", chosen)})).rows
    assert sorted(row[0] for row in orjson.loads(rows)) == sorted(chosen)
    assert (
        orjson.loads(session.run(call(sql, {"v": "nvarchar(100)"}, {"r": ("nvarchar(max)", ())})).rows) == []
    )


def test_types_without_a_json_form(session: Session) -> None:
    """Money, binary, identifiers and times arrive as text that loses nothing."""
    sql = (
        "SELECT CAST(12.3456 AS money) AS [m], CAST(0xAABB AS varbinary(10)) AS [b], "
        "CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier) AS [u], CAST('10:20:30' AS time(0)) AS [t]"
    )
    columns = {"m": "money", "b": "varbinary(10)", "u": "uniqueidentifier", "t": "time(0)"}
    row = orjson.loads(session.run(call(sql, columns)).rows)[0]
    assert row == ["12.3456", "aabb", "6F9619FF-8B86-D011-B42D-00C04FC964FF", "10:20:30"]


def test_the_row_cap_cuts_and_says_so(session: Session) -> None:
    """One row more than the cap is enough to know that there are more."""
    sql = "SELECT [v] FROM (VALUES (1), (2), (3)) AS [t]([v])"
    cut = session.run(call(sql, {"v": "int"}, row_cap=2))
    whole = session.run(call(sql, {"v": "int"}, row_cap=3))
    assert (cut.row_count, cut.truncated) == (2, True)
    assert (whole.row_count, whole.truncated) == (3, False)


def test_a_huge_value_is_told_apart(session: Session) -> None:
    """A value over the byte cap is cut by the server, and refused here, never shown in part (case 51)."""
    sql = "SELECT REPLICATE(CAST('x' AS varchar(max)), 30000000) AS [v]"
    with pytest.raises(SiteFault, match="DW945"):
        session.run(call(sql, {"v": "varchar(max)"}))


def test_the_session_is_what_statements_were_compiled_for(session: Session) -> None:
    """First day of the week and language do not depend on the login."""
    assert one(session, call("SELECT @@DATEFIRST AS [d]", {"d": "int"})) == 7
    assert (
        one(session, call("SELECT DATENAME(month, CAST('2026-03-04' AS date)) AS [m]", {"m": "nvarchar(30)"}))
        == "March"
    )


def test_a_failing_query_quotes_no_data(session: Session) -> None:
    """The fault has state and number, and none of the row that the server's message quotes."""
    sql = "SELECT CAST([v] AS int) AS [n] FROM (VALUES (N'secret')) AS [t]([v])"
    with pytest.raises(SiteFault) as caught:
        session.run(call(sql, {"n": "int"}))
    assert caught.value.code.id == "DW941"
    assert "secret" not in str(caught.value)


def test_a_statement_is_described_without_running(session: Session) -> None:
    """Names and types of the result, as the preflight compares them."""
    sql = "SELECT CAST(1 AS int) AS [a b], CAST('2026-01-01' AS date) AS [c]"
    described = session.describe(call(sql, {}).admitted)
    assert [(column.name, column.type) for column in described] == [("a b", "int"), ("c", "date")]


def test_a_statement_with_parameters_is_described(session: Session, is_microsofts: bool) -> None:
    """Declared parameters are known while describing."""
    if not is_microsofts:
        pytest.skip("only SQL Server itself describes parameters, and names in Thai")
    asked = call("SELECT @p AS [ยอด]", {}, {"p": ("decimal(15,2)", None)})
    column = session.describe(asked.admitted)[0]
    assert (column.name, column.type) == ("ยอด", "decimal(15,2)")


def test_what_cannot_be_described_is_refused(session: Session) -> None:
    """A column that the site lacks is found before the bundle goes live."""
    with pytest.raises(SiteFault, match="DW923"):
        session.describe(call("SELECT [nonesuch] FROM [sys].[objects]", {}).admitted)


def test_the_catalog_has_names_and_types(session: Session) -> None:
    """Schema, table, column, type; nothing of the system's own schemas."""
    assert all(column.schema not in {"sys", "INFORMATION_SCHEMA"} for column in session.list_columns())
    assert session.facts().keys() == {"collation", "compatibility_level"}


def test_a_slow_query_is_answered_in_time(engine: Engine) -> None:
    """The viewer is told when the time is up, and the next query finds a sound session."""
    pool = SessionPool(engine, size=2, waiting=4)
    began = time.monotonic()
    job = pool.submit(lambda session: session.run(call(SLOW, {"n": "bigint"})), timeout_seconds=1)
    with pytest.raises(SiteFault, match="DW942"):
        job.future.result(20)
    assert time.monotonic() - began < 5
    after = pool.submit(
        lambda session: one(session, call("SELECT 1 AS [a]", {"a": "int"})), timeout_seconds=10
    )
    assert after.future.result(20) == 1


def test_a_wrong_address_is_told_apart() -> None:
    """A server that is not there is no fault of the query."""
    from agent.execute.sqlserver_engine import SqlServerEngine

    nowhere = SqlServerEngine(
        "DRIVER=FreeTDS;SERVER=127.0.0.1;PORT=1;UID=a;PWD=b;TDS_Version=7.4", LimitSettings(timeout_seconds=5)
    )
    with pytest.raises(SiteFault, match="DW940"):
        nowhere.connect()


def test_now_is_a_moment_in_the_tenants_zone(session: Session) -> None:
    """The moment of the view keeps its offset."""
    now = datetime(2026, 3, 1, 1, 0, tzinfo=UTC).astimezone(BANGKOK)
    sql = "SELECT CAST(@now AS date) AS [d]"
    assert one(session, call(sql, {"d": "date"}, {"now": ("datetimeoffset(7)", now)})) == "2026-03-01"


def test_a_bundle_is_judged_and_served(
    place: SitePlace, plane: HostileControlPlane, is_microsofts: bool
) -> None:
    """From signed metadata to rows on SQL Server: described first, then run through sp_executesql."""
    listed = "SELECT [value] AS [n] FROM OPENJSON(@r) WITH ([value] nvarchar(50) '$') AS [j]"
    plain = statement("SELECT CAST(N'ไทย' AS nvarchar(50)) AS [n]", {"n": "nvarchar(50)"}, tables=())
    asked = statement(
        listed, {"n": "nvarchar(50)"}, [chosen("r", "nvarchar(max)", "regions", many=True)], tables=()
    )
    shown = asked if is_microsofts else plain  # only SQL Server itself describes parameters
    plane.publish(
        publication(
            [widget("revenue", {(): shown})],
            [shown],
            [parameter("regions", many=True, empty="none")],
            engine="sqlserver",
        )
    )
    site = Site(
        place.settings(
            DASHWRIGHT_ENGINE="sqlserver",
            DASHWRIGHT_CONNECTION=CONNECTION,
            DASHWRIGHT_SERVER_URL=plane.url,
            DASHWRIGHT_API_KEY=API_KEY,
        ),
        lambda: NOW,
    )
    site.syncer().round(wait_seconds=0)
    assert site.status.now().refused is None
    with serving(site) as url:
        data = httpx.get(f"{url}/api/dashboards/sales/widgets/revenue/data?regions=ไทย", timeout=20).json()
    site.close()
    assert data["rows"] == [["ไทย"]]


def test_a_lost_session_is_replaced(engine: Engine) -> None:
    """A session that the server ended while it was idle costs nobody an answer: the query is run on a new one."""
    import pyodbc

    pool = SessionPool(engine, size=1, waiting=4)
    spid = pool.submit(
        lambda session: one(session, call("SELECT @@SPID AS [s]", {"s": "int"})), timeout_seconds=9
    )
    killer = pyodbc.connect(CONNECTION or "", autocommit=True)
    killer.execute(f"KILL {spid.future.result(20)}")
    killer.close()
    again = pool.submit(
        lambda session: one(session, call("SELECT 1 AS [a]", {"a": "int"})), timeout_seconds=20
    )
    assert again.future.result(30) == 1
    pool.close()
