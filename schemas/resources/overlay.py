"""`kind: overlay`: what one tenant changes in a shared dashboard, by widget id."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from schemas.resources.base import Duration, LocalizedText, Name, Part, Resource, Slug
from schemas.resources.dashboard import Parameter
from schemas.resources.tenant import DashboardReference
from schemas.resources.widget import Widget


class Beside(Part):
    """Where something stands in the order, by the id of its neighbour."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": [key], "properties": {key: {"not": {"type": "null"}}, other: {"type": "null"}}}
                for key, other in (("before", "after"), ("after", "before"))
            ]
        }
    )

    before: Name | None = Field(None, description="The id of the one that it stands right before.")
    after: Name | None = Field(None, description="The id of the one that it stands right after.")

    @model_validator(mode="after")
    def _one_neighbour(self) -> Beside:
        if (self.before is None) == (self.after is None):
            raise ValueError("a place is either `before` or `after` another one")
        return self


class Overlay(Resource):
    """Changes to a dashboard: mappings are merged key by key, lists replaced, null removes, new places are by id."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": [key]} for key in (
                "title", "description", "refresh", "parameters", "widgets", "add_parameters", "add", "order",
                "order_parameters",
            )]
        }
    )  # fmt: skip

    kind: Literal["overlay"] = Field(description="What the file is: changes to a shared dashboard.")
    dashboard: DashboardReference = Field(description="The dashboard it changes, as in `_shared/executive`.")
    segment: Slug | None = Field(
        None,
        description="In `_shared/overlays/`: laid over the dashboard of every tenant that lists this segment.",
    )
    title: LocalizedText | None = Field(None, description="Another title.")
    description: LocalizedText | None = Field(None, description="Another description; null removes it.")
    refresh: Duration | None = Field(None, description="Another age that an answer may have.")
    parameters: dict[Name, dict[str, Any] | None] = Field(
        default_factory=dict, description="Parameter id to its changes; null removes it."
    )
    widgets: dict[Name, dict[str, Any] | None] = Field(
        default_factory=dict, description="Widget id to its changes; null removes it."
    )
    add_parameters: list[Parameter] = Field(
        default_factory=list, description="Parameters that the base does not have."
    )
    add: list[Widget] = Field(default_factory=list, description="Widgets that the base does not have.")
    order: dict[Name, Beside] = Field(
        default_factory=dict, description="Widget id to its place, right before or after another widget."
    )
    order_parameters: dict[Name, Beside] = Field(
        default_factory=dict, description="Parameter id to its place, right before or after another one."
    )

    @model_validator(mode="after")
    def _changes_something(self) -> Overlay:
        if not (self.model_fields_set - {"kind", "dashboard", "segment"}):
            raise ValueError("an overlay that changes nothing; remove it, or say what it changes")
        return self
