"""A catalog that a tool wrote as YAML, such as the agent's report of its site, as a schema with what is known besides."""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import ValidationError

from compiler.catalogs.facts import Facts
from compiler.catalogs.names import BadName, TableName, parse_table_name
from compiler.catalogs.schema import BadCatalog, CatalogSchema, schema_of
from schemas.resources import Catalog


class BadReport(ValueError):
    """A file that is no catalog."""


def read_report(text: str) -> tuple[CatalogSchema, Facts]:
    """What `dashwright-agent catalog` printed, or another catalog. Raises BadReport."""
    try:
        document: Any = yaml.load(text, yaml.CSafeLoader)
        if not isinstance(document, dict):
            raise BadReport("a catalog is a mapping, which this is not")
        catalog = Catalog.model_validate(document)
        return schema_of(catalog), _facts(catalog)
    except yaml.YAMLError as error:
        raise BadReport(f"this is no YAML: {str(error).splitlines()[0]}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadReport(f"{place or 'the file'}: {first['msg'].lower()}") from None
    except (BadCatalog, BadName) as error:
        raise BadReport(str(error)) from None


def _facts(catalog: Catalog) -> Facts:
    names = {name: parse_table_name(name, catalog.default_schema) for name in catalog.tables}
    descriptions: dict[tuple[TableName, str | None], str] = {}
    computed: dict[tuple[TableName, str], str] = {}
    for written, table in catalog.tables.items():
        name = names[written]
        if table.description is not None:
            descriptions[name, None] = table.description
        for column, typed in table.typed_columns().items():
            if typed.description is not None:
                descriptions[name, column.lower()] = typed.description
            if typed.computed is not None:
                computed[name, column.lower()] = typed.computed
    tables = {names[written]: table for written, table in catalog.tables.items()}
    return Facts(
        frozenset(name for name, table in tables.items() if table.type == "view"),
        {name: table.definition for name, table in tables.items() if table.definition is not None},
        {
            name: parse_table_name(table.stands_for, catalog.default_schema)
            for name, table in tables.items()
            if table.stands_for is not None
        },
        computed,
        descriptions,
    )
