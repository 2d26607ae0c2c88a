"""The constants of a dashboard as one tenant sets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from compiler.diagnostics.codes import references
from compiler.diagnostics.diagnostic import Diagnostic, Label, Span
from compiler.diagnostics.suggest import closest, suggestion
from compiler.stages.validate.defaults import constant_fits
from compiler.stages.validate.wording import describe
from compiler.yaml_source import MappingNode, ScalarNode
from compiler.yaml_source.mending import respelt
from schemas.resources import Dashboard
from schemas.resources.base import ConstantValue
from schemas.resources.dashboard import Constant


def constants_of(dashboard: Dashboard, given: Mapping[str, ConstantValue]) -> dict[str, ConstantValue] | None:
    """Name to value: as given where that is allowed, else the default. None when one is missing."""
    values: dict[str, ConstantValue] = {}
    for name, constant in dashboard.constants.items():
        value = given.get(name)
        if value is None or constant.mode == "fixed" or not constant_fits(constant, value):
            value = constant.default
        if value is None:
            return None
        values[name] = value
    return values


def broken_constants(
    dashboard: Dashboard, base: MappingNode, given: MappingNode | None, place: Span
) -> Iterator[Diagnostic]:
    """What is wrong with a tenant's `with:`; `place` is where the tenant lists the dashboard."""
    entries = given.entries if given is not None else {}
    declared = base.get("constants")
    for name, entry in entries.items():
        constant = dashboard.constants.get(name)
        label = (
            (Label(declared.key_span(name), "declared here"),) if isinstance(declared, MappingNode) else ()
        )
        if constant is None:
            yield _not_declared(name, entry.key, dashboard, entries)
        elif constant.mode == "fixed":
            message = f"the constant `{name}` is fixed by the dashboard"
            span, remedy = entry.key.span, "remove it here"
            yield Diagnostic(references.CONSTANT_FIXED.id, message, span, labels=label, help=remedy)
        elif not constant_fits(constant, entry.node.value):
            message = f"the constant `{name}` is of type {constant.type}, not {describe(entry.node)}"
            yield Diagnostic(references.CONSTANT_OF_WRONG_TYPE.id, message, entry.node.span, labels=label)
    meant = {closest(name, dashboard.constants) for name in entries}  # a misspelt name is told already
    for name, constant in dashboard.constants.items():
        if constant.mode == "required" and name not in meant:
            yield _required(name, constant, place)


def _not_declared(name: str, key: ScalarNode, dashboard: Dashboard, given: Iterable[str]) -> Diagnostic:
    message = f"the dashboard declares no constant `{name}`"
    remedy = suggestion(
        name, dashboard.constants, otherwise="remove it, or declare it in the dashboard's `constants`"
    )
    edit = respelt(key, set(dashboard.constants) - set(given))
    return Diagnostic(references.CONSTANT_NOT_DECLARED.id, message, key.span, help=remedy, edit=edit)


def _required(name: str, constant: Constant, place: Span) -> Diagnostic:
    message = f"the dashboard needs a value for its constant `{name}`"
    remedy = f"write `with: {{{name}: ...}}`, a value of type {constant.type}"
    return Diagnostic(references.CONSTANT_REQUIRED.id, message, place, help=remedy)
