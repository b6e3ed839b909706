"""What strings an expression can be."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.harvest.c_tree import scope_of, work

from msgpedia.harvest.texts import MOST_TEXTS, texts

NAMES = """
#define UNIT "ms"
#define LONG_UNIT UNIT " (milliseconds)"
#define EMPTY
#define NUMBER 42
#define QUOTED(x) #x
#define STRING(x) QUOTED(x)
#define PASTED(a, b) a##b
#define BRACKETS(x) "[" x "]"
#define ROUND ROUND
#define THERE BACK
#define BACK THERE "x"
#ifdef A
#define EITHER "one"
#else
#define EITHER "other"
#endif
static const char array[] = "in an " "array";
static const char *pointer = "behind a pointer";
"""


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ('"a"', ["a"]),
        ('"a" "b"\n\t"c"', ["abc"]),
        ('"a" /* x */ "b"', ["ab"]),
        ('("a")', ["a"]),
        ('(("a") "b")', ["ab"]),
        ('(char *)"a"', ["a"]),
        ('(const char *) "a"', ["a"]),
        ('L"a"', ["a"]),
        ('"a" UNIT "b"', ["amsb"]),
        ("LONG_UNIT", ["ms (milliseconds)"]),
        ('EMPTY "a" EMPTY', ["a"]),
        ("STRING(NUMBER)", ["42"]),
        ("QUOTED(NUMBER)", ["NUMBER"]),
        ('STRING(a + b) "c"', ["a + bc"]),
        ("PASTED(UN, IT)", ["ms"]),
        ('BRACKETS("a" UNIT)', ["[ams]"]),
        ('BRACKETS(BRACKETS("a"))', ["[[a]]"]),
        ("EITHER", ["one", "other"]),
        ('EITHER "," EITHER', ["one,one", "other,other"]),
        ('a ? "b" : "c"', ["b", "c"]),
        ('a ? "b" "c" : "d" UNIT', ["bc", "dms"]),
        ('a ? b ? "c" : "d" : "e"', ["c", "d", "e"]),
        ('a ? "b" : c ? "d" : "e"', ["b", "d", "e"]),
        ('"a" ',  ["a"]),
        ('(a ? "b" : "c") "d"', ["bd", "cd"]),
        ('"x" (a ? "b" : "c")', ["xb", "xc"]),
        ('a == \'?\' ? "b:?" : "c"', ["b:?", "c"]),
        ('f(a ? b : c) ? "d" : "e"', ["d", "e"]),
        ("array", ["in an array"]),
        ("pointer", ["behind a pointer"]),
        ("name", []),
        ("name->text", []),
        ('"a" name_of(x)', []),
        ("ROUND", []),
        ("THERE", []),
        ("NUMBER", []),
        ('a ? "b"', []),
        ('a ? b : "c"', ["c"]),
        ("", []),
        ('"a', []),
        ("(", []),
        (")", []),
        ("'a'", []),
        ("7", []),
    ],
)  # fmt: skip
def test_an_expression_is_these_texts(expression: str, found: list[str]) -> None:
    assert list(texts(expression, scope_of(NAMES))) == found


def test_the_name_of_the_module_is_known() -> None:
    assert texts('KBUILD_MODNAME ": x"', scope_of("", module="lamp")) == ("lamp: x",)


def test_a_variable_of_another_function_is_not_seen() -> None:
    text = 'void f(void)\n{\n\tconst char *fmt = "of f";\n}\nvoid g(void)\n{\n\tconst char *fmt = "of g";\n\tX\n}\n'
    scope = scope_of(text)
    scope.position = text.index("X")
    assert texts("fmt", scope) == ("of g",)


def test_texts_of_many_choices_are_cut() -> None:
    chain = "".join(f'a == {number} ? "text {number}" : ' for number in range(500)) + '"last"'
    for expression in (chain, '(a ? "b" : "c") ' * 200):
        found: list[str] = []
        work(partial(_add, found, expression))
        assert 2 <= len(found) <= MOST_TEXTS


def _add(found: list[str], expression: str) -> None:
    found += texts(expression, scope_of(""))


def four(body: Callable[[int, int], str]) -> str:
    """Twelve macros with four definitions each."""
    return "".join(f"#define {body(number, choice)}\n" for choice in range(4) for number in range(12))


def names(count: int, body: Callable[[int], str]) -> str:
    return "".join(f"#define {body(number)}\n" for number in range(count))


@pytest.mark.parametrize(
    ("definitions", "expression"),
    [
        (names(40, lambda n: f"A{n}(x) A{n + 1}(x) A{n + 1}(x)") + "#define A40(x) x\n", 'A0("a")'),
        (names(40, lambda n: f"A{n}(x) A{n + 1}(x x)") + "#define A40(x) x\n", 'A0("a")'),
        (names(24, lambda n: f"A{n}(x) A{n + 1}(A{n + 1}(x))") + "#define A24(x) x\n", 'A0("a")'),
        (names(12, lambda n: f"A{n}(x) " + " ".join(f"A{m}(x)" for m in range(12)) + " x"), 'A0("a")'),
        (four(lambda n, k: f'A{n}(x) A{n + 1}("{k}" x)') + "#define A12(x) x\n", 'A0("a")'),
        ("".join(f"#define A(x) x {number}\n" for number in range(2000)), 'A("a") A("b")'),
    ],
    ids=["twice", "doubled argument", "in itself", "each other", "alternatives", "many definitions"],
)  # fmt: skip
def test_few_macros_are_followed_whatever_they_say(definitions: str, expression: str) -> None:
    scope = scope_of(definitions)
    scope.begin(1 << 40)
    assert work(lambda: texts(expression, scope)) < 1_000_000


@pytest.mark.parametrize(
    ("definitions", "expression"),
    [
        (names(40, lambda n: f"A{n} A{n + 1} A{n + 1}") + '#define A40 "z"\n', "A0"),
        (four(lambda n, k: f'A{n} "{k}" A{n + 1}') + '#define A12 "z"\n', "A0"),
        (names(12, lambda n: f'A{n} "x" ' + " ".join(f"A{m}" for m in range(12))), "A0"),
        (names(5000, lambda n: f"A{n} A{n + 1}"), "A0"),
        ("", "(" * 9000 + '"x"' + ")" * 9000),
        ("", "(" * 100_000),
        ("", "a ? " * 3000 + '"x"' + ' : "y"' * 3000),
        ("", 'a ? "x" : ' * 3000 + '"y"'),
        ("", '"x" ' * 20_000 + "NAME"),
        ("#define T(x) x\n", "T(" * 3000 + '"x"' + ")" * 3000),
        ("", "f(" * 9000 + '"x"' + ")" * 9000),
        ("", "[" * 50_000 + "{" * 50_000),
    ],
    ids=["twice", "alternatives", "each other", "chain", "brackets", "open", "nested choice", "choice", "literals",
         "macro in itself", "call in itself", "other brackets"],
)  # fmt: skip
def test_hostile_expressions_come_to_an_end(definitions: str, expression: str) -> None:
    scope = scope_of(definitions)
    scope.begin(1 << 40)
    found: list[str] = []
    work(lambda: found.extend(texts(expression, scope)), most=3_000_000)
    assert len(found) <= MOST_TEXTS


PIECE = st.sampled_from(
    [
        '"a"',
        '"',
        "'",
        "(",
        ")",
        "?",
        ":",
        ",",
        "UNIT",
        "EITHER",
        "STRING",
        "BACK",
        "x",
        " ",
        "#",
        "##",
        "\\",
        "/*",
        "(char *)",
        "L",
    ]
)


@given(st.lists(PIECE, max_size=30).map("".join) | st.text(max_size=40))
def test_any_expression_is_read(expression: str) -> None:
    found = texts(expression, scope_of(NAMES))
    assert len(found) <= MOST_TEXTS
    assert all(isinstance(text, str) for text in found)
