"""DW7xx: the vendor's own rules, and the limits of a license."""

from __future__ import annotations

from schemas.codes import Code

TOO_MANY_WIDGETS = Code("DW701", "More widgets than the policy allows")
TITLE_NOT_IN_LOCALE = Code("DW702", "Title missing in a locale")
FORBIDDEN_TABLE = Code("DW703", "Query reads a forbidden table")
PERSONAL_COLUMN_SHOWN = Code("DW704", "Personal column shown row by row")
UNBOUNDED_TABLE = Code("DW705", "Table of more rows than the policy allows")
REFRESH_NOT_SAID = Code("DW706", "Refresh interval not said, or out of bounds")
ODD_NAME = Code("DW707", "Name that the policy does not allow")
ROW_FILTER_MISSING = Code("DW708", "Table without the row filter that the policy wants")
OWN_RULE_BROKEN = Code("DW709", "Rule of the vendor's own not met")
OVER_LICENSE = Code("DW710", "More dashboards than the license allows")
FAULTY_EXPRESSION = Code("DW711", "Policy expression that cannot be evaluated")
UNKNOWN_RULE = Code("DW712", "Suppression of a rule that is not there")
UNUSED_SUPPRESSION = Code("DW713", "Suppression of something that does not occur")
