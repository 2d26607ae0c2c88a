"""Grafana's template variables: choices become parameters, what the viewer does not choose becomes a fixed value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from compiler.importing.carried import Remark
from compiler.importing.grafana.macros import Expansion, Variables
from compiler.importing.json_tree import at, mapping, sequence, text
from compiler.importing.naming import name_of, unused
from compiler.importing.sql_text import NotCarried
from schemas.resources.tenant import Dialect

_ALL = "$__all"


@dataclass
class VariableReading:
    """What reading the variables of one dashboard gives."""

    dialect: Dialect
    parameters: list[dict[str, Any]] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def variables(self) -> Variables:
        """As queries need them."""
        return Variables(self.ids, self.fixed)

    def read(self, variable: dict[str, Any]) -> None:
        """Takes one variable in."""
        name, kind = text(variable, "name"), text(variable, "type")
        read = _KINDS.get(kind)
        if read is None:
            what = f"a variable of type {kind or 'unknown'} has no counterpart"
            self.remarks.append(Remark(_item(name), "left out", what, _REMEDIES.get(kind)))
        else:
            read(self, name, variable)

    def _choice(self, name: str, variable: dict[str, Any], options: dict[str, Any] | None) -> None:
        identifier = unused(name_of(name, "choice"), set(self.ids.values()))
        self.ids[name] = identifier
        values: dict[str, Any] = {"id": identifier, "type": "text"}
        if label := text(variable, "label"):
            values["label"] = label
        if variable.get("multi"):
            values["many"] = True
        if variable.get("includeAll"):
            values["empty"] = "all"
        elif default := _chosen(variable):
            values["default"] = [default] if variable.get("multi") else default
        if options:
            values["options"] = options
        if text(variable, "regex"):
            what = f"the choices were filtered by {text(variable, 'regex')}"
            self.remarks.append(Remark(_item(name), "left out", what, "put the condition into the query"))
        self.parameters.append(values)

    def query(self, name: str, variable: dict[str, Any]) -> None:
        """Choices from the database."""
        asked = at(variable, "query")
        raw = text(variable, "query") or text(asked, "rawSql") or text(asked, "query")
        expansion = Expansion(_item(name), self.dialect, Variables(fixed=self.fixed))
        sql, lost = None, None
        try:
            sql = expansion.sql(raw) if raw else None
        except NotCarried as reason:
            lost = str(reason)
        if expansion.uses_period:
            sql, lost = None, "choices that depend on the range of time have no counterpart"
        if lost is not None:
            self.remarks.append(Remark(_item(name), "left out", f"its choices: {lost}", _CHAINED))
        self._choice(name, variable, {"sql": sql} if sql else None)

    def custom(self, name: str, variable: dict[str, Any]) -> None:
        """Choices that are written down, as `a, b` or `Label : value`."""
        values = [_written_choice(part) for part in text(variable, "query").split(",") if part.strip()]
        self._choice(name, variable, {"values": values} if values else None)

    def free_text(self, name: str, variable: dict[str, Any]) -> None:
        """A text that the viewer types."""
        given = {**variable, "current": {"value": text(variable, "query") or _chosen(variable) or ""}}
        self._choice(name, given, None)

    def constant(self, name: str, variable: dict[str, Any]) -> None:
        """A value that only the author changes."""
        self.fixed[name] = text(variable, "query")

    def interval(self, name: str, variable: dict[str, Any]) -> None:
        """A width of groups: what is chosen now stays."""
        value = _chosen(variable) or text(variable, "query").split(",")[0].strip()
        if value.startswith("$") or value == "auto":
            value = "1d"
        self.fixed[name] = value
        what = f"viewers chose a width of groups; it is {value} now"
        self.remarks.append(Remark(_item(name), "changed", what, "choose another width in the queries"))


_KINDS: dict[str, Callable[[VariableReading, str, dict[str, Any]], None]] = {
    "query": VariableReading.query,
    "custom": VariableReading.custom,
    "textbox": VariableReading.free_text,
    "text": VariableReading.free_text,
    "constant": VariableReading.constant,
    "interval": VariableReading.interval,
}
_REMEDIES = {
    "datasource": "a tenant has one database",
    "adhoc": "declare a parameter for each column that viewers filter by",
}
_CHAINED = "choices cannot depend on other choices; list them all"


def _item(name: str) -> str:
    return f"variable `{name}`"


def _chosen(variable: dict[str, Any]) -> str:
    """The value that was chosen when the dashboard was saved; empty for none or all."""
    value = at(mapping(variable, "current"), "value")
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else ""
    return value if isinstance(value, str) and value != _ALL else ""


def _written_choice(part: str) -> Any:
    label, colon, value = (piece.strip() for piece in part.partition(" : "))
    return {"value": value, "label": label} if colon else label


def read_variables(dashboard: dict[str, Any], dialect: Dialect) -> VariableReading:
    """All variables; fixed ones first, because others name them."""
    reading = VariableReading(dialect)
    listed = [found for found in sequence(dashboard, "templating", "list") if isinstance(found, dict)]
    for variable in sorted(listed, key=lambda found: text(found, "type") not in {"constant", "interval"}):
        reading.read(variable)
    return reading
