"""Optional filters of a T-SQL query: its text with `1 = 1` in place of each condition on a parameter that is left empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.optional_conditions import next_conjunct
from compiler.stages.analyse.parse import parse
from compiler.tsql.lexer import Token, tokenize

ALWAYS: Final = "1 = 1"
BEFORE: Final = ("and", "where", "having", "on")
AFTER: Final = (
    "and", "group", "having", "order", "union", "except", "intersect", "join", "inner", "left", "right", "full", "cross",
    "outer", "where", "option",
)  # fmt: skip
MOST_TRIES: Final = 500


def text_without(text: str, left_out: frozenset[str], optional: dict[str, str], faults: Faults) -> str | None:
    """The text of the query with these viewer parameters left empty; None where a fault is reported.

    Which tokens make a condition is tried, the fewest first, until the text reads as the tree without it.
    """
    tree = parse("tsql", Faults(text))
    while tree is not None and (conjunct := next_conjunct(tree, left_out, optional)) is not None:
        names = {node.name for node in conjunct.find_all(exp.Placeholder, exp.Parameter)}
        conjunct.replace(exp.EQ(this=exp.Literal.number(1), expression=exp.Literal.number(1)))
        shorter = _read_as(tree, text, names)
        if shorter is None:
            message = "the condition on an optional parameter cannot be told from what stands around it"
            faults.report(codes.OPTIONAL_PARAMETER, message, tree, "put the condition in brackets")
            return None
        text = shorter
    return text


def _read_as(meant: exp.Expr, text: str, names: set[str]) -> str | None:
    """The text with one condition replaced that reads as the tree that is meant."""
    spans = sorted(_spans(list(tokenize(text)), names), key=lambda span: span[1] - span[0])
    for start, end in spans[:MOST_TRIES]:
        shorter = f"{text[:start]}{ALWAYS}{text[end:]}"
        if parse("tsql", Faults(shorter)) == meant:
            return shorter
    return None


def _spans(tokens: Sequence[Token], names: set[str]) -> Iterator[tuple[int, int]]:
    """Where conditions that hold a parameter of these names may begin and end: between words, with brackets in pairs."""
    steps = [token.is_sign("(") - token.is_sign(")") for token in tokens]
    depths = [0, *accumulate(steps)]
    begins = [at for at in range(1, len(tokens)) if tokens[at - 1].is_word(*BEFORE) or steps[at - 1] == 1]
    ends = [at for at in range(1, len(tokens) + 1) if at == len(tokens) or _ends(tokens[at])]
    used = [at for at in range(1, len(tokens)) if _is_parameter(tokens, at, names)]
    for at in used:
        for begin in begins:
            for end in ends:
                if begin <= at < end and depths[begin] == depths[end]:
                    yield tokens[begin].start, tokens[end - 1].end


def _is_parameter(tokens: Sequence[Token], at: int, names: set[str]) -> bool:
    token = tokens[at]
    return token.text.lstrip("@") in names and (token.kind == "variable" or tokens[at - 1].is_sign(":"))


def _ends(token: Token) -> bool:
    return token.is_word(*AFTER) or token.is_sign(")") or token.is_sign(";")
