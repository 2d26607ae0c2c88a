"""Rules of the vendor's own: expressions of Jinja, in the same sandbox and within the same bounds as templates.

https://jinja.palletsprojects.com/en/stable/templates/#expressions
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2.exceptions import TemplateError, TemplateSyntaxError

from compiler.diagnostics.codes import policy as codes
from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.ir.tree import Document
from compiler.stages.policy.findings import Finding, Subject
from compiler.stages.policy.view import dashboard_view, parameter_view, tenant_view, widget_view
from compiler.stages.render.environment import BoundedEnvironment
from compiler.stages.validate.members import child, first_key, value_span
from compiler.yaml_source import MappingNode
from schemas.resources.policy import OwnRule, Policy

Evaluate = Callable[..., Any]

_PARTS = ("when", "require")


class _Expressions(BoundedEnvironment):
    """The environment of templates, in which values of a dashboard are read with a dot as well."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`widget.position.width`: a key of a mapping comes before its methods."""
        return (
            obj[attribute] if isinstance(obj, dict) and attribute in obj else super().getattr(obj, attribute)
        )


_ENVIRONMENT = _Expressions({})


@lru_cache(maxsize=1024)
def _compiled(expression: str) -> Evaluate:
    """Raises TemplateSyntaxError."""
    return _ENVIRONMENT.compile_expression(expression, undefined_to_none=False)


def faulty_expressions(policy: Document[Policy] | None) -> Iterator[Diagnostic]:
    """Expressions that cannot be read, each told once, whether a tenant meets its rule or not."""
    for name in policy.model.rules.own if policy is not None and policy.model is not None else ():
        node = _node(policy, name)
        for part in _PARTS:
            written = node.get(part)
            if written is not None and isinstance(written.value, str):
                yield from _unreadable(written.value, value_span(node, part))


def _unreadable(expression: str, span: Span) -> Iterator[Diagnostic]:
    try:
        _compiled(expression)
    except TemplateSyntaxError as error:
        message = f"the expression cannot be read: {error.message}"
        yield Diagnostic(codes.FAULTY_EXPRESSION.id, message, span, help=_EXAMPLE)


_EXAMPLE = "write an expression such as `widget.position.width >= 4`"


def _node(policy: Document[Policy] | None, name: str) -> MappingNode:
    assert policy is not None  # noqa: S101  # asked for rules of a policy that is there
    return child(child(child(policy.node, "rules"), "own"), name)


@dataclass(frozen=True)
class OwnRuleAt:
    """A rule with the place of its parts."""

    rule: OwnRule
    node: MappingNode


def own_rules(policy: Document[Policy]) -> Mapping[str, OwnRuleAt]:
    """The rules of one's own whose expressions can be read."""
    rules = policy.model.rules.own if policy.model is not None else {}
    found = {name: OwnRuleAt(rule, _node(policy, name)) for name, rule in rules.items()}
    return {name: at for name, at in found.items() if not _is_unreadable(at.rule)}


def _is_unreadable(rule: OwnRule) -> bool:
    written = [expression for expression in (rule.when, rule.require) if expression is not None]
    return any(list(_unreadable(expression, _NOWHERE)) for expression in written)


_NOWHERE = Span.point("", 1, 1)


def broken_own_rule(name: str, at: OwnRuleAt, subject: Subject) -> Iterator[Finding | Diagnostic]:
    """What does not meet the rule; an expression that fails is a fault of the policy, at its place."""
    for values, span, widget in _asked(at.rule, subject):
        try:
            asked = at.rule.when is None or _holds(at.rule.when, values)
            if asked and not _holds(at.rule.require, values):
                remedy = at.rule.help or f"see the rule `{name}` of the policy"
                yield Finding(codes.OWN_RULE_BROKEN, f"{at.rule.message} ({name})", span, remedy, widget)
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            message = f"the expression fails for {_subject_words(values)}: {error}"
            yield Diagnostic(
                codes.FAULTY_EXPRESSION.id, message, value_span(at.node, "require"), help=_EXAMPLE
            )
            return


def _subject_words(values: Mapping[str, Any]) -> str:
    kind = next((kind for kind in ("widget", "parameter") if kind in values), None)
    slug = values["dashboard"]["slug"]
    return f"dashboard {slug}" if kind is None else f"{kind} `{values[kind]['id']}` of {slug}"


def _holds(expression: str, values: Mapping[str, Any]) -> bool:
    _ENVIRONMENT.restart()
    return bool(_compiled(expression)(**values))


def _asked(rule: OwnRule, subject: Subject) -> Iterator[tuple[dict[str, Any], Span, str | None]]:
    """The values of each thing that the rule is put to, its place, and its widget."""
    rendered = subject.dashboard.rendered
    around = {"tenant": tenant_view(subject.tenant), "dashboard": dashboard_view(subject.dashboard)}
    if rule.each == "dashboard":
        yield around, value_span(rendered.resolved.node, "slug"), None
    elif rule.each == "parameter":
        for parameter in rendered.parameters:
            values = {**around, "parameter": parameter_view(parameter.parameter)}
            yield values, value_span(parameter.node, "id"), None
    else:
        for widget in subject.dashboard.widgets:
            values = {**around, "widget": widget_view(widget)}
            yield values, first_key(widget.rendered.node), widget.rendered.widget.id
