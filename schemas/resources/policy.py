"""`kind: policy`: rules that the vendor puts on every dashboard."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from schemas.resources.base import Locale, Part, Resource

Level = Literal["error", "warn", "off"]
Glob = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Rule(Part):
    """How severe a rule is, and for which files."""

    level: Level = "error"
    paths: list[Glob] = Field(default_factory=lambda: ["**"], description="Globs below `tenants/`.")


class MaxWidgets(Rule):
    """At most so many widgets on a dashboard."""

    limit: Annotated[int, Field(ge=1, le=1000)]


class TitleInEveryLocale(Rule):
    """Every title is written in these locales."""

    locales: Annotated[list[Locale], Field(min_length=1)]


class ForbiddenTables(Rule):
    """No query reads these tables."""

    tables: Annotated[list[Glob], Field(min_length=1)]


class Rules(Part):
    """The rules, by name; a rule that is not named is off."""

    max_widgets: MaxWidgets | None = None
    title_in_every_locale: TitleInEveryLocale | None = None
    forbidden_tables: ForbiddenTables | None = None


class Policy(Resource):
    """`tenants/policy.yaml`."""

    kind: Literal["policy"]
    rules: Rules
