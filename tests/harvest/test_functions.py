"""The functions of a C file are found by how it is laid out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.harvest.c_text import SourceText
from msgpedia.harvest.functions import Function, Functions


def functions(text: str) -> list[Function]:
    return Functions(SourceText(text)).all


@pytest.mark.parametrize(
    ("head", "name", "static", "parameters"),
    [
        ("int f(void)\n", "f", False, ("void",)),
        ("static int f(int a, char *b)\n", "f", True, ("int a", "char *b")),
        ("static inline struct x *f(struct y *y,\n\t\tint a)\n", "f", True, ("struct y *y", "int a")),
        ("struct x *\nf(int (*g)(int, void *), void *data)\n", "f", False, ("int (*g)(int, void *)", "void *data")),
        ("void f(const char *fmt, ...)\n", "f", False, ("const char *fmt", "...")),
        ("void f(int a) ", "f", False, ("int a",)),
        ("__printf(1, 2) void f(const char *fmt, ...)\n", "f", False, ("const char *fmt", "...")),
        ("static __attribute__((format(printf, 1, 2))) int\nf(char *fmt, ...)\n", "f", True, ("char *fmt", "...")),
        ("void f(int a) __acquires(a)\n", "f", False, ("int a",)),
        ("void f(int a)\n\t__must_hold(&x->lock)\n", "f", False, ("int a",)),
        ("SYSCALL_DEFINE2(wink, int, a, int, b)\n", "sys_wink", False, ("wink", "int", "a", "int", "b")),
        ("static int f(int a /* one, */, int b)\n", "f", True, ("int a", "int b")),
        ("int __init f (int a)\n", "f", False, ("int a",)),
    ],
)  # fmt: skip
def test_a_head_tells_name_and_parameters(head: str, name: str, static: bool, parameters: tuple[str, ...]) -> None:
    (function,) = functions(f"#include <x.h>\n\nint before;\n\n{head}{{\n\tg();\n}}\n\nint behind;\n")
    assert (function.name, function.static, function.parameters) == (name, static, parameters)


def test_parameters_have_names() -> None:
    (function,) = functions("int f(const struct x *a, char b[16], int (c), void *const d, unsigned, ...)\n{\n}\n")
    assert function.names()[0:2] == ("a", "b")
    assert function.names()[3:] == ("d", "", "...")
    assert function.variadic


def test_a_place_is_in_its_function_or_in_none() -> None:
    source = SourceText(
        "A\nint f(void)\n{\n\tB\n\tif (x) {\n\t\tC\n\t}\n}\nD\nint g(void) {\n\tE\n}\nint h(void);\nF\n"
    )
    found = Functions(source)
    places = {char: found.at(source.code.index(char)) for char in "ABCDEF"}
    assert {char: function and function.name for char, function in places.items()} == {
        "A": None, "B": "f", "C": "f", "D": None, "E": "g", "F": None,
    }  # fmt: skip
    assert found.names == {"f", "g"}


@pytest.mark.parametrize(
    "text",
    [
        "struct x {\n\tint (*f)(int);\n};\n",
        "static struct x y = {\n\t.f = g,\n};\n",
        "enum {\n\tA = B(1),\n};\n",
        "int f(void);\n",
        "#define f(x) do { \\\n\tg(x); \\\n} while (0)\n",
        "int x[] = { f(1), };\n",
        'extern "C" {\n',
        "",
    ],
)
def test_what_is_no_function(text: str) -> None:
    assert functions(text) == []


def test_functions_behind_what_is_none_are_found() -> None:
    text = "static struct x y = {\n\t.f = g(1),\n};\nDEFINE_LOCK(z);\nmodule_init(a)\n\nint f(void)\n{\n}\n"
    assert [function.name for function in functions(text)][-1] == "f"


@pytest.mark.parametrize("open_text", ["if (a) {\n", "{\n", "(\n", '"open\n', "switch (a) {\n"])
def test_a_function_that_does_not_close_hides_no_other(open_text: str) -> None:
    found = functions(f"int f(void)\n{{\n\t{open_text}}}\n\nint g(void)\n{{\n}}\n")
    assert [function.name for function in found] == ["f", "g"]


@pytest.mark.parametrize("rest", ["out:\n\tx = 1;\n", "\treturn 1;\n", "        if (a)\n\t\tb();\n"])
def test_a_brace_that_lost_its_indent_ends_no_function(rest: str) -> None:
    text = f"int f(void)\n{{\n\tif (a) {{\n\t\tb();\n}}\n\n{rest}}}\n\nint g(void)\n{{\n}}\n"
    assert [(function.name, text[function.end - 2 : function.end + 1]) for function in functions(text)] == [
        ("f", ";\n}"),
        ("g", "{\n}"),
    ]


@given(
    st.lists(
        st.sampled_from(
            ["f", "(", ")", "{", "}", "\n{", "\n}\n", "\n", ";", ",", " ", "int ", "...", "static ", '"', "#x\n"]
        ),
        max_size=50,
    ).map("".join)
)
def test_any_text_has_functions_in_order_that_do_not_overlap(text: str) -> None:
    found = functions(text)
    for function in found:
        assert function.start < function.end
        assert len(function.names()) == len(function.parameters)
    for one, other in pairwise(found):
        assert one.end <= other.start


@pytest.mark.parametrize("piece", ["{\n", "f(){\n", "f(a,\n", ")\n{\n", "A(x) ", "(", "[", "f(){\n}\n", "if (a)\n{\n"])
def test_many_of_one_kind_are_read(piece: str) -> None:
    functions(piece * 20_000 + "\n{\n}\n")
