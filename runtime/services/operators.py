"""API keys as operators handle them: at most two good ones a tenant, every change in the audit log."""

from __future__ import annotations

from runtime.services.keys import LIVE_KEYS, NewKey, new_key
from runtime.store.operating import KeyLine, Operating
from schemas import publishing_codes as codes
from schemas.codes import Code


class OperationRefused(Exception):
    """What an operator asked for cannot be done; nothing was changed."""

    def __init__(self, code: Code, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code.id
        self.remedy = remedy


def create_key(work: Operating, slug: str, actor: str) -> NewKey:
    """A new key of the tenant. Raises OperationRefused when the tenant is unknown or has two good keys."""
    tenant_id = _tenant(work, slug)
    live = [key for key in work.keys(tenant_id) if key.revoked_at is None]
    if len(live) >= LIVE_KEYS:
        raise OperationRefused(
            codes.TOO_MANY_KEYS,
            f"Tenant {slug} has {len(live)} good keys: {', '.join(str(key.id) for key in live)}.",
            f"Revoke one: dashwright-server key revoke --tenant {slug} {live[0].id}",
        )
    key = new_key()
    key_id = work.add_key(tenant_id, key.hash, key.hint, actor)
    work.note(tenant_id, actor, "key created", {"key": key_id, "hint": key.hint})
    return key


def revoke_key(work: Operating, slug: str, key_id: int, actor: str) -> None:
    """Ends a key at once, on every replica. Raises OperationRefused when the tenant has no such good key."""
    tenant_id = _tenant(work, slug)
    if not work.revoke_key(tenant_id, key_id):
        raise OperationRefused(
            codes.KEY_NOT_FOUND,
            f"Tenant {slug} has no good key {key_id}.",
            f"See them: dashwright-server key list --tenant {slug}",
        )
    work.note(tenant_id, actor, "key revoked", {"key": key_id})


def list_keys(work: Operating, slug: str) -> list[KeyLine]:
    """The tenant's keys, good and revoked. Raises OperationRefused when the tenant is unknown."""
    return work.keys(_tenant(work, slug))


def _tenant(work: Operating, slug: str) -> int:
    tenant_id = work.tenant_id(slug)
    if tenant_id is None:
        raise OperationRefused(
            codes.TENANT_UNKNOWN,
            f"There is no tenant {slug}.",
            "Publish it first; `dashwright-server tenants` lists them.",
        )
    return tenant_id
