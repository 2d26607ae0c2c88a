"""What templates may do, and what is refused before it holds up a build."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.stages.render.faults import TemplateFault
from compiler.stages.render.names import Values
from compiler.stages.render.templates import Templates, is_template
from compiler.yaml_source import Source

MACROS = "tenants/_shared/macros/net.sql"
TEMPLATES = Templates({MACROS: Source(MACROS, "{% macro net(a) %}{{ a }}.amount{% endmacro %}")})
NAMES = {
    "constants": Values("constants", {"currency": "THB", "items": 3}),
    "variables": Values("variables", {}),
    "tenant": Values("tenant", {"slug": "acme"}),
}


def render(text: str) -> str | TemplateFault:
    """A text rendered with a few names."""
    return TEMPLATES.render(text, NAMES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ constants.items }}", "3"),
        ("{{ constants['currency'] }}", "THB"),
        ("{% from 'net.sql' import net %}{{ net('o') }}", "o.amount"),
        ("{% import 'net.sql' as sales %}{{ sales.net('o') }}", "o.amount"),
        ("{% for n in range(3) %}{{ n }}{{ ', ' if not loop.last }}{% endfor %}", "0, 1, 2"),
        ("{{ ['a', 'b']|join(', ') }}", "a, b"),
        ("{{ 'a' ~ 1 ~ 'b' }}", "a1b"),
        ("{{ variables.missing|default('none') }}", "none"),
        ("{% if variables.missing is defined %}yes{% else %}no{% endif %}", "no"),
        ("{{ tenant.slug.upper() }} {{ 'abc'|replace('b', 'x') }}", "ACME axc"),
        ("line\n", "line\n"),
    ],
)
def test_templates_do_what_macros_need(text: str, expected: str) -> None:
    """Names, macros, loops, conditions and a few filters."""
    assert render(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% if %}", "DW401"),
        ("{{ missing }}", "DW402"),
        ("{{ constants.curency }}", "DW402"),
        ("{% from 'net.sql' import gross %}{{ gross() }}", "DW402"),
        ("{{ ''.__class__.__mro__ }}", "DW403"),
        ("{{ constants._values }}", "DW403"),
        ("{{ constants.names() }}", "DW403"),
        ("{{ '%9999999d' % 1 }}", "DW403"),
        ("{{ '{:>9999999}'.format(1) }}", "DW403"),
        ("{{ 'x' * 9999999 }}", "DW403"),
        ("{{ range }}", "DW403"),
        ("{{ [range]|join }}", "DW403"),
        ("{{ 'a'|center(9999999) }}", "DW403"),
        ("{{ now() }}", "DW402"),
        ("{{ lipsum() }}", "DW402"),
        ("{% for a in range(9000) %}{% for b in range(9000) %}{% endfor %}{% endfor %}", "DW404"),
        ("{{ range(10 ** 9) }}", "DW404"),
        ("{{ 9 ** 9 ** 9 }}", "DW404"),
        ("{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}", "DW404"),
        ("{% set x = 'xxxxxxxx' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}", "DW404"),
        ("{% set x = 'xxxxxxxx' %}" + "{% set x = x|replace('x', x) %}" * 9 + "{{ x }}", "DW404"),
        ("{{ 1 / 0 }}", "DW406"),
        ("{{ 'a' + 1 }}", "DW406"),
        ("{% from 'gross.sql' import net %}", "DW407"),
    ],
)
def test_what_a_template_may_not_do_has_its_code(text: str, code: str) -> None:
    """Escapes, endless work and mistakes end in a fault, quickly."""
    found = render(text)
    assert isinstance(found, TemplateFault)
    assert found.code == code


def test_a_misspelt_name_is_told_with_the_known_one() -> None:
    """The help names what was meant."""
    found = render("{{ constants.curency }}")
    assert isinstance(found, TemplateFault)
    assert (found.word, found.help) == ("curency", "did you mean `currency`?")


@given(st.text(alphabet="ab \n'{}%#:", max_size=30))
def test_text_without_marks_stays_as_it_is(text: str) -> None:
    """Braces and per cent signs of CSS, JSON or LIKE are no templates."""
    if not is_template(text):
        assert render(text) == text


@given(
    st.lists(
        st.sampled_from(["SELECT ", "\n  a,", "{{ constants.items }}", "{{- constants.currency -}}", "{# words #}",
                         "{% if true %}b{% endif %}", "{%- for n in range(2) %} c{{ n }}\n{% endfor -%}",
                         "{% from 'net.sql' import net %}", "{% from 'net.sql' import net %}{{ net('o') }}", "ก้"]),
        max_size=8,
    )
)  # fmt: skip
def test_marks_lead_each_character_back_to_where_it_is_written(pieces: list[str]) -> None:
    """What the author wrote himself is found character by character; marks never change the text."""
    text = "".join(pieces)
    rendered = render(text)
    assert isinstance(rendered, str)
    marks = TEMPLATES.marks(text, NAMES, rendered)
    assert marks is not None
    for position, character in enumerate(rendered):
        origin = marks.at(position)
        assert origin is not None
        if origin.exact is not None:
            assert text[origin.exact] == character
        else:
            assert all(call.file is None for call in origin.calls[:1])
            assert text.startswith("{{", origin.calls[0].offset)


def test_text_that_looks_like_a_mark_is_claimed_by_nobody() -> None:
    """An author's own U+FDD0 leaves the places unknown; it is never taken for one of ours."""
    text = "{{ constants.items }}\ufdd0999\ufdd1"
    rendered = render(text)
    assert rendered == "3\ufdd0999\ufdd1"
    assert TEMPLATES.marks(text, NAMES, rendered) is None
