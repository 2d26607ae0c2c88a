"""Records what the engines of the dialects answer: `python -m tests.compiler.conformance.record`.

A probe is right because the author's own engine says so, not because somebody wrote its rows. Where an engine refuses a
query, or answers with a type that SQL Server does not have, the probe gets no rows and must say `Refused with`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from compiler.conformance import postgres_server
from compiler.conformance.author_text import AuthorDialect
from compiler.conformance.engines import Session
from compiler.conformance.values import EngineFailed, NoCounterpart
from tests.compiler.conformance.ground import PROBES, ask_author_engine, author_engines
from tests.compiler.conformance.probe_format import Probe, ProbeFile, read_probes, write_probes, written_rows


def main() -> int:
    """Rewrites every file of probes; the number of queries without rows that state no refusal is the exit status."""
    with postgres_server.running() as server, author_engines(server.url()) as engines:
        return min(1, sum(_record(path, engines) for path in sorted(PROBES.glob("*.md"))))


def _record(path: Path, engines: dict[AuthorDialect, Session]) -> int:
    file = read_probes(path)
    recorded = [_recorded(probe, engines) for probe in file.probes]
    write_probes(path, ProbeFile(file.title, tuple(probe for probe, _ in recorded)))
    return sum(failures for _, failures in recorded)


def _recorded(probe: Probe, engines: dict[AuthorDialect, Session]) -> tuple[Probe, int]:
    rows: dict[AuthorDialect, tuple[str, ...]] = {}
    failures = 0
    for dialect in probe.dialects:
        refusal = probe.refusals.get(dialect)
        if refusal is not None and refusal.before is None:
            continue
        try:
            rows[dialect] = written_rows(ask_author_engine(engines[dialect], probe, dialect))
        except (EngineFailed, NoCounterpart, KeyError) as fault:
            failures += 1
            sys.stderr.write(f"{probe.name} ({dialect}): {str(fault).splitlines()[0]}\n")
    return probe.recorded(rows), failures


if __name__ == "__main__":
    sys.exit(main())
