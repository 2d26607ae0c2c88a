"""From a request's address to a question for the database: dashboard, widget, choices, moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from agent.execute.binding import Claims, View, choose_variant
from agent.execute.parameters import resolve
from agent.execute.question import Question, ask
from agent.execute.served import ServedBundle, find_widget
from agent.faults import SiteFault
from schemas import site_codes
from schemas.bundle.objects import BundleDashboard

OLDEST_VIEW = timedelta(hours=1)
"""How far back `as_of` may lie: all widgets of one view are asked for within that time."""

REMEMBERED = 5000
MAX_FIELDS = 10_000
"""Several lists of parameters; the head of a request, which holds them, is bounded anyway."""


class Questions:
    """Reads questions; `clock` gives the time with its zone, `claims` are those of every viewer.

    The same address means the same question for as long as the bundle and the minute are the same, so questions
    are remembered that long.
    """

    def __init__(self, clock: Callable[[], datetime], claims: Claims) -> None:
        self._clock = clock
        self._claims = claims
        self._remembered: dict[tuple[str, str, str], Question] = {}
        self._valid_for: tuple[ServedBundle, datetime] | None = None

    def of_widget(self, bundle: ServedBundle, slug: str, widget_id: str, query: str) -> Question:
        """The question of a widget for a raw query string. Raises SiteFault (DW930 to DW934, DW950, DW953)."""
        now = self._now(bundle)
        if self._valid_for != (bundle, now) or len(self._remembered) >= REMEMBERED:
            self._remembered, self._valid_for = {}, (bundle, now)
        address = slug, widget_id, query
        found = self._remembered.get(address)
        if found is None:
            found = self._remembered[address] = self._read(bundle, slug, widget_id, query, now)
        return found

    def of_options(self, bundle: ServedBundle, dashboard: BundleDashboard, statement_digest: str) -> Question:
        """The question for a parameter's choices: with every other parameter at its default."""
        now = self._now(bundle)
        choices = resolve(dashboard, {}, now.date(), demand=False)
        return ask(bundle, statement_digest, View(choices, now, self._claims))

    def _read(self, bundle: ServedBundle, slug: str, widget_id: str, query: str, now: datetime) -> Question:
        dashboard = bundle.dashboard(slug)
        widget = find_widget(dashboard, widget_id)
        if not widget.variants:
            raise SiteFault(site_codes.NOT_FOUND, f"the widget {widget.id!r} shows text and has no data")
        fields = _fields(query)
        if "as_of" in fields and all(parameter.id != "as_of" for parameter in dashboard.parameters):
            now = _as_of(fields.pop("as_of")[0], now)
        view = View(resolve(dashboard, fields, now.date()), now, self._claims)
        return ask(bundle, choose_variant(widget.variants, view.choices).statement, view)

    def _now(self, bundle: ServedBundle) -> datetime:
        """The minute that it is, in the tenant's zone: widgets that are asked for together mean the same moment."""
        return self._clock().astimezone(bundle.zone).replace(second=0, microsecond=0)


def _fields(query: str) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
    except ValueError as error:
        raise SiteFault(site_codes.REQUEST_MALFORMED, "the query string cannot be read") from error
    fields: dict[str, list[str]] = {}
    for name, text in pairs:
        fields.setdefault(name, []).append(text)
    return fields


def _as_of(text: str, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not now - OLDEST_VIEW <= at <= now + timedelta(minutes=1):
        raise SiteFault(
            site_codes.REQUEST_MALFORMED, "as_of takes a moment of the last hour, with its offset from UTC"
        )
    return at.astimezone(now.tzinfo).replace(second=0, microsecond=0)
