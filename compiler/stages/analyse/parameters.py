"""Values that a query is given: placeholders become typed parameters, declared ones or, for `transpile`, inferred ones.

`:name`, `:range.start`, `$name`, `$1` and `?` are understood in every dialect. Without declarations the type of a
parameter is what its first use needs (the column it is compared with, the cast around it), as PostgreSQL infers it
(https://www.postgresql.org/docs/current/sql-prepare.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import MANY, NULLABLE, AnalysedParameter
from compiler.ir.query import DeclaredParameter, ValueType
from compiler.stages.analyse.faults import Faults
from compiler.types.common import BIGINT, BOOLEAN, DATE, TEXT, TIMESTAMP, TIMESTAMPTZ, UNKNOWN, decimal
from compiler.types.families import Kind, family
from schemas.bundle.objects import ParameterSource

TYPES: dict[ValueType, exp.DataType] = {
    "text": TEXT,
    "integer": BIGINT,
    "number": decimal(28, 10),
    "boolean": BOOLEAN,
    "date": DATE,
    "datetime": TIMESTAMP,
}
NOW = "now"
_PLACEHOLDER = re.compile(r"(?<![:\w])[:$@]([A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)?|\d+)|\?")


@dataclass
class Parameters:
    """The parameters met so far, by the name they have in the statement. `declared` None: infer."""

    declared: dict[str, DeclaredParameter] | None
    found: dict[str, AnalysedParameter] = field(default_factory=dict)
    uses: dict[str, list[exp.Expr]] = field(default_factory=dict)
    anonymous: int = 0
    names: dict[str, str] = field(init=False)
    """The author's names to those in the statement."""
    places: dict[str, list[int]] = field(default_factory=dict)
    """Where each placeholder stands in the text, by its mark and name; sqlglot does not note it."""

    def __post_init__(self) -> None:
        self.names = emitted_names(self.declared or ())

    def now(self) -> exp.Parameter:
        """A reference to the moment of the view."""
        self.found[NOW] = AnalysedParameter(NOW, TIMESTAMPTZ, ParameterSource(kind="now"))
        return parameter_node(NOW, TIMESTAMPTZ)

    def declare(self, name: str) -> exp.Parameter | None:
        """A reference to a declared parameter, or None when there is none of that name."""
        if self.declared is None:
            return self._inferred(name)
        declared = self.declared.get(name)
        if declared is None:
            return None
        emitted = self.names[name]
        self.found[emitted] = AnalysedParameter(emitted, TYPES[declared.type], declared.source, declared.many)
        node = parameter_node(emitted, TYPES[declared.type])
        if declared.many:
            node.meta[MANY] = True
        return node

    def _inferred(self, name: str) -> exp.Parameter:
        if name not in self.names:
            self.names = emitted_names([*self.names, name])
        emitted = self.names[name]
        known = self.found.get(emitted)
        node = parameter_node(emitted, known.type if known is not None else UNKNOWN)
        self.uses.setdefault(emitted, []).append(node)
        return node

    def infer(self, node: exp.Expr, data_type: exp.DataType, many: bool = False) -> None:
        """Give an inferred parameter the type that this use needs, at all its uses."""
        name = node.this.name
        if name in self.found:
            return
        chosen = _bindable(data_type)
        source = ParameterSource(kind="parameter", name=name)
        self.found[name] = AnalysedParameter(name, chosen, source, many)
        for use in self.uses.get(name, [node]):
            use.type = chosen

    def report_untyped(self, faults: Faults) -> None:
        """Report the parameters whose type no use has told."""
        for name, uses in self.uses.items():
            if name not in self.found:
                message = f"no use tells the type of parameter `{name}`"
                faults.report(codes.TYPE_NOT_KNOWN, message, uses[0], f"write CAST(:{name} AS its type)")

    def place(self, node: exp.Expr, text: str) -> None:
        """Note on a placeholder's node where it stands: at the next of its places in the text."""
        written = f"{node.this.name}.{node.expression.name}" if isinstance(node, exp.Dot) else node.name
        if not self.places:
            for found in _PLACEHOLDER.finditer(text):
                self.places.setdefault(found[1] or "?", []).append(found.start())
        waiting = self.places.get(written or "?")
        if waiting:
            start = waiting[0] if len(waiting) == 1 else waiting.pop(0)
            node.meta.update(start=start, end=start + len(written or ""))

    def next_name(self) -> str:
        """The name of the next `?`."""
        self.anonymous += 1
        return f"p{self.anonymous}"


def parameter_node(name: str, data_type: exp.DataType) -> exp.Parameter:
    """A bound value in a tree."""
    node = exp.Parameter(this=exp.Var(this=name))
    node.type = data_type
    node.meta[NULLABLE] = name != NOW
    return node


def is_untyped(node: exp.Expr) -> bool:
    """Whether a node is a parameter whose type no use has told yet."""
    return isinstance(node, exp.Parameter) and family(node.type) == "unknown"


def emitted_names(names: Iterable[str]) -> dict[str, str]:
    """The name in the statement for each of the author's: `period_start` for `period.start`.

    No two are the same, and none is that of the clock: a number is added to the later one.
    """
    taken, given = {NOW}, {}
    for name in names:
        plain = emitted = name.replace(".", "_")
        number = 2
        while emitted.lower() in taken:
            emitted, number = f"{plain}_{number}", number + 1
        taken.add(emitted.lower())
        given[name] = emitted
    return given


def placeholder_name(node: exp.Expr, parameters: Parameters) -> str | None:
    """The author's name of a placeholder: `a.b` for `:a.b`, `p1` for `$1`; None for what is no placeholder."""
    if isinstance(node, exp.Dot) and isinstance(node.this, exp.Placeholder) and node.this.this:
        return f"{node.this.name}.{node.expression.name}"
    if not isinstance(node, exp.Placeholder | exp.Parameter):
        return None
    name = node.name
    if name in ("", "?"):
        return parameters.next_name()
    return f"p{name}" if name.isdigit() else name


def _bindable(data_type: exp.DataType) -> exp.DataType:
    """The type that a value is bound as: wide enough for any value beside one of `data_type`."""
    found = family(data_type)
    if found == "text":
        return TEXT
    if found == "integer":
        return BIGINT
    if found == "timestamp":
        return TIMESTAMP
    if data_type.this is Kind.MONEY:
        return decimal(19, 4)
    return data_type
