from __future__ import annotations

import re

import pytest

from agent.viewer.page import STATIC_DIRECTORY

ENTRY = re.compile(r'^  (\w+): "((?:[^"\\]|\\.)*)",$', re.MULTILINE)


def words(language: str) -> dict[str, str]:
    """Key to text."""
    return dict(ENTRY.findall((STATIC_DIRECTORY / "words" / f"{language}.js").read_text("utf-8")))


def test_both_languages_have_the_same_words_in_the_same_order() -> None:
    """No word is missing in Thai, and none is left over."""
    assert list(words("th")) == list(words("en"))
    assert len(words("en")) > 80


@pytest.mark.parametrize("key", list(words("en")))
def test_both_languages_fill_in_the_same_values(key: str) -> None:
    """A number or name that English tells, Thai tells too."""
    places = [sorted(re.findall(r"\{\w+\}", words(language)[key])) for language in ("en", "th")]
    assert places[0] == places[1]


def test_thai_words_are_thai() -> None:
    """No entry was copied over in English."""
    assert [key for key, text in words("th").items() if not re.search("[\u0e00-\u0e7f]", text)] == []


def test_every_word_is_asked_for_by_name() -> None:
    """No word has outlived its use. Some are asked for by a prefix, as `page_first`."""
    modules = [path for path in STATIC_DIRECTORY.rglob("*.js") if not {"vendor", "words"} & set(path.parts)]
    source = "\n".join(path.read_text("utf-8") for path in modules)
    prefixes = ("theme_", "page_", "type_", "change_", "sorted_")
    unused = [key for key in words("en") if f'"{key}"' not in source and not key.startswith(prefixes)]
    assert unused == []
