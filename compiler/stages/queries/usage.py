"""Parameters that a dashboard declares and no query uses: the viewer would choose, and nothing would change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.diagnostics.codes import references
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.suggest import closest
from compiler.ir.query import Translation
from compiler.ir.rendered import RenderedText
from compiler.ir.translated import TranslatedDashboard
from compiler.stages.validate.members import value_span

_NAMED = re.compile(r"[:$@]([a-z][a-z0-9_]*)")


def unused_parameters(dashboard: TranslatedDashboard) -> Iterator[Diagnostic]:
    """The parameters without a use. What the text of a part that has other faults seems to name counts as used."""
    used = {name for widget in dashboard.widgets for name in _used(widget.rendered.sql, widget.translation)}
    if not dashboard.rendered.resolved.whole or any(
        not widget.rendered.whole for widget in dashboard.widgets
    ):
        used |= set(_NAMED.findall(dashboard.rendered.resolved.node.source.text))
    declared_ids = [parameter.rendered.parameter.id for parameter in dashboard.parameters]
    if used.issuperset(declared_ids):
        return
    used |= {
        near for name in used if (near := closest(name, declared_ids)) is not None
    }  # a misspelt use is a use
    for parameter in dashboard.parameters:
        declared = parameter.rendered.parameter
        if declared.id not in used:
            ends = f":{declared.id}.start and :{declared.id}.end"
            name = ends if declared.type == "date_range" else f":{declared.id}"
            yield Diagnostic(
                references.PARAMETER_NOT_USED.id,
                f"no query uses the parameter `{declared.id}`",
                value_span(parameter.rendered.node, "id"),
                help=f"use {name} in a query, or remove the parameter",
            )


def _used(sql: RenderedText | None, translation: Translation | None) -> frozenset[str]:
    """What a query uses; where it has faults, whatever its text seems to name."""
    if sql is None:
        return frozenset()
    if translation is not None and translation.ok:
        return translation.used_parameters
    return frozenset(_NAMED.findall(sql.text))
