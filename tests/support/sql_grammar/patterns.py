"""Regular expressions and texts that they are matched with."""

from __future__ import annotations

from hypothesis import strategies as st

_SETS = (
    "p",
    "e",
    "a",
    "l",
    "-",
    r"\.",
    "[a-e]",
    "[^p]",
    r"\d",
    r"\s",
    r"\S",
    r"\D",
    "[pl]",
    "[-.]",
    "[^-]",
    ".",
    "ม",
    "[ก-ฮ]",
)
_COUNTS = ("", "", "", "", "+", "+", "*", "?", "{2}", "{1,2}", "{2,}", "+?", "*?")
_SIGNS = ("a", "p", "l", "e", "A", "-", ".", " ", "1", "7", "ม", "ะ", "\n", "_", "%")
_OUTCOMES = ("", "#", "<>", r"\1", r"[\1]", r"\2\1", r"\1-\2")


@st.composite
def patterns(draw: st.DrawFn) -> str:
    """A pattern of a few characters and sets, perhaps in groups, perhaps tied to an end."""
    parts = [draw(_parts(2)) for _ in range(draw(st.integers(1, 4)))]
    joined = "".join(parts)
    if draw(st.integers(1, 8)) == 1:
        return f"{joined}|{draw(_parts(1))}"
    return draw(st.sampled_from(("", "^", "^"))) + joined + draw(st.sampled_from(("", "$", ".*$")))


@st.composite
def _parts(draw: st.DrawFn, depth: int) -> str:
    if depth and draw(st.integers(1, 3)) == 1:
        inner = "".join(draw(_parts(depth - 1)) for _ in range(draw(st.integers(1, 2))))
        if draw(st.integers(1, 5)) == 1:
            inner += "|" + draw(_parts(0))
        opening = draw(st.sampled_from(("(", "(", "(?:")))
        return f"{opening}{inner}){draw(st.sampled_from(('', '', '', '?', '+', '{2}')))}"
    return draw(st.sampled_from(_SETS)) + draw(st.sampled_from(_COUNTS))


def texts() -> st.SearchStrategy[str]:
    """A short text of the signs that the patterns speak of."""
    return st.text(alphabet=_SIGNS, max_size=8) | st.sampled_from(
        ("apple pie", "pp-7", "a-1.1", "", "  e", "le ")
    )


def outcomes() -> st.SearchStrategy[str]:
    """What a match is replaced by."""
    return st.sampled_from(_OUTCOMES)
