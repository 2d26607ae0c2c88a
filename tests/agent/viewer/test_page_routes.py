from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from agent.viewer.page import CONTENT_SECURITY_POLICY, INDEX, STATIC_DIRECTORY
from tests.support.viewer_site import ViewerSite


@pytest.fixture
def client(viewer_site: ViewerSite) -> Iterator[httpx.Client]:
    """Asks the real routes of the page."""
    with httpx.Client(base_url=viewer_site.url) as made:
        yield made


@pytest.mark.parametrize("path", ["/", "/dashboards/sales"])
def test_every_address_of_the_page_gives_the_page_with_its_policy(client: httpx.Client, path: str) -> None:
    """An address that was shared opens the same page, fenced in by the same policy."""
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.content == INDEX.read_bytes()


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    """Scripts and styles come from the agent alone; nothing is evaluated."""
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")


def test_the_page_holds_no_script_or_style_of_its_own() -> None:
    """What the policy forbids is not there to be forbidden."""
    html = INDEX.read_text("utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=", html) == []


def test_every_file_that_the_page_names_is_served(client: httpx.Client) -> None:
    """No link of the page leads nowhere."""
    named = re.findall(r'(?:src|href)="(/[^"]+)"', INDEX.read_text("utf-8"))
    assert len(named) > 5
    assert [path for path in named if client.get(path).status_code != 200] == []


def test_modules_are_revalidated_and_vendored_files_kept(client: httpx.Client) -> None:
    """A new release reaches an open browser; a megabyte of library does not travel twice."""
    module = client.get("/static/app.js")
    assert module.headers["cache-control"] == "no-cache"
    assert module.headers["content-type"].startswith("text/javascript")
    again = client.get("/static/app.js", headers={"if-none-match": module.headers["etag"]})
    assert again.status_code == 304
    library = client.get("/static/vendor/echarts-6.1.0/echarts.js")
    assert "immutable" in library.headers["cache-control"]


@pytest.mark.parametrize("path", ["/static/../page.py", "/static/%2e%2e/page.py", "/static/..%2fpage.py"])
def test_nothing_outside_the_static_folder_is_served(viewer_site: ViewerSite, path: str) -> None:
    """Neither dots nor encoded dots lead to the agent's own files; http.client sends them as they are."""
    connection = http.client.HTTPConnection(viewer_site.url.removeprefix("http://"), timeout=10)
    connection.request("GET", path)
    assert connection.getresponse().status == 404
    connection.close()


def test_no_module_names_another_host() -> None:
    """The page works in a network that reaches nothing but the agent."""
    own = [path for path in STATIC_DIRECTORY.rglob("*.*") if "vendor" not in path.parts]
    allowed = {"http://www.w3.org/2000/svg"}
    foreign = {
        address
        for path in own
        for address in re.findall(r"https?://[^\s\"'`)]+", path.read_text("utf-8"))
        if address not in allowed
    }
    assert foreign == set()


def own_modules() -> list[Path]:
    """The page's modules, without vendored code."""
    return [path for path in STATIC_DIRECTORY.rglob("*.js") if "vendor" not in path.parts]


def test_every_module_is_preloaded() -> None:
    """A slow network carries all modules in one round trip: each is in the page's list, and nothing else."""
    preloaded = re.findall(r'<link rel="modulepreload" href="/static/([^"]+)">', INDEX.read_text("utf-8"))
    apart = {"app.js", "first_paint.js", "types.js"}  # the entry, a classic script, and comments only
    names = {str(path.relative_to(STATIC_DIRECTORY)) for path in own_modules()}
    assert preloaded == sorted(names - apart)


@pytest.mark.parametrize("path", own_modules(), ids=lambda path: str(path.relative_to(STATIC_DIRECTORY)))
def test_no_module_makes_markup_or_code_of_text(path: Path) -> None:
    """Text from data can only become text: nothing that parses HTML or evaluates a string is used."""
    parsing = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|setHTML"
    )
    assert re.findall(parsing, path.read_text("utf-8")) == []
