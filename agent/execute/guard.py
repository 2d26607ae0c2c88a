"""The last look at a statement before a driver may see it: one SELECT that reads its declared tables only.

The compiler writes statements from a tree and CI signs them; this guard assumes neither. Rules, for T-SQL and
DuckDB alike:

1. It starts with SELECT, WITH or VALUES, perhaps in parentheses, and its tokens are those that `lexer` accepts (no `;`, no comment).
2. No word outside quotes begins or does anything but reading (FORBIDDEN): T-SQL needs no semicolon before a
   second statement, so a reserved word there is refused wherever it stands.
3. Every table that it reads is among the statement's declared tables or a CTE of its own, has at most two
   name parts, and lies in a schema that the site allows. Table functions come from a short list.
4. No function with a schema, no table hint, no assignment to a variable, no query hint but those listed.
5. Its parameters' names and types, which become part of the declaration text, have the form of names and types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.execute.lexer import Token, Unreadable, tokens
from agent.execute.table_references import Reference, table_references
from agent.faults import SiteFault
from schemas import site_codes
from schemas.bundle.objects import Statement

_FORBIDDEN_WORDS = """
    ADD ALTER ATTACH BACKUP BEGIN BREAK BULK CALL CHECKPOINT CLOSE COMMIT CONTINUE COPY CREATE CURSOR DBCC
    DEALLOCATE DECLARE DELETE DENY DETACH DISABLE DISK DROP DUMP ENABLE EXEC EXECUTE EXPLAIN EXPORT FORCE
    FREETEXTTABLE CONTAINSTABLE GO GOTO GRANT HOLDLOCK IF IMPORT INSERT INSTALL INTO KILL LINENO LOAD MERGE
    NOCHECK OPEN OPENDATASOURCE OPENQUERY OPENROWSET OPENXML PRAGMA PREPARE PRINT PROC PROCEDURE RAISERROR
    READTEXT RECONFIGURE RESET RESTORE RETURN REVERT REVOKE ROLLBACK SAVE SET SETUSER SHUTDOWN
    STATISTICS THROW TRAN TRANSACTION TRIGGER TRUNCATE TSEQUAL UPDATE UPDATETEXT USE VACUUM
    WAITFOR WHILE WRITETEXT SEMANTICKEYPHRASETABLE SEMANTICSIMILARITYDETAILSTABLE SEMANTICSIMILARITYTABLE
    RECEIVE SEND TABLE PIVOT PIVOT_WIDER PIVOT_LONGER UNPIVOT SHOW DESCRIBE SUMMARIZE
    QUERY QUERY_TABLE NEXTVAL CURRVAL SETVAL GETENV GETVARIABLE CURRENT_SETTING READ_TEXT READ_BLOB
    FORCESCAN FORCESEEK NOEXPAND NOLOCK NOWAIT PAGLOCK READCOMMITTED READCOMMITTEDLOCK READPAST READUNCOMMITTED
    REPEATABLEREAD ROWLOCK SERIALIZABLE TABLOCK TABLOCKX UPDLOCK XLOCK
"""
FORBIDDEN = frozenset(_FORBIDDEN_WORDS.split())
"""Words that no reading statement of ours has outside quotes: T-SQL's reserved words that start a statement or
write, the functions that reach another server or a file, table hints (which an alias may have without WITH), and
DuckDB's equivalents."""

TABLE_FUNCTIONS = frozenset({"OPENJSON", "STRING_SPLIT", "GENERATE_SERIES", "UNNEST", "RANGE", "VALUES"})
SERVER_VARIABLES = frozenset({"@@DATEFIRST"})
MOST_LEVELS = 32_767
"""SQL Server's highest MAXRECURSION; 0 would mean none."""

_BEGINNINGS = (Token("word", "SELECT"), Token("word", "WITH"), Token("word", "VALUES"))
_COMPARES = frozenset({"WHERE", "AND", "OR", "ON", "WHEN", "NOT", "HAVING", "BETWEEN", "IIF", "("})
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,100}")
_TYPE = re.compile(r"[A-Za-z][A-Za-z0-9_ ]{0,40}(\((\d{1,4}|max)(, ?\d{1,2})?\))?(\[\])?", re.IGNORECASE)


@dataclass(frozen=True)
class AdmittedStatement:
    """A statement that the guard has let pass; engines accept nothing else. Only `admit` makes one."""

    digest: str
    statement: Statement


@dataclass(frozen=True)
class Access:
    """What the site allows: schemas in lower case, None for all that the login may read."""

    schemas: frozenset[str] | None = None


def admit(digest: str, statement: Statement, *, engine: str, access: Access) -> AdmittedStatement:
    """The statement, let pass. Raises SiteFault (DW921, DW922) with the reason, in our own words."""
    try:
        read = tokens(statement.sql, brackets=engine == "sqlserver")
    except Unreadable as error:
        raise _refusal(str(error)) from error
    for reason in _word_faults(read):
        raise _refusal(reason)
    _check_parameters(statement)
    for reference in table_references(read, tsql=engine == "sqlserver"):
        _check_reference(reference, statement, access)
    return AdmittedStatement(digest, statement)


def _word_faults(read: list[Token]) -> Iterator[str]:
    """Rules 1, 2 and 4."""
    first = next((token for token in read if token != Token("sign", "(")), None)
    if first not in _BEGINNINGS:
        yield "it is no SELECT"
    for index, token in enumerate(read):
        if token.kind == "word":
            yield from _clause_faults(read, index)
        elif token.kind == "variable":
            yield from _variable_faults(read, index)
        if token.kind in {"word", "name"} and _text(read, index - 1) == "." and _text(read, index + 1) == "(":
            yield f"a function with a schema: {token.text[:40]}"


def _clause_faults(read: list[Token], index: int) -> Iterator[str]:
    word, following = read[index].text, _text(read, index + 1)
    if word in FORBIDDEN:
        yield f"the word {word} stands outside quotes"
    elif word == "NEXT" and following == "VALUE":
        yield "NEXT VALUE FOR writes"
    elif word == "WITH" and following == "(" and not _closes_openjson(read, index):
        yield "a table hint"
    elif word == "OPTION" and not _allowed_option(read, index):
        yield "a query hint"
    elif word == "FOR" and following not in {"XML", "JSON"}:
        yield "FOR begins something that no widget needs"
    elif word == "FETCH" and not _is_row_limit(read, index):
        yield "FETCH from a cursor"


def _variable_faults(read: list[Token], index: int) -> Iterator[str]:
    name = read[index].text
    if name.startswith("@@") and name.upper() not in SERVER_VARIABLES:
        yield f"the server's variable {name[:40]}"
    elif name[0] == "@" and _text(read, index + 1) == "=" and _text(read, index - 1) not in _COMPARES:
        yield f"{name[:40]} is assigned to"


def _text(read: list[Token], index: int) -> str:
    """The text of a token, empty outside the statement."""
    return read[index].text if 0 <= index < len(read) else ""


def _is_row_limit(read: list[Token], index: int) -> bool:
    """`OFFSET n ROWS FETCH NEXT m ROWS ONLY`, where a cursor would have FROM or a name."""
    if _text(read, index - 1) not in {"ROW", "ROWS"} or _text(read, index + 1) not in {"NEXT", "FIRST"}:
        return False
    return index + 2 < len(read) and (
        read[index + 2].kind in {"number", "variable"} or read[index + 2].text == "("
    )


def _closes_openjson(read: list[Token], index: int) -> bool:
    """Whether a WITH follows `OPENJSON(...)`: it declares columns then and is no hint."""
    depth = 0
    for place in range(index - 1, 0, -1):
        sign = read[place].text if read[place].kind == "sign" else ""
        depth += {")": 1, "(": -1}.get(sign, 0)
        if depth <= 0:
            return sign == "(" and read[place - 1] == Token("word", "OPENJSON")
    return False


def _allowed_option(read: list[Token], index: int) -> bool:
    """`OPTION (RECOMPILE)` or `OPTION (MAXRECURSION n)` with a bound."""
    words = [_text(read, index + step) for step in range(1, 5)]
    if words[:3] == ["(", "RECOMPILE", ")"]:
        return True
    return (
        words[:2] == ["(", "MAXRECURSION"]
        and words[2].isdecimal()
        and 1 <= int(words[2]) <= MOST_LEVELS
        and words[3] == ")"
    )


def _check_parameters(statement: Statement) -> None:
    for parameter in statement.parameters:
        if not _NAME.fullmatch(parameter.name) or not _TYPE.fullmatch(parameter.type):
            raise _refusal(f"parameter {parameter.name[:40]!r} has no proper name or type")


def _check_reference(reference: Reference, statement: Statement, access: Access) -> None:
    if reference.is_function:
        if len(reference.parts) != 1 or reference.parts[0].upper() not in TABLE_FUNCTIONS:
            raise _refusal(f"the table function {reference.text[:80]}")
        return
    table = _declared_table(reference, statement)
    if table is None:
        raise _refusal(f"it reads {reference.text[:80]}, which it does not declare")
    schema = table.rpartition(".")[0]
    if access.schemas is not None and schema not in access.schemas:
        raise SiteFault(
            site_codes.TABLE_NOT_ALLOWED,
            f"it reads {table[:80]}, which is in no schema that this site allows",
            "Change the dashboard, or let the site's administrator add the schema to the site file.",
        )


def _declared_table(reference: Reference, statement: Statement) -> str | None:
    """The declared table that a reference means, in lower case.

    A name without a schema (an author's own T-SQL is shipped as it is) means the one declared table of that name.
    """
    declared = {table.lower() for table in statement.tables}
    name = reference.text.lower()
    if len(reference.parts) > 2:
        return None
    if len(reference.parts) == 2:
        return name if name in declared else None
    found = [table for table in declared if table.rpartition(".")[2] == name]
    return found[0] if len(found) == 1 else None


def _refusal(reason: str) -> SiteFault:
    return SiteFault(
        site_codes.STATEMENT_REFUSED,
        f"the guard refuses the statement: {reason}",
        "Publish a bundle made by `dashwright build`; report it if this one was.",
    )
