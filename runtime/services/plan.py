"""What publishing would do, as a list of steps: built by one function, printed by one program and done by another.

Pure: from what the compiler made and what the database has, to steps and refusals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from schemas import publishing_codes as codes
from schemas.bundle.manifest import Manifest
from schemas.canonical import canonical_bytes, digest
from schemas.codes import Code
from schemas.publication import Publication, TenantFacts
from schemas.trust.roles import LIFETIMES, TARGETS


@dataclass(frozen=True)
class Wanted:
    """One tenant as it should be: the publication, its manifest read, digests of both."""

    publication: Publication
    manifest: Manifest
    manifest_digest: str
    content_digest: str

    @property
    def facts(self) -> TenantFacts:
        """Who it is for."""
        return self.publication.tenant


@dataclass(frozen=True)
class PublishedVersion:
    """The bundle that a tenant's site is offered; `expires_at` is the end of its signature."""

    version: int
    content_digest: str
    expires_at: datetime


@dataclass(frozen=True)
class KnownTenant:
    """One tenant as the database has it. `last_version` counts every version there ever was."""

    facts: TenantFacts
    last_version: int
    published: PublishedVersion | None
    dashboards: Mapping[str, str]


@dataclass(frozen=True)
class Base:
    """What is published now: the tenants of the publications by slug, and the slugs of all active tenants."""

    tenants: Mapping[str, KnownTenant]
    active: frozenset[str]


@dataclass(frozen=True)
class AddTenant:
    """A tenant that the database does not know."""

    tenant: str
    facts: TenantFacts

    def describe(self) -> str:
        """One line."""
        return f"+ tenant {self.tenant}: {self.facts.name}, {_license(self.facts)}"


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

    def describe(self) -> str:
        """One line."""
        if self.reason == "signature":
            return f"~ {self.tenant} v{self.version}: same content, signed anew before the signature expires"
        marks = [("+", self.added), ("~", self.changed), ("-", self.removed)]
        dashboards = [f"{mark}{slug}" for mark, slugs in marks for slug in slugs]
        return f"~ {self.tenant} v{self.version}: {' '.join(dashboards) or 'dashboards unchanged, other content differs'}"


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


@dataclass(frozen=True)
class Refused:
    """Why something may not be published."""

    code: str
    tenant: str | None
    message: str
    remedy: str

    @staticmethod
    def of(code: Code, tenant: str | None, message: str, remedy: str) -> Refused:
        """A refusal under a catalogued code."""
        return Refused(code.id, tenant, message, remedy)


@dataclass(frozen=True)
class Plan:
    """The steps in order, and every reason not to take them."""

    steps: tuple[Step, ...]
    refused: tuple[Refused, ...] = ()

    @property
    def effects(self) -> tuple[Step, ...]:
        """The steps that change something."""
        return tuple(step for step in self.steps if isinstance(step, EFFECTS))

    @property
    def digest(self) -> str:
        """Names the plan, so that a reviewed one can be asked for: SHA-256 of its effects."""
        effects = [{"step": type(step).__name__, **asdict(step)} for step in self.effects]
        return digest(canonical_bytes(effects))


def build_plan(
    wanted: Sequence[Wanted],
    base: Base,
    *,
    max_tenants: int,
    now: datetime,
    insist: bool = False,
) -> Plan:
    """The way from `base` to `wanted`. With `insist`, an inactive tenant is refused and not just passed over."""
    in_order = sorted(wanted, key=lambda item: item.facts.slug)
    steps = [step for item in in_order for step in _steps(item, base.tenants.get(item.facts.slug), now)]
    refused = [refusal for item in in_order for refusal in _refusals(item, insist=insist)]
    return Plan(tuple(steps), (*refused, *_too_many_tenants(in_order, base, max_tenants)))


def _steps(wanted: Wanted, known: KnownTenant | None, now: datetime) -> Iterator[Step]:
    facts = wanted.facts
    if known is None and facts.active:
        yield AddTenant(facts.slug, facts)
    elif known is not None and known.facts != facts:
        yield ChangeTenant(facts.slug, facts, known.facts)
    if not facts.active:
        yield SkipInactive(facts.slug)
        return
    published = known.published if known else None
    if published is None or published.content_digest != wanted.content_digest:
        yield _publish(wanted, known, "content")
    elif LIFETIMES[TARGETS].is_due(published.expires_at, now):
        yield _publish(wanted, known, "signature")
    else:
        yield KeepVersion(facts.slug, published.version)


def _publish(
    wanted: Wanted, known: KnownTenant | None, reason: Literal["content", "signature"]
) -> PublishVersion:
    before = known.dashboards if known else {}
    after = {entry.slug: entry.sha256 for entry in wanted.manifest.dashboards}
    return PublishVersion(
        tenant=wanted.facts.slug,
        version=(known.last_version if known else 0) + 1,
        reason=reason,
        manifest_digest=wanted.manifest_digest,
        added=tuple(slug for slug in after if slug not in before),
        changed=tuple(slug for slug in after if before.get(slug, after[slug]) != after[slug]),
        removed=tuple(sorted(slug for slug in before if slug not in after)),
    )


def _refusals(wanted: Wanted, *, insist: bool) -> Iterator[Refused]:
    facts, count = wanted.facts, len(wanted.manifest.dashboards)
    if not facts.active and insist:
        yield Refused.of(
            codes.TENANT_INACTIVE,
            facts.slug,
            f"tenant {facts.slug} is inactive",
            "set `active: true` in its tenant.yaml, or leave it out",
        )
    if count > facts.dashboard_limit:
        yield Refused.of(
            codes.TOO_MANY_DASHBOARDS,
            facts.slug,
            f"tenant {facts.slug} has {count} dashboards; {_license(facts)}",
            "remove dashboards, raise `max_dashboards`, or change the license",
        )


def _too_many_tenants(wanted: Sequence[Wanted], base: Base, max_tenants: int) -> Iterator[Refused]:
    leaving = {item.facts.slug for item in wanted if not item.facts.active}
    coming = {item.facts.slug for item in wanted if item.facts.active}
    count = len((base.active - leaving) | coming)
    if count > max_tenants and coming - base.active:
        yield Refused.of(
            codes.TOO_MANY_TENANTS,
            None,
            f"there would be {count} active tenants; MAX_TENANTS allows {max_tenants}",
            "deactivate a tenant with `active: false`, or raise MAX_TENANTS",
        )


def _license(facts: TenantFacts) -> str:
    return f"license {facts.license} with at most {facts.dashboard_limit} dashboards"
