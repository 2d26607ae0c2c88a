"""`dashwright check --explain-semantics`: the faults of a run, and where its queries' answers depend on the site's database."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from compiler.cli.options import from_here, path_from_here, show_faults, span_from_here, tenants_named
from compiler.cli.saying import say_json
from compiler.diagnostics.diagnostic import Span
from compiler.diagnostics.renderers.json import records
from compiler.pipeline import assemble_forms, run_stages
from compiler.semantics.explaining import explained
from compiler.semantics.shown import json_records, render_text
from compiler.stages.load import load

STYLES = ("text", "json")


def explain_semantics(root: Path, tenants: Sequence[str], style: str) -> bool:
    """Shows faults, then points, as text or as one JSON object. Whether there is nothing worse than a warning."""
    if style not in STYLES:
        raise click.BadParameter("--explain-semantics writes text or json", param_hint="--format")
    with tenants_named():
        forms = run_stages(load(root), tenants or None)
    compilation, found = assemble_forms(forms, "uncommitted"), explained(forms)

    def here(span: Span) -> Span:
        return span_from_here(span, root)

    if style == "json":
        faults = records([from_here(fault, root) for fault in compilation.diagnostics])
        say_json({"diagnostics": faults, "semantics": json_records(found, here)})
        return compilation.ok
    texts = {path_from_here(path, root): content for path, content in compilation.texts.items()}
    render_text(found, here, texts, Console(file=sys.stdout))
    show_faults(compilation, style, root)
    return compilation.ok
