"""Each file of the tree as a document of its kind, with everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.diagnostics.suggest import suggestion
from compiler.ir.tree import MACROS, TENANTS, Document, Documents, SourceTree
from compiler.stages.validate.lost_parts import can_do_without, unless_lost
from compiler.stages.validate.modelling import model_of
from compiler.stages.validate.rules import broken_rules
from compiler.yaml_source import MappingNode, Source
from compiler.yaml_source.decode import Undecodable, decode
from compiler.yaml_source.mending import respelt
from compiler.yaml_source.recovery import read_partly
from compiler.yaml_source.trees import KeptTree
from schemas.resources import KINDS

_PLACES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("policy", re.compile(rf"{TENANTS}/policy\.yaml"), "tenants/policy.yaml"),
    ("tenant", re.compile(rf"{TENANTS}/[^_/][^/]*/tenant\.yaml"), "tenants/<slug>/tenant.yaml"),
    ("dashboard", re.compile(rf"{TENANTS}/[^/]+/dashboards/[^/]+\.yaml"), "a folder dashboards/ of a tenant or of _shared"),
    ("overlay", re.compile(rf"{TENANTS}/[^/]+/overlays/[^/]+\.yaml"), "a folder overlays/ of a tenant or of _shared"),
)  # fmt: skip

ReadDocument = tuple[Source | None, Document[Any] | None, str | None, tuple[Diagnostic, ...]]
Read = Callable[[str, bytes], ReadDocument]
"""Path and content of a file to its text, its document, its kind and its faults, as far as they can be told."""


def validate(tree: SourceTree, read: Read) -> tuple[Documents, tuple[Diagnostic, ...]]:
    """The documents of a tree, each made by `read`, and every fault that a file has on its own."""
    found: dict[str, dict[str, Document[Any]]] = {kind: {} for kind in KINDS}
    macros: dict[str, Source] = {}
    sources: dict[str, Source] = {}
    unread: set[str] = set()
    faults: list[Diagnostic] = []
    for path, data in tree.files.items():
        if path.startswith(f"{MACROS}/") and path.endswith(".sql"):
            source, more = _macro_file(path, data)
            if source is not None:
                macros[path] = sources[path] = source
        else:
            source, document, kind, more = read(path, data)
            if source is not None:
                sources[path] = source
            if document is not None and kind is not None:
                found[kind][path] = document
            else:
                unread.add(path)
        faults += more
    return _documents(found, macros, frozenset(unread), sources), tuple(faults)


def read_document(path: str, data: bytes) -> ReadDocument:
    """One file: its text, its document and kind as far as they can be told, and its faults."""
    try:
        source = decode(path, data)
    except Undecodable as error:
        return None, None, None, (error.diagnostic,)
    tree = read_partly(source)
    if tree.node is None:
        return source, None, None, tree.faults
    if not isinstance(tree.node, MappingNode):
        message = "a file is a mapping of keys to values; this one is not"
        return source, None, None, (Diagnostic(structure.WRONG_TYPE.id, message, Span.point(path, 1, 1)),)
    kind, fault = _kind(path, tree.node)
    if kind is None:
        own = (fault,) if fault is not None and not tree.lost_keys else ()
        return source, None, None, (*tree.faults, *own)
    modelled = model_of(KINDS[kind], tree.node)
    whole = not modelled.faults and not tree.faults
    document: Document[Any] = Document(path, source, KeptTree(modelled.node), modelled.model, whole)
    told = (*tree.faults, *unless_lost((*modelled.faults, *broken_rules(document)), tree))
    if not can_do_without(kind, tree.lost_keys):
        document = replace(document, model=None)
    return source, document, kind, told


def _kind(path: str, node: MappingNode) -> tuple[str | None, Diagnostic | None]:
    """The kind of a file: by its place where that decides, else by what it says of itself."""
    written = node.value.get("kind")
    said = written if isinstance(written, str) else None
    here = next((kind for kind, place, _ in _PLACES if place.fullmatch(path)), None)
    elsewhere = next((words for kind, _, words in _PLACES if kind == said), None)
    if here is not None and (said == here or said not in KINDS):
        return here, None
    if said in KINDS and here is None and elsewhere is None:
        return said, None
    return None, _misplaced(node, said, here, elsewhere)


def _misplaced(node: MappingNode, said: str | None, here: str | None, elsewhere: str | None) -> Diagnostic:
    entry = node.entries.get("kind")
    if entry is None:
        message = "the file does not say of what `kind` it is"
        what_to_do = "start with `kind: catalog`, or put the file where its kind belongs"
        return Diagnostic(structure.UNKNOWN_KIND.id, message, node.key_span("kind"), help=what_to_do)
    span = entry.node.span
    if said not in KINDS:
        remedy = suggestion(said or "", KINDS)
        message = f"there is no kind `{said}`" if said else "`kind` must be a text"
        return Diagnostic(
            structure.UNKNOWN_KIND.id, message, span, help=remedy, edit=respelt(entry.node, KINDS)
        )
    message = f"a file of kind {said} may not stand here" + (
        f"; this is a place of kind {here}" if here else ""
    )
    remedy = f"move it to {elsewhere}" if elsewhere else f"say `kind: {here}`, or move the file"
    return Diagnostic(structure.WRONG_PLACE.id, message, span, help=remedy)


def _macro_file(path: str, data: bytes) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    try:
        return decode(path, data), ()
    except Undecodable as error:
        return None, (error.diagnostic,)


def _documents(
    found: Mapping[str, Mapping[str, Document[Any]]],
    macros: Mapping[str, Source],
    unread: frozenset[str],
    sources: Mapping[str, Source],
) -> Documents:
    return Documents(
        tenants=found["tenant"],
        dashboards=found["dashboard"],
        overlays=found["overlay"],
        catalogs=found["catalog"],
        policy=next(iter(found["policy"].values()), None),
        macros=macros,
        unread=unread,
        sources=sources,
    )
