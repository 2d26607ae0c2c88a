"""The generated JSON Schemas: fresh, and of one mind with the models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from compiler.yaml_source import MappingNode, read_yaml
from schemas.editor_hints import SNIPPETS
from schemas.json_schema import FOLDER, json_schemas
from schemas.resources import KINDS
from schemas.resources.widget import WidgetType

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


def _parts(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    schema = json.loads(json_schemas()[f"{kind}.schema.json"])
    yield kind, schema
    yield from schema.get("$defs", {}).items()


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_says_what_it_means(kind: str) -> None:
    """A key without a sentence of its own is one that an author has to ask about."""
    silent = [
        f"{part}.{name}"
        for part, schema in _parts(kind)
        for name, field in schema.get("properties", {}).items()
        if len(field.get("description", "").split()) < 2
    ]
    assert silent == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_may_be_left_out_says_what_holds_then(kind: str) -> None:
    """Editors show the default beside the key."""
    silent = [
        f"{part}.{name}"
        for part, schema in _parts(kind)
        for name, field in schema.get("properties", {}).items()
        if name not in schema.get("required", ()) and "default" not in field
    ]
    assert silent == []


def test_words_to_choose_from_are_explained() -> None:
    """Widget types, what an empty parameter means, formats: each word with its meaning, in the order of the words."""
    explained = {
        tuple(field["enum"]): field["markdownEnumDescriptions"]
        for kind in KINDS
        for _, schema in _parts(kind)
        for field in schema.get("properties", {}).values()
        if "markdownEnumDescriptions" in field
    }
    assert len(explained) >= 6
    assert all(len(words) == len(meanings) for words, meanings in explained.items())
    assert get_args(WidgetType) in explained


def _filled(body: Any) -> Any:
    """A beginning with what stands in its places."""
    if isinstance(body, dict):
        return {key: _filled(value) for key, value in body.items()}
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", body) if isinstance(body, str) else body


@pytest.mark.parametrize("snippet", SNIPPETS["Widget"], ids=lambda snippet: str(snippet["label"]))
def test_a_beginning_is_valid_as_it_stands(snippet: dict[str, Any]) -> None:
    """A widget that is begun from a snippet has no fault of its structure before anything is filled in."""
    KINDS["dashboard"].model_validate({**DASHBOARD, "widgets": [_filled(snippet["body"])]})


@pytest.mark.parametrize("snippet", SNIPPETS["Parameter"], ids=lambda snippet: str(snippet["label"]))
def test_a_beginning_of_a_parameter_is_valid(snippet: dict[str, Any]) -> None:
    """As for widgets."""
    KINDS["dashboard"].model_validate({**DASHBOARD, "parameters": [_filled(snippet["body"])]})


def test_beginnings_of_a_tenant_are_valid() -> None:
    """As for widgets."""
    uses = [_filled(snippet["body"]) for snippet in SNIPPETS["DashboardUse"]]
    filters = [_filled(snippet["body"]) for snippet in SNIPPETS["RowFilter"]]
    KINDS["tenant"].model_validate({**TENANT, "dashboards": uses, "row_filters": filters})
