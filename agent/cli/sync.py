"""`dashwright-agent sync --once` and `status`: one round by hand, and how the site stands."""

from __future__ import annotations

import sys

import click

from agent.cli.main import cli, settings_from_environment, utc_now
from agent.settings import Settings
from agent.site import Site
from agent.sync.activation import BundleState
from agent.sync.state_directory import read_root


@cli.command()
@click.option(
    "--once", is_flag=True, help="Do one round and end. Without it the command only explains itself."
)
@click.option("--retry-refused", is_flag=True, help="Judge a refused bundle again, as after a mended table.")
def sync(*, once: bool, retry_refused: bool) -> None:
    """Fetch and activate what the control plane offers now. The agent must not be running."""
    if not once:
        raise click.UsageError("`run` syncs without end; write `sync --once` for one round")
    site = Site(settings_from_environment(), utc_now)
    try:
        if retry_refused:
            site.state.refuse(None)
        site.serve_stored()
        site.syncer().round(wait_seconds=0)
        _show(site.settings, site.state)
        if site.state.refusal() is not None:
            sys.exit(1)
    finally:
        site.close()


@cli.command()
def status() -> None:
    """Show which bundle is active and which was refused. Reads the disk alone, also while the agent runs."""
    settings = settings_from_environment()
    _show(settings, BundleState(settings.tenant_dir, tenant=settings.tenant, root=read_root(settings.root)))


def _show(settings: Settings, state: BundleState) -> None:
    click.echo(f"tenant {settings.tenant}, state in {settings.tenant_dir}")
    loaded, pointer = state.load(), state.pointer()
    if loaded is None:
        click.echo("no bundle is active" if pointer is None else "the stored bundle is damaged: run sync")
    else:
        manifest, slot = loaded.bundle.manifest, loaded.slot
        click.echo(
            f"running version {slot.version} (commit {manifest.commit}, compiler {manifest.compiler}), "
            f"active since {slot.activated_at.isoformat(timespec='seconds')}, "
            f"{len(loaded.bundle.dashboards)} dashboards, digest {slot.manifest}"
        )
    if pointer is not None and loaded is not None and loaded.slot.version < pointer.high_water:
        click.echo(f"version {pointer.high_water} is damaged on disk; the next sync fetches it again")
    if (refused := state.refusal()) is not None:
        click.echo(f"refused version {refused.version}: {refused.code} {refused.reason}")
