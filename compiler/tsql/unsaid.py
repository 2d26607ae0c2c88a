"""Constructs of the authors' dialects that T-SQL has no words for: what authors call them, and what to write instead."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

_ROWS: Final = "read the values as rows, or as one text: string_agg(s, ', ' ORDER BY s)"
_PARTS: Final = "use split_part(s, ',', 1) for one part, unnest(string_to_array(s, ',')) in FROM for rows"

UNSAID: Final[dict[type[exp.Expr], tuple[str, str]]] = {
    exp.Array: ("a list as a value", "use IN with its members, or VALUES for rows"),
    exp.ArrayAgg: ("a list of a group's values", _ROWS),
    exp.Factorial: ("factorial()", "write the number itself"),
    exp.Glob: ("GLOB", "write LIKE, with % for * and _ for ?"),
    exp.Hex: ("hexadecimal text of a number", "select the number itself"),
    exp.Initcap: ("initcap()", "write upper(left(s, 1)) || lower(substr(s, 2)) for one word"),
    exp.JSONArrayAgg: ("json_agg()", _ROWS),
    exp.Kurtosis: ("kurtosis()", "compute it of avg(x), avg(x * x) and further powers"),
    exp.Levenshtein: ("levenshtein()", "compare with lower() and LIKE"),
    exp.National: ("N'...'", "write '...': every text is Unicode"),
    exp.Skewness: ("skewness()", "compute it of avg(x), avg(x * x) and further powers"),
    exp.Split: ("a text split into a list", _PARTS),
    exp.StringToArray: ("a text split into a list", _PARTS),
}


def said(node: exp.Expr) -> tuple[str, str | None]:
    """What an author calls a construct, and what to write instead, if that is known."""
    if (found := UNSAID.get(type(node))) is not None:
        return found
    if isinstance(node, exp.Func):
        return f"{node.sql_name().lower()}()", None
    return f"the construct {type(node).__name__.upper()}", None
