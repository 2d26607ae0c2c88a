"""The text that is shipped for a T-SQL query: the author's tokens, every identifier in brackets.

Besides the brackets four things differ from what was written, and nothing else: a parameter is `@name`, a list parameter is
opened from JSON, the clock is the parameter `now`, and a table with a row filter is a derived table. A word that is neither a
name of the tree nor on the list of `words` is refused, and the text is read once more by the grammar of T-SQL alone, so that
nothing slips through that the parser passed over.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import Shipped
from compiler.ir.query import DeclaredParameter, Version
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.guard import STATEMENT_WORDS
from compiler.stages.analyse.parameters import TYPES, emitted_names
from compiler.stages.analyse.tsql.functions import FUNCTIONS, Signature
from compiler.stages.analyse.tsql.reading_again import Origin, report_misfit
from compiler.stages.analyse.tsql.words import (
    CLOCKS,
    SIGNS,
    is_date_part,
)
from compiler.stages.analyse.tsql.words import TYPES as TYPE_WORDS
from compiler.tsql.capabilities import MAX_IDENTIFIER
from compiler.tsql.grammar.vocabulary import DATE_PARTS, KEYWORDS
from compiler.tsql.lexer import LexError, Token, tokenize
from compiler.types.sqlserver import type_of_data_type


def ship(tree: exp.Expr, faults: Faults, declared: dict[str, DeclaredParameter] | None) -> Shipped | None:
    """The text to ship for a tree that has just been parsed from `faults.text`; None where a fault is reported."""
    try:
        tokens = list(tokenize(faults.text))
    except LexError as error:
        faults.report_at(codes.SYNTAX, str(error), error.offset, 1)
        return None
    names = {int(node.meta["start"]) for node in tree.find_all(exp.Identifier) if _is_name(node)}
    writing = _Writing(faults, names, declared or {}, tokens)
    while writing.at < len(tokens):
        writing.step()
    if faults.found:
        return None
    text = "".join(writing.pieces)
    report_misfit(text, writing.origins, faults)
    return None if faults.found else Shipped(text, tuple(sorted(writing.functions.items())))


def _is_name(node: exp.Identifier) -> bool:
    return "start" in node.meta and not (isinstance(node.parent, exp.Column) and is_date_part(node.parent))


class _Writing:
    """The tokens read so far, and the text made of them."""

    def __init__(
        self, faults: Faults, names: set[int], declared: dict[str, DeclaredParameter], tokens: list[Token]
    ) -> None:
        self.faults, self.names, self.declared, self.tokens = faults, names, declared, tokens
        self.parameter_names = emitted_names(declared)
        self.at = 0
        self.written_to = self.length = 0
        self.pieces: list[str] = []
        self.origins: list[Origin] = []
        self.functions: dict[str, Version] = {}

    def step(self) -> None:
        """Write one token, or a few that belong together."""
        token = self.tokens[self.at]
        if token.is_sign(":") or token.kind == "variable":
            self._parameter(token)
        elif token.is_sign("::"):
            self._refuse(token, "`::` is no cast in T-SQL", "write CAST(value AS type)")
            self.at += 1  # the type after it, which may be none of T-SQL's
        elif token.is_sign(";") and self._is_around_query():
            self._write(token, "", 1)
        elif token.kind == "text" and self.at and self.tokens[self.at - 1].kind == "text":
            remedy = "join them with +; write AS before the name of a column"
            self._refuse(token, "a text follows a text, which is its name in T-SQL", remedy)
        elif token.kind == "word":
            self._word(token)
        elif token.kind == "name":
            self._name(token)
        elif token.kind == "go" or token.is_sign(";") or token.is_sign("{"):
            self._refuse(token, f"`{token.text}` has no place in a query", "a query is one SELECT")
        else:
            if token.kind == "sign" and token.text in SIGNS:
                self.functions[token.text] = SIGNS[token.text]
            self._write(token, token.text, 1)

    def _is_around_query(self) -> bool:
        """Whether the semicolon here ends the query, or is the one that authors put before WITH."""
        is_before_with = self.at == 0 and len(self.tokens) > 1 and self.tokens[1].is_word("with")
        return is_before_with or self.at == len(self.tokens) - 1

    def _name(self, token: Token) -> None:
        if not token.value:
            self._refuse(token, "a name needs a character at least in SQL Server")
            return
        if len(token.value) > MAX_IDENTIFIER:
            message = (
                f"a name has at most {MAX_IDENTIFIER} characters in SQL Server, this has {len(token.value)}"
            )
            self._refuse(token, message, "shorten it")
        else:
            self._write(token, _bracketed(token.value), 1)

    def _write(self, token: Token, text: str, count: int) -> None:
        """Write what stands before a token, then `text` in place of it and of those that follow, `count` in all."""
        between = _without_comments(self.faults.text[self.written_to : token.start])
        self.origins.append(Origin(self.length + len(between), token))
        self.pieces.append(between + text)
        self.length += len(between) + len(text)
        self.at += count
        self.written_to = self.tokens[self.at - 1].end

    def _refuse(self, token: Token, message: str, remedy: str | None = None) -> None:
        self.faults.report_at(codes.FORBIDDEN, message, token.start, token.end - token.start, remedy)
        self.at += 1

    def _next_is(self, sign: str, ahead: int = 1) -> bool:
        place = self.at + ahead
        return place < len(self.tokens) and self.tokens[place].is_sign(sign)

    def _word(self, token: Token) -> None:
        word = token.text.lower()
        if word in ("ignore", "respect") or (
            word == "distinct" and self.tokens[self.at - 1].is_word("is", "not")
        ):
            self.functions["distinct from" if word == "distinct" else f"{word} nulls"] = "2022"
        if word == "window" and token.start not in self.names:
            self.functions[word] = "2022"
        if token.start in self.names and word not in STATEMENT_WORDS:
            self._name(token)
        elif word in CLOCKS:
            self._write(token, CLOCKS[word], 3 if self._next_is("(") else 1)
        elif word == "nulls" and not (self.at and self.tokens[self.at - 1].is_word("ignore", "respect")):
            self._refuse(
                token,
                "NULLS FIRST and NULLS LAST are not T-SQL",
                "write CASE WHEN a IS NULL THEN 1 ELSE 0 END, a",
            )
            self.at += self.at < len(self.tokens) and self.tokens[self.at].is_word("first", "last")
        elif word == "fetch" and not self._limits():
            self._refuse(
                token, "FETCH begins another statement", "write OFFSET 0 ROWS FETCH NEXT 10 ROWS ONLY"
            )
        elif self._next_is("(") and word in FUNCTIONS:
            self._call(token, FUNCTIONS[word])
        elif (
            (self.at and self.tokens[self.at - 1].is_word("collate"))
            or word in KEYWORDS
            or word in TYPE_WORDS
            or word in DATE_PARTS
        ):
            self._write(token, token.text, 1)
        else:
            called = "function " if self._next_is("(") else ""
            self._refuse(token, f"{called}`{token.text}` is not among what T-SQL queries may use")

    def _limits(self) -> bool:
        """Whether FETCH here follows OFFSET; anywhere else SQL Server reads it as the statement that moves a cursor."""
        before, after = self.tokens[self.at - 1], self.tokens[self.at + 1 : self.at + 2]
        is_unit = before.is_word("row", "rows") and before.start not in self.names
        return is_unit and any(token.is_word("first", "next") for token in after)

    def _call(self, token: Token, signature: Signature) -> None:
        """Write a function's name, and note the version that takes it with so many arguments."""
        count, word = self._arguments_of_call(), token.text.lower()
        version = signature.needs(count)
        if version is None:
            message = f"{token.text.upper()} takes {signature} in T-SQL, and has {count}"
            self.faults.report_at(codes.WRONG_TYPES, message, token.start, token.end - token.start)
        elif version != signature.since:
            self.functions[f"{word} with {count} arguments"] = version
        self.functions[word] = signature.since
        self._write(token, token.text, 1)

    def _arguments_of_call(self) -> int:
        """How many arguments stand in the brackets that follow the function's name."""
        if self._next_is(")", 2):
            return 0
        depth, commas = 0, 0
        for token in self.tokens[self.at + 1 :]:
            depth += token.is_sign("(") - token.is_sign(")")
            commas += depth == 1 and token.is_sign(",")
            if depth == 0:
                break
        return commas + 1

    def _parameter(self, token: Token) -> None:
        if token.text.startswith("@@"):
            self._refuse(token, f"`{token.text}` belongs to the session", "use a parameter")
            return
        width = 1 if token.kind == "variable" else 2
        if token.kind != "variable" and not self._next_word(1):
            self._refuse(token, "`:` has no place here")
            return
        name = token.text[1:] if width == 1 else self.tokens[self.at + 1].text
        if width == 2 and self._next_is(".", 2) and self._next_word(3):
            name, width = f"{name}.{self.tokens[self.at + 3].text}", 4
        declared = self.declared.get(name)
        if declared is not None and declared.many and not self._is_all_of_in(width):
            self._refuse(token, f"`{name}` is a list, which stands alone in IN", f"write IN (:{name})")
            self.at += width - 1
            return
        if name not in self.parameter_names:
            self.parameter_names = emitted_names([*self.parameter_names, name])
        text = f"@{self.parameter_names[name]}"
        self._write(token, _opened(text, declared) if declared is not None and declared.many else text, width)

    def _is_all_of_in(self, width: int) -> bool:
        """Whether what comes next, of so many tokens, is all that stands in the brackets of IN."""
        before = self.tokens[max(self.at - 2, 0) : self.at]
        is_begun = len(before) > 1 and before[0].is_word("in") and before[1].is_sign("(")
        return is_begun and self._next_is(")", width)

    def _next_word(self, ahead: int) -> bool:
        place = self.at + ahead
        return place < len(self.tokens) and self.tokens[place].kind == "word"


def _opened(parameter: str, declared: DeclaredParameter) -> str:
    element = type_of_data_type(TYPES[declared.type])
    word = "nvarchar(4000)" if declared.type == "text" else str(element)
    return f"SELECT [value] FROM OPENJSON({parameter}) WITH ([value] {word} '$')"  # noqa: S608 -- a name, no value


def _bracketed(name: str) -> str:
    return f"[{name.replace(']', ']]')}]"


def _without_comments(between: str) -> str:
    """The blanks between two tokens; a comment is a blank."""
    return between if not between.strip() else ("\n" if "\n" in between else " ")
