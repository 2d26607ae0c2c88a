"""Which rules each kind has beyond its model: a file is checked against those of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.tree import Document
from compiler.stages.validate.catalog import broken_catalog
from compiler.stages.validate.channels import broken_channels, repeated_columns
from compiler.stages.validate.dashboard_tests import broken_tests
from compiler.stages.validate.defaults import broken_constants, broken_parameters
from compiler.stages.validate.identifiers import repeated_ids
from compiler.stages.validate.layout import broken_layout
from compiler.stages.validate.moves import broken_moves
from compiler.stages.validate.overlay import misplaced_segment
from compiler.stages.validate.tenant import broken_datasource
from compiler.yaml_source import MappingNode
from schemas.resources import Catalog, Dashboard, Overlay, Tenant

Rule = Callable[[Any, MappingNode], Iterator[Diagnostic]]

DASHBOARD_RULES: tuple[Rule, ...] = (
    repeated_ids,
    broken_layout,
    broken_channels,
    repeated_columns,
    broken_parameters,
    broken_constants,
)
RULES: Mapping[type, tuple[Rule, ...]] = {
    Dashboard: DASHBOARD_RULES,
    Tenant: (broken_datasource,),
    Catalog: (broken_catalog,),
    Overlay: (misplaced_segment,),
}

RULES_OF_WHOLE: Mapping[type, tuple[Rule, ...]] = {Dashboard: (broken_moves, broken_tests)}
"""Rules about what is not there, which a document that lacks its faulty parts does not tell; nor do overlays change them."""


def broken_rules(document: Document[Any]) -> tuple[Diagnostic, ...]:
    """The rules of its kind that a document breaks; none for a document of which there is no model."""
    if document.model is None:
        return ()
    kind = type(document.model)
    rules = RULES.get(kind, ()) + (RULES_OF_WHOLE.get(kind, ()) if document.whole else ())
    return broken_by(document.model, document.node, rules)


def broken_by(model: Any, node: MappingNode, rules: tuple[Rule, ...]) -> tuple[Diagnostic, ...]:
    """The faults that these rules find."""
    return tuple(fault for rule in rules for fault in rule(model, node))
