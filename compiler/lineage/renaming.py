"""The edits that follow a renamed column or table through the authors' files, and the uses that no edit can follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlglot.dialects.dialect import Dialect
from sqlglot.tokenizer_core import TokenType

from compiler.catalogs.names import split_name
from compiler.diagnostics.diagnostic import Edit, Span
from compiler.ir.lineage import Lineage, PlacedUse
from compiler.ir.query import SourceDialect
from compiler.yaml_source import Source

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
    """The edits for every direct use; `dialects` by tenant. Raises BadName."""
    made: dict[Span, Edit] = {}
    by_hand: list[PlacedUse] = []
    for placed in found.uses:
        if not placed.use.direct or placed.use.star or placed.kind in ("view", "computed column", "synonym"):
            continue
        text = _new_text(placed, split_name(new), dialects[placed.tenant], sources)
        if text is None:
            by_hand.append(placed)
        elif made.get(placed.place.span) is None or " AS " in text:
            made[placed.place.span] = Edit(placed.place.span, text)
    return Edits(tuple(made[span] for span in sorted(made)), tuple(by_hand))


def _new_text(
    placed: PlacedUse, new: tuple[str, ...], dialect: SourceDialect, sources: Mapping[str, Source]
) -> str | None:
    """What to write at the place of a use; None where something else than its name stands there."""
    use, span = placed.use, placed.place.span
    written = _text(span, sources)
    if written is None:
        return None
    if placed.kind == "row filter" and use.target.column is None:
        return ".".join(new) if len(new) > 1 else ".".join([*split_name(written)[:-1], *new])
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


def applied(edits: Iterable[Edit], sources: Mapping[str, Source]) -> dict[str, str]:
    """The texts of the files that the edits touch, after them."""
    texts: dict[str, str] = {}
    for edit in sorted(edits, key=lambda found: found.span, reverse=True):
        source = sources[edit.span.file]
        text = texts.get(edit.span.file, source.text)
        start = source.offset(edit.span.line, edit.span.column)
        end = source.offset(edit.span.end_line, edit.span.end_column)
        texts[edit.span.file] = text[:start] + edit.text + text[end:]
    return texts
