"""What goes wrong at a site, as one exception with a code of `schemas.site_codes`.

Messages are our own words: no error text of a database or of a driver ever stands in one, because such texts
may quote rows. What a driver said is logged at the site, by number and state alone.
"""

from __future__ import annotations

from schemas.codes import Code


class SiteFault(Exception):
    """A fault with its code, one sentence that says what is wrong and one that says what to do."""

    def __init__(self, code: Code, message: str, remedy: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.code.id}: {self.message}"
