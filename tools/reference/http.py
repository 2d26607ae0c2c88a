"""The page of the control plane's HTTP interface, from the description that it serves itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from compiler.trust.ceremony import hold_ceremony
from compiler.trust.files import ONLINE_KEY, ROOT_FILE
from runtime.app import create_app
from runtime.clock import system_clock
from runtime.settings import read_settings
from runtime.store.store import Store
from tools.reference.markdown import code, page, table
from tools.reference.models import form, section


def control_plane_page() -> str:
    """Every route, its parameters and answers, and the messages they carry."""
    document = openapi()
    routes = [_route(path, method, route) for path, method, route in _routes(document)]
    messages = [section(name, schema) for name, schema in sorted(_messages(document).items())]
    introduction = (
        "What `dashwright-server` answers. Agents send `Authorization: Bearer KEY`; every error is an "
        "[ErrorResponse](#errorresponse). The server describes itself at `/openapi.json` and `/docs`."
    )
    return page("HTTP interface of the control plane", introduction, *routes, "# Messages", *messages)


def openapi() -> dict[str, Any]:
    """The OpenAPI document of an app on keys made for the moment; its database is never opened."""
    with TemporaryDirectory() as folder:
        hold_ceremony(Path(folder), root_keys=1, threshold=1, now=datetime.now(UTC))
        settings = read_settings(
            {
                "DATABASE_URL": "postgresql://nobody@127.0.0.1/none",
                "JWT_SECRET": "-" * 32,
                "DASHWRIGHT_ONLINE_KEY": str(Path(folder) / ONLINE_KEY),
                "DASHWRIGHT_ROOT": str(Path(folder) / ROOT_FILE),
            }
        )
        return create_app(settings, Store(settings.database_url), system_clock).openapi()


def _routes(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, methods in sorted(document["paths"].items()):
        for method, route in methods.items():
            yield path, method.upper(), route


def _messages(document: Mapping[str, Any]) -> dict[str, Any]:
    """Every message by its name; those of bodies that the server reads by hand stand in the route itself."""
    found = dict(document["components"]["schemas"])
    for _, _, route in _routes(document):
        for content in route.get("requestBody", {}).get("content", {}).values():
            schema = content["schema"]
            if "title" in schema:
                found |= {schema["title"]: schema, **schema.get("$defs", {})}
    return found


def _route(path: str, method: str, route: Mapping[str, Any]) -> str:
    asked = [
        (code(given["name"]), given["in"], form(given.get("schema", {})), given.get("description", ""))
        for given in route.get("parameters", ())
    ]
    body = route.get("requestBody", {}).get("content", {})
    carried = [("body", kind, form(content.get("schema", {})), "") for kind, content in body.items()]
    answers = [
        (code(status), _content(answer), answer["description"])
        for status, answer in route["responses"].items()
    ]
    parts = [
        f"## {method} {path}",
        route.get("description") or route.get("summary", ""),
        table(("parameter", "in", "form", "meaning"), asked + carried),
        table(("status", "carries", "meaning"), answers),
    ]
    return "\n\n".join(part for part in parts if part)


def _content(answer: Mapping[str, Any]) -> str:
    kinds = answer.get("content", {})
    return ", ".join(
        form(content["schema"]) if content.get("schema") else kind for kind, content in kinds.items()
    )
