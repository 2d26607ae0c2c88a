"""Settings from environment and site file: all faults at once, secrets hidden, nothing widened."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.faults import SiteFault
from agent.settings import read_settings

GOOD = {
    "DASHWRIGHT_TENANT": "siam-retail",
    "DASHWRIGHT_CONNECTION": "DRIVER=FreeTDS;UID=reader;PWD=hunter2",
    "DASHWRIGHT_STATE_DIR": "/var/lib/dashwright",
    "DASHWRIGHT_ROOT": "/etc/dashwright/root.json",
    "DASHWRIGHT_SERVER_URL": "https://dashboards.example.com/",
    "DASHWRIGHT_API_KEY": "dw_secret",
}


def faults(changes: dict[str, str]) -> str:
    """The message with which settings are refused."""
    with pytest.raises(SiteFault) as caught:
        read_settings({**GOOD, **changes})
    assert caught.value.code.id == "DW901"
    return caught.value.message


def test_good_settings_are_read_once_and_hide_their_secrets() -> None:
    """Defaults fill in; neither key nor password stands in any text of the object."""
    settings = read_settings({**GOOD, "PATH": "/bin"})
    assert (settings.host, settings.port, settings.engine) == ("127.0.0.1", 8600, "sqlserver")
    assert settings.server_url == "https://dashboards.example.com"
    assert settings.tenant_dir == Path("/var/lib/dashwright/siam-retail")
    assert "hunter2" not in repr(settings)
    assert "dw_secret" not in repr(settings)


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    """Environment and site file in one message, without values."""
    site_file = tmp_path / "site.toml"
    site_file.write_text('[limits]\nrows = 0\nrow = 5\n[access]\nschemas = "dbo"\n')
    message = faults(
        {"DASHWRIGHT_SITE_FILE": str(site_file), "DASHWRIGHT_PORT": "x", "DASHWRIGHT_TENANT": "Siam Retail"}
    )
    for part in ("limits.rows", "limits.row:", "access.schemas", "DASHWRIGHT_PORT", "DASHWRIGHT_TENANT"):
        assert part in message


@pytest.mark.parametrize(
    "changes",
    [
        {"DASHWRIGHT_SERVER_URL": "http://dashboards.example.com"},
        {"DASHWRIGHT_SERVER_URL": "https://user:word@dashboards.example.com"},
        {"DASHWRIGHT_SERVER_URL": "ftp://dashboards.example.com"},
        {"DASHWRIGHT_API_KEY": ""},
        {"DASHWRIGHT_HOST": "0.0.0.0"},
        {"DASHWRIGHT_ENGINE": "oracle"},
        {"DASHWRIGHT_SITE_FILE": "/nonexistent/site.toml"},
    ],
)
def test_settings_that_would_open_or_break_the_site_are_refused(changes: dict[str, str]) -> None:
    """No plain HTTP to another machine, no page on the network without names, no half of a pair."""
    assert faults(changes)


def test_a_site_file_narrows_and_names(tmp_path: Path) -> None:
    """Caps, schemas and host names come from the administrator."""
    site_file = tmp_path / "site.toml"
    site_file.write_text(
        'hosts = ["dash.siam.example"]\n[access]\nschemas = ["sales"]\n[limits]\nrows = 100\n'
    )
    settings = read_settings({**GOOD, "DASHWRIGHT_SITE_FILE": str(site_file), "DASHWRIGHT_HOST": "0.0.0.0"})
    assert settings.site.limits.rows == 100
    assert settings.site.access.schemas == ["sales"]


def test_plain_http_is_for_this_machine_or_on_request() -> None:
    """A demo on one machine, or containers of one network."""
    assert read_settings({**GOOD, "DASHWRIGHT_SERVER_URL": "http://127.0.0.1:8000"}).server_url
    inside = {"DASHWRIGHT_SERVER_URL": "http://server:8000", "DASHWRIGHT_PLAIN_HTTP": "true"}
    assert read_settings({**GOOD, **inside}).server_url == "http://server:8000"
