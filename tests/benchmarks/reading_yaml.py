"""The cost of reading a dashboard file with every position, against PyYAML's loader that keeps none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import yaml

from compiler.yaml_source import read_yaml
from tests.benchmarks.collecting import collecting_seldom
from tests.benchmarks.figure import Figure

FILES = sorted((Path(__file__).parents[2] / "tenants").rglob("dashboards/*.yaml"))
ROUNDS = 40
BAR = 0.75


def reading_yaml() -> Figure:
    """The ratio of the summed best times over all dashboards of our tenants."""
    contents = [path.read_bytes() for path in FILES]
    with collecting_seldom():
        times = [_best(data, _ours, _theirs) for data in contents]
    ours, theirs = (1000 * sum(column) / len(times) for column in zip(*times, strict=True))
    detail = f"{ours:.2f} ms against {theirs:.2f} ms of CPU for a dashboard, best of {ROUNDS}"
    return Figure("read YAML with positions", ours / theirs, BAR, "times CSafeLoader", detail)


def _best(data: bytes, *programs: Callable[[bytes], object]) -> list[float]:
    """The least CPU seconds of each program on a file; they take turns, so that all see the same machine."""
    best = [float("inf")] * len(programs)
    for _ in range(ROUNDS):
        for index, program in enumerate(programs):
            begun = process_time()
            program(data)
            best[index] = min(best[index], process_time() - begun)
    return best


def _ours(data: bytes) -> None:
    _, node, faults = read_yaml("dashboard.yaml", data)
    if node is None:
        raise ValueError(f"the figure needs files that can be read: {faults[0].message}")


def _theirs(data: bytes) -> object:
    return yaml.load(data, yaml.CSafeLoader)
