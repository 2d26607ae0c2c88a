"""Lineage for people and for tools: uses at their lines, those that tenants share told once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from compiler.diagnostics.diagnostic import Edit, Span
from compiler.ir.lineage import BrokenPart, Lineage, PlacedUse, QueryUse, Reach, Retyped, Unread

ShownPath = Callable[[str], str]
MAX_NAMED = 6


def uses_as_text(asked: str, found: Lineage, shown: ShownPath) -> Iterator[str]:
    """A line for each place and role, under the file that it is in; a count first."""
    yield _summary(asked, found)
    file, of_table = "", any(target.column is None for meant in found.targets.values() for target in meant)
    for same in _grouped(found.uses):
        first = same[0]
        if first.place.span.file != file:
            file = first.place.span.file
            yield f"\n{shown(file)}"
        yield f"  {_line(same, len(found.targets), of_table)}"
        for label in first.place.labels:
            yield f"      in {shown(label.span.file)}:{label.span.line}"


def _summary(asked: str, found: Lineage) -> str:
    subjects = {(use.tenant, use.dashboard, use.kind, use.name) for use in found.uses}
    widgets = sum(kind == "widget" for _, _, kind, _ in subjects)
    meant = sorted({str(target) for targets in found.targets.values() for target in targets})
    names = ", ".join(meant) if meant else asked
    uses = _count(len(list(_grouped(found.uses))), "use")
    tenants = _count(len({use.tenant for use in found.uses}), "tenant")
    return (
        f"{names}: {uses}, in {_count(widgets, 'widget')} of {tenants}" if found.uses else f"{names}: no use"
    )


def _count(number: int, word: str) -> str:
    many = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number} {word if number == 1 else many}"


def _grouped(uses: Sequence[PlacedUse]) -> Iterator[list[PlacedUse]]:
    """The uses of one place, role and subject, of all the tenants that share it."""
    groups: dict[object, list[PlacedUse]] = {}
    for found in uses:
        use = found.use
        key = found.place.span, use.role, use.through, use.reaches, found.kind, found.name, use.target.column
        groups.setdefault(key, []).append(found)
    yield from groups.values()


def _line(same: Sequence[PlacedUse], tenants: int, of_table: bool) -> str:
    first = same[0]
    use, span = first.use, first.place.span
    parts = [f"{span.line}:{span.column}".ljust(8), use.role.ljust(16)]
    parts += [use.target.column or "the table"] if of_table else []
    parts += [f"{first.kind} {first.name}"] if first.kind != use.role else [first.name]
    parts += [f"by {' > '.join(use.through)}"] if use.through else []
    parts += ["by *"] if use.star else []
    parts += [_reaches(use)] if use.reaches else []
    return "  ".join([*parts, _tenants([found.tenant for found in same], tenants)])


_ROWS = {"order by": "orders the rows", "group by": "groups the rows"}


def _reaches(use: QueryUse) -> str:
    """`gives total (by x.a)`; the rows are named only where nothing else is."""
    values = [reach for reach in use.reaches if reach.effect != "rows" and reach.column is not None]
    if not values:
        return _ROWS.get(use.role, "decides the rows")
    return "gives " + ", ".join(_reach(reach) for reach in values[:MAX_NAMED]) + _more(len(values))


def _reach(reach: Reach) -> str:
    path = f" (by {' > '.join(reach.path)})" if reach.path else ""
    return f"{reach.column}{path}"


def _more(number: int) -> str:
    return f" and {number - MAX_NAMED} more" if number > MAX_NAMED else ""


def _tenants(slugs: Iterable[str], of: int) -> str:
    names = sorted(set(slugs))
    if len(names) == 1:
        return f"[{names[0]}]"
    listed = ", ".join(names[:MAX_NAMED]) + _more(len(names))
    return f"[{'all ' if len(names) == of else ''}{len(names)} tenants: {listed}]"


def unread_as_text(unread: Sequence[Unread], shown: ShownPath) -> Iterator[str]:
    """What could not be looked into, which is no proof that it uses nothing."""
    for found in unread:
        where = f"{shown(found.span.file)}:{found.span.line}"
        yield f"not known: {where}: {found.kind} {found.name} of {found.tenant} {found.reason}"


def parts_as_text(parts: Sequence[BrokenPart]) -> Iterator[str]:
    """How many widgets and lists of options break, and which of each tenant."""
    if not parts:
        return
    yield f"breaks {_count(len(parts), 'query')} of {_count(len({part.tenant for part in parts}), 'tenant')}:"
    by_tenant: dict[str, list[str]] = {}
    for part in parts:
        by_tenant.setdefault(part.tenant, []).append(f"{part.dashboard}/{part.name}")
    for tenant, names in sorted(by_tenant.items()):
        yield f"  {tenant}: {', '.join(names)}"


def part_as_json(found: BrokenPart, shown: ShownPath) -> dict[str, Any]:
    """One widget or parameter that breaks."""
    record = {key: value for key, value in asdict(found).items() if key != "span"}
    return {**record, **place_as_json(found.span, shown)}


def retyped_as_text(retyped: Sequence[Retyped], shown: ShownPath) -> Iterator[str]:
    """Results that change, each once with its tenants."""
    groups: dict[object, list[Retyped]] = {}
    for found in retyped:
        key = found.span, found.dashboard, found.widget, found.column, found.before, found.after
        groups.setdefault(key, []).append(found)
    for same in groups.values():
        first = same[0]
        tenants = _tenants((found.tenant for found in same), 0)
        where = f"{shown(first.span.file)}:{first.span.line}:{first.span.column}"
        yield f"{where}: widget {first.widget}: {_retyped(first)}  {tenants}"


def _retyped(found: Retyped) -> str:
    if found.before is None:
        return f"the result has a further column `{found.column}`, {found.after}"
    if found.after is None:
        return f"the result loses its column `{found.column}`"
    return f"`{found.column}` becomes {found.after}, and is {found.before}"


def edits_as_text(edits: Iterable[Edit], shown: ShownPath) -> Iterator[str]:
    """Where to write what."""
    for edit in edits:
        span = edit.span
        yield f"{shown(span.file)}:{span.line}:{span.column}: write {edit.text}"


def by_hand_as_text(uses: Iterable[PlacedUse], shown: ShownPath) -> Iterator[str]:
    """Uses that no edit follows."""
    spans = dict.fromkeys((found.place.span, found.name) for found in uses)
    for span, name in spans:
        yield f"{shown(span.file)}:{span.line}:{span.column}: to be changed by hand, in {name}"


def use_as_json(found: PlacedUse, shown: ShownPath) -> dict[str, Any]:
    """One use of one tenant."""
    use = found.use
    return {
        "target": str(use.target),
        "role": use.role,
        "tenant": found.tenant,
        "dashboard": found.dashboard,
        "kind": found.kind,
        "name": found.name,
        **place_as_json(found.place.span, shown),
        "macro": [place_as_json(label.span, shown) for label in found.place.labels],
        "direct": use.direct,
        "star": use.star,
        "through": list(use.through),
        "reaches": [{"column": r.column, "effect": r.effect, "path": list(r.path)} for r in use.reaches],
    }


def unread_as_json(found: Unread, shown: ShownPath) -> dict[str, Any]:
    """One query that could not be looked into."""
    record = {"tenant": found.tenant, "dashboard": found.dashboard, "kind": found.kind, "name": found.name}
    return {**record, "reason": found.reason, **place_as_json(found.span, shown)}


def retyped_as_json(found: Retyped, shown: ShownPath) -> dict[str, Any]:
    """One result column of one tenant's widget."""
    record = {key: value for key, value in asdict(found).items() if key != "span"}
    return {**record, **place_as_json(found.span, shown)}


def edit_as_json(edit: Edit, shown: ShownPath) -> dict[str, Any]:
    """One edit."""
    return {**place_as_json(edit.span, shown), "text": edit.text}


def place_as_json(span: Span, shown: ShownPath) -> dict[str, Any]:
    """A stretch of a file: lines and columns from 1, columns in characters, the end exclusive."""
    return {
        "file": shown(span.file),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
