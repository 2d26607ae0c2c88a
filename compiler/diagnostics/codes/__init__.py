"""Every code that the compiler reports, collected from one module a range.

Ranges: DW1xx reading, DW2xx structure, DW3xx references and overlays, DW4xx templates, DW5xx SQL against the
catalog (DW52x charts), DW6xx translation, DW7xx policy. A module of codes defines each as a `Code` value with a
name that states the fault; `collect` finds them. A code that is no longer reported moves to `RETIRED`, and its
number is never given to another fault.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from types import ModuleType

from schemas.codes import Code

RETIRED: frozenset[str] = frozenset()
"""Numbers that once meant something and stay reserved."""

PUBLISHED_ELSEWHERE = ("schemas.publishing_codes", "schemas.site_codes")
"""Where the ranges DW8xx and DW9xx stand: the contract, because control plane and agent report them."""


def codes_in(module: ModuleType) -> tuple[Code, ...]:
    """The codes that a module defines, in the order of their numbers."""
    return tuple(sorted((v for v in vars(module).values() if isinstance(v, Code)), key=lambda code: code.id))


@cache
def compiler_codes() -> Mapping[str, Code]:
    """Id to code for everything that compiling can report. Raises ValueError when a number is given twice."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    return unique(_in_modules(f"{__name__}.{name}" for name in names))


@cache
def all_codes() -> Mapping[str, Code]:
    """Id to code, those of publishing and of the site included."""
    return unique((*compiler_codes().values(), *_in_modules(PUBLISHED_ELSEWHERE)))


def unique(codes: Iterable[Code]) -> dict[str, Code]:
    """Codes by id, in order. Raises ValueError when two faults share a number or a retired one comes back."""
    found: dict[str, Code] = {}
    for code in sorted(codes, key=lambda code: code.id):
        if found.get(code.id, code) != code or code.id in RETIRED:
            raise ValueError(f"{code.id} is given twice, or was retired")
        found[code.id] = code
    return found


def _in_modules(names: Iterable[str]) -> list[Code]:
    return [code for name in names for code in codes_in(importlib.import_module(name))]
