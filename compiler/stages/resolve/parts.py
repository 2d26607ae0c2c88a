"""Models of the parts that overlays leave alone: one for all tenants, and validated once.

A thousand tenants each lay an overlay over one dashboard; what they do not touch keeps its node, so the model that was
made of the node holds for all of them.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from compiler.stages.validate.members import members
from compiler.stages.validate.modelling import Modelled, model_of
from compiler.yaml_source import MappingNode, Node, SequenceNode
from schemas.resources import Dashboard
from schemas.resources.base import Part

PARTS = ("widgets", "parameters")


class KnownParts:
    """Parts of dashboards by the node that they were made of."""

    def __init__(self) -> None:
        self._models: dict[int, tuple[Node, Part]] = {}

    def learn(self, node: MappingNode, model: Dashboard) -> None:
        """Remembers the parts of a dashboard that holds."""
        for models, key in ((model.widgets, "widgets"), (model.parameters, "parameters")):
            for part, at in members(node, key, list[Part](models)):
                self._models[id(at)] = at, part

    def modelled(self, node: MappingNode) -> Modelled[Dashboard]:
        """As `model_of(Dashboard, node)`, with the parts that are known already taken as they are."""
        try:
            return Modelled(Dashboard.model_validate(self._value(node)), node)
        except ValidationError:  # told of the whole, as of a dashboard without an overlay
            return model_of(Dashboard, node)

    def _value(self, node: MappingNode) -> dict[str, Any]:
        lists = {key: found for key in PARTS if isinstance(found := node.get(key), SequenceNode)}
        return node.value | {key: [self._part(item) for item in found.items] for key, found in lists.items()}

    def _part(self, node: Node) -> object:
        known = self._models.get(id(node))
        return known[1] if known is not None else node.value
