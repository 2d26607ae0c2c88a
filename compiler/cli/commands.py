"""The commands of `dashwright`, each in a module of its own that is imported only when it is called.

A new command is a module `compiler/cli/<name>.py` with a click command called `command`, and one line here.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import click

from compiler.diagnostics.suggest import closest


@dataclass(frozen=True)
class Entry:
    """A command's name, the module that defines it as `command`, and its line in the help."""

    name: str
    module: str
    summary: str


COMMANDS = (
    Entry("check", "compiler.cli.check", "Find every fault, write nothing."),
    Entry("build", "compiler.cli.build", "Write the bundles of all tenants to a directory."),
    Entry("test", "compiler.cli.test", "Run the tests that dashboards carry."),
    Entry("verify", "compiler.cli.verify", "Compare every statement with its query, on the same rows."),
    Entry("publish", "compiler.cli.publish", "Publish what changed, by a plan."),
    Entry("show", "compiler.cli.show", "Show what a stage of the pipeline makes of something."),
    Entry("fmt", "compiler.cli.fmt", "Lay out files in one way, comments kept."),
    Entry("explain", "compiler.cli.explain", "Explain a diagnostic code."),
    Entry("dev", "compiler.cli.dev", "Show a tenant in the browser, following every saved file."),
    Entry("lsp", "compiler.cli.lsp", "Serve an editor: faults, completion, hover, rename."),
    Entry("transpile", "compiler.cli.transpile", "Translate queries given as JSON lines."),
    Entry(
        "lineage", "compiler.cli.lineage", "Find every use of a column or table, and what a change breaks."
    ),
    Entry("catalog", "compiler.cli.catalog", "Make the catalog of a site's tables, and compare two."),
    Entry("new", "compiler.cli.new", "Write a new tenant, dashboard or widget."),
    Entry("import", "compiler.cli.import_", "Take over a dashboard of Grafana or Metabase."),
    Entry("trust", "compiler.cli.trust", "Make and renew the root of trust."),
    Entry("schema", "compiler.cli.schema", "Print or write the JSON Schemas of the kinds."),
)


class LazyGroup(click.Group):
    """A group that imports a command when it is called, so that `dashwright --help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click gives it
        """The names, in the order of the table."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, or None."""
        entry = next((entry for entry in COMMANDS if entry.name == cmd_name), None)
        if entry is None:
            return None
        command: click.Command = importlib.import_module(entry.module).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; a misspelt one is told with the one that is near."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = closest(args[0], [entry.name for entry in COMMANDS])
            if near is None or args[0].startswith("-"):
                raise
            raise click.UsageError(f"{error.message} Did you mean `{near}`?", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Writes the summaries without importing a single command."""
        with formatter.section("Commands"):
            formatter.write_dl([(entry.name, entry.summary) for entry in COMMANDS])
