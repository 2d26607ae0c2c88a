"""A headless browser for tests of the page, and a page that fails its test on anything unexpected.

Chromium comes from PATH (Debian's package, or `DASHWRIGHT_TEST_CHROMIUM`), else Playwright's own is used.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Response, sync_playwright

from tests.support.requirements import missing
from tests.support.viewer_site import ViewerSite, running

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CONTEXT: dict[str, Any] = {"viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce"}
OpenPage = Callable[..., Page]


class PageFaults:
    """What a page must not do: log an error, throw, break its policy, fail or refuse a request."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.expected_statuses: set[int] = set()
        self.may_lose_connection = False

    def watch(self, page: Page) -> None:
        """Listens to everything that `page` complains of."""
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.found.append(f"uncaught: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        expected = self.expected_statuses or self.may_lose_connection
        if message.type in {"error", "warning"} and not (expected and "Failed to load" in message.text):
            self.found.append(f"console {message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        # A page that moves on gives up what it no longer needs; only then is ERR_ABORTED seen.
        if request.failure != "net::ERR_ABORTED" and not self.may_lose_connection:
            self.found.append(f"request failed: {request.url} ({request.failure})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected_statuses:
            self.found.append(f"status {response.status}: {response.url}")


@contextmanager
def launched() -> Iterator[Browser]:
    """A Chromium of this machine, closed at the end. Raises playwright's Error where there is none."""
    found = (
        os.environ.get("DASHWRIGHT_TEST_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process; each test has contexts of its own."""
    with ExitStack() as stack:
        try:
            started = stack.enter_context(launched())
        except Error as error:
            missing(f"no Chromium starts here: {error.message.splitlines()[0]}")
        yield started


@pytest.fixture
def page_faults() -> PageFaults:
    """Ask for it to expect a fault; `open_page` fails the test on all others."""
    return PageFaults()


@contextmanager
def watched(chromium: Browser, faults: PageFaults) -> Iterator[OpenPage]:
    """Gives `open_page(url, viewport=PHONE, locale="th-TH", ...)`: each page in a context of its own.

    Raises AssertionError at the end if a page did something that `faults` does not expect.
    """
    with ExitStack() as contexts:

        def open_page(url: str, **options: Any) -> Page:
            context = chromium.new_context(**{**CONTEXT, **options})
            contexts.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(10_000)
            faults.watch(page)
            page.goto(url, wait_until="domcontentloaded")
            return page

        yield open_page
    assert faults.found == []


@pytest.fixture
def open_page(chromium: Browser, page_faults: PageFaults) -> Iterator[OpenPage]:
    """Opens pages that fail the test on any fault; see `watched`."""
    with watched(chromium, page_faults) as open_:
        yield open_


@pytest.fixture
def viewer_site() -> Iterator[ViewerSite]:
    """A site with a dashboard of every widget type, on a port of its own."""
    with running(ViewerSite()) as site:
        yield site
