"""How often Python looks for garbage that only cycles hold.

A run builds millions of values that stay until it ends; with Python's own thresholds three quarters of the time of reading a
large repository went into looking through them again. https://docs.python.org/3/library/gc.html#gc.set_threshold
"""

from __future__ import annotations

import gc

YOUNG = 50_000
"""New values between two looks at them, some ten megabytes; the trees of a query, which are cycles, go in the next."""
SELDOM = (20, 100)
"""Looks at the young before one at the older, and of those before one at all."""


def collect_seldom() -> None:
    """For the whole process: called by programs, never by a function that others import."""
    gc.set_threshold(YOUNG, *SELDOM)
