"""Why something may not be published, in the words that the publisher reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from schemas import publishing_codes as codes
from schemas.codes import Code
from schemas.errors import ContractError


@dataclass(frozen=True)
class Refused:
    """Why something may not be published."""

    code: str
    tenant: str | None
    message: str
    remedy: str

    @staticmethod
    def of(code: Code, tenant: str | None, message: str, remedy: str) -> Refused:
        """A refusal under a catalogued code."""
        return Refused(code.id, tenant, message, remedy)


class PublishingRefused(Exception):
    """Nothing was published; `refused` has every reason."""

    def __init__(self, refused: Sequence[Refused]) -> None:
        super().__init__("; ".join(item.message for item in refused))
        self.refused = tuple(refused)


def database_refusal(error: psycopg.Error) -> Refused:
    """The database cannot be reached, or would not take something."""
    if isinstance(error, psycopg.DataError):
        return Refused.of(
            codes.BUNDLE_BROKEN,
            None,
            "a text of a bundle holds a character that the database cannot keep, such as NUL",
            "take it out of the YAML file",
        )
    # Only the first line: further ones may quote values. A connection's address never holds the password.
    reason = str(error).strip().partition("\n")[0]
    return Refused.of(
        codes.DATABASE_UNUSABLE,
        None,
        f"the database refuses: {reason}",
        "is DATABASE_URL right, and the database up?",
    )


def broken_bundle(slug: str, error: ContractError) -> Refused:
    """A manifest or an object is not what the contract allows."""
    return Refused.of(
        codes.BUNDLE_BROKEN, slug, f"the bundle of {slug} does not hold together: {error}", "build it anew"
    )


def tenant_twice(slug: str) -> Refused:
    """Two publications for one tenant."""
    return Refused.of(
        codes.TENANT_TWICE,
        slug,
        f"tenant {slug} stands twice in this publication",
        "give each tenant a slug of its own",
    )
