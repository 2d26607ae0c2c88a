"""The faults of a run as they are shown: each once, sorted, those of shared files with the tenants that they hit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.tree import MACROS

MAX_NAMED = 12
MAX_REMEDIES = 4


@dataclass(frozen=True)
class Gathered:
    """The faults that were found while one tenant was compiled."""

    tenant: str
    faults: tuple[Diagnostic, ...]


def is_error(fault: Diagnostic) -> bool:
    """Whether a fault stops a bundle from being made."""
    return fault.stops


@dataclass
class _Found:
    """One fault with the tenants that have it, by what would help each."""

    fault: Diagnostic
    helped: dict[str | None, list[str]] = field(default_factory=dict)

    def add(self, tenant: str, fault: Diagnostic) -> None:
        self.helped.setdefault(fault.help, []).append(tenant)
        if self.fault.edit != fault.edit:  # what mends it for one tenant is wrong for another
            self.fault = replace(self.fault, edit=None)

    def told(self) -> Diagnostic:
        """The fault with its tenants; where they need different remedies, each is a note."""
        tenants = tuple(sorted({tenant for found in self.helped.values() for tenant in found}))
        if not tenants or (len(tenants) == 1 and f"/{tenants[0]}/" in self.fault.span.file):
            return self.fault
        if len(self.helped) < 2:
            return replace(self.fault, tenants=tenants)
        remedies = [(help_, found) for help_, found in self.helped.items() if help_ is not None]
        notes = tuple(f"for {_listed(found)}: {help_}" for help_, found in remedies[:MAX_REMEDIES])
        return replace(self.fault, tenants=tenants, help=None, notes=(*self.fault.notes, *notes))


def gather(shared: Iterable[Diagnostic], tenants: Iterable[Gathered]) -> tuple[Diagnostic, ...]:
    """One list of all faults. What several tenants find at one place is one fault, with a note of them."""
    found: dict[tuple[object, ...], _Found] = {}
    for fault in shared:
        found.setdefault(_identity(fault), _Found(fault))
    for gathered in tenants:
        for fault in gathered.faults:
            found.setdefault(_identity(fault), _Found(fault)).add(gathered.tenant, fault)
    told = sorted((one.told() for one in found.values()), key=lambda fault: fault.sort_key)
    return tuple(_noted(fault) for fault in _once_for_each_macro(told))


def _once_for_each_macro(faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """One fault for what is wrong in a macro, at its first use; the others are counted in a note."""
    uses: dict[object, list[Diagnostic]] = {}
    for fault in faults:
        in_macro = any(label.span.file.startswith(f"{MACROS}/") for label in fault.labels)
        cause = (fault.code, fault.message, fault.labels) if in_macro else _identity(fault)
        uses.setdefault(cause, []).append(fault)
    for first, *others in uses.values():
        uses_of_it = "use" if len(others) == 1 else "uses"
        more = (f"the same at {len(others)} more {uses_of_it} of the macro",) if others else ()
        tenants = {tenant for fault in (first, *others) for tenant in fault.tenants}
        yield replace(first, notes=(*first.notes, *more), tenants=tuple(sorted(tenants)))


def _identity(fault: Diagnostic) -> tuple[object, ...]:
    return fault.code, fault.span, fault.message, fault.suppressed


def _noted(fault: Diagnostic) -> Diagnostic:
    """Names the tenants, if any."""
    if not fault.tenants:
        return fault
    many = f"{len(fault.tenants)} tenants: " if len(fault.tenants) > 1 else "tenant "
    return replace(fault, notes=(*fault.notes, f"for {many}{_listed(fault.tenants)}"))


def _listed(tenants: Sequence[str]) -> str:
    names = sorted(set(tenants))
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return f"{', '.join(names[:MAX_NAMED])}{more}"
