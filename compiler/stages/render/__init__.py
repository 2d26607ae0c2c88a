"""Stage 4, render: templates to text, with the author's place of every character that came out."""

from compiler.stages.render.dashboards import render

__all__ = ["render"]
