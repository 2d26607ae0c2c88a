"""The objects of a bundle: dashboards, statements and the catalog contract.

Each is stored and sent as the canonical bytes of its model and named by their SHA-256.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from schemas.canonical import canonical_bytes, canonical_object, digest
from schemas.resources.dashboard import NamedRange, ParameterType
from schemas.resources.widget import WidgetType

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Texts = dict[str, str]
"""Locale to text; `*` is the text for every other locale."""

RowFilters = dict[str, list[str]]
"""`schema.table` to the conditions that every query of it carries, in the author's words. Statements hold them already."""


class Wire(BaseModel):
    """A value that travels: unknown fields are refused, because `format` says what may be there."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def to_bytes(self) -> bytes:
        """The canonical bytes, without fields that are None."""
        return canonical_bytes(self.model_dump(mode="json", exclude_none=True))

    def to_bytes_with(self, field: str, items: Iterable[bytes]) -> bytes:
        """The same with one of its lists given as the canonical bytes of each item, which many values may share."""
        rest = self.model_dump(mode="json", exclude_none=True, exclude={field})
        members = {name: canonical_bytes(value) for name, value in rest.items()}
        return canonical_object(members | {field: b"[" + b",".join(items) + b"]"})

    def object_name(self) -> str:
        """The name of this object: the SHA-256 of its bytes."""
        return digest(self.to_bytes())


class Origin(Wire):
    """Where an author wrote it: a path below the repository's root, a line from 1."""

    file: str
    line: int


class ParameterSource(Wire):
    """Where the agent takes a value from.

    kind `parameter`: the viewer's choice of parameter `name` (part `start` or `end` of a range, end exclusive).
    kind `now`: the moment of the view in the tenant's time zone.
    kind `claim`: the signed-in viewer's claim `name`.
    """

    kind: Literal["parameter", "now", "claim"]
    name: str | None = None
    part: Literal["start", "end"] | None = None


class StatementParameter(Wire):
    """One bound value: `name` as in the SQL, without its mark; `type` in the engine's own words."""

    name: str
    type: str
    many: bool = Field(False, description="Bound as one JSON array of values.")
    source: ParameterSource


class ResultColumn(Wire):
    """One column of the result; `type` in the engine's own words."""

    name: str
    type: str
    nullable: bool


class Limits(Wire):
    """What the agent grants at most; its site file may grant less, never more."""

    rows: int
    timeout_ms: int


class Statement(Wire):
    """One query in the engine's dialect, with all that is needed to run it."""

    kind: Literal["statement"] = "statement"
    sql: str
    parameters: list[StatementParameter]
    columns: list[ResultColumn]
    limits: Limits
    refresh_seconds: int
    tables: list[str] = Field(description="Tables it reads, `schema.table`, sorted.")
    origin: Origin


class Variant(Wire):
    """The statement to run when exactly these optional parameters have nothing chosen."""

    when_empty: list[str]
    statement: Sha256


class BundleOption(Wire):
    """One written-down choice; `value` as text for numbers with a fraction."""

    value: str | int | bool
    label: Texts | None = None


class BundleRange(Wire):
    """A default range: a named one, counted from the tenant's today, or two dates, end exclusive."""

    named: NamedRange | None = None
    start: str | None = None
    end: str | None = None


class BundleParameter(Wire):
    """A parameter as the viewer page shows it."""

    id: str
    type: ParameterType
    label: Texts
    many: bool
    empty: Literal["all", "none", "refuse"]
    default: BundleRange | list[str | int | bool] | str | int | bool | None = None
    options: list[BundleOption] | None = None
    option_statement: Sha256 | None = None


class BundlePosition(Wire):
    """Cells of the grid."""

    x: int
    y: int
    width: int
    height: int


class BundleFormat(Wire):
    """How a column's values are written."""

    style: Literal["number", "currency", "percent", "date", "month", "text"]
    currency: str | None = None
    decimals: int | None = None
    label: Texts | None = None


class BundleWidget(Wire):
    """A widget as the viewer page draws it."""

    id: str
    type: WidgetType
    title: Texts
    description: Texts | None = None
    position: BundlePosition
    text: Texts | None = None
    encoding: dict[str, str | list[str]]
    format: dict[str, BundleFormat]
    variants: list[Variant]
    origin: Origin


class BundleMoves(Wire):
    """Former names to present ones, so that old addresses of a page still lead to it."""

    slugs: list[str]
    widgets: dict[str, str]
    parameters: dict[str, str]


class BundleDashboard(Wire):
    """One page. `moved` is there where something of it was renamed, `row_filters` where it has some of its own."""

    kind: Literal["dashboard"] = "dashboard"
    slug: str
    title: Texts
    description: Texts | None = None
    parameters: list[BundleParameter]
    widgets: list[BundleWidget]
    moved: BundleMoves | None = None
    row_filters: RowFilters | None = None
    origin: Origin


class ContractColumn(Wire):
    """A column that some statement reads, as the catalog has it."""

    type: str
    nullable: bool
    collation: str | None = None


class CatalogContract(Wire):
    """What the statements rely on at the site: tables to columns, only those that are read."""

    kind: Literal["catalog"] = "catalog"
    tables: dict[str, dict[str, ContractColumn]]
