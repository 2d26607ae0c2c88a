"""The page of settings: the environment of each program, and the administrator's site file."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from agent.settings import SITE_FILE_VARIABLE, Settings, SiteFile
from compiler.cache.location import CACHE, OFF
from compiler.cli.publish import ROOT, TARGETS_KEY
from compiler.conformance.parser import PLACE
from runtime.settings import SETTINGS as SERVING
from tools.reference.markdown import code, page, table
from tools.reference.models import keys

HEAD = ("variable", "default", "meaning")


def settings_page() -> str:
    """All settings of all programs."""
    return page(
        "Settings",
        "Each program reads its environment once, at its start, and reports every fault in it together. Secrets are never logged.",
        "## dashwright-server\n\n"
        + table(HEAD, ((code(s.name), _default(s.default), s.meaning) for s in SERVING)),
        "## dashwright publish\n\n" + table(HEAD, _publishing()),
        "## dashwright check, build, dev\n\n"
        + table(
            HEAD,
            [
                (
                    code(CACHE),
                    "the user's cache folder",
                    f"Where results of runs are kept; {code(OFF)}: nowhere.",
                )
            ],
        ),
        "## dashwright verify\n\n"
        + table(
            HEAD,
            [
                (
                    code(PLACE),
                    "the cache folder",
                    "Where tests/support/scriptdom/setup.sh installed Microsoft's T-SQL parser.",
                )
            ],
        ),
        "## dashwright-agent\n\n" + _agent(),
        f"## The site file\n\nTOML; {code(SITE_FILE_VARIABLE)} names it. The site's administrator alone writes it, and no bundle widens it.",
        *(f"### {title}\n\n{text}" for title, text in _site_file()),
    )


def _publishing() -> list[tuple[str, str, str]]:
    """What publishing shares with the server, and the key that it signs with."""
    shared = {"DATABASE_URL", "MAX_TENANTS"}
    return [
        *((code(s.name), _default(s.default), s.meaning) for s in SERVING if s.name in shared),
        (
            code(TARGETS_KEY),
            "required",
            "The targets key: PEM text, or the path of the file that `dashwright trust init` made.",
        ),
        (
            code(ROOT),
            "",
            "Path of root.json; where it is given, a key that it does not name is refused before anything else.",
        ),
        (code("GITHUB_ACTOR"), "the account", "Who publishes, for the audit log."),
    ]


def _agent() -> str:
    rows = [
        (code(field.alias), _model_default(field.default), field.description or "")
        for field in Settings.model_fields.values()
        if field.alias
    ]
    return table(HEAD, [*rows, (code(SITE_FILE_VARIABLE), "", "Path of the site file.")])


def _site_file() -> list[tuple[str, str]]:
    """The keys outside any table, then each table of the file."""
    tables, plain = [], []
    for name, field in SiteFile.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            tables.append((code(f"[{name}]"), keys(field.annotation.model_json_schema())))
        else:
            plain.append(name)
    schema = SiteFile.model_json_schema()
    outside = {**schema, "properties": {name: schema["properties"][name] for name in plain}}
    return [("Outside any table", keys(outside)), *tables]


def _default(text: str | None) -> str:
    return "required" if text is None else code(text) if text else "none"


def _model_default(value: object) -> str:
    return "required" if value is PydanticUndefined else "" if value is None else code(value)
