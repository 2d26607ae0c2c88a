"""Rules of a tenant's own file."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.stages.validate.members import child, value_span
from compiler.yaml_source import MappingNode
from schemas.resources import Tenant


def broken_datasource(tenant: Tenant, node: MappingNode) -> Iterator[Diagnostic]:
    """SQL Server without its version, or DuckDB with one."""
    source, at = tenant.datasource, child(node, "datasource")
    if source.engine == "sqlserver" and source.version is None:
        message = "a datasource of engine sqlserver needs `version`"
        remedy = "add `version: 2019` (2016, 2017, 2019, 2022, 2025 or azure)"
        yield Diagnostic(structure.BROKEN_RULE.id, message, value_span(at, "engine"), help=remedy)
    if source.engine == "duckdb" and source.version is not None:
        message = "a datasource of engine duckdb takes no `version`"
        yield Diagnostic(structure.BROKEN_RULE.id, message, at.key_span("version"), help="remove it")
