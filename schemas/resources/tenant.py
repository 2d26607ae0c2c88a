"""`kind: tenant`: a customer company, its database, its dashboards and its limits."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints

from schemas.resources.base import ConstantValue, Locale, Name, Part, Resource, Slug, TextComparison

License = Literal["basic", "pro", "enterprise"]
DEFAULT_MAX_DASHBOARDS: dict[License, int] = {"basic": 5, "pro": 25, "enterprise": 200}

Engine = Literal["sqlserver", "duckdb"]
ServerVersion = Literal[2016, 2017, 2019, 2022, 2025, "azure"]
Dialect = Literal["postgres", "duckdb", "tsql"]
RelativePath = Annotated[str, StringConstraints(pattern=r"^[^/\\].*\.yaml$", max_length=200)]
DashboardReference = Annotated[
    str, StringConstraints(pattern=r"^(_shared/)?[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
]


@cache
def time_zone_names() -> frozenset[str]:
    """The IANA names that this machine knows, without those that are no zone of their own; read from disk once."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


def known_time_zone(name: str) -> str:
    """Passes an IANA time zone name; raises ValueError for any other text."""
    if name not in time_zone_names():
        raise ValueError("not an IANA time zone name such as Asia/Bangkok")
    return name


TimeZone = Annotated[str, AfterValidator(known_time_zone)]


class Datasource(Part):
    """The site's database: what the SQL is compiled for and which tables it has."""

    engine: Engine = Field(description="The database at the customer's site.")
    version: ServerVersion | None = Field(
        None, description="SQL Server's version (its compatibility level), or azure; none for duckdb."
    )
    catalog: RelativePath = Field(description="The file with the site's tables, beside this one.")
    dialect: Dialect = Field("postgres", description="The SQL dialect that the authors write.")
    text_comparison: TextComparison = Field(
        "database",
        description="How text is compared, grouped and ordered: by the `database`'s collation, or `exact`, by code points.",
    )


class DashboardUse(Part):
    """A shared dashboard made this tenant's own by constants and an overlay."""

    use: DashboardReference = Field(description="The dashboard, as in `_shared/executive`.")
    slug: Slug | None = Field(None, description="Another address for it at this tenant.")
    with_: dict[Name, ConstantValue] = Field(
        default_factory=dict, alias="with", description="Values for the constants it declares."
    )
    overlay: RelativePath | Annotated[list[RelativePath], Field(min_length=1)] | None = Field(
        None,
        description="A file with changes by widget id, or several, each laid over those before it; "
        "`_shared/overlays/...` is a file that tenants share.",
    )


class RowFilter(Part):
    """A condition put on every reference of a table, whatever query refers to it."""

    table: Annotated[str, StringConstraints(min_length=1)] = Field(description="As the catalog names it.")
    where: Annotated[str, StringConstraints(min_length=1)] = Field(
        description="A condition in the authors' dialect; `:viewer.claim` is a claim of the signed-in viewer."
    )


class Tenant(Resource):
    """One customer company."""

    kind: Literal["tenant"] = Field(description="What the file is: a customer company.")
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(
        description="The company as viewers see it."
    )
    slug: Slug = Field(description="Its address in every command and bundle; the name of its folder.")
    active: bool = Field(True, description="An inactive tenant is compiled but never published or served.")
    license: License = Field(description="Gives the default limits.")
    max_dashboards: Annotated[int, Field(ge=1, le=1000)] | None = Field(
        None, description="Overrides the license's number of dashboards."
    )
    locale: Locale = Field("en", description="Language and number formats of the viewer's page.")
    timezone: TimeZone = Field("UTC", description="What `now()` and `current_date` mean at this site.")
    datasource: Datasource = Field(description="The site's database, and the SQL that authors write for it.")
    segments: list[Slug] = Field(
        default_factory=list,
        description="Groups that the tenant belongs to: shared overlays of these segments are laid over its dashboards, "
        "in this order and below its own overlays.",
    )
    variables: dict[Name, ConstantValue] = Field(
        default_factory=dict, description="Author's values for templates, as `variables.NAME`."
    )
    dashboards: list[DashboardReference | DashboardUse] = Field(
        default_factory=list,
        description="Its dashboards: a name, or a mapping that makes a shared one its own.",
    )
    row_filters: list[RowFilter] = Field(
        default_factory=list,
        description="Conditions that every query of a table carries, such as the branches that a viewer may see. They hold for "
        "synonyms of the table too; a view over it needs one of its own.",
    )

    @property
    def dashboard_limit(self) -> int:
        """How many dashboards may be published: the tenant's own number, else its license's."""
        return self.max_dashboards or DEFAULT_MAX_DASHBOARDS[self.license]
