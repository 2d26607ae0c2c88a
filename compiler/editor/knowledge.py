"""What may be named in a file: tables and columns of the tenants that use it, parameters, claims, macros, references.

What stands in the file itself is read from its text as it is typed; what stands elsewhere, from the last compilation.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from compiler.catalogs.names import BadName, TableName, parse_table_name
from compiler.diagnostics.diagnostic import Span
from compiler.editor.macro_library import KnownMacro, macros_of
from compiler.ir.forms import Forms
from compiler.ir.translated import TranslatedTenant, TranslatedWidget
from compiler.ir.tree import MACROS, SHARED, Document
from compiler.stages.resolve.files import dashboard_path
from compiler.stages.validate.members import child
from compiler.written.outline import Outline, Path, outline
from schemas.resources import Catalog

_CLAIM = re.compile(r":viewer\.(\w+)")


@dataclass(frozen=True)
class KnownColumn:
    """A column of one tenant's table; `place` is where its catalog has it."""

    tenant: str
    table: TableName
    name: str
    type: str
    nullable: bool
    description: str | None
    place: Span

    @property
    def full_name(self) -> str:
        """Schema, table and column in small letters, dots between."""
        return f"{self.table.schema}.{self.table.table}.{self.name}".lower()


@dataclass(frozen=True)
class KnownTable:
    """A table of one tenant's catalog, written `spoken` where its schema is the default one."""

    tenant: str
    name: TableName
    spoken: str
    type: str
    description: str | None
    columns: tuple[KnownColumn, ...]
    place: Span


@dataclass(frozen=True)
class KnownParameter:
    """A value that a query may name: how it is written after the colon, and what it is."""

    name: str
    type: str
    many: bool
    label: str


class Knowledge:
    """Everything that was found out in one run of the stages, asked file by file. `texts` are the files as they stand now."""

    def __init__(self, forms: Forms, texts: Mapping[str, str]) -> None:
        self.forms = forms
        self.texts = texts
        self._outlines: dict[str, Outline] = {}
        self._tables: dict[str, tuple[KnownTable, ...]] = {}
        self._by_spelling: dict[str, dict[str, tuple[KnownTable, ...]]] = {}

    def outline(self, path: str) -> Outline:
        """A file's outline."""
        if path not in self._outlines:
            self._outlines[path] = outline(self.texts.get(path, ""))
        return self._outlines[path]

    def kind(self, path: str) -> str | None:
        """The kind that a file says it is of."""
        return self.outline(path).value(("kind",))

    def tenants(self, path: str) -> tuple[TranslatedTenant, ...]:
        """The tenants that a file is a part of; all for a macro, and for a file that nobody uses yet."""
        everyone = self.forms.translated
        using = tuple(tenant for tenant in everyone if path in tenant.rendered.resolved.files)
        beside = tuple(t for t in everyone if path.startswith(_folder(t)))
        return using or beside or everyone

    def tables(self, path: str) -> tuple[KnownTable, ...]:
        """The tables of every tenant that a file is a part of."""
        return tuple(table for tenant in self.tenants(path) for table in self._tables_of(tenant))

    def _tables_of(self, tenant: TranslatedTenant) -> tuple[KnownTable, ...]:
        catalog = tenant.rendered.resolved.catalog
        if catalog is None or catalog.model is None:
            return ()
        slug = tenant.slug
        if slug not in self._tables:
            self._tables[slug] = tuple(_known_tables(slug, catalog, catalog.model))
        return self._tables[slug]

    def find_tables(self, path: str, parts: tuple[str, ...]) -> tuple[KnownTable, ...]:
        """The tables, one of each tenant that has it, that a name of one or two parts stands for."""
        if path not in self._by_spelling:
            found: dict[str, list[KnownTable]] = {}
            for table in self.tables(path):
                for spelling in _spellings(table):
                    found.setdefault(spelling, []).append(table)
            self._by_spelling[path] = {spelling: tuple(tables) for spelling, tables in found.items()}
        return self._by_spelling[path].get(".".join(parts).lower(), ())

    def dashboard_of(self, path: str) -> str:
        """The dashboard that a file is about: itself, or the one that an overlay changes."""
        reference = self.outline(path).value(("dashboard",)) if self.kind(path) == "overlay" else None
        return dashboard_path(f"{_tenant_folder(path)}/tenant.yaml", reference) if reference else path

    def parameters(self, path: str) -> tuple[KnownParameter, ...]:
        """What `:name` may stand for in a dashboard, or in an overlay of it."""
        base = self.dashboard_of(path)
        found = list(_parameters(self.outline(base), ("parameters",)))
        if base != path:
            found += _parameters(self.outline(path), ("add_parameters",))
        return tuple({parameter.name: parameter for parameter in found}.values())

    def claims(self, path: str) -> tuple[str, ...]:
        """The viewer's claims that row filters of the file's tenants, or the file itself, speak of."""
        folders = [tenant.rendered.resolved.document.path for tenant in self.tenants(path)]
        texts = [self.texts.get(folder, "") for folder in (*folders, path)]
        return tuple(sorted({name for text in texts for name in _CLAIM.findall(text)}))

    @cached_property
    def macros(self) -> tuple[KnownMacro, ...]:
        """Every macro of the shared library."""
        return tuple(
            macro
            for path in sorted(self.texts)
            if path.startswith(f"{MACROS}/")
            for macro in macros_of(path, self.texts[path])
        )

    def constants(self, path: str) -> dict[str, str]:
        """Names of the constants of a dashboard, or of its overlay's base, with how they are declared."""
        found = self.outline(self.dashboard_of(path))
        return {
            str(item.path[-1]): ", ".join(
                f"{word.path[-1]} {found.value(word.path)}"
                for word in found.below(item.path)
                if word.value is not None
            )
            for item in found.below(("constants",))
        }

    def variables(self, path: str) -> tuple[str, ...]:
        """Names of the variables of the tenants that a file is a part of."""
        return tuple(
            sorted(
                {name for tenant in self.tenants(path) for name in tenant.rendered.resolved.tenant.variables}
            )
        )

    def widgets(self, path: str) -> dict[str, str]:
        """Ids of the widgets of a dashboard, or of an overlay's base, with their types."""
        base = self.dashboard_of(path)
        return dict(_widgets(self.outline(base), "widgets"))

    def translated(self, path: str, widget: str) -> Iterator[tuple[TranslatedTenant, TranslatedWidget]]:
        """What became of a widget at each tenant that shows it from this file, or with this overlay."""
        base = self.dashboard_of(path)
        for tenant in self.tenants(path):
            for dashboard in tenant.dashboards:
                if dashboard.rendered.resolved.path == base:
                    for found in dashboard.widgets:
                        if found.rendered.widget.id == widget:
                            yield tenant, found

    def columns_of(self, path: str, widget: str) -> dict[str, str]:
        """The result columns of a widget's query with their types, as the engine has them."""
        found: dict[str, str] = {}
        for _, translated in self.translated(path, widget):
            if translated.translation is not None and translated.translation.statements:
                statement = next(iter(translated.translation.statements.values()))
                for column in statement.columns:
                    found.setdefault(column.name, column.type + ("" if column.nullable else " not null"))
        return found

    def dashboard_references(self, path: str) -> dict[str, str]:
        """How a tenant's file may name each dashboard, with the file that it leads to."""
        own = f"{_tenant_folder(path)}/dashboards/"
        shared = f"{SHARED}/dashboards/"
        names = {
            file[len(own) : -5]: file
            for file in self.texts
            if file.startswith(own) and file.endswith(".yaml")
        }
        return names | {
            f"_shared/{file[len(shared) : -5]}": file
            for file in self.texts
            if file.startswith(shared) and file.endswith(".yaml")
        }

    def beside(self, path: str, kind: str) -> dict[str, str]:
        """How a tenant's file may name each file of a kind in its own folder."""
        folder = _tenant_folder(path)
        return {
            posixpath.relpath(file, folder): file
            for file in sorted(self.texts)
            if file.startswith(f"{folder}/") and file != path and self.kind(file) == kind
        }


def widget_id(found: Outline, path: Path) -> str | None:
    """The id of the widget that a path lies in: of a list by its `id`, of an overlay's mapping by its key."""
    if len(path) < 2 or path[0] not in ("widgets", "add"):
        return None
    if isinstance(path[1], str):
        return path[1]
    return found.value((*path[:2], "id"))


def _known_tables(tenant: str, document: Document[Catalog], catalog: Catalog) -> Iterator[KnownTable]:
    tables = child(document.node, "tables")
    for written, table in catalog.tables.items():
        try:
            name = parse_table_name(written, catalog.default_schema)
        except BadName:
            continue  # `validate` told it
        at = child(child(tables, written), "columns")
        columns = tuple(
            KnownColumn(
                tenant, name, column, typed.type, typed.nullable, typed.description, at.key_span(column)
            )
            for column, typed in table.typed_columns().items()
        )
        default = name.schema.lower() == catalog.default_schema.lower()
        spoken = str(name).split(".", 1)[1] if default else str(name)
        yield KnownTable(
            tenant, name, spoken, table.type, table.description, columns, tables.key_span(written)
        )


def _spellings(table: KnownTable) -> set[str]:
    full = f"{table.name.schema}.{table.name.table}".lower()
    return {full, table.name.table.lower()} if table.spoken != str(table.name) else {full}


def _parameters(found: Outline, path: Path) -> Iterator[KnownParameter]:
    for item in [
        i
        for i in found.items
        if i.path[: len(path)] == path and i.path[-1] == "id" and len(i.path) == len(path) + 2
    ]:
        at = item.path[:-1]
        name, kind = found.value(item.path) or "", found.value((*at, "type")) or ""
        label = found.value((*at, "label")) or found.value((*at, "label", "en")) or ""
        many = found.value((*at, "many")) == "true"
        if kind == "date_range":
            yield KnownParameter(f"{name}.start", "date", False, f"{label}: its first day".lstrip(": "))
            yield KnownParameter(
                f"{name}.end", "date", False, f"{label}: the day after its last".lstrip(": ")
            )
        elif name:
            yield KnownParameter(name, kind, many, label)


def _widgets(found: Outline, key: str) -> Iterator[tuple[str, str]]:
    for item in found.items:
        if len(item.path) == 3 and item.path[0] == key and item.path[2] == "id":
            yield found.value(item.path) or "", found.value((*item.path[:2], "type")) or ""


def _folder(tenant: TranslatedTenant) -> str:
    return posixpath.dirname(tenant.rendered.resolved.document.path) + "/"


def _tenant_folder(path: str) -> str:
    return "/".join(path.split("/")[:2])
