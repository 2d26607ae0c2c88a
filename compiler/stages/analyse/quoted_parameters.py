"""Parameters inside quotes, `':region'` and `LIKE '%:search%'`: texts to SQL, so that what a viewer chooses changes nothing."""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import place
from compiler.ir.query import Query
from compiler.stages.analyse.faults import Faults

_QUOTED: Final = re.compile(r"'(%?)[:$]([a-z][a-z0-9_]*(?:\.(?:start|end))?)(%?)'")


def refuse_quoted_parameters(tree: exp.Expr, query: Query, faults: Faults) -> None:
    """Reports texts that are the name of a declared parameter, alone or as a pattern."""
    declared = {parameter.name for parameter in query.parameters or ()}
    found = {at.start(): at for at in _QUOTED.finditer(query.sql) if at[2] in declared}
    for literal in tree.find_all(exp.Literal) if found else ():
        start = place(literal)
        if literal.is_string and start is not None and start in found:
            _report(found[start], query, faults)


def _report(found: re.Match[str], query: Query, faults: Faults) -> None:
    before, name, after = found.groups()
    join = "+" if query.dialect == "tsql" else "||"
    parts = [f"'{before}'" if before else "", f":{name}", f"'{after}'" if after else ""]
    meant = f" {join} ".join(filter(None, parts))
    message = f"`:{name}` inside quotes is a text, and not what the viewer chose"
    edit = faults.edit(*found.span(), meant)
    length = len(found[0])
    faults.report_at(codes.PARAMETER_IN_QUOTES, message, found.start(), length, f"write {meant}", edit=edit)
