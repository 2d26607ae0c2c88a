"""Settings of the control plane: read once from the environment, all faults told together, secrets never shown.

`SETTINGS` is the one table of what there is; reading, the documentation and the error messages all come from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from schemas.publishing_codes import SETTINGS_WRONG

ENVIRONMENTS = ("production", "test", "development")
SHORTEST_SECRET = 32
LONGEST_HOLD_MS = 55_000
"""Proxies close a connection after 60 s of silence."""


class SettingsError(ValueError):
    """The environment is not usable; `faults` has one sentence for each setting that is wrong."""

    code = SETTINGS_WRONG.id

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"  {fault}" for fault in faults))


@dataclass(frozen=True)
class Setting:
    """One variable of the environment, and the field of Settings that holds it. `default` None: it must be given. `read` raises ValueError with a reason."""

    name: str
    field: str
    meaning: str
    read: Callable[[str], Any]
    default: str | None = None


@dataclass(frozen=True)
class Settings:
    """What the server runs by. Fields that are secret are left out of its repr."""

    database_url: str = field(repr=False)
    jwt_secret: str = field(repr=False)
    online_key: str = field(repr=False)
    root: Path
    cors_origins: tuple[str, ...] = ()
    agent_sync_timeout_ms: int = 50_000
    max_tenants: int = 100
    port: int = 8000
    environment: str = "production"


@dataclass(frozen=True)
class PublisherSettings:
    """What `dashwright publish` needs of the same environment."""

    database_url: str = field(repr=False)
    max_tenants: int = 100


def database_address(text: str) -> str:
    """Passes a PostgreSQL URL. Raises ValueError without repeating it: it may hold a password."""
    if urlsplit(text).scheme not in {"postgresql", "postgres"}:
        raise ValueError("is no PostgreSQL URL such as postgresql://user:password@host:5432/database")
    return text


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """A reader of whole numbers from `lowest` to `highest`."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not lowest <= int(text) <= highest:
            raise ValueError(f"is {text!r}; it takes a whole number from {lowest} to {highest}")
        return int(text)

    return read


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query:
            raise ValueError(f"has {origin!r}, which is no origin such as https://operators.example.com")
    return origins


def _environment(text: str) -> str:
    if text not in ENVIRONMENTS:
        raise ValueError(f"is {text!r}; it takes one of {', '.join(ENVIRONMENTS)}")
    return text


def _root_file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise ValueError(f"names {text!r}, where there is no file")
    return path


SETTINGS: tuple[Setting, ...] = (
    Setting("DATABASE_URL", "database_url", "PostgreSQL of the control plane.", database_address),
    Setting(
        "JWT_SECRET",
        "jwt_secret",
        f"Reserved for operators' sessions, which are to come; at least {SHORTEST_SECRET} characters in production.",
        str,
    ),
    Setting(
        "DASHWRIGHT_ONLINE_KEY",
        "online_key",
        "Signs snapshot and timestamp: the PEM text, or the path of the file, that `dashwright trust init` made.",
        str,
    ),
    Setting(
        "DASHWRIGHT_ROOT",
        "root",
        "Path of root.json; every earlier N.root.json stands beside it.",
        _root_file,
    ),
    Setting(
        "CORS_ORIGINS",
        "cors_origins",
        "Origins, by comma, whose pages may call the API; none by default.",
        _origins,
        "",
    ),
    Setting(
        "AGENT_SYNC_TIMEOUT",
        "agent_sync_timeout_ms",
        "Milliseconds for which a poll with nothing new is held open at most.",
        whole_number(100, LONGEST_HOLD_MS),
        "50000",
    ),
    Setting(
        "MAX_TENANTS",
        "max_tenants",
        "Active tenants that may be published, and that are served, the oldest first.",
        whole_number(1, 1_000_000),
        "100",
    ),
    Setting("PORT", "port", "TCP port that the server listens on.", whole_number(0, 65_535), "8000"),
    Setting("ENVIRONMENT", "environment", f"One of {', '.join(ENVIRONMENTS)}.", _environment, "production"),
)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in `environment`. Raises SettingsError with every fault, not just the first."""
    values, faults = _read(SETTINGS, environment)
    secret = values.get("JWT_SECRET")
    if values.get("ENVIRONMENT") == "production" and secret is not None and len(secret) < SHORTEST_SECRET:
        faults.append(
            f"JWT_SECRET has {len(secret)} characters; production takes at least {SHORTEST_SECRET}, "
            "as `openssl rand -base64 48` makes"
        )
    if faults:
        raise SettingsError(tuple(faults))
    return Settings(**{setting.field: values[setting.name] for setting in SETTINGS})


def read_publisher_settings(environment: Mapping[str, str]) -> PublisherSettings:
    """DATABASE_URL and MAX_TENANTS. Raises SettingsError."""
    return PublisherSettings(**_read_some({"DATABASE_URL", "MAX_TENANTS"}, environment))


def read_database_url(environment: Mapping[str, str]) -> str:
    """DATABASE_URL alone, for commands that need nothing else. Raises SettingsError."""
    return str(_read_some({"DATABASE_URL"}, environment)["database_url"])


def _read_some(names: set[str], environment: Mapping[str, str]) -> dict[str, Any]:
    wanted = tuple(setting for setting in SETTINGS if setting.name in names)
    values, faults = _read(wanted, environment)
    if faults:
        raise SettingsError(tuple(faults))
    return {setting.field: values[setting.name] for setting in wanted}


def _read(wanted: tuple[Setting, ...], environment: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    faults: list[str] = []
    for setting in wanted:
        text = environment.get(setting.name, "").strip()
        if not text and setting.default is None:
            faults.append(f"{setting.name} is missing. {setting.meaning}")
            continue
        try:
            values[setting.name] = setting.read(text or setting.default or "")
        except ValueError as error:
            faults.append(f"{setting.name} {error}")
    return values, faults
