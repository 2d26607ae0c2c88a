"""What a dialect allows and an author hardly means: told as a warning, and shipped all the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sqlglot import exp
from sqlglot.tokenizer_core import Token, TokenType

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import place
from compiler.stages.analyse.binding import written_at
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.scope import Scope

_TESTS = {TokenType.EQ: "IS NULL", TokenType.NEQ: "IS NOT NULL"}


def doubt_comparisons_with_null(tokens: Sequence[Token], faults: Faults) -> None:
    """`a = NULL` and `a <> NULL`, which are true of no row."""
    for sign, value in pairwise(tokens):
        if value.token_type is TokenType.NULL and (meant := _TESTS.get(sign.token_type)) is not None:
            start, end = sign.start, value.end + 1
            message = f"`{sign.text} {value.text}` is true of no row"
            edit = faults.edit(start, end, meant)
            faults.doubt_at(
                codes.NULL_COMPARED, message, start, end - start, remedy=f"write {meant}", edit=edit
            )


def doubt_forgotten_comma(item: exp.Alias, scope: Scope) -> None:
    """A column with another column's name behind it on the next line and no AS: the comma between them may be missing."""
    faults, alias = scope.binding.faults, item.args["alias"]
    at, before = place(alias), written_at(item.this)
    if at is None or not before or not isinstance(item.this, exp.Column):
        return
    name, between = scope.binding.folded(alias), faults.text[before["end"] + 1 : at]
    if "\n" not in between or between.strip() or name.lower() == item.this.name.lower():
        return
    if name.lower() in (known.lower() for known in scope.column_names()):
        message = f"the column's name `{name}` is an alias of `{item.this.name}` here"
        remedy = "write the comma that is missing, or AS if it is meant"
        end = before["end"] + 1
        edit = faults.edit(before["start"], end, f"{faults.text[before['start'] : end]},")
        faults.doubt_at(codes.FORGOTTEN_COMMA, message, at, len(alias.name), remedy=remedy, edit=edit)
