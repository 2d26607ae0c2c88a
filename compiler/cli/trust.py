"""`dashwright trust`: the ceremony that makes keys and root, and the root's renewal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from compiler.trust.ceremony import Rotated, hold_ceremony, renew_root
from compiler.trust.files import CeremonyRefused
from schemas.publishing_codes import CEREMONY_REFUSED

FOLDER = click.Path(file_okay=False, path_type=Path)
KEY_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

WHERE_TO = """\
What goes where:
  root-*.pem   to {root_keys} people, each on a medium of their own, offline. {threshold} of them sign the next root.
  targets.pem  to CI, as the secret DASHWRIGHT_TARGETS_KEY of `dashwright publish`. Signs bundles.
  online.pem   to the control plane, as the secret DASHWRIGHT_ONLINE_KEY. Signs freshness only.
  root.json    to the control plane and to every agent, as DASHWRIGHT_ROOT. Public: it may stand in the repository,
               with every N.root.json beside it.
Delete the keys from this folder once they are where they belong."""


@click.group("trust")
def command() -> None:
    """Make and renew the root of trust."""


@command.command("init")
@click.option("--out", required=True, type=FOLDER, help="Folder for the files; nothing in it is overwritten.")
@click.option(
    "--root-keys",
    default=3,
    show_default=True,
    type=click.IntRange(1, 20),
    help="People who hold a root key.",
)
@click.option(
    "--threshold",
    default=2,
    show_default=True,
    type=click.IntRange(1, 20),
    help="Root keys that must sign a root.",
)
def init(out: Path, root_keys: int, threshold: int) -> None:
    """Hold the ceremony: root keys, targets key, online key and root.json."""
    with _refusals():
        root = hold_ceremony(out, root_keys=root_keys, threshold=threshold, now=datetime.now(UTC))
    click.echo(f"The root of trust is in {out}, good until {root.expires:%Y-%m-%d}.\n")
    click.echo(WHERE_TO.format(root_keys=root_keys, threshold=threshold))


@command.command("renew")
@click.option("--dir", "folder", required=True, type=FOLDER, help="Folder with root.json.")
@click.option(
    "--root-key",
    "key_files",
    required=True,
    multiple=True,
    type=KEY_FILE,
    help="A root key; give the threshold.",
)
@click.option(
    "--rotate",
    multiple=True,
    type=click.Choice(["targets", "online"]),
    help="Put a fresh key in place of this role's.",
)
def renew(folder: Path, key_files: tuple[Path, ...], rotate: tuple[Rotated, ...]) -> None:
    """Write the next version of the root, signed by the threshold of the one before."""
    with _refusals():
        root = renew_root(folder, key_files, rotate=rotate, now=datetime.now(UTC))
    click.echo(f"Root version {root.version} is in {folder}, good until {root.expires:%Y-%m-%d}.")
    for role in rotate:
        click.echo(f"The new {role} key is {role}-{root.version}.pem; bring it in when the root is deployed.")


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except CeremonyRefused as error:
        click.echo(f"error[{CEREMONY_REFUSED.id}]: {error}\n  help: {error.remedy}", err=True)
        raise SystemExit(1) from error
