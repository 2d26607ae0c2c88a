"""Rows for widgets and choices for parameters."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import UTC
from typing import Any, TypeVar

import orjson
from starlette.requests import Request
from starlette.responses import Response

from agent.api.questions import Questions
from agent.api.site_routes import NO_STORE, json_response
from agent.api.site_views import moment
from agent.execute.answer import Answer, kind_of
from agent.execute.parameters import value_text
from agent.execute.question import Question
from agent.execute.served import CurrentBundle, ServedBundle
from agent.execute.service import AnswerService, Delivered
from agent.faults import SiteFault
from schemas import site_codes
from schemas.bundle.objects import BundleDashboard, BundleParameter

T = TypeVar("T")


class DataRoutes:
    """The two routes that ask the database."""

    def __init__(self, current: CurrentBundle, answers: AnswerService, questions: Questions) -> None:
        self._current = current
        self._answers = answers
        self._questions = questions

    async def widget_data(self, request: Request) -> Response:
        """`GET /api/dashboards/{slug}/widgets/{id}/data?parameter=value...`."""
        bundle, place = self._current.required(), request.path_params
        question = self._questions.of_widget(bundle, place["slug"], place["id"], request.url.query)
        delivered = await self._delivered(request, question)
        return Response(_body(bundle, delivered), headers=NO_STORE, media_type="application/json")

    async def parameter_options(self, request: Request) -> Response:
        """`GET /api/dashboards/{slug}/parameters/{id}/options?locale=en`."""
        bundle = self._current.required()
        dashboard = bundle.dashboard(request.path_params["slug"])
        parameter = _find_parameter(dashboard, request.path_params["id"])
        if parameter.option_statement is None:
            options = _written_options(parameter, request.query_params.get("locale", "en"))
        else:
            question = self._questions.of_options(bundle, dashboard, parameter.option_statement)
            options = _asked_options((await self._delivered(request, question)).kept.answer)
        return json_response({"options": options})

    async def _delivered(self, request: Request, question: Question) -> Delivered:
        kept = self._answers.fresh(question)
        if kept is not None:
            return kept
        return await _unless_gone(request, self._answers.answer(question))


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
        {"value": option.value, "label": _label(option.label, locale) or value_text(option.value)}
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
    rows = [row for row in orjson.loads(answer.rows) if row[0] is not None]
    return [{"value": row[0], "label": value_text(row[0] if row[-1] is None else row[-1])} for row in rows]
