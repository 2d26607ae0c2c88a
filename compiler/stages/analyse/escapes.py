r"""Text literals with escapes: `E'a\nb'` and `U&'\0041'` as the plain text that they stand for.

They are decoded from the text of the query, because a parser that decodes some escapes and leaves others cannot be decoded
after: `E'\\d'` is a backslash and a letter. Sources:
https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-ESCAPE and `...-STRINGS-UESCAPE`; DuckDB
reads the same, but for `\u` and for bytes beyond ASCII, which it refuses.
"""

from __future__ import annotations

import re
from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from compiler.diagnostics.codes import sql as codes
from compiler.ir.query import SourceDialect
from compiler.stages.analyse.faults import Faults

_ESCAPE: Final = re.compile(
    r"\\(?:u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8})|x(?P<hex>[0-9A-Fa-f]{1,2})|(?P<octal>[0-7]{1,3})|(?P<other>.))|''",
    re.DOTALL,
)
_NAMED: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_REMEDY: Final = "write the character itself"
UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
"""NUL, and surrogates without their other half: PostgreSQL refuses both, and neither travels to a server as UTF-8."""


class BadEscape(ValueError):
    """An escape that stands for no character."""


def decode_literals(tokens: list[Token], dialect: SourceDialect, faults: Faults) -> bool:
    """Make plain text of every literal with escapes; False where one is no text, which is reported. Changes the tokens."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        try:
            if token.token_type is TokenType.BYTE_STRING:
                _become(token, decoded(faults.text[token.start + 2 : token.end], dialect))
            elif token.token_type is TokenType.UNICODE_STRING:
                written = faults.text[token.start + 3 : token.end]
                _become(token, decoded_unicode(written, _taken_mark(tokens, at)))
        except BadEscape as bad:
            faults.report_at(codes.SYNTAX, str(bad), token.start, token.end - token.start + 1, _REMEDY)
            return False
        at += 1
    return True


def report_unstorable(character: str, offset: int, faults: Faults) -> None:
    """A fault at a character of `UNSTORABLE`."""
    name = "NUL" if character == "\0" else f"half of a character (U+{ord(character):04X})"
    faults.report_at(codes.SYNTAX, f"{name}, which no text can hold", offset, 1, "take it out")


def decoded(written: str, dialect: SourceDialect) -> str:
    r"""The text of `E'written'`. `\x` and `\101` are bytes of UTF-8. Raises BadEscape."""
    if dialect == "duckdb" and (found := re.search(r"(?<!\\)(?:\\\\)*\\[uU]", written)) is not None:
        raise BadEscape(f"DuckDB does not read {found[0][-2:]} in a text")
    pieces: list[bytes] = []
    end = 0
    for match in _ESCAPE.finditer(written):
        pieces += (written[end : match.start()].encode(), _bytes_of(match))
        end = match.end()
    pieces.append(written[end:].encode())
    try:
        text = b"".join(pieces).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        raise BadEscape("these bytes are no characters") from None
    return _joined(text)


def _bytes_of(match: re.Match[str]) -> bytes:
    if (digits := match["four"] or match["eight"]) is not None:
        return _character(digits).encode("utf-8", "surrogatepass")
    if match["hex"] is not None:
        return bytes([int(match["hex"], 16)])
    if match["octal"] is not None:
        return bytes([int(match["octal"], 8) % 256])
    other = match["other"]
    return b"'" if other is None else _NAMED.get(other, other).encode()


def decoded_unicode(written: str, mark: str) -> str:
    r"""The text of `U&'written' UESCAPE 'mark'`. Raises BadEscape."""
    m = re.escape(mark)
    escape = re.compile(rf"{m}(?:([0-9A-Fa-f]{{4}})|\+([0-9A-Fa-f]{{6}})|({m})|(.|\Z))|''", re.DOTALL)

    def character(match: re.Match[str]) -> str:
        if match[4] is not None:
            raise BadEscape(f"`{match[0]}` is no escape of a character")
        digits = match[1] or match[2]
        return _character(digits) if digits else mark if match[3] else "'"

    return _joined(escape.sub(character, written))


def _character(digits: str) -> str:
    try:
        return chr(int(digits, 16))
    except ValueError:
        raise BadEscape(f"U+{digits} is no character") from None


def _joined(text: str) -> str:
    """Halves of a character that stand side by side become one. Raises BadEscape for a half alone, and for NUL."""
    whole = (
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if UNSTORABLE.search(text)
        else text
    )
    if "\0" in text or (whole != text and "\ufffd" in whole):
        raise BadEscape("NUL and halves of a character can stand in no text")
    return whole


def _become(token: Token, text: str) -> None:
    token.token_type = TokenType.STRING
    token.text = text


def _taken_mark(tokens: list[Token], at: int) -> str:
    """The mark of escapes: that of a UESCAPE behind the literal, which is taken away, or the backslash."""
    behind = tokens[at + 1 : at + 3]
    if len(behind) == 2 and behind[0].text.upper() == "UESCAPE" and behind[1].token_type is TokenType.STRING:
        del tokens[at + 1 : at + 3]
        return behind[1].text
    return "\\"
