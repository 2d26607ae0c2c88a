"""Trees of tenants written in Markdown: fenced blocks with a path are files, what is usual is added.

Used by the literate cases of the compiler and by the catalogue of diagnostics, so that both are written alike:
see compiler/diagnostics/pages/README.md and tests/compiler/cases/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=ticks)$", re.MULTILINE | re.DOTALL)
ALONE = "alone"

TENANT = """\
kind: tenant
name: Acme
slug: acme
license: pro
datasource: {{{datasource}}}
dashboards: [{dashboards}]
"""
CATALOG = """\
kind: catalog
collation: Latin1_General_CI_AS
default_schema: sales
tables:
  sales.customers:
    primary_key: [customer_id]
    columns:
      customer_id: int not null
      name: nvarchar(100) not null
      region: nvarchar(25)
      country: varchar(2) not null
      active: bit not null
  sales.orders:
    primary_key: [order_id]
    columns:
      order_id: int not null
      customer_id: int not null
      ordered_at: datetime2(7) not null
      shipped_on: date
      amount: decimal(15,2) not null
      quantity: int not null
      note: nvarchar(200)
"""


@dataclass(frozen=True)
class Block:
    """A fenced block: the words after the ticks, its text, and the line of the document where the text begins."""

    words: tuple[str, ...]
    text: str
    line: int

    @property
    def language(self) -> str:
        """The first word."""
        return self.words[0] if self.words else ""

    @property
    def path(self) -> str | None:
        """The path below `tenants/` of a block that is a file."""
        return next((word for word in self.words[1:] if "/" in word or word.endswith(".yaml")), None)


@dataclass
class ExampleTree:
    """Files by their path below `tenants/`, and symbolic links by theirs."""

    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """Writes the tree below `folder`; the folder of tenants."""
        root = folder / "tenants"
        root.mkdir(parents=True)
        for path, data in self.files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        for path, target in self.links.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(target)
        return root


def blocks(markdown: str) -> list[Block]:
    """The fenced blocks of a document, in order."""
    return [
        Block(tuple(found["info"].split()), found["text"], markdown.count("\n", 0, found.start("text")) + 1)
        for found in FENCE.finditer(markdown)
    ]


def example_tree(found: Iterable[Block]) -> ExampleTree:
    """The tree of these blocks, completed unless one of them says `alone`."""
    found = list(found)
    tree = ExampleTree()
    for block in found:
        if block.path is not None:
            _add_file(tree, block, block.path)
    queries = [block for block in found if block.language == "sql" and block.path is None]
    for number, block in enumerate(queries, start=1):
        tree.files[f"acme/dashboards/example-{number}.yaml"] = _dashboard(block, number).encode()
    if not any(ALONE in block.words for block in found):
        _complete(tree, queries)
    return tree


def _add_file(tree: ExampleTree, block: Block, path: str) -> None:
    if block.language == "symlink":
        tree.links[path] = block.text.strip()
    elif block.language == "escaped":
        tree.files[path] = block.text.encode("ascii").decode("unicode_escape").encode("latin-1")
    else:
        tree.files[path] = block.text.encode()


def _complete(tree: ExampleTree, queries: Sequence[Block]) -> None:
    own = sorted(path for path in tree.files if re.fullmatch(r"acme/dashboards/.*\.yaml", path))
    names = [path.rsplit("/", 1)[-1].removesuffix(".yaml") for path in own]
    tenant = TENANT.format(datasource=_datasource(queries), dashboards=", ".join(names))
    if b"catalog: catalog.yaml" in tree.files.setdefault("acme/tenant.yaml", tenant.encode()):
        tree.files.setdefault("acme/catalog.yaml", CATALOG.encode())


def _datasource(queries: Sequence[Block]) -> str:
    settings = {"engine": "sqlserver", "version": "2019", "dialect": "postgres"}
    for block in queries:
        given = dict(word.split("=", 1) for word in block.words[1:] if "=" in word)
        settings |= {key: given[key] for key in settings if key in given}
    if settings["engine"] == "duckdb":
        del settings["version"]
    return ", ".join(f"{key}: {value}" for key, value in {**settings, "catalog": "catalog.yaml"}.items())


def _dashboard(block: Block, number: int) -> str:
    """A dashboard of one table widget; `name=type`, with `*` for many and `?` for `empty: all`, are its parameters."""
    words = [word.split("=", 1) for word in block.words[1:] if "=" in word]
    parameters = [
        f"  - {{id: {name}, type: {kind.rstrip('*?')}, many: {str('*' in kind).lower()}, "
        f"empty: {'all' if '?' in kind else 'refuse'}}}\n"
        for name, kind in words
        if name not in ("engine", "version", "dialect")
    ]
    listed = f"parameters:\n{''.join(parameters)}" if parameters else ""
    sql = "".join(f"        {line}\n" if line.strip() else "\n" for line in block.text.split("\n")[:-1])
    place = "{x: 0, y: 0, width: 12, height: 4}"
    return (
        f"kind: dashboard\nslug: example-{number}\ntitle: Example\n{listed}"
        f"widgets:\n  - id: example\n    type: table\n    title: Example\n    position: {place}\n"
        f"    query:\n      sql: |\n{sql}"
    )
