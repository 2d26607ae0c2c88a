"""Defaults and choices of parameters and constants that do not fit their type."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic, Edit, Span
from compiler.diagnostics.suggest import suggestion
from compiler.stages.validate.members import child, members, value_span
from compiler.stages.validate.mending import in_shape
from compiler.stages.validate.wording import describe
from compiler.yaml_source import MappingNode, Node, SequenceNode
from compiler.yaml_source.mending import respelt
from schemas.resources import Dashboard
from schemas.resources.dashboard import Constant, FixedRange, NamedRange, Option, Parameter

_WORDS = {
    "text": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date such as 2026-01-31",
    "date_range": "a named range such as last_12_months, or a mapping of start and end",
}


def broken_parameters(dashboard: Dashboard, node: MappingNode) -> Iterator[Diagnostic]:
    """Parameters whose default or choices are not of their type."""
    for parameter, at in members(node, "parameters", dashboard.parameters):
        yield from _broken_default(parameter, at)
        yield from _broken_choices(parameter, at)
        if parameter.many and parameter.type in ("date_range", "boolean"):
            message = f"a parameter of type {parameter.type} takes one value, not many"
            yield Diagnostic(structure.BROKEN_RULE.id, message, at.key_span("many"), help="remove `many`")
        if parameter.options is not None and parameter.type in ("date_range", "boolean"):
            message = f"a parameter of type {parameter.type} has choices of its own"
            yield Diagnostic(
                structure.BROKEN_RULE.id, message, at.key_span("options"), help="remove `options`"
            )


def _broken_default(parameter: Parameter, at: MappingNode) -> Iterator[Diagnostic]:
    node = at.get("default")
    if node is None or parameter.default is None:
        return
    if parameter.many and isinstance(node, SequenceNode):
        for item in node.items:
            yield from _unfit(parameter, item, item.value)
    elif isinstance(node, SequenceNode):
        message = f"`{parameter.id}` takes one value; its default is a list"
        yield _fault(message, at.key_span("default"), "write `many: true`, or one value")
    elif isinstance(parameter.default, FixedRange):
        yield from _broken_range(parameter, parameter.default, at)
    else:
        yield from _unfit(parameter, node, node.value)


def _broken_range(parameter: Parameter, fixed: FixedRange, at: MappingNode) -> Iterator[Diagnostic]:
    ends = child(at, "default")
    if parameter.type != "date_range":
        message = f"the default of `{parameter.id}` must be {_WORDS[parameter.type]}, not a range"
        yield _fault(message, at.key_span("default"))
        return
    wrong = [end for end in ("start", "end") if not _is_date(getattr(fixed, end))]
    for end in wrong:
        yield _fault(f"there is no day {getattr(fixed, end)}", value_span(ends, end))
    if not wrong and fixed.start >= fixed.end:
        yield _fault(
            "the range ends before it begins; `end` is the first day after it", value_span(ends, "end")
        )


def _broken_choices(parameter: Parameter, at: MappingNode) -> Iterator[Diagnostic]:
    options = parameter.options
    values = child(at, "options").get("values")
    if options is None or options.values is None or not isinstance(values, SequenceNode):
        return
    for option, node in zip(options.values, values.items, strict=True):
        value = option.value if isinstance(option, Option) else option
        inner = node.get("value") if isinstance(node, MappingNode) else node
        yield from _unfit(parameter, inner or node, value, what="a choice")
    allowed = [option.value if isinstance(option, Option) else option for option in options.values]
    chosen = at.get("default")
    for item in chosen.items if isinstance(chosen, SequenceNode) else [chosen] if chosen else []:
        if item.value is not None and item.value not in allowed:
            choices = [str(value) for value in allowed]
            message, remedy = (
                f"the default `{item.value}` is none of the choices",
                suggestion(str(item.value), choices),
            )
            yield _fault(
                message, item.span, remedy, respelt(item, choices) if parameter.type == "text" else None
            )


def _unfit(parameter: Parameter, node: Node, value: Any, what: str = "the default") -> Iterator[Diagnostic]:
    if not fits(parameter.type, value):
        words = _WORDS[parameter.type]
        known = get_args(NamedRange) if parameter.type == "date_range" else ()
        message = f"{what} of `{parameter.id}` must be {words}, not {describe(node)}"
        yield _fault(message, node.span, suggestion(str(value), known), _fitting(parameter, node, known))


def _fitting(parameter: Parameter, node: Node, known: tuple[str, ...]) -> Edit | None:
    """The edit that makes of a value what its parameter asks for, where that is sure."""
    if known:
        return respelt(node, known)
    shape = {"text": "text", "integer": "a whole number", "boolean": "true or false"}
    return in_shape(node, shape.get(parameter.type, ""))


def fits(type_name: str, value: Any) -> bool:
    """Whether a value is one of a parameter's or constant's type."""
    if type_name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if type_name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if type_name == "boolean":
        return isinstance(value, bool)
    if type_name == "date_range":
        return value in get_args(NamedRange)
    return isinstance(value, str) and (type_name != "date" or _is_date(value))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def broken_constants(dashboard: Dashboard, node: MappingNode) -> Iterator[Diagnostic]:
    """Constants that have a default where they need none, none where they need one, or one of another type."""
    constants = child(node, "constants")
    for name, constant in dashboard.constants.items():
        at = child(constants, name)
        if constant.mode != "required" and constant.default is None:
            message = f"the constant `{name}` is {constant.mode} and has no default"
            yield _fault(message, constants.key_span(name), "add `default:`, or `mode: required`")
        elif constant.mode == "required" and constant.default is not None:
            message = f"the constant `{name}` is required, so its default is never used"
            yield _fault(message, at.key_span("default"), "remove the default, or write `mode: allowed`")
        elif constant.default is not None and not constant_fits(constant, constant.default):
            words = f"the default of `{name}` must be {_WORDS[constant.type]}"
            yield _fault(f"{words}, not {describe(at.get('default'))}", value_span(at, "default"))


def constant_fits(constant: Constant, value: object) -> bool:
    """Whether a value may stand for a constant."""
    return fits(constant.type, value)


def _fault(message: str, span: Span, remedy: str | None = None, edit: Edit | None = None) -> Diagnostic:
    return Diagnostic(structure.DEFAULT_DOES_NOT_FIT.id, message, span, help=remedy, edit=edit)
