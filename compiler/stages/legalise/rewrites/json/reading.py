"""Single values out of a JSON text."""

from __future__ import annotations

import re

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs, no_form
from compiler.stages.legalise.rewriting import of_expression

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@of_expression(exp.JSONExtract)
def check_json_object(node: exp.JSONExtract, context: Context) -> exp.Expr:
    """`->` gives JSON, which is only read on; alone it would be spelled otherwise.

    Before: `j -> 'a' ->> 'b'`
    After:  `COALESCE(JSON_VALUE(j, N'$.a.b'), NULLIF(JSON_QUERY(j, N'$.a.b'), N'null'))`
    """
    if isinstance(node.parent, exp.JSONExtract | exp.JSONExtractScalar | exp.JSONBExtractScalar):
        return node
    raise differs(node, "JSON as a value is spelled anew", "read a single value with ->>")


@of_expression(exp.JSONExtractScalar, exp.JSONBExtractScalar)
def read_json_value(node: exp.JSONExtractScalar | exp.JSONBExtractScalar, context: Context) -> exp.Expr:
    """`->>` gives the text of a scalar, or of an object or an array as it stands.

    Before: `j ->> 'a'`
    After:  `COALESCE(JSON_VALUE(j, N'$.a'), NULLIF(JSON_QUERY(j, N'$.a'), N'null'))`
    """
    subject, path = node.this, _path(node)
    while isinstance(subject, exp.JSONExtract):
        path = _path(subject) + path
        subject = subject.this
    if isinstance(subject, exp.Cast):
        subject = subject.this
    where = build.text("$" + path)
    scalar = build.call("JSON_VALUE", subject, where)
    other = build.call("NULLIF", build.call("JSON_QUERY", context.copy(subject), where.copy()), "null")
    return build.typed(build.call("COALESCE", scalar, other), exp.DType.TEXT)


def _path(node: exp.Expr) -> str:
    path = node.args["expression"]
    if isinstance(path, exp.JSONPath):
        return "".join(
            _step(part, node) for part in path.expressions if not isinstance(part, exp.JSONPathRoot)
        )
    if isinstance(path, exp.Literal) and path.is_string and re.fullmatch(r"\{[^{}\"]*\}", path.name):
        return "".join(
            f"[{name}]" if name.isdigit() else _member(name) for name in path.name[1:-1].split(",")
        )
    if isinstance(path, exp.Literal) and path.is_int:
        return f"[{path.name}]"
    if isinstance(path, exp.Literal) and path.is_string and not path.name.startswith(("$", "/")):
        return _member(path.name)
    raise no_form(node, "this JSON path", "write the members as literals: j -> 'a' ->> 'b'")


def _step(part: exp.Expr, node: exp.Expr) -> str:
    if isinstance(part, exp.JSONPathKey) and isinstance(part.this, str):
        return _member(part.this)
    if isinstance(part, exp.JSONPathSubscript) and str(part.this).isdigit():
        return f"[{part.this}]"
    raise no_form(node, "this JSON path", "write the members as literals: j -> 'a' ->> 'b'")


def _member(name: str) -> str:
    name = name.strip()
    if _NAME.fullmatch(name):
        return f".{name}"
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'."{escaped}"'
