"""Statements for the tests of engines, let pass without a look: the guard has its own tests."""

from __future__ import annotations

from collections.abc import Mapping

from agent.execute.binding import BoundValue
from agent.execute.engine import Call
from agent.execute.guard import AdmittedStatement
from schemas.bundle.objects import ParameterSource, StatementParameter
from tests.support.sites import statement


def call(
    sql: str,
    columns: dict[str, str],
    values: Mapping[str, tuple[str, BoundValue]] | None = None,
    *,
    row_cap: int = 1000,
    byte_cap: int = 1_000_000,
) -> Call:
    """One execution; `values`: parameter name to declared type and value."""
    values = values or {}
    parameters = [
        StatementParameter(name=name, type=kind, source=ParameterSource(kind="now"))
        for name, (kind, _) in values.items()
    ]
    admitted = AdmittedStatement("0" * 64, statement(sql, columns, parameters, tables=()))
    return Call(admitted, {name: value for name, (_, value) in values.items()}, row_cap, byte_cap, 30)
