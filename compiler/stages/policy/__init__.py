"""The vendor's policy put to every tenant: what its rules find, what of it is accepted, and the license's limit.

A rule is a function from the rule's own settings and one dashboard of one tenant to findings (`dashboards`, `queries`,
`personal`, `own`); `verdicts` puts all of them to a tenant, gives each finding its level, and sets aside what a suppression
accepts with a reason.
"""

from compiler.stages.policy.license import over_license
from compiler.stages.policy.own import faulty_expressions
from compiler.stages.policy.suppressions import unused_suppressions
from compiler.stages.policy.verdicts import Verdicts, judged

__all__ = ["Verdicts", "faulty_expressions", "judged", "over_license", "unused_suppressions"]
