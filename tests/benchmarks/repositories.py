"""Repositories of any size, written to a folder: what the benchmarks of whole runs compile.

Everything is reckoned from numbers, so that two machines measure the same files. The tables are those of the example
companies, the queries of the kinds that dashboards ask: a course over time, a ranking, shares, classes, a comparison.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import indent

CATALOG = (Path(__file__).parents[2] / "tenants/siam-wholesale/catalog.yaml").read_text(encoding="utf-8")

MEASURES = (
    "sum(l.l_extendedprice * (1 - l.l_discount))",
    "sum(l.l_quantity)",
    "avg(l.l_extendedprice)",
    "sum(l.l_extendedprice * (1 - l.l_discount) * (1 + l.l_tax))",
    "sum(CASE WHEN l.l_returnflag = 'R' THEN l.l_extendedprice ELSE 0 END)",
    "count(DISTINCT l.l_orderkey)",
    "max(l.l_extendedprice) - min(l.l_extendedprice)",
    "sum(l.l_quantity) FILTER (WHERE l.l_linestatus = 'F')",
)
DIMENSIONS = (
    "r.r_name", "n.n_name", "c.c_mktsegment", "o.o_orderpriority", "l.l_shipmode", "l.l_returnflag",
    "upper(c.c_mktsegment)", "o.o_orderstatus", "n.n_name || ', ' || r.r_name", "extract(year FROM o.o_orderdate)",
)  # fmt: skip
SOURCES = """\
FROM lineitem l
JOIN orders o ON o.o_orderkey = l.l_orderkey
JOIN customer c ON c.c_custkey = o.o_custkey
JOIN nation n ON n.n_nationkey = c.c_nationkey
JOIN region r ON r.r_regionkey = n.n_regionkey
WHERE o.o_orderdate >= :period.start AND o.o_orderdate < :period.end
  AND l.l_quantity > {number}"""
SHAPES = (
    "SELECT date_trunc('month', o.o_orderdate) AS label, {measure} AS amount\n{sources}\nGROUP BY 1 ORDER BY 1",
    "SELECT {dimension} AS label, {measure} AS amount\n{sources}\nGROUP BY 1 ORDER BY amount DESC LIMIT 10",
    """\
WITH parts AS (
SELECT {dimension} AS label, {measure} AS amount
{sources}
GROUP BY 1
)
SELECT label, amount, round(CAST(100.0 * amount / nullif(sum(amount) OVER (), 0) AS numeric(18, 4)), 1) AS share
FROM parts ORDER BY share DESC NULLS LAST""",
    """\
SELECT CASE WHEN l.l_discount > 0.05 THEN 'high' ELSE 'low' END AS class, {dimension} AS label, {measure} AS amount
{sources}
GROUP BY 1, 2 ORDER BY 1, 2""",
    """\
SELECT {dimension} AS label, {measure} AS amount, count(*) AS lines
{sources}
  AND o.o_totalprice > (SELECT avg(x.o_totalprice) FROM orders x WHERE x.o_orderdate >= :period.start)
GROUP BY 1 HAVING count(*) > 3 ORDER BY 2 DESC""",
)

Files = Iterator[tuple[str, str]]
"""Path below the folder of tenants, and text."""


def query(number: int) -> str:
    """One of the queries; no two numbers give the same."""
    shape = SHAPES[number % len(SHAPES)]
    measure = MEASURES[number // 5 % len(MEASURES)]
    dimension = DIMENSIONS[number // 3 % len(DIMENSIONS)]
    return shape.format(measure=measure, dimension=dimension, sources=SOURCES.format(number=number))


def fleet(tenants: int = 1000, queries: int = 500) -> Files:
    """Tenants with 10 dashboards of 10 widgets each from that many queries.

    Nine of the ten dashboards are shared, eight of them with an overlay of the tenant; the tenth is its own. Every
    tenant has a catalog of its own, which differs from the others in a table that no query reads.
    """
    shared = queries // 10
    for number in range(shared):
        numbers = range(10 * number, 10 * number + 10)
        yield f"_shared/dashboards/shared-{number}.yaml", dashboard(f"shared-{number}", numbers)
    for number in range(tenants):
        yield from _company(number, shared)


def _company(number: int, shared: int) -> Files:
    slug = f"tenant-{number:04}"
    used = [(number + 7 * step) % shared for step in range(9)]
    listed = ["own", f"_shared/shared-{used[0]}"]
    for index in used[1:]:
        overlay = f"overlays/shared-{index}.yaml"
        listed.append(f"{{use: _shared/shared-{index}, overlay: {overlay}}}")
        yield f"{slug}/{overlay}", _overlay(number, index)
    yield f"{slug}/tenant.yaml", _tenant(slug, "catalog.yaml", listed)
    table = f"  dbo.own_{number}:\n    columns:\n      id: int not null\n      word: nvarchar({number % 50 + 1})\n"
    yield f"{slug}/catalog.yaml", CATALOG + table
    numbers = [(10 * used[-1] + 3 * step) % (10 * shared) for step in range(10)]
    yield f"{slug}/dashboards/own.yaml", dashboard("own", numbers)


def many_queries(count: int = 5000) -> Files:
    """A file for each query: dashboards of one widget, a hundred to a tenant, over one catalog."""
    yield "_shared/catalog.yaml", CATALOG
    for first in range(0, count, 100):
        slug = f"tenant-{first // 100:04}"
        numbers = range(first, min(first + 100, count))
        listed = [f"only-{number}" for number in numbers]
        yield f"{slug}/tenant.yaml", _tenant(slug, "../_shared/catalog.yaml", listed)
        for number in numbers:
            yield f"{slug}/dashboards/only-{number}.yaml", dashboard(f"only-{number}", [number])


def _tenant(slug: str, catalog: str, dashboards: list[str]) -> str:
    listed = "".join(f"  - {line}\n" for line in dashboards)
    return (
        f"kind: tenant\nname: {slug.title()}\nslug: {slug}\nlicense: enterprise\nlocale: th-TH\n"
        f"timezone: Asia/Bangkok\n"
        f"datasource: {{engine: sqlserver, version: 2019, catalog: {catalog}, dialect: postgres}}\n"
        f"dashboards:\n{listed}"
    )


def dashboard(slug: str, queries: range | list[int]) -> str:
    """A dashboard with a table for each of these queries."""
    return (
        f"kind: dashboard\nslug: {slug}\ntitle: {{en: Numbers of {slug}, th: ตัวเลขของ {slug}}}\nrefresh: 5m\n"
        "parameters:\n  - {id: period, type: date_range, default: last_12_months, label: {en: Period, th: ช่วงเวลา}}\n"
        "widgets:\n" + "".join(_widget(place, number) for place, number in enumerate(queries))
    )


def _widget(place: int, number: int) -> str:
    position = f"{{x: {6 * (place % 2)}, y: {4 * (place // 2)}, width: 6, height: 4}}"
    return (
        f"  - id: widget_{place}\n    type: table\n    title: {{en: Amount {number}, th: จำนวน {number}}}\n"
        f"    position: {position}\n    query:\n      sql: |\n{indent(query(number), ' ' * 8)}\n"
        "    format: {amount: {style: number, decimals: 0}}\n"
    )


def _overlay(tenant: int, shared: int) -> str:
    return (
        f"kind: overlay\ndashboard: _shared/shared-{shared}\ntitle: {{en: Numbers of {tenant}, th: ของ {tenant}}}\n"
        f"widgets:\n  widget_{tenant % 10}:\n    title: {{en: Ours, th: ของเรา}}\n    refresh: {tenant % 50 + 5}m\n"
    )


def write(files: Files | Mapping[str, str], folder: Path) -> Path:
    """Writes the files below `folder`/tenants; the folder of tenants."""
    root = folder / "tenants"
    for path, text in files.items() if isinstance(files, Mapping) else files:
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return root
