"""`dashwright-server`: serves, migrates, and handles keys. Every fault ends in a sentence and exit code 1 or 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
import psycopg

from runtime.actor import actor_of
from runtime.migrations import MigrationsBroken, load_migrations
from runtime.services import operators
from runtime.settings import SettingsError, read_database_url, read_settings
from runtime.store.migrating import migrate as apply_migrations
from runtime.store.operating import Operating, operating
from schemas.publishing_codes import DATABASE_UNUSABLE

EVERY_INTERFACE = "0.0.0.0"  # noqa: S104 - in a container every interface is the service's own
SLUG = click.option("--tenant", required=True, metavar="SLUG", help="The tenant's slug.")


@click.group()
@click.version_option(package_name="dashwright")
def main() -> None:
    """The control plane of Dashwright. Settings come from the environment; see docs."""


@main.command("serve")
@click.option("--host", default=EVERY_INTERFACE, show_default=True, help="Address to listen on.")
def serve_command(host: str) -> None:
    """Serve agents until told to end."""
    from runtime.server import serve  # noqa: PLC0415 - FastAPI takes half a second, which no other command needs

    with _faults():
        serve(read_settings(os.environ), host=host)


@main.command("migrate")
def migrate_command() -> None:
    """Bring the database to this release."""
    with _faults():
        applied = apply_migrations(read_database_url(os.environ), load_migrations())
    for migration in applied:
        click.echo(f"applied {migration.number:04} {migration.name}")
    click.echo(f"{len(applied)} applied; the database is at {load_migrations()[-1].number:04}")


@main.group("key")
def key_group() -> None:
    """API keys of agents. Two may be good at the same time, so that a key can be changed without a gap."""


@key_group.command("create")
@SLUG
def key_create(tenant: str) -> None:
    """Make a key and print it, once."""
    with _operating() as work:
        key = operators.create_key(work, tenant, actor_of(os.environ))
    click.echo(key.text)


@key_group.command("revoke")
@SLUG
@click.argument("key_id", type=click.IntRange(min=1))
def key_revoke(tenant: str, key_id: int) -> None:
    """End a key, at once."""
    with _operating() as work:
        operators.revoke_key(work, tenant, key_id, actor_of(os.environ))
    click.echo(f"key {key_id} of {tenant} is revoked")


@key_group.command("list")
@SLUG
def key_list(tenant: str) -> None:
    """List the keys of a tenant, without their secrets."""
    with _operating() as work:
        keys = operators.list_keys(work, tenant)
    for key in keys:
        state = f"revoked {key.revoked_at:%Y-%m-%d %H:%M}" if key.revoked_at else "good"
        click.echo(
            f"{key.id}\t{key.hint}...\t{state}\tmade {key.created_at:%Y-%m-%d %H:%M} by {key.created_by}"
        )


@main.command("tenants")
def tenants_command() -> None:
    """List tenants: what they run and who asks for it."""
    with _operating() as work:
        lines = work.tenants()
    for line in lines:
        published = f"v{line.version} of {line.git_commit}" if line.version else "nothing published"
        seen = f"seen {line.last_seen_at:%Y-%m-%d %H:%M}" if line.last_seen_at else "never seen"
        state = line.license_type if line.is_active else "inactive"
        click.echo(f"{line.slug}\t{state}\t{published}\t{line.agents} agents, {seen}")


@contextmanager
def _operating() -> Iterator[Operating]:
    with _faults(), operating(read_database_url(os.environ)) as work:
        yield work


@contextmanager
def _faults() -> Iterator[None]:
    """Turns what can go wrong into a sentence and an exit code: 2 for settings, 1 for all else."""
    try:
        yield
    except SettingsError as error:
        _stop(f"error[{error.code}]: the environment is not usable\n{error}", exit_code=2)
    except operators.OperationRefused as error:
        _stop(f"error[{error.code}]: {error}\n  help: {error.remedy}")
    except MigrationsBroken as error:
        _stop(f"error[{error.code}]: {error}")
    except psycopg.Error as error:
        # The first line says what happened; further lines may quote a statement.
        reason = str(error).strip().partition("\n")[0]
        _stop(
            f"error[{DATABASE_UNUSABLE.id}]: the database refuses: {reason}\n  help: is DATABASE_URL right, and migrated?"
        )


def _stop(message: str, *, exit_code: int = 1) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(exit_code)
