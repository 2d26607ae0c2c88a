"""The doing of a plan's steps: what each writes, within the one transaction of the publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from runtime.services.plan import Wanted
from runtime.services.refusals import PublishingRefused, Refused, broken_bundle
from runtime.services.steps import AddTenant, ChangeTenant, PublishVersion, Step
from runtime.store.publishing import Publishing, VersionRow
from schemas import publishing_codes as codes
from schemas.bundle.verify import VerifiedBundle, verify_bundle
from schemas.errors import ContractError
from schemas.publication import Publication
from schemas.trust.metadata import check_targets

Sign = Callable[[str, int, str, int], bytes]
"""Tenant, version, digest and length of the manifest to signed targets metadata."""


def do_step(work: Publishing, step: Step, wanted: Wanted, *, sign: Sign, actor: str) -> None:
    """Does one step in the publisher's transaction. Raises PublishingRefused, and then nothing may be kept."""
    match step:
        case AddTenant():
            work.add_tenant(step.facts)
            work.note(work.admit(step.tenant), actor, "tenant added", asdict(step.facts))
        case ChangeTenant():
            work.change_tenant(step.facts)
            details = {"from": asdict(step.before), "to": asdict(step.facts)}
            work.note(work.admit(step.tenant), actor, "tenant changed", details)
            work.tell(step.tenant)
        case PublishVersion():
            _publish_version(work, step, wanted, sign, actor)


def _publish_version(work: Publishing, step: PublishVersion, wanted: Wanted, sign: Sign, actor: str) -> None:
    publication = wanted.publication
    bundle = _verified(publication)
    body, key_id, expires_at = _signed(step, len(publication.manifest), sign)
    tenant_id = work.admit(step.tenant)
    added = work.add_objects(tenant_id, {wanted.manifest_digest: publication.manifest, **publication.objects})
    work.replace_version(
        tenant_id,
        VersionRow(
            version=step.version,
            format=wanted.manifest.format,
            metadata=wanted.manifest.model_dump(mode="json", exclude_none=True),
            manifest_digest=wanted.manifest_digest,
            content_digest=wanted.content_digest,
            git_commit=wanted.manifest.commit,
            expires_at=expires_at,
            created_by=actor,
        ),
    )
    work.add_targets(tenant_id, step.version, body, key_id, expires_at)
    _put_dashboards(work, tenant_id, bundle)
    details = {
        "version": step.version,
        "commit": wanted.manifest.commit,
        "reason": step.reason,
        "new_objects": added,
    }
    work.note(tenant_id, actor, "version published", details)
    work.tell(step.tenant)


def _put_dashboards(work: Publishing, tenant_id: int, bundle: VerifiedBundle) -> None:
    entries = bundle.manifest.dashboards
    work.keep_dashboards(tenant_id, [entry.slug for entry in entries])
    for position, entry in enumerate(entries):
        work.put_dashboard(tenant_id, position, entry.sha256, bundle.dashboards[entry.slug])


def _verified(publication: Publication) -> VerifiedBundle:
    try:
        return verify_bundle(publication.manifest, publication.objects, tenant=publication.tenant.slug)
    except ContractError as error:
        raise PublishingRefused([broken_bundle(publication.tenant.slug, error)]) from error


def _signed(step: PublishVersion, length: int, sign: Sign) -> tuple[bytes, str, datetime]:
    body = sign(step.tenant, step.version, step.manifest_digest, length)
    try:
        metadata = check_targets(
            body,
            tenant=step.tenant,
            version=step.version,
            manifest_digest=step.manifest_digest,
            length=length,
        )
        return body, next(iter(metadata.signatures)), metadata.signed.expires
    except (ContractError, StopIteration) as error:
        reason = str(error) or "it has no signature"
        message = f"targets metadata of {step.tenant} v{step.version}: {reason}"
        raise PublishingRefused(
            [Refused.of(codes.SIGNATURE_WRONG, step.tenant, message, "sign with DASHWRIGHT_TARGETS_KEY")]
        ) from error
