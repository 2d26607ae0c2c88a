"""`make demo` as a person runs it, and an edit while it is up."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demo.road import Places, free_port, road

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
CHECKOUT = Path(__file__).parents[2]


def test_check_asserts_that_rows_of_every_widget_arrive() -> None:
    """`make demo CHECK=1` ends well, says how many widgets gave rows, and stops all that it started."""
    ended = subprocess.run(
        [sys.executable, "-m", "demo", "--check"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Good: 46 widgets of 6 dashboards" in ended.stdout


def test_an_edit_while_it_is_up_reaches_the_agent(tmp_path: Path) -> None:
    """`dashwright dev` publishes a saved file, and a faulty one leaves what was there in force."""
    shutil.copytree(CHECKOUT / "tenants", tmp_path / "tenants")
    places = Places(tmp_path, tmp_path / "home", free_port(0), free_port(0))
    overlay = places.tenants / "andaman-supply" / "overlays" / "executive.yaml"
    with road(places, tell=lambda _: None, watch=True):
        good = overlay.read_text(encoding="utf-8")
        overlay.write_text(good.replace("Andaman Supply", "Andaman Supply edited"), encoding="utf-8")
        assert title_becomes(places, "Andaman Supply edited")
        overlay.write_text(good.replace("widgets:", "wigdets:"), encoding="utf-8")
        assert said(places.log("dev"), "stays in force")
        assert title_becomes(places, "Andaman Supply edited")
        overlay.write_text(good, encoding="utf-8")
        assert title_becomes(places, "Andaman Supply")


def title_becomes(places: Places, wanted: str) -> bool:
    """Whether the site's first dashboard gets this English title before patience ends."""
    return patiently(lambda: site(places)["dashboards"][0]["title"]["en"] == wanted)


def said(log: Path, words: str) -> bool:
    """Whether a program's log comes to hold these words before patience ends."""
    return patiently(lambda: words in log.read_text(encoding="utf-8"))


def site(places: Places) -> Any:
    """What the agent says of itself."""
    with urllib.request.urlopen(f"{places.site_url}/api/site", timeout=5) as answer:
        return json.load(answer)


def patiently(holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold within half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)
    return False
