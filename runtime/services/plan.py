"""What publishing would do, as a list of steps: built by one function, printed by one program and done by another.

Pure: from what the compiler made and what the database has, to steps and refusals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from pydantic import ValidationError

from runtime.services.refusals import Refused
from runtime.services.steps import (
    EFFECTS,
    AddTenant,
    ChangeTenant,
    KeepVersion,
    PublishVersion,
    SkipInactive,
    Step,
    license_words,
)
from schemas import publishing_codes as codes
from schemas.bundle.manifest import Manifest
from schemas.bundle.objects import BundleDashboard
from schemas.canonical import canonical_bytes, digest
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
    renamed = tuple(_renamed(wanted, before))
    old, new = {pair[0] for pair in renamed}, {pair[1] for pair in renamed}
    return PublishVersion(
        tenant=wanted.facts.slug,
        version=(known.last_version if known else 0) + 1,
        reason=reason,
        manifest_digest=wanted.manifest_digest,
        added=tuple(slug for slug in after if slug not in before and slug not in new),
        changed=tuple(slug for slug in after if before.get(slug, after[slug]) != after[slug]),
        removed=tuple(sorted(slug for slug in before if slug not in after and slug not in old)),
        renamed=renamed,
    )


def _renamed(wanted: Wanted, before: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Dashboards that come under a new slug and say that they had one which goes."""
    gone = before.keys() - {entry.slug for entry in wanted.manifest.dashboards}
    for entry in wanted.manifest.dashboards if gone else ():
        if entry.slug not in before:
            former = _former_slugs(wanted.publication.objects.get(entry.sha256, b""))
            yield from ((slug, entry.slug) for slug in former if slug in gone)


def _former_slugs(page: bytes) -> list[str]:
    """The slugs that a dashboard had; none of what is no dashboard, which verification refuses before it is stored."""
    try:
        moved = BundleDashboard.model_validate_json(page).moved
    except ValidationError:
        return []
    return moved.slugs if moved is not None else []


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
            f"tenant {facts.slug} has {count} dashboards; {license_words(facts)}",
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
