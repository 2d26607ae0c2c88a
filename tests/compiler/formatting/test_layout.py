import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compiler.formatting.formatting import formatted
from compiler.yaml_source.nodes import Source
from compiler.yaml_source.reader import read_source
from tests.support.editor import FILES


def _text(text: str, *, sql: bool = False) -> str:
    result = formatted("x.yaml", text.encode(), sql=sql)
    assert result.faults == ()
    assert result.left == ()
    return result.data.decode()


LAYOUTS = {
    "indentation": ("kind: overlay\nwidgets:\n    a:\n        title: A\n", "kind: overlay\nwidgets:\n  a:\n    title: A\n"),
    "lists below their key": ("a:\n- 1\n-   2\n", "a:\n  - 1\n  - 2\n"),
    "a mapping in a list": ("a:\n-\n  b: 1\n  c: 2\n", "a:\n  - b: 1\n    c: 2\n"),
    "lists in lists": ("a:\n-   - 1\n    - 2\n- []\n", "a:\n  - - 1\n    - 2\n  - []\n"),
    "blanks behind a colon": ("a:   1\nb:    x y\n", "a: 1\nb: x y\n"),
    "braces": ("a: {x: 1,y:  2 , z: [ 1,2 ]}\n", "a: {x: 1, y: 2, z: [1, 2]}\n"),
    "braces on several lines move as a whole": ("a:\n    b: {\n      x: 1\n    }\n", "a:\n  b: {\n    x: 1\n  }\n"),
    "quotes that are not needed": ("a: \"x\"\n'b': 'it is'\n", "a: x\nb: it is\n"),
    "quotes that are needed": ("a: 'no'\nb: '1'\nc: '{{ x }}'\nd: 'a: b'\ne: ''\nf: '# x'\n", "a: 'no'\nb: '1'\nc: '{{ x }}'\nd: 'a: b'\ne: ''\nf: '# x'\n"),
    "one kind of quotes": ('a: "1"\nb: "it\'s"\nc: "\\n"\n', "a: '1'\nb: \"it's\"\nc: \"\\n\"\n"),
    "nothing behind a key": ("a:\n  b:\n  c: null\n", "a:\n  b:\n  c: null\n"),
    "one blank line": ("\n\na: 1\n\n\n\nb: 2\n\n", "a: 1\n\nb: 2\n"),
    "no blank line below a key": ("a:\n\n  b: 1\n\n  c: 2\n", "a:\n  b: 1\n\n  c: 2\n"),
    "keys in the order of the model": ("title: T\n\n# the address\nslug: s\nkind: dashboard\n", "kind: dashboard\n\n# the address\nslug: s\ntitle: T\n"),
    "the comment at the top stays there": ("# yaml-language-server: x\ntitle: T\nkind: dashboard\n", "# yaml-language-server: x\nkind: dashboard\ntitle: T\n"),
    "keys of a widget": ("kind: dashboard\nwidgets:\n  - title: T\n    # which\n    id: a\n", "kind: dashboard\nwidgets:\n  # which\n  - id: a\n    title: T\n"),
    "an order that means something": ("kind: catalog\ntables:\n  t:\n    columns: {b: int, a: int}\n", "kind: catalog\ntables:\n  t:\n    columns: {b: int, a: int}\n"),
    "comments": (
        "# top\n\na:   # of a\n    # of b\n    b: 1   # one\n      # below b\n# of c\nc: 2\n# end\n",
        "# top\n\na:   # of a\n  # of b\n  b: 1   # one\n  # below b\n# of c\nc: 2\n# end\n",
    ),
    "comments in lists": ("a:\n# first\n- 1 # one\n# second\n- 2\n", "a:\n  # first\n  - 1 # one\n  # second\n  - 2\n"),
    "a block scalar": ("a:\n    b: |\n          x\n            y\n\n          z\n\n\nc: 1\n", "a:\n  b: |\n    x\n      y\n\n    z\n\nc: 1\n"),
    "a block scalar that keeps its end": ("a: |+\n   x\n\n\nb: 1\n", "a: |+\n  x\n\n\nb: 1\n"),
    "a block scalar that starts with blanks": ("a:\n    b: |4-\n         x\n        y\n", "a:\n  b: |2-\n     x\n    y\n"),
    "a comment behind a header": ("a: >-   # why\n    x\n    y\n", "a: >-   # why\n  x\n  y\n"),
    "a sign of a comment in a text": ("a: |\n    x # y\n    # z\nb: 'x # y'\n", "a: |\n  x # y\n  # z\nb: 'x # y'\n"),
    "texts on several lines": ('a: x\n      y\nb: "x\n       y"\n', 'a: x\n  y\nb: "x\n  y"\n'),
    "anchors keep their order": ("title: &t T\nslug: s\nkind: dashboard\ndescription: *t\n", "title: &t T\nslug: s\nkind: dashboard\ndescription: *t\n"),
    "anchors of collections": ("a: &m\n    b: 1\nc:\n  - &l\n    - 1\n  - *l\nd: &f {x: 1}\n", "a: &m\n  b: 1\nc:\n  - &l\n    - 1\n  - *l\nd: &f {x: 1}\n"),
    "Thai": ("kind: overlay\ntitle: {en: 'Sales' , th: \"ยอดขาย\"}\n", "kind: overlay\ntitle: {en: Sales, th: ยอดขาย}\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_layout(name: str) -> None:
    """What is written in many ways is laid out in one; what is laid out stays."""
    before, after = LAYOUTS[name]
    assert _text(before) == after
    assert _text(after) == after


@pytest.mark.parametrize("path", [path for path in FILES if path.endswith(".yaml")])
def test_files_written_in_the_house_style_stay(path: str) -> None:
    """The layout is the one that the project's own files have."""
    assert _text(FILES[path]) == FILES[path]


def test_line_ends_stay() -> None:
    """A file of a Windows checkout keeps its line ends, so that a formatter run does not touch every line."""
    result = formatted("x.yaml", b"a:   1\r\nb: |\r\n    x\r\n    y\r\n")
    assert result.data == b"a: 1\r\nb: |\r\n  x\r\n  y\r\n"


def test_a_byte_order_mark_goes() -> None:
    """It means nothing in UTF-8."""
    assert formatted("x.yaml", b"\xef\xbb\xbfa:  1\n").data == b"a: 1\n"


@pytest.mark.parametrize("text", ["a: [1\n", "a: 1\na: 2\n", "", "- 1\n", "a: !x 1\n"])
def test_what_cannot_be_laid_out_stays(text: str) -> None:
    """A file with a fault, or with what the layout has no place for, is left alone, and it is said why."""
    result = formatted("x.yaml", text.encode())
    assert result.data == text.encode()
    assert result.faults or result.left


# ---- any file

_WORDS = st.sampled_from(
    [
        "a",
        "revenue",
        "ยอดขาย",
        "x y",
        "no",
        "1",
        "1.50",
        "null",
        "it's",
        'say "x"',
        "a: b",
        "# x",
        "",
        "🙂",
        "*x",
        "{{ c }}",
        "-",
    ]
)
_KEYS = st.sampled_from(["kind", "title", "widgets", "id", "sql", "a", "ข", "x y"])


@st.composite
def _scalar_lines(draw: st.DrawFn) -> list[str]:
    """A scalar in some style, its continued lines at no indentation of their own."""
    style = draw(st.sampled_from(["plain", "single", "double", "literal", "folded"]))
    word = draw(_WORDS)
    if style == "plain":
        return [draw(st.sampled_from(["a", "x y", "ยอดขาย", "12", "1.50", "null", "~", "true"]))]
    if style == "single":
        return ["'" + word.replace("'", "''") + "'"]
    if style == "double":
        return ['"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"']
    lines = draw(
        st.lists(
            st.sampled_from(["x", "  deeper", "", "# no comment", "ยอด  ", "a: b", "{% x %}"]),
            min_size=1,
            max_size=5,
        )
    )
    chomping = draw(st.sampled_from(["", "-", "+"]))
    return [
        ("|" if style == "literal" else ">") + chomping + draw(st.sampled_from(["", "  # why"])),
        "first",
        *lines,
    ]


@st.composite
def _document(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """The lines of a mapping or list in block style, indented by chance, with comments and blank lines by chance."""
    mapping = depth == 0 or draw(st.booleans())
    lines: list[str] = []
    keys = draw(st.lists(_KEYS, min_size=1, max_size=4, unique=True))
    step = draw(st.integers(1, 4))
    for key in keys:
        lines += draw(st.lists(st.sampled_from(["", "# note", "  # note further in"]), max_size=2))
        head = f"{key}:" if mapping else "-"
        kind = draw(st.sampled_from(["scalar", "flow", "nested"] if depth < 3 else ["scalar", "flow"]))
        gap = " " * draw(st.integers(1, 3))
        behind = draw(st.sampled_from(["", " # behind", "   # behind"]))
        if kind == "scalar":
            first, *rest = draw(_scalar_lines())
            own = behind if not rest else ""
            lines += [f"{head}{gap}{first}{own}", *(" " * step + line if line else "" for line in rest)]
        elif kind == "flow":
            flow = draw(
                st.sampled_from(
                    ["{x: 1,y:  'a' }", "[1,  2 ,'3']", "{}", "[]", "{a: [1, {b: c}]}", '[ยอด, "x"]']
                )
            )
            lines.append(f"{head}{gap}{flow}{behind}")
        else:
            lines += [
                f"{head}{behind}",
                *(" " * step + line if line else "" for line in draw(_document(depth + 1))),
            ]
    return lines


@given(_document(), st.booleans())
@example(["a: |+", "  first", "", "", "# note", "b: 1"], False)
def test_any_file_means_the_same_and_is_laid_out_once(lines: list[str], windows: bool) -> None:
    """Values, their types and comments are the same before and after, and a second run changes nothing."""
    text = "\n".join(lines) + "\n"
    node, faults = read_source(Source("x.yaml", text))
    if node is None or faults:
        return
    data = text.replace("\n", "\r\n").encode() if windows else text.encode()
    result = formatted("x.yaml", data)
    assert result.left == (), text
    after, more = read_source(Source("x.yaml", result.data.decode().replace("\r\n", "\n")))
    assert more == ()
    assert after is not None
    assert after.value == node.value
    assert result.data.decode().count("# note") == text.count("# note")
    assert formatted("x.yaml", result.data).data == result.data
