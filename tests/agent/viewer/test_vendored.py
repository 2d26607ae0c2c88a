from __future__ import annotations

import hashlib
import re

from agent.viewer.page import STATIC_DIRECTORY

VENDOR = STATIC_DIRECTORY / "vendor"
README = (VENDOR / "README.md").read_text("utf-8")


def test_the_vendored_library_is_the_recorded_file() -> None:
    """Its bytes have the digest that the table names, and its own text the version."""
    [version] = re.findall(r"^\| Apache ECharts \| ([\d.]+) \|", README, re.MULTILINE)
    [digest] = re.findall(r"SHA-256 `([0-9a-f]{64})`", README)
    library = VENDOR / f"echarts-{version}" / "echarts.js"
    assert hashlib.sha256(library.read_bytes()).hexdigest() == digest
    assert f'"{version}"' in library.read_text("utf-8")


def test_every_vendored_folder_carries_its_licence() -> None:
    """Apache-2.0 asks for the licence and the notice beside the copy; parts under BSD for theirs."""
    for folder in (path for path in VENDOR.iterdir() if path.is_dir()):
        assert {path.name for path in folder.iterdir()} >= {"LICENSE.txt", "NOTICE.txt", "LICENSE-d3.txt"}


def test_the_page_imports_the_vendored_version() -> None:
    """The version stands in the folder's name and in one import."""
    loader = (STATIC_DIRECTORY / "charts" / "library.js").read_text("utf-8")
    [folder] = [path.name for path in VENDOR.iterdir() if path.is_dir()]
    assert f"vendor/{folder}/echarts.js" in loader
