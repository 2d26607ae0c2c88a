"""What becomes of a generated query on its way: the author's rows, the statement, and the statement read back."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema
from compiler.conformance.author_query import names_of
from compiler.conformance.author_text import AuthorDialect, ParameterValue, runnable
from compiler.conformance.engines import Session
from compiler.conformance.values import Answer, BoundValue
from compiler.ir.query import DeclaredParameter, EmittedParameter, EmittedStatement, Query, ValueType
from schemas.bundle.objects import ParameterSource
from schemas.resources.base import TextComparison
from tests.compiler.conformance.ground import NOW
from tests.support.sql_grammar import Generated
from tests.support.sql_grammar.ground import ZONE
from tests.support.tsql_reader import NotRead
from tests.support.tsql_reader.casting import type_of
from tests.support.tsql_reader.types import Type

MOMENT = NOW.astimezone(ZONE)
"""The moment of the queries as the clocks of their zone show it."""


def tables_of(schema: CatalogSchema) -> dict[str, dict[str, Type]]:
    """The tables as the reader of T-SQL knows them; a column of a type that it does not know is left out."""
    found: dict[str, dict[str, Type]] = {}
    for table in schema.tables:
        columns = {column.name.lower(): kind_of(str(column.type)) for column in table.columns}
        name = f"{table.name.schema}.{table.name.table}".lower()
        found[name] = {column: kind for column, kind in columns.items() if kind is not None}
    return found


def kind_of(word: str) -> Type | None:
    """The reader's type for a word of SQL Server; None for one that it does not know."""
    try:
        spelled = (
            "float(24)" if word == "real" else word.replace("(max)", "")
        )  # sqlglot reads REAL and FLOAT alike
        return type_of(exp.DataType.build(spelled, dialect="tsql"))[0]
    except NotRead:
        return None


_VALUE_TYPES: dict[type, ValueType] = {int: "integer", str: "text"}


def _type_of(value: object) -> ValueType:
    first = next(iter(value), "") if isinstance(value, tuple) else value
    return _VALUE_TYPES[type(first)]


def query_of(generated: Generated, dialect: AuthorDialect, comparison: TextComparison = "database") -> Query:
    """The query as a dashboard would have it."""
    declared = tuple(
        DeclaredParameter(
            name, _type_of(value), ParameterSource(kind="parameter", name=name), many=isinstance(value, tuple)
        )
        for name, value in generated.parameters
    )
    return Query(generated.sql, dialect, declared, text_comparison=comparison)


def ask_author(
    session: Session, generated: Generated, dialect: AuthorDialect, schema: CatalogSchema
) -> Answer:
    """The author's own engine's answer. Raises EngineFailed."""
    values = {
        name: ParameterValue(_type_of(value), value)  # type: ignore[arg-type]  # an int or a text
        for name, value in generated.parameters
    }
    text = runnable(generated.sql, dialect, values, MOMENT, names_of(schema))
    return session.run(text.sql, text.values)


def bound(statement: EmittedStatement, values: Mapping[str, object]) -> list[BoundValue]:
    """The statement's parameters with their values; the moment as the tenant's clocks show it."""
    return [
        BoundValue(each.name, each.type, _value(each, values), each.many)  # type: ignore[arg-type]
        for each in statement.parameters
    ]


def _value(parameter: EmittedParameter, values: Mapping[str, object]) -> object:
    return MOMENT if parameter.source.kind == "now" else values[str(parameter.source.name)]
