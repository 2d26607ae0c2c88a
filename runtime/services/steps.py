"""The steps of publishing: every effect as a small value that can be shown, compared and done."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from schemas.publication import TenantFacts


@dataclass(frozen=True)
class AddTenant:
    """A tenant that the database does not know."""

    tenant: str
    facts: TenantFacts

    def describe(self) -> str:
        """One line."""
        return f"+ tenant {self.tenant}: {self.facts.name}, {license_words(self.facts)}"


@dataclass(frozen=True)
class ChangeTenant:
    """Facts that differ."""

    tenant: str
    facts: TenantFacts
    before: TenantFacts

    def describe(self) -> str:
        """One line."""
        old, new = asdict(self.before), asdict(self.facts)
        changes = (f"{name} {old[name]!r} -> {new[name]!r}" for name in new if old[name] != new[name])
        return f"~ tenant {self.tenant}: {', '.join(changes)}"


@dataclass(frozen=True)
class PublishVersion:
    """A new version: because the content differs, or because the old version's signature is soon to expire."""

    tenant: str
    version: int
    reason: Literal["content", "signature"]
    manifest_digest: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...] = ()
    """Former slug and present one; neither is among those added or removed."""

    def describe(self) -> str:
        """One line."""
        return f"~ {self.tenant} v{self.version}: {self.summary}"

    @property
    def summary(self) -> str:
        """What it is for, without tenant and version."""
        if self.reason == "signature":
            return "same content, signed anew before the signature expires"
        marks = [("+", self.added), ("~", self.changed), ("-", self.removed)]
        dashboards = [f"{mark}{slug}" for mark, slugs in marks for slug in slugs]
        dashboards += [f"{old}->{new}" for old, new in self.renamed]
        return " ".join(dashboards) or "dashboards unchanged, other content differs"


@dataclass(frozen=True)
class KeepVersion:
    """Nothing to do: the content is the published one."""

    tenant: str
    version: int

    def describe(self) -> str:
        """One line."""
        return f"= {self.tenant} v{self.version} unchanged"


@dataclass(frozen=True)
class SkipInactive:
    """An inactive tenant is compiled, never published."""

    tenant: str

    def describe(self) -> str:
        """One line."""
        return f"= {self.tenant} is inactive and not published"


Step = AddTenant | ChangeTenant | PublishVersion | KeepVersion | SkipInactive
EFFECTS = (AddTenant, ChangeTenant, PublishVersion)


def license_words(facts: TenantFacts) -> str:
    """What the tenant may have."""
    return f"license {facts.license} with at most {facts.dashboard_limit} dashboards"
