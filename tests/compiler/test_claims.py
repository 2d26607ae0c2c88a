"""The claims that row filters name: their type is that of the column beside them, after IN they are lists."""

from __future__ import annotations

import pytest

from compiler.catalogs.schema import schema_of
from compiler.ir.query import RowFilterRule
from compiler.stages.queries.declarations import declared_claims
from schemas.resources import Catalog

SCHEMA = schema_of(
    Catalog.model_validate(
        {
            "kind": "catalog",
            "tables": {
                "dbo.t": {
                    "columns": {
                        "id": "int",
                        "on day": "date",
                        "region": "nvarchar(25)",
                        "rate": "decimal(9,2)",
                        "flag": "bit",
                    }
                }
            },
        }
    )
)


@pytest.mark.parametrize(
    ("where", "claims"),
    [
        ("region = :viewer.region", [("viewer.region", "text", False)]),
        ("id IN (:viewer.ids)", [("viewer.ids", "integer", True)]),
        ("id not in ( :viewer.ids )", [("viewer.ids", "integer", True)]),
        ("id = ANY(:viewer.ids)", [("viewer.ids", "integer", True)]),
        ('"on day" >= :viewer.since', [("viewer.since", "date", False)]),
        (":viewer.most > rate", [("viewer.most", "number", False)]),
        ("(flag = :viewer.flag)", [("viewer.flag", "boolean", False)]),
        ("(:viewer.all = 'yes' OR region = :viewer.all)", [("viewer.all", "text", False)]),
        (
            "id = :viewer.id AND region IN (:viewer.regions)",
            [("viewer.id", "integer", False), ("viewer.regions", "text", True)],
        ),
        ("upper(region) = upper(:viewer.region)", [("viewer.region", "text", False)]),
        ("region = 'x'", []),
    ],
)
def test_a_claim_is_declared_as_its_use_needs(where: str, claims: list[tuple[str, str, bool]]) -> None:
    """Each claim once, with its type and whether it is a list."""
    found = declared_claims([RowFilterRule("t", where)], SCHEMA)
    assert [(claim.name, claim.type, claim.many) for claim in found] == claims
    assert {claim.source.kind for claim in found} <= {"claim"}
