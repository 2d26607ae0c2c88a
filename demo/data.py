"""The demo's site database: TPC-H in DuckDB, moved to the present and given Thai names.

TPC-H's orders end on 1998-08-02. A dashboard that opens on the last twelve months would be empty, so every date is
moved by the same number of days until the last order is yesterday's, and what TPC-H derives from its own "today"
(line and order status, returns) is derived anew. Specification: TPC-H 3.0.1, clause 4.2.3.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb

from demo.thai import COUNTRIES, PLACES, REGIONS, TRADES

SCALE = "0.1"
LAST_ORDER = date(1998, 8, 2)

STATEMENTS = (
    """CREATE TABLE region AS
       SELECT r_regionkey, r_name, t.thai AS r_name_th
       FROM read_parquet($folder || '/region.parquet') JOIN thai_words t ON t.english = r_name""",
    """CREATE TABLE nation AS
       SELECT n_nationkey, n_name, t.thai AS n_name_th, n_regionkey
       FROM read_parquet($folder || '/nation.parquet') JOIN thai_words t ON t.english = n_name""",
    """CREATE TABLE supplier AS
       SELECT * EXCLUDE (s_comment) FROM read_parquet($folder || '/supplier.parquet')""",
    """CREATE TABLE customer AS
       SELECT c_custkey, c_name,
              'บริษัท ' || ($places)[1 + c_custkey % len($places)] || ($trades)[1 + c_custkey % len($trades)]
                || ' ' || c_custkey || ' จำกัด' AS c_name_th,
              c_address, c_nationkey, c_phone, c_acctbal, c_mktsegment
       FROM read_parquet($folder || '/customer.parquet')""",
    """CREATE TABLE part AS SELECT * EXCLUDE (p_comment) FROM read_parquet($folder || '/part.parquet')""",
    """CREATE TABLE partsupp AS SELECT * EXCLUDE (ps_comment) FROM read_parquet($folder || '/partsupp.parquet')""",
    """CREATE TABLE lineitem AS
       SELECT l_orderkey, l_partkey, l_suppkey, l_linenumber, l_quantity, l_extendedprice, l_discount, l_tax,
              CASE WHEN l_receiptdate + $days >= $today THEN 'N'
                   WHEN (l_orderkey * 7 + l_linenumber) % 16 = 0 THEN 'R' ELSE 'A' END AS l_returnflag,
              CASE WHEN l_shipdate + $days >= $today THEN 'O' ELSE 'F' END AS l_linestatus,
              l_shipdate + $days AS l_shipdate, l_commitdate + $days AS l_commitdate,
              l_receiptdate + $days AS l_receiptdate, l_shipmode
       FROM read_parquet($folder || '/lineitem.parquet')""",
    """CREATE TABLE orders AS
       SELECT o_orderkey, o_custkey,
              CASE WHEN lines.shipped = lines.lines THEN 'F' WHEN lines.shipped = 0 THEN 'O' ELSE 'P' END
                AS o_orderstatus,
              o_totalprice, o_orderdate + $days AS o_orderdate, o_orderpriority, o_clerk, o_shippriority
       FROM read_parquet($folder || '/orders.parquet')
       JOIN (SELECT l_orderkey, count(*) AS lines, count(*) FILTER (WHERE l_linestatus = 'F') AS shipped
             FROM lineitem GROUP BY l_orderkey) AS lines ON lines.l_orderkey = o_orderkey""",
)


def site_database(folder: Path, today: date) -> Path:
    """The DuckDB file of the demo's site for `today`; made when there is none of that day.

    Raises subprocess.CalledProcessError when the generator fails. A run that is stopped half-way leaves no file
    under the final name.
    """
    database = folder / f"site-{today:%Y%m%d}.duckdb"
    if not database.exists():
        parquet = _generated(folder / "parquet")
        unfinished = database.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        _fill(unfinished, parquet, today)
        unfinished.replace(database)
        _remove_other_days(folder, database)
    return database


def _generated(folder: Path) -> Path:
    if not (folder / "complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        generator = Path(sys.executable).parent / "tpchgen-cli"
        subprocess.run(
            [generator, "parquet", "-s", SCALE, "--output-dir", folder],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        (folder / "complete").touch()
    return folder


def _fill(database: Path, parquet: Path, today: date) -> None:
    values = {
        "folder": str(parquet),
        "days": (today - LAST_ORDER).days - 1,
        "today": today,
        "places": list(PLACES),
        "trades": list(TRADES),
    }
    with duckdb.connect(str(database)) as connection:
        connection.execute("CREATE TEMPORARY TABLE thai_words (english VARCHAR, thai VARCHAR)")
        connection.executemany("INSERT INTO thai_words VALUES (?, ?)", list((REGIONS | COUNTRIES).items()))
        for statement in STATEMENTS:
            connection.execute(statement, {name: v for name, v in values.items() if f"${name}" in statement})
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
        )
        for table, column in columns.fetchall():
            connection.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET NOT NULL')


def _remove_other_days(folder: Path, keep: Path) -> None:
    for other in folder.glob("site-*.duckdb"):
        if other != keep:
            other.unlink()
