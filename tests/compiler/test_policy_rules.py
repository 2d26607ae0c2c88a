"""The rules of the policy's model and the functions that check them."""

from __future__ import annotations

from compiler.stages.policy.verdicts import CHECKS
from schemas.resources.policy import BUILT_IN_RULES


def test_every_rule_that_can_be_written_is_checked() -> None:
    """A rule without a function would be accepted in `policy.yaml` and never find anything."""
    assert CHECKS.keys() == BUILT_IN_RULES
