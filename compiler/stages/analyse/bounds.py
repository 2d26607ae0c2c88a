"""How large and how deep a query may be: sqlglot's parser is recursive, and so is SQL Server's."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sqlglot import exp
from sqlglot.tokenizer_core import Token, TokenType

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse.faults import Faults

MAX_CHARACTERS = 200_000
MAX_TOKENS = 40_000
MAX_NESTING = 250
"""Brackets and CASEs inside one another: sqlglot's parser is recursive, and so is SQL Server's (Msg 191, 8631)."""
MAX_CHAIN = 2_000
"""Operands of one chain of operators such as OR, which lean into a tree as deep as they are many."""
MAX_DEPTH = 600
"""Nodes inside one another, chains counted once. Beyond it Python's stack would decide."""

STACK = 10_000
"""Frames that the deepest query within these bounds needs in all stages; Python's own limit is 1,000."""
sys.setrecursionlimit(max(sys.getrecursionlimit(), STACK))

_CHAINS = (
    exp.Connector,
    exp.SetOperation,
    exp.Add,
    exp.Sub,
    exp.Mul,
    exp.Div,
    exp.IntDiv,
    exp.Mod,
    exp.DPipe,
)
"""What is bound and printed in a loop, so that a long chain of it is not deep."""

_OPENING = frozenset({TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE, TokenType.CASE})
_CLOSING = frozenset({TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE, TokenType.END})
_PREFIXES = frozenset({TokenType.NOT, TokenType.DASH, TokenType.TILDE, TokenType.PLUS})


def within_bounds(tokens: Sequence[Token], faults: Faults) -> bool:
    """Whether a text of these tokens may be parsed; reported where it may not."""
    if len(tokens) > MAX_TOKENS:
        message = f"the query has {len(tokens)} words and signs, and {MAX_TOKENS} is the limit"
        faults.report_at(codes.TOO_LARGE, message, 0, 1)
        return False
    depth = prefixes = 0
    for token in tokens:
        kind = token.token_type
        depth += (kind in _OPENING) - (kind in _CLOSING)
        prefixes = prefixes + 1 if kind in _PREFIXES else 0
        if max(depth, prefixes) > MAX_NESTING:
            message = f"brackets or signs are nested more than {MAX_NESTING} deep here"
            faults.report_at(codes.TOO_LARGE, message, token.start, token.end - token.start + 1)
            return False
    return True


def too_deep(tree: exp.Expr) -> exp.Expr | None:
    """A node that lies deeper than MAX_DEPTH, chains of one operator counted once; None where there is none."""
    stack: list[tuple[exp.Expr, int, int]] = [(tree, 0, 0)]
    while stack:
        node, depth, chain = stack.pop()
        if depth > MAX_DEPTH or chain > MAX_CHAIN:
            return node
        for child in node.iter_expressions():
            linked = child.arg_key == "this" and isinstance(child, _CHAINS)
            stack.append((child, depth if linked else depth + 1, chain + 1 if linked else 0))
    return None
