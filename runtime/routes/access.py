"""Who is asking: the API key of a request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.requests import Request

from runtime.errors import ApiError, not_served, unauthorized
from runtime.metrics import Metrics
from runtime.services.keys import RefusedKeys, key_hash
from runtime.services.standing import SERVED, NotServed
from runtime.store.session import TenantWriter
from runtime.store.store import Store

SCHEME = "bearer"


@dataclass(frozen=True)
class KeyGate:
    """Reads keys from requests, and remembers those that were refused. `max_tenants` are served, the oldest first."""

    store: Store
    max_tenants: int
    refused: RefusedKeys
    metrics: Metrics

    def hash_of(self, request: Request) -> bytes:
        """The hash of the request's key. Raises ApiError 401 for what cannot be a good key, without a database."""
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        hashed = key_hash(key.strip()) if scheme.lower() == SCHEME else None
        if hashed is None:
            self.metrics.refused_keys.labels("form").inc()
            raise unauthorized()
        if hashed in self.refused:
            self.metrics.refused_keys.labels("memory").inc()
            raise unauthorized()
        return hashed

    def refuse(self, hashed: bytes) -> ApiError:
        """The error for a key that the database does not know."""
        self.refused.add(hashed)
        self.metrics.refused_keys.labels("database").inc()
        return unauthorized()

    @asynccontextmanager
    async def tenant(self, request: Request) -> AsyncIterator[TenantWriter]:
        """The rows of the request's tenant. Raises ApiError 401, or 403 when it is not served."""
        hashed = self.hash_of(request)
        async with self.store.tenant_of(hashed, self.max_tenants) as writer:
            if writer is None:
                raise self.refuse(hashed)
            if writer.tenant.standing != SERVED:
                raise not_served(NotServed(writer.tenant.slug, writer.tenant.standing))
            yield writer
