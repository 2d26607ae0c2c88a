import re
from pathlib import Path

from starlette.routing import Mount, Route

from agent.site import Site
from tests.support.hostile_control_plane import HostileControlPlane
from tests.support.sites import NOW, SitePlace

PAGE = Path(__file__).parents[2] / "docs" / "agent-http.md"


def test_the_page_lists_the_routes_of_the_agent(tmp_path: Path) -> None:
    """The table has every route that the agent answers, and no other."""
    site = Site(SitePlace(tmp_path, HostileControlPlane().keys.root_bytes()).settings(), lambda: NOW)
    try:
        served = {route.path for route in site.app().routes if isinstance(route, Route | Mount)}
    finally:
        site.close()
    assert set(re.findall(r"^\| `(/[^`]*)`", PAGE.read_text(), flags=re.MULTILINE)) == served
