"""What the stages do to one file and to many queries: pure functions, one value of which a run is given.

Stages walk over a tree and apply these; whoever remembers, stores or spreads results wraps the function here
(`compiler.memory`), and no stage knows of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from compiler.stages.queries import TranslateAll, one_by_one
from compiler.stages.validate import Read, read_document
from compiler.translate import translate

TRANSLATE = one_by_one(translate)


@dataclass(frozen=True)
class Steps:
    """The functions that a run applies; by default those that do the work anew each time."""

    read: Read = read_document
    translate: TranslateAll = TRANSLATE
