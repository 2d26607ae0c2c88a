"""The page's modules, run in the browser they are written for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import PageFaults, watched
from tests.support.viewer_site import ViewerSite, running

pytestmark = pytest.mark.browser

THAI = "new locales.Locale('th', 'th-TH', 'Asia/Bangkok')"
ENGLISH = "new locales.Locale('en', 'th-TH', 'Asia/Bangkok')"


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A page with the modules at hand; these tests change nothing of it."""
    with running(ViewerSite()) as site, watched(chromium, PageFaults()) as open_page:
        yield open_page(f"{site.url}/dashboards/stock")


MODULES = """["formats", "decimals", "locale", "export", "columns", "sorting", "pivot", "address", "freshness", "metric"]"""
NAMES = "[formats, decimals, locales, exporting, columns, sorting, pivot, address, freshness, metric]"


def result(page: Page, expression: str) -> Any:
    """What `expression` gives with the page's modules at hand."""
    imports = f"const {NAMES} = await Promise.all({MODULES}.map((name) => import(`/static/${{name}}.js`)))"
    return page.evaluate(f"async () => {{ {imports}; return {expression}; }}")


def written(page: Page, locale: str, kind: str, value: str, style: str = "undefined") -> str:
    """The text of one value of a column of that kind and format."""
    column = f"{{name: 'c', type: '', kind: '{kind}'}}"
    return str(result(page, f"formats.formatter({column}, {style}, {locale})({value})"))


@pytest.mark.parametrize(
    ("kind", "value", "style", "text"),
    [
        ("number", "'12345678901234567890.1234'", "undefined", "12,345,678,901,234,567,890.1234"),
        ("number", "'0.10'", "undefined", "0.10"),
        ("integer", "'9007199254740993'", "undefined", "9,007,199,254,740,993"),
        ("number", "'1234.5'", "{style: 'currency', currency: 'THB'}", "฿1,234.50"),
        ("number", "'1234.5'", "{style: 'currency', currency: 'JPY'}", "¥1,235"),
        ("number", "'0.3182'", "{style: 'percent'}", "31.82%"),
        ("number", "'0.3182'", "{style: 'percent', decimals: 1}", "31.8%"),
        ("number", "null", "undefined", "–"),
        ("boolean", "false", "undefined", "No"),
        ("text", "'<b>'", "undefined", "<b>"),
    ],
)
def test_values_are_written_without_losing_a_digit(
    page: Page, kind: str, value: str, style: str, text: str
) -> None:
    """Decimals arrive as text and are written from text; a binary fraction never stands between."""
    assert written(page, ENGLISH, kind, value, style) == text


@pytest.mark.parametrize(
    ("locale", "kind", "value", "style", "text"),
    [
        (THAI, "date", "'2026-01-31'", "undefined", "31 ม.ค. 2569"),
        (THAI, "date", "'2026-01-01'", "{style: 'month'}", "ม.ค. 2569"),
        (ENGLISH, "date", "'2026-01-31'", "undefined", "31 Jan 2026"),
        (ENGLISH, "datetime", "'2026-01-31T23:59:00'", "undefined", "31 Jan 2026, 23:59"),
        (ENGLISH, "datetime", "'2026-01-31T20:00:00+00:00'", "undefined", "1 Feb 2026, 03:00"),
    ],
)
def test_dates_keep_the_clock_of_the_site(
    page: Page, *, locale: str, kind: str, value: str, style: str, text: str
) -> None:
    """Thai counts Buddhist years; a time without an offset is not moved, one with an offset is shown at the site's."""
    assert written(page, locale, kind, value, style) == text


def test_sums_and_orders_of_decimals_are_exact(page: Page) -> None:
    """0.1 + 0.2 is 0.3, and two numbers that differ in the 20th digit are told apart."""
    assert (
        result(page, "decimals.sumDecimals(['0.1', '0.2', '-12345678901234567890.05'])")
        == "-12345678901234567889.75"
    )
    assert result(page, "decimals.compareDecimals('1.00000000000000000002', '1.00000000000000000001')") == 1
    assert result(page, "decimals.sumDecimals(['1', 'x'])") is None


PICTURE = f"""(columns, rows, type = 'table') => ({{
  widget: {{id: 'w', type, title: {{}}, encoding: {{}}, format: {{}}}},
  data: {{columns: columns.map(([name, kind]) => ({{name, kind, type: ''}})), rows}},
  locale: {ENGLISH},
}})"""


def test_csv_is_rfc_4180_with_a_byte_order_mark(page: Page) -> None:
    """Quotes are doubled, lines end with CR LF, NULL is empty, numbers are as they came."""
    text = result(
        page,
        f"""(() => {{
          const picture = ({PICTURE})([['the_name', 'text'], ['amount', 'number']],
            [['a "b", c', '-12.50'], ['สวัสดี\\nครับ', null]]);
          return exporting.toCsv(columns.tableViews(picture), picture.data.rows);
        }})()""",
    )
    assert text == '\ufeffThe name,Amount\r\n"a ""b"", c",-12.50\r\n"สวัสดี\nครับ",\r\n'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\\t", "\\r"])
def test_csv_disarms_formulas_in_text(page: Page, start: str) -> None:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    text = result(
        page,
        f"""(() => {{
          const picture = ({PICTURE})([['note', 'text']], [['{start}cmd']]);
          return exporting.toCsv(columns.tableViews(picture), picture.data.rows);
        }})()""",
    )
    assert text.split("\r\n", 1)[1].lstrip('"').startswith("'")


def test_sorting_puts_null_last_and_keeps_ties(page: Page) -> None:
    """Ascending or descending, rows without a value come at the end."""
    rows = "[['b', '10'], ['a', null], ['c', '9'], ['d', '10']]"
    order = f"""((descending) => {{
      const picture = ({PICTURE})([['name', 'text'], ['amount', 'number']], {rows});
      const view = columns.columnView(picture, 'amount');
      return sorting.sortRows(picture.data.rows, view, descending, 'en').map((row) => row[0]).join('');
    }})"""
    assert result(page, f"{order}(false)") == "cbda"
    assert result(page, f"{order}(true)") == "bdca"


def test_a_hundred_thousand_rows_are_sorted_quickly(page: Page) -> None:
    """The row cap of a widget is sorted within a second."""
    milliseconds = result(
        page,
        f"""(() => {{
          const rows = Array.from({{length: 100000}}, (_, n) => [String((n * 7919) % 100003) + '.25']);
          const picture = ({PICTURE})([['amount', 'number']], rows);
          const began = performance.now();
          sorting.sortRows(rows, columns.columnView(picture, 'amount'), true, 'en');
          return performance.now() - began;
        }})()""",
    )
    assert milliseconds < 1000


def test_a_pivot_adds_exactly_and_says_so(page: Page) -> None:
    """Rows that fall into one cell are added in decimals; absent cells stay absent."""
    cells, added = result(
        page,
        f"""(() => {{
          const picture = ({PICTURE})([['r', 'text'], ['c', 'text'], ['v', 'number']],
            [['N', 'x', '0.1'], ['N', 'x', '0.2'], ['S', 'y', '5']], 'pivot');
          const views = picture.data.columns.map((column) => columns.columnView(picture, column.name));
          const found = pivot.pivotOf(picture.data.rows, [views[0]], [views[1]], views[2]);
          return [[...found.cells.values()], found.added];
        }})()""",
    )
    assert cells == ["0.3", "5"]
    assert added is True


def test_a_column_that_is_not_there_is_named(page: Page) -> None:
    """A chart whose answer lacks a column fails with that column's name."""
    name = result(
        page,
        f"""(() => {{
          try {{ columns.columnView(({PICTURE})([['a', 'text']], []), 'b'); }}
          catch (error) {{ return error.column; }}
        }})()""",
    )
    assert name == "b"


@pytest.mark.parametrize(
    ("asked", "stored", "tenant", "language"),
    [
        ("'th'", "'en'", "'en-GB'", "th"),
        ("null", "'th'", "'en-GB'", "th"),
        ("null", "null", "'th-TH'", "th"),
        ("'xx'", "null", "'de-DE'", "en"),
    ],
)
def test_the_language_is_asked_for_then_remembered_then_the_tenants(
    page: Page, asked: str, stored: str, tenant: str, language: str
) -> None:
    """The address wins over this browser's last choice, which wins over the tenant's locale."""
    assert result(page, f"locales.chooseLanguage({asked}, {stored}, {tenant})") == language


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        ("{'th-TH': 'a', th: 'b', en: 'c'}", "a"),
        ("{th: 'b', en: 'c'}", "b"),
        ("{'*': 'd', en: 'c'}", "d"),
        ("{en: 'c', fr: 'e'}", "c"),
        ("{fr: 'e'}", "e"),
        ("undefined", ""),
    ],
)
def test_titles_fall_back_by_rule(page: Page, texts: str, text: str) -> None:
    """The locale's text, its language's, everyone's, English, or whichever there is."""
    assert result(page, f"{THAI}.text({texts})") == text


def test_nothing_chosen_is_written_as_an_empty_value(page: Page) -> None:
    """`regions=` means nothing; several values repeat the name; unknown names are not sent on."""
    assert result(page, "address.withChoice(new URLSearchParams('a=1'), 'r', []).toString()") == "a=1&r="
    assert result(page, "address.withChoice(new URLSearchParams('r=1'), 'r', ['2', 'ไทย']).getAll('r')") == [
        "2",
        "ไทย",
    ]
    known = "address.knownChoices(new URLSearchParams('x=1&r=2'), {parameters: [{id: 'r'}]})"
    assert result(page, f"{known}.toString()") == "r=2"


def test_a_choice_under_a_former_name_counts_until_there_is_one_under_the_present(page: Page) -> None:
    """Links that people kept go on working after a rename."""
    board = "{parameters: [{id: 'r'}], moved: {parameters: {old: 'r'}}}"
    assert result(page, f"address.knownChoices(new URLSearchParams('old=1'), {board}).toString()") == "r=1"
    both = f"address.knownChoices(new URLSearchParams('old=1&r=2'), {board})"
    assert result(page, f"{both}.toString()") == "r=2"


def test_refreshes_are_due_by_the_servers_age(page: Page) -> None:
    """An answer that was old when it came is asked for sooner, but never at once."""
    assert result(page, "freshness.isDue({at: 0, age: 290}, 300, 9000)") is False
    assert result(page, "freshness.isDue({at: 0, age: 290}, 300, 10000)") is True
    assert result(page, "freshness.isDue({at: 0, age: 900}, 300, 4000)") is False
    assert result(page, "freshness.isStale({at: 0, age: 700}, 300, 0)") is True


def test_a_change_against_zero_or_nothing_is_not_told(page: Page) -> None:
    """A percentage needs something to compare with; below zero it keeps its direction."""
    assert result(page, "[metric.relativeChange(1, 0), metric.relativeChange(null, 1)]") == [None, None]
    assert result(page, "metric.relativeChange(-50, -100)") == 0.5


def test_words_of_a_text_widget(page: Page) -> None:
    """Paragraphs, lists, strong words, and lines indented by four blanks as they are; markup is text."""
    words = "One **two** <b>\n\n- a\n- b\n\n    12 | x\n       | ^\n\nend"
    drawn = page.evaluate(
        """async (words) => {
          const [text, locales] = await Promise.all(["text", "locale"].map((name) => import(`/static/${name}.js`)));
          const body = document.createElement("div");
          text.drawText(body, {text: {"*": words}}, new locales.Locale("en", "th-TH", "Asia/Bangkok"));
          return body.innerHTML;
        }""",
        words,
    )
    assert drawn == (
        '<div class="words"><p>One <strong>two</strong> &lt;b&gt;</p><ul><li>a</li><li>b</li></ul>'
        "<pre>12 | x\n   | ^</pre><p>end</p></div>"
    )
