"""`make bench`: measures every figure and prints a table. Says, and does not assert, whether each holds."""

from __future__ import annotations

import platform
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from tests.benchmarks.authoring_loop import fresh_check, preview_edit
from tests.benchmarks.cached_answer import cached_answer
from tests.benchmarks.figure import Figure, NotMeasured
from tests.benchmarks.first_rows import first_rows
from tests.benchmarks.other_compilers import against_dbt, against_sqlmesh
from tests.benchmarks.reading_yaml import reading_yaml
from tests.benchmarks.sync_rate import sync_rate
from tests.benchmarks.unique_query import unique_query
from tests.benchmarks.whole_runs import (
    fleet_check,
    fleet_cold,
    fleet_edit,
    fleet_memory,
    fleet_warm,
    queries_cold,
    queries_edit,
    queries_warm,
    watch_edit,
)

FIGURES: tuple[Callable[[], Figure | NotMeasured], ...] = (
    unique_query,
    reading_yaml,
    first_rows,
    sync_rate,
    cached_answer,
    watch_edit,
    fresh_check,
    preview_edit,
    queries_cold,
    queries_warm,
    queries_edit,
    against_sqlmesh,
    against_dbt,
    fleet_cold,
    fleet_memory,
    fleet_warm,
    fleet_check,
    fleet_edit,
)


def main() -> None:
    """Prints a line for each figure as soon as all are measured."""
    table = Table("figure", "measured", "bar", "holds", "how")
    for measure in FIGURES:
        figure = measure()
        if isinstance(figure, NotMeasured):
            table.add_row(figure.name, "-", "-", "-", figure.reason)
            continue
        measured, bar = (f"{number:.2f} {figure.unit}" for number in (figure.measured, figure.bar))
        table.add_row(figure.name, measured, bar, "yes" if figure.holds else "no", figure.detail)
    Console().print(f"Python {platform.python_version()} on {platform.machine()}", table, sep="\n")


if __name__ == "__main__":
    main()
