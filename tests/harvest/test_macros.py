"""Macros are found, and expanded as the preprocessor of a C compiler does (whose results stand here)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.harvest import macros
from msgpedia.harvest.c_text import SourceText, arguments_of
from msgpedia.harvest.macros import Macro, defined, expand, in_force, included, undefined


def one(text: str) -> Macro:
    """The only macro of a text."""
    (macro,) = defined(SourceText(f"#define {text}\n"))
    return macro


def expanded(definition: str, use: str) -> list[str]:
    """What a use with some arguments stands for, in words."""
    return expand(one(definition), arguments_of(use)).split()


@pytest.mark.parametrize(
    ("text", "name", "parameters", "variadic", "body"),
    [
        ("A", "A", None, None, ""),
        ("A 1", "A", None, None, "1"),
        ("A (x)", "A", None, None, "(x)"),
        ("A(x) x", "A", ("x",), None, "x"),
        ("A() f()", "A", (), None, "f()"),
        ("A( x , y ) x y", "A", ("x", "y"), None, "x y"),
        ("A(...) f(__VA_ARGS__)", "A", (), "__VA_ARGS__", "f(__VA_ARGS__)"),
        ("A(x, ...) x", "A", ("x",), "__VA_ARGS__", "x"),
        ("A(x, args...) x", "A", ("x",), "args", "x"),
        ("A(x, args ...) x", "A", ("x",), "args", "x"),
        ('A(x) /* a */ "/* b */" // c', "A", ("x",), None, '"/* b */"'),
        ("A(x,\\\n  y) \\\n f(x,\\\n y)", "A", ("x", "y"), None, "f(x, y)"),
    ],
)
def test_a_definition_is_read(
    text: str, name: str, parameters: tuple[str, ...] | None, variadic: str | None, body: str
) -> None:
    macro = one(text)
    assert (macro.name, macro.parameters, macro.variadic) == (name, parameters, variadic)
    assert " ".join(macro.body.split()) == body


@pytest.mark.parametrize("text", ["", "1 2", "(x) y", "A(", "# x"])
def test_what_is_no_definition_is_passed_over(text: str) -> None:
    assert [macro.name for macro in defined(SourceText(f"#define {text}\n#define B(x) x\n"))][-1] == "B"


def test_lines_are_those_of_the_file() -> None:
    source = SourceText("/*\n*/\n#define A \\\n\tf()\n\n  # define B g()\n")
    assert [(macro.name, macro.line) for macro in defined(source)] == [("A", 3), ("B", 6)]


@pytest.mark.parametrize(
    ("definition", "use", "result"),
    [
        ("A(x) f(x, x)", "1 + 2", "f(1 + 2, 1 + 2)"),
        ("A(x) xx x_ x", "7", "xx x_ 7"),
        ("A(x) \"x\" 'x' x", "7", "\"x\" 'x' 7"),
        ("A(x) #x", "a  +\tb", '"a + b"'),
        ("A(x) #x", r'"a\n" + "b"', r'"\"a\\n\" + \"b\""'),
        ("A(x) #x", r"'\"'", r'''"'\\\"'"'''),
        ("A(x) # x", "", '""'),
        ("A(...) #__VA_ARGS__", "a, b", '"a, b"'),
        ("A(l) dev_##l(x)", "err", "dev_err(x)"),
        ("A(l) dev_ ## l (x)", "err", "dev_err (x)"),
        ("A(l, t) dev_##l##t(x)", "info, _once", "dev_info_once(x)"),
        ("A(l, t) dev_##l##t(x)", "info,", "dev_info(x)"),
        ("A(l, t) l##t", ", b", "b"),
        ("A(l) KERN_##l", "ERR", "KERN_ERR"),
        ("A(n) n##1", "x2", "x21"),
        ("A(f, ...) p(f, ##__VA_ARGS__)", '"x"', 'p("x")'),
        ("A(f, ...) p(f, ##__VA_ARGS__)", '"x", 1, 2', 'p("x",1, 2)'),
        ("A(f, ...) p(f, ## __VA_ARGS__)", '"x"', 'p("x")'),
        ("A(f, args...) p(f , ## args)", '"x"', 'p("x" )'),
        ("A(f, args...) p(f , ## args)", '"x", 1', 'p("x" ,1)'),
        ("A(f, ...) p(f __VA_OPT__(,) __VA_ARGS__)", '"x"', 'p("x" )'),
        ("A(f, ...) p(f __VA_OPT__(,) __VA_ARGS__)", '"x", 1', 'p("x" , 1)'),
        ("A(f, ...) p(f __VA_OPT__(, g(f), __VA_ARGS__))", '"x", 1', 'p("x" , g("x"), 1)'),
        ("A(f, ...) p(f __VA_OPT__(, (1), ) 2)", '"x"', 'p("x" 2)'),
        ("A(f, a...) q(a)", '"x", (1, 2), 3', "q((1, 2), 3)"),
        ("A(x) printk x", '(KERN_INFO "x", 1)', 'printk (KERN_INFO "x", 1)'),
        ('A(f) f "\\n"', '"a, b"', '"a, b" "\\n"'),
        ("A(x) x->x.x", "a", "a->a.a"),
        ("A(x) 1x 0x x", "a", "1x 0x a"),
        ("A() f()", "", "f()"),
    ],
)
def test_a_use_is_expanded_as_the_preprocessor_does(definition: str, use: str, result: str) -> None:
    assert "".join(expanded(definition, use)) == "".join(result.split())


@pytest.mark.parametrize(
    ("use", "result"),
    [
        ("a  +\tb", '"a + b"'),
        ('"a  b"  +', r'"\"a  b\" +"'),
        (r'"\\"', r'"\"\\\\\""'),
        (r"a\b", r'"a\b"'),
        ("'\"'", '"\'\\"\'"'),
        ("", '""'),
    ],
)
def test_an_argument_becomes_a_text_with_its_own_texts_as_they_are(use: str, result: str) -> None:
    assert expand(one("A(x) #x"), [use]) == result


def test_blanks_in_texts_stay() -> None:
    assert expand(one('A(x) f("a  b" x)'), ['"c  d"']) == 'f("a  b" "c  d")'


def test_undefined_names_and_included_files() -> None:
    source = SourceText(
        '#undef A\n# undef B // x\n#undef\n#include <a/b.h>\n#include "c.h" /* x */\n#include X\n#include "\n'
    )
    assert [name for _, name in undefined(source)] == ["A", "B"]
    assert included(source) == ["<a/b.h>", '"c.h"']


def test_a_definition_holds_from_its_line_to_where_it_is_undone() -> None:
    source = SourceText("a\n#define X f1\nb\n#undef X\nc\n#define X f2\n#else\n#define X f3\nd\n#undef Y\ne\n")
    rows, gone = defined(source), undefined(source)
    held = {char: [row.body for row in in_force(rows, gone, source.code.index(char))] for char in "abcde"}
    assert held == {"a": [], "b": ["f1"], "c": [], "d": ["f2", "f3"], "e": ["f2", "f3"]}


def test_of_many_definitions_a_few_are_followed() -> None:
    source = SourceText("".join(f"#define X f{number}()\n" for number in range(1000)))
    rows = in_force(defined(source), [], 1 << 40)
    assert len(rows) <= 16
    assert rows[-1].body == "f999()"


TOKENS = st.sampled_from(
    ["#", "##", "__VA_OPT__", "__VA_ARGS__", "(", ")", ",", " ", "x", "y", '"s"', "'", '"', "\\", "1", "A", "é"]
)
BODY = st.lists(TOKENS, max_size=25).map("".join)


@given(BODY, st.sampled_from(["(x, y)", "(x, ...)", "(...)", "()", "(x, y...)", ""]), st.lists(BODY, max_size=4))
def test_any_body_is_expanded(body: str, head: str, arguments: Sequence[str]) -> None:
    for macro in defined(SourceText(f"#define A{head} {body}\n")):
        assert isinstance(expand(macro, arguments), str)


@given(st.text(max_size=60))
def test_any_directive_is_read(text: str) -> None:
    source = SourceText(f"#define {text}\n#undef {text}\n#include {text}\n")
    assert isinstance(defined(source), list)
    assert isinstance(undefined(source), list)
    assert all(name[0] + name[-1] in ('""', "<>") and name[1:-1] for name in included(source))


@pytest.mark.parametrize(
    "body",
    [
        "x " * 9000,
        "x ## " * 3000 + "x",
        "#x " * 6000,
        "__VA_OPT__(" * 1500,
        "__VA_OPT__(" * 1500 + "x" + ")" * 1500,
        "(" * 19_000,
        '"' * 19_000,
        "," * 19_000,
    ],
    ids=lambda body: body[:12],
)
def test_what_a_macro_stands_for_is_bounded(body: str) -> None:
    macro = one(f"A(x, ...) {body}")
    assert len(expand(macro, ["y" * 1000, "z" * 1000])) <= macros.LONGEST_TEXT


def test_a_body_that_is_no_text_to_read_is_left_out() -> None:
    assert [macro.name for macro in defined(SourceText(f"#define A f({'x,' * 100_000})\n#define B f()\n"))] == ["B"]
