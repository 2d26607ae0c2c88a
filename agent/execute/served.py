"""What the site serves: a verified bundle whose every statement the guard has let pass, and its replacement.

`CurrentBundle` is the one place that says what is served now; the switch is a single assignment.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from agent.execute.guard import Access, AdmittedStatement, admit
from agent.faults import SiteFault
from schemas import site_codes
from schemas.bundle.objects import BundleDashboard, BundleWidget
from schemas.bundle.verify import VerifiedBundle


@dataclass(frozen=True)
class ServedBundle:
    """A bundle ready to run; only `served` makes one."""

    version: int
    activated_at: datetime
    bundle: VerifiedBundle
    admitted: Mapping[str, AdmittedStatement]

    @property
    def zone(self) -> ZoneInfo:
        """The tenant's time zone."""
        return ZoneInfo(self.bundle.manifest.timezone)

    def dashboard(self, slug: str) -> BundleDashboard:
        """The dashboard of that address, or of one that it had before. Raises SiteFault (DW950)."""
        found = self.bundle.dashboards.get(slug) or self._moved_from(slug)
        if found is None:
            raise SiteFault(site_codes.NOT_FOUND, f"this site has no dashboard {slug[:80]!r}")
        return found

    def _moved_from(self, slug: str) -> BundleDashboard | None:
        pages = self.bundle.dashboards.values()
        return next((page for page in pages if page.moved is not None and slug in page.moved.slugs), None)


def served(
    bundle: VerifiedBundle, *, version: int, activated_at: datetime, engine: str, access: Access
) -> ServedBundle:
    """The bundle with its statements admitted. Raises SiteFault (DW920 to DW922) that names the widget."""
    wanted = bundle.manifest.engine.name
    if wanted != engine:
        raise SiteFault(
            site_codes.OTHER_ENGINE,
            f"the bundle is for {wanted}, this site's DASHWRIGHT_ENGINE is {engine}",
            "Correct `datasource.engine` in tenant.yaml, or the site's setting.",
        )
    admitted: dict[str, AdmittedStatement] = {}
    for digest, statement in bundle.statements.items():
        try:
            admitted[digest] = admit(digest, statement, engine=engine, access=access)
        except SiteFault as fault:
            place = where_used(bundle, digest)
            raise SiteFault(fault.code, f"{place}: {fault.message}", fault.remedy) from fault
    return ServedBundle(version, activated_at, bundle, admitted)


def where_used(bundle: VerifiedBundle, digest: str) -> str:
    """Tenant, dashboard and widget (or parameter) of a statement, for people."""
    for dashboard in bundle.dashboards.values():
        for widget in dashboard.widgets:
            if any(variant.statement == digest for variant in widget.variants):
                return f"tenant {bundle.manifest.tenant}, dashboard {dashboard.slug}, widget {widget.id}"
        for parameter in dashboard.parameters:
            if parameter.option_statement == digest:
                return (
                    f"tenant {bundle.manifest.tenant}, dashboard {dashboard.slug}, parameter {parameter.id}"
                )
    return f"tenant {bundle.manifest.tenant}, statement {digest[:12]}"


def find_widget(dashboard: BundleDashboard, widget_id: str) -> BundleWidget:
    """The widget of that id. Raises SiteFault (DW950)."""
    for widget in dashboard.widgets:
        if widget.id == widget_id:
            return widget
    raise SiteFault(
        site_codes.NOT_FOUND, f"the dashboard {dashboard.slug!r} has no widget {widget_id[:80]!r}"
    )


class CurrentBundle:
    """Holds what is served now, and tells listeners of a switch (in the switching thread)."""

    def __init__(self) -> None:
        self._now: ServedBundle | None = None
        self._listeners: list[Callable[[ServedBundle], None]] = []
        self._lock = threading.Lock()

    def now(self) -> ServedBundle | None:
        """What is served, None before the first activation."""
        return self._now

    def required(self) -> ServedBundle:
        """What is served. Raises SiteFault (DW951) before the first activation."""
        if self._now is None:
            raise SiteFault(
                site_codes.NOTHING_ACTIVE,
                "no bundle is active at this site yet",
                "Wait for the first sync, or see `dashwright-agent status`.",
            )
        return self._now

    def switch(self, bundle: ServedBundle) -> None:
        """Serves `bundle` from now on."""
        self._now = bundle
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener(bundle)

    def subscribe(self, listener: Callable[[ServedBundle], None]) -> Callable[[], None]:
        """Calls `listener` at every switch; the result ends that."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                self._listeners.remove(listener)

        return unsubscribe
