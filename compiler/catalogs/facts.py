"""What an import learns of a site's tables besides names and types: how they are defined, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from compiler.catalogs.names import TableName


@dataclass(frozen=True)
class Facts:
    """By table, or by table and column (in lower case; None for the table itself).

    `definitions` are the SELECTs of views, `synonyms` what each stands for, `computed` the expressions of columns.
    """

    views: frozenset[TableName] = frozenset()
    definitions: Mapping[TableName, str] = field(default_factory=dict)
    synonyms: Mapping[TableName, TableName] = field(default_factory=dict)
    computed: Mapping[tuple[TableName, str], str] = field(default_factory=dict)
    descriptions: Mapping[tuple[TableName, str | None], str] = field(default_factory=dict)
