"""Publishing: bundles of many tenants into the control plane's database, all of them or none, in one transaction.

`plan` tells what would be done; `publish` does exactly that, or refuses because what is published has changed
since. The caller signs: this module never sees the targets key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import psycopg
from psycopg import sql

from runtime.actor import actor_of
from runtime.migrations import load_migrations
from runtime.services.doing import Sign, do_step
from runtime.services.plan import Base, KnownTenant, Plan, PublishedVersion, Wanted, build_plan
from runtime.services.published import PublishedBundles, read_published
from runtime.services.refusals import (
    PublishingRefused,
    Refused,
    broken_bundle,
    database_refusal,
    tenant_twice,
)
from runtime.services.steps import AddTenant, ChangeTenant, KeepVersion, PublishVersion, Step
from runtime.settings import PublisherSettings, SettingsError, read_publisher_settings
from runtime.store.publishing import TENANTS_LOCK, KnownRow, Publishing
from schemas import publishing_codes as codes
from schemas.bundle.verify import read_manifest
from schemas.canonical import digest
from schemas.errors import ContractError
from schemas.publication import Publication

__all__ = [
    "KeepVersion",
    "Plan",
    "PublishRequest",
    "PublishVersion",
    "PublishedBundles",
    "PublisherSettings",
    "PublishingRefused",
    "Refused",
    "SettingsError",
    "Step",
    "actor_of",
    "connect",
    "plan",
    "publish",
    "read_publisher_settings",
    "review",
]

LOCK_SECONDS = 60
CONNECT_SECONDS = 10


@dataclass(frozen=True)
class PublishRequest:
    """What should be published. `insist`: the caller named the tenants, so an inactive one is a fault."""

    publications: tuple[Publication, ...]
    max_tenants: int
    now: datetime
    insist: bool = False

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """The publications with their manifests read, once for plan and publication. Raises PublishingRefused."""
        return _read(self.publications)


@contextmanager
def connect(database_url: str) -> Iterator[psycopg.Connection]:
    """A connection to publish on. Raises PublishingRefused when the database cannot be used or is not migrated."""
    try:
        with psycopg.connect(
            database_url,
            autocommit=True,
            application_name="dashwright publish",
            connect_timeout=CONNECT_SECONDS,
        ) as connection:
            connection.execute(sql.SQL("SET lock_timeout = {}").format(sql.Literal(f"{LOCK_SECONDS}s")))
            _check_schema(connection)
            yield connection
    except psycopg.Error as error:
        raise PublishingRefused([database_refusal(error)]) from error


def plan(connection: psycopg.Connection, request: PublishRequest) -> Plan:
    """What publishing would do. Raises PublishingRefused for bundles that cannot be read."""
    with connection.transaction():
        work = Publishing(connection)
        work.begin()
        return _plan(work, request)


def review(connection: psycopg.Connection, request: PublishRequest) -> tuple[Plan, PublishedBundles]:
    """What publishing would do, and what is published now for the tenants that would get other content.

    Raises PublishingRefused for bundles that cannot be read.
    """
    known = {name: data for item in request.publications for name, data in item.objects.items()}
    with connection.transaction():
        work = Publishing(connection)
        work.begin()
        found = _plan(work, request)
        return found, read_published(work, _with_other_content(found), known)


def _with_other_content(plan: Plan) -> Iterator[str]:
    """Tenants that have a version and get one of other content."""
    for step in plan.steps:
        if isinstance(step, PublishVersion) and step.reason == "content" and step.version > 1:
            yield step.tenant


def publish(
    connection: psycopg.Connection, request: PublishRequest, reviewed: Plan, *, sign: Sign, actor: str
) -> Plan:
    """Does what `reviewed` says and returns it; or, if another publisher did all of it meanwhile, the empty rest.

    One transaction: everything or nothing. Raises PublishingRefused when the plan has refusals, when what is published
    has changed since it was made, when a bundle does not hold together, or when `sign` gives something else than asked.
    """
    if reviewed.refused:
        raise PublishingRefused(reviewed.refused)
    by_slug = {item.facts.slug: item for item in request.wanted}
    with connection.transaction():
        work = Publishing(connection)
        work.begin()
        work.lock(_locks(reviewed))
        current = _plan(work, request)
        if current.effects:
            _check_unmoved(reviewed, current)
        for step in current.effects:
            do_step(work, step, by_slug[step.tenant], sign=sign, actor=actor)
        if _changes_tenants(current):
            work.count_tenants()
    return current


def _locks(reviewed: Plan) -> set[str]:
    names = {f"tenant {step.tenant}" for step in reviewed.effects}
    if _changes_tenants(reviewed):
        names.add(TENANTS_LOCK)
    return names


def _changes_tenants(plan: Plan) -> bool:
    return any(isinstance(step, (AddTenant, ChangeTenant)) for step in plan.steps)


def _plan(work: Publishing, request: PublishRequest) -> Plan:
    base = _base(work, [item.facts.slug for item in request.wanted])
    return build_plan(
        request.wanted, base, max_tenants=request.max_tenants, now=request.now, insist=request.insist
    )


def _base(work: Publishing, slugs: Sequence[str]) -> Base:
    dashboards: dict[str, dict[str, str]] = {}
    for tenant, slug, sha256 in work.dashboards(slugs):
        dashboards.setdefault(tenant, {})[slug] = sha256
    known = {row.facts.slug: _known(row, dashboards.get(row.facts.slug, {})) for row in work.known(slugs)}
    return Base(known, work.active())


def _known(row: KnownRow, dashboards: dict[str, str]) -> KnownTenant:
    published = None
    if row.version is not None and row.content_digest is not None and row.expires_at is not None:
        published = PublishedVersion(row.version, row.content_digest, row.expires_at)
    return KnownTenant(row.facts, row.last_version, published, dashboards)


def _check_unmoved(reviewed: Plan, current: Plan) -> None:
    if current.refused:
        raise PublishingRefused(current.refused)
    if current.steps != reviewed.steps:
        moved = sorted({step.tenant for step in {*current.steps} ^ {*reviewed.steps}})
        message = f"what is published has changed since the plan was made: {', '.join(moved)}"
        raise PublishingRefused(
            [Refused.of(codes.BASE_MOVED, None, message, "look at the new plan and publish again")]
        )


def _check_schema(connection: psycopg.Connection) -> None:
    wanted = len(load_migrations())
    try:
        found = Publishing(connection).migration()
    except psycopg.errors.UndefinedTable:
        found = 0
    if found < wanted:
        message = f"the database is at migration {found}, this release needs {wanted}"
        raise PublishingRefused(
            [Refused.of(codes.SCHEMA_BEHIND, None, message, "run `dashwright-server migrate`")]
        )


def _read(publications: Sequence[Publication]) -> tuple[Wanted, ...]:
    wanted: dict[str, Wanted] = {}
    refused: list[Refused] = []
    for publication in publications:
        slug = publication.tenant.slug
        if slug in wanted:
            refused.append(tenant_twice(slug))
        try:
            manifest = read_manifest(publication.manifest, tenant=slug)
        except ContractError as error:
            refused.append(broken_bundle(slug, error))
            continue
        wanted[slug] = Wanted(publication, manifest, digest(publication.manifest), manifest.content_digest())
    if refused:
        raise PublishingRefused(refused)
    return tuple(wanted.values())
