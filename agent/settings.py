"""The agent's settings: one frozen object, read once from the environment and the administrator's site file.

Every limit is a named field with a default. The site file (TOML) can only narrow what a bundle may do; nothing
that arrives from outside can widen it. All faults of a run are reported together.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from agent.faults import SiteFault
from schemas import site_codes
from schemas.resources.base import Name, Slug
from schemas.resources.tenant import Engine

MIB = 1024 * 1024


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AccessSettings(_Frozen):
    """`[access]` of the site file: what bundles may touch."""

    schemas: Annotated[list[str], Field(min_length=1)] | None = Field(
        None,
        description="Database schemas that statements may read; without it, every one that the login may.",
    )
    catalog: bool = Field(
        False, description="Whether `dashwright-agent catalog` may list tables and columns."
    )


class LimitSettings(_Frozen):
    """`[limits]` of the site file: caps that no bundle widens."""

    rows: Annotated[int, Field(ge=1, le=100_000)] = Field(50_000, description="Rows of one answer at most.")
    bytes: Annotated[int, Field(ge=1024, le=256 * MIB)] = Field(
        16 * MIB, description="Bytes of one answer at most."
    )
    timeout_seconds: Annotated[int, Field(ge=1, le=600)] = Field(
        60, description="Seconds until a query is cancelled."
    )
    connections: Annotated[int, Field(ge=1, le=64)] = Field(4, description="Database connections at most.")
    waiting: Annotated[int, Field(ge=1, le=10_000)] = Field(
        200, description="Queries that may wait for a connection; one more is turned away."
    )
    cache_bytes: Annotated[int, Field(ge=0)] = Field(
        128 * MIB, description="Bytes of answers kept in memory."
    )
    stale_seconds: Annotated[int, Field(ge=0, le=7 * 86_400)] = Field(
        3600, description="How old an answer may be shown while the database cannot be reached; 0 for never."
    )


class SyncSettings(_Frozen):
    """`[sync]` of the site file: how the control plane is asked."""

    wait_seconds: Annotated[int, Field(ge=0, le=55)] = Field(
        50, description="Length of a long poll; 0 for none."
    )
    connect_timeout_seconds: Annotated[int, Field(ge=1, le=120)] = Field(
        10, description="Seconds to wait for a connection."
    )
    read_timeout_seconds: Annotated[int, Field(ge=1, le=300)] = Field(
        20, description="Seconds of silence that end a download."
    )
    total_timeout_seconds: Annotated[int, Field(ge=1, le=3600)] = Field(
        300, description="Seconds that fetching one bundle may take in all."
    )
    backoff_first_seconds: Annotated[float, Field(gt=0, le=60)] = Field(
        1.0, description="Pause after the first failure; each further one doubles it."
    )
    backoff_cap_seconds: Annotated[float, Field(gt=0, le=3600)] = Field(300.0, description="Longest pause.")
    refresh_metadata_seconds: Annotated[int, Field(ge=60)] = Field(
        3600,
        description="How often signed metadata is refreshed although nothing changed (detects a freeze).",
    )
    bundle_bytes: Annotated[int, Field(ge=MIB)] = Field(256 * MIB, description="Bytes of one bundle at most.")


class SiteFile(_Frozen):
    """The administrator's own file; every table and key of it may be left out."""

    access: AccessSettings = AccessSettings()
    limits: LimitSettings = LimitSettings()
    sync: SyncSettings = SyncSettings()
    claims: dict[Name, str | int | list[str | int]] = Field(
        default_factory=dict,
        description="What every viewer of this site may claim, for row filters, as long as there is no sign-in.",
    )
    hosts: list[str] = Field(
        default_factory=list,
        description="Names under which browsers reach the agent, beside this machine's own.",
    )


def _server_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("write an address such as https://dashboards.example.com")
    if parts.username or parts.password:
        raise ValueError("leave user and password out; the API key stands in DASHWRIGHT_API_KEY")
    return text.rstrip("/")


class Settings(_Frozen):
    """Everything that the agent is told; the alias of a field is its environment variable."""

    tenant: Slug = Field(alias="DASHWRIGHT_TENANT", description="The tenant's slug.")
    engine: Engine = Field("sqlserver", alias="DASHWRIGHT_ENGINE", description="The site's database engine.")
    connection: SecretStr = Field(
        alias="DASHWRIGHT_CONNECTION", description="ODBC connection string, or the path of a DuckDB file."
    )
    state_dir: Path = Field(alias="DASHWRIGHT_STATE_DIR", description="Directory for bundles and metadata.")
    root: Path = Field(alias="DASHWRIGHT_ROOT", description="The vendor's root.json, pinned.")
    server_url: Annotated[str, AfterValidator(_server_url)] | None = Field(
        None, alias="DASHWRIGHT_SERVER_URL", description="The control plane; none for a site without network."
    )
    api_key: SecretStr | None = Field(None, alias="DASHWRIGHT_API_KEY", description="The site's API key.")
    bundles: Path | None = Field(
        None,
        alias="DASHWRIGHT_BUNDLES",
        description="Directory that bundles are put into, taken in as they arrive; in place of a control plane.",
    )
    host: str = Field("127.0.0.1", alias="DASHWRIGHT_HOST", description="Address to listen at.")
    port: Annotated[int, Field(ge=1, le=65_535)] = Field(
        8600, alias="DASHWRIGHT_PORT", description="Port to listen at."
    )
    ca_file: Path | None = Field(
        None, alias="DASHWRIGHT_CA_FILE", description="PEM certificates to trust instead of the system's."
    )
    proxy: str | None = Field(
        None, alias="HTTPS_PROXY", description="Proxy for the way to the control plane."
    )
    plain_http: bool = Field(
        False,
        alias="DASHWRIGHT_PLAIN_HTTP",
        description="Allow http:// to a control plane on another machine (inside one container network).",
    )
    site: SiteFile = Field(default_factory=SiteFile, description="The site file's content.")

    @model_validator(mode="after")
    def _belong_together(self) -> Self:
        if (self.server_url is None) != (self.api_key is None):
            raise ValueError("DASHWRIGHT_SERVER_URL and DASHWRIGHT_API_KEY are given together, or neither")
        if self.server_url is not None and self.bundles is not None:
            raise ValueError(
                "bundles come from DASHWRIGHT_SERVER_URL or from DASHWRIGHT_BUNDLES, not from both"
            )
        plain = self.server_url is not None and self.server_url.startswith("http://")
        if plain and not self.plain_http and not is_loopback(urlsplit(self.server_url or "").hostname or ""):
            raise ValueError("DASHWRIGHT_SERVER_URL: use https:// to reach another machine")
        if not is_loopback(self.host) and not self.site.hosts:
            raise ValueError(
                f"DASHWRIGHT_HOST: {self.host} opens the page to the network without sign-in; "
                "name in the site file under `hosts` how browsers reach it, or listen at 127.0.0.1"
            )
        return self

    @property
    def tenant_dir(self) -> Path:
        """Where this tenant's state lies."""
        return self.state_dir / self.tenant


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


SITE_FILE_VARIABLE = "DASHWRIGHT_SITE_FILE"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in `environ` and in the site file that it names. Raises SiteFault (DW901) with every fault."""
    wanted = {str(field.alias) for field in Settings.model_fields.values() if field.alias}
    values: dict[str, Any] = {name: text for name, text in environ.items() if name in wanted and text}
    if proxy := environ.get("https_proxy"):  # the spelling that most tools read
        values.setdefault("HTTPS_PROXY", proxy)
    faults: list[str] = []
    if path := environ.get(SITE_FILE_VARIABLE):
        try:
            values["site"] = SiteFile.model_validate(tomllib.loads(Path(path).read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            faults.append(f"{SITE_FILE_VARIABLE}: {path}: {error}")
        except ValidationError as error:
            faults += [f"{path}: {line}" for line in _lines(error)]
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        faults += _lines(error)
    else:
        if not faults:
            return settings
    raise SiteFault(site_codes.SETTINGS, "; ".join(faults), "Set or mend the named settings and start again.")


def _lines(error: ValidationError) -> list[str]:
    """One line a fault: the place and the reason, never the value, which may be a secret."""
    found = error.errors(include_input=False, include_url=False, include_context=False)
    return [f"{'.'.join(map(str, item['loc']))}: {item['msg']}".removeprefix(": ") for item in found]
