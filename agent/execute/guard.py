"""The last look at a statement before a driver may see it: one SELECT that reads its declared tables only.

The compiler writes statements from a tree and CI signs them; this guard assumes neither. Rules, for T-SQL and
DuckDB alike:

1. It starts with SELECT or WITH, and its tokens are those that `lexer` accepts (no `;`, no comment).
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
    STATISTICS TABLESAMPLE THROW TRAN TRANSACTION TRIGGER TRUNCATE TSEQUAL UPDATE UPDATETEXT USE VACUUM
    WAITFOR WHILE WRITETEXT SEMANTICKEYPHRASETABLE SEMANTICSIMILARITYDETAILSTABLE SEMANTICSIMILARITYTABLE
    RECEIVE SEND TABLE PIVOT PIVOT_WIDER PIVOT_LONGER UNPIVOT SHOW DESCRIBE SUMMARIZE
    QUERY QUERY_TABLE NEXTVAL CURRVAL SETVAL GETENV GETVARIABLE CURRENT_SETTING READ_TEXT READ_BLOB
"""
FORBIDDEN = frozenset(_FORBIDDEN_WORDS.split())
"""Words that no reading statement of ours has outside quotes: T-SQL's reserved words that start a statement or
write, the functions that reach another server or a file, and DuckDB's equivalents."""

TABLE_FUNCTIONS = frozenset({"OPENJSON", "STRING_SPLIT", "GENERATE_SERIES", "UNNEST", "RANGE", "VALUES"})
SERVER_VARIABLES = frozenset({"@@DATEFIRST"})
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
    for reference in table_references(read):
        _check_reference(reference, statement, access)
    return AdmittedStatement(digest, statement)


def _word_faults(read: list[Token]) -> Iterator[str]:
    """Rules 1, 2 and 4."""
    if not read or read[0] not in (Token("word", "SELECT"), Token("word", "WITH")):
        yield "it is no SELECT"
    for index, token in enumerate(read):
        before = read[index - 1].text if index else ""
        ahead = read[index + 1 : index + 6]
        if token.kind == "word":
            yield from _clause_faults(token.text, before, ahead, read[:index])
        elif token.kind == "variable":
            yield from _variable_faults(token.text, before, ahead)
        if token.kind in {"word", "name"} and before == "." and _texts(ahead)[:1] == ["("]:
            yield f"a function with a schema: {token.text[:40]}"


def _clause_faults(word: str, before: str, ahead: list[Token], behind: list[Token]) -> Iterator[str]:
    following = _texts(ahead)
    if word in FORBIDDEN:
        yield f"the word {word} stands outside quotes"
    elif word == "NEXT" and following[:1] == ["VALUE"]:
        yield "NEXT VALUE FOR writes"
    elif word == "WITH" and following[:1] == ["("] and not _closes_openjson(behind):
        yield "a table hint"
    elif word == "OPTION" and not _allowed_option(following):
        yield "a query hint"
    elif word == "FOR" and following[:1] not in (["XML"], ["JSON"]):
        yield "FOR begins something that no widget needs"
    elif word == "FETCH" and not _is_row_limit(before, ahead):
        yield "FETCH from a cursor"


def _variable_faults(name: str, before: str, ahead: list[Token]) -> Iterator[str]:
    if name.startswith("@@") and name.upper() not in SERVER_VARIABLES:
        yield f"the server's variable {name[:40]}"
    elif name[0] == "@" and _texts(ahead)[:1] == ["="] and before not in _COMPARES:
        yield f"{name[:40]} is assigned to"


def _texts(read: list[Token]) -> list[str]:
    return [token.text for token in read]


def _is_row_limit(before: str, ahead: list[Token]) -> bool:
    """`OFFSET n ROWS FETCH NEXT m ROWS ONLY`, where a cursor would have FROM or a name."""
    return (
        before in {"ROW", "ROWS"}
        and _texts(ahead)[:1] in (["NEXT"], ["FIRST"])
        and (ahead[1].kind in {"number", "variable"} or ahead[1].text == "(")
    )


def _closes_openjson(behind: list[Token]) -> bool:
    """Whether the tokens before a WITH end in `OPENJSON(...)`: it declares columns then and is no hint."""
    depth = 0
    for place in range(len(behind) - 1, 0, -1):
        sign = behind[place].text if behind[place].kind == "sign" else ""
        depth += {")": 1, "(": -1}.get(sign, 0)
        if depth <= 0:
            return sign == "(" and behind[place - 1] == Token("word", "OPENJSON")
    return False


def _allowed_option(following: list[str]) -> bool:
    """`OPTION (RECOMPILE)` or `OPTION (MAXRECURSION n)` with a bound."""
    if following[:3] == ["(", "RECOMPILE", ")"]:
        return True
    limit = following[2] if following[:2] == ["(", "MAXRECURSION"] and len(following) > 3 else ""
    return limit.isdecimal() and 1 <= int(limit) <= 32_767 and following[3] == ")"


def _check_parameters(statement: Statement) -> None:
    for parameter in statement.parameters:
        if not _NAME.fullmatch(parameter.name) or not _TYPE.fullmatch(parameter.type):
            raise _refusal(f"parameter {parameter.name[:40]!r} has no proper name or type")


def _check_reference(reference: Reference, statement: Statement, access: Access) -> None:
    if reference.is_function:
        if len(reference.parts) != 1 or reference.parts[0].upper() not in TABLE_FUNCTIONS:
            raise _refusal(f"the table function {reference.text[:80]}")
        return
    declared = {table.lower() for table in statement.tables}
    if len(reference.parts) > 2 or ".".join(reference.parts).lower() not in declared:
        raise _refusal(f"it reads {reference.text[:80]}, which it does not declare")
    schema = reference.parts[0].lower() if len(reference.parts) == 2 else ""
    if access.schemas is not None and schema not in access.schemas:
        raise SiteFault(
            site_codes.TABLE_NOT_ALLOWED,
            f"it reads {reference.text[:80]}; this site allows the schemas {', '.join(sorted(access.schemas))}",
            "Change the dashboard, or let the site's administrator add the schema to the site file.",
        )


def _refusal(reason: str) -> SiteFault:
    return SiteFault(
        site_codes.STATEMENT_REFUSED,
        f"the guard refuses the statement: {reason}",
        "Publish a bundle made by `dashwright build`; report it if this one was.",
    )
