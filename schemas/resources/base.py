"""Words that every kind shares: strict models, slugs, localized text, durations."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
NAME_PATTERN = r"^[a-z][a-z0-9_]*$"
LOCALE_PATTERN = r"^[a-z]{2,3}(-[A-Z]{2})?$"
DURATION_PATTERN = r"^[1-9][0-9]{0,5}(s|m|h|d)$"
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=63)]
"""Part of an address: lower-case letters, digits and single hyphens."""

Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=63)]
"""Something that SQL or a template refers to: a parameter, a constant, a widget's id."""

Locale = Annotated[str, StringConstraints(pattern=LOCALE_PATTERN)]
"""A BCP 47 language tag with an optional region: `th`, `th-TH`, `en`."""

Duration = Annotated[str, StringConstraints(pattern=DURATION_PATTERN)]
"""A whole number and a unit: `30s`, `5m`, `1h`, `1d`."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
LocalizedText = Words | Annotated[dict[Locale, Words], Field(min_length=1)]
"""One text for all, or one for each locale."""

ConstantValue = str | int | bool

TextComparison = Literal["database", "exact"]
"""By the collation of the site's database, or character by character as the authors' dialect has it."""


def duration_seconds(text: str) -> int:
    """Seconds of a Duration such as `5m`. Raises ValueError for anything else."""
    if not re.match(DURATION_PATTERN, text):
        raise ValueError(f"{text!r} is no duration; write 30s, 5m, 1h or 1d")
    return int(text[:-1]) * SECONDS[text[-1]]


def texts_by_locale(text: str | dict[str, str]) -> dict[str, str]:
    """A localized text as a mapping; the plain form stands under `*`."""
    return {"*": text} if isinstance(text, str) else dict(text)


class Part(BaseModel):
    """A mapping inside a resource: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class Suppression(Part):
    """A finding of the policy that is accepted here, and why; reports show it."""

    rule: Name = Field(description="The rule's name in `policy.yaml`.")
    reason: Words = Field(description="Who agreed to it, and why; shown in reports.")


class Resource(Part):
    """A whole file: its `kind` says which model reads it."""
