"""Several scripts as one catalog."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from compiler.catalogs.ddl.reader import DdlResult, read_ddl
from compiler.catalogs.ddl.views import Describe


def read_scripts(texts: Iterable[str], describe: Describe, default_schema: str = "dbo") -> DdlResult:
    """Read scripts one after the other, as if they were one; places count from the beginning of the first."""
    return read_ddl("\nGO\n".join(text.removeprefix("\ufeff") for text in texts), describe, default_schema)


def decode_script(data: bytes) -> str:
    """The text of a script file: UTF-16 where it begins with that mark, as Management Studio writes it, else UTF-8.

    Raises UnicodeDecodeError.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")
