"""DW52x: a widget and the columns that its query returns do not fit."""

from __future__ import annotations

from schemas.codes import Code

ENCODED_COLUMN_NOT_RETURNED = Code("DW520", "Encoding of a column that the query does not return")
FORMATTED_COLUMN_NOT_RETURNED = Code("DW521", "Format of a column that the query does not return")
AXIS_NOT_ORDERABLE = Code("DW522", "Axis of a column that has no order")
FORMAT_DOES_NOT_FIT = Code("DW524", "Format that does not fit its column")
SEVERAL_ROWS = Code("DW525", "Metric of several rows")
CHOICES_DO_NOT_FIT = Code("DW526", "Choices that do not fit their parameter")
VALUE_NOT_NUMERIC = Code("DW523", "Value that is not a number")
