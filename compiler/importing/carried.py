"""What both importers read an export into: panels, parameters, and remarks on all that is not as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from schemas.resources.tenant import Dialect
from schemas.resources.widget import WidgetType

Outcome = Literal["changed", "left out"]


class BadExport(ValueError):
    """A file that is no dashboard of the tool it is said to come from; the message says what it is instead."""


@dataclass(frozen=True)
class Remark:
    """One thing that is not as it was: `item` names it as the other tool shows it, `remedy` says what its author can do."""

    item: str
    outcome: Outcome
    what: str
    remedy: str | None = None


@dataclass(frozen=True)
class Place:
    """A rectangle on the other tool's grid, which is 24 columns wide in Grafana and Metabase alike."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Hints:
    """Result columns by the role that the other tool draws them in; empty where it leaves that to their types."""

    x: str | None = None
    y: tuple[str, ...] = ()
    series: str | None = None


@dataclass(frozen=True)
class Panel:
    """One panel. `kind` None: we have no such widget. `blocked`: why its query cannot be carried, whatever the catalog.

    `sql` is in our terms already (`:parameter`), `original` as the other tool had it. `formats` maps a result column to its
    format; what stands under `*` is for every number that has none of its own. `one_row`: the tool shows one of the rows
    without saying which to our taste, so that the query must return one.
    """

    name: str
    title: str
    place: Place
    kind: WidgetType | None
    sql: str | None = None
    original: str | None = None
    dialect: Dialect | None = None
    text: str | None = None
    description: str | None = None
    hints: Hints = Hints()
    formats: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    one_row: bool = False
    blocked: str | None = None


@dataclass(frozen=True)
class CarriedDashboard:
    """A dashboard of another tool in our terms; `parameters` are values of `parameters:`, by the keys of the schema."""

    title: str
    description: str | None
    panels: tuple[Panel, ...]
    parameters: tuple[Mapping[str, Any], ...]
    remarks: tuple[Remark, ...]
