"""The agent's commands as an administrator types them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import yaml
from click.testing import CliRunner

from agent.cli.main import cli
from agent.doctor import connection_words, examine
from agent.faults import SiteFault
from agent.settings import Settings
from agent.site import Site
from schemas.resources.catalog import Catalog
from tests.support.hostile_control_plane import API_KEY, HostileControlPlane
from tests.support.sites import NOW, SitePlace, sales_publication


@pytest.fixture
def environment(place: SitePlace, plane: HostileControlPlane) -> dict[str, str]:
    """The environment of a site that has a control plane."""
    place.settings()
    return {
        "DASHWRIGHT_TENANT": "acme",
        "DASHWRIGHT_ENGINE": "duckdb",
        "DASHWRIGHT_CONNECTION": str(place.directory / "site.duckdb"),
        "DASHWRIGHT_STATE_DIR": str(place.directory / "state"),
        "DASHWRIGHT_ROOT": str(place.directory / "root.json"),
        "DASHWRIGHT_SERVER_URL": plane.url,
        "DASHWRIGHT_API_KEY": API_KEY,
    }


def run(environment: dict[str, str], *words: str) -> str:
    """What a command that succeeds prints."""
    result = CliRunner().invoke(cli, list(words), env=environment, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_sync_once_and_status(environment: dict[str, str], plane: HostileControlPlane) -> None:
    """One round by hand; then the disk says what runs."""
    assert "no bundle is active" in run(environment, "status")
    plane.publish(sales_publication())
    run(environment, "sync", "--once")
    assert "running version 1 (commit c0ffee" in run(environment, "status")


def test_sync_says_what_was_refused(environment: dict[str, str], plane: HostileControlPlane) -> None:
    """The exit status tells scripts; a mended site judges again on request."""
    plane.publish(sales_publication())
    database = Path(environment["DASHWRIGHT_CONNECTION"])
    away = database.rename(database.with_suffix(".away"))
    duckdb.connect(str(database)).close()
    result = CliRunner().invoke(cli, ["sync", "--once"], env=environment)
    assert result.exit_code == 1
    assert "refused version 1: DW923 tenant acme, dashboard sales, widget revenue" in result.output
    away.rename(database)
    assert "running version 1" in run(environment, "sync", "--once", "--retry-refused")


def test_a_bundle_is_imported_from_a_directory(
    environment: dict[str, str], plane: HostileControlPlane, tmp_path: Path
) -> None:
    """The same verifier, no request; a tampered file is refused."""
    plane.publish(sales_publication())
    directory = carried(plane, tmp_path / "carried")
    assert "running version 1" in run(environment, "import-bundle", str(directory))
    assert not plane.requests
    plane.publish(sales_publication("New"))
    carried(plane, directory)
    for path in (directory / "objects").iterdir():
        path.write_bytes(path.read_bytes().replace(b'"New"', b'"Now"'))
    with pytest.raises(SiteFault, match="DW917"):
        run(environment, "import-bundle", str(directory))
    assert "running version 1" in run(environment, "status")


def carried(plane: HostileControlPlane, directory: Path) -> Path:
    """What a person copies to a site without a network."""
    for folder, files in (("metadata", plane.files), ("objects", plane.objects)):
        (directory / folder).mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (directory / folder / name).write_bytes(data)
    return directory


def test_the_catalog_needs_leave_and_has_no_rows(environment: dict[str, str], tmp_path: Path) -> None:
    """Refused by default; with leave it is a catalog file of names and types."""
    with pytest.raises(SiteFault, match="DW954"):
        run(environment, "catalog")
    site_file = tmp_path / "site.toml"
    site_file.write_text("[access]\ncatalog = true\n")
    text = run({**environment, "DASHWRIGHT_SITE_FILE": str(site_file)}, "catalog")
    tables = Catalog.model_validate(yaml.safe_load(text)).tables
    columns = tables["sales.orders"].typed_columns()
    assert (columns["amount"].type, columns["amount"].nullable) == ("DECIMAL(15,2)", True)
    assert not columns["id"].nullable
    assert "ASIA" not in text


def test_doctor_finds_all_well(environment: dict[str, str]) -> None:
    """Disk, trust, database and control plane are looked at."""
    output = run(environment, "doctor")
    assert "FAULT" not in output
    for subject in ("state directory", "root of trust", "database", "control plane", "page"):
        assert f"ok      {subject}" in output or f"warning {subject}" in output


def test_doctor_tells_the_control_plane_what_is_true(
    environment: dict[str, str], plane: HostileControlPlane
) -> None:
    """Its poll stands for the site like any other, so it names the bundle that is active."""
    plane.publish(sales_publication())
    run(environment, "sync", "--once")
    run(environment, "doctor")
    told = plane.syncs[-1].active
    assert told is not None
    assert told.version == 1


def test_doctor_goes_on_after_a_fault(settings: Settings, plane: HostileControlPlane) -> None:
    """A lost database does not hide a refused key; each says what to do."""
    plane.tenant = "other"
    Path(settings.connection.get_secret_value()).unlink()
    found = {item.subject: item for item in examine(settings) if item.verdict == "fault"}
    assert found["database"].words.startswith("DW940")
    assert found["control plane"].words.startswith("DW916")
    assert all(item.remedy for item in found.values())


def test_a_connection_string_is_read_without_its_password() -> None:
    """Words in any case, braces as ODBC writes them."""
    words = connection_words("Driver={ODBC Driver 18};SERVER=tcp:db,1433;Uid=a;PWD={x;y=z};Encrypt=yes")
    assert words["driver"] == "ODBC Driver 18"
    assert words["encrypt"] == "yes"
    assert words.keys() == {"driver", "server", "uid", "encrypt"}


def test_a_running_agent_is_left_alone(environment: dict[str, str], settings: Settings) -> None:
    """`sync` and `import-bundle` refuse beside it; `status` only reads."""
    running = Site(settings, lambda: NOW)
    with pytest.raises(SiteFault, match="DW903"):
        run(environment, "sync", "--once")
    assert "no bundle is active" in run(environment, "status")
    running.close()
