"""What is made of the bytes that a text has in UTF-8: their number and their digests.

A text cast to varchar under a collation of UTF-8 is in that encoding, since SQL Server 2019
(https://learn.microsoft.com/sql/relational-databases/collations/collation-and-unicode-support#utf8).
"""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, needs, no_form
from compiler.stages.legalise.rewrites.text.measuring import literal_int, require_text
from compiler.stages.legalise.rewriting import of_expression
from compiler.tsql.printer.values import NARROW


def bytes_of(node: exp.Expr, text: exp.Expr, context: Context, *, padded: bool = False) -> exp.Expr:
    """The text as a varchar in UTF-8; `padded` with the blanks of a char(n), which PostgreSQL counts. Raises `Refusal`."""
    if not context.has("2019"):
        raise needs(node, "the bytes of a text in UTF-8", "2019", "count characters with length()")
    collated = exp.Collate(
        this=require_text(text, padded=padded), expression=exp.Var(this=build.UTF8_COLLATION)
    )
    return build.cast(collated, exp.DType.VARCHAR, "MAX")


@of_expression(exp.MD5, exp.SHA2, reads="length")
def rewrite_digest(node: exp.MD5 | exp.SHA2, context: Context) -> exp.Expr:
    """Digests are of the bytes in UTF-8, in small hexadecimal digits.

    Before: `md5(s)`
    After:  `LOWER(CONVERT(NVARCHAR(32), HASHBYTES('MD5', CAST(s COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(MAX))), 2))`
    """
    if isinstance(node, exp.SHA2) and literal_int(node.args.get("length")) != 256:
        raise no_form(node, "a digest of this length", "use sha256()")
    name, width = ("MD5", 32) if isinstance(node, exp.MD5) else ("SHA2_256", 64)
    algorithm = build.text(name)
    algorithm.meta[NARROW] = True
    digest = build.call("HASHBYTES", algorithm, bytes_of(node, node.this, context))
    written = build.call("CONVERT", build.data_type(exp.DType.NVARCHAR, width), digest, 2)
    return build.typed(build.call("LOWER", written), exp.DType.NVARCHAR, width)


def count_bytes(node: exp.Anonymous, context: Context) -> exp.Expr:
    """`octet_length(s)`: `DATALENGTH(CAST(s COLLATE ..._UTF8 AS VARCHAR(MAX)))`."""
    size = build.call("DATALENGTH", bytes_of(node, node.expressions[0], context, padded=context.is_postgres))
    return build.typed(size, exp.DType.INT if context.is_postgres else exp.DType.BIGINT)
