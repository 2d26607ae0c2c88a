"""Diagnostic codes: what each stands for, defined once.

Ranges: DW1xx reading, DW2xx structure, DW3xx references and overlays, DW4xx templates, DW5xx SQL against the
catalog, DW6xx translation, DW7xx policy, DW8xx publishing, DW9xx site. The contract holds the ranges that the
control plane and the agent speak (8 and 9); the compiler's own stand in `compiler/diagnostics/codes/`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A fault that can be reported: a stable id such as DW501 and a title of a few words."""

    id: str
    title: str
