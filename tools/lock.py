"""Writes requirements/*.txt: every distribution at one version, with the digests of its files.

There is a lock for each program's environment, one for the demo and one for development. All take their versions
from the widest, so that what is tested is what is shipped. The locks name no registry and no path: any machine may
read them through a registry of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

CHECKOUT = Path(__file__).resolve().parent.parent
PROGRAMS = ("compiler", "runtime", "agent")
EXTRAS: dict[str, Sequence[str]] = {
    "dev": (*PROGRAMS, "editor", "demo", "dev"),
    "demo": (*PROGRAMS, "demo"),
    "editor": ("compiler", "editor"),
    **{program: (program,) for program in PROGRAMS},
}
OPTIONS = (
    "--quiet",
    "--generate-hashes",
    "--allow-unsafe",  # setuptools is a distribution like any other: it builds this checkout
    "--strip-extras",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--no-emit-options",
    "--newline=lf",
)


@click.command()
@click.option("--upgrade", is_flag=True, help="Take the newest versions that pyproject.toml allows.")
def main(upgrade: bool) -> None:
    """Write every lock anew; without --upgrade only what pyproject.toml asks for changes."""
    for name, extras in EXTRAS.items():
        newest = ["--upgrade"] if upgrade and name == "dev" else []
        same = [] if name == "dev" else ["--constraint=requirements/dev.txt"]
        _compile(name, [*newest, *same, *(f"--extra={extra}" for extra in extras)])
    _compile("build", ["--constraint=requirements/dev.txt", "--only-build-deps", "--build-deps-for=wheel"])


def _compile(name: str, options: Sequence[str]) -> None:
    """Runs pip-compile as if on a machine without a pip configuration of its own."""
    click.echo(f"requirements/{name}.txt")
    environment = {key: value for key, value in os.environ.items() if key != "PIP_FIND_LINKS"}
    subprocess.run(
        [
            Path(sys.executable).parent / "pip-compile",
            *OPTIONS,
            *options,
            f"--output-file=requirements/{name}.txt",
            "pyproject.toml",
        ],
        cwd=CHECKOUT,
        env={**environment, "PIP_CONFIG_FILE": os.devnull, "CUSTOM_COMPILE_COMMAND": "make lock"},
        check=True,
    )


if __name__ == "__main__":
    main()
