"""Places by neighbour, for whatever moves: nothing is lost or doubled, and what was moved last stands where it was put."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.stages.resolve.order import reordered
from compiler.stages.resolve.untouched import id_of
from compiler.yaml_source import MappingNode, SequenceNode, read_yaml

IDS = st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=2)
MOVES = st.dictionaries(
    st.sampled_from("abcdefghi"),
    st.tuples(st.sampled_from(["before", "after"]), st.sampled_from("abcdefghi")),
)


def node(value: object) -> MappingNode:
    """A mapping as it is read from a file."""
    _, found, faults = read_yaml("tenants/acme/overlays/sales.yaml", json.dumps(value).encode())
    assert isinstance(found, MappingNode)
    assert not faults
    return found


@given(IDS, MOVES)
def test_moves_keep_every_widget(ids: list[str], moves: dict[str, tuple[str, str]]) -> None:
    """A move of, or beside, something that is not there is a fault and moves nothing."""
    items = node({"widgets": [{"id": name} for name in ids]}).get("widgets")
    assert isinstance(items, SequenceNode)
    faults: list[Diagnostic] = []
    places = node({name: {side: neighbour} for name, (side, neighbour) in moves.items()})
    found = [id_of(item) for item in reordered(items.items, places, "widget", faults)]
    assert sorted(found) == sorted(ids)
    good = [
        (name, *place) for name, place in moves.items() if {name, place[1]} <= set(ids) and name != place[1]
    ]
    if good:
        name, side, neighbour = good[-1]
        assert found.index(name) - found.index(neighbour) == (1 if side == "after" else -1)
    gone = [name for name, (_, neighbour) in moves.items() if not {name, neighbour} <= set(ids)]
    assert sum(fault.code == "DW303" for fault in faults) == len(gone)
