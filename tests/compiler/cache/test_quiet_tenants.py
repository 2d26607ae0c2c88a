"""Which tenants a run need not compile again after an edit: never one that the edit can touch."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from compiler.cache.quiet_tenants import StoredQuietTenants
from compiler.cache.store import Store
from compiler.ir.query import Translation
from compiler.ir.tree import SourceTree
from compiler.pipeline import compile_source
from compiler.stages.queries import Question
from compiler.steps import TRANSLATE, Steps
from compiler.turns import faults_in_turns
from tests.benchmarks.repositories import fleet

FILES = {f"tenants/{path}": text for path, text in fleet(tenants=3, queries=120)} | {
    "tenants/_shared/macros/none.sql": "{% macro none() %}1{% endmacro %}\n"
}
ONE, TWO, THREE = (f"tenants/tenant-000{number}/tenant.yaml" for number in range(3))
ALL = {ONE, TWO, THREE}
EVERYWHERE = [
    ("tenants/policy.yaml", "kind: policy\nrules: {max_widgets: {level: error, most: 40}}\n"),
    ("tenants/_shared/macros/none.sql", "{% macro none() %}2{% endmacro %}\n"),
    ("tenants/_shared/overlays/all.yaml", "kind: overlay\nsegment: retail\ndashboard: _shared/shared-0\n"),
]


def tree_of(files: Mapping[str, str]) -> SourceTree:
    """These files, loaded."""
    return SourceTree({path: text.encode() for path, text in sorted(files.items())})


@pytest.fixture
def quiet(tmp_path: Path) -> StoredQuietTenants:
    """What a run over the files left."""
    found = StoredQuietTenants(Store(tmp_path / "results.sqlite"))
    faults_in_turns(tree_of(FILES), "commit", None, Steps(), quiet=found)
    return found


def users_of(path: str) -> set[str]:
    """The tenants that list a shared dashboard."""
    name = path.rsplit("/", 1)[-1].removesuffix(".yaml")
    return {tenant for tenant in ALL if name in re.findall(r"_shared/(shared-\d+)", FILES[tenant])}


def test_an_edit_leaves_out_the_tenants_that_it_cannot_touch(quiet: StoredQuietTenants) -> None:
    """A tenant's own files, its catalog, an overlay, a dashboard that some share, one that none has."""
    assert quiet.known(tree_of(FILES)).keys() == ALL
    for path in (
        ONE,
        ONE.replace("tenant.yaml", "catalog.yaml"),
        ONE.replace("tenant.yaml", "dashboards/own.yaml"),
    ):
        assert quiet.known(tree_of(FILES | {path: FILES[path] + "# more\n"})).keys() == ALL - {ONE}
    shared = [path for path in FILES if "_shared/dashboards/" in path]
    assert any(users_of(path) not in (set(), ALL) for path in shared)
    for path in shared:
        edited = tree_of(FILES | {path: FILES[path] + "# more\n"})
        assert quiet.known(edited).keys() == ALL - users_of(path)
    added = tree_of(FILES | {"tenants/_shared/dashboards/new.yaml": FILES[shared[0]]})
    assert quiet.known(added).keys() == ALL


@pytest.mark.parametrize(("path", "text"), EVERYWHERE, ids=["policy", "macro", "overlay of a segment"])
def test_what_all_share_touches_all(quiet: StoredQuietTenants, path: str, text: str) -> None:
    """Whether they use it or not."""
    assert quiet.known(tree_of(FILES | {path: text})) == {}


def test_a_file_that_went_touches_who_was_made_of_it(quiet: StoredQuietTenants) -> None:
    """It is missed, and told."""
    path = next(path for path in sorted(FILES) if "_shared/dashboards/" in path and ONE in users_of(path))
    without = tree_of({name: text for name, text in FILES.items() if name != path})
    assert quiet.known(without).keys() == ALL - users_of(path)
    assert (
        faults_in_turns(without, "commit", None, Steps(), quiet=quiet)
        == compile_source(without, "commit").diagnostics
    )


def test_a_tenant_with_something_to_tell_is_never_left_out(quiet: StoredQuietTenants) -> None:
    """A warning is enough, and it is told again in the next run."""
    path = ONE.replace("tenant.yaml", "dashboards/own.yaml")
    faulty = tree_of(FILES | {path: FILES[path].replace("l.l_quantity >", "l.l_quantities >", 1)})
    told = [faults_in_turns(faulty, "commit", None, Steps(), quiet=quiet) for _ in range(2)]
    assert told[0] == told[1] == compile_source(faulty, "commit").diagnostics
    assert told[0]
    assert quiet.known(faulty).keys() == ALL - {ONE}


def test_after_an_edit_only_who_is_touched_is_compiled(quiet: StoredQuietTenants) -> None:
    """Queries of the others are not even asked for."""
    asked: list[Question] = []

    def counted(questions: Sequence[Question]) -> Sequence[Translation]:
        asked.extend(questions)
        return TRANSLATE(questions)

    path = ONE.replace("tenant.yaml", "dashboards/own.yaml")
    edited = tree_of(FILES | {path: FILES[path].replace("refresh: 5m", "refresh: 6m")})
    steps = Steps(translate=counted)
    quick = faults_in_turns(edited, "commit", None, steps, quiet=quiet)
    queries_of_one = {question.query.sql for question in asked}
    assert faults_in_turns(edited, "commit", None, steps) == quick
    assert 0 < len(queries_of_one) < len({question.query.sql for question in asked})
