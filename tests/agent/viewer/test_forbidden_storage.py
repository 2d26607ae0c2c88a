from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.agent.viewer.looks import settled
from tests.support.browser import OpenPage
from tests.support.viewer_site import ViewerSite

pytestmark = pytest.mark.browser
FORBID = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); },
})"""


def test_a_browser_that_forbids_storage_shows_the_page(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Nothing is remembered, and the switches work all the same."""
    viewer_site.keep("orders")
    page = open_page("about:blank")
    page.add_init_script(FORBID)
    page.goto(f"{viewer_site.url}/?ui-lang=en")
    settled(page)
    page.locator("#theme").click()
    page.locator('[data-value="dark"]').click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.locator("#language").click()
    page.locator('[data-value="th"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ยอดขาย")
