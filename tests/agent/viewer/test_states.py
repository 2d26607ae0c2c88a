from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.agent.viewer.looks import act, card, colours_painted, settled
from tests.support.browser import OpenPage, PageFaults
from tests.support.viewer_site import Fault, ViewerSite

pytestmark = pytest.mark.browser
UNREACHABLE = Fault(503, "DW943", "the database cannot be reached", "Wait, or run `dashwright-agent doctor`.")


def test_a_fault_stays_in_its_card(
    viewer_site: ViewerSite, open_page: OpenPage, page_faults: PageFaults
) -> None:
    """Message, remedy and code in one card, everything else drawn; trying again mends it."""
    page_faults.expected_statuses = {503}
    good, viewer_site.answers["revenue"] = viewer_site.answers["revenue"], UNREACHABLE
    viewer_site.keep("revenue", "by_region")
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    fault = card(page, "revenue").get_by_role("alert")
    expect(fault).to_contain_text("the database cannot be reached")
    expect(fault.locator("code")).to_have_text("dashwright-agent doctor")
    expect(fault).to_contain_text("Code DW943")
    assert colours_painted(page, "by_region") > 8
    viewer_site.answers["revenue"] = good
    fault.get_by_role("button", name="Try again").click()
    settled(page)
    assert colours_painted(page, "revenue") > 8


def test_an_answer_that_is_no_json_is_told_as_such(
    viewer_site: ViewerSite, open_page: OpenPage, page_faults: PageFaults
) -> None:
    """A proxy's page of HTML is a fault with its status, not a blank card."""
    page_faults.expected_statuses = {502}
    viewer_site.keep("orders")
    page = open_page("about:blank")
    page.route(
        "**/widgets/orders/data*", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>")
    )
    page.goto(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    expect(card(page, "orders").get_by_role("alert")).to_contain_text("could not be read (status 502)")


def test_no_rows_are_said_in_words(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """An empty answer is told apart from a failed one."""
    for widget in ("revenue", "orders", "customers"):
        viewer_site.answers[widget].update(rows=[], row_count=0)  # type: ignore[union-attr]
    viewer_site.keep("revenue", "orders", "customers")
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    for widget in ("revenue", "orders", "customers"):
        expect(card(page, widget)).to_contain_text("No rows")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_cut_answer_says_so(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """What the row cap left out, and numbers that are none, are no secret."""
    viewer_site.answers["products"].update(truncated=True, non_finite=2)  # type: ignore[union-attr]
    viewer_site.keep("products")
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    notices = card(page, "products").locator(".widget-notices")
    expect(notices).to_contain_text("First 8 rows only; there are more.")
    expect(notices).to_contain_text("no finite numbers (NaN, infinity) are shown as –: 2.")


def test_the_age_of_an_answer_is_shown(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Each card tells its age by the server's clock; one much older than planned is marked."""
    viewer_site.answers["customers"]["age_seconds"] = 7200  # type: ignore[index]
    viewer_site.keep("orders", "customers")
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    expect(card(page, "orders").locator(".widget-meta")).to_have_text("3 min ago")
    old = card(page, "customers").locator(".widget-meta")
    expect(old).to_have_text("2 hr ago")
    expect(old).to_have_attribute("title", re.compile("^Older than planned: as of"))


def test_a_failed_refresh_keeps_what_is_shown_and_says_so(
    viewer_site: ViewerSite, open_page: OpenPage, page_faults: PageFaults
) -> None:
    """Newer data failed to come: the picture stays, with the time it is from."""
    page_faults.expected_statuses = {503}
    viewer_site.keep("revenue")
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    viewer_site.answers["revenue"] = UNREACHABLE
    act(page, "revenue", "refresh_now")
    expect(card(page, "revenue").locator(".widget-notices")).to_contain_text(
        "Refreshing failed; this is from"
    )
    assert colours_painted(page, "revenue") > 8


def test_a_failure_after_other_choices_shows_no_old_rows(
    viewer_site: ViewerSite, open_page: OpenPage, page_faults: PageFaults
) -> None:
    """Rows of last year under "this year" would lie: the fault takes their place."""
    page_faults.expected_statuses = {503}
    viewer_site.keep("revenue")
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    viewer_site.answers["revenue"] = UNREACHABLE
    page.locator("#parameter-period").click()
    page.get_by_role("radio", name="This year").click()
    settled(page)
    expect(card(page, "revenue").get_by_role("alert")).to_be_visible()
    expect(card(page, "revenue").locator("canvas")).to_have_count(0)


def test_an_answer_without_an_encoded_column_can_still_be_read(
    viewer_site: ViewerSite, open_page: OpenPage
) -> None:
    """A chart that cannot be drawn names the column; its rows can be shown as a table."""
    viewer_site.answers["revenue"]["columns"][1]["name"] = "turnover"  # type: ignore[index]
    viewer_site.keep("revenue")
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    expect(card(page, "revenue").get_by_role("alert")).to_contain_text("no column “revenue”")
    act(page, "revenue", "view_table")
    expect(card(page, "revenue").locator("tbody tr")).to_have_count(12)


def test_a_site_without_a_version_waits_for_it(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Before the first activation the page says what it waits for, and shows it when it comes."""
    bundle, viewer_site.site["bundle"] = viewer_site.site["bundle"], None
    viewer_site.site["sync"].update(status="never", last_success_at=None)
    viewer_site.keep("orders")
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("No dashboards have arrived yet")
    expect(page.locator('[data-fact="sync"]')).to_have_text("Not synced yet")
    viewer_site.site["bundle"] = bundle
    expect(page.get_by_role("heading", level=1)).to_have_text("Sales")


def test_an_unknown_dashboard_is_named(
    viewer_site: ViewerSite, open_page: OpenPage, page_faults: PageFaults
) -> None:
    """An address of something gone says so and leaves the list to choose from."""
    page_faults.expected_statuses = {404}
    viewer_site.keep("orders")
    page = open_page(f"{viewer_site.url}/dashboards/gone?ui-lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no dashboard “gone” here")
    page.get_by_role("link", name="Sales").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sales")


def test_the_footer_tells_version_commit_and_sync(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Version, short commit, compiler; a failing sync since when; a refused version with its reason."""
    viewer_site.site["sync"] = {
        "status": "failing",
        "last_success_at": "2026-11-21T01:00:00+00:00",
        "last_error": {"code": "DW903", "message": "the control plane does not answer"},
        "refused": {
            "version": 8,
            "digest": None,
            "code": "DW912",
            "reason": "widget revenue: no column total",
        },
    }
    viewer_site.keep("orders")
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    expect(page.locator('[data-fact="version"]')).to_have_text("Version 7, active since 20 Nov 2026 16:14")
    expect(page.locator('[data-fact="commit"]')).to_have_text("Commit 4d1f0c2")
    expect(page.locator('[data-fact="compiler"]')).to_have_text("Compiler 0.1.0")
    expect(page.locator('[data-fact="sync"]')).to_have_text("Sync failing since 21 Nov 2026 08:00 (DW903)")
    expect(page.locator('[data-fact="refused"]')).to_have_text(
        "Version 8 refused (DW912): widget revenue: no column total This site goes on with version 7."
    )


def test_a_slow_database_is_waited_for_with_a_word(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """The other widgets are there long before; after some seconds the waiting card says who is at work."""
    viewer_site.keep("orders", "customers")
    viewer_site.held.add("customers")
    page = open_page("about:blank")
    page.clock.install()
    page.goto(f"{viewer_site.url}/?ui-lang=en")
    expect(card(page, "orders").locator(".metric-value")).to_have_text("18,442")
    expect(card(page, "customers")).to_have_attribute("aria-busy", "true")
    page.clock.run_for(9_000)
    expect(card(page, "customers")).to_contain_text("The database is still working")
    viewer_site.held.clear()
    settled(page)
    expect(card(page, "customers").locator("tbody tr")).to_have_count(50)


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_shown(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """The largest answer there may be is drawn as a chart and paged as a table."""
    viewer_site.keep("revenue")
    start = date(2000, 1, 1)
    rows = [[(start + timedelta(days=n)).isoformat(), f"{n % 977}.25", "500.00"] for n in range(100_000)]
    viewer_site.answers["revenue"].update(rows=rows, row_count=len(rows), truncated=True)  # type: ignore[union-attr]
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    expect(card(page, "revenue").locator("canvas")).to_be_visible(timeout=20_000)
    settled(page)
    assert colours_painted(page, "revenue") > 8
    act(page, "revenue", "view_table")
    expect(card(page, "revenue").locator(".pager-range")).to_have_text("1–50 of 100,000")
    expect(card(page, "revenue").locator(".widget-notices")).to_contain_text("First 100,000 rows only")


def test_a_chart_without_its_library_says_so(
    viewer_site: ViewerSite, open_page: OpenPage, page_faults: PageFaults
) -> None:
    """The numbers are there all the same, and its rows as a table."""
    page_faults.expected_statuses = {503}
    viewer_site.keep("revenue", "orders")
    page = open_page("about:blank")
    page.route("**/echarts.js", lambda route: route.fulfill(status=503))
    page.goto(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    expect(card(page, "revenue").get_by_role("alert")).to_contain_text("could not be drawn")
    expect(card(page, "orders").locator(".metric-value")).to_have_text("18,442")
    act(page, "revenue", "view_table")
    expect(card(page, "revenue").locator("tbody tr")).to_have_count(12)
