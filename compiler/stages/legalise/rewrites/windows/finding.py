"""The windows of a query."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise.rewrites.queries.splitting import ABOVE


def windows_of(node: exp.Select) -> list[exp.Window]:
    """The windows of this very query, not of those inside it."""
    found: list[exp.Window] = []
    for part in ABOVE:
        value = node.args.get(part)
        for item in value if isinstance(value, list) else [value] if value is not None else []:
            found.extend(each for each in item.find_all(exp.Window) if each.find_ancestor(exp.Select) is node)
    return found
