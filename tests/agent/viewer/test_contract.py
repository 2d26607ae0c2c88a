"""The page's types and the tests' bodies against a real agent: neither may drift from what is served."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

import httpx
import pytest

from agent.api.site_views import site_view
from agent.site import Site
from agent.sync.status import Failure, Step, SyncSnapshot
from agent.viewer.page import STATIC_DIRECTORY
from schemas.bundle.objects import (
    BundleDashboard,
    BundleFormat,
    BundleParameter,
    BundlePosition,
    BundleRange,
    BundleWidget,
    Wire,
)
from schemas.resources.dashboard import NamedRange, ParameterType
from schemas.resources.widget import WidgetType
from schemas.sync import Refusal
from tests.support.hostile_control_plane import HostileControlPlane
from tests.support.sites import NOW, sales_publication, serving
from tests.support.viewer_bodies import ANSWERS, DASHBOARDS, OPTIONS, SITE
from tests.support.viewer_site import Fault

NOT_SHOWN = {"variants", "origin", "kind", "default", "row_filters"}
"""Parts of the bundle that the page does not read: statements, their filters, places in files, and defaults, which come resolved."""


def module(name: str) -> str:
    """The text of a module of the page."""
    return (STATIC_DIRECTORY / name).read_text("utf-8")


TYPES = module("types.js")


def documented(name: str) -> set[str]:
    """The properties of a JSDoc type of the page."""
    block = re.search(rf"@typedef \{{object\}} {name}\b(.*?)(?=@typedef|\*/)", TYPES, re.DOTALL)
    assert block, f"types.js has no {name}"
    return set(re.findall(r"@property \{.*\} \[?(\w+)", block[1]))


def keys(value: Any) -> Any:
    """The keys of a JSON value at every depth; a list's first entry stands for all."""
    if isinstance(value, dict):
        return {key: keys(child) for key, child in value.items()}
    return [keys(value[0])] if isinstance(value, list) and value else None


def answered(site: Site, plane: HostileControlPlane, *paths: str) -> list[Any]:
    """What a real agent answers to each path once the sales bundle is active."""
    plane.publish(sales_publication())
    site.syncer().round(wait_seconds=0)
    with serving(site) as url:
        return [httpx.get(url + path).json() for path in paths]


def test_the_sites_body_is_the_agents(site: Site, plane: HostileControlPlane) -> None:
    """Also while syncing fails and a version is refused."""
    [real] = answered(site, plane, "/api/site")
    assert keys({**real, "dashboards": [{"slug": "", "title": None}]}) == keys(
        {**SITE, "dashboards": [{"slug": "", "title": None}]}
    )
    failing = SyncSnapshot(
        request=Step(last_success_at=NOW, failure=Failure("DW903", "no answer", NOW)),
        refused=Refusal(version=8, digest="0" * 64, code="DW912", reason="no column total"),
    )
    sync = site_view("acme", None, failing)["sync"]
    assert set(sync["refused"]) == {"version", "digest", "code", "reason"}
    assert set(sync["last_error"]) == {"code", "message"}


def test_the_pages_types_are_the_agents_bodies(site: Site, plane: HostileControlPlane) -> None:
    """Each property that the page's types name is in the real answer, and the other way round."""
    about, dashboard, data = answered(
        site,
        plane,
        "/api/site",
        "/api/dashboards/sales",
        "/api/dashboards/sales/widgets/revenue/data",
    )
    assert documented("Site") == set(about)
    assert documented("SyncState") == set(about["sync"])
    assert documented("DashboardAnswer") == set(dashboard)
    assert documented("WidgetData") == set(data)
    assert documented("Column") == set(data["columns"][0])


def test_the_tests_data_body_is_the_agents(site: Site, plane: HostileControlPlane) -> None:
    """Bodies of data, of choices and of faults have the real keys."""
    data, options, fault = answered(
        site,
        plane,
        "/api/dashboards/sales/widgets/revenue/data",
        "/api/dashboards/sales/parameters/regions/options",
        "/api/dashboards/sales/widgets/revenue/data?stray=1",
    )
    assert set(data) == set(ANSWERS["revenue"])
    assert keys(data["columns"]) == keys(ANSWERS["revenue"]["columns"])
    assert keys(options) == keys(OPTIONS["regions"])
    assert keys(fault) == keys(Fault(400, "DW930", "no such parameter", "It has: none.").body)


@pytest.mark.parametrize("slug", list(DASHBOARDS))
def test_the_tests_dashboards_are_bundle_dashboards(slug: str) -> None:
    """They could stand in a bundle as they are, and come with defaults and intervals as the agent gives them."""
    body = DASHBOARDS[slug]
    dashboard = BundleDashboard.model_validate_json(json.dumps(body["dashboard"]))
    assert dashboard.model_dump(mode="json", exclude_none=True) == body["dashboard"]
    defaults = {item["id"]: item.get("default") for item in body["dashboard"]["parameters"]}
    assert {item["id"]: item["value"] for item in body["parameters"]} == defaults
    assert set(body["refresh_seconds"]) == {widget.id for widget in dashboard.widgets if widget.variants}


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("Dashboard", BundleDashboard),
        ("Widget", BundleWidget),
        ("Position", BundlePosition),
        ("Format", BundleFormat),
        ("Parameter", BundleParameter),
        ("RangeDefault", BundleRange),
    ],
)
def test_the_pages_types_are_the_bundles_models(name: str, model: type[Wire]) -> None:
    """Every field of the bundle that the page draws has its property; a new field fails here until it is drawn."""
    assert documented(name) == set(model.model_fields) - NOT_SHOWN


@pytest.mark.parametrize(("name", "words"), [("Widget", WidgetType), ("Parameter", ParameterType)])
def test_the_pages_words_for_types_are_the_contracts(name: str, words: Any) -> None:
    """What a widget or a parameter may be stands in the page's types in the contract's order."""
    stated = re.search(rf"@typedef \{{object\}} {name}\b.*?@property \{{([^}}]*)\}} type\b", TYPES, re.DOTALL)
    assert stated
    assert tuple(re.findall(r'"(\w+)"', stated[1])) == get_args(words)


def test_every_type_of_widget_is_drawn() -> None:
    """As a chart or by a drawing of its own; only a text widget has no drawing, because it has no rows."""
    options = re.search(r"const OPTIONS = \{(.*?)\};", module("charts/chart.js"), re.DOTALL)
    assert options
    charts = re.findall(r"^  (\w+):", options[1], re.MULTILINE)
    others = re.findall(r'type === "(\w+)"', module("drawing.js"))
    assert {*charts, *others, "text"} == set(get_args(WidgetType))
    assert [kind for kind in charts if f"type_{kind}:" not in module("words/en.js")] == []


def test_the_page_offers_every_named_range() -> None:
    """In the contract's order, each with words of its own."""
    offered = re.search(r"const NAMED_RANGES = \[(.*?)\];", module("controls/date_range.js"), re.DOTALL)
    assert offered
    assert tuple(re.findall(r'"(\w+)"', offered[1])) == get_args(NamedRange)
    assert [name for name in get_args(NamedRange) if f"{name}:" not in module("words/en.js")] == []
