"""What a template may do wrong. Raised inside Jinja, turned into diagnostics in `templates.py`."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2.exceptions import TemplateRuntimeError, UndefinedError


@dataclass(frozen=True)
class TemplateFault:
    """A fault in a template: `line` from 1 in the text that was rendered.

    `word` is the piece of that line to underline, if one is known. `inner` are the macro files and lines in which it
    happened, innermost first. `meant` is what surely is to stand in the place of `word`.
    """

    code: str
    message: str
    line: int
    word: str | None = None
    inner: tuple[tuple[str, int], ...] = ()
    help: str | None = None
    meant: str | None = None


class UndefinedName(UndefinedError):
    """A name that is not there; `known` are those that are."""

    def __init__(self, message: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(message)
        self.name = name
        self.known = known


class Exceeded(TemplateRuntimeError):
    """A template that runs too long or makes too much text."""
