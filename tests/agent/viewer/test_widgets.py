from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.agent.viewer.looks import CHARTS, act, box, card, colours_painted, settled
from tests.support.browser import OpenPage
from tests.support.viewer_site import ViewerSite

pytestmark = pytest.mark.browser


def test_every_type_of_widget_draws(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Charts paint in several colours, tables have rows, metrics numbers, texts words; and nothing is complained of."""
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    assert {widget: colours_painted(page, widget) > 8 for widget in CHARTS} == dict.fromkeys(CHARTS, True)
    expect(card(page, "revenue_total").locator(".metric-value")).to_have_text("฿25,595,120")
    expect(card(page, "revenue_total").locator(".metric-change")).to_have_attribute("aria-label", "up 10.4%")
    expect(card(page, "margin").locator(".metric-value")).to_have_text("31.8%")
    expect(card(page, "about").locator("strong")).to_have_text("invoiced")
    expect(card(page, "quarters").locator("tbody tr")).to_have_count(4)
    expect(card(page, "quarters").locator("tbody tr").nth(3).locator("td").last).to_have_text("–")
    expect(card(page, "customers").locator("tbody tr")).to_have_count(50)


def test_the_root_leads_to_the_first_dashboard(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """`/` becomes the first dashboard's address; the list leads to the others, and back leads back."""
    page = open_page(f"{viewer_site.url}/")
    settled(page)
    assert page.url == f"{viewer_site.url}/dashboards/sales"
    page.get_by_role("link", name="สินค้าคงคลังและจัดซื้อ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("สินค้าคงคลังและจัดซื้อ")
    expect(page).to_have_title("สินค้าคงคลังและจัดซื้อ · สยามค้าส่ง Siam Wholesale")
    expect(page.locator('[aria-current="page"]')).to_have_text("สินค้าคงคลังและจัดซื้อ")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("ยอดขาย")


def test_cards_stand_where_the_author_put_them(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Columns and rows of the grid are the position's; equal cells are equally large."""
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    left, second, line, pie = (box(page, name) for name in ("revenue_total", "margin", "revenue", "shares"))
    assert left["y"] == second["y"] < line["y"] == pie["y"]
    assert left["width"] == pytest.approx(second["width"])
    assert line["width"] / pie["width"] == pytest.approx(2, abs=0.05)


def test_nothing_moves_while_data_arrive(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Heights are reserved: a card is as large while it waits as when it shows."""
    viewer_site.held.add("revenue")
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    waiting = card(page, "revenue")
    expect(waiting.locator(".skeleton")).to_be_visible()
    expect(card(page, "customers").locator("tbody tr").first).to_be_visible()
    before = [box(page, name) for name in ("revenue", "customers")]
    viewer_site.held.clear()
    settled(page)
    assert [box(page, name) for name in ("revenue", "customers")] == before


def test_the_values_behind_a_chart_are_a_table(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """The menu turns a chart into a table of all its values, for screen readers and everyone else, and back."""
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    chart = card(page, "revenue").get_by_role("img")
    expect(chart).to_have_attribute(
        "aria-label", "Line chart: Revenue by month. 24 points. “Show as table” in the menu gives the values."
    )
    act(page, "revenue", "view_table")
    expect(card(page, "revenue").locator("th")).to_have_text(["Month", "Revenue", "Target"])
    expect(card(page, "revenue").locator("tbody tr").first).to_have_text("Nov 2025฿1,820,432฿1,900,000")
    act(page, "revenue", "view_chart")
    assert colours_painted(page, "revenue") > 8


def test_a_metric_shrinks_to_fit_its_card(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Twenty digits stand in full on a narrow card."""
    viewer_site.answers["orders"]["rows"] = [["12345678901234567890"]]  # type: ignore[index]
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    value = card(page, "orders").locator(".metric-value")
    expect(value).to_have_text("12,345,678,901,234,567,890")
    assert value.evaluate("(node) => node.scrollWidth <= node.clientWidth")


def test_a_tooltip_tells_values_as_text(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Hovering over a chart tells its exact values, and markup in a name stays text."""
    rows = viewer_site.answers["products"]["rows"]  # type: ignore[index]
    rows[0][0] = "<img src=x onerror=alert(1)>"
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    card(page, "products").locator("canvas").hover(position={"x": 300, "y": 20})
    tooltip = card(page, "products").locator(".tooltip")
    expect(tooltip).to_contain_text("<img src=x onerror=alert(1)>")
    expect(tooltip).to_contain_text("฿1,900,501")
    assert page.locator("img:not(.site-mark)").count() == 0
