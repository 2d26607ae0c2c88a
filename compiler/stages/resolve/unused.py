"""Definitions that nothing uses: macros, a tenant's variables, a dashboard's constants.

Uses are looked for in the text of everything that could use them, faulty files included, so that a definition is told
as unused only where its name stands nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from compiler.diagnostics.codes import references
from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.diagnostics.suggest import closest
from compiler.ir.resolved import ResolvedTenant
from compiler.ir.tree import Document, Documents
from compiler.stages.validate.members import child
from compiler.yaml_source import MappingNode, Source
from schemas.resources import Dashboard

_MACRO = re.compile(r"\{%-?\s*macro\s+([A-Za-z_]\w*)")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def unused_definitions(documents: Documents, tenants: Iterable[ResolvedTenant]) -> Iterator[Diagnostic]:
    """A warning at each macro, variable and constant that nothing uses; none where a file's text is not known."""
    if documents.unread - documents.sources.keys():
        return
    macros = _templates(documents.macros.values())
    if documents.macros:
        yield from _unused_macros(documents, macros)
    texts: dict[str, str] = {}
    for tenant in tenants:
        yield from _unused_variables(tenant, documents, macros, texts)
    defining = [document for document in documents.dashboards.values() if _defines_constants(document)]
    if defining:
        overlays = _templates(document.source for document in documents.overlays.values())
        for document in defining:
            yield from _unused_constants(document, macros + overlays)


def _templates(sources: Iterable[Source]) -> str:
    """What stands between braces in these texts, one a line."""
    return "\n".join(text for source in sources if (text := _templates_of(source.text)))


@lru_cache(maxsize=20_000)
def _templates_of(text: str) -> str:
    return "\n".join(_TEMPLATE.findall(text))


def _unused_macros(documents: Documents, macros: str) -> Iterator[Diagnostic]:
    yaml = [source for path, source in documents.sources.items() if path not in documents.macros]
    words: dict[str, int] = {}
    for word in re.findall(r"[A-Za-z_]\w*", _templates(yaml) + "\n" + macros):
        words[word] = words.get(word, 0) + 1
    for source in documents.macros.values():
        for found in _MACRO.finditer(source.text):
            name = found.group(1)
            if words.get(name, 0) <= 1:  # its definition
                span = source.span(found.start(1), found.end(1))
                yield _unused("macro", name, span, "remove it, or call it")


def _unused_variables(
    tenant: ResolvedTenant, documents: Documents, macros: str, texts: dict[str, str]
) -> Iterator[Diagnostic]:
    """`texts` remembers the templates of each file, because tenants share files."""
    variables = child(tenant.document.node, "variables")
    if not variables.entries:
        return
    for path in tenant.files & documents.sources.keys():
        if path not in texts:
            texts[path] = _templates([documents.sources[path]])
    text = "\n".join([macros, *(texts.get(path, "") for path in tenant.files)])
    yield from _unused_names("variable", "variables", variables, text)


def _defines_constants(document: Document[Dashboard]) -> bool:
    """Told without asking for the tree where nothing of it was left out."""
    if document.whole and document.model is not None:
        return bool(document.model.constants)
    return bool(child(document.node, "constants").entries)


def _unused_constants(document: Document[Dashboard], elsewhere: str) -> Iterator[Diagnostic]:
    text = _templates([document.source]) + "\n" + elsewhere
    yield from _unused_names("constant", "constants", child(document.node, "constants"), text)


def _unused_names(what: str, mapping: str, defined: MappingNode, text: str) -> Iterator[Diagnostic]:
    """The keys of which no template speaks as `mapping.name` or `mapping["name"]`; none where one is chosen by an expression."""
    if re.search(rf"\b{mapping}\s*\[\s*[^'\"\s]|\b{mapping}\s*(?![\w\s.\[])", text):
        return
    used = set(re.findall(rf"\b{mapping}\s*(?:\.\s*|\[\s*['\"])(\w+)", text))
    used |= {near for name in used if (near := closest(name, defined.entries)) is not None}  # misspelt uses
    for name, entry in defined.entries.items():
        if name not in used:
            remedy = f"use it as `{{{{ {mapping}.{name} }}}}`, or remove it"
            yield _unused(what, name, entry.key.span, remedy)


def _unused(what: str, name: str, span: Span, remedy: str) -> Diagnostic:
    message = f"nothing uses the {what} `{name}`"
    return Diagnostic(references.DEFINITION_NOT_USED.id, message, span, "warning", help=remedy)
