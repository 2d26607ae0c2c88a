"""A saved grid of results as rows: CSV with any common separator, or JSON; headers in lower case, NULL as None.

Management Studio saves UTF-8 or UTF-16, writes NULL as the word, and cuts the text of FOR JSON into lines.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SEPARATORS = ",;\t|"
_CUT = re.compile(r"\s*JSON_F52E2B61-18A1-11d1-B105-00805F49916B\s*\n[-\s]*", re.IGNORECASE)
"""The header that SQL Server gives the one column of FOR JSON, and the line under it."""


class BadListing(ValueError):
    """A file that is no list of columns; the message says what to save instead."""


@dataclass(frozen=True)
class Row:
    """One row; `line` from 1 in a CSV file, the number of the row in a JSON one."""

    line: int
    values: dict[str, str | None]


def listed_rows(text: str) -> list[Row]:
    """The rows of a file. Raises BadListing."""
    stripped = text.removeprefix("\ufeff").lstrip()
    cut = _CUT.match(stripped)
    if cut is not None:
        stripped = "".join(stripped[cut.end() :].splitlines())
    return list(
        _json_rows(stripped) if stripped[:1] in ("[", "{") else _csv_rows(text.removeprefix("\ufeff"))
    )


def _json_rows(text: str) -> Iterator[Row]:
    try:
        document: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadListing(f"line {error.lineno}: this is no JSON: {error.msg}") from None
    if isinstance(document, dict):  # FOR JSON with ROOT
        document = next((value for value in document.values() if isinstance(value, list)), None)
    if not isinstance(document, list) or not all(isinstance(row, dict) for row in document):
        raise BadListing("the JSON is no list of objects, one for each column")
    for number, row in enumerate(document, start=1):
        yield Row(number, {str(name).strip().lower(): _text(value) for name, value in row.items()})


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return ("1" if value else "0") if isinstance(value, bool) else str(value)


def _csv_rows(text: str) -> Iterator[Row]:
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    headers = [name.strip().lower() for name in next(reader, [])]
    for fields in reader:
        if not any(field.strip() for field in fields):
            continue
        if len(fields) != len(headers):
            raise BadListing(
                f"line {reader.line_num}: {len(fields)} values, and the first line names {len(headers)}: a value with a "
                f"`{separator}` is not in quotes. Save without COLUMN_DEFAULT, with values in quotes, or as JSON"
            )
        values = (None if field.strip() == "NULL" else field.strip() for field in fields)
        yield Row(reader.line_num, dict(zip(headers, values, strict=True)))
