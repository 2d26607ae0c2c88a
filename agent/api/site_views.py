"""What the page is told about the site and its dashboards: pure functions from state to JSON values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from agent import AGENT_VERSION
from agent.execute.served import ServedBundle
from agent.sync.status import SyncSnapshot
from schemas.bundle.objects import BundleDashboard


def site_view(tenant: str, bundle: ServedBundle | None, sync: SyncSnapshot) -> dict[str, Any]:
    """`GET /api/site`."""
    manifest = bundle.bundle.manifest if bundle else None
    return {
        "tenant": {
            "slug": tenant,
            "name": manifest.name if manifest else tenant,
            "locale": manifest.locale if manifest else "en",
            "timezone": manifest.timezone if manifest else "UTC",
        },
        "bundle": _bundle_view(bundle) if bundle else None,
        "sync": _sync_view(sync),
        "agent_version": AGENT_VERSION,
        "dashboards": [{"slug": d.slug, "title": d.title} for d in manifest.dashboards] if manifest else [],
    }


def dashboard_view(bundle: ServedBundle, dashboard: BundleDashboard) -> dict[str, Any]:
    """`GET /api/dashboards/{slug}`: the dashboard as in the bundle but for its row filters, and each parameter's default."""
    shown = dashboard.model_dump(mode="json", exclude_none=True, exclude={"row_filters"})
    return {
        "version": bundle.version,
        "dashboard": shown,
        "parameters": [{"id": item["id"], "value": item.get("default")} for item in shown["parameters"]],
        "refresh_seconds": {
            widget.id: min(
                bundle.bundle.statements[variant.statement].refresh_seconds for variant in widget.variants
            )
            for widget in dashboard.widgets
            if widget.variants
        },
    }


def moment(at: datetime | None) -> str | None:
    """ISO 8601 with offset, to the second."""
    return at.isoformat(timespec="seconds") if at else None


def _bundle_view(bundle: ServedBundle) -> dict[str, Any]:
    manifest = bundle.bundle.manifest
    return {
        "version": bundle.version,
        "digest": bundle.bundle.manifest_digest,
        "commit": manifest.commit,
        "compiler": manifest.compiler,
        "activated_at": moment(bundle.activated_at),
    }


def _sync_view(sync: SyncSnapshot) -> dict[str, Any]:
    error, refused = sync.last_error, sync.refused
    return {
        "status": sync.status,
        "last_success_at": moment(sync.request.last_success_at),
        "last_error": {"code": error.code, "message": error.message} if error else None,
        "refused": refused.model_dump(mode="json") if refused else None,
    }
