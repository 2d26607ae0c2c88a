"""DW3xx: one file speaks of something in another, and it is not there or not as said."""

from __future__ import annotations

from schemas.codes import Code

DASHBOARD_NOT_FOUND = Code("DW301", "Dashboard not found")
FILE_NOT_FOUND = Code("DW302", "File not found")
OVERLAY_OF_SOMETHING_GONE = Code("DW303", "Overlay of something that is not there")
OVERLAY_OF_ANOTHER = Code("DW304", "Overlay of another dashboard")
CONSTANT_NOT_DECLARED = Code("DW305", "Constant not declared")
CONSTANT_REQUIRED = Code("DW306", "Constant without a value")
CONSTANT_FIXED = Code("DW307", "Constant that may not be set")
CONSTANT_OF_WRONG_TYPE = Code("DW308", "Constant of the wrong type")
PARAMETER_NOT_USED = Code("DW309", "Parameter not used")
FILE_NOT_USED = Code("DW310", "File not used")
FORMER_NAME = Code("DW312", "Former name")
FORMER_SLUG_TAKEN = Code("DW313", "Former slug of two dashboards")
DEFINITION_NOT_USED = Code("DW320", "Definition that nothing uses")
TRANSLATION_MISSING = Code("DW321", "Text missing in a tenant's language")
ROW_FILTER_TABLE = Code("DW311", "Row filter on a table that is not in the catalog")
OVERLAY_CHANGES_NOTHING = Code("DW314", "Overlay that changes nothing")
SEGMENT_UNKNOWN = Code("DW315", "Segment without an overlay")
