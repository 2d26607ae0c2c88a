"""Text with a code page under a collation of ours."""

from __future__ import annotations

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema
from compiler.stages.legalise import build
from compiler.types.emitted import scopes_of
from compiler.types.sqlserver import MAX


def keep_code_pages(tree: exp.Expr, schema: CatalogSchema) -> None:
    """Make char and varchar nvarchar before another collation is put on them, in place.

    COLLATE changes the code page of char and varchar to the collation's own: Thai in a varchar column would become
    question marks before it is searched. https://learn.microsoft.com/sql/t-sql/statements/collations

    Before: `REPLACE([t].[v] COLLATE Latin1_General_100_BIN2, N'a', N'b')` ([v] of type varchar(20))
    After:  `REPLACE(CAST([t].[v] AS NVARCHAR(20)) COLLATE Latin1_General_100_BIN2, N'a', N'b')`
    """
    if tree.find(exp.Collate) is None:
        return
    for scope in scopes_of(tree, schema):
        for node in list(scope.select.find_all(exp.Collate)):
            found = scope.type_of(node.this) if node.find_ancestor(exp.Select) is scope.select else None
            if found is not None and found.base in ("char", "varchar"):
                length = "MAX" if found.length in (None, MAX) else min(found.length or 1, 4000)
                node.set("this", build.cast(node.this, exp.DType.NVARCHAR, length))
