"""What `lineage` and `catalog diff` print of a change: what breaks, as `check` shows faults, and which results differ."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from compiler.cli.options import RENDERERS, from_here, path_from_here, show_faults
from compiler.cli.running import Run
from compiler.cli.saying import say
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.impact.asked import read_forms
from compiler.ir.compilation import Compilation
from compiler.ir.forms import Forms
from compiler.ir.lineage import Impact
from compiler.lineage import report
from compiler.stages.load import load


def loaded_forms(root: Path, running: Run) -> Forms:
    """The tenants below a folder with their queries, none of them translated yet."""
    tree = load(root)
    running.waiting.expect_files(len(tree.files))
    return read_forms(tree, running.steps)


def show_impact(found: Impact, forms: Forms, root: Path) -> None:
    """What breaks, as `check` shows faults, and what changes."""
    texts = {path: source.text for path, source in forms.documents.sources.items()}
    show_faults(Compilation({}, found.broken, texts), "text", root)
    say(report.parts_as_text(found.parts))
    say(report.retyped_as_text(found.retyped, partial(path_from_here, root=root)))


def impact_as_json(found: Impact, root: Path) -> dict[str, Any]:
    """What breaks and what changes."""
    faults: list[Diagnostic] = [from_here(fault, root) for fault in found.broken]
    shown = partial(path_from_here, root=root)
    return {
        "broken": json.loads(RENDERERS["json"](faults))["diagnostics"],
        "parts": [report.part_as_json(part, shown) for part in found.parts],
        "retyped": [report.retyped_as_json(column, shown) for column in found.retyped],
    }
