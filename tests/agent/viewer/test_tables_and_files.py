from __future__ import annotations

import struct
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.agent.viewer.looks import act, card, settled
from tests.support.browser import OpenPage
from tests.support.viewer_bodies import data_body
from tests.support.viewer_site import ViewerSite

pytestmark = pytest.mark.browser
COLUMNS = [("name", "nvarchar(80)", "text"), ("amount", "decimal(38,2)", "number")]


def show_table(site: ViewerSite, open_page: OpenPage, rows: list[list[str | None]]) -> Page:
    """The sales dashboard with these rows in its table."""
    site.keep("customers", "about")
    site.answers["customers"] = data_body(COLUMNS, rows)
    for widget in site.dashboards["sales"]["dashboard"]["widgets"]:
        widget.update(encoding={}, format={"amount": {"style": "number"}})
    page = open_page(f"{site.url}/?ui-lang=en")
    settled(page)
    return page


def first_names(page: Page, count: int) -> list[str]:
    """The first column's first cells."""
    cells = card(page, "customers").locator("tbody td:first-child").all_inner_texts()
    return cells[:count]


def test_ten_thousand_rows_are_paged(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Fifty rows are in the page at a time; the last page has the last row."""
    page = show_table(viewer_site, open_page, [[f"row {n}", f"{n}.50"] for n in range(10_000)])
    table = card(page, "customers")
    expect(table.locator("tbody tr")).to_have_count(50)
    expect(table.locator(".pager-range")).to_have_text("1–50 of 10,000")
    table.get_by_role("button", name="Last page").click()
    expect(table.locator("tbody tr").last).to_have_text("row 99999,999.50")
    table.get_by_label("Rows per page").select_option("250")
    expect(table.locator(".pager-range")).to_have_text("9,751–10,000 of 10,000")


def test_the_keyboard_sorts(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Enter on a heading sorts up, down, and not at all; numbers by size, and the reader is told."""
    page = show_table(viewer_site, open_page, [["b", "10"], ["a", "9"], ["c", None], ["d", "100"]])
    heading = card(page, "customers").get_by_role("columnheader", name="Amount")
    heading.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    assert first_names(page, 4) == ["a", "b", "d", "c"]
    expect(heading.get_by_role("button")).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("Amount, ascending")
    page.keyboard.press("Enter")
    assert first_names(page, 4) == ["d", "b", "a", "c"]
    page.keyboard.press("Enter")
    assert first_names(page, 4) == ["b", "a", "c", "d"]


def test_a_table_keeps_its_order_when_newer_rows_come(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """A refresh in the background moves nobody's place."""
    page = show_table(viewer_site, open_page, [["b", "1"], ["a", "2"]])
    card(page, "customers").get_by_role("button", name="Name").click()
    viewer_site.answers["customers"] = data_body(COLUMNS, [["z", "1"], ["c", "2"]])
    act(page, "customers", "refresh_now")
    expect(card(page, "customers").locator("tbody td").first).to_have_text("c")


def test_the_head_stays_in_sight(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Scrolled down, the headings are still at the top of the table."""
    page = show_table(viewer_site, open_page, [[f"row {n}", "1"] for n in range(100)])
    scroll = card(page, "customers").locator(".table-scroll")
    scroll.evaluate("(node) => { node.scrollTop = 400; }")
    head = card(page, "customers").locator("thead th").first.bounding_box()
    frame = scroll.bounding_box()
    assert head
    assert frame
    assert head["y"] == pytest.approx(frame["y"], abs=1)


def test_markup_in_data_and_titles_stays_text(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """What looks like HTML is shown as its letters; nothing of it runs."""
    evil = "<img src=x onerror=\"document.title='owned'\">"
    dashboard = viewer_site.dashboards["sales"]["dashboard"]
    dashboard["title"] = dashboard["description"] = {"*": evil}
    dashboard["parameters"][0]["label"] = {"*": evil}
    for widget in dashboard["widgets"]:
        widget["title"] = {"*": evil}
        widget["text"] = {"*": evil}
    viewer_site.site["tenant"]["name"] = evil
    page = show_table(viewer_site, open_page, [[evil, "1"]])
    expect(card(page, "customers").locator("tbody td").first).to_have_text(evil)
    expect(page.get_by_role("heading", level=1)).to_have_text(evil)
    assert page.locator("img:not(.site-mark)").count() == 0
    assert page.title() == f"{evil} · {evil}"


def test_csv_has_all_rows_in_the_shown_order(
    viewer_site: ViewerSite, open_page: OpenPage, tmp_path: Path
) -> None:
    """Every page of the table, sorted as shown, raw values, formulas disarmed, Excel's byte order mark."""
    rows: list[list[str | None]] = [[f"row {n:03d}", f"{n}.10"] for n in range(120)]
    page = show_table(viewer_site, open_page, [*rows, ["=1+1", "-5.00"], ['say "hi"', None]])
    card(page, "customers").get_by_role("button", name="Amount").click()
    with page.expect_download() as download:
        act(page, "customers", "download_csv")
    assert download.value.suggested_filename.startswith("sales-customers-20")
    download.value.save_as(tmp_path / "rows.csv")
    text = (tmp_path / "rows.csv").read_bytes().decode("utf-8")
    lines = text.split("\r\n")
    assert lines[0] == "\ufeffName,Amount"
    assert lines[1:3] == ["'=1+1,-5.00", "row 000,0.10"]
    assert lines[122:] == ['"say ""hi""",', ""]


def test_a_chart_is_taken_away_as_a_picture(
    viewer_site: ViewerSite, open_page: OpenPage, tmp_path: Path
) -> None:
    """The PNG is the chart at twice its size with room for its title."""
    page = open_page(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    box = card(page, "revenue").locator("canvas").bounding_box()
    with page.expect_download() as download:
        act(page, "revenue", "download_png")
    download.value.save_as(tmp_path / "chart.png")
    data = (tmp_path / "chart.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    assert box
    assert width == pytest.approx(2 * (box["width"] + 32), abs=4)
    assert height == pytest.approx(2 * (box["height"] + 72), abs=4)
