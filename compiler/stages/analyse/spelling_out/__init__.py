"""Functions that their own dialect has for short, written out as what they are short for, before names are bound.

What the dialect's manual defines by other expressions needs no rule of types and no rewrite of its own: it becomes those
expressions, which have theirs.
"""

from compiler.stages.analyse.spelling_out.stage import spell_out

__all__ = ["spell_out"]
