"""Faults for people: message, source line with the text underlined, other places, notes and help.

Underlines stand under what they mean on a terminal: wide characters take two cells, combining ones (Thai vowels and
tone marks) none, and a tab is shown as four blanks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from compiler.diagnostics.codes import all_codes
from compiler.diagnostics.diagnostic import Diagnostic, Span

TAB = "    "
MAX_CELLS = 140
MAX_SHOWN = 200
_COLOURS = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}


def render(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str], console: Console) -> None:
    """Writes the faults to a console; colour is the console's own choice. `texts` are the files by path.

    Beyond MAX_SHOWN they are counted: nobody reads a thousand, and most are often one mistake.
    """
    for diagnostic in diagnostics[:MAX_SHOWN]:
        for line in _lines(diagnostic, texts):
            console.print(line, soft_wrap=True, highlight=False)
        console.print()
    if rest := diagnostics[MAX_SHOWN:]:
        for words in _counted(rest):
            console.print(words, soft_wrap=True, highlight=False)
        console.print()


def _counted(rest: Sequence[Diagnostic]) -> Iterator[str]:
    """How often each code was found, the most frequent first, and in how many files."""
    yield f"and {len(rest):,} more, which `--format json` has in full:"
    for code, number in Counter(diagnostic.code for diagnostic in rest).most_common():
        files = sorted({diagnostic.span.file for diagnostic in rest if diagnostic.code == code})
        where = files[0] if len(files) == 1 else f"{len(files):,} files, the first of them {files[0]}"
        yield f"  {code} {all_codes()[code].title}: {number:,} in {where}"


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many of each severity, in one line."""
    told = [diagnostic for diagnostic in diagnostics if diagnostic.suppressed is None]
    counts = {word: sum(diagnostic.severity == word for diagnostic in told) for word in ("error", "warning")}
    parts = [f"{number} {word}{'s' if number > 1 else ''}" for word, number in counts.items() if number]
    accepted = len(diagnostics) - len(told)
    return ", ".join(parts or ["no faults"]) + (f", {accepted} suppressed" if accepted else "")


def _lines(diagnostic: Diagnostic, texts: Mapping[str, str]) -> Iterator[Text]:
    colour = _COLOURS[diagnostic.severity]
    kind = diagnostic.severity if diagnostic.suppressed is None else f"suppressed {diagnostic.severity}"
    yield Text.assemble((f"{kind}[{diagnostic.code}]", colour), f": {diagnostic.message}")
    places = [diagnostic.span, *(label.span for label in diagnostic.labels)]
    margin = len(str(max(span.line for span in places)))
    yield from _excerpt(diagnostic.span, "", texts, (colour, margin))
    for label in diagnostic.labels:
        yield from _excerpt(label.span, label.text, texts, ("cyan", margin))
    for note in diagnostic.notes:
        yield from _remark("note", note, ("cyan", margin))
    if diagnostic.suppressed is not None:
        yield from _remark("reason", diagnostic.suppressed, ("green", margin))
    elif diagnostic.help:
        yield from _remark("help", diagnostic.help, ("green", margin))


def _remark(what: str, words: str, style: tuple[str, int]) -> Iterator[Text]:
    """A note or help; its further lines, as those of a picture, stand below the first."""
    colour, margin = style
    first, *more = words.split("\n")
    yield Text.assemble(" " * margin, (f" = {what}: ", colour), first)
    for line in more:
        yield Text(" " * (margin + len(f" = {what}: ")) + line)


def _excerpt(span: Span, words: str, texts: Mapping[str, str], style: tuple[str, int]) -> Iterator[Text]:
    """The place, its line, and marks under the stretch."""
    colour, margin = style
    yield Text.assemble(" " * margin, ("--> ", "blue"), f"{span.file}:{span.line}:{span.column}")
    lines = texts.get(span.file, "").split("\n")
    if span.line > len(lines) or not lines[span.line - 1].strip():
        if words:
            yield Text.assemble(" " * margin, (" | ", "blue"), (words, colour))
        return
    line = lines[span.line - 1]
    start, end = span.column - 1, span.end_column - 1 if span.end_line == span.line else len(line)
    before, marked, after = line[:start], line[start : max(end, start + 1)], line[max(end, start + 1) :]
    shown_before, shown_after = _clipped(_shown(before), _shown(after), cell_len(_shown(marked)))
    marks = "^" * max(cell_len(_shown(marked)), 1)
    yield Text.assemble((f"{span.line:>{margin}} | ", "blue"), f"{shown_before}{_shown(marked)}{shown_after}")
    under = f"{' ' * cell_len(shown_before)}{marks}{' ' + words if words else ''}"
    yield Text.assemble(" " * margin, (" | ", "blue"), (under, colour))


def _shown(text: str) -> str:
    return text.replace("\t", TAB)


def _clipped(before: str, after: str, marked: int) -> tuple[str, str]:
    """What surrounds the marked text, cut to leave the line readable on a terminal."""
    room = max(MAX_CELLS - marked, 40)
    if cell_len(before) > room // 2 and cell_len(before) + cell_len(after) > room:
        before = "..." + before[-room // 2 :]
    return before, after if cell_len(after) <= room else after[:room] + "..."
