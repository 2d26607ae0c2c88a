"""`dashwright-agent run`: serve what is on disk, sync, answer the page."""

from __future__ import annotations

import click
import uvicorn

from agent.cli.main import cli, settings_from_environment, utc_now
from agent.site import Site
from agent.sync.arrivals import Arrivals
from agent.sync.loop import SyncLoop

GRACE_SECONDS = 5
"""How long open answers may take after SIGTERM; event streams end with it."""


@cli.command()
def run() -> None:
    """Serve dashboards and stay in step with the control plane, until stopped."""
    settings = settings_from_environment()
    site = Site(settings, utc_now)
    try:
        bundle = site.serve_stored()
        click.echo(
            f"serving version {bundle.version} from disk" if bundle else "nothing on disk yet", err=True
        )
        loop = _loop(site)
        if loop:
            loop.start()
        click.echo(f"listening at http://{settings.host}:{settings.port}", err=True)
        uvicorn.run(
            site.app(),
            host=settings.host,
            port=settings.port,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        if loop:
            loop.stop()
    finally:
        site.close()


def _loop(site: Site) -> SyncLoop | Arrivals | None:
    """Where bundles come from: the control plane, a directory, or nowhere while the agent runs."""
    if site.settings.bundles is not None:
        return site.arrivals(site.settings.bundles)
    return site.loop() if site.settings.server_url else None
