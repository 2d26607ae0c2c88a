"""Questions in SQL: `{{tags}}` become parameters, `[[optional parts]]` conditions that an empty parameter leaves out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compiler.importing.json_tree import at, mapping, sequence, text
from compiler.importing.metabase.clauses import clause_of, column_name, literal, quoted
from compiler.importing.metabase.parameters import LISTS, Filter, condition
from compiler.importing.sql_text import NotCarried, with_variables_replaced
from schemas.resources.tenant import Dialect

TAG = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True)
class NativeQuery:
    """Writes one question; `filters` are the dashboard's by the tag that they reach."""

    dialect: Dialect
    fields: Mapping[str, str]
    filters: Mapping[str, Filter]

    def sql(self, card: dict[str, Any]) -> tuple[str, str]:
        """The query with parameters of ours, and as it was. Raises NotCarried."""
        raw, tags = native_of(card)
        self._mark_uses(raw, tags)
        whole = _OPTIONAL.sub(lambda part: self._optional(part.group(1), tags), raw)
        return with_variables_replaced(
            whole, TAG, lambda tag: self._value(tag.group(1), tags), self.dialect
        ), raw

    def _mark_uses(self, raw: str, tags: Mapping[str, Any]) -> None:
        """What stands outside of all optional parts needs a value."""
        needed = {tag.group(1) for tag in TAG.finditer(_OPTIONAL.sub("", raw))}
        for name, found in self.filters.items():
            if text(tags.get(name), "type") == "dimension":
                found.lists = found.lists or found.kind in LISTS
            elif name in needed:
                found.optional = False

    def _optional(self, part: str, tags: Mapping[str, Any]) -> str:
        """The part, where a filter or a default gives each of its tags a value; else nothing, as in Metabase."""
        names = [tag.group(1) for tag in TAG.finditer(part)]
        given = all(name in self.filters or at(tags.get(name), "default") not in (None, "") for name in names)
        return part if given else ""

    def _value(self, name: str, tags: Mapping[str, Any]) -> str:
        tag = tags.get(name)
        kind = text(tag, "type")
        if name.startswith(("#", "snippet:")) or kind in {"snippet", "card", "temporal-unit"}:
            raise NotCarried(f"`{{{{{name}}}}}` has no counterpart")
        reached = self.filters.get(name)
        if kind == "dimension":
            return "1 = 1" if reached is None else condition(reached, self._column(tag), self.dialect)
        if reached is not None:
            return f":{reached.id}"
        default = at(tag, "default")
        if default in (None, ""):
            raise NotCarried(f"no filter of the dashboard gives `{{{{{name}}}}}` a value")
        return literal(default)

    def _column(self, tag: Any) -> str:
        """The column of a field filter, with its table's name, as Metabase writes it."""
        reference = clause_of(at(tag, "dimension")).args[0]
        column = column_name(reference, self.fields, self.dialect)
        named = isinstance(reference, list) and len(reference) >= 4
        return f"{quoted(str(reference[2]), self.dialect)}.{column}" if named else column


def native_of(card: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """SQL and tags of a question, as versions before and after 57 keep them. Raises NotCarried."""
    query = mapping(card, "dataset_query")
    stages = sequence(query, "stages")
    stage = stages[0] if len(stages) == 1 else {}
    raw = text(query, "native", "query") or text(stage, "native")
    if not raw:
        raise NotCarried("its question is not in the export")
    return raw, mapping(query, "native", "template-tags") or mapping(stage, "template-tags")


def is_native(card: dict[str, Any]) -> bool:
    """Whether a question is written in SQL."""
    stages = sequence(card, "dataset_query", "stages")
    return bool(at(card, "dataset_query", "native")) or any("native" in stage for stage in stages)
