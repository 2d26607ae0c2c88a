"""Rows for widgets and choices for parameters."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import orjson
from starlette.requests import Request
from starlette.responses import Response

from agent.api.site_routes import NO_STORE, json_response
from agent.api.site_views import moment
from agent.execute.answer import Answer, kind_of
from agent.execute.binding import Claims, View, choose_variant
from agent.execute.parameters import resolve
from agent.execute.served import CurrentBundle, ServedBundle, find_widget
from agent.execute.service import AnswerService, Delivered
from agent.faults import SiteFault
from schemas import site_codes
from schemas.bundle.objects import BundleDashboard, BundleParameter

T = TypeVar("T")
OLDEST_VIEW = timedelta(hours=1)
"""How far back `as_of` may lie: all widgets of one view are asked for within that time."""


class DataRoutes:
    """The two routes that ask the database. `clock` gives the time with its zone, `claims` are every viewer's."""

    def __init__(
        self, current: CurrentBundle, answers: AnswerService, clock: Callable[[], datetime], claims: Claims
    ) -> None:
        self._current = current
        self._answers = answers
        self._clock = clock
        self._claims = claims

    async def widget_data(self, request: Request) -> Response:
        """`GET /api/dashboards/{slug}/widgets/{id}/data?parameter=value...`."""
        bundle = self._current.required()
        dashboard = bundle.dashboard(request.path_params["slug"])
        widget = find_widget(dashboard, request.path_params["id"])
        if not widget.variants:
            raise SiteFault(site_codes.NOT_FOUND, f"the widget {widget.id!r} shows text and has no data")
        view = self._view(bundle, dashboard, request)
        variant = choose_variant(widget.variants, view.choices)
        delivered = await self._delivered(request, bundle, variant.statement, view)
        return Response(_body(bundle, delivered), headers=NO_STORE, media_type="application/json")

    async def parameter_options(self, request: Request) -> Response:
        """`GET /api/dashboards/{slug}/parameters/{id}/options?locale=en`."""
        bundle = self._current.required()
        dashboard = bundle.dashboard(request.path_params["slug"])
        parameter = _find_parameter(dashboard, request.path_params["id"])
        if parameter.option_statement is None:
            options = _written_options(parameter, request.query_params.get("locale", "en"))
        else:
            choices = resolve(dashboard, {}, self._now(bundle).date(), demand=False)
            view = View(choices, self._now(bundle), self._claims)
            delivered = await self._delivered(request, bundle, parameter.option_statement, view)
            options = _asked_options(delivered.kept.answer)
        return json_response({"options": options})

    def _view(self, bundle: ServedBundle, dashboard: BundleDashboard, request: Request) -> View:
        query: dict[str, list[str]] = {}
        for name, text in request.query_params.multi_items():
            query.setdefault(name, []).append(text)
        now = self._now(bundle)
        if "as_of" in query and all(parameter.id != "as_of" for parameter in dashboard.parameters):
            now = _as_of(query.pop("as_of")[0], now)
        return View(resolve(dashboard, query, now.date()), now, self._claims)

    async def _delivered(
        self, request: Request, bundle: ServedBundle, statement_digest: str, view: View
    ) -> Delivered:
        kept = self._answers.fresh(bundle, statement_digest, view)
        if kept is not None:
            return kept
        return await _unless_gone(request, self._answers.answer(bundle, statement_digest, view))

    def _now(self, bundle: ServedBundle) -> datetime:
        """The minute that it is, in the tenant's zone: widgets that are asked for together mean the same moment."""
        return self._clock().astimezone(bundle.zone).replace(second=0, microsecond=0)


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


async def _unless_gone(request: Request, work: Awaitable[T]) -> T:
    """The work's result; when the browser goes away first, the work is given up (and its query cancelled)."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise SiteFault(site_codes.QUERY_CANCELLED, "the browser went away")
        return task.result()
    finally:
        gone.cancel()
        task.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _body(bundle: ServedBundle, delivered: Delivered) -> bytes:
    """The answer around its rows, which are JSON already and may be large."""
    kept = delivered.kept
    answer = kept.answer
    head = {
        "columns": [{"name": c.name, "type": c.type, "kind": kind_of(c.type)} for c in answer.columns],
        "row_count": answer.row_count,
        "truncated": answer.truncated,
        "non_finite": answer.non_finite,
        "generated_at": moment(kept.generated_at.astimezone(UTC)),
        "age_seconds": delivered.age_seconds,
        "cached": delivered.cached,
        "duration_ms": kept.duration_ms,
        "version": bundle.version,
    }
    return orjson.dumps(head)[:-1] + b',"rows":' + answer.rows + b"}"


def _find_parameter(dashboard: BundleDashboard, parameter_id: str) -> BundleParameter:
    for parameter in dashboard.parameters:
        if parameter.id == parameter_id:
            return parameter
    raise SiteFault(
        site_codes.NOT_FOUND, f"the dashboard {dashboard.slug!r} has no parameter {parameter_id[:80]!r}"
    )


def _written_options(parameter: BundleParameter, locale: str) -> list[dict[str, Any]]:
    return [
        {"value": option.value, "label": _label(option.label, locale) or str(option.value)}
        for option in parameter.options or []
    ]


def _label(texts: dict[str, str] | None, locale: str) -> str | None:
    """The text for a locale: its own, its language's, everyone's, English, or whichever there is."""
    if not texts:
        return None
    wanted = (locale, locale.partition("-")[0], "*", "en")
    return next((texts[name] for name in wanted if name in texts), next(iter(texts.values())))


def _asked_options(answer: Answer) -> list[dict[str, Any]]:
    """The first column as value, the second (when there is one) as label; rows without a value are left out."""
    rows = orjson.loads(answer.rows)
    return [{"value": row[0], "label": str(row[-1])} for row in rows if row[0] is not None]
