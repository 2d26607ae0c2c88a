"""Stars of a select list: `*`, `t.*`, DuckDB's EXCLUDE, REPLACE, RENAME and COLUMNS."""

from __future__ import annotations

import re

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import HIDDEN, STAR, place
from compiler.stages.analyse.binding import did_you_mean, placed, respelling
from compiler.stages.analyse.chosen_names import chooser, renamed, star_matched, star_pattern
from compiler.stages.analyse.scope import Scope, Source

Item = tuple[str, exp.Expr]


def expanded(item: exp.Expr, scope: Scope) -> list[exp.Expr]:
    """The items that one item of a select list stands for, not yet bound where the author wrote them."""
    if isinstance(item, exp.Star):
        return _all(item, _everything(scope, hidden_too=is_whole(item)), scope)
    if isinstance(item, exp.Column) and isinstance(item.this, exp.Star):
        return _all(item.this, _of_table(item, scope), scope)
    matched = star_matched(item)
    if matched is not None:
        star, is_wanted = matched
        found = [each for each in expanded(star, scope) if isinstance(each, exp.Alias)]
        return [each for each in found if is_wanted(each.alias)]
    columns = item.find(exp.Columns) if not isinstance(item, exp.Column | exp.Literal) else None
    return [item] if columns is None else _per_column(item, columns, scope)


def whole_star() -> exp.Star:
    """A star that shows hidden columns too, which stay hidden in what is made of it: for a table's stand-in."""
    star = exp.Star()
    star.meta[HIDDEN] = True
    return star


def is_whole(star: exp.Star) -> bool:
    """Whether a star is one of `whole_star`."""
    return bool(star.meta.get(HIDDEN, False))


def _everything(scope: Scope, *, hidden_too: bool = False) -> list[Item]:
    """All columns: PostgreSQL puts merged ones first, DuckDB leaves them in the place they have on the left."""
    merged = {name: (found.name, found.node.copy()) for name, found in scope.merged.items()}
    hidden = {(alias, name) for name, found in scope.merged.items() for alias in found.hides}
    items: list[Item] = list(merged.values()) if scope.binding.is_postgres else []
    placed = set(merged) if scope.binding.is_postgres else set()
    for source, at in scope.visible():
        name = source.columns[at].name
        if source.columns[at].hidden:
            items += [(name, _still_hidden(source.node(at)))] if hidden_too else []
            continue
        if (source.alias, name.lower()) not in hidden:
            items.append((name, source.node(at)))
        elif name.lower() not in placed:
            placed.add(name.lower())
            items.append(merged[name.lower()])
    return items


def _still_hidden(node: exp.Expr) -> exp.Expr:
    node.meta[HIDDEN] = True
    return node


def _of_table(item: exp.Column, scope: Scope) -> list[Item]:
    wanted = scope.binding.folded(item.args["table"])
    at: Scope | None = scope
    while at is not None:
        source = at.sources.get(wanted.lower())
        if source is not None:
            return _of_source(source)
        at = at.parent
    known = [source.alias for source in scope.sources.values()]
    message = f"`{wanted}` is no table or alias of this query"
    remedy, mend = did_you_mean(wanted, known), respelling(wanted, known)
    scope.binding.refuse(item, codes.UNKNOWN_TABLE, message, remedy, mend=mend)
    return []


def _of_source(source: Source) -> list[Item]:
    return [(column.name, source.node(at)) for at, column in enumerate(source.columns) if not column.hidden]


def _all(star: exp.Expr, items: list[Item], scope: Scope) -> list[exp.Expr]:
    _refuse_unknown_names(star, items, scope)
    left_out = {name.name.lower() for name in star.args.get("except_") or []}
    replaced = {alias.alias.lower(): alias.this for alias in star.args.get("replace") or []}
    renamed = {alias.this.name.lower(): alias.alias for alias in star.args.get("rename") or []}
    result: list[exp.Expr] = []
    scope.left_out += _named_without_use(star, items)
    is_wanted = star_pattern(star)
    for name, node in items:
        lowered = name.lower()
        if lowered in left_out or not is_wanted(name):
            continue
        body = replaced[lowered].copy() if lowered in replaced else _from_star(node, star)
        result.append(aliased(body, renamed.get(lowered, name)))
    return result


def _named_without_use(star: exp.Expr, items: list[Item]) -> list[exp.Expr]:
    """The columns that EXCLUDE and REPLACE take away, each at its name."""
    names = {name.name.lower(): name for name in star.args.get("except_") or []}
    names |= {alias.alias.lower(): alias.args["alias"] for alias in star.args.get("replace") or []}
    return [placed(node.copy(), names[name.lower()]) for name, node in items if name.lower() in names]


def _from_star(node: exp.Expr, star: exp.Expr) -> exp.Expr:
    """A column that a star stands for, at the star's place; at that of the table in `TABLE t` and `FROM t`, which write none."""
    for column in node.find_all(exp.Column):
        column.meta[STAR] = True
    around = star.parent
    return placed(node, around if place(star) is None and around is not None else star)


def aliased(body: exp.Expr, name: str) -> exp.Alias:
    """An item under its name."""
    return exp.Alias(this=body, alias=exp.Identifier(this=name, quoted=True))


def _refuse_unknown_names(star: exp.Expr, items: list[Item], scope: Scope) -> None:
    known = {name.lower(): name for name, _ in items}
    written = [*(star.args.get("except_") or []), *(alias.this for alias in star.args.get("rename") or [])]
    written += [alias.args["alias"] for alias in star.args.get("replace") or []]
    for name in written:
        if name.name.lower() not in known and items and not scope.has_open_source():
            message = f"there is no column `{name.name}` among those that `*` stands for"
            columns = list(known.values())
            remedy, mend = did_you_mean(name.name, columns), respelling(name.name, columns)
            scope.binding.refuse(name, codes.UNKNOWN_COLUMN, message, remedy, mend=mend)


def _per_column(item: exp.Expr, columns: exp.Columns, scope: Scope) -> list[exp.Expr]:
    """`min(COLUMNS(*))` stands for `min(a), min(b), ...`; the names are those of the columns."""
    chosen = _chosen_once(item, columns, scope)
    if columns.args.get("unpack"):
        return _unpacked(item, chosen, scope)
    results: list[exp.Expr] = []
    for name, node in chosen:
        copy = _with_column(item, node, columns)
        if isinstance(copy, exp.Alias):
            copy.set("alias", exp.Identifier(this=renamed(copy.alias, name, columns.this), quoted=True))
        results.append(copy if isinstance(copy, exp.Alias) else aliased(copy, name))
    return results


def _chosen_once(item: exp.Expr, columns: exp.Columns, scope: Scope) -> list[Item]:
    """The columns that COLUMNS chooses; written several times in one expression it must be the same each time."""
    chosen = _chosen(columns, scope)
    if any(each != columns for each in item.find_all(exp.Columns)) or not chosen:
        message = (
            "COLUMNS stands for at least one column, and for the same ones in the whole of an expression"
        )
        scope.binding.refuse(columns, codes.UNKNOWN_FUNCTION, message)
        return []
    return chosen


def _with_column(item: exp.Expr, node: exp.Expr, columns: exp.Columns) -> exp.Expr:
    """A copy of an expression with a column in the places of COLUMNS."""
    if isinstance(item, exp.Columns):
        return _from_star(node, columns)
    copy = item.copy()
    for place_of_it in list(copy.find_all(exp.Columns)):
        place_of_it.replace(_from_star(node.copy(), columns))
    return copy


def _unpacked(item: exp.Expr, chosen: list[Item], scope: Scope) -> list[exp.Expr]:
    """`coalesce(*COLUMNS(['a', 'b']))` is one call with all the columns: `coalesce(a, b)`."""
    copy = item.copy()
    for columns in list(copy.find_all(exp.Columns)):
        call, values = columns.parent, [_from_star(node.copy(), columns) for _, node in chosen]
        if call is not None and columns.arg_key == "expressions":
            columns.replace(values)  # a list takes the place of a member
        elif call is not None and columns.arg_key == "this" and "expressions" in call.arg_types:
            call.set("expressions", [*values[1:], *call.expressions])
            columns.replace(values[0])
        elif chosen:
            message = "columns are unpacked among the arguments of a function that takes any number of them"
            scope.binding.refuse(item, codes.UNKNOWN_FUNCTION, message)
            return []
    return [copy] if chosen else []


def spread_in_condition(condition: exp.Expr, scope: Scope) -> exp.Expr:
    """`WHERE COLUMNS(['a', 'b']) > 4` asks it of each column: `a > 4 AND b > 4`."""
    columns = condition.find(exp.Columns)
    if columns is None:
        return condition
    chosen = _chosen_once(condition, columns, scope)
    each = [exp.Paren(this=_with_column(condition, node, columns)) for _, node in chosen]
    return exp.and_(*each, copy=False) if each else exp.true()


def _chosen(columns: exp.Columns, scope: Scope) -> list[Item]:
    pattern = columns.this
    items = _everything(scope)
    if isinstance(pattern, exp.Star):
        return [
            (item.alias, item.this) for item in _all(pattern, items, scope) if isinstance(item, exp.Alias)
        ]
    wanted_name = chooser(pattern)
    if wanted_name is not None:
        return [(name, node) for name, node in items if wanted_name(name)]
    if not isinstance(pattern, exp.Literal):
        return []
    try:
        wanted = re.compile(pattern.name)
    except re.error:
        scope.binding.refuse(pattern, codes.BAD_LITERAL, f"'{pattern.name}' is no regular expression")
        return []
    return [(name, node) for name, node in items if wanted.search(name)]
