"""Exports of other tools, and what importing each gives: `NAME.expected.yaml` and `NAME.report.md` beside it.

`python -m tests.compiler.importing.samples` writes what is expected anew, to be read before it is committed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compiler.importing.grafana import carried_from_grafana
from compiler.importing.json_tree import read_document
from compiler.importing.metabase import carried_from_metabase, read_export
from compiler.importing.report import as_markdown
from compiler.importing.writing import Imported, imported
from compiler.ir.tree import SourceTree
from compiler.scaffold.parts import tenant_values
from compiler.scaffold.writing import checked
from compiler.yaml_source.editing import new_file
from schemas.resources.tenant import Dialect

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Sample:
    """An export, the dialect of the tenant that takes it over."""

    path: Path
    dialect: Dialect = "postgres"

    @property
    def name(self) -> str:
        """What the test is called."""
        return f"{self.path.parent.name}-{self.path.stem}-{self.dialect}"

    def beside(self, ending: str) -> Path:
        """A file beside the export, by the sample's name."""
        return FOLDER / "expected" / f"{self.name}.{ending}"


SAMPLES = (
    Sample(FOLDER / "grafana/classic.json"),
    Sample(FOLDER / "grafana/classic.json", "tsql"),
    Sample(FOLDER / "grafana/resource.json", "tsql"),
    Sample(FOLDER / "metabase/collections/main/dashboards/sales_review.yaml"),
    Sample(FOLDER / "metabase/collections/main/dashboards/sales_review.yaml", "tsql"),
    Sample(FOLDER / "metabase/api.json"),
)


def shop(dialect: Dialect) -> SourceTree:
    """A tenant with the tables that the exports ask."""
    tenant = tenant_values("shop", "Shop", ("sqlserver", "2019"), {"license": "pro"})
    tenant["datasource"] |= {"dialect": dialect}
    files = {
        "tenants/shop/tenant.yaml": new_file("tenant", tenant, "x"),
        "tenants/shop/catalog.yaml": (FOLDER / "catalog.yaml").read_bytes(),
    }
    return SourceTree(files)


def result_of(sample: Sample) -> Imported:
    """What importing gives; it passes `check`, or raises WouldBreak."""
    tree = shop(sample.dialect)
    if "metabase" in sample.path.parts:
        export = read_export(sample.path)
        found = imported(tree, "shop", None, None, lambda dialect: carried_from_metabase(export, dialect))
    else:
        document = read_document(sample.path)
        found = imported(tree, "shop", None, None, lambda dialect: carried_from_grafana(document, dialect))
    checked(tree, found.files)
    return found


def dashboard_of(found: Imported) -> str:
    """The dashboard's file."""
    return next(data.decode() for path, data in found.files.items() if "/dashboards/" in path)


if __name__ == "__main__":
    for sample in SAMPLES:
        result = result_of(sample)
        sample.beside("yaml").write_text(dashboard_of(result), encoding="utf-8")
        sample.beside("md").write_text(as_markdown(result), encoding="utf-8")
