"""Texts of a dashboard that are written for some languages, and not for that of a tenant whose viewers read them."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics.codes import references
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.resolved import ResolvedDashboard
from compiler.stages.validate.members import child
from compiler.yaml_source import MappingNode, Node, SequenceNode

_TEXTS = frozenset({"title", "description", "text", "label"})


class Translations:
    """Looks for missing languages; a widget that tenants share is looked through once for each language."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[Node, tuple[Diagnostic, ...]]] = {}

    def missing(self, dashboard: ResolvedDashboard, locale: str) -> Iterator[Diagnostic]:
        """A warning at each text that is a mapping of locales without the language of `locale`."""
        language = locale.partition("-")[0]
        node = dashboard.node
        yield from _missing(
            node.with_entries({k: e for k, e in node.entries.items() if k in _TEXTS}), language
        )
        for key in ("parameters", "widgets"):
            found = node.get(key)
            for item in found.items if isinstance(found, SequenceNode) else ():
                yield from self._of_member(item, language)

    def _of_member(self, item: Node, language: str) -> tuple[Diagnostic, ...]:
        key = id(item), language
        if key not in self._known:
            self._known[key] = item, tuple(_of_member(item, language))
        return self._known[key][1]


def _of_member(item: Node, language: str) -> Iterator[Diagnostic]:
    yield from _missing(item, language)
    if isinstance(item, MappingNode):
        yield from _missing(child(item, "options").get("values"), language)
        for entry in child(item, "format").entries.values():
            yield from _missing(entry.node, language)


def _missing(node: Node | None, language: str) -> Iterator[Diagnostic]:
    if isinstance(node, SequenceNode):
        for item in node.items:
            yield from _missing(item, language)
    for key, entry in node.entries.items() if isinstance(node, MappingNode) else ():
        if key in _TEXTS and isinstance(entry.node, MappingNode) and not _has(entry.node, language):
            yield Diagnostic(
                references.TRANSLATION_MISSING.id,
                f"the {key} is not written in `{language}`",
                entry.key.span,
                "warning",
                help=f"add `{language}: ...`, or write one text for all languages",
            )


def _has(texts: MappingNode, language: str) -> bool:
    return any(locale.partition("-")[0] == language for locale in texts.entries)
