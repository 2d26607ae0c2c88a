"""The faults of a tree some tenants at a time are those of all tenants at once."""

from __future__ import annotations

import pytest

from compiler.ir.tree import SourceTree, UnknownTenant
from compiler.pipeline import compile_source
from compiler.steps import Steps
from compiler.turns import faults_in_turns
from tests.benchmarks.repositories import fleet

POLICY = """\
kind: policy
rules:
  max_widgets: {at_most: 3, level: warn}
"""


def faulty_tree() -> SourceTree:
    """Four tenants: an unknown column for all in a shared dashboard, a file of nobody, twice a slug, an overlay in vain."""
    files = {f"tenants/{path}": text for path, text in fleet(tenants=4, queries=90)}
    shared = "tenants/_shared/dashboards/shared-7.yaml"
    files[shared] = files[shared].replace("l.l_quantity", "l.l_qantity")
    files["tenants/tenant-0001/tenant.yaml"] = files["tenants/tenant-0001/tenant.yaml"].replace(
        "0001", "0002"
    )
    overlay = next(path for path in files if path.startswith("tenants/tenant-0003/overlays/"))
    files[overlay] += "  no_such_widget: {title: Gone}\n"
    own = "tenants/tenant-0000/dashboards/own.yaml"
    files["tenants/tenant-0000/dashboards/second.yaml"] = files[own]
    files["tenants/policy.yaml"] = POLICY
    return SourceTree({path: text.encode() for path, text in sorted(files.items())})


@pytest.mark.parametrize("at_once", [1, 3, 100])
@pytest.mark.parametrize("named", [None, ("tenant-0000", "tenant-0003")])
def test_turns_find_what_one_run_finds(at_once: int, named: tuple[str, ...] | None) -> None:
    """To the last note, for all tenants and for those that are named."""
    tree = faulty_tree()
    whole = compile_source(tree, "commit", named).diagnostics
    assert {"DW504"} < {fault.code for fault in whole}
    assert faults_in_turns(tree, "commit", named, Steps(), at_once=at_once) == whole


def test_a_tenant_that_is_not_there_is_told() -> None:
    """As the pipeline tells it."""
    with pytest.raises(UnknownTenant):
        faults_in_turns(faulty_tree(), "commit", ["tenant-9"], Steps())
