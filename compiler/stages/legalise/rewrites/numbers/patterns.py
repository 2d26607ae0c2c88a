"""PostgreSQL's to_char of numbers: https://www.postgresql.org/docs/current/functions-formatting.html, table 9.30."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs, no_form
from compiler.stages.legalise.rewrites.numbers.digits import digits, plain_decimal
from compiler.stages.legalise.rewrites.numbers.rounding import with_room
from compiler.types.families import family_of

MOST_DIGITS: Final = 30
_PATTERN: Final = re.compile(
    r"(?P<fm>FM|fm)?(?P<before>(?:\"[^\"\\]*\"|[^A-Za-z0-9.,\"\\])*)(?P<first>S|s|MI|mi)?"
    r"(?P<whole>[09,Gg]*)(?:(?P<point>[.Dd])(?P<fraction>[09]*))?"
    r"(?P<last>S|s|MI|mi|PR|pr)?(?P<after>(?:\"[^\"\\]*\"|[^A-Za-z0-9.,\"\\])*)"
)
_GROUPS: Final = re.compile(r"[09](?:,?[09])*")
# By sign and whether it stands first: what stands right before the digits, at the very front, and at the end, of a
# negative and of another number.
SIGNS: Final[dict[tuple[str, bool], tuple[tuple[str, str] | None, str, tuple[str, str] | None]]] = {
    ("", False): (("-", ""), "", None),
    ("S", True): (("-", "+"), "", None),
    ("S", False): (None, "", ("-", "+")),
    ("MI", True): (None, "-", None),
    ("MI", False): (None, "", ("-", "")),
    ("PR", False): (("<", ""), "", (">", "")),
}
HELP: Final = "use 9, 0, comma, point, FM, S, MI and PR, or round the number and cast it to text"


@dataclass(frozen=True)
class NumberPattern:
    """A pattern taken apart. `whole` holds 9, 0 and commas; `fraction` 9 and 0; `sign` is "", S, MI or PR."""

    whole: str
    fraction: str
    point: bool
    bare: bool
    sign: str
    sign_first: bool
    before: str
    after: str

    @property
    def places(self) -> int:
        """Digits before the point."""
        return sum(char != "," for char in self.whole)

    @property
    def always_shown(self) -> int:
        """Characters of `whole`, from its end, that are shown for any number."""
        zero = self.whole.find("0")
        if zero >= 0:
            return len(self.whole) - zero
        return 0 if self.fraction else 1


def read_number_pattern(pattern: str, node: exp.Expr) -> NumberPattern:
    """The parts of a pattern. Raises `Refusal` for what is not among them, such as L, V, TH, RN, EEEE."""
    found = _PATTERN.fullmatch(pattern)
    whole = found["whole"].upper().replace("G", ",") if found is not None else ""
    if found is None or not _GROUPS.fullmatch(whole) or (found["first"] and found["last"]):
        raise no_form(node, f"the pattern {pattern!r} of to_char for a number", HELP)
    made = NumberPattern(
        whole,
        found["fraction"] or "",
        found["point"] is not None,
        found["fm"] is not None,
        (found["first"] or found["last"] or "").upper(),
        found["first"] is not None,
        found["before"].replace('"', ""),
        found["after"].replace('"', ""),
    )
    if made.places + len(made.fraction) > MOST_DIGITS:
        raise no_form(node, f"a number of more than {MOST_DIGITS} digits", "shorten the pattern")
    return made


def format_number(value: exp.Expr, pattern: str, node: exp.Expr, context: Context) -> exp.Expr:
    """The number rounded to the digits of the pattern, its digits with zeros in front grouped and cut, its sign before them.

    Before: `to_char(n, 'FM9,990.00')` (n of type numeric(12, 2))
    After:  `CASE WHEN ABS(n) >= 10000 THEN ... N'#,###.##' ELSE CASE WHEN n < 0 THEN N'-' ELSE N'' END
            + SUBSTRING(digits, PATINDEX(N'%[1-9]%', LEFT(digits, 4) + N'1'), 5) + RIGHT(text, 3) END`
    """
    parts = read_number_pattern(pattern, node)
    if family_of(value) == "float":
        raise differs(
            node,
            "to_char of a float shows at most 15 digits of its own rounding",
            "cast it to numeric(p, s), or round(x::numeric, 2), first",
        )
    return write_number(value, parts, context)


def write_number(value: exp.Expr, parts: NumberPattern, context: Context) -> exp.Expr:
    """A whole number or a decimal as the parts of a pattern say."""
    rounded = _rounded(value, len(parts.fraction))
    magnitude = build.call("ABS", context.copy(rounded))
    build.typed(magnitude, exp.DType.DECIMAL, 38, len(parts.fraction))
    shown = _signed(parts, rounded, _digits(parts, magnitude, context), context)
    made = _or_hashes(parts, rounded, magnitude, shown, context)
    width = len(parts.whole) + len(parts.fraction) + len(parts.before) + len(parts.after) + 4
    return build.typed(made, exp.DType.NVARCHAR, width)


def _rounded(value: exp.Expr, scale: int) -> exp.Expr:
    known = digits(value)
    if isinstance(value, exp.Cast) and known == (38, scale):
        return value
    if family_of(value) == "integer" or (known is not None and known[1] <= scale):
        return build.cast(plain_decimal(value), exp.DType.DECIMAL, 38, scale)
    made = build.call("ROUND", with_room(plain_decimal(value)), scale)
    return build.cast(made, exp.DType.DECIMAL, 38, scale)


def _digits(parts: NumberPattern, magnitude: exp.Expr, context: Context) -> exp.Expr:
    """The digits with group commas, from the first that is shown, and the fraction."""
    scale = len(parts.fraction)
    text = build.cast(magnitude, exp.DType.NVARCHAR, 41)
    zeros = build.text("0" * (parts.places - 1))
    filled = build.call("RIGHT", build.add(zeros, text), parts.places + scale + (scale > 0))
    whole = build.call("LEFT", filled, parts.places) if scale else filled
    for at in _commas(parts.whole):
        whole = build.call("STUFF", whole, at, 0, ",")
    made = _without_leading(parts, whole, context)
    if not parts.point:
        return made
    if not scale:
        return build.add(made, build.text("."))
    made = build.add(made, _fraction(parts, build.call("RIGHT", context.copy(text), scale + 1)))
    if not (parts.bare and parts.always_shown == 0 and "0" not in parts.fraction):
        return made
    nothing = build.typed(exp.EQ(this=context.copy(magnitude), expression=build.number(0)), exp.DType.BOOLEAN)
    return build.when((nothing, build.text("0.")), default=made)


def _commas(whole: str) -> list[int]:
    """Places, from 1, at which commas are put in one after the other, from left to right."""
    return [at + 1 for at, char in enumerate(whole) if char == ","]


def _without_leading(parts: NumberPattern, whole: exp.Expr, context: Context) -> exp.Expr:
    droppable = len(parts.whole) - parts.always_shown
    if not droppable:
        return whole
    searched = build.add(build.call("LEFT", context.copy(whole), droppable), build.text("1"))
    return build.call("SUBSTRING", whole, build.call("PATINDEX", "%[1-9]%", searched), len(parts.whole))


def _fraction(parts: NumberPattern, written: exp.Expr) -> exp.Expr:
    """FM leaves out the zeros at the end that stand where the pattern has a 9, but not the point."""
    kept = parts.fraction.rfind("0") + 1
    if not parts.bare or kept == len(parts.fraction):
        return written
    tail = build.call("SUBSTRING", written.copy(), kept + 2, len(parts.fraction))
    blanks = build.call("RTRIM", build.call("REPLACE", tail, "0", " "))
    zeros = build.call("REPLACE", blanks, " ", "0")
    return build.add(build.call("LEFT", written, kept + 1), zeros)


def _signed(parts: NumberPattern, number: exp.Expr, shown: exp.Expr, context: Context) -> exp.Expr:
    """The number's text with its sign, filled up with blanks unless FM says otherwise, and the texts around it."""
    negative = build.typed(exp.LT(this=context.copy(number), expression=build.number(0)), exp.DType.BOOLEAN)

    def either(minus: str, other: str) -> exp.Expr:
        return build.when((negative.copy(), build.text(minus)), default=build.text(other))

    blank = "" if parts.bare else " "
    inner, before, after = SIGNS[parts.sign, parts.sign_first]
    made = build.add(either(*inner), shown) if inner else shown
    if not parts.bare:
        width = len(parts.whole) + len(parts.fraction) + parts.point + bool(inner)
        made = build.call("RIGHT", build.add(build.text(" " * width), made), width)
    if before:
        made = build.add(either(before, blank), made)
    if after:
        made = build.add(made, either(after[0], after[1] or blank))
    made = build.add(build.text(parts.before), made) if parts.before else made
    return build.add(made, build.text(parts.after)) if parts.after else made


def _or_hashes(
    parts: NumberPattern, number: exp.Expr, magnitude: exp.Expr, shown: exp.Expr, context: Context
) -> exp.Expr:
    """A number of too many digits is written as `#`."""
    width = digits(number.this if isinstance(number, exp.Cast) else number)
    if width is not None and family_of(number.this) == "integer" and width[0] <= parts.places:
        return shown
    hashes = "".join("," if char == "," else "#" for char in parts.whole)
    hashes += ("." + "#" * len(parts.fraction)) if parts.point else ""
    limit = build.number("1" + "0" * parts.places)
    long = build.typed(exp.GTE(this=context.copy(magnitude), expression=limit), exp.DType.BOOLEAN)
    return build.when((long, _signed(parts, number, build.text(hashes), context)), default=shown)
