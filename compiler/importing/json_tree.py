"""Reading values out of documents of other tools, whose shape differs by version: what is not there reads as empty."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import yaml

from compiler.importing.carried import BadExport

MAX_BYTES = 20_000_000
"""Larger than any dashboard; a limit, so that a wrong file is refused before it is read."""


_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""https://yaml.org/spec/1.2.2/#51-character-set; surrogates without their other half."""


def read_document(path: Path) -> dict[str, Any]:
    """The mapping that a JSON or YAML file holds. Raises BadExport, and OSError as reading does."""
    if path.stat().st_size > MAX_BYTES:
        raise BadExport(
            f"{path} is larger than {MAX_BYTES // 1_000_000} MB; that is no export of a dashboard"
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
        document = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except UnicodeDecodeError as error:
        raise BadExport(f"{path} is not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise BadExport(
            f"{path} is no JSON: {error.msg} in line {error.lineno}, column {error.colno}"
        ) from error
    except yaml.YAMLError as error:
        raise BadExport(f"{path} is no YAML: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise BadExport(f"{path} nests too deeply; that is no export of a dashboard") from error
    if not isinstance(document, dict):
        raise BadExport(f"{path} holds no mapping; that is no export of a dashboard")
    return document


def at(value: Any, *keys: str) -> Any:
    """What stands below the keys, None where one is missing."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def mapping(value: Any, *keys: str) -> dict[str, Any]:
    """The mapping there, or an empty one."""
    found = at(value, *keys)
    return found if isinstance(found, dict) else {}


def sequence(value: Any, *keys: str) -> list[Any]:
    """The list there, or an empty one."""
    found = at(value, *keys)
    return found if isinstance(found, list) else []


def text(value: Any, *keys: str) -> str:
    """The text there, or an empty one; numbers as text. What no YAML file can hold becomes U+FFFD, which shows."""
    found = at(value, *keys)
    if isinstance(found, str):
        return _UNWRITABLE.sub("\ufffd", found.strip())
    return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else ""


def whole(value: Any, *keys: str, default: int) -> int:
    """The whole number there."""
    found = at(value, *keys)
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return int(found) if is_number and math.isfinite(found) else default
