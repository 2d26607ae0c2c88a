"""Carried panels against a tenant: each query compiled, each widget with its encoding, or a note in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compiler.catalogs.schema import CatalogSchema
from compiler.importing.carried import CarriedDashboard, Panel, Remark
from compiler.importing.encoding import encoding_of, formats_for
from compiler.importing.naming import name_of, unused
from compiler.importing.placing import placed
from compiler.importing.sql_text import without_template_marks
from compiler.ir.query import Query, SqlFault, Target, Translation
from compiler.scaffold.parts import NoFittingColumn, title_value
from compiler.stages.queries.declarations import declared_parameters
from compiler.stages.queries.row_bound import row_bound
from compiler.translate import translate
from schemas.resources.dashboard import Parameter
from schemas.resources.tenant import Dialect

LONGEST_TEXT = 2000
_DIALECTS = {"tsql": "T-SQL", "postgres": "PostgreSQL's dialect", "duckdb": "DuckDB's dialect"}


@dataclass(frozen=True)
class Site:
    """What a query is compiled against: a tenant's catalog, engine and dialect, and the locales of its titles."""

    schema: CatalogSchema
    target: Target
    dialect: Dialect
    timezone: str
    locales: Sequence[str]


@dataclass(frozen=True)
class Fitted:
    """A dashboard that passes `check`. `originals`: index of each note in place of a panel, to the panel's query."""

    values: dict[str, Any]
    originals: Mapping[int, str | None]
    remarks: tuple[Remark, ...]


class _Lost(Exception):
    """Why a panel is not carried, with what its author can do."""

    def __init__(self, why: str, remedy: str | None = None) -> None:
        super().__init__(why)
        self.remedy = remedy


def fitted(carried: CarriedDashboard, slug: str, site: Site) -> Fitted:
    """The values of `kind: dashboard`, with a widget for each panel."""
    parameters, remarks = _with_choices_that_compile(carried.parameters, site)
    remarks = [*carried.remarks, *remarks]
    translations = [_translation(panel, parameters, site) for panel in carried.panels]
    positions = placed([panel.place for panel in carried.panels])
    widgets: list[dict[str, Any]] = []
    originals: dict[int, str | None] = {}
    used, ids = set[str](), set[str]()
    for index, (panel, translation) in enumerate(zip(carried.panels, translations, strict=True)):
        identifier = unused(name_of(panel.name, "widget"), ids)
        ids.add(identifier)
        start = {"id": identifier, "position": positions[index]}
        try:
            widgets.append(_widget(panel, translation, start, site))
            used |= translation.used_parameters if translation is not None else set()
        except _Lost as lost:
            item = f"panel `{panel.title}`"
            remarks.append(Remark(item, "left out", str(lost), lost.remedy))
            widgets.append(_note(panel, f"Not carried over: {lost}", start, site))
            originals[index] = panel.original
    kept, unneeded = _used(parameters, used)
    values = _dashboard(carried, slug, site, {"parameters": kept, "widgets": widgets})
    return Fitted(values, originals, (*remarks, *unneeded))


def _dashboard(carried: CarriedDashboard, slug: str, site: Site, parts: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {"slug": slug, "title": _title(carried.title, site)}
    if carried.description:
        values["description"] = _words(carried.description)
    return values | {key: value for key, value in parts.items() if value}


def _translation(panel: Panel, parameters: Sequence[Mapping[str, Any]], site: Site) -> Translation | None:
    if panel.sql is None or panel.blocked or panel.kind is None:
        return None
    declared = declared_parameters(Parameter.model_validate(values) for values in parameters)
    query = Query(panel.sql, site.dialect, declared, timezone=site.timezone)
    return translate(query, site.schema, site.target)


def _widget(
    panel: Panel, translation: Translation | None, start: dict[str, Any], site: Site
) -> dict[str, Any]:
    """The widget of a panel. Raises _Lost."""
    if panel.kind == "text" and panel.text is not None:
        return _note(panel, panel.text, start, site)
    if panel.blocked or panel.kind is None or translation is None or panel.sql is None:
        raise _Lost(panel.blocked or "it has no counterpart")
    _refuse_other_dialect(panel, site)
    if translation.faults:
        raise _lost_to(translation.faults[0])
    if panel.one_row and row_bound(panel.sql, site.dialect) != 1:
        raise _Lost(
            "it makes one number of several rows, and a metric shows what its query returns",
            "write a query that returns one row",
        )
    columns = next(iter(translation.statements.values())).columns
    try:
        encoding = encoding_of(panel.kind, columns, panel.hints)
    except NoFittingColumn as unfit:
        raise _Lost(str(unfit)) from unfit
    values = _start(panel, panel.kind, start, site)
    values["query"] = {"sql": without_template_marks(panel.sql.strip()) + "\n"}
    formats = formats_for(columns, {name: dict(found) for name, found in panel.formats.items()})
    return values | {k: v for k, v in (("encoding", encoding), ("format", formats)) if v}


def _refuse_other_dialect(panel: Panel, site: Site) -> None:
    if panel.dialect is not None and panel.dialect != site.dialect:
        written, wanted = _DIALECTS[panel.dialect], _DIALECTS[site.dialect]
        raise _Lost(
            f"its query is in {written}, and this tenant's queries are in {wanted}",
            f"rewrite it, or set `datasource.dialect: {panel.dialect}` for a tenant of such queries",
        )


def _lost_to(fault: SqlFault) -> _Lost:
    return _Lost(f"{fault.message} ({fault.code} in line {fault.line}, column {fault.column})", fault.help)


def _start(panel: Panel, kind: str, start: dict[str, Any], site: Site) -> dict[str, Any]:
    values = {"id": start["id"], "type": kind, "title": _title(panel.title, site)}
    if panel.description:
        values["description"] = _words(panel.description)
    return {**values, "position": start["position"]}


def _note(panel: Panel, words: str, start: dict[str, Any], site: Site) -> dict[str, Any]:
    return {**_start(panel, "text", start, site), "text": _words(words)}


def _title(title: str, site: Site) -> Any:
    return title_value(_words(title), site.locales)


def _words(text: str) -> str:
    return without_template_marks(text)[:LONGEST_TEXT]


def _with_choices_that_compile(
    parameters: Sequence[Mapping[str, Any]], site: Site
) -> tuple[list[dict[str, Any]], list[Remark]]:
    """The parameters; those whose query of choices has a fault without it."""
    kept, remarks = [], []
    for values in parameters:
        fault = _fault_of_choices(values.get("options", {}).get("sql"), site)
        if fault is None:
            kept.append(dict(values))
        else:
            lost = _lost_to(fault)
            remarks.append(
                Remark(f"parameter `{values['id']}`", "left out", f"its choices: {lost}", lost.remedy)
            )
            kept.append({key: value for key, value in values.items() if key != "options"})
    return kept, remarks


def _fault_of_choices(sql: str | None, site: Site) -> SqlFault | None:
    if sql is None:
        return None
    faults = translate(Query(sql, site.dialect, timezone=site.timezone), site.schema, site.target).faults
    return faults[0] if faults else None


def _used(parameters: Sequence[dict[str, Any]], used: set[str]) -> tuple[list[dict[str, Any]], list[Remark]]:
    names = {name.partition(".")[0] for name in used}
    unneeded = [
        Remark(f"parameter `{values['id']}`", "left out", "no query that is carried uses it")
        for values in parameters
        if values["id"] not in names
    ]
    return [values for values in parameters if values["id"] in names], unneeded
