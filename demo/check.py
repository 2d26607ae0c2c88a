"""What `make demo CHECK=1` asserts: rows of every widget arrive, and the page and all it loads are served."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

REFERENCE = re.compile(
    r"""(?:src|href)=["']([^"'#]+)["']|from\s+["'](\.[^"']+)["']|import\(["'](\.[^"']+)["']\)"""
)


class CheckFailed(Exception):
    """The demo does not show what it should."""


@dataclass(frozen=True)
class Report:
    """What was seen."""

    dashboards: int
    widgets: int
    rows: int
    assets: int


def check_site(address: str, tell: Callable[[str], None]) -> Report:
    """Asks for everything that a viewer's browser would. Raises CheckFailed naming what is missing."""
    slugs = [entry["slug"] for entry in _json(f"{address}/api/site")["dashboards"]]
    if not slugs:
        raise CheckFailed("the site has no dashboards")
    answers = [answer for slug in slugs for answer in _widget_rows(address, slug, tell)]
    return Report(len(slugs), len(answers), sum(answers), _page(address))


def _widget_rows(address: str, slug: str, tell: Callable[[str], None]) -> Iterator[int]:
    dashboard = _json(f"{address}/api/dashboards/{slug}")["dashboard"]
    tell(f"Asking for the rows of {slug} ({len(dashboard['widgets'])} widgets)")
    for widget in dashboard["widgets"]:
        if widget["type"] == "text":
            continue
        answer = _json(f"{address}/api/dashboards/{slug}/widgets/{widget['id']}/data")
        if not answer["rows"]:
            raise CheckFailed(f"{slug}/{widget['id']}: no rows")
        yield len(answer["rows"])
    for parameter in dashboard["parameters"]:
        if "option_statement" in parameter:
            url = f"{address}/api/dashboards/{slug}/parameters/{parameter['id']}/options"
            if not _json(url)["options"]:
                raise CheckFailed(f"{slug}: parameter {parameter['id']} has no options")


def _page(address: str) -> int:
    """How many addresses the page loads, directly or through its modules; each is fetched once."""
    waiting, seen = [f"{address}/"], set[str]()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        body, kind = _fetch(url)
        if not body:
            raise CheckFailed(f"{url} is empty")
        if "html" in kind or "javascript" in kind:
            references = (next(filter(None, match)) for match in REFERENCE.findall(body.decode()))
            waiting += [
                joined for r in references if (joined := urllib.parse.urljoin(url, r)).startswith(address)
            ]
    if len(seen) < 3:
        raise CheckFailed("the page loads neither script nor style")
    return len(seen)


def _json(url: str) -> Any:
    return json.loads(_fetch(url)[0])


def _fetch(url: str) -> tuple[bytes, str]:
    try:
        with urllib.request.urlopen(url, timeout=60) as response:  # noqa: S310 - an address of our own
            return response.read(), response.headers.get_content_type()
    except urllib.error.HTTPError as error:
        raise CheckFailed(f"{url}: {error.code} {error.read().decode(errors='replace')[:500]}") from error
