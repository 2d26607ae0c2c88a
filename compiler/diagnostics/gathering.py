"""The faults of a run as they are shown: each once, sorted, those of shared files with the tenants that they hit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.tree import MACROS

MAX_NAMED = 3


@dataclass(frozen=True)
class Gathered:
    """The faults that were found while one tenant was compiled."""

    tenant: str
    faults: tuple[Diagnostic, ...]


def is_error(fault: Diagnostic) -> bool:
    """Whether a fault stops a bundle from being made."""
    return fault.severity == "error"


def gather(shared: Iterable[Diagnostic], tenants: Iterable[Gathered]) -> tuple[Diagnostic, ...]:
    """One list of all faults. What several tenants find at one place is one fault, with a note of them."""
    found: dict[tuple[object, ...], Diagnostic] = {}
    seen_by: dict[tuple[object, ...], list[str]] = {}
    for fault in shared:
        found.setdefault(_identity(fault), fault)
    for gathered in tenants:
        for fault in gathered.faults:
            known = found.setdefault(_identity(fault), fault)
            if known.edit != fault.edit:  # what mends it for one tenant is wrong for another
                found[_identity(fault)] = replace(known, edit=None)
            seen_by.setdefault(_identity(fault), []).append(gathered.tenant)
    noted = [_noted(fault, seen_by.get(identity, [])) for identity, fault in found.items()]
    return tuple(_once_for_each_macro(sorted(noted, key=lambda fault: fault.sort_key)))


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
        yield replace(first, notes=(*first.notes, *more))


def _identity(fault: Diagnostic) -> tuple[object, ...]:
    return fault.code, fault.span, fault.message


def _noted(fault: Diagnostic, tenants: list[str]) -> Diagnostic:
    """Names the tenants, unless the fault lies in a file of the only one."""
    names = sorted(set(tenants))
    if not names or (len(names) == 1 and f"/{names[0]}/" in fault.span.file):
        return fault
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return replace(fault, notes=(*fault.notes, f"for tenant {', '.join(names[:MAX_NAMED])}{more}"))
