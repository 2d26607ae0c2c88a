"""What an agent and the control plane say to each other at `POST /api/agent/sync`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from schemas.bundle.objects import Sha256

LARGEST_NUMBER = 2**31 - 1
Count = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
VersionNumber = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
ShortText = Annotated[str, StringConstraints(max_length=500)]


class Message(BaseModel):
    """Unknown fields are ignored: agents and servers of neighbouring releases work together."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class ActiveBundle(Message):
    """What the agent serves now."""

    version: VersionNumber
    digest: Sha256


class Refusal(Message):
    """A bundle that the agent would not activate. Our own words only, never an error text of the database."""

    version: VersionNumber | None = None
    digest: Sha256 | None = None
    code: Annotated[str, StringConstraints(pattern=r"^DW9\d\d$")]
    reason: ShortText


class SyncRequest(Message):
    """The state of a site."""

    agent_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,64}$")]
    agent_version: Annotated[str, StringConstraints(max_length=64)]
    formats: Annotated[list[VersionNumber], Field(min_length=1, max_length=16)]
    active: ActiveBundle | None = None
    refusal: Refusal | None = None
    catalog_fingerprint: Sha256 | None = None
    duration_ms: Count | None = Field(None, description="How long the last sync took.")


class SyncResponse(Message):
    """Where to go; `next_poll_seconds` is when to come back.

    `offer` is None when nothing is published, or when what is published has a format that the agent did not
    name among its own (`unsupported-format`: the site needs a newer agent).
    """

    tenant: str
    status: Literal["current", "update", "nothing-published", "unsupported-format"]
    offer: ActiveBundle | None = None
    next_poll_seconds: Annotated[int, Field(ge=1, le=86_400)]


class ErrorBody(Message):
    """The one shape of every error of the HTTP interfaces."""

    code: str
    message: str
    remedy: str | None = None


class ErrorResponse(Message):
    """`{"error": {...}}`."""

    error: ErrorBody
