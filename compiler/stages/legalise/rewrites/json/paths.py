"""Where a value stands in a JSON text: the text itself, and a path of SQL Server's.

https://learn.microsoft.com/sql/relational-databases/json/json-path-expressions-sql-server
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form, type_needed
from compiler.types.families import family_of

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_STEPS: Final = re.compile(r"\{[^{}\"\\]*\}")
OBJECTS: Final = (exp.JSONExtract, exp.JSONBExtract)
HELP: Final = "write the members as literals: j -> 'a' ->> 'b'"


@dataclass(frozen=True)
class Spot:
    """A value of a JSON text: `steps` are members and places from the outermost in, as SQL Server writes them."""

    text: exp.Expr
    steps: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The path, `$` for the whole text."""
        return "$" + "".join(self.steps)

    def document(self, context: Context) -> exp.Expr:
        """The object or array at the spot as a JSON text; NULL where there is none."""
        if not self.steps:
            return build.typed(context.copy(self.text), exp.DType.TEXT)
        return build.typed(build.call("JSON_QUERY", context.copy(self.text), self.path), exp.DType.TEXT)

    def scalar(self, context: Context) -> exp.Expr:
        """The text of a scalar at the spot, or of an object or an array as it stands; NULL for null.

        The second argument is NULL for whatever is no object and no array; some servers give it the text null.
        """
        value = build.call("JSON_VALUE", context.copy(self.text), self.path)
        other = build.call("NULLIF", build.call("JSON_QUERY", context.copy(self.text), self.path), "null")
        return build.typed(build.call("COALESCE", value, other), exp.DType.TEXT)


def spot_of(node: exp.Expr) -> Spot:
    """Where a JSON expression stands in the text that it is taken from. Raises `Refusal`."""
    steps: tuple[str, ...] = ()
    at = node
    while isinstance(at, OBJECTS):
        steps = steps_of(at) + steps
        at = at.this
    while isinstance(at, exp.Cast) and family_of(at) == "json":
        at = at.this
    if family_of(at) == "unknown":
        raise type_needed(at, "what is read as JSON")
    if family_of(at) not in {"text", "json"}:
        raise no_form(node, f"{family_of(at)} read as JSON")
    return Spot(at, steps)


def steps_of(node: exp.Expr) -> tuple[str, ...]:
    """The steps of one operator or function. Raises `Refusal`."""
    path = node.args["expression"]
    if isinstance(path, exp.JSONPath):
        parts = [part for part in path.expressions if not isinstance(part, exp.JSONPathRoot)]
        return tuple(_step(part, node) for part in parts)
    if isinstance(path, exp.Literal) and path.is_string and _STEPS.fullmatch(path.name):
        return tuple(
            f"[{name}]" if name.isdigit() else member(name.strip()) for name in path.name[1:-1].split(",")
        )
    if isinstance(path, exp.Literal) and path.is_int:
        return (f"[{path.name}]",)
    if isinstance(path, exp.Literal) and path.is_string and not path.name.startswith(("$", "/")):
        return (member(path.name),)
    raise no_form(node, "this JSON path", HELP)


def _step(part: exp.Expr, node: exp.Expr) -> str:
    if isinstance(part, exp.JSONPathKey) and isinstance(part.this, str):
        return member(part.this)
    if isinstance(part, exp.JSONPathSubscript) and str(part.this).isdigit():
        return f"[{part.this}]"
    raise no_form(node, "this JSON path", HELP)


def member(name: str) -> str:
    """The step to a member of an object."""
    if _NAME.fullmatch(name):
        return f".{name}"
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'."{escaped}"'


def member_name(step: str) -> str:
    """The name or place to which a step leads."""
    if step.startswith("["):
        return step[1:-1]
    name = step[1:]
    return re.sub(r"\\(.)", r"\1", name[1:-1]) if name.startswith('"') else name
