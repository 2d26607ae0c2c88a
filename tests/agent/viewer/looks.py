"""What tests look for on the page."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FloatRect, Locator, Page, expect

CHARTS = ["revenue", "shares", "by_region", "products", "balances", "weekdays"]
PAINTED = """(canvas) => {
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set();
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] > 200) colours.add((pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2]);
  }
  return colours.size;
}"""


def card(page: Page, widget: str) -> Locator:
    """A widget's card."""
    return page.locator(f'[data-widget="{widget}"]')


def box(page: Page, widget: str) -> FloatRect:
    """Where a card is, in pixels."""
    found = card(page, widget).bounding_box()
    assert found
    return found


def settled(page: Page) -> None:
    """Waits until no card is loading or waiting."""
    expect(page.locator(".widget").first).to_be_visible()
    expect(page.locator(".widget[data-loading], .skeleton")).to_have_count(0)


def colours_painted(page: Page, widget: str) -> int:
    """How many different opaque colours a chart's canvas holds; 0 for a blank one."""
    canvas = card(page, widget).locator("canvas").first
    expect(canvas).to_be_visible()
    found: int = canvas.evaluate(PAINTED)
    return found


def act(page: Page, widget: str, action: str) -> None:
    """Chooses from a card's menu."""
    card(page, widget).locator(".widget-menu > button").click()
    card(page, widget).locator(f'[data-action="{action}"]').click()


def choices(address: str) -> dict[str, list[str]]:
    """The parameters in an address; present but empty is [""]."""
    return parse_qs(urlsplit(address).query, keep_blank_values=True)
