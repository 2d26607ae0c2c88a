"""The rules, in the order in which they are asked: the narrower ones first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from compiler.stages.analyse.unreadable.brackets import case_without_end, stray_bracket, unclosed_bracket
from compiler.stages.analyse.unreadable.foreign_words import brackets_of_tsql, top_of_tsql
from compiler.stages.analyse.unreadable.left_out import (
    alias_left_out,
    alias_of_two_words,
    and_left_out,
    by_left_out,
    comma_left_out,
    join_left_out,
    operand_left_out,
    operator_left_out,
    parentheses_left_out,
    second_clause,
    table_left_out,
    value_left_out,
)
from compiler.stages.analyse.unreadable.misspelt import misspelt_word
from compiler.stages.analyse.unreadable.miswritten import (
    comment_of_slashes,
    number_with_commas,
    pattern_without_quotes,
    turned_comparison,
)
from compiler.stages.analyse.unreadable.stop import Explanation, Stop
from compiler.stages.analyse.unreadable.unclosed import quote_inside_text

Rule = Callable[[Stop], Explanation | None]

RULES: Final[tuple[Rule, ...]] = (
    brackets_of_tsql,  # `[name]`
    top_of_tsql,
    quote_inside_text,
    stray_bracket,
    unclosed_bracket,  # before all that follows from one: a CASE, a comma or a word inside it
    misspelt_word,  # before what is left out: `LEFT JION` lacks no JOIN
    number_with_commas,
    pattern_without_quotes,
    turned_comparison,
    comment_of_slashes,
    case_without_end,
    by_left_out,
    join_left_out,
    parentheses_left_out,
    alias_left_out,
    alias_of_two_words,
    comma_left_out,
    second_clause,
    table_left_out,
    operand_left_out,
    and_left_out,
    value_left_out,
    operator_left_out,  # last: it takes any word that does not belong
)


def explain(stop: Stop) -> Explanation | None:
    """What the first rule tells that knows the mistake; None where none does."""
    return _first(rule(stop) for rule in RULES)


def _first(found: Iterable[Explanation | None]) -> Explanation | None:
    return next((explanation for explanation in found if explanation is not None), None)
