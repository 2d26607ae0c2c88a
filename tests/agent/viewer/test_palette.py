from __future__ import annotations

import re

import pytest

from agent.viewer.page import STATIC_DIRECTORY

TOKENS = (STATIC_DIRECTORY / "styles" / "tokens.css").read_text("utf-8")
PAIRS: dict[str, str] = dict(
    re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)", TOKENS)
)
THEMES = ["light", "dark"]


def colour(token: str, theme: str) -> str:
    """The token's value in a theme, as #rrggbb."""
    return PAIRS[token].split(", ")[THEMES.index(theme)]


def luminance(hexadecimal: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(hexadecimal[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio: 1 to 21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("text", "surface"),
        ("text", "page"),
        ("text-soft", "surface"),
        ("text-muted", "surface"),
        ("text-muted", "page"),
        ("text-muted", "surface-raised"),
        ("accent", "accent-soft"),
        ("on-accent", "accent"),
        ("warning", "surface"),
        ("warning", "page"),
        ("warning", "warning-soft"),
        ("danger", "surface"),
        ("danger", "surface-raised"),
    ],
)
def test_text_can_be_read(text: str, surface: str, theme: str) -> None:
    """Text has the contrast that WCAG 2.2 AA asks for (4.5)."""
    assert contrast(colour(text, theme), colour(surface, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("mark", [*(f"series-{n}" for n in range(1, 9)), "edge", "good", "accent"])
def test_marks_can_be_seen(mark: str, theme: str) -> None:
    """Lines, bars and the edges of controls have the contrast of graphical objects (3)."""
    assert contrast(colour(mark, theme), colour("surface", theme)) >= 3
