"""`kind: policy`: rules that the vendor puts on every dashboard."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from schemas.resources.base import Duration, Locale, Name, Part, Resource, Words, duration_seconds
from schemas.resources.catalog import Tag

Level = Literal["error", "warn", "off"]
Glob = Annotated[str, StringConstraints(min_length=1, max_length=200)]


def known_pattern(pattern: str) -> str:
    """Passes a regular expression; raises ValueError for any other text."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(known_pattern)]
Expression = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class PathLevel(Part):
    """Another level for some files."""

    paths: Annotated[list[Glob], Field(min_length=1)] = Field(description="Globs below `tenants/`.")
    level: Level = Field(description="The level for these files.")


class Rule(Part):
    """How severe a rule is, and for which files."""

    level: Level = Field(
        "error", description="`error` stops the bundle, `warn` only tells, `off` says nothing."
    )
    paths: list[Glob] = Field(default_factory=lambda: ["**"], description="Globs below `tenants/`.")
    except_: list[PathLevel] = Field(
        default_factory=list,
        alias="except",
        description="Other levels by path; the last that matches counts.",
    )


class MaxWidgets(Rule):
    """At most so many widgets on a dashboard."""

    limit: Annotated[int, Field(ge=1, le=1000)] = Field(description="The largest number that is allowed.")


class TitleInEveryLocale(Rule):
    """Every title is written in these locales."""

    locales: Annotated[list[Locale], Field(min_length=1)] = Field(
        description="`th` is also met by a title in `th-TH`."
    )


class ForbiddenTables(Rule):
    """No query reads these tables."""

    tables: Annotated[list[Glob], Field(min_length=1)] = Field(description="As `sales.*` or `*.salaries`.")


class PersonalColumns(Rule):
    """No query shows the values of columns that the catalog tags as personal, row by row."""

    tags: Annotated[list[Tag], Field(min_length=1)] = Field(
        default_factory=lambda: ["pii"], description="The catalog's tags of columns and tables that count."
    )
    grouped: Literal["allow", "refuse"] = Field(
        "allow", description="Whether such a column may be shown where the query groups its rows."
    )


class BoundedTables(Rule):
    """Every table widget asks for a bounded number of rows."""

    limit: Annotated[int, Field(ge=1, le=100_000)] = Field(
        1000, description="The largest bound that is allowed: of LIMIT or TOP, or of `query.rows`."
    )


class ExplicitRefresh(Rule):
    """Every query says how old its answer may be: at its widget, or for the whole dashboard."""

    shortest: Duration | None = Field(None, description="No answer is refreshed more often.")
    longest: Duration | None = Field(None, description="No answer is older.")

    @model_validator(mode="after")
    def _in_order(self) -> ExplicitRefresh:
        if (
            self.shortest
            and self.longest
            and duration_seconds(self.shortest) > duration_seconds(self.longest)
        ):
            raise ValueError("`shortest` is longer than `longest`")
        return self


class Naming(Rule):
    """Names match regular expressions, as a whole."""

    dashboards: Pattern | None = Field(None, description="What a dashboard's slug looks like.")
    widgets: Pattern | None = Field(None, description="What a widget's id looks like.")
    parameters: Pattern | None = Field(None, description="What a parameter's id looks like.")


class RequiredRowFilter(Rule):
    """A tenant whose queries read these tables has a row filter on them."""

    tables: Annotated[list[Glob], Field(min_length=1)] = Field(description="As `sales.*`.")


class OwnRule(Rule):
    """A rule of one's own: an expression that must be true of each dashboard, widget or parameter."""

    each: Literal["dashboard", "widget", "parameter"] = Field(
        "widget", description="What the rule is put to."
    )
    when: Expression | None = Field(None, description="Only where this is true.")
    require: Expression = Field(
        description="An expression of Jinja over `widget`, `parameter`, `dashboard` and `tenant`, as they are "
        "for the tenant, with overlays and templates done."
    )
    message: Words = Field(description="What is said where it is false.")
    help: Words | None = Field(None, description="What the author can do.")


class Rules(Part):
    """The rules, by name; a rule that is not named is off."""

    max_widgets: MaxWidgets | None = Field(None, description="At most so many widgets on a dashboard.")
    title_in_every_locale: TitleInEveryLocale | None = Field(
        None, description="Every title is written in these locales."
    )
    forbidden_tables: ForbiddenTables | None = Field(None, description="No query reads these tables.")
    personal_columns: PersonalColumns | None = Field(
        None, description="No query shows personal columns row by row."
    )
    bounded_tables: BoundedTables | None = Field(
        None, description="Every table widget asks for a bounded number of rows."
    )
    explicit_refresh: ExplicitRefresh | None = Field(
        None, description="Every query says how old its answer may be."
    )
    naming: Naming | None = Field(None, description="Names match regular expressions.")
    required_row_filter: RequiredRowFilter | None = Field(
        None, description="Queries of these tables need a row filter."
    )
    own: dict[Name, OwnRule] = Field(
        default_factory=dict, description="Rules of one's own, by name; a name of a rule above is taken."
    )

    @model_validator(mode="after")
    def _own_names_are_own(self) -> Rules:
        taken = sorted(set(self.own) & (set(type(self).model_fields) - {"own"}))
        if taken:
            raise ValueError(f"`{taken[0]}` is the name of a rule that is there already")
        return self


BUILT_IN_RULES = frozenset(Rules.model_fields) - {"own"}
"""The names that a suppression may name, beside those of `own`."""


class Policy(Resource):
    """`tenants/policy.yaml`."""

    kind: Literal["policy"] = Field(description="What the file is: the vendor's rules for every dashboard.")
    rules: Rules = Field(description="The rules, by name; one that is not named is off.")
