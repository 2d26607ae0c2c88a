"""DW6xx: what cannot be said in T-SQL with the same meaning."""

from __future__ import annotations

from schemas.codes import Code

UNSUPPORTED_FUNCTION = Code("DW601", "Function without a faithful T-SQL form")
UNSUPPORTED_CONSTRUCT = Code("DW602", "Construct without a faithful T-SQL form")
MEANING_DIFFERS = Code("DW603", "T-SQL would mean something else")
TYPE_NEEDED = Code("DW604", "Type needed to translate")
NEEDS_NEWER_SERVER = Code("DW605", "Needs a newer SQL Server")
NO_SUCH_VALUE = Code("DW606", "Value that SQL Server cannot hold")
GROWS_TOO_LARGE = Code("DW607", "Query that grows too large")
UNUSABLE_NAME = Code("DW608", "Name that SQL Server cannot take")
