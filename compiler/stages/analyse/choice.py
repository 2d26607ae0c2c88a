"""One of several values: the type of what CASE, COALESCE, VALUES and lists give."""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse.binding import typed
from compiler.stages.analyse.coercion import coerce, is_adaptable, is_text_literal, spoken, with_offsets
from compiler.stages.analyse.scope import Scope
from compiler.types.common import TEXT, UNKNOWN
from compiler.types.families import family, family_of
from compiler.types.numbers import holds
from compiler.types.unify import unify


def chosen(node: exp.Expr, values: list[exp.Expr], scope: Scope, nullable: bool) -> exp.Expr:
    """Type a node out of which one of several values comes."""
    binding = scope.binding
    fitting = _fitting_in(values, binding.is_postgres)
    deciding = [value for value in values if id(value) not in fitting]
    solid = [value.type for value in deciding if not is_adaptable(value) and value.type is not None]
    data_type = unify(solid, binding.is_postgres)
    if data_type is None:
        return _refuse_mix(node, values, scope)
    if not solid and any(is_text_literal(value) for value in values):
        data_type = TEXT
    if family(data_type) not in ("null", "unknown"):
        values = [coerce(value, data_type, binding) if is_adaptable(value) else value for value in values]
        types = [value.type or UNKNOWN for value in values if id(value) not in fitting]
        data_type = unify(types, binding.is_postgres) or data_type
        with_offsets(values, data_type)
    return typed(node, data_type, nullable)


def _fitting_in(values: list[exp.Expr], postgres: bool) -> set[int]:
    """Ids of whole numbers as written that in DuckDB take the type of the integers beside them."""
    literals = [value for value in values if isinstance(value, exp.Literal) and value.name.isdigit()]
    others = [value for value in values if value not in literals and not is_adaptable(value)]
    integers = [value.type for value in others if family_of(value) == "integer" and value.type is not None]
    if postgres or not integers or len(integers) < len(others):
        return set()
    return {id(one) for one in literals if any(holds(other, int(one.name)) for other in integers)}


def _refuse_mix(node: exp.Expr, values: list[exp.Expr], scope: Scope) -> exp.Expr:
    kinds = " and ".join(dict.fromkeys(spoken(value) for value in values if family_of(value) != "null"))
    message = f"{kinds} cannot be values of one expression"
    return scope.binding.refuse(node, codes.WRONG_TYPES, message, "cast them to one type")
