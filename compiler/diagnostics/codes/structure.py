"""DW2xx: a file is not what its kind asks for."""

from __future__ import annotations

from schemas.codes import Code

UNKNOWN_KEY = Code("DW201", "Unknown key")
MISSING_KEY = Code("DW202", "Missing key")
WRONG_TYPE = Code("DW203", "Wrong type of value")
NOT_AN_OPTION = Code("DW204", "Not one of the allowed words")
MALFORMED = Code("DW205", "Value of the wrong form")
OUT_OF_RANGE = Code("DW206", "Value too small, too large or too long")
BROKEN_RULE = Code("DW207", "Keys that do not go together")
UNKNOWN_KIND = Code("DW208", "Unknown kind")
WRONG_PLACE = Code("DW209", "File in the wrong place")
DUPLICATE_ID = Code("DW210", "Id stands twice")
DUPLICATE_SLUG = Code("DW211", "Slug stands twice")
SLUG_IS_NOT_FOLDER = Code("DW212", "Slug differs from its folder")
WIDGETS_OVERLAP = Code("DW213", "Widgets overlap")
OUTSIDE_GRID = Code("DW214", "Widget leaves the grid")
UNKNOWN_CHANNEL = Code("DW215", "Channel that the widget type does not draw")
MISSING_CHANNEL = Code("DW216", "Channel that the widget type needs")
DEFAULT_DOES_NOT_FIT = Code("DW217", "Default that does not fit its type")
BROKEN_MOVE = Code("DW219", "Move that does not hold")
TEST_OF_NOTHING = Code("DW220", "Test of something that is not there")
BAD_CATALOG = Code("DW218", "Catalog that cannot be looked up in")
