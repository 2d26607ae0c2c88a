"""From a script to a catalog: what is read, what is passed over with a note, and errors with their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from compiler.catalogs.ddl.calls import Property, described, read_call
from compiler.catalogs.ddl.columns import TableParts, UserType, read_table_parts, read_type
from compiler.catalogs.ddl.cursor import Cursor, DdlError
from compiler.catalogs.ddl.statements import split_statements
from compiler.catalogs.ddl.views import Describe, View, computed_column, read_view, view_columns
from compiler.catalogs.facts import Facts
from compiler.catalogs.names import TableName
from compiler.catalogs.schema import CatalogSchema, ColumnSchema, TableSchema
from compiler.tsql.lexer import LexError, Token, tokenize


@dataclass(frozen=True, order=True)
class DdlNote:
    """Something said about a script: an error, or a statement passed over. `line` and `column` from 1."""

    line: int
    column: int
    message: str
    is_error: bool = False


@dataclass(frozen=True)
class DdlResult:
    """The catalog that a script describes, and what it tells of the tables besides."""

    schema: CatalogSchema
    notes: tuple[DdlNote, ...] = ()
    facts: Facts = field(default_factory=Facts)

    @property
    def errors(self) -> tuple[DdlNote, ...]:
        """The notes that are errors."""
        return tuple(note for note in self.notes if note.is_error)


_SILENT = frozenset(
    [
        "print",
        "grant",
        "deny",
        "revoke",
        "go",
        "if",
        "begin",
        "end",
        "insert",
        "declare",
        "update",
        "delete",
        "select",
        "raiserror",
        "drop",
        "rollback",
        "save",
        "commit",
        "waitfor",
        "while",
        "truncate",
        "disable",
        "enable",
        "dbcc",
        "merge",
    ]
)
"""Statements that scripts are full of and that make no table; nothing is said about them."""


@dataclass
class _Reading:
    text: str
    default_schema: str
    describe: Describe
    tables: dict[tuple[str, str], TableSchema] = field(default_factory=dict)
    types: dict[str, UserType] = field(default_factory=dict)
    views: list[View] = field(default_factory=list)
    synonyms: list[tuple[TableName, TableName, int]] = field(default_factory=list)
    notes: list[DdlNote] = field(default_factory=list)
    collation: str | None = None
    compatibility_level: int | None = None
    databases: set[str] = field(default_factory=set)
    """The names that the script itself gives its database, in lower case."""
    computed: dict[tuple[TableName, str], str] = field(default_factory=dict)
    properties: list[Property] = field(default_factory=list)

    def note(self, message: str, offset: int, is_error: bool = False) -> None:
        """Say something about a place of the script."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - (self.text.rfind("\n", 0, offset) + 1) + 1
        self.notes.append(DdlNote(line, column, message, is_error))

    def add(self, table: TableSchema, offset: int) -> None:
        """Enter a table. A second one of the name is an error."""
        key = (table.name.schema.lower(), table.name.table.lower())
        if key in self.tables:
            self.note(f"`{table.name}` is created twice", offset, is_error=True)
        self.tables[key] = table

    def schema(self) -> CatalogSchema:
        """What has been read so far."""
        tables = tuple(self.tables.values())
        return CatalogSchema(tables, self.default_schema, self.collation, self.compatibility_level)


def read_ddl(text: str, describe: Describe, default_schema: str = "dbo") -> DdlResult:
    """Read a script. Never raises for bad DDL: the notes tell, and what could be read is in the result."""
    reading = _Reading(text.removeprefix("\ufeff"), default_schema, describe)
    if not _read_text(reading):
        return DdlResult(reading.schema(), tuple(reading.notes))
    definitions = _add_views(reading)
    synonyms = _add_synonyms(reading)
    descriptions = described(reading.properties, reading.tables, reading.note)
    facts = Facts(frozenset(definitions), definitions, synonyms, reading.computed, descriptions)
    return DdlResult(reading.schema(), tuple(sorted(reading.notes)), facts)


def _read_text(reading: _Reading) -> bool:
    """Read all statements of a text; whether it has tokens that can be told apart."""
    try:
        statements = list(split_statements(tokenize(reading.text)))
    except LexError as error:
        reading.note(str(error), error.offset, is_error=True)
        return False
    for statement in statements:
        _read(statement, reading)
    return True


def _read(statement: list[Token], reading: _Reading) -> None:
    cursor = Cursor(statement)
    try:
        for words, read in _READERS:
            if cursor.skip_words(*words):
                read(cursor, reading)
                return
        first = statement[0]
        is_directive = first.is_sign(":")  # of sqlcmd, such as :setvar
        if not is_directive and not (first.kind == "word" and first.text.lower() in _SILENT):
            words_shown = " ".join(token.text for token in statement[:3])
            reading.note(f"`{words_shown}` makes no table or view, and is passed over", first.start)
    except DdlError as error:
        reading.note(str(error), error.offset, is_error=True)


def _create_table(cursor: Cursor, reading: _Reading) -> None:
    offset = cursor.offset
    name = cursor.table_name(reading.default_schema)
    if name.table.startswith("#"):
        return
    if cursor.next_is("as"):
        reading.note(f"`{name}` is a node or edge table, and is passed over", offset)
        return
    parts = read_table_parts(cursor.bracketed(), reading.types)
    reading.add(TableSchema(name, _with_computed(name, parts, reading), tuple(parts.primary_key)), offset)


def _with_computed(name: TableName, parts: TableParts, reading: _Reading) -> tuple[ColumnSchema, ...]:
    columns = list(parts.columns)
    for column, expression, not_null in parts.computed:
        found = computed_column(column, expression, tuple(columns), reading.text, reading.describe)
        if found is None:
            message = f"the type of computed column `{name}.{column}` cannot be known here; it is passed over"
            reading.note(message, expression[0].start if expression else 0)
        else:
            columns.append(replace(found, nullable=found.nullable and not not_null))
            written = reading.text[expression[0].start : expression[-1].end]
            reading.computed[name, column.lower()] = written
    return tuple(sorted(columns, key=lambda found: parts.order.index(found.name)))


def _alter_table(cursor: Cursor, reading: _Reading) -> None:
    """ADD columns and primary keys; every other ALTER TABLE changes nothing that a query sees."""
    offset = cursor.offset
    name = cursor.table_name(reading.default_schema)
    if cursor.skip_words("with"):
        cursor.take()
    if not cursor.skip_words("add"):
        return
    table = reading.tables.get((name.schema.lower(), name.table.lower()))
    if table is None:
        reading.note(f"`{name}` is altered before it is created", offset, is_error=True)
        return
    parts = read_table_parts(cursor.tokens[cursor.at :], reading.types)
    key = tuple(parts.primary_key) or table.primary_key
    keyed = {column.lower() for column in key}
    columns = (*table.columns, *_with_computed(name, parts, reading))
    settled = tuple(replace(c, nullable=False) if c.name.lower() in keyed else c for c in columns)
    reading.tables[name.schema.lower(), name.table.lower()] = TableSchema(table.name, settled, key)


def _create_type(cursor: Cursor, reading: _Reading) -> None:
    name = cursor.dotted_name()[-1]
    if not cursor.skip_words("from"):
        return
    base = read_type(cursor, reading.types)
    not_null = cursor.next_are("not", "null")
    reading.types[name.lower()] = UserType(base, not not_null)


def _create_view(cursor: Cursor, reading: _Reading) -> None:
    reading.views.append(read_view(cursor, reading.default_schema, reading.text))


def _create_synonym(cursor: Cursor, reading: _Reading) -> None:
    offset = cursor.offset
    name = cursor.table_name(reading.default_schema)
    if not cursor.skip_words("for"):
        return
    parts = cursor.dotted_name()
    if len(parts) == 3 and parts[0].lower() in reading.databases:
        parts = parts[1:]
    if len(parts) > 2 and parts[0]:
        reading.note(f"synonym `{name}` leads to another database, and is passed over", offset)
        return
    schema = parts[-2] if len(parts) > 1 and parts[-2] else reading.default_schema
    reading.synonyms.append((name, TableName(schema, parts[-1]), offset))


def _execute(cursor: Cursor, reading: _Reading) -> None:
    """`sp_executesql` with a text, as scripts wrap views in it, is read; an extended property is kept for later."""
    found = read_call(cursor)
    if isinstance(found, Property):
        reading.properties.append(found)
    elif found is not None:
        inner = replace(reading, text=found.value, notes=[])
        known = len(reading.views)
        _read_text(inner)
        reading.views[known:] = [replace(view, offset=found.start) for view in reading.views[known:]]
        for note in inner.notes:
            reading.note(note.message, found.start, note.is_error)
        reading.collation = inner.collation


def _use(cursor: Cursor, reading: _Reading) -> None:
    reading.databases.add(cursor.name().lower())


def _setting(cursor: Cursor, reading: _Reading) -> None:
    """The compatibility level, alone or among other settings of ALTER DATABASE."""
    while not cursor.done:
        if cursor.skip_words("compatibility_level") and cursor.skip_sign("="):
            level = cursor.take()
            reading.compatibility_level = int(level.text) if level.text.isdigit() else None
        else:
            cursor.take()


def _create_database(cursor: Cursor, reading: _Reading) -> None:
    following = cursor.peek()
    if following is not None and following.kind in ("word", "name"):
        reading.databases.add(following.value.lower())
    while not cursor.done:
        if cursor.skip_words("collate"):
            reading.collation = cursor.name()
            return
        cursor.take()


def _nothing(cursor: Cursor, reading: _Reading) -> None:
    """A statement that changes nothing a query sees."""


_READERS: Sequence[tuple[tuple[str, ...], Callable[[Cursor, _Reading], None]]] = (
    (("create", "table"), _create_table),
    (("create", "external", "table"), _create_table),
    (("alter", "table"), _alter_table),
    (("create", "type"), _create_type),
    (("create", "view"), _create_view),
    (("create", "or", "alter", "view"), _create_view),
    (("alter", "view"), _create_view),
    (("create", "synonym"), _create_synonym),
    (("create", "database"), _create_database),
    (("alter", "database"), _create_database),
    (("exec",), _execute),
    (("execute",), _execute),
    (("use",), _use),
    (("set",), _setting),
    (("create", "schema"), _nothing),
    (("create", "user"), _nothing),
    (("create", "columnstore"), _nothing),
    (("create", "index"), _nothing),
    (("create", "unique"), _nothing),
    (("create", "clustered"), _nothing),
    (("create", "nonclustered"), _nothing),
)


def _add_views(reading: _Reading) -> dict[TableName, str]:
    """Views, in the order in which they can be known, since one may read another that is created later; their SELECTs."""
    waiting, known = list(reading.views), dict[TableName, str]()
    while waiting:
        left = []
        for view in waiting:
            columns = view_columns(view, reading.schema(), reading.describe)
            if columns is None:
                left.append(view)
                continue
            reading.add(TableSchema(view.name, columns), view.offset)
            known[view.name] = view.query
        if len(left) == len(waiting):
            for view in left:
                reading.note(
                    f"the columns of view `{view.name}` cannot be known here; it is passed over", view.offset
                )
            break
        waiting = left
    return known


def _add_synonyms(reading: _Reading) -> dict[TableName, TableName]:
    """Synonyms of what is here; what each stands for."""
    known: dict[TableName, TableName] = {}
    for name, target, offset in reading.synonyms:
        table = reading.tables.get((target.schema.lower(), target.table.lower()))
        if table is None:
            reading.note(
                f"synonym `{name}` leads to `{target}`, which is not here; it is passed over", offset
            )
        else:
            reading.add(replace(table, name=name), offset)
            known[name] = table.name
    return known
