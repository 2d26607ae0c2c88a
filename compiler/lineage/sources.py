"""The columns that a source of a FROM clause offers, by the names that the query gives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from compiler.catalogs.schema import TableSchema
from compiler.ir.lineage import Target
from compiler.lineage.graph import Frame, Output


class Source(Protocol):
    """Something that a FROM clause names."""

    def read(self, name: str) -> Target | Output | None:
        """What a column of this name reads; None where there is no such column."""


class TableColumns:
    """A table of the catalog; `names` rename its first columns."""

    def __init__(self, table: TableSchema, names: Sequence[str]) -> None:
        self._table = str(table.name)
        columns = [column.name for column in table.columns]
        shown = [*names, *columns[len(names) :]]
        self._columns = dict(zip(shown, columns, strict=True))

    def read(self, name: str) -> Target | None:
        """The column of the catalog."""
        column = self._columns.get(name)
        return None if column is None else Target(self._table, column)


class FrameColumns:
    """A CTE, derived table or function; `names` rename its first columns."""

    def __init__(self, frame: Frame, names: Sequence[str]) -> None:
        shown = [*names, *(output.name for output in frame.outputs[len(names) :])]
        self._outputs = dict(zip(shown, frame.outputs, strict=False))
        self._only = frame.outputs[0] if len(frame.outputs) == 1 and frame.outputs[0].name == "" else None

    def read(self, name: str) -> Output | None:
        """The output; of a function that returns rows, its only one whatever the name."""
        return self._only or self._outputs.get(name)
