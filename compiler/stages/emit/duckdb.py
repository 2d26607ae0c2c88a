"""An analysed tree as DuckDB's SQL: parameters as `$name`, lists as `unnest`, and what sqlglot cannot say refused."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp
from sqlglot.errors import ErrorLevel, UnsupportedError

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import AnalysedQuery, is_many
from compiler.ir.query import SqlFault
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.reading import author_dialect
from compiler.stages.emit.from_postgres import Refused, rewrite_for_duckdb
from compiler.types.common import element_of
from compiler.types.families import Kind, family, precision_and_scale


@dataclass(frozen=True)
class Emitted:
    """The text, or the faults that kept it from being made."""

    sql: str
    faults: tuple[SqlFault, ...] = ()


def emit_duckdb(query: AnalysedQuery) -> Emitted:
    """Print an analysed query for DuckDB; its tree is used up."""
    faults = Faults(query.text)
    holder = exp.Subquery(this=query.tree)
    _open_lists(holder)
    _type_parameters(holder)
    if query.dialect == "postgres":
        try:
            rewrite_for_duckdb(holder)
        except Refused as refused:
            faults.report(codes.NOT_FOR_DUCKDB, refused.message, refused.node, refused.remedy)
            return Emitted("", faults.in_order())
    try:
        text = author_dialect("duckdb").generate(
            holder.this, unsupported_level=ErrorLevel.RAISE, comments=False
        )
    except UnsupportedError as error:
        faults.report(codes.NOT_FOR_DUCKDB, str(error), query.tree)
        return Emitted("", faults.in_order())
    return Emitted(text)


def _type_parameters(tree: exp.Expr) -> None:
    """`$p` becomes `CAST($p AS T)`: DuckDB chooses functions by types, and a parameter has none before it is bound."""
    for parameter in list(tree.find_all(exp.Parameter)):
        if is_many(parameter) or isinstance(parameter.parent, exp.Cast | exp.Explode):
            continue
        cast = exp.Cast(
            this=parameter.copy(), to=exp.DataType.build(duckdb_type(parameter.type), dialect="duckdb")
        )
        cast.type = parameter.type
        parameter.replace(cast)


def _open_lists(tree: exp.Expr) -> None:
    """`a IN ($list)` becomes `a IN (SELECT unnest(CAST($list AS T[])))`."""
    for parameter in list(tree.find_all(exp.Parameter)):
        if is_many(parameter) and isinstance(parameter.parent, exp.In):
            element = duckdb_type(parameter.type)
            array = exp.DataType.build(f"{element}[]", dialect="duckdb")
            opened = exp.Explode(this=exp.Cast(this=parameter.copy(), to=array))
            membership = parameter.parent
            membership.set("expressions", None)
            membership.set("query", exp.Subquery(this=exp.Select(expressions=[opened])))


_WORDS: dict[Kind, str] = {
    Kind.INT: "INTEGER",
    Kind.UTINYINT: "UTINYINT",
    Kind.INT128: "HUGEINT",
    Kind.MONEY: "DECIMAL(19,4)",
    Kind.SMALLMONEY: "DECIMAL(10,4)",
    Kind.ROWVERSION: "BLOB",
    Kind.FLOAT: "FLOAT",
}
_FAMILIES = {
    "text": "VARCHAR",
    "timestamp": "TIMESTAMP",
    "timestamptz": "TIMESTAMP WITH TIME ZONE",
    "binary": "BLOB",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "time": "TIME",
    "interval": "INTERVAL",
    "uuid": "UUID",
    "json": "JSON",
    "null": "INTEGER",
    "float": "DOUBLE",
    "unknown": "VARCHAR",
}


def duckdb_type(data_type: exp.DataType | None) -> str:
    """DuckDB's word for a type of the analysed tree."""
    if data_type is None:
        return "VARCHAR"
    found = family(data_type)
    if data_type.this in _WORDS:
        return _WORDS[data_type.this]
    if found == "decimal":
        digits = precision_and_scale(data_type)
        return f"DECIMAL({digits[0]},{digits[1]})" if digits is not None else "DOUBLE"
    if found == "array":
        return f"{duckdb_type(element_of(data_type))}[]"
    if found in _FAMILIES:
        return _FAMILIES[found]
    return data_type.sql("duckdb")
