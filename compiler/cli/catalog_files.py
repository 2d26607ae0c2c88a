"""A catalog's file as commands read it: a good one, or its faults told and the command ended."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from compiler.cli.options import show_faults
from compiler.diagnostics.gathering import is_error
from compiler.ir.compilation import Compilation
from compiler.ir.tree import TENANTS, Document
from compiler.stages.validate import read_document
from schemas.resources import Catalog


def catalog_at(path: Path, root: Path) -> Document[Catalog]:
    """The catalog of a file, named as the tree below `root` names it. One with an error ends the command with 1."""
    if path.suffix.lower() == ".sql":
        what_to_do = f"first write one from it: dashwright catalog import {path} --out new-catalog.yaml"
        raise click.ClickException(f"{path} is a script of SQL, not a catalog; {what_to_do}")
    whole = path.resolve()
    below = whole.is_relative_to(root.resolve())
    name = f"{TENANTS}/{whole.relative_to(root.resolve()).as_posix()}" if below else whole.as_posix()
    source, document, kind, faults = read_document(name, path.read_bytes())
    errors = tuple(fault for fault in faults if is_error(fault))
    if errors:
        texts = {name: source.text} if source is not None else {}
        show_faults(Compilation({}, errors, texts), "text", root)
        sys.exit(1)
    if document is None or kind != "catalog" or document.model is None:
        raise click.ClickException(f"{path} is no catalog")
    return document
