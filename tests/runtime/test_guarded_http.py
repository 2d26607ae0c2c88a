"""Requests that never come to their end."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from runtime.app import create_app
from runtime.guarded_http import GuardedHttp
from runtime.settings import Settings
from runtime.store.store import Store
from tests.support.control_plane import RunningServer, TestClock

pytestmark = pytest.mark.postgres


class Impatient(GuardedHttp):
    """Gives a head less time, so that a test need not wait for long."""

    HEAD_SECONDS = 0.5


@pytest.fixture
def server(server_settings: Settings, quiet_log: None) -> Iterator[RunningServer]:
    """A server that is impatient."""
    app = create_app(server_settings, Store(server_settings.database_url), TestClock())
    running = RunningServer(app, http=Impatient)
    running.start()
    yield running
    running.stop()


def connect(server: RunningServer) -> socket.socket:
    """A bare connection to the server."""
    host, _, port = server.url.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=10)


def is_closed(connection: socket.socket) -> bool:
    """Whether the server closed without an answer; waits for it."""
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


def answer(connection: socket.socket) -> bytes:
    """One whole answer, which is an error of the API."""
    received = b""
    while not received.endswith(b"}}"):
        received += connection.recv(65_536)
    return received


def test_an_endless_header_is_cut_off(server: RunningServer) -> None:
    """A header that goes on and on ends the connection once it is larger than any header can be."""
    with connect(server) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nX-Endless: ")
        with pytest.raises(ConnectionError):
            connection.sendall(b"a" * 100_000_000)
    assert httpx.get(f"{server.url}/metrics").status_code == 200


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET /health HT", b"GET /health HTTP/1.1\r\nHost: x\r\n"],
    ids=["silent", "line", "headers"],
)
def test_a_head_that_does_not_come_is_not_waited_for(server: RunningServer, begun: bytes) -> None:
    """Nothing, half a line and half the headers: the connection is closed when the time is up."""
    began = time.monotonic()
    with connect(server) as connection:
        connection.sendall(begun)
        assert is_closed(connection)
    assert time.monotonic() - began < 5


def test_a_kept_connection_is_guarded_for_its_next_request_too(server: RunningServer) -> None:
    """A whole request is answered; the half one after it ends the connection."""
    with connect(server) as connection:
        connection.sendall(b"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answer(connection).startswith(b"HTTP/1.1 404")
        connection.sendall(b"GET /nothing HTTP/1.1\r\nHost:")
        assert is_closed(connection)


def test_a_body_may_take_longer_than_a_head(server: RunningServer) -> None:
    """The guard ends with the head: what follows is bounded where it is read."""
    with connect(server) as connection:
        connection.sendall(b"POST /api/agent/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
        assert answer(connection).startswith(b"HTTP/1.1 401")
