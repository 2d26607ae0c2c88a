"""One shape for every error of the whole API, pinned route by route."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from runtime.app import create_app
from runtime.settings import Settings
from runtime.store.store import Store
from schemas.sync import ErrorResponse
from tests.support.bundles import publication
from tests.support.control_plane import ControlPlane, RunningServer, TestClock

pytestmark = pytest.mark.postgres

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OPEN_TO_ALL = {"/health", "/metrics"}


def addresses(http: httpx.Client) -> dict[str, set[str]]:
    """Every address of the OpenAPI page with the methods that it takes."""
    paths: dict[str, dict[str, Any]] = http.get("/openapi.json").json()["paths"]
    return {path: {method.upper() for method in methods} for path, methods in paths.items()}


def shape_of(response: httpx.Response) -> tuple[str, ...]:
    """The keys of an error; fails when the body is anything else."""
    body: dict[str, Any] = response.json()
    assert list(body) == ["error"], body
    ErrorResponse.model_validate(body)
    assert response.headers["Content-Type"] == "application/json"
    assert body["error"]["code"].startswith("DW8")
    assert body["error"]["message"]
    return tuple(body["error"])


def test_every_route_refuses_in_one_shape(control_plane: ControlPlane) -> None:
    """401 without a key where one is needed, and 405 for every method that an address does not take."""
    with control_plane.client() as http:
        found = addresses(http)
        assert found.keys() >= OPEN_TO_ALL | {"/api/agent/sync", "/api/agent/objects/{sha256}"}
        for path, taken in found.items():
            for method in METHODS:
                answer = http.request(method, path.format(name="1.root.json", sha256="0" * 64))
                if path in OPEN_TO_ALL and method in taken:
                    assert answer.status_code == 200
                    continue
                expected = 401 if method in taken else 405
                assert (path, method, answer.status_code) == (path, method, expected)
                shape_of(answer)


def test_what_a_good_key_asks_in_vain_has_the_shape(control_plane: ControlPlane) -> None:
    """404 for addresses and objects that are not there, 422 for a body that is no poll, 413 for one without end."""
    control_plane.publish(publication())
    with control_plane.client(control_plane.create_key("acme")) as http:
        answers = {
            404: http.get("/nothing/here"),
            422: http.post("/api/agent/sync", content=b"{}"),
            413: http.post("/api/agent/sync", content=b" " * 70_000),
        }
        missing = http.get(f"/api/agent/objects/{'0' * 64}")
    assert {status: answer.status_code for status, answer in answers.items()} == {
        404: 404,
        422: 422,
        413: 413,
    }
    assert missing.content == answers[404].content
    for answer in answers.values():
        assert shape_of(answer) == ("code", "message", "remedy") or answer.status_code == 413


def test_a_fault_of_our_own_has_the_shape(control_plane: ControlPlane) -> None:
    """500 says that the server failed and what kind of fault it was, and nothing of what it was doing."""

    @control_plane.app.get("/broken")
    async def broken() -> None:
        raise ZeroDivisionError("a secret detail")

    with control_plane.client() as http:
        answer = http.get("/broken")
    assert answer.status_code == 500
    shape_of(answer)
    assert "ZeroDivisionError" in answer.text
    assert "secret detail" not in answer.text


def test_every_route_is_described(control_plane: ControlPlane) -> None:
    """The OpenAPI document has a summary, a tag and its errors for each route, and says which need a key."""
    with control_plane.client() as http:
        document = http.get("/openapi.json").json()
    assert "HTTPValidationError" not in str(document)
    assert document["components"]["securitySchemes"]["agent_key"]["scheme"] == "bearer"
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert operation["description"], path
            assert operation["tags"], path
            if path not in OPEN_TO_ALL:
                assert operation["security"] == [{"agent_key": []}], path
                assert {"401", "403", "503"} <= operation["responses"].keys(), path


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [("https://operators.example.com", True), ("https://evil.example.com", False)],
    ids=["named", "unnamed"],
)
def test_only_named_origins_may_call(server_settings: Settings, origin: str, allowed: bool) -> None:
    """CORS_ORIGINS decides whose pages may read an answer."""
    settings = replace(server_settings, cors_origins=("https://operators.example.com",))
    server = RunningServer(create_app(settings, Store(settings.database_url), TestClock()))
    server.start()
    answer = httpx.get(f"{server.url}/health", headers={"Origin": origin})
    server.stop()
    assert (answer.headers.get("Access-Control-Allow-Origin") == origin) is allowed
