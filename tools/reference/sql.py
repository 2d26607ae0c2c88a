"""The page of SQL: each construct of the conformance suite, on which version of SQL Server it runs, and how that is proven."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.compiler.conformance.probe_format import Probe, ProbeFile, Refusal, read_probes
from tools.reference.markdown import code, page, table

PROBES = Path(__file__).parents[2] / "tests" / "compiler" / "conformance" / "probes"
PLACE = "../../tests/compiler/conformance/probes"
INTRODUCTION = """\
Every query means on the site's engine what it means in its author's dialect, or it is refused with a code. Each line below is
one construct with the trap that lies in it. It is proven by running it: the rows that PostgreSQL 15 or DuckDB 2.0 gives are
recorded in the probe, every statement for SQL Server 2019 is read by Microsoft's own parser, and with
`DASHWRIGHT_TEST_SQLSERVER` set the statement must give the recorded rows on that server. `dashwright verify` does the same for
the queries of your own tenants. Text is compared by the database's
collation, or by code points with `text_comparison: exact`; [what depends on the database](semantics.md) is one page."""


def sql_page() -> str:
    """The constructs by topic, each with the dialects and versions that have it."""
    files = {path: read_probes(path) for path in sorted(PROBES.glob("*.md"))}
    counts = Counter(
        "refused" if probe.refusals.get(dialect) else "translated"
        for file in files.values()
        for probe in file.probes
        for dialect in probe.dialects
    )
    total = f"{sum(counts.values())} queries: {counts['translated']} translated for every version, {counts['refused']} refused, for some version at least."
    return page("SQL", INTRODUCTION, total, *(_topic(path, file) for path, file in files.items()))


def _topic(path: Path, file: ProbeFile) -> str:
    head = ("construct", "authors' dialects", "SQL Server", "trap")
    rows = [
        (code(probe.name), ", ".join(probe.dialects), _versions(probe), probe.trap) for probe in file.probes
    ]
    return f"## {file.title}\n\n[The queries and their rows]({PLACE}/{path.name}).\n\n{table(head, rows)}"


def _versions(probe: Probe) -> str:
    outcomes = {dialect: _outcome(probe.refusals.get(dialect)) for dialect in probe.dialects}
    if len(set(outcomes.values())) == 1:
        return outcomes[probe.dialects[0]]
    return "; ".join(f"{dialect}: {outcome}" for dialect, outcome in outcomes.items())


def _outcome(refusal: Refusal | None) -> str:
    if refusal is None:
        return "2016 and later"
    return f"{refusal.before} and later" if refusal.before else f"refused: {refusal.code}"
