"""Operators, IN, BETWEEN, LIKE, CASE and NULLIF over text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.exact.keys import Text, rank, sameness, text_in, wide
from compiler.types.emitted import Scope

EQUALITIES: Final = (exp.EQ, exp.NEQ, exp.NullSafeEQ, exp.NullSafeNEQ)
INEQUALITIES: Final = (exp.LT, exp.LTE, exp.GT, exp.GTE)
Selects = Mapping[int, Scope]
Key = Callable[[exp.Expr, Text], exp.Expr]


class Comparing:
    """Rewrites comparisons of one SELECT; `scopes` finds the scope of a SELECT inside, by its identity."""

    def __init__(self, scope: Scope, scopes: Selects, context: Context) -> None:
        self.scope, self.scopes, self.context = scope, scopes, context

    def comparison(self, node: exp.Binary) -> exp.Expr:
        """Both sides as keys; a stored column's bare comparison stays beside them, so that its index serves.

        Before: `[t].[s] = N'x'`
        After:  `[t].[s] = N'x' AND CAST([t].[s] AS VARBINARY(200)) = CAST(N'x' AS VARBINARY(2))`
        """
        right = node.expression
        query = right.this if isinstance(right, exp.Any | exp.All) else None
        sides = [node.this] if query is not None else [node.this, right]
        texts = [text_in(side, self.scope) for side in sides]
        if not any(texts):
            return node
        bare = (
            node.copy() if query is None and isinstance(node, exp.EQ) and self._serves(node, sides) else None
        )
        key = self._rank if isinstance(node, INEQUALITIES) else sameness
        if query is not None:
            self._key_query(query, key)
        self._key(node, ("this", "expression")[: len(sides)], texts, key)
        return node if bare is None else _and(bare, node)

    def _key(self, node: exp.Expr, names: tuple[str, ...], texts: list[Text | None], key: Key) -> None:
        padded = any(text is not None and text.padded for text in texts)
        for name, text in zip(names, texts, strict=True):
            node.set(name, key(node.args[name], _beside(text, padded)))

    def _rank(self, node: exp.Expr, text: Text) -> exp.Expr:
        return node if isinstance(node, exp.Null) else rank(node, text, self.context)

    def _serves(self, node: exp.Expr, sides: list[exp.Expr]) -> bool:
        """Whether an index of a stored column can serve; with any other text the collations of both sides might conflict."""
        plain = (exp.Literal, exp.Parameter)
        return (
            _decides(node)
            and any(map(self.scope.is_stored, sides))
            and all(self.scope.is_stored(side) or isinstance(side, plain) for side in sides)
        )

    def membership(self, node: exp.In) -> exp.Expr:
        """IN of a list or a query, as `comparison`.

        Before: `[t].[s] IN (N'x', N'y')`
        After:  `[t].[s] IN (N'x', N'y') AND CAST([t].[s] AS VARBINARY(200)) IN (CAST(N'x' AS VARBINARY(2)), ...)`
        """
        text = text_in(node.this, self.scope)
        if text is None:
            return node
        query = node.args.get("query")
        listed = query is None or query.find(exp.OpenJSON) is not None
        bare = node.copy() if listed and self._serves(node, [node.this, *node.expressions]) else None
        node.set("this", sameness(node.this, text))
        if query is not None:
            self._key_query(query, sameness)
        else:
            texts = [text_in(item, self.scope) or Text(None) for item in node.expressions]
            pairs = zip(node.expressions, texts, strict=True)
            node.set("expressions", [sameness(item, _beside(each, text.padded)) for item, each in pairs])
        return node if bare is None else _and(bare, node)

    def _key_query(self, node: exp.Expr, key: Key) -> None:
        """Make a query of one text column one of its keys."""
        query = node.unnest() if isinstance(node, exp.Subquery) else node
        leaf = _first_leaf(query)
        item = leaf.expressions[0]
        text = text_in(item.unalias(), self.scopes[id(leaf)]) or Text(None)
        if query is leaf and not any(query.args.get(part) for part in ("distinct", "limit", "offset")):
            leaf.set("expressions", [build.alias(key(item.unalias(), text), item.alias or "value")])
            return
        name = self.context.fresh("exact")
        holder = exp.Subquery(this=query.copy(), alias=None)
        chosen = build.alias(key(build.column("c1", name), text), "c1")
        query.replace(
            exp.Select(expressions=[chosen], from_=exp.From(this=build.derived(holder.this, name, ["c1"])))
        )

    def between(self, node: exp.Between) -> exp.Expr:
        """BETWEEN of ranks."""
        names = ("this", "low", "high")
        texts = [text_in(node.args[name], self.scope) for name in names]
        if any(texts):
            self._key(node, names, texts, self._rank)
        return node

    def pattern(self, node: exp.Like) -> exp.Expr:
        """LIKE under a binary collation; unlike `=` it fills nothing up with blanks.

        Before: `[t].[s] LIKE N'a%'`
        After:  `[t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a%'`
        """
        text = text_in(node.this, self.scope)
        if text is not None and not isinstance(node.this, exp.Collate):
            node.set("this", build.binary_text(wide(node.this, Text(text.length, False, text.narrow))))
        return node

    def choice(self, node: exp.Case) -> exp.Expr:
        """CASE with a subject compares: it becomes CASE with conditions.

        Before: `CASE [t].[s] WHEN N'x' THEN 1 END`
        After:  `CASE WHEN CAST([t].[s] AS VARBINARY(200)) = CAST(N'x' AS VARBINARY(2)) THEN 1 END`
        """
        subject = node.args.get("this")
        if subject is None or text_in(subject, self.scope) is None:
            return node
        for branch in node.args["ifs"]:
            equal = build.typed(
                exp.EQ(this=self.context.copy(subject), expression=branch.this.copy()), exp.DType.BOOLEAN
            )
            branch.set("this", self.comparison(equal))
        node.set("this", None)
        return node

    def nullif(self, node: exp.Anonymous) -> exp.Expr:
        """NULLIF compares.

        Before: `NULLIF(UPPER([t].[s]), N'')`
        After:  `CASE WHEN <keys are equal> THEN NULL ELSE UPPER([t].[s]) END`
        """
        value, other = node.expressions
        if text_in(value, self.scope) is None:
            return node
        equal = exp.EQ(this=self.context.copy(value), expression=other.copy())
        made = build.when((self.comparison(equal), exp.Null()), default=value.copy())
        return build.take_facts(made, node)


def _first_leaf(query: exp.Expr) -> exp.Select:
    at = query
    while not isinstance(at, exp.Select):
        at = at.this
    return at


def _beside(text: Text | None, padded: bool) -> Text:
    known = text or Text(None)
    return Text(known.length, known.padded or padded, known.narrow)


def _and(bare: exp.Expr, node: exp.Expr) -> exp.Expr:
    return build.typed(exp.And(this=bare, expression=node.copy()), exp.DType.BOOLEAN)


def _decides(node: exp.Expr) -> bool:
    """Whether a condition stands, through AND and OR alone, in WHERE or ON, where an index may be used for it."""
    at = node
    while isinstance(at.parent, exp.And | exp.Or):
        at = at.parent
    return isinstance(at.parent, exp.Where | exp.Join)
