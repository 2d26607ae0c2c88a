"""One text rendered, or the fault that prevented it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import TracebackType

from jinja2 import Template, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateError

from compiler.diagnostics.codes import templates as codes
from compiler.diagnostics.suggest import certain, suggestion
from compiler.ir.tree import MACROS
from compiler.stages.render.environment import BoundedEnvironment
from compiler.stages.render.faults import Exceeded, TemplateFault, UndefinedName
from compiler.stages.render.imports import missing_macros, parameters_of
from compiler.stages.render.marks import MarkedEnvironment, Marks, read_marks
from compiler.stages.render.names import Values, spoken_names
from compiler.yaml_source import Source

Names = Mapping[str, Values]

_TEMPLATE = re.compile(r"\{\{|\{%|\{#")
_AUTHOR = "<template>"
_UNCLOSED_BLOCK = re.compile(r"innermost block that needs to be closed is '(\w+)'")
_REMEDIES = {
    "unexpected '}'": "close `{{` with `}}`, and `{%` with `%}`",
    "unexpected ':'": "write a value that viewers choose as `:name`, without braces",
}
"""By what Jinja says."""

_NO_ARGUMENT = re.compile(r"macro '(\w+)' takes no keyword argument '(\w+)'")

_FAILURES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What an author's expression can raise inside Jinja: wrong types, division by zero, endless recursion."""


def is_template(text: str) -> bool:
    """Whether Jinja has anything to do in a text; any other is never given to it."""
    return _TEMPLATE.search(text) is not None


class Templates:
    """Renders texts with the shared macros; each template is compiled once."""

    def __init__(self, macros: Mapping[str, Source]) -> None:
        self.sources = {name.removeprefix(f"{MACROS}/"): source for name, source in macros.items()}
        self._environment = BoundedEnvironment(self.sources)
        self._compiled: dict[str, Template] = {}
        self._spoken: dict[str, frozenset[str]] = {}

    def file(self, path: str) -> Source:
        """The macro file at a path of the tree."""
        return self.sources[path.removeprefix(f"{MACROS}/")]

    def render(self, text: str, names: Names) -> str | TemplateFault:
        """The rendered text, or what is wrong with it."""
        self._environment.restart()
        try:
            return self._template(text).render(names)
        except (TemplateError, *_FAILURES) as error:
            return (
                self._misspelt_import(text, error)
                or self._unknown_argument(text, error)
                or self._fault(error)
            )

    def speaks_of(self, text: str) -> frozenset[str]:
        """The names of TEMPLATE_NAMES on whose values the rendered text, or its fault, may depend."""
        if text not in self._spoken:
            self._spoken[text] = spoken_names(self._environment, text)
        return self._spoken[text]

    def _misspelt_import(self, text: str, error: Exception) -> TemplateFault | None:
        """The fault behind a name that is not defined, where an import asks in vain for a macro."""
        if not isinstance(error, UndefinedName):
            return None
        missing = next(missing_macros(self._environment, text, self.sources), None)
        if missing is None:
            return None
        message = f"`{missing.file}` has no macro `{missing.name}`"
        remedy = suggestion(missing.name, missing.known)
        meant = certain(missing.name, missing.known)
        return TemplateFault(
            codes.UNDEFINED.id, message, missing.line, missing.name, help=remedy, meant=meant
        )

    def _unknown_argument(self, text: str, error: Exception) -> TemplateFault | None:
        """The fault of a macro that is given a parameter by a name that it does not have."""
        told = _NO_ARGUMENT.search(str(error)) if isinstance(error, TypeError) else None
        if told is None:
            return None
        macro, name = told.groups()
        known = parameters_of(self._environment, macro, text, self.sources)
        fault = self._fault(error)
        remedy, meant = suggestion(name, known), certain(name, known)
        message = f"the macro `{macro}` has no parameter `{name}`"
        return replace(fault, message=message, word=name, help=remedy, meant=meant)

    def _template(self, text: str) -> Template:
        if text not in self._compiled:
            self._compiled[text] = self._environment.from_string(text)
        return self._compiled[text]

    def marks(self, text: str, names: Names, rendered: str) -> Marks | None:
        """Where each character of `rendered` comes from; None when it cannot be told."""
        environment = MarkedEnvironment(self.sources)
        try:
            marked = environment.from_string(text).render(names)
        except (TemplateError, *_FAILURES):
            return None
        return read_marks(marked, environment.table, rendered)

    def _fault(self, error: Exception) -> TemplateFault:
        if isinstance(error, TemplateSyntaxError):
            return _syntax(error)
        lines = _lines(error.__traceback__)
        line = next((line for name, line in lines if name == _AUTHOR), 1)
        inner = tuple(dict.fromkeys((name, line) for name, line in reversed(lines) if name != _AUTHOR))
        code, message, word, remedy = self._words(error)
        meant = certain(word, _known(error, self.sources)) if word is not None else None
        return TemplateFault(code, message, line, word, inner, remedy, meant)

    def _words(self, error: Exception) -> tuple[str, str, str | None, str | None]:
        if isinstance(error, UndefinedName):
            remedy = suggestion(error.name, error.known)
            return codes.UNDEFINED.id, str(error), error.name, remedy
        if isinstance(error, TemplateNotFound):
            name = str(error.name)
            message = f"there is no {MACROS}/{name}"
            return codes.MACROS_NOT_FOUND.id, message, name, suggestion(name, self.sources)
        if isinstance(error, Exceeded):
            return codes.TOO_MUCH.id, str(error), None, None
        if isinstance(error, RecursionError):
            return codes.TOO_MUCH.id, "the template calls itself without end", None, None
        if isinstance(error, SecurityError):
            return codes.REFUSED.id, str(error), None, None
        return codes.FAILED.id, f"the template fails: {error}", None, None


def _known(error: Exception, files: Iterable[str]) -> Iterable[str]:
    """The words of which the one that was not found may be a slip."""
    return error.known if isinstance(error, UndefinedName) else files


def _syntax(error: TemplateSyntaxError) -> TemplateFault:
    message = (error.message or "syntax error").rstrip(".")
    message = message[:1].lower() + message[1:]
    if error.filename is not None:
        inner = ((error.filename, error.lineno),)
        return TemplateFault(codes.SYNTAX.id, f"in {error.filename}: {message}", 1, error.name, inner)
    if message.startswith("no filter named"):
        return TemplateFault(codes.REFUSED.id, f"there is {message}", error.lineno)
    if (block := _UNCLOSED_BLOCK.search(message)) is not None:
        message = f"`{{% {block[1]} %}}` is never closed"
        return TemplateFault(codes.SYNTAX.id, message, error.lineno, help=f"add `{{% end{block[1]} %}}`")
    return TemplateFault(codes.SYNTAX.id, message, error.lineno, help=_REMEDIES.get(message))


def _lines(traceback: TracebackType | None) -> list[tuple[str, int]]:
    """The places in templates that an error passed through, outermost first: file and line."""
    found = []
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if name == _AUTHOR or name.startswith(f"{MACROS}/"):
            found.append((name, traceback.tb_lineno))
        traceback = traceback.tb_next
    return found
