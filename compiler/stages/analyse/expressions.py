"""Binding one expression: its columns resolved, its type and nullability set, bottom up, in one walk.

Each kind of node has one rule in `RULES`; a kind without a rule is a function looked up in `functions`, and what neither
knows is refused: the list of what may be written is an allow-list. A node of UNKNOWN type has been reported already, and
nothing is said about what stands above it.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse import casts, comparisons, conditions, moments, operators, subqueries, windows
from compiler.stages.analyse.binding import did_you_mean, respelling, typed
from compiler.stages.analyse.functions import bind_function
from compiler.stages.analyse.functions.instead import INSTEAD
from compiler.stages.analyse.names import bind_column
from compiler.stages.analyse.parameters import placeholder_name
from compiler.stages.analyse.reading import author_dialect
from compiler.stages.analyse.scope import Scope
from compiler.types.common import BOOLEAN, NULL, TEXT, VARBINARY
from compiler.types.numbers import literal_number, without_exponent

Rule = Callable[[exp.Expr, Scope], exp.Expr]


def bind(node: exp.Expr, scope: Scope) -> exp.Expr:
    """Bind an expression in place, and return the node that stands in its place afterwards."""
    rule = RULES.get(type(node))
    if isinstance(node, exp.Binary) and node.args.get("expression") is None:
        bound = scope.binding.refuse(node, codes.SYNTAX, "an operand is missing here")
    elif rule is not None:
        bound = rule(node, scope)
    elif isinstance(node, exp.Func):
        bound = bind_function(node, scope, bind)
    else:
        bound = _refuse(node, scope)
    if bound is not node and node.parent is not None:
        node.replace(bound)
    return bound


def bind_all(nodes: list[exp.Expr], scope: Scope) -> list[exp.Expr]:
    """Bind several expressions of one parent."""
    return [bind(node, scope) for node in list(nodes)]


def _refuse(node: exp.Expr, scope: Scope) -> exp.Expr:
    name = type(node).__name__.lower()
    message = f"`{name}` is not among what queries may use"
    return scope.binding.refuse(node, codes.UNKNOWN_FUNCTION, message, INSTEAD.get(name))


def _column(node: exp.Expr, scope: Scope) -> exp.Expr:
    if not isinstance(node, exp.Column) or isinstance(node.this, exp.Star):
        message = "`*` stands for columns only in a select list and in COUNT(*)"
        return scope.binding.refuse(node, codes.FORBIDDEN, message)
    bound = bind_column(node, scope)
    if (
        bound.type is not None
        and bound.type.this is exp.DType.USERDEFINED
        and not isinstance(node.parent, _PASSING_ON)
    ):
        return _refuse_opaque(bound, scope)
    return bound


_PASSING_ON = (exp.Alias, exp.Select, exp.Is, exp.Count, exp.Cast, exp.Paren)
"""What may stand around a column of a type that SQL Server does not compute with."""


def _refuse_opaque(node: exp.Expr, scope: Scope) -> exp.Expr:
    word = node.type.args.get("kind") if node.type is not None else ""
    message = f"`{node.name}` is of SQL Server's type {word}, which is not compared or computed with"
    return scope.binding.refuse(node, codes.WRONG_TYPES, message, "convert it in a view of the database")


def _literal(node: exp.Expr, scope: Scope) -> exp.Expr:
    if node.args.get("is_string"):
        return typed(node, TEXT, False)
    if scope.binding.is_postgres:
        node.set("this", without_exponent(node.name))
    return typed(node, literal_number(node.name, scope.binding.is_postgres), False)


def _placeholder(node: exp.Expr, scope: Scope) -> exp.Expr:
    binding = scope.binding
    name = placeholder_name(node, binding.parameters)
    if name is not None:
        binding.parameters.place(node, binding.text)
    if name is None:
        return _struct_access(node, scope)
    found = binding.parameters.declare(name)
    if found is None:
        declared = sorted(binding.parameters.declared or {})
        known = f"declared are: {', '.join(declared)}" if declared else "none is declared"
        message = f"parameter `:{name}` is not declared"
        remedy, mend = did_you_mean(name, declared) or known, respelling(name, declared)
        if f"{name}.start" in declared:
            message = f"`:{name}` is a range of two moments, and no value itself"
            remedy, mend = f"write :{name}.start or :{name}.end, which is not part of the range", None
        return binding.refuse(node, codes.PARAMETER_NOT_DECLARED, message, remedy, mend=mend)
    found.meta.update({key: node.meta[key] for key in ("start", "end", "line", "col") if key in node.meta})
    if found.meta.get("many"):
        message = f"`:{name}` is a list of values"
        return binding.refuse(node, codes.LIST_PARAMETER, message, f"write IN (:{name})")
    return found


def _struct_access(node: exp.Expr, scope: Scope) -> exp.Expr:
    """DuckDB's `text.upper()` is `upper(text)`."""
    call = node.expression
    if not scope.binding.is_postgres and isinstance(call, exp.Func):
        return _chained(node, call, scope)
    message = "fields of structs and rows are not among what queries may use"
    return scope.binding.refuse(node, codes.UNKNOWN_FUNCTION, message)


def _chained(node: exp.Expr, call: exp.Func, scope: Scope) -> exp.Expr:
    subject = node.this
    if isinstance(subject, exp.Identifier):
        subject = exp.Column(this=subject.copy())
    arguments = [subject.copy(), *(call.expressions if isinstance(call, exp.Anonymous) else _arguments(call))]
    name = call.name if isinstance(call, exp.Anonymous) else call.sql_name()
    try:
        function = exp.func(name, *arguments, dialect="duckdb")
    except ValueError:
        return scope.binding.refuse(node, codes.SYNTAX, f"{name.lower()} lacks an argument")
    function.meta.update(call.meta)
    node.replace(function)
    return bind(function, scope)


def _arguments(call: exp.Func) -> list[exp.Expr]:
    return list(call.iter_expressions())


def _arrow(node: exp.Expr, scope: Scope) -> exp.Expr:
    """`f(j -> 'a' ->> 'b')`: the parser takes the first arrow among arguments for a lambda's. Other lambdas are refused."""
    names, body = node.expressions, node.this
    first = body
    while isinstance(first, exp.Binary):
        first = first.this
    if len(names) != 1 or not isinstance(first, exp.Literal):
        return _refuse(node, scope)
    column = exp.Column(this=exp.to_identifier(names[0].name, quoted=names[0].args.get("quoted")))
    column.this.meta.update(names[0].meta)
    path = author_dialect(scope.binding.dialect).to_json_path(first.copy())
    read = exp.JSONExtract(this=column, expression=path)
    if first is body:
        node.replace(read)
        return bind(read, scope)
    first.replace(read)
    node.replace(body)
    return bind(body, scope)


def _constant(data_type: exp.DataType, nullable: bool) -> Rule:
    return lambda node, scope: typed(node, data_type, nullable)


def _paren(node: exp.Expr, scope: Scope) -> exp.Expr:
    inner = bind(node.this, scope)
    return typed(node, inner.type or NULL, bool(inner.meta.get("nullable", True)))


def _named_argument(node: exp.Expr, scope: Scope) -> exp.Expr:
    value = bind(node.expression, scope)
    return typed(node, value.type or NULL, bool(value.meta.get("nullable", True)))


def _with_bind(rule: Callable[[exp.Expr, Scope, Rule], exp.Expr]) -> Rule:
    return lambda node, scope: rule(node, scope, bind)


RULES: dict[type[exp.Expr], Rule] = {
    exp.Column: _column,
    exp.Literal: _literal,
    exp.Null: _constant(NULL, True),
    exp.Boolean: _constant(BOOLEAN, False),
    exp.HexString: _constant(VARBINARY, False),
    exp.National: _constant(TEXT, False),
    exp.RawString: _constant(TEXT, False),
    exp.Placeholder: _placeholder,
    exp.Parameter: _placeholder,
    exp.Dot: _placeholder,
    exp.Paren: _paren,
    exp.Kwarg: _named_argument,
    exp.PropertyEQ: _named_argument,
    exp.JSONPath: _constant(NULL, False),
    exp.Lambda: _arrow,
    **{kind: _with_bind(rule) for kind, rule in operators.RULES.items()},
    **{kind: _with_bind(rule) for kind, rule in comparisons.RULES.items()},
    **{kind: _with_bind(rule) for kind, rule in conditions.RULES.items()},
    **{kind: _with_bind(rule) for kind, rule in casts.RULES.items()},
    **{kind: _with_bind(rule) for kind, rule in moments.RULES.items()},
    **{kind: _with_bind(rule) for kind, rule in windows.RULES.items()},
    **{kind: _with_bind(rule) for kind, rule in subqueries.RULES.items()},
}
