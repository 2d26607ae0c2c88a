"""One of several values: the type of what CASE, COALESCE, VALUES and lists give."""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse.binding import typed
from compiler.stages.analyse.coercion import coerce, is_adaptable, is_text_literal, spoken
from compiler.stages.analyse.scope import Scope
from compiler.types.common import TEXT, UNKNOWN
from compiler.types.families import family, family_of
from compiler.types.numbers import holds
from compiler.types.unify import unify


def chosen(node: exp.Expr, values: list[exp.Expr], scope: Scope, nullable: bool) -> exp.Expr:
    """Type a node out of which one of several values comes."""
    binding = scope.binding
    solid = [value.type for value in _deciding(values, binding.is_postgres) if value.type is not None]
    data_type = unify(solid, binding.is_postgres)
    if data_type is None:
        return _refuse_mix(node, values, scope)
    if not solid and any(is_text_literal(value) for value in values):
        data_type = TEXT
    if family(data_type) not in ("null", "unknown"):
        values = [coerce(value, data_type, binding) if is_adaptable(value) else value for value in values]
        deciding = _deciding(values, binding.is_postgres) or values
        data_type = unify([value.type or UNKNOWN for value in deciding], binding.is_postgres) or data_type
    return typed(node, data_type, nullable)


def _deciding(values: list[exp.Expr], postgres: bool) -> list[exp.Expr]:
    """The values whose types decide: in DuckDB a whole number as it is written fits in with any integer that holds it."""
    typed_ones = [value for value in values if not is_adaptable(value)]
    if postgres:
        return typed_ones
    literals = [value for value in typed_ones if isinstance(value, exp.Literal) and value.name.isdigit()]
    others = [value for value in typed_ones if value not in literals]
    integers = [value for value in others if family_of(value) == "integer" and value.type is not None]
    if not integers or len(integers) < len(others):
        return typed_ones
    wide = [
        one for one in literals if not any(holds(other.type or UNKNOWN, int(one.name)) for other in integers)
    ]
    return [*others, *wide]


def _refuse_mix(node: exp.Expr, values: list[exp.Expr], scope: Scope) -> exp.Expr:
    kinds = " and ".join(dict.fromkeys(spoken(value) for value in values if family_of(value) != "null"))
    message = f"{kinds} cannot be values of one expression"
    return scope.binding.refuse(node, codes.WRONG_TYPES, message, "cast them to one type")
