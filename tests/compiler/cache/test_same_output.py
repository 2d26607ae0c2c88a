"""With the cache and without it: the same bundles, the same faults at the same places, to the last byte."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.cache import answers, fingerprint
from compiler.cache.answers import StoredAnswers, WrittenTranslation, read, written
from compiler.cache.quiet_tenants import StoredQuietTenants
from compiler.cache.store import Store
from compiler.catalogs.schema import CatalogSchema
from compiler.cli.main import cli
from compiler.ir.query import DeclaredParameter, Query, RowFilterRule, Target, Translation
from compiler.ir.tree import SourceTree
from compiler.memory import Memory
from compiler.parallel import on_all_cores
from compiler.pipeline import compile_source
from compiler.stages.queries import Question, one_by_one
from compiler.steps import Steps
from compiler.translate import translate
from compiler.turns import faults_in_turns
from schemas.bundle.objects import ParameterSource
from tests.benchmarks.repositories import fleet, query
from tests.support.corpora import tpch_catalog


def few_files() -> dict[str, str]:
    """Two tenants with a dashboard of their own, one of a template, and two that they share."""
    files = {f"tenants/{path}": text for path, text in fleet(tenants=2, queries=90)}
    for slug in ("tenant-0000", "tenant-0001"):
        path = f"tenants/{slug}/tenant.yaml"
        files[path] = "".join(line for line in files[path].splitlines(keepends=True)[:11])
    files["tenants/_shared/macros/sums.sql"] = "{% macro total(x) %}sum({{ x }}){% endmacro %}\n"
    shared = "tenants/_shared/dashboards/shared-0.yaml"
    macro = "{% from 'sums.sql' import total %}SELECT"
    files[shared] = (
        files[shared].replace("SELECT", macro).replace("sum(l.l_quantity)", "{{ total('l.l_quantity') }}")
    )
    used = {
        name for text in files.values() if "kind: tenant" in text for name in re.findall(r"shared-\d+", text)
    }
    return {
        path: text
        for path, text in files.items()
        if "shared-" not in path or path.split("/")[-1][:-5] in used
    }


FILES = few_files()
CHOSEN = ["tenant-0001"]
EDITABLE = sorted(path for path in FILES if "tenant-0001" not in path)
WORDS = (
    "SELECT",
    "amount",
    "l.l_quantity",
    "o.o_orderdate",
    "dbo.lineitem",
    "bigint",
    "title",
    "widgets",
    "period",
    "6",
)
INSTEAD = (
    "FROM",
    "{{ constants.x }}",
    "tenant",
    "l.l_qantity",
    "dbo.lineitems",
    "sum(",
    "'",
    "null",
    "ยอด",
    "",
    "12",
)
TARGET = Target("sqlserver", "2019")


def edited(path: str, word: str, instead: str) -> SourceTree:
    """The tree with every such word of one file replaced."""
    files = {name: text.replace(word, instead) if name == path else text for name, text in FILES.items()}
    return SourceTree({name: text.encode() for name, text in sorted(files.items())})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One store for all examples, so that each finds what the others left."""
    return Store(tmp_path_factory.mktemp("cache") / "results.sqlite")


@given(
    edits=st.lists(
        st.tuples(st.sampled_from(EDITABLE), st.sampled_from(WORDS), st.sampled_from(INSTEAD)), max_size=2
    )
)
@settings(max_examples=10)
def test_a_run_gives_the_same_with_what_earlier_runs_left(
    store: Store, edits: list[tuple[str, str, str]]
) -> None:
    """From the disk, and from the memory of a workspace that saw the edits one after the other."""
    stored = Steps(translate=StoredAnswers(one_by_one(translate), store))
    memory, quiet = Memory(stored), StoredQuietTenants(store)
    for edit in edits or [("", "", "")]:
        tree = edited(*edit)
        clean = compile_source(tree, "commit")
        assert compile_source(tree, "commit", steps=stored) == clean
        assert compile_source(tree, "commit", steps=memory.steps()) == clean
        assert faults_in_turns(tree, "commit", None, Steps()) == clean.diagnostics
        assert faults_in_turns(tree, "commit", None, stored, at_once=1) == clean.diagnostics
        assert faults_in_turns(tree, "commit", None, stored, quiet=quiet) == clean.diagnostics
        chosen = compile_source(tree, "commit", CHOSEN).diagnostics
        assert faults_in_turns(tree, "commit", CHOSEN, stored, quiet=quiet) == chosen


@pytest.mark.parametrize("arguments", [["check"], ["check", "--format", "json"], ["build", "--commit", "c"]])
def test_the_commands_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """Without a cache, with an empty one, and with a full one; a fault is shown in its text each time."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text.replace("l.l_tax", "l.l_tx"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DASHWRIGHT_CACHE", str(tmp_path / "cache"))
    out = ["--out", "out"] if arguments[0] == "build" else []
    said = [CliRunner().invoke(cli, [*arguments, *more, *out]) for more in (["--no-cache"], [], [])]
    assert len({(result.exit_code, result.output) for result in said}) == 1
    assert "l.l_tx" in said[0].output or arguments[-1] == "json"
    assert (tmp_path / "cache" / "results.sqlite").exists()


def test_all_cores_give_the_same_in_the_same_order() -> None:
    """Faults too, from processes of their own."""
    schema = tpch_catalog()
    texts = [query(number) for number in range(90)] + [
        query(number).replace("l_tax", "l_tx") for number in range(90)
    ]
    period = tuple(
        DeclaredParameter(
            f"period.{part}", "date", ParameterSource(kind="parameter", name="period", part=part)
        )
        for part in ("start", "end")
    )
    questions = [Question(Query(text, "postgres", period), schema, TARGET) for text in dict.fromkeys(texts)]
    told: list[tuple[int, int]] = []
    spread = on_all_cores(lambda done, number: told.append((done, number)), cores=2, few=0)(questions)
    assert spread == one_by_one(translate)(questions)
    assert {bool(answer.faults) for answer in spread} == {True, False}
    assert told[-1] == (len(questions), len(questions))


def test_a_translation_is_read_as_it_was_written() -> None:
    """Every field of it; anything else is no translation."""
    assert [f.name for f in fields(WrittenTranslation)] == [f.name for f in fields(Translation)]
    parameter = DeclaredParameter("a", "integer", ParameterSource(kind="parameter", name="a"), omittable=True)
    sql = "SELECT o_comment, now() FROM orders WHERE o_orderkey = :a AND o_comment = 'ก\"' AND o_comment <> NULL"
    good = translate(Query(sql, "postgres", (parameter,)), tpch_catalog(), TARGET)
    bad = translate(Query("SELECT o_comments FROM ordes", "postgres"), tpch_catalog(), TARGET)
    assert len(good.statements) == 2
    assert good.doubts
    assert bad.faults
    for translation in (good, bad):
        assert read(written(translation)) == translation
    for torn in (b"", b"{}", written(good)[:-1], written(good).replace(b"false", b"0"), b'{"x": 1}', b"[1]"):
        assert read(torn) is None


def test_whatever_decides_a_translation_is_part_of_its_key(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The query in all its parts, the tables, the engine, the compiler."""
    keys = StoredAnswers(one_by_one(translate), store).key
    schema = tpch_catalog()
    asked = Question(Query("SELECT 1", "postgres"), schema, TARGET)
    others = [
        asked._replace(query=replace(asked.query, sql="SELECT 2")),
        asked._replace(query=replace(asked.query, dialect="duckdb")),
        asked._replace(query=replace(asked.query, timezone="Asia/Bangkok")),
        asked._replace(query=replace(asked.query, text_comparison="exact")),
        asked._replace(query=replace(asked.query, row_filters=(RowFilterRule("orders", "true"),))),
        asked._replace(query=replace(asked.query, parameters=None)),
        asked._replace(schema=replace(schema, collation="Thai_CI_AS")),
        asked._replace(schema=CatalogSchema(schema.tables[1:])),
        asked._replace(target=Target("sqlserver", "2022")),
        asked._replace(target=Target("duckdb")),
    ]
    found = [keys(question) for question in (asked, *others)]
    monkeypatch.setattr(answers, "fingerprint", lambda: b"another compiler")
    assert len({*found, keys(asked)}) == len(others) + 2


def test_a_changed_source_is_another_compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One character in one file."""
    folder = tmp_path / "compiler" / "cache"
    folder.mkdir(parents=True)
    (tmp_path / "schemas").mkdir()
    (folder / "rules.py").write_text("A = 1\n")
    monkeypatch.setattr(fingerprint, "__file__", str(folder / "fingerprint.py"))
    before = fingerprint.fingerprint.__wrapped__()
    (folder / "rules.py").write_text("A = 2\n")
    assert fingerprint.fingerprint.__wrapped__() != before
