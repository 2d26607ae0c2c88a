"""The generated JSON Schemas: fresh, and of one mind with the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from compiler.yaml_source import MappingNode, read_yaml
from schemas.json_schema import FOLDER, json_schemas
from schemas.resources import KINDS

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "tenants").rglob("*.yaml"))
PLACE = {"x": 0, "y": 0, "width": 6, "height": 2}
WIDGET: dict[str, Any] = {
    "id": "a",
    "type": "table",
    "title": "A",
    "position": PLACE,
    "query": {"sql": "SELECT 1"},
}
DASHBOARD: dict[str, Any] = {"kind": "dashboard", "slug": "sales", "title": "Sales", "widgets": [WIDGET]}
SOURCE = {"engine": "sqlserver", "version": 2019, "catalog": "catalog.yaml"}
TENANT: dict[str, Any] = {
    "kind": "tenant",
    "name": "Acme",
    "slug": "acme",
    "license": "pro",
    "datasource": SOURCE,
}
CATALOG: dict[str, Any] = {"kind": "catalog", "tables": {"dbo.t": {"columns": {"id": "int not null"}}}}
OVERLAY: dict[str, Any] = {"kind": "overlay", "dashboard": "_shared/sales", "title": "Ours"}
POLICY: dict[str, Any] = {"kind": "policy", "rules": {"max_widgets": {"limit": 20}}}


def widget(**changes: Any) -> dict[str, Any]:
    """A dashboard with one changed widget."""
    return {**DASHBOARD, "widgets": [{**WIDGET, **changes}]}


def parameter(**given: Any) -> dict[str, Any]:
    """A dashboard with one parameter."""
    return {**DASHBOARD, "parameters": [{"id": "p", "type": "text", **given}]}


GOOD = [
    DASHBOARD, TENANT, CATALOG, OVERLAY, POLICY,
    {**DASHBOARD, "title": {"en": "Sales", "th": "ยอดขาย"}},
    widget(type="text", query=None, text="Hello"),
    widget(encoding={"x": "a", "y": ["b", "c"]}, format={"b": {"style": "currency", "currency": "THB"}}),
    parameter(options={"values": ["a", {"value": "b", "label": {"th": "ข"}}]}),
    parameter(options={"sql": "SELECT 1"}, default=["a"], many=True),
    parameter(type="date_range", default={"start": "2026-01-01", "end": "2026-02-01"}),
    {**TENANT, "dashboards": ["sales", {"use": "_shared/sales", "with": {"currency": "THB", "n": 1}}]},
    {**TENANT, "datasource": {**SOURCE, "version": "azure"}, "row_filters": [{"table": "t", "where": "a = 1"}]},
    {**CATALOG, "tables": {"t": {"columns": {"a": {"type": "int", "nullable": False, "tags": ["pii"]}}}}},
    {**CATALOG, "tables": {"t": {"columns": {"a": "int"}, "tags": ["staging"], "description": "T"}}},
    {**CATALOG, "tables": {"v": {"type": "view", "columns": {"a": "int"}, "definition": "SELECT 1 AS a"}}},
    {**CATALOG, "tables": {"s": {"type": "synonym", "columns": {"a": "int"}, "stands_for": "dbo.t"}}},
    {**OVERLAY, "widgets": {"a": None, "b": {"title": "B"}}, "parameters": {"p": {"default": 1}}},
    {**OVERLAY, "segment": "retail"}, {**OVERLAY, "order": {"a": {"before": "b"}, "b": {"after": "c"}}},
    {**TENANT, "segments": ["retail"], "dashboards": [{"use": "_shared/a", "overlay": ["overlays/a.yaml", "_shared/b.yaml"]}]},
]  # fmt: skip
BAD = [
    {**DASHBOARD, "titel": "x"}, {**DASHBOARD, "slug": "Sales"}, {**DASHBOARD, "title": 5}, {**DASHBOARD, "title": {}},
    {**DASHBOARD, "title": {"english": "x"}}, {**DASHBOARD, "refresh": "5 minutes"}, {**DASHBOARD, "widgets": []},
    {key: DASHBOARD[key] for key in ("kind", "slug", "title")},
    widget(type="lines"), widget(position={**PLACE, "width": 13}), widget(position={**PLACE, "x": -1}), widget(query=None),
    widget(text="both"), widget(type="text"), widget(id="A"), widget(query={"sql": ""}), widget(format={"a": {"style": "x"}}),
    parameter(options={}), parameter(options={"sql": "SELECT 1", "values": [1]}), parameter(type="string"),
    parameter(options={"values": []}), parameter(empty="some"), parameter(many="yes"),
    {**TENANT, "license": "gold"}, {**TENANT, "max_dashboards": 0}, {**TENANT, "active": "no"}, {**TENANT, "locale": "thai"},
    {**TENANT, "datasource": {**SOURCE, "version": 2018}}, {**TENANT, "datasource": {**SOURCE, "catalog": "/etc/c.yaml"}},
    {**TENANT, "dashboards": [5]}, {**TENANT, "dashboards": [{"with": {}}]}, {**TENANT, "dashboards": ["../sales"]},
    {**CATALOG, "tables": {}}, {**CATALOG, "tables": {"t": {"columns": {}}}}, {**CATALOG, "tables": {"t": {"columns": {"a": 1}}}},
    {**CATALOG, "tables": {"t": {"columns": {"a": "int"}, "definition": "SELECT 1 AS a"}}},
    {**CATALOG, "tables": {"t": {"type": "view", "columns": {"a": "int"}, "stands_for": "dbo.t"}}},
    {**CATALOG, "tables": {"t": {"columns": {"a": {"type": "int", "tags": ["Personal data"]}}}}},
    {"kind": "overlay", "dashboard": "sales"}, {"kind": "overlay", "dashboard": "_shared/a", "segment": "retail"},
    {**OVERLAY, "order": {"a": {}}}, {**OVERLAY, "order": {"a": {"before": "b", "after": "c"}}}, {**OVERLAY, "order": {"a": 1}},
    {**TENANT, "dashboards": [{"use": "_shared/a", "overlay": []}]}, {**OVERLAY, "add": [{}]}, {**OVERLAY, "widgets": {"A": None}},
    {"kind": "policy"}, {**POLICY, "rules": {"max_widget": {}}}, {**POLICY, "rules": {"max_widgets": {"limit": 0}}},
]  # fmt: skip


def accepted_by_model(value: Any) -> bool:
    """Whether the kind's model takes a value."""
    try:
        KINDS[value["kind"]].model_validate(value)
    except ValidationError:
        return False
    return True


def accepted_by_schema(value: Any) -> bool:
    """Whether the kind's JSON Schema takes a value."""
    schema = json.loads(json_schemas()[f"{value['kind']}.schema.json"])
    return Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(("name", "text"), json_schemas().items(), ids=list(json_schemas()))
def test_the_generated_files_are_fresh(name: str, text: str) -> None:
    """`dashwright schema --write` was run after the last change of a model."""
    assert (FOLDER / name).read_text(encoding="utf-8") == text
    Draft202012Validator.check_schema(json.loads(text))


def test_no_generated_file_is_left_over() -> None:
    """Each file is of a kind that there is."""
    assert {path.name for path in FOLDER.iterdir()} == set(json_schemas())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_example_is_valid_for_both(path: Path) -> None:
    """The files of our tenants pass the schema and the model."""
    _, node, faults = read_yaml(path.name, path.read_bytes())
    assert isinstance(node, MappingNode), faults
    assert accepted_by_schema(node.value)
    assert accepted_by_model(node.value)


@pytest.mark.parametrize("value", GOOD, ids=range(len(GOOD)))
def test_good_values_pass_both(value: Any) -> None:
    """Schema and model take the same values."""
    assert accepted_by_model(value)
    assert accepted_by_schema(value)


@pytest.mark.parametrize("value", BAD, ids=range(len(BAD)))
def test_bad_values_pass_neither(value: Any) -> None:
    """Schema and model refuse the same values."""
    assert not accepted_by_model(value)
    assert not accepted_by_schema(value)
