from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.agent.viewer.looks import card, choices, settled
from tests.support.browser import PHONE, OpenPage
from tests.support.viewer_site import ViewerSite

pytestmark = pytest.mark.browser


def test_a_thai_tenant_speaks_thai(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Titles and headings are Thai, years Buddhist, and the document says its language."""
    viewer_site.keep("customers")
    page = open_page(f"{viewer_site.url}/")
    settled(page)
    assert page.locator("html").get_attribute("lang") == "th"
    expect(page.get_by_role("heading", level=1)).to_have_text("ยอดขาย")
    expect(card(page, "customers").locator("th").nth(1)).to_have_text("สั่งล่าสุด")
    expect(card(page, "customers").locator("tbody td").nth(1)).to_have_text("19 พ.ย. 2569")
    expect(page.locator('[data-fact="version"]')).to_contain_text("2569")


def test_the_language_is_switched_in_place(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """The switch needs no new data, stands in the address, and is remembered."""
    viewer_site.keep("customers")
    page = open_page(f"{viewer_site.url}/dashboards/sales?period=this_year")
    settled(page)
    before = len(viewer_site.asked_for("customers"))
    page.locator("#language").click()
    page.locator('[data-value="en"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sales")
    expect(card(page, "customers").locator("tbody td").nth(1)).to_have_text("19 Nov 2026")
    assert choices(page.url) == {"period": ["this_year"], "ui-lang": ["en"]}
    assert len(viewer_site.asked_for("customers")) == before
    page.goto(f"{viewer_site.url}/dashboards/sales")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sales")


def test_a_dark_device_gets_a_dark_page(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Surfaces and charts are dark; the switch overrules the device and is remembered."""
    page = open_page(f"{viewer_site.url}/?ui-lang=en", color_scheme="dark")
    settled(page)
    background = "(node) => getComputedStyle(node).backgroundColor"
    assert card(page, "revenue").evaluate(background) == "rgb(22, 27, 34)"
    page.locator("#theme").click()
    page.locator('[data-value="light"]').click()
    assert card(page, "revenue").evaluate(background) == "rgb(255, 255, 255)"
    page.reload()
    settled(page)
    assert card(page, "revenue").evaluate(background) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("language", ["en", "th"])
def test_a_phone_has_one_column(viewer_site: ViewerSite, open_page: OpenPage, language: str) -> None:
    """At 390 pixels cards stand below each other in reading order, and nothing scrolls sideways."""
    page = open_page(f"{viewer_site.url}/?ui-lang={language}", viewport=PHONE)
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    boxes = [box for box in (one.bounding_box() for one in page.locator(".widget").all()) if box]
    assert len(boxes) == 12
    assert {box["x"] for box in boxes} == {12}
    tops = [box["y"] for box in boxes]
    assert tops == sorted(tops)
    assert page.locator(".widget").first.get_attribute("data-widget") == "revenue_total"


def test_panels_stay_on_a_phones_screen(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Lists that open from the bar do not leave the screen."""
    viewer_site.keep("orders")
    page = open_page(f"{viewer_site.url}/?ui-lang=en", viewport=PHONE)
    settled(page)
    for parameter in ("period", "regions"):
        page.locator(f"#parameter-{parameter}").click()
        box = page.locator(".popover:visible").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        page.keyboard.press("Escape")


def test_a_phone_opens_the_list_of_dashboards(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """The list is a drawer there: a button opens it, a choice or Escape closes it."""
    viewer_site.keep("orders")
    page = open_page(f"{viewer_site.url}/?ui-lang=en", viewport=PHONE)
    settled(page)
    expect(page.get_by_role("navigation")).to_be_hidden()
    page.get_by_role("button", name="Show dashboards").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation")).to_be_hidden()
    page.get_by_role("button", name="Show dashboards").click()
    page.get_by_role("link", name="Stock and purchasing").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stock and purchasing")
    expect(page.get_by_role("navigation")).to_be_hidden()


def test_paper_has_no_controls(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """In print, lists, menus and switches are gone; widgets and their parameters stay."""
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.locator(".widget-menu").first).to_be_hidden()
    expect(page.locator("#parameter-period")).to_be_visible()
    expect(card(page, "revenue")).to_be_visible()


def test_a_keyboard_reaches_the_dashboard_at_once(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """The first stop of Tab skips the navigation."""
    viewer_site.keep("orders")
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the dashboard")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#dashboard")).to_be_focused()


def test_every_control_has_a_name(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """A screen reader has words for each button, field and link."""
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, a, input, select")]
          .filter((node) => node.checkVisibility())
          .filter((node) => !(node.textContent.trim() || node.ariaLabel || node.getAttribute("aria-labelledby")))
          .map((node) => node.outerHTML)"""
    )
    assert nameless == []
