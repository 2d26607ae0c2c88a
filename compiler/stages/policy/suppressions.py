"""Findings that an author accepts with a reason, on a widget or on the whole dashboard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from compiler.diagnostics.codes import policy as codes
from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.diagnostics.suggest import closest, suggestion
from compiler.ir.translated import TranslatedDashboard
from compiler.stages.validate.members import members
from compiler.yaml_source import MappingNode, ScalarNode
from compiler.yaml_source.mending import respelt
from schemas.resources.base import Suppression
from schemas.resources.policy import BUILT_IN_RULES, Policy


@dataclass(frozen=True)
class Accepted:
    """One suppression: the rule, why, where it is written, and the widget that it is for (None: all of the dashboard)."""

    rule: str
    reason: str
    node: ScalarNode
    widget: str | None

    @property
    def span(self) -> Span:
        """Where it is written."""
        return self.node.span

    def covers(self, rule: str, widget: str | None) -> bool:
        """Whether a finding of that rule is accepted."""
        return self.rule == rule and self.widget in {None, widget}


def accepted_in(dashboard: TranslatedDashboard) -> tuple[Accepted, ...]:
    """The suppressions of a dashboard and its widgets, those of widgets first, being nearer."""
    rendered = dashboard.rendered
    found = [
        accepted
        for widget in rendered.widgets
        if widget.widget.suppress
        for accepted in _accepted(widget.node, widget.widget.suppress, widget.widget.id)
    ]
    return (*found, *_accepted(rendered.resolved.node, rendered.resolved.model.suppress, None))


def _accepted(node: MappingNode, listed: list[Suppression], widget: str | None) -> Iterator[Accepted]:
    for suppression, place in members(node, "suppress", listed):
        named = place.get("rule")
        if isinstance(named, ScalarNode):
            yield Accepted(suppression.rule, suppression.reason, named, widget)


def known_rules(policy: Policy | None) -> frozenset[str]:
    """The names of rules that a suppression may name."""
    return BUILT_IN_RULES | (policy.rules.own.keys() if policy is not None else set())


def unknown_rules(accepted: Iterable[Accepted], policy: Policy | None) -> Iterator[Diagnostic]:
    """Suppressions of rules that there are not."""
    known = known_rules(policy)
    for found in accepted:
        if found.rule not in known:
            message, remedy = f"there is no rule `{found.rule}`", suggestion(found.rule, known)
            edit = respelt(found.node, known)
            yield Diagnostic(codes.UNKNOWN_RULE.id, message, found.span, help=remedy, edit=edit)


def as_meant(written: Iterable[Accepted], policy: Policy | None) -> tuple[Accepted, ...]:
    """Suppressions of rules that there are; a misspelt one stands for the rule that it means, being told once."""
    known = known_rules(policy)
    meant = [(found, closest(found.rule, known)) for found in written]
    return tuple(replace(found, rule=rule) for found, rule in meant if rule is not None)


def unused_suppressions(accepted: Iterable[Accepted], used: Iterable[Accepted]) -> Iterator[Diagnostic]:
    """Suppressions that no tenant needs, each told once: what they accept may come back unseen."""
    needed = {found.span for found in used}
    for found in {found.span: found for found in accepted}.values():
        if found.span not in needed:
            message = f"nothing here breaks the rule `{found.rule}`"
            yield Diagnostic(codes.UNUSED_SUPPRESSION.id, message, found.span, "warning", help="remove it")
