"""The edits that follow a renamed column or table through the authors' files, and the uses that no edit can follow."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlglot.dialects.dialect import Dialect
from sqlglot.tokenizer_core import TokenType

from compiler.catalogs.names import parse_table_name, split_name
from compiler.catalogs.schema import CatalogSchema
from compiler.diagnostics.diagnostic import Edit, Span
from compiler.fixing.edits import compatible, edited
from compiler.impact.altered import Change
from compiler.ir.lineage import Lineage, PlacedUse, Target
from compiler.ir.query import SourceDialect
from compiler.ir.tree import Document
from compiler.stages.validate.members import child
from compiler.yaml_source import MappingNode, ScalarNode, SequenceNode, Source
from compiler.yaml_source.nodes import Entry
from schemas.resources import Catalog

_QUOTES = {'"': '"', "[": "]"}
_SPELLED = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True)
class Edits:
    """`made` mend each a place; `by_hand` are uses at places where the text is not the name itself, as in a macro."""

    made: tuple[Edit, ...]
    by_hand: tuple[PlacedUse, ...]


def renaming_edits(
    found: Lineage, new: str, dialects: Mapping[str, SourceDialect], sources: Mapping[str, Source]
) -> Edits:
    """The edits for every direct use of what is renamed; `dialects` by tenant. Raises BadName where a table's new name is none."""
    made: dict[Span, Edit] = {}
    by_hand: list[PlacedUse] = []
    for placed in found.uses:
        is_renamed = placed.use.direct and placed.use.target in found.targets[placed.tenant]
        if not is_renamed or placed.use.star or placed.kind in ("view", "computed column", "synonym"):
            continue
        names = split_name(new) if placed.use.target.column is None else (new,)
        edit = _edit(placed, names, dialects[placed.tenant], sources)
        if edit is None:
            by_hand.append(placed)
        elif made.get(edit.span) is None or " AS " in edit.text:
            made[edit.span] = edit
    return Edits(tuple(made[span] for span in sorted(made)), tuple(by_hand))


def _edit(
    placed: PlacedUse, new: tuple[str, ...], dialect: SourceDialect, sources: Mapping[str, Source]
) -> Edit | None:
    """What to write for a use, at its place or in the macro that it comes from; None where its name stands at neither."""
    for span in (placed.place.span, *(label.span for label in placed.place.labels)):
        written = _text(span, sources)
        text = _new_text(placed, written, new, dialect) if written is not None else None
        if text is not None:
            return Edit(span, text)
    return None


def _new_text(placed: PlacedUse, written: str, new: tuple[str, ...], dialect: SourceDialect) -> str | None:
    """What to write in the place of a text; None where it is not the name."""
    use = placed.use
    if placed.kind in ("row filter", "test") and use.target.column is None:
        return ".".join(new) if len(new) > 1 else ".".join([*split_name(written)[:-1], *new])
    if placed.kind == "test":
        return _yaml(new[-1])
    name = use.target.column or split_name(use.target.table)[-1]
    same_schema = len(new) == 1 or new[0].lower() == split_name(use.target.table)[0].lower()
    if _bare(written).lower() != name.lower() or not same_schema:
        return None
    quoted = spelled(new[-1], dialect)
    return f"{quoted} AS {written}" if use.unnamed else quoted


def _text(span: Span, sources: Mapping[str, Source]) -> str | None:
    source = sources.get(span.file)
    if source is None or span.line != span.end_line:
        return None
    return source.lines[span.line - 1][span.column - 1 : span.end_column - 1]


def _bare(written: str) -> str:
    closing = _QUOTES.get(written[:1])
    return written[1:-1] if closing is not None and written.endswith(closing) else written


def spelled(name: str, dialect: SourceDialect) -> str:
    """A name as a query of the dialect writes it: in quotes where it is no plain word, or a word of the language."""
    if _SPELLED.fullmatch(name):
        tokens = Dialect.get_or_raise(dialect).tokenize(name)
        if len(tokens) == 1 and tokens[0].token_type is TokenType.VAR:
            return name
    return f"[{name.replace(']', ']]')}]" if dialect == "tsql" else '"' + name.replace('"', '""') + '"'


def catalog_edits(
    document: Document[Catalog], schema: CatalogSchema, targets: Iterable[Target], new: str
) -> Iterator[Edit]:
    """The edits of a catalog itself: the name of the table, or that of the column and its place in the primary key.

    Raises BadName.
    """
    if document.model is None:
        return
    tables = child(document.node, "tables")
    for target in targets:
        wanted = parse_table_name(target.table, schema.default_schema)
        for written, entry in tables.entries.items():
            if parse_table_name(written, schema.default_schema) == wanted:
                name = Change(new).of_table(written, schema.default_schema) if target.column is None else new
                yield from _of_entry(entry, target, name)


def _of_entry(entry: Entry, target: Target, new: str | None) -> Iterator[Edit]:
    if target.column is None or not isinstance(entry.node, MappingNode):
        yield Edit(entry.key.span, _yaml(str(new)))
        return
    columns = child(entry.node, "columns").entries
    keys = [found.key for name, found in columns.items() if name.lower() == target.column.lower()]
    primary = entry.node.get("primary_key")
    items = primary.items if isinstance(primary, SequenceNode) else ()
    keys += [item for item in items if isinstance(item, ScalarNode)
             and str(item.value).lower() == target.column.lower()]  # fmt: skip
    for key in keys:
        yield Edit(key.span, _yaml(str(new)))


def _yaml(text: str) -> str:
    """A name as YAML of one line takes it."""
    return (
        text if _SPELLED.fullmatch(text.replace(".", "_").lower()) else json.dumps(text, ensure_ascii=False)
    )


def applied(edits: Iterable[Edit], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that the edits touch, after them."""
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.span.file, []).append(edit)
    return {path: edited(files[path], compatible(found))[0] for path, found in by_file.items()}
