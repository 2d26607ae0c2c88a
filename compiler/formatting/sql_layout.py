"""A query laid out: clauses at the start of lines, lists and conditions broken where they do not fit.

Only white space and the case of clause words change. Two tokens that touch go on touching, and two that are apart stay
apart, but for commas and parentheses; so no token is joined or torn, and Jinja stays where it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from compiler.written.sql_tokens import Token, tokens

WIDTH = 110
STEP = 2

_CLAUSES = frozenset({
    "WITH", "SELECT", "FROM", "WHERE", "GROUP", "HAVING", "QUALIFY", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH",
    "UNION", "EXCEPT", "INTERSECT", "JOIN",
})  # fmt: skip
_JOIN_WORDS = frozenset({"LEFT", "RIGHT", "FULL", "INNER", "OUTER", "CROSS", "NATURAL", "ASOF"})
_NAMES_TOO = frozenset({"LIMIT", "OFFSET", "WINDOW", "FETCH", "QUALIFY"})
"""Clause words that may be names of columns, and are then followed by something else than a clause is."""

_CAPITALS = (_CLAUSES - _NAMES_TOO) | _JOIN_WORDS | frozenset({
    "BY", "ON", "USING", "AND", "OR", "AS", "DISTINCT", "ALL", "OVER", "PARTITION", "ASC", "DESC", "IN", "IS", "NOT", "NULL",
    "BETWEEN", "LIKE", "ILIKE", "EXISTS", "CASE", "WHEN", "THEN", "ELSE", "END", "LATERAL",
})  # fmt: skip
_STARTS = frozenset({"SELECT", "WITH", "FROM", "VALUES"})
_CONDITIONS = frozenset({"WHERE", "HAVING", "QUALIFY", "JOIN"})
_LISTS = frozenset({"SELECT", "GROUP", "ORDER", "FROM"})


@dataclass
class _Group:
    """What stands between parentheses; `opening` and `closing` are they."""

    opening: Token
    members: list[_Member] = field(default_factory=list)
    closing: Token | None = None

    @property
    def is_query(self) -> bool:
        words = [m for m in self.members if not (isinstance(m, Token) and m.kind == "comment")]
        return bool(words) and isinstance(words[0], Token) and words[0].upper in _STARTS


_Member = Token | _Group


@dataclass
class _Clause:
    """A clause word with what follows it up to the next; `above` are comments on lines of their own before it."""

    word: str
    members: list[_Member]
    above: list[Token]


PASSES = 3
"""Where a comment belongs is told by the line breaks around it, which a pass may move: a further one settles it."""


def laid_out_query(sql: str) -> list[str]:
    """The lines of a query; laying them out again changes nothing."""
    lines = _once(sql)
    for _ in range(PASSES):
        before, lines = lines, _once("\n".join(lines))
        if lines == before:
            break
    return lines


def _once(sql: str) -> list[str]:
    return _Layout(sql).query(_grouped(tokens(sql)), 0)


def _grouped(found: Sequence[Token]) -> list[_Member]:
    root: list[_Member] = []
    stack: list[_Group] = []
    for token in found:
        members = stack[-1].members if stack else root
        if token.kind == "mark" and token.text == "(":
            group = _Group(token)
            members.append(group)
            stack.append(group)
        elif token.kind == "mark" and token.text == ")" and stack:
            stack.pop().closing = token
        else:
            members.append(token)
    return root


class _Layout:
    """Lays out one query; `sql` tells which tokens touch and which begin a line."""

    def __init__(self, sql: str) -> None:
        self.sql = sql
        self._heads: set[int] = set()

    def query(self, members: Sequence[_Member], indent: int) -> list[str]:
        lines: list[str] = []
        for clause in self._clauses(members):
            lines += [" " * indent + comment.text for comment in clause.above]
            lines += self._clause(clause, indent)
        return lines

    def _clauses(self, members: Sequence[_Member]) -> Iterator[_Clause]:
        clause = _Clause("", [], [])
        for at, member in enumerate(members):
            if self._begins_clause(members, at):
                above = self._own_line_comments(clause.members)
                if clause.members or clause.above:
                    yield clause
                clause = _Clause(self._word(members, at), [], above)
                self._heads.add(_start(member))
            clause.members.append(member)
        end = self._own_line_comments(clause.members)
        if clause.members or clause.above:
            yield clause
        if end:
            yield _Clause("", [], end)

    def _begins_clause(self, members: Sequence[_Member], at: int) -> bool:
        member = members[at]
        if not isinstance(member, Token):
            return False
        if member.text.startswith("{%"):
            return True
        before = _upper(members[at - 1]) if at else ""
        if before.startswith("{%"):
            return True
        word = member.upper
        if word == "JOIN" or word in _JOIN_WORDS:
            return before not in _JOIN_WORDS and self._leads_to_join(members, at)
        if word == "FROM" and before == "DISTINCT":
            return False
        if word in ("ORDER", "GROUP"):
            return at + 1 < len(members) and _upper(members[at + 1]) == "BY"
        if word in _NAMES_TOO:
            following = _upper(members[at + 1]) if at + 1 < len(members) else ""
            begins_value = following[:1].isalnum() or following[:1] in (":", "@", "{", "_")
            return before != "." and begins_value and following not in _CAPITALS
        return word in _CLAUSES and before != "."

    @staticmethod
    def _leads_to_join(members: Sequence[_Member], at: int) -> bool:
        for member in members[at:]:
            word = _upper(member)
            if word == "JOIN":
                return True
            if word not in _JOIN_WORDS:
                return False
        return False

    @staticmethod
    def _word(members: Sequence[_Member], at: int) -> str:
        word = _upper(members[at])
        return "JOIN" if word in _JOIN_WORDS else word

    def _own_line_comments(self, members: list[_Member]) -> list[Token]:
        """Takes the comments at the end that stand on lines of their own: they are about what follows."""
        found: list[Token] = []
        while (
            members
            and isinstance(last := members[-1], Token)
            and last.kind == "comment"
            and self._begins_line(last)
        ):
            found.insert(0, last)
            members.pop()
        return found

    def _begins_line(self, token: Token) -> bool:
        return not self.sql[self.sql.rfind("\n", 0, token.start) + 1 : token.start].strip()

    def _clause(self, clause: _Clause, indent: int) -> list[str]:
        whole = (
            None
            if clause.word == "WITH" or self._is_broken(clause.members)
            else self._on_one_line(clause.members)
        )
        if whole is not None and indent + len(whole) <= WIDTH:
            return [" " * indent + whole] if whole else []
        if clause.word in _CONDITIONS:
            return self._pieces(_between_connectives(clause.members), indent, indent + STEP)
        head = self._head(clause)
        items = self._items(clause.members[len(head) :])
        if clause.word == "WITH":
            return self._pieces([[*head, *items[0]], *items[1:]], indent, indent)
        if clause.word in _LISTS and (len(items) > 1 or clause.word != "FROM"):
            return [*self._flow(head, indent), *self._pieces(items, indent + STEP, indent + STEP)]
        return self._flow(clause.members, indent)

    def _on_one_line(self, members: Sequence[_Member]) -> str | None:
        """A clause on one line, a comment at its very end included."""
        if len(members) < 2 or not _text_of(members[-1]).startswith("--"):
            return self._inline(members)
        inline = self._inline(members[:-1])
        return f"{inline} {_text_of(members[-1]).rstrip()}" if inline is not None else None

    def _is_broken(self, members: Sequence[_Member]) -> bool:
        """Whether the author has put the clause on several lines, which is then taken as wanted."""
        return bool(members) and "\n" in self.sql[_start(members[0]) : _end(members[-1])]

    def _head(self, clause: _Clause) -> list[_Member]:
        """The words before the first item: `SELECT DISTINCT`, `GROUP BY`, `WITH RECURSIVE`."""
        head: list[_Member] = []
        for member in clause.members:
            if head and _upper(member) not in ("DISTINCT", "ALL", "BY", "RECURSIVE"):
                break
            head.append(member)
        return head

    def _items(self, members: Sequence[_Member]) -> list[list[_Member]]:
        """The members between commas, each with the comma behind it and a comment behind that on the same line."""
        pieces: list[list[_Member]] = [[]]
        for member in members:
            last = pieces[-1]
            is_comment = isinstance(member, Token) and member.kind == "comment"
            behind = isinstance(member, Token) and is_comment and not self._begins_line(member)
            if last and self._ends_in_comma(last) and not behind:
                pieces.append([])
            pieces[-1].append(member)
        return pieces

    @staticmethod
    def _ends_in_comma(members: Sequence[_Member]) -> bool:
        words = [m for m in members if not (isinstance(m, Token) and m.kind == "comment")]
        return bool(words) and _upper(words[-1]) == ","

    def _pieces(self, pieces: Sequence[Sequence[_Member]], first: int, others: int) -> list[str]:
        return [
            line for at, piece in enumerate(pieces) for line in self._flow(piece, others if at else first)
        ]

    def _flow(self, members: Sequence[_Member], indent: int) -> list[str]:
        """Members one after another; lines end behind a comment, and before the branches of a CASE that does not fit."""
        lines = [" " * indent]
        deeper = " " * (indent + STEP)
        whole = self._inline(members)
        breaks_cases = whole is None or indent + len(whole) > WIDTH
        cases = 0
        previous: Token | None = None
        for member in members:
            word = _upper(member)
            own_line = isinstance(member, Token) and member.kind == "comment" and self._begins_line(member)
            if (own_line or (breaks_cases and cases == 1 and word in ("WHEN", "ELSE", "END"))) and lines[
                -1
            ].strip():
                lines.append(" " * indent if word == "END" else deeper)
                previous = None
            cases += (word == "CASE") - (word == "END")
            lines[-1] += self._gap(previous, member) if previous is not None else ""
            previous = self._add(lines, member, previous, indent)
            if isinstance(member, Token) and member.text.startswith("--"):
                lines.append(deeper)
                previous = None
        return [line.rstrip() for line in lines if line.strip()]

    def _add(self, lines: list[str], member: _Member, previous: Token | None, indent: int) -> Token:
        """Puts a member behind the last line, in several lines where it does not fit; its last token."""
        if isinstance(member, Token):
            lines[-1] += self._shown(member, previous)
            return member
        inline = self._inline([member])
        if (
            inline is not None
            and len(lines[-1]) + len(inline) <= WIDTH
            and not (member.is_query and self._is_broken([member]))
        ):
            lines[-1] += inline
        elif member.is_query:
            lines[-1] += "("
            lines += [*self.query(member.members, indent + STEP), " " * indent + ")"]
        else:
            first, *rest = self._flow(member.members, indent + STEP) or [""]
            lines[-1] += "(" + first.lstrip()
            lines += rest
            ends_in_comment = bool(member.members) and _text_of(member.members[-1]).startswith("--")
            lines += [" " * indent] if ends_in_comment else []
            lines[-1] += ")"
        return member.closing or member.opening

    def _inline(self, members: Sequence[_Member]) -> str | None:
        """The members on one line; None where a comment ends one, or a text goes over several."""
        parts: list[str] = []
        previous: Token | None = None
        for member in members:
            if isinstance(member, Token):
                if member.text.startswith("--") or "\n" in member.text or member.text.startswith("{%"):
                    return None
                text: str | None = self._shown(member, previous)
                last = member
            else:
                inner = self._inline(member.members)
                text = f"({inner})" if inner is not None else None
                last = member.closing or member.opening
            if text is None:
                return None
            parts.append((self._gap(previous, member) if previous is not None else "") + text)
            previous = last
        return "".join(parts)

    def _shown(self, token: Token, previous: Token | None) -> str:
        """A token as it is, words of SQL in capitals."""
        if token.kind == "comment":
            return token.text.rstrip()
        of_sql = token.start in self._heads or (
            token.upper in _CAPITALS and (previous is None or previous.text != ".")
        )
        return token.upper if of_sql else token.text

    def _gap(self, previous: Token, member: _Member) -> str:
        """One blank where there was white space, none where there was none; a comma stands close and has one behind it."""
        touching = previous.end == _start(member)
        if isinstance(member, Token) and member.text == ",":
            jinja = previous.kind == "jinja"
            return "" if touching or not jinja else " "
        if previous.text == ",":
            jinja = isinstance(member, Token) and member.kind == "jinja"
            return "" if touching and jinja else " "
        return "" if touching else " "


def _between_connectives(members: Sequence[_Member]) -> list[list[_Member]]:
    """A condition cut before each AND, OR and ON that is not a part of BETWEEN or of a CASE."""
    pieces: list[list[_Member]] = [[]]
    betweens = cases = 0
    for member in members:
        word = _upper(member)
        cases += (word == "CASE") - (word == "END")
        betweens += word == "BETWEEN"
        if word == "AND" and betweens:
            betweens -= 1
        elif word in ("AND", "OR", "ON") and not cases and pieces[-1]:
            pieces.append([])
        pieces[-1].append(member)
    return pieces


def _upper(member: _Member) -> str:
    return member.upper if isinstance(member, Token) else ""


def _start(member: _Member) -> int:
    return member.start if isinstance(member, Token) else member.opening.start


def _end(member: _Member) -> int:
    if isinstance(member, Token):
        return member.end
    return member.closing.end if member.closing is not None else member.opening.end


def _text_of(member: _Member) -> str:
    return member.text if isinstance(member, Token) else ""
