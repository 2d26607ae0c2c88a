from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests.agent.viewer.looks import card, choices, settled
from tests.support.browser import OpenPage, PageFaults
from tests.support.viewer_site import ViewerSite, running

pytestmark = pytest.mark.browser


def test_a_new_version_is_shown_in_place_within_two_seconds(
    viewer_site: ViewerSite, open_page: OpenPage
) -> None:
    """Titles, widgets and data change; parameters, scrolling and untouched cards stay; nothing blanks."""
    page = open_page(f"{viewer_site.url}/dashboards/sales?period=this_year&ui-lang=en")
    settled(page)
    page.evaluate("scrollTo(0, 300)")
    page.evaluate("window.before = document.querySelector('[data-widget=revenue] canvas')")
    widgets = viewer_site.dashboards["sales"]["dashboard"]["widgets"]
    widgets[4]["title"] = {"en": "Turnover by month"}
    widgets[:] = [widget for widget in widgets if widget["id"] != "shares"]
    began = time.monotonic()
    viewer_site.publish(8)
    expect(card(page, "revenue").locator("h2")).to_have_text("Turnover by month")
    assert time.monotonic() - began < 2
    expect(card(page, "shares")).to_have_count(0)
    expect(page.locator('[data-fact="version"]')).to_contain_text("Version 8")
    expect(page.locator("#announcer")).to_have_text("Updated to version 8.")
    settled(page)
    assert choices(viewer_site.asked_for("revenue")[-1]) == {"period": ["this_year"]}
    assert page.evaluate("window.before === document.querySelector('[data-widget=revenue] canvas')")
    assert page.evaluate("scrollY") == 300


def test_a_dashboard_that_a_version_removes_is_said_to_be_gone(
    viewer_site: ViewerSite, open_page: OpenPage, page_faults: PageFaults
) -> None:
    """The page does not go on showing what is no more."""
    page_faults.expected_statuses = {404}
    page = open_page(f"{viewer_site.url}/dashboards/stock?ui-lang=en")
    settled(page)
    viewer_site.site["dashboards"].pop()
    del viewer_site.dashboards["stock"]
    viewer_site.publish(8)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no dashboard “stock” here")


def test_a_lost_server_is_told_and_found_again(open_page: OpenPage, page_faults: PageFaults) -> None:
    """Without a connection a banner says that what is seen may be old; what is seen stays."""
    page_faults.may_lose_connection = True
    with running(ViewerSite()) as site:
        page = open_page(f"{site.url}/dashboards/stock?ui-lang=en")
        settled(page)
    expect(page.locator(".banner")).to_contain_text("No connection to the site's server")
    expect(card(page, "orders").locator(".metric-value")).to_have_text("18,442")


def test_answers_are_refreshed_when_they_are_old(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """A widget asks again by itself after its interval, counted from the age that the answer came with."""
    viewer_site.dashboards["stock"]["refresh_seconds"] = {"orders": 180}
    page = open_page("about:blank")
    page.clock.install()
    page.goto(f"{viewer_site.url}/dashboards/stock?ui-lang=en")
    settled(page)
    assert len(viewer_site.asked_for("orders")) == 1
    viewer_site.answers["orders"].update(age_seconds=0, rows=[[19000]])  # type: ignore[union-attr]
    page.clock.run_for(11_000)
    expect(card(page, "orders").locator(".metric-value")).to_have_text("19,000")
    assert len(viewer_site.asked_for("orders")) == 2


def test_the_browser_holds_the_page_to_its_policy(
    viewer_site: ViewerSite, open_page: OpenPage, page_faults: PageFaults
) -> None:
    """An inline script that gets into the page does not run; the page itself breaks no rule while it is used."""
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    page.evaluate(
        """() => {
          window.violations = [];
          document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
        }"""
    )
    for widget in ("revenue", "shares", "weekdays", "balances"):
        card(page, widget).locator("canvas").first.hover(position={"x": 120, "y": 90}, force=True)
    assert page.evaluate("window.violations") == []
    assert page_faults.found == []
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "document.title = 'owned'";
          document.body.append(script);
        }"""
    )
    assert page.evaluate("window.violations") == ["script-src-elem"]
    assert page.title() != "owned"
    page_faults.found.clear()


def test_looking_for_news_disturbs_nobody(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """The page asks about the site every half minute; an open menu stays open and the focus where it was."""
    viewer_site.keep("orders")
    page = open_page("about:blank")
    page.clock.install()
    page.goto(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    page.locator("#language").click()
    asked = viewer_site.asked.count("/api/site")
    viewer_site.site["sync"]["status"] = "never"
    page.clock.run_for(31_000)
    expect(page.locator('[data-fact="sync"]')).to_have_text("Not synced yet")
    assert viewer_site.asked.count("/api/site") > asked
    expect(page.locator('[data-value="en"]')).to_be_focused()
