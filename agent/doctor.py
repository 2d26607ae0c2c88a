"""What `dashwright-agent doctor` looks at: each check says how it stands and what to do.

Checks never stop one another: the database is looked at also when the control plane is away.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from tuf.api.metadata import Root

from agent import AGENT_VERSION
from agent.control_plane import ControlPlane, ControlPlaneFault
from agent.execute.database import engine_maker
from agent.faults import SiteFault
from agent.settings import Settings, is_loopback
from agent.sync.activation import BundleState
from agent.sync.state_directory import agent_id, read_root
from agent.sync.syncer import check_tenant
from schemas import site_codes
from schemas.bundle.manifest import READABLE_FORMATS
from schemas.sync import ActiveBundle, SyncRequest
from schemas.trust.metadata import read_metadata

_WORD = re.compile(r"([^;={}]+)=(\{(?:[^}]|\}\})*\}|[^;]*)")
"""A keyword and its value, which may stand in braces and hold semicolons then."""

Verdict = Literal["ok", "warning", "fault"]


@dataclass(frozen=True)
class Finding:
    """One line of the report; `remedy` says what to do where something is to be done."""

    subject: str
    verdict: Verdict
    words: str
    remedy: str | None = None


def examine(settings: Settings) -> Iterator[Finding]:
    """All findings, in the order in which faults are best mended."""
    for subject, check in (
        ("state directory", _state_directory),
        ("root of trust", _root),
        ("database", _database),
        ("connection string", _connection_words),
        ("control plane", _control_plane),
        ("page", _page),
    ):
        yield from _findings(subject, check, settings)


def _findings(
    subject: str, check: Callable[[Settings], Iterator[Finding]], settings: Settings
) -> Iterator[Finding]:
    try:
        yield from check(settings)
    except SiteFault as fault:
        yield Finding(subject, "fault", f"{fault.code.id} {fault.message}", fault.remedy)


def _state_directory(settings: Settings) -> Iterator[Finding]:
    directory = settings.tenant_dir
    try:
        directory.mkdir(parents=True, exist_ok=True)
        probe = directory / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise SiteFault(
            site_codes.STATE_DIRECTORY,
            f"{directory} cannot be written: {error.strerror}",
            f"Let the user with id {os.getuid()} write there (`chown {os.getuid()} {directory}`).",
        ) from error
    yield Finding("state directory", "ok", f"{directory} can be written")


def _root(settings: Settings) -> Iterator[Finding]:
    signed = read_metadata(read_root(settings.root), Root).signed
    words = f"version {signed.version}, {signed.roles['root'].threshold} signatures needed"
    if signed.is_expired(datetime.now(UTC)):
        yield Finding(
            "root of trust", "warning", f"{words}, expired on {signed.expires:%Y-%m-%d}",
            "A newer root is fetched by itself if the vendor has published one; ask the vendor otherwise.",
        )  # fmt: skip
    else:
        yield Finding("root of trust", "ok", f"{words}, good until {signed.expires:%Y-%m-%d}")


def _connection_words(settings: Settings) -> Iterator[Finding]:
    """Encryption and routing as the connection string states them; its secrets are never shown."""
    if settings.engine != "sqlserver":
        found = Path(settings.connection.get_secret_value()).is_file()
        if not found:
            yield Finding("connection string", "fault", "names no file", "Correct DASHWRIGHT_CONNECTION.")
        return
    words = connection_words(settings.connection.get_secret_value())
    yield from _driver(words.get("driver"))
    encrypted = words.get("encrypt", words.get("encryption", "")).lower() in {
        "yes", "mandatory", "strict", "require", "required",
    }  # fmt: skip
    local = is_loopback(words.get("server", "").removeprefix("tcp:").partition(",")[0])
    if not encrypted and not local:
        yield Finding(
            "connection string", "warning", "does not ask for encryption",
            "Write Encrypt=yes (Microsoft's driver) or Encryption=require (FreeTDS).",
        )  # fmt: skip
    if words.get("trustservercertificate", "").lower() == "yes":
        yield Finding(
            "connection string", "warning", "trusts any certificate (TrustServerCertificate=yes)",
            "Install the server's certificate authority at this machine and write TrustServerCertificate=no.",
        )  # fmt: skip
    if words.get("applicationintent", "").lower() != "readonly":
        yield Finding(
            "connection string", "ok",
            "ApplicationIntent=ReadOnly would lead to a readable secondary, where there is one",
        )  # fmt: skip


def _driver(name: str | None) -> Iterator[Finding]:
    """Whether the driver is installed that the connection string names; a data source names its own."""
    if name is None or name.startswith("/"):
        return
    try:
        from agent.execute.sqlserver_engine import installed_drivers  # noqa: PLC0415  # only where it is wanted
    except ImportError:
        return  # no ODBC at all: the line on the database says so
    known = installed_drivers()
    if name.lower() not in {driver.lower() for driver in known}:
        yield Finding(
            "connection string", "fault", f"names the driver {name!r}, which is not installed",
            f"Install it, or name one of: {', '.join(known) or 'none is installed'}.",
        )  # fmt: skip


def connection_words(connection: str) -> dict[str, str]:
    """The keywords of an ODBC connection string, lower case, braces removed; without the password."""
    found = {name.strip().lower(): value.strip() for name, value in _WORD.findall(connection)}
    return {name: value.strip("{}") for name, value in found.items() if name not in {"pwd", "password"}}


def _database(settings: Settings) -> Iterator[Finding]:
    engine = engine_maker(settings)("UTC")
    session = engine.connect()
    try:
        yield Finding("database", "ok", f"{settings.engine} answers")
        tables = {(column.schema, column.table) for column in session.list_columns()}
        allowed = settings.site.access.schemas
        if allowed is not None:
            names = {name.lower() for name in allowed}
            tables = {table for table in tables if table[0].lower() in names}
        yield Finding(
            "database",
            "ok" if tables else "warning",
            f"the login sees {len(tables)} tables and views",
            None if tables else "Grant SELECT on the schema that the dashboards read.",
        )
        if rights := session.write_rights():
            yield Finding(
                "database", "warning", f"the login may do more than read: {', '.join(rights)}",
                "Give the agent a login of its own with SELECT on the allowed schemas and nothing else.",
            )  # fmt: skip
    finally:
        session.close()
        engine.close()


def _control_plane(settings: Settings) -> Iterator[Finding]:
    if settings.server_url is None:
        yield Finding("control plane", "ok", "none is set; bundles come by `import-bundle`")
        return
    if urlsplit(settings.server_url).scheme == "http":
        yield Finding(
            "control plane",
            "warning",
            "is reached without encryption",
            "Use an https:// address where you can.",
        )
    try:
        response = ControlPlane(settings).sync(_poll(settings), wait_seconds=0)
    except ControlPlaneFault as fault:
        raise SiteFault(fault.code, fault.message, fault.remedy) from fault
    check_tenant(response, settings.tenant)
    offered = f"version {response.offer.version}" if response.offer else "nothing"
    yield Finding("control plane", "ok", f"{settings.server_url} offers {offered}")


def _poll(settings: Settings) -> SyncRequest:
    """A poll that tells what the disk says: the control plane takes it for the site's, as any other."""
    state = BundleState(settings.tenant_dir, tenant=settings.tenant, root=read_root(settings.root))
    pointer = state.pointer()
    current = pointer.current if pointer else None
    return SyncRequest(
        agent_id=agent_id(settings.tenant_dir),
        agent_version=AGENT_VERSION,
        formats=list(READABLE_FORMATS),
        active=ActiveBundle(version=current.version, digest=current.manifest) if current else None,
        refusal=state.refusal(),
    )


def _page(settings: Settings) -> Iterator[Finding]:
    if is_loopback(settings.host):
        yield Finding("page", "ok", f"listens at {settings.host}, for this machine alone")
        return
    yield Finding(
        "page", "warning", f"listens at {settings.host} without sign-in: whoever reaches the port sees the data",
        "Let only a proxy that asks for sign-in reach the port.",
    )  # fmt: skip
