"""Macros that a template imports by a name that their file does not give them, and the parameters that macros have.

Of an import Jinja tells only the use, and of a use under the right name that the name is unknown; of a parameter that
a macro does not have it does not tell those that it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jinja2 import nodes
from jinja2.environment import Environment

from compiler.yaml_source import Source


class MissingMacro(NamedTuple):
    """A name that `file` has not, the line of the import (from 1 in the template), and the macros that it has."""

    file: str
    name: str
    line: int
    known: tuple[str, ...]


def missing_macros(
    environment: Environment, text: str, macros: Mapping[str, Source]
) -> Iterator[MissingMacro]:
    """What `{% from "file" import name %}` asks for in vain; raises TemplateSyntaxError for what does not parse."""
    for statement in environment.parse(text).find_all(nodes.FromImport):
        file = statement.template.value if isinstance(statement.template, nodes.Const) else None
        if not isinstance(file, str) or file not in macros:
            continue
        known = _exported(environment.parse(macros[file].text))
        names = [name if isinstance(name, str) else name[0] for name in statement.names]
        yield from (MissingMacro(file, name, statement.lineno, known) for name in names if name not in known)


def _exported(file: nodes.Template) -> tuple[str, ...]:
    """The names of a file's macros and of what it sets; those that start with an underscore are its own."""
    macros = [macro.name for macro in file.find_all(nodes.Macro)]
    variables = [name.name for name in file.find_all(nodes.Name) if name.ctx == "store"]
    return tuple(sorted({name for name in (*macros, *variables) if not name.startswith("_")}))


def parameters_of(
    environment: Environment, macro: str, text: str, macros: Mapping[str, Source]
) -> tuple[str, ...]:
    """The parameters of the macros of a name, in a template and in all files of macros."""
    trees = [environment.parse(text), *(environment.parse(source.text) for source in macros.values())]
    found = [known for tree in trees for known in tree.find_all(nodes.Macro) if known.name == macro]
    return tuple(dict.fromkeys(argument.name for known in found for argument in known.args))
