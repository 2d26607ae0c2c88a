"""DW4xx: a template cannot be rendered."""

from __future__ import annotations

from schemas.codes import Code

SYNTAX = Code("DW401", "Template syntax error")
UNDEFINED = Code("DW402", "Name not defined in a template")
REFUSED = Code("DW403", "Template does what it may not")
TOO_MUCH = Code("DW404", "Template makes too much")
MALFORMED_RESULT = Code("DW405", "Rendered text of the wrong form")
FAILED = Code("DW406", "Template fails")
MACROS_NOT_FOUND = Code("DW407", "Macros not found")
