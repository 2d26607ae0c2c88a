"""The parts of a bundle's objects: parameters, widgets and statements as they travel."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from compiler.catalogs.schema import CatalogSchema
from compiler.ir.query import EmittedStatement
from compiler.ir.rendered import RenderedWidget
from compiler.ir.resolved import ResolvedDashboard
from compiler.stages.queries.declarations import table_of
from compiler.stages.validate.members import first_key
from compiler.stages.validate.moves import present_name
from compiler.yaml_source import MappingNode
from schemas.bundle.objects import (
    BundleFormat,
    BundleMoves,
    BundleOption,
    BundleParameter,
    BundlePosition,
    BundleRange,
    BundleWidget,
    Limits,
    Origin,
    ResultColumn,
    RowFilters,
    Statement,
    StatementParameter,
    Variant,
)
from schemas.canonical import MAX_SAFE_INTEGER
from schemas.resources.base import texts_by_locale
from schemas.resources.dashboard import FixedRange, NamedRange, Option, Parameter, Scalar
from schemas.resources.tenant import RowFilter
from schemas.resources.widget import ColumnFormat

Travelling = str | int | bool


def travelling(value: Scalar) -> Travelling:
    """A value as the contract carries it: fractions and integers beyond 2**53-1 as text."""
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > MAX_SAFE_INTEGER:
        return str(value)
    return value


def origin_of(node: MappingNode) -> Origin:
    """Where a mapping begins."""
    span = first_key(node)
    return Origin(file=span.file, line=span.line)


def row_filters_of(listed: Iterable[RowFilter], schema: CatalogSchema | None) -> RowFilters | None:
    """Row filters by the table's name as the catalog has it; None where there are none."""
    found: RowFilters = {}
    for row_filter in listed:
        table = table_of(row_filter.table, schema) if schema is not None else None
        found.setdefault(str(table.name) if table is not None else row_filter.table, []).append(
            row_filter.where
        )
    return found or None


def statement_of(emitted: EmittedStatement, limits: Limits, refresh: int, origin: Origin) -> Statement:
    """A statement with what the agent needs to run it."""
    return Statement(
        sql=emitted.sql,
        parameters=[
            StatementParameter(name=p.name, type=p.type, many=p.many, source=p.source)
            for p in emitted.parameters
        ],
        columns=[ResultColumn(name=c.name, type=c.type, nullable=c.nullable) for c in emitted.columns],
        limits=limits,
        refresh_seconds=refresh,
        tables=sorted(emitted.tables),
        origin=origin,
    )


def bundle_parameter(parameter: Parameter, option_statement: str | None) -> BundleParameter:
    """A parameter as the viewer's page offers it."""
    values = parameter.options.values if parameter.options is not None else None
    return BundleParameter(
        id=parameter.id,
        type=parameter.type,
        label=texts_by_locale(parameter.label if parameter.label is not None else parameter.id),
        many=parameter.many,
        empty=parameter.empty,
        default=_default(parameter),
        options=[_option(option) for option in values] if values is not None else None,
        option_statement=option_statement,
    )


def _option(option: Scalar | Option) -> BundleOption:
    if not isinstance(option, Option):
        return BundleOption(value=travelling(option))
    label = texts_by_locale(option.label) if option.label is not None else None
    return BundleOption(value=travelling(option.value), label=label)


def _default(parameter: Parameter) -> BundleRange | list[Travelling] | Travelling | None:
    value: NamedRange | FixedRange | list[Scalar] | Scalar | None = parameter.default
    if value is None:
        return None
    if isinstance(value, FixedRange):
        return BundleRange(start=value.start, end=value.end)
    if parameter.type == "date_range":
        return BundleRange.model_validate({"named": value})
    if isinstance(value, list):
        return [travelling(item) for item in value]
    return [travelling(value)] if parameter.many else travelling(value)


def bundle_widget(rendered: RenderedWidget, variants: list[Variant]) -> BundleWidget:
    """A widget as the viewer's page draws it."""
    widget, position = rendered.widget, rendered.widget.position
    return BundleWidget(
        id=widget.id,
        type=widget.type,
        title=rendered.title,
        description=rendered.description,
        position=BundlePosition(x=position.x, y=position.y, width=position.width, height=position.height),
        text=rendered.text,
        encoding=widget.channels(),
        format={name: _format(form, rendered.currencies.get(name)) for name, form in widget.format.items()},
        variants=variants,
        origin=origin_of(rendered.node),
    )


def bundle_moves(resolved: ResolvedDashboard) -> BundleMoves | None:
    """The renames of a dashboard, each former name with the present one; those of widgets that an overlay removed are left out."""
    moved, slugs = resolved.model.moved, sorted(resolved.former_slugs)
    widgets = _present(moved.widgets, {widget.id for widget in resolved.model.widgets})
    parameters = _present(moved.parameters, {parameter.id for parameter in resolved.model.parameters})
    if not (slugs or widgets or parameters):
        return None
    return BundleMoves(slugs=slugs, widgets=widgets, parameters=parameters)


def _present(moves: Mapping[str, str], there: Collection[str]) -> dict[str, str]:
    ends = {old: present_name(old, moves) for old in moves}
    return {old: new for old, new in ends.items() if new is not None and new in there}


def _format(form: ColumnFormat, currency: str | None) -> BundleFormat:
    label = texts_by_locale(form.label) if form.label is not None else None
    return BundleFormat(style=form.style, currency=currency, decimals=form.decimals, label=label)
