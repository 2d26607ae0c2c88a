"""`make demo`: the whole road on one machine, up until Ctrl-C; with `--check` it asserts and ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import click
from rich.console import Console

from compiler.conformance.postgres_server import PostgresNotStarted
from demo.check import CheckFailed, check_site
from demo.programs import ProgramFailed
from demo.road import TENANT, Places, free_port, road

CHECKOUT = Path(__file__).resolve().parent.parent


@click.command()
@click.option(
    "--check", is_flag=True, help="Assert that every widget has rows and the page is served, then end."
)
@click.option(
    "--watch/--no-watch", default=True, help="Whether an edited file under tenants/ is published at once."
)
@click.option("--server-port", type=int, help="Where the control plane listens (8700, or any that is free).")
@click.option(
    "--site-port", type=int, help="Where the agent and its page listen (8701, or any that is free)."
)
def main(check: bool, watch: bool, server_port: int | None, site_port: int | None) -> None:
    """Compile, publish, serve and show the example tenants on this machine."""
    console = Console(highlight=False)
    begun = time.monotonic()
    home = CHECKOUT / ".dashwright" / "demo"
    places = Places(CHECKOUT, home, server_port or free_port(8700), site_port or free_port(8701))
    signal.signal(signal.SIGTERM, _as_interrupt)

    def tell(step: str) -> None:
        console.print(f"[dim]{time.monotonic() - begun:5.1f} s[/]  {step}")

    try:
        with road(places, tell, watch=watch and not check):
            if check:
                report = check_site(places.site_url, tell)
                console.print(
                    f"[green]Good:[/] {report.widgets} widgets of {report.dashboards} dashboards gave {report.rows} rows; "
                    f"the page and the {report.assets - 1} files it loads are served."
                )
            else:
                _stay(console, places, time.monotonic() - begun, watch=watch)
    except (CheckFailed, ProgramFailed, PostgresNotStarted, subprocess.CalledProcessError) as error:
        console.print(f"[red]The demo stopped:[/] {error}", soft_wrap=True)
        sys.exit(1)


def _stay(console: Console, places: Places, seconds: float, *, watch: bool) -> None:
    console.print(f"\n[bold green]Up after {seconds:.1f} s.[/] Open the viewer's page of {TENANT}:")
    console.print(f"  [bold]{places.site_url}/[/]\n")
    console.print(f"Control plane   {places.server_url}/health")
    console.print(f"Logs            {places.logs}")
    if watch:
        console.print(f"Edit any file under {places.tenants}: the open page follows within two seconds.")
    console.print("Stop with Ctrl-C.")
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        console.print("\nStopping.")


def _as_interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
