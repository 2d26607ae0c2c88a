"""Settings: read once, every fault told, no secret shown."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from runtime.app import create_app
from runtime.services.online_trust import load_online_trust
from runtime.settings import SETTINGS, Settings, SettingsError, read_publisher_settings, read_settings
from runtime.store.store import Store
from schemas.trust.keys import new_key
from tests.support.control_plane import TestClock, TrustRoot

PASSWORD = "hunter2-in-the-address"


@pytest.fixture
def environment(trust_root: TrustRoot) -> dict[str, str]:
    """The least that the server needs."""
    return {
        "DATABASE_URL": f"postgresql://app:{PASSWORD}@db:5432/dashwright",
        "JWT_SECRET": "s" * 40,
        "DASHWRIGHT_ONLINE_KEY": trust_root.online.private_bytes.decode(),
        "DASHWRIGHT_ROOT": str(trust_root.root_file),
    }


def faults(environment: dict[str, str]) -> tuple[str, ...]:
    """What is wrong with an environment."""
    with pytest.raises(SettingsError) as error:
        read_settings(environment)
    return error.value.faults


def test_defaults_stand_for_what_is_not_given(environment: dict[str, str]) -> None:
    """Only the address, the secrets and the root must be given."""
    settings = read_settings(environment)
    assert (settings.port, settings.max_tenants, settings.agent_sync_timeout_ms) == (8000, 100, 50_000)
    assert (settings.environment, settings.cors_origins) == ("production", ())


def test_everything_that_is_given_is_obeyed(environment: dict[str, str]) -> None:
    """Each variable ends in its field."""
    settings = read_settings(
        environment
        | {
            "CORS_ORIGINS": "https://a.example.com, http://localhost:3000/",
            "AGENT_SYNC_TIMEOUT": "1500",
            "MAX_TENANTS": "7",
            "PORT": "9000",
            "ENVIRONMENT": "development",
        }
    )
    assert settings.cors_origins == ("https://a.example.com", "http://localhost:3000")
    assert (settings.agent_sync_timeout_ms, settings.max_tenants, settings.port) == (1500, 7, 9000)


def test_an_empty_environment_names_everything_that_is_missing() -> None:
    """All at once, each with what it is for."""
    found = faults({})
    assert [fault.split()[0] for fault in found] == [
        "DATABASE_URL",
        "JWT_SECRET",
        "DASHWRIGHT_ONLINE_KEY",
        "DASHWRIGHT_ROOT",
    ]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("DATABASE_URL", f"mysql://root:{PASSWORD}@db/x", "is no PostgreSQL URL"),
        ("JWT_SECRET", "short", "has 5 characters; production takes at least 32"),
        ("AGENT_SYNC_TIMEOUT", "60000", "whole number from 100 to 55000"),
        ("AGENT_SYNC_TIMEOUT", "50s", "is '50s'"),
        ("MAX_TENANTS", "0", "whole number from 1"),
        ("MAX_TENANTS", "²", "whole number from 1"),
        ("PORT", "70000", "whole number from 0 to 65535"),
        ("CORS_ORIGINS", "*", "which is no origin"),
        ("CORS_ORIGINS", "https://a.example.com/path", "which is no origin"),
        ("ENVIRONMENT", "prod", "it takes one of production, test, development"),
        ("DASHWRIGHT_ROOT", "/nowhere/root.json", "where there is no file"),
    ],
)
def test_a_wrong_value_is_one_clear_fault(
    environment: dict[str, str], name: str, value: str, reason: str
) -> None:
    """The fault names the variable and what it takes, and never repeats a secret."""
    (fault,) = faults(environment | {name: value})
    assert fault.startswith(name)
    assert reason in fault
    assert PASSWORD not in fault


def test_all_faults_are_told_together(environment: dict[str, str]) -> None:
    """Two wrong values and a missing one are three faults."""
    del environment["JWT_SECRET"]
    assert len(faults(environment | {"PORT": "x", "MAX_TENANTS": "-1"})) == 3


def test_secrets_are_not_in_the_repr(environment: dict[str, str]) -> None:
    """A settings object that ends in a log shows neither address nor key."""
    settings = read_settings(environment)
    shown = f"{settings!r} {read_publisher_settings(environment)!r} {load_online_trust(settings)!r}"
    for secret in (PASSWORD, "s" * 40, environment["DASHWRIGHT_ONLINE_KEY"].splitlines()[1]):
        assert secret not in shown


def test_every_setting_is_documented() -> None:
    """The one table has a sentence for each variable and fills each field of Settings."""
    assert all(setting.meaning.endswith(".") for setting in SETTINGS)
    assert {setting.field for setting in SETTINGS} == set(Settings.__dataclass_fields__)


def test_the_online_key_must_be_the_roots(environment: dict[str, str]) -> None:
    """A key that the root does not name is found at start, not at the first poll."""
    settings = read_settings(environment | {"DASHWRIGHT_ONLINE_KEY": new_key().private_bytes.decode()})
    with pytest.raises(SettingsError) as error:
        load_online_trust(settings)
    assert len(error.value.faults) == 2
    assert "is not the key that root version 1 names for snapshot" in error.value.faults[0]


def test_a_broken_key_and_a_broken_root_are_told_together(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """Neither hides the other, and the key's text is not repeated."""
    root = tmp_path / "broken.json"
    root.write_text("{}")
    settings = read_settings(
        environment | {"DASHWRIGHT_ROOT": str(root), "DASHWRIGHT_ONLINE_KEY": "-----BEGIN geheim"}
    )
    with pytest.raises(SettingsError) as error:
        load_online_trust(settings)
    assert [fault.split()[0] for fault in error.value.faults] == ["DASHWRIGHT_ONLINE_KEY", "DASHWRIGHT_ROOT"]
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(("days", "warned"), [(30, False), (600, True)], ids=["young", "ageing"])
def test_an_ageing_root_is_warned_of(environment: dict[str, str], days: int, warned: bool) -> None:
    """Half a year before the root ends the log says at every start which command renews it."""
    settings = read_settings(environment)
    clock = TestClock()
    clock.advance(timedelta(days=days))
    with capture_logs() as lines:
        create_app(settings, Store(settings.database_url), clock)
    assert any("dashwright trust renew" in line["event"] for line in lines) is warned
