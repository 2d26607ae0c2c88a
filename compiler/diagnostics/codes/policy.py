"""DW7xx: the vendor's own rules, and the limits of a license."""

from __future__ import annotations

from schemas.codes import Code

TOO_MANY_WIDGETS = Code("DW701", "More widgets than the policy allows")
TITLE_NOT_IN_LOCALE = Code("DW702", "Title missing in a locale")
FORBIDDEN_TABLE = Code("DW703", "Query reads a forbidden table")
OVER_LICENSE = Code("DW710", "More dashboards than the license allows")
