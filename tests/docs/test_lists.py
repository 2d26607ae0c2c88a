"""Lists that many branches add to: each thing stands in them once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


def test_no_line_of_the_changelog_stands_twice() -> None:
    """Two branches that change one part of the list leave a line in both of its places when they meet."""
    counted = Counter(
        line for line in (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line.strip()
    )
    assert [line for line, times in counted.items() if times > 1] == []


def test_each_folder_is_explained_once_in_the_readme() -> None:
    """A row for each folder of the checkout."""
    rows = re.findall(
        r"^\| `([a-z]+/)` \|", (CHECKOUT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert "compiler/" in rows
    assert len(rows) == len(set(rows))
