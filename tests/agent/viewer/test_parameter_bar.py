from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.agent.viewer.looks import choices, settled
from tests.support.browser import OpenPage, PageFaults
from tests.support.viewer_site import Fault, ViewerSite

pytestmark = pytest.mark.browser


@pytest.fixture
def page(viewer_site: ViewerSite, open_page: OpenPage) -> Page:
    """The sales dashboard in English, all loaded."""
    viewer_site.keep("orders", "customers")
    opened = open_page(f"{viewer_site.url}/dashboards/sales?ui-lang=en")
    settled(opened)
    return opened


def asked_last(site: ViewerSite, widget: str = "orders") -> dict[str, list[str]]:
    """The parameters of a widget's newest request."""
    return choices(site.asked_for(widget)[-1])


def test_defaults_are_shown_and_not_sent(viewer_site: ViewerSite, page: Page) -> None:
    """An absent parameter has its default, which the server knows better."""
    expect(page.locator("#parameter-period")).to_contain_text("Last 12 months")
    expect(page.locator("#parameter-regions")).to_contain_text("All")
    assert asked_last(viewer_site) == {}


def test_a_named_range_goes_into_the_address_and_the_requests(viewer_site: ViewerSite, page: Page) -> None:
    """A choice changes the address, every widget asks again, and going back undoes it."""
    page.locator("#parameter-period").click()
    expect(page.get_by_role("radio", name="Last 12 months")).to_be_checked()
    expect(page.get_by_role("radio", name="This quarter")).not_to_be_checked()
    page.get_by_role("radio", name="This quarter").click()
    settled(page)
    assert choices(page.url) == {"period": ["this_quarter"], "ui-lang": ["en"]}
    assert asked_last(viewer_site) == {"period": ["this_quarter"]}
    assert asked_last(viewer_site, "customers") == {"period": ["this_quarter"]}
    page.go_back()
    settled(page)
    expect(page.locator("#parameter-period")).to_contain_text("Last 12 months")
    assert asked_last(viewer_site) == {}


def test_custom_dates_include_the_last_day(viewer_site: ViewerSite, page: Page) -> None:
    """People mean the last day too; the request's end is exclusive. The wrong order is refused in place."""
    page.locator("#parameter-period").click()
    page.get_by_label("From").fill("2026-02-10")
    page.get_by_label("To (that day included)").fill("2026-01-31")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("alert")).to_have_text("The first day must not be after the last.")
    page.get_by_label("From").fill("2026-01-01")
    page.get_by_role("button", name="Apply").click()
    settled(page)
    assert asked_last(viewer_site) == {"period": ["2026-01-01..2026-02-01"]}
    expect(page.locator("#parameter-period")).to_contain_text(re.compile("1\\s*–\\s*31 Jan 2026"))


def test_several_values_are_chosen_together(viewer_site: ViewerSite, page: Page) -> None:
    """Ticks apply at once; their labels are shown; "All" clears to an empty value."""
    page.locator("#parameter-regions").click()
    page.get_by_label("เหนือ").check()
    page.get_by_label("ใต้").check()
    page.get_by_role("button", name="Apply").click()
    settled(page)
    assert asked_last(viewer_site) == {"regions": ["NORTH", "SOUTH"]}
    expect(page.locator("#parameter-regions")).to_have_text("เหนือ, ใต้")
    expect(page.locator("#parameter-regions")).to_be_focused()
    page.locator("#parameter-regions").click()
    page.get_by_role("button", name="All", exact=True).click()
    settled(page)
    assert asked_last(viewer_site) == {"regions": [""]}


def test_typed_values_apply_on_enter(viewer_site: ViewerSite, page: Page) -> None:
    """A number field asks again when it is done, and emptied means nothing chosen."""
    page.locator("#parameter-least").fill("5")
    page.locator("#parameter-least").press("Enter")
    settled(page)
    assert asked_last(viewer_site) == {"least": ["5"]}
    page.get_by_role("button", name="Reset").click()
    settled(page)
    assert asked_last(viewer_site) == {}
    assert choices(page.url) == {"ui-lang": ["en"]}


def test_a_shared_address_opens_with_its_choices(viewer_site: ViewerSite, open_page: OpenPage) -> None:
    """Whoever gets the link sees the same; names the dashboard does not know are not sent on."""
    viewer_site.keep("orders")
    page = open_page(f"{viewer_site.url}/dashboards/sales?regions=SOUTH&period=this_year&stray=1&ui-lang=en")
    settled(page)
    expect(page.locator("#parameter-regions")).to_have_text("ใต้")
    expect(page.locator("#parameter-period")).to_contain_text("This year")
    assert asked_last(viewer_site) == {"period": ["this_year"], "regions": ["SOUTH"]}


def test_the_keyboard_is_enough(viewer_site: ViewerSite, page: Page) -> None:
    """Enter opens, arrows walk, Space ticks, Escape closes and gives the focus back."""
    page.locator("#parameter-regions").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("เหนือ")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_label("กลาง")).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator("#parameter-regions")).to_be_focused()
    expect(page.get_by_label("กลาง")).to_be_hidden()


def test_choices_that_cannot_be_read_say_so(
    viewer_site: ViewerSite, page: Page, page_faults: PageFaults
) -> None:
    """The list tells the fault; opened again, it tries again."""
    page_faults.expected_statuses = {503}
    good = viewer_site.options["regions"]
    viewer_site.options["regions"] = Fault(503, "DW943", "the database cannot be reached")
    page.locator("#parameter-regions").click()
    expect(page.get_by_role("alert")).to_have_text("The choices could not be read.")
    viewer_site.options["regions"] = good
    page.locator("#parameter-regions").click()
    page.locator("#parameter-regions").click()
    expect(page.get_by_label("เหนือ")).to_be_visible()
