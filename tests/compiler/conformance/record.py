"""Records what the engines of the dialects answer: `python -m tests.compiler.conformance.record`.

A probe is right because the author's own engine says so, not because somebody wrote its rows. Where an engine refuses a
query, or answers with a type that SQL Server does not have, the probe gets no rows and must say `Refused with`.

`--refusals` also writes down which probes the compiler refuses now. Read the difference before you commit it: a new refusal
takes something from authors, and one that is gone is a promise that the tests will hold the compiler to.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from compiler.conformance import postgres_server
from compiler.conformance.author_text import AuthorDialect
from compiler.conformance.engines import Session
from compiler.conformance.values import EngineFailed, NoCounterpart
from tests.compiler.conformance.ground import NUMBERED, PROBES, Case, ask_author_engine, author_engines
from tests.compiler.conformance.probe_format import (
    Probe,
    ProbeFile,
    Refusal,
    read_probes,
    write_probes,
    written_rows,
)


def main() -> int:
    """Rewrites every file of probes; the exit status is 1 where a query has neither rows nor a refusal."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument(
        "--refusals", action="store_true", help="write down what the compiler refuses now, too"
    )
    refusals = arguments.parse_args().refusals
    with postgres_server.running() as server, author_engines(server.url()) as engines:
        return min(1, sum(_record(path, engines, refusals) for path in sorted(PROBES.glob("*.md"))))


def _record(path: Path, engines: dict[AuthorDialect, Session], refusals: bool) -> int:
    file = read_probes(path)
    probes = [_with_refusals(probe) if refusals else probe for probe in file.probes]
    recorded = [_recorded(probe, engines) for probe in probes]
    write_probes(path, ProbeFile(file.title, tuple(probe for probe, _ in recorded)))
    return sum(failures for _, failures in recorded)


def _with_refusals(probe: Probe) -> Probe:
    """The probe as the compiler treats it now."""
    found = {dialect: _refusal(Case(probe, dialect)) for dialect in probe.dialects}
    return replace(probe, refusals={dialect: refusal for dialect, refusal in found.items() if refusal})


def _refusal(case: Case) -> Refusal | None:
    """Raises ValueError where a later version refuses what an earlier one has."""
    codes = {version: [fault.code for fault in case.translated(version).faults] for version in NUMBERED}
    refused = [version for version in NUMBERED if codes[version]]
    if not refused:
        return None
    if refused != list(NUMBERED[: len(refused)]):
        raise ValueError(f"{case.probe.name} is refused for {refused} only")
    before = int(NUMBERED[len(refused)]) if len(refused) < len(NUMBERED) else None
    return Refusal(codes[refused[-1]][0], before)


def _recorded(probe: Probe, engines: dict[AuthorDialect, Session]) -> tuple[Probe, int]:
    rows: dict[AuthorDialect, tuple[str, ...]] = {}
    failures = 0
    for dialect in probe.dialects:
        try:
            answer = ask_author_engine(engines[dialect], probe, dialect)
            rows[dialect] = _in_stable_order(written_rows(answer), Case(probe, dialect))
        except (EngineFailed, NoCounterpart, KeyError) as fault:
            if dialect in probe.refusals:
                continue
            failures += 1
            sys.stderr.write(f"{probe.name} ({dialect}): {str(fault).splitlines()[0]}\n")
    return probe.recorded(rows), failures


def _in_stable_order(rows: tuple[str, ...], case: Case) -> tuple[str, ...]:
    """Rows in the order that the query asks for; without one, sorted: engines give them in another at every run."""
    return rows if case.is_ordered else tuple(sorted(rows))


if __name__ == "__main__":
    sys.exit(main())
