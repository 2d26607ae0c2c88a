"""What an earlier run made of a tenant, from which a stage takes over the parts that it would make the same again.

An edit of a shared dashboard touches one in ten dashboards of a tenant. A dashboard of a form is made of one dashboard of the
form before it; where that is the very same object, and so is the tenant's own file, the result is taken over as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

M = TypeVar("M")
S = TypeVar("S")
T = TypeVar("T")

Before = Callable[[str], T | None]
"""What was made of the tenant of a file in the same circumstances."""


def nothing_before(_path: str) -> None:
    """What a run that starts from nothing knows."""
    return


def by_source(made: Iterable[M], source: Callable[[M], S]) -> Callable[[S], M | None]:
    """Finds what was made of a value, by its identity; each result holds its source, so that no id is another's."""
    found = {id(source(one)): one for one in made}
    return lambda value: found.get(id(value))
