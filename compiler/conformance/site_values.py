"""Values for the parameters of an emitted statement, from the same choices that the author's query is given."""

from __future__ import annotations

from compiler.conformance.author_query import Choices
from compiler.conformance.values import BoundValue, Value
from compiler.ir.query import EmittedStatement


def bound_values(statement: EmittedStatement, choices: Choices) -> list[BoundValue]:
    """The values of a statement's parameters, as the agent binds them."""
    bound = []
    for parameter in statement.parameters:
        source = parameter.source
        value: Value
        if source.kind == "now":
            value = choices.now
        elif source.kind == "claim":
            value = choices.values[f"viewer.{source.name}"].value
        else:
            value = choices.values[".".join(filter(None, (source.name, source.part)))].value
        bound.append(BoundValue(parameter.name, parameter.type, value, parameter.many))
    return bound
