"""The agent's HTTP interface, over a real socket: shapes, faults, hosts, events, cancellation."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from agent.execute.answer import Answer
from agent.execute.duckdb_engine import DuckDBEngine, DuckDBSession
from agent.execute.engine import Call
from agent.settings import Settings
from agent.site import Site
from schemas.bundle.objects import ParameterSource, StatementParameter
from tests.support.hostile_control_plane import API_KEY, HostileControlPlane
from tests.support.sites import NOW, SitePlace, publication, sales_publication, serving, statement, widget

DATA = "/api/dashboards/sales/widgets/revenue/data"
SLOW = statement(
    'SELECT COUNT(*) AS "n" FROM RANGE(10000000) AS "a", RANGE(10000000) AS "b"', {"n": "BIGINT"}, tables=()
)


@pytest.fixture
def client(site: Site, plane: HostileControlPlane) -> Iterator[httpx.Client]:
    """A client of a site that serves the sales dashboard."""
    plane.publish(sales_publication())
    site.syncer().round(wait_seconds=0)
    with serving(site) as url, httpx.Client(base_url=url, timeout=20) as client:
        yield client


def test_the_site_says_what_it_runs(client: httpx.Client) -> None:
    """Tenant, bundle, sync and dashboards, as the page's footer shows them."""
    about = client.get("/api/site").json()
    assert about["tenant"] == {
        "slug": "acme", "name": "บริษัท Acme", "locale": "th-TH", "timezone": "Asia/Bangkok",
    }  # fmt: skip
    assert about["bundle"].keys() == {"version", "digest", "commit", "compiler", "activated_at"}
    assert about["sync"] == {
        "status": "ok", "last_success_at": "2026-03-15T12:30:45+00:00", "last_error": None, "refused": None,
    }  # fmt: skip
    assert about["dashboards"] == [{"slug": "sales", "title": {"en": "Sales"}}]


def test_a_dashboard_has_its_defaults(client: httpx.Client) -> None:
    """As in the bundle, with defaults and refresh intervals beside it."""
    shown = client.get("/api/dashboards/sales").json()
    assert [item["id"] for item in shown["dashboard"]["widgets"]] == ["revenue", "orders", "words"]
    assert "row_filters" not in shown["dashboard"], "viewers are not told what keeps rows from them"
    assert shown["parameters"][0] == {"id": "period", "value": {"named": "last_12_months"}}
    assert shown["refresh_seconds"] == {"revenue": 300, "orders": 300}


def test_a_dashboard_is_found_under_a_slug_that_it_had(client: httpx.Client) -> None:
    """Bookmarks outlive a rename: the page, and the data of its widgets."""
    assert client.get("/api/dashboards/turnover").json()["dashboard"]["slug"] == "sales"
    assert client.get(DATA.replace("sales", "turnover")).status_code == 200


def test_rows_come_with_what_the_page_says_about_them(client: httpx.Client) -> None:
    """Columns with kinds, freshness, version; decimals as text."""
    data = client.get(DATA).json()
    assert data["columns"] == [
        {"name": "region", "type": "VARCHAR", "kind": "text"},
        {"name": "amount", "type": "DECIMAL(38,2)", "kind": "number"},
    ]
    assert data["rows"] == [["ASIA", "30.75"], ["EUROPE", "5.00"], ["ไทย", "7.75"]]
    assert (data["row_count"], data["truncated"], data["version"]) == (3, False, 1)
    assert data["generated_at"] == "2026-03-15T12:30:00+00:00"


CHOICES = {
    "?regions=EUROPE": [["EUROPE", "5.00"]],
    "?regions=EUROPE&regions=ไทย": [["EUROPE", "5.00"], ["ไทย", "7.75"]],
    "?regions=": [["ASIA", "30.75"], ["EUROPE", "5.00"], ["ไทย", "7.75"]],
    "?period=2025-01-01..2025-01-02": [["EUROPE", "100.00"]],
    "?period=this_month": [["ไทย", "7.75"]],
    "?regions=x';DROP TABLE sales.orders--": [],
}


@pytest.mark.parametrize("query", CHOICES)
def test_choices_are_bound(client: httpx.Client, query: str) -> None:
    """Named ranges, days, lists, nothing; a text that looks like SQL is a text."""
    assert client.get(DATA + query).json()["rows"] == CHOICES[query]


FAULTS = {
    "/api/dashboards/nonesuch": (404, "DW950"),
    "/api/dashboards/sales/widgets/nonesuch/data": (404, "DW950"),
    "/api/dashboards/sales/widgets/words/data": (404, "DW950"),
    "/api/dashboards/sales/parameters/nonesuch/options": (404, "DW950"),
    "/api/nonesuch": (404, "DW950"),
    f"{DATA}?regoins=ASIA": (400, "DW930"),
    f"{DATA}?period=yesterdays": (400, "DW931"),
    f"{DATA}?period=today&period=today": (400, "DW931"),
    f"{DATA}?size=huge": (400, "DW932"),
    f"{DATA}?period=": (400, "DW933"),
    f"{DATA}?as_of=yesterday": (400, "DW953"),
    f"{DATA}?as_of=2026-03-15T10:00:00%2B00:00": (400, "DW953"),
}


@pytest.mark.parametrize("path", FAULTS)
def test_faults_have_one_shape(client: httpx.Client, path: str) -> None:
    """A code, a sentence, perhaps a remedy; never stored by a browser."""
    answer = client.get(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == FAULTS[path]
    assert answer.json()["error"].keys() <= {"code", "message", "remedy"}
    assert answer.headers["cache-control"] == "no-store"


def test_other_methods_are_refused(client: httpx.Client) -> None:
    """The interface only reads."""
    answer = client.post(DATA)
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "DW953")


def test_before_the_first_bundle_the_page_is_told(site: Site) -> None:
    """The site answers, its data does not."""
    with serving(site) as url:
        assert httpx.get(f"{url}/api/site").json()["bundle"] is None
        assert httpx.get(f"{url}{DATA}").json()["error"]["code"] == "DW951"
        assert httpx.get(f"{url}/health").json() == {"status": "ok", "version": None}


def test_options_come_from_the_bundle_or_the_database(client: httpx.Client) -> None:
    """Written labels in the reader's language; rows without a value left out."""
    asked = client.get("/api/dashboards/sales/parameters/regions/options").json()
    written = client.get("/api/dashboards/sales/parameters/size/options?locale=th-TH").json()
    assert [option["value"] for option in asked["options"]] == ["ASIA", "EUROPE", "ไทย"]
    assert written["options"] == [{"value": "big", "label": "ใหญ่"}, {"value": "small", "label": "small"}]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "127.0.0.1:1"}, 200),
        ({"Host": "LOCALHOST"}, 200),
        ({"Host": "[::1]:8600"}, 200),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Host": ""}, 421),
        ({"Sec-Fetch-Site": "cross-site"}, 421),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_foreign_names_and_pages_are_refused(
    client: httpx.Client, headers: dict[str, str], status: int
) -> None:
    """A name that points to this machine does not open it to another site's page (DNS rebinding)."""
    assert client.get("/api/site", headers=headers).status_code == status


def test_large_answers_are_compressed(client: httpx.Client) -> None:
    """And the page is fenced in."""
    page = client.get("/")
    assert page.headers["content-encoding"] == "gzip"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"


def test_an_answer_is_kept_for_its_refresh_interval(client: httpx.Client) -> None:
    """The second who asks the same gets the first one's answer, and is told so."""
    first, second = client.get(DATA).json(), client.get(DATA).json()
    other = client.get(f"{DATA}?regions=ASIA").json()
    assert [first["cached"], second["cached"], other["cached"]] == [False, True, False]
    assert first["rows"] == second["rows"]


def test_all_widgets_of_a_view_mean_the_same_moment(client: httpx.Client) -> None:
    """`as_of` fixes the moment; a day later the same name means another day."""
    earlier = (NOW - timedelta(minutes=30)).isoformat().replace("+", "%2B")
    data = client.get(f"{DATA}?as_of={earlier}&period=today").json()
    assert data["generated_at"] == "2026-03-15T12:00:00+00:00"


def slow_site(site: Site, plane: HostileControlPlane) -> None:
    """The site serves a widget whose query takes for ever."""
    plane.publish(publication([widget("revenue", {(): SLOW})], [SLOW]))
    site.syncer().round(wait_seconds=0)


@dataclass
class CountingEngine:
    """DuckDB's engine, counting what is run."""

    engine: DuckDBEngine
    runs: list[Call]
    name: str = "duckdb"

    def connect(self) -> DuckDBSession:
        """A session that counts."""
        runs = self.runs

        class Counting(DuckDBSession):
            def run(self, call: Call) -> Answer:
                runs.append(call)
                return super().run(call)

        return Counting(self.engine.open().cursor())

    def close(self) -> None:
        """Ends the engine."""
        self.engine.close()


def test_one_execution_serves_all_who_ask_at_once(settings: Settings, plane: HostileControlPlane) -> None:
    """Eight viewers wait for one query; its time limit ends the waiting of all."""
    slow = SLOW.model_copy(update={"limits": SLOW.limits.model_copy(update={"timeout_ms": 3000})})
    plane.publish(publication([widget("revenue", {(): slow})], [slow]))
    runs: list[Call] = []
    path = Path(settings.connection.get_secret_value())
    site = Site(
        settings, lambda: NOW, make_engine=lambda zone: CountingEngine(DuckDBEngine(path, zone), runs)
    )
    site.syncer().round(wait_seconds=0)
    with (
        serving(site) as url,
        httpx.Client(base_url=url, timeout=20) as client,
        ThreadPoolExecutor(8) as viewers,
    ):
        answers = list(viewers.map(lambda _: client.get(DATA), range(8)))
    site.close()
    assert [answer.json()["error"]["code"] for answer in answers] == ["DW942"] * 8
    assert len(runs) == 1


def test_a_closed_tab_cancels_its_query(site: Site, plane: HostileControlPlane) -> None:
    """When the last who waits goes away, the connection is free again (case 54)."""
    slow_site(site, plane)
    with serving(site) as url:
        for _ in range(site.settings.site.limits.connections):
            with pytest.raises(httpx.TimeoutException):
                httpx.get(url + DATA, timeout=0.2)
        plane.publish(sales_publication())
        site.syncer().round(wait_seconds=0)
        assert httpx.get(url + DATA, timeout=5).json()["row_count"] == 3


def test_a_page_hears_of_a_new_version(client: httpx.Client, site: Site, plane: HostileControlPlane) -> None:
    """The version served now, then each new one."""
    with client.stream("GET", "/api/events") as events:
        lines = events.iter_lines()
        assert next(lines) == "event: version"
        assert next(lines).startswith('data: {"version":1,"digest":"')
        plane.publish(sales_publication("New"))
        site.syncer().round(wait_seconds=0)
        assert next(line for line in lines if line.startswith("data")).startswith('data: {"version":2')


def test_a_lost_database_shows_what_is_not_too_old(
    client: httpx.Client, site: Site, plane: HostileControlPlane
) -> None:
    """A kept answer is shown with its age; what was never asked is a fault of its own widget."""
    fresh = statement('SELECT COUNT(*) AS "n" FROM "sales"."orders"', {"n": "BIGINT"}, refresh_seconds=0)
    plane.publish(publication([widget("revenue", {(): fresh})], [fresh]))
    site.syncer().round(wait_seconds=0)
    assert client.get(DATA).json()["rows"] == [[6]]
    site.database.close()
    path = site.settings.connection.get_secret_value()
    site.settings.state_dir.parent.joinpath("site.duckdb").rename(path + ".away")
    kept = client.get(DATA).json()
    assert (kept["rows"], kept["cached"]) == ([[6]], True)


def test_a_row_filter_takes_the_sites_claims(place: SitePlace, plane: HostileControlPlane) -> None:
    """Without sign-in the administrator's claims hold for everyone; without them the widget is refused (403)."""
    source = ParameterSource(kind="claim", name="regions")
    filtered = statement(
        'SELECT COUNT(*) AS "n" FROM "sales"."orders" '
        'WHERE "region" IN (SELECT UNNEST(CAST($viewer_regions AS TEXT[])))',
        {"n": "BIGINT"},
        [StatementParameter(name="viewer_regions", type="VARCHAR", many=True, source=source)],
    )
    plane.publish(publication([widget("revenue", {(): filtered})], [filtered]))
    told: dict[str, object] = {}
    for name, claims in {"with": {"regions": ["ASIA", "ไทย"]}, "without": {}}.items():
        settings = place.settings(
            DASHWRIGHT_SERVER_URL=plane.url, DASHWRIGHT_API_KEY=API_KEY, site={"claims": claims}
        )
        site = Site(settings, lambda: NOW)
        site.syncer().round(wait_seconds=0)
        with serving(site) as url:
            answer = httpx.get(url + DATA)
            told[name] = answer.json()["rows"] if answer.is_success else answer.json()["error"]["code"]
        site.close()
    assert told == {"with": [[3]], "without": "DW934"}
