from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compiler.cli.main import cli

UNTIDY = 'kind:   overlay\ndashboard: _shared/x\ntitle: "T"  # why\n'
TIDY = "kind: overlay\ndashboard: _shared/x\ntitle: T  # why\n"
QUERY = "kind: dashboard\nwidgets:\n  - id: a\n    query:\n      sql: |\n        select 1 -- one\n        from t\n"


def _run(*arguments: object, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["fmt", *map(str, arguments)], input=given)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an untidy file, a tidy one and a broken one."""
    (tmp_path / "tenants" / ".hidden").mkdir(parents=True)
    for name, text in (("a.yaml", UNTIDY), ("b.yaml", TIDY), (".hidden/c.yaml", UNTIDY)):
        (tmp_path / "tenants" / name).write_text(text)
    return tmp_path / "tenants"


def test_files_are_laid_out_in_place(folder: Path) -> None:
    """What is untidy is written, what is tidy is not touched, hidden folders are passed over."""
    before = (folder / "b.yaml").stat().st_mtime_ns
    result = _run(folder)
    assert result.exit_code == 0
    assert (folder / "a.yaml").read_text() == TIDY
    assert (folder / "b.yaml").stat().st_mtime_ns == before
    assert (folder / ".hidden/c.yaml").read_text() == UNTIDY
    assert _run(folder, "--check").exit_code == 0


def test_check_and_diff_write_nothing(folder: Path) -> None:
    """Both exit with 1 where something would change; --diff shows what."""
    checked, shown = _run(folder, "--check"), _run(folder, "--diff")
    assert (checked.exit_code, shown.exit_code) == (1, 1)
    assert "would change" in checked.stderr
    assert "-kind:   overlay\n" in shown.stdout
    assert "+kind: overlay\n" in shown.stdout
    assert (folder / "a.yaml").read_text() == UNTIDY


def test_a_file_with_a_fault_is_told_and_left(folder: Path) -> None:
    """The others are laid out nevertheless."""
    (folder / "broken.yaml").write_text("a: [1\n")
    result = _run(folder)
    assert result.exit_code == 1
    assert "DW101" in result.stderr
    assert (folder / "broken.yaml").read_text() == "a: [1\n"
    assert (folder / "a.yaml").read_text() == TIDY


def test_standard_input() -> None:
    """For editors that format by a program: text in, text out, and nothing else on standard output."""
    assert _run("-", given=UNTIDY).stdout == TIDY
    broken = _run("-", given="a: [1\n")
    assert (broken.exit_code, broken.stdout) == (1, "a: [1\n")


def test_queries_only_on_request() -> None:
    """`--sql` lays out queries; one that cannot be is named, and stays."""
    assert _run("-", given=QUERY).stdout == QUERY
    assert "        SELECT 1 -- one\n        FROM t\n" in _run("-", "--sql", given=QUERY).stdout
    torn = QUERY.replace("from t", "from (")
    result = _run("-", "--sql", given=torn)
    assert (result.exit_code, result.stdout) == (0, torn)
    assert "widgets.0.query.sql is left as it is" in result.stderr
