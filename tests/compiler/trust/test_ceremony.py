"""The ceremony that makes the root of trust, at the command line."""

from __future__ import annotations

import stat
from pathlib import Path

from click.testing import CliRunner, Result

from compiler.cli.trust import command
from schemas.trust.keys import load_signer, may_sign
from schemas.trust.root import check_root, check_root_chain


def trust(*arguments: str | Path) -> Result:
    """Runs `dashwright trust` with these arguments."""
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_the_ceremony_makes_keys_and_a_root_that_names_them(tmp_path: Path) -> None:
    """Three root keys of which two sign, a targets key, an online key, and the root under both its names."""
    out = tmp_path / "keys"
    result = trust("init", "--out", out, "--root-keys", "3", "--threshold", "2")

    assert result.exit_code == 0, result.output
    root = check_root((out / "root.json").read_bytes())
    assert (out / "1.root.json").read_bytes() == (out / "root.json").read_bytes()
    assert (root.version, root.roles["root"].threshold, len(root.roles["root"].keyids)) == (1, 2, 3)
    assert may_sign(root, "targets", load_signer(str(out / "targets.pem")))
    assert may_sign(root, "timestamp", load_signer(str(out / "online.pem")))
    assert "DASHWRIGHT_TARGETS_KEY" in result.output


def test_keys_are_for_their_owner_only(tmp_path: Path) -> None:
    """Every key file is readable by nobody else from the moment it exists, and no key is printed."""
    result = trust("init", "--out", tmp_path)
    for path in tmp_path.glob("*.pem"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert path.read_text().splitlines()[1] not in result.output


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A second ceremony in the same folder is refused and leaves every byte as it was."""
    trust("init", "--out", tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    result = trust("init", "--out", tmp_path)
    assert result.exit_code == 1
    assert "DW812" in result.output
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_one_file_in_the_way_stops_all(tmp_path: Path) -> None:
    """Where one of the files exists, none is written."""
    (tmp_path / "online.pem").write_text("something precious")
    assert trust("init", "--out", tmp_path).exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["online.pem"]


def test_a_threshold_above_the_keys_is_refused(tmp_path: Path) -> None:
    """Two keys can never give three signatures."""
    result = trust("init", "--out", tmp_path / "keys", "--root-keys", "2", "--threshold", "3")
    assert result.exit_code == 1
    assert "can never be given" in result.output
    assert not (tmp_path / "keys").exists()


def test_a_folder_that_cannot_be_written_is_a_clear_fault(tmp_path: Path) -> None:
    """A path below a file is no folder; the fault says so without a traceback."""
    (tmp_path / "file").write_text("")
    result = trust("init", "--out", tmp_path / "file" / "keys")
    assert result.exit_code == 1
    assert "cannot be written" in result.output


def test_a_root_is_renewed_by_the_old_threshold(tmp_path: Path) -> None:
    """Version 2 follows version 1, names the same people and lives on; a fresh online key takes the old one's place."""
    trust("init", "--out", tmp_path)
    result = trust(
        "renew", "--dir", tmp_path, "--rotate", "online",
        "--root-key", tmp_path / "root-1.pem", "--root-key", tmp_path / "root-3.pem",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    root = check_root_chain([(tmp_path / name).read_bytes() for name in ("1.root.json", "root.json")])
    assert root.version == 2
    assert may_sign(root, "snapshot", load_signer(str(tmp_path / "online-2.pem")))
    assert not may_sign(root, "snapshot", load_signer(str(tmp_path / "online.pem")))
    assert may_sign(root, "targets", load_signer(str(tmp_path / "targets.pem")))


def test_a_renewal_below_the_threshold_changes_nothing(tmp_path: Path) -> None:
    """One of two signatures, or a key that is no root key, is refused."""
    trust("init", "--out", tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    for second in ("root-1.pem", "targets.pem"):
        result = trust(
            "renew", "--dir", tmp_path, "--root-key", tmp_path / "root-1.pem", "--root-key", tmp_path / second
        )
        assert result.exit_code == 1
        assert "DW812" in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_renewing_where_there_is_no_root_is_a_clear_fault(tmp_path: Path) -> None:
    """The fault names the command that makes a root."""
    key = tmp_path / "root-1.pem"
    key.write_text("no key")
    result = trust("renew", "--dir", tmp_path / "empty", "--root-key", key)
    assert result.exit_code == 1
    assert "dashwright trust init" in result.output
