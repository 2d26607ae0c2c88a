"""`dashwright check`: every fault of every tenant; nothing is written unless `--fix` is given."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from compiler.cli.judging import judged_tree
from compiler.cli.options import (
    cache_option,
    format_option,
    root_argument,
    show_faults,
    tenant_option,
    tenants_named,
)


@click.command("check")
@root_argument
@tenant_option
@format_option
@cache_option
@click.option("--fix", "mend", is_flag=True, help="Mend what is sure, write it, and show what remains.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option(
    "--explain-semantics",
    "explain",
    is_flag=True,
    help="Show too where a query's answer depends on the nature of the site's database.",
)
@click.option(
    "--show-suppressed", "suppressed", is_flag=True, help="Show what is suppressed too, with reasons."
)
@click.option("--watch", is_flag=True, help="Check again at every saved change, until Ctrl-C.")
def command(
    *,
    root: Path,
    tenants: tuple[str, ...],
    style: str,
    cached: bool,
    mend: bool,
    diff: bool,
    explain: bool,
    suppressed: bool,
    watch: bool,
) -> None:
    """Find every fault of the tenants below ROOT (default: tenants). Nothing is written without --fix.

    --fix applies the edits that faults carry: misspelt keys, names and words of which one is surely meant, missing
    quotes, and the like. Comments and layout stay.

    --explain-semantics points out, line by line, what no translation can hide: the collation of text, ties of a LIMIT,
    sums of floats. These are no faults.

    Exit code 0 when nothing worse than a warning was found (with --diff: and nothing would change), 1 otherwise.
    """
    if mend or diff:
        from compiler.cli.fix import fix  # noqa: PLC0415  # what a plain check may not need

        sys.exit(0 if fix(root, tenants, style, diff=diff) else 1)
    if explain:
        from compiler.cli.semantics import explain_semantics  # noqa: PLC0415  # as above

        sys.exit(0 if explain_semantics(root, tenants, style) else 1)
    if watch:
        from compiler.cli.running import run  # noqa: PLC0415  # as above
        from compiler.cli.watching import check_again_and_again  # noqa: PLC0415

        with run(cached=cached) as running:
            check_again_and_again(root, tenants, style, running.steps)
        return
    with tenants_named():
        verdict = judged_tree(root, "uncommitted", tenants, cached=cached)
    show_faults(verdict, style, root, suppressed=suppressed)
    sys.exit(0 if verdict.ok else 1)
