"""Why a text cannot be read, and what its author meant: looked for only where reading has stopped.

Each rule is a function of the place where reading stopped; the first that knows the mistake tells it. A rule that puts something
in or right reads the text once more, and is believed only if the reading then goes on.
"""

from __future__ import annotations

from compiler.stages.analyse.unreadable.stop import Explanation
from compiler.stages.analyse.unreadable.telling import told
from compiler.stages.analyse.unreadable.unclosed import explain_unclosed

__all__ = ["Explanation", "explain_unclosed", "told"]
