"""`kind: overlay`: what one tenant changes in a shared dashboard, by widget id."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from schemas.resources.base import Duration, LocalizedText, Name, Resource
from schemas.resources.dashboard import Parameter
from schemas.resources.tenant import DashboardReference
from schemas.resources.widget import Widget


class Overlay(Resource):
    """Changes to a dashboard: mappings are merged key by key, lists replaced, null removes."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 3})

    kind: Literal["overlay"]
    dashboard: DashboardReference = Field(description="The dashboard it changes, as in `_shared/executive`.")
    title: LocalizedText | None = None
    description: LocalizedText | None = None
    refresh: Duration | None = None
    parameters: dict[Name, dict[str, Any] | None] = Field(
        default_factory=dict, description="Parameter id to its changes; null removes it."
    )
    widgets: dict[Name, dict[str, Any] | None] = Field(
        default_factory=dict, description="Widget id to its changes; null removes it."
    )
    add_parameters: list[Parameter] = Field(default_factory=list)
    add: list[Widget] = Field(default_factory=list, description="Widgets that the base does not have.")

    @model_validator(mode="after")
    def _changes_something(self) -> Overlay:
        if not (self.model_fields_set - {"kind", "dashboard"}):
            raise ValueError("an overlay that changes nothing; remove it, or say what it changes")
        return self
