"""The query of a parameter's choices: one column of values of the parameter's type, or a second one with labels."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from compiler.diagnostics.codes import charts
from compiler.diagnostics.codes import sql as codes
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.translated import TranslatedParameter
from compiler.stages.queries.columns import is_moment, is_number, is_text
from compiler.stages.queries.faults import parameter_faults

_NAMED = re.compile(r"parameter `:(\w+)[.\w]*` is not declared")


def broken_choices(parameter: TranslatedParameter, declared: Collection[str]) -> Iterator[Diagnostic]:
    """The faults of a parameter's query, and what of its columns does not fit; `declared` are the dashboard's parameters."""
    for fault in parameter_faults(parameter):
        yield _told(fault, declared)
    yield from _misfits(parameter)


def _told(fault: Diagnostic, declared: Collection[str]) -> Diagnostic:
    """Choices are listed before the viewer has chosen anything, so that one list cannot depend on another."""
    named = _NAMED.match(fault.message) if fault.code == codes.PARAMETER_NOT_DECLARED.id else None
    if named is None or named[1] not in declared:
        return fault
    message = f"choices cannot depend on another parameter such as `:{named[1]}`"
    remedy = "list all choices; they are read before the viewer has chosen anything"
    return replace(fault, message=message, help=remedy, edit=None)


def _misfits(parameter: TranslatedParameter) -> Iterator[Diagnostic]:
    sql, translation = parameter.rendered.options, parameter.translation
    if sql is None or translation is None or not translation.ok or not translation.statements:
        return
    columns = next(iter(translation.statements.values())).columns
    declared = parameter.rendered.parameter
    if len(columns) > 2:
        message = f"the choices of `{declared.id}` have {len(columns)} columns"
        yield _misfit(
            message, parameter, "return the values, and their labels in a second column if they have any"
        )
    elif not _fits(declared.type, columns[0].type):
        message = f"`{declared.id}` is {declared.type}, and its choices are {columns[0].type}"
        yield _misfit(message, parameter, "cast the first column, or give the parameter another type")


def _fits(parameter_type: str, column_type: str) -> bool:
    if parameter_type in ("integer", "number"):
        return is_number(column_type)
    return is_moment(column_type) if parameter_type == "date" else is_text(column_type)


def _misfit(message: str, parameter: TranslatedParameter, remedy: str) -> Diagnostic:
    sql = parameter.rendered.options
    if sql is None:
        raise TypeError("choices that do not fit have a query")
    start = len(sql.text) - len(sql.text.lstrip())
    place = sql.place(start, start + len(sql.text.split(maxsplit=1)[0]))
    return Diagnostic(charts.CHOICES_DO_NOT_FIT.id, message, place.span, labels=place.labels, help=remedy)
