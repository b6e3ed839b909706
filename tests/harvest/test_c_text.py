"""C files are made ready to be searched: comments and directives go, strings are covered, lines stay."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from msgpedia.harvest.c_text import SourceText, arguments_of, closing, split_arguments, without_comments

# Texts of what matters to the scanner, in any order.
PIECES = st.sampled_from(
    ['"', "'", "\\", "/*", "*/", "//", "\n", "\r\n", "#define x", "#", "(", ")", "[", "{", "}", ",", "a", " ", "?", ":"]
)
C_LIKE = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=80)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a /* b */ c", "a   c"),
        ("a // b\nc", "a  \nc"),
        ("a // b \\\n still\nc", "a  \n\nc"),
        ("a /* b\nb */ c", "a  \n c"),
        ("a /* /* b */ c", "a   c"),
        ("a / b * c", "a / b * c"),
        ("a /*/ b */ c", "a   c"),
        ("a /* open\n", "a  \n"),
        ('"/* in a string */"', '"/* in a string */"'),
        (r'"a \" // b" // c', r'"a \" // b"  '),
        ("'\"' /* b */ '\"'", "'\"'   '\"'"),
        (r"'\'' // b", r"'\''  "),
        ('"a\\\n// b" // c', '"a\\\n// b"  '),
        ('"open // c\n"x"', '"open  \n"x"'),
    ],
)
def test_comments_go_and_their_line_ends_stay(text: str, code: str) -> None:
    assert without_comments(text)[0] == code


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ('f("a(b", c)', 'f("~~~", c)'),
        (r'"\"" "" "\\"', '"~~" "" "~~"'),
        ("'(' x '\\''", "'~' x '~~'"),
        ('"open (\n"x"', '"open (\n"~"'),
        ("don't (", "don't ("),
    ],
)
def test_what_strings_hold_is_covered(text: str, shadow: str) -> None:
    assert without_comments(text)[1] == shadow


def test_directives_are_taken_out_with_the_lines_that_go_on() -> None:
    source = SourceText('a\n# define  X(a) \\\n\tb /* c */ "d # e" \\\n\t#a\n  #undef X\n#\nint z; # no\n')
    assert [(row.name, " ".join(row.rest.split())) for row in source.directives] == [
        ("define", 'X(a) b "d # e" #a'),
        ("undef", "X"),
    ]
    assert source.code.split("\n")[5:] == ["#", "int z; # no", ""]
    assert source.code.split() == ["a", "#", "int", "z;", "#", "no"]
    assert [source.line(row.position) for row in source.directives] == [2, 5]


def test_a_comment_within_a_directive_goes_on_over_lines() -> None:
    source = SourceText("#define say(x) f(x) /* over\n * two lines */ + g(x)\nint z;\n")
    (row,) = source.directives
    assert row.rest.split() == ["say(x)", "f(x)", "+", "g(x)"]
    assert source.line(source.code.index("z")) == 3


def test_several_comments_within_a_directive_go_on_over_lines() -> None:
    source = SourceText("#define say(x) f(x) /* a\n b */ + \\\n g(x) /* c\n d */ + h(x)\nint z;\n")
    (row,) = source.directives
    assert row.rest.replace("\\", "").split() == ["say(x)", "f(x)", "+", "g(x)", "+", "h(x)"]
    assert source.code.split() == ["int", "z;"]


def test_directives_in_strings_are_none() -> None:
    source = SourceText('char *a = "\\\n#define x\\\n";\n')
    assert source.directives == []


@given(C_LIKE)
@example('"\\\n"')
@example("/*\\\n*/'\\")
@example("#define x /*\n*/ \\\n//\\\n")
def test_any_text_keeps_its_lines_and_what_is_code(text: str) -> None:
    source = SourceText(text)
    assert len(source.code) == len(source.shadow)
    assert source.code.count("\n") == text.count("\n")
    for place, (char, covered) in enumerate(zip(source.code, source.shadow, strict=True)):
        assert covered in (char, "~"), place
        assert source.line(place) == source.code.count("\n", 0, place) + 1
    assert set(source.code) <= {*text, " ", "\\"}


@given(C_LIKE)
def test_a_text_without_comments_has_none_to_take_out(text: str) -> None:
    code, shadow = without_comments(text)
    assert "/*" not in shadow
    assert "//" not in shadow
    assert len(code) == len(shadow)


@given(st.lists(st.sampled_from(['"a(,b"', "')'", "x", " ", "y", "7", "->"]), max_size=20).map("".join))
def test_brackets_and_commas_in_strings_do_not_count(text: str) -> None:
    code, shadow = without_comments(f"({text})")
    assert closing(shadow, 0) == len(code) - 1
    assert split_arguments(code, shadow, 1, len(code) - 1) == ([text.strip()] if text.strip() else [])


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("", []),
        ("  ", []),
        ("a", ["a"]),
        ("a, b", ["a", "b"]),
        ("a,", ["a", ""]),
        (",", ["", ""]),
        ("f(a, b), c", ["f(a, b)", "c"]),
        ("(struct a){ 1, 2 }, x[1, 2]", ["(struct a){ 1, 2 }", "x[1, 2]"]),
        ('"a, b", \',\', "(", c', ['"a, b"', "','", '"("', "c"]),
        ('"a" /* , */ "b", c // , d', ['"a"   "b"', "c"]),
    ],
)
def test_arguments_are_cut_at_commas_of_their_own(text: str, arguments: list[str]) -> None:
    assert arguments_of(text) == arguments


@pytest.mark.parametrize(("text", "end"), [("(a)", 2), ("((a)(b))c)", 7), ("(", -1), ("(()", -1), ("(a", -1)])
def test_the_bracket_that_closes(text: str, end: int) -> None:
    assert closing(text, 0) == end


def test_a_bracket_is_not_searched_for_without_end() -> None:
    assert closing("(" + " " * 100 + ")", 0, most=50) == -1
    assert closing("(" * 100_000, 0) == -1


@pytest.mark.parametrize(
    "piece", ['"', "'", "/*", "//", "\\", "#", "#define x \\\n", "/* */", '"x\n', "(", "{\n", "/* \\\n"]
)
def test_many_of_one_kind_are_read(piece: str) -> None:
    text = piece * 50_000
    assert SourceText(text).code.count("\n") == text.count("\n")
