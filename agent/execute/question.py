"""A question to the site's database, complete: an admitted statement, its values, and what tells its answer apart."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime

from agent.execute.binding import BoundValue, View, bind, cache_values
from agent.execute.guard import AdmittedStatement
from agent.execute.served import ServedBundle


@dataclass(frozen=True)
class Question:
    """Two questions with the same `key` have the same answer; `timezone` is the tenant's, `now` the view's moment."""

    admitted: AdmittedStatement
    values: Mapping[str, BoundValue]
    key: Hashable
    now: datetime
    timezone: str


def ask(bundle: ServedBundle, statement_digest: str, view: View) -> Question:
    """The question of a view to one of the bundle's statements. Raises SiteFault (DW934) for a missing claim."""
    admitted = bundle.admitted[statement_digest]
    values = bind(admitted.statement, view)
    key = statement_digest, cache_values(admitted.statement, values)
    return Question(admitted, values, key, view.now, bundle.bundle.manifest.timezone)
