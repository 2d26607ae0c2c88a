"""`dashwright dev`: a tenant's dashboards in the browser, following every saved file."""

from __future__ import annotations

import importlib.util
import signal
import tempfile
import time
from pathlib import Path

import click

from compiler.cli.options import root_argument, show_faults, tenant_option
from compiler.cli.watching import watched
from compiler.preview.following import Following, NothingToShow
from compiler.preview.site import SiteFailed, port_is_free
from compiler.workspace import Workspace

PORT = 8610
ENDING = {"SIGTERM", "SIGHUP"}
"""What ends it beside Ctrl-C: a closed terminal too, where the system tells of that."""


@click.command("dev")
@root_argument
@tenant_option
@click.option("--port", default=PORT, show_default=True, help="Where the page is served on this machine.")
@click.option(
    "--test", metavar="NAME", help="Show the rows of this test of a dashboard instead of made-up ones."
)
@click.option(
    "--publish",
    is_flag=True,
    help="Publish to a control plane of your own instead; reads what `dashwright publish` reads.",
)
def command(*, root: Path, tenants: tuple[str, ...], port: int, test: str | None, publish: bool) -> None:
    """Show the dashboards of a tenant below ROOT on made-up rows, and follow every saved file, until Ctrl-C.

    No database and no control plane is needed: rows are made from the tenant's catalog, the same ones each day, and the
    page is the one that viewers have. A widget with a fault shows the fault, with its line; the others go on.

    --tenant names the tenant; without it the first is shown. With --test the rows are those that a test of a dashboard
    states; the page's clock goes on, so choose a period that the rows lie in.
    """
    if publish:
        from compiler.cli.dev_publish import follow_and_publish  # noqa: PLC0415  # needs the control plane's code

        follow_and_publish(root, tenants)
        return
    if len(tenants) > 1:
        raise click.UsageError("a preview shows one tenant; name one --tenant")
    if importlib.util.find_spec("starlette") is None:
        raise click.ClickException("the viewer's page is the agent's: install dashwright[agent]")
    if not port_is_free(port):
        raise click.ClickException(f"something listens at port {port} already; name another with --port")
    workspace = Workspace(root)
    tenant = _tenant(workspace, tenants)
    for name in ENDING & {found.name for found in signal.Signals}:
        signal.signal(signal.Signals[name], _as_interrupt)  # so that the agent ends too
    with tempfile.TemporaryDirectory(prefix="dashwright-dev-") as folder:
        following = Following(workspace, tenant, Path(folder), port, test)
        try:
            _follow(following)
        except KeyboardInterrupt:
            click.echo("ended")
        except SiteFailed as error:
            raise click.ClickException(str(error)) from error
        finally:
            following.site.stop()


def _as_interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _tenant(workspace: Workspace, asked: tuple[str, ...]) -> str:
    """The tenant to show; one that is not there is wrong usage."""
    slugs = [tenant.tenant.slug for tenant in workspace.forms.resolved]
    wanted = asked[0] if asked else next(iter(slugs), "")
    if wanted not in slugs:
        show_faults(workspace.compilation, "text", workspace.root)
        known = ", ".join(slugs) or "none that can be read"
        raise click.BadParameter(
            f"there is no tenant {wanted or 'here'}; there are: {known}", param_hint="--tenant"
        )
    if len(slugs) > 1 and not asked:
        others = ", ".join(slug for slug in slugs if slug != wanted)
        click.echo(f"showing {wanted}; --tenant shows another: {others}")
    return wanted


def _follow(following: Following) -> None:
    first = True
    for _ in watched(following.workspace):
        _look(following, first=first)
        first = False


def _look(following: Following, *, first: bool) -> None:
    begun = time.monotonic()
    compilation = following.workspace.compilation
    if compilation.diagnostics:
        show_faults(compilation, "text", following.workspace.root)
    try:
        shown = following.look()
    except NothingToShow as error:
        click.echo(f"{error}. Waiting for the next edit.", err=True)
        return
    rows = ", rows made anew" if shown.rows_made and not first else ""
    broken = f", {shown.broken} showing a fault" if shown.broken else ""
    click.echo(f"version {shown.version} after {time.monotonic() - begun:.2f} s{broken}{rows}")
    if first:
        click.echo(f"open {following.site.url} (Ctrl-C ends it)")
