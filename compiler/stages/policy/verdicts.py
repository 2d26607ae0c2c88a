"""All rules put to one tenant: each finding with its level, or set aside with the reason why it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from compiler.diagnostics.diagnostic import Diagnostic, Severity
from compiler.ir.translated import TranslatedTenant
from compiler.ir.tree import Document, below_tenants
from compiler.lineage.repository import Traces
from compiler.stages.policy.dashboards import implicit_refresh, missing_titles, odd_names, too_many_widgets
from compiler.stages.policy.findings import Finding, Subject, matches_any
from compiler.stages.policy.own import broken_own_rule, own_rules
from compiler.stages.policy.personal import personal_columns
from compiler.stages.policy.queries import forbidden_tables, missing_row_filters, unbounded_tables
from compiler.stages.policy.suppressions import Accepted, accepted_in, as_meant, unknown_rules
from schemas.resources.policy import Level, Policy, Rule

Check = Callable[[Any, Subject], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "max_widgets": too_many_widgets,
    "title_in_every_locale": missing_titles,
    "forbidden_tables": forbidden_tables,
    "personal_columns": personal_columns,
    "bounded_tables": unbounded_tables,
    "explicit_refresh": implicit_refresh,
    "naming": odd_names,
    "required_row_filter": missing_row_filters,
}
"""The rules that come with the compiler, by their name in `policy.yaml`."""

_NamedCheck = tuple[str, Rule, Callable[[Subject], Iterator[Finding | Diagnostic]]]
"""A rule's name, its settings, and what puts it to a dashboard."""

_SEVERITIES: dict[Level, Severity] = {"error": "error", "warn": "warning"}


@dataclass(frozen=True)
class Verdicts:
    """What the policy says of one tenant; `accepted` are its suppressions, `used` those that set a finding aside."""

    faults: tuple[Diagnostic, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    used: tuple[Accepted, ...] = ()


def judged(policy: Document[Policy] | None, tenant: TranslatedTenant, traces: Traces) -> Verdicts:
    """What the policy says of a tenant's dashboards; `traces` remembers what queries use, for all tenants."""
    checks = _checks(policy)
    verdicts = [_judged_dashboard(checks, policy, Subject(tenant, d, traces)) for d in tenant.dashboards]
    return Verdicts(
        tuple(fault for verdict in verdicts for fault in verdict.faults),
        tuple(found for verdict in verdicts for found in verdict.accepted),
        tuple(found for verdict in verdicts for found in verdict.used),
    )


def _checks(policy: Document[Policy] | None) -> tuple[_NamedCheck, ...]:
    """The rules that the policy has."""
    if policy is None or policy.model is None:
        return ()
    rules: dict[str, Rule | None] = {name: getattr(policy.model.rules, name) for name in CHECKS}
    built_in = [(name, rule, partial(CHECKS[name], rule)) for name, rule in rules.items() if rule is not None]
    own = [(name, at.rule, partial(broken_own_rule, name, at)) for name, at in own_rules(policy).items()]
    return (*built_in, *own)


def _judged_dashboard(
    checks: tuple[_NamedCheck, ...], policy: Document[Policy] | None, subject: Subject
) -> Verdicts:
    written, model = accepted_in(subject.dashboard), policy.model if policy is not None else None
    faults = list(unknown_rules(written, model))
    accepted = as_meant(written, model)
    used: list[Accepted] = []
    for name, rule, check in checks:
        level = level_at(rule, subject.dashboard.rendered.resolved.path)
        for finding in check(subject) if level != "off" else ():
            if isinstance(finding, Diagnostic):
                faults.append(finding)
                continue
            found = next((one for one in accepted if one.covers(name, finding.widget)), None)
            faults.append(_diagnostic(finding, _SEVERITIES[level], found))
            used += [found] if found is not None else []
    return Verdicts(tuple(faults), accepted, tuple(used))


def level_at(rule: Rule, path: str) -> Level:
    """The rule's level for a file; `off` outside of its paths."""
    below = below_tenants(path)
    if not matches_any(rule.paths, below):
        return "off"
    other = [found.level for found in rule.except_ if matches_any(found.paths, below)]
    return other[-1] if other else rule.level


def _diagnostic(finding: Finding, severity: Severity, accepted: Accepted | None) -> Diagnostic:
    reason = accepted.reason if accepted is not None else None
    return Diagnostic(
        finding.code.id, finding.message, finding.span, severity, help=finding.help, suppressed=reason
    )
