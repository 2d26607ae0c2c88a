"""Garbage looked for as `dashwright` does, so that a figure of a part holds for the program."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from compiler.cli.collecting import collect_seldom


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Until the end; then as before."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
