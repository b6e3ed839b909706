"""Sources that were made to do harm take no more work than others of their size."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.harvest.c_tree import harvested, in_function, of_text, planted, work

LAST = 'void last(void)\n{\n\tpr_info("last\\n");\n}\n'
WRAPPER = "void %s(const char *fmt, ...)\n{\nchar line[9];\nva_list args;\nvsnprintf(line, 9, fmt, args);\n%s\n}\n"


def defines(count: int, body: Callable[[int], str]) -> str:
    return "".join(f"#define {body(number)}\n" for number in range(count))


def wrappers(count: int, prints: int) -> str:
    """Functions that hand their format on to the one before, each in several ways."""
    return "".join(
        WRAPPER % (f"w{n}", "\n".join(f'{f"w{n - 1}" if n else "printk"}("{k} %s", line);' for k in range(prints)))
        for n in range(count)
    )


BOMBS = {
    "macros twice": defines(40, lambda n: f"A{n}(x) A{n + 1}(x) A{n + 1}(x)")
    + "#define A40(x) pr_info(x)\n"
    + in_function('A0("x");'),
    "macros by each other": defines(12, lambda n: f"A{n}(x) " + " ".join(f"A{m}(x)" for m in range(12)) + " pr_info(x)")
    + in_function('A0("x");'),
    "alternatives": "".join(f'#define A{n}(x) A{n + 1}("{k}" x)\n' for k in range(4) for n in range(12))
    + "#define A12(x) pr_info(x)\n"
    + in_function('A0("x");'),
    "doubled arguments": defines(40, lambda n: f"A{n}(x) A{n + 1}(x x)")
    + "#define A40(x) pr_info(x)\n"
    + in_function('A0("x");'),
    "quoted arguments": defines(40, lambda n: f"A{n}(x) A{n + 1}(#x #x)")
    + "#define A40(x) pr_info(x)\n"
    + in_function('A0("\\"");'),
    "many definitions": defines(3000, lambda n: f'A(x) pr_info("{n}" x)') + in_function('A("x");\n' * 100),
    "many prefixes": defines(3000, lambda n: f'pr_fmt(x) "{n}" x') + in_function('pr_info("x");\n' * 100),
    "prefix of itself": "#define pr_fmt(x) pr_fmt(pr_fmt(x)) pr_fmt(x)\n" + in_function('pr_info("x");'),
    "choices": in_function("pr_info(" + '(a ? "b" : "c") ' * 100 + ");"),
    "calls in calls": in_function("pr_info(" * 20_000 + '"x"' + ")" * 20_000 + ";"),
    "calls in calls that fit": in_function("pr_info(" * 2000 + '"x"' + ")" * 2000 + ";"),
    "calls that do not end": in_function('pr_info("x" ' * 20_000),
    "brackets in brackets": in_function("pr_info(" + "(" * 9000 + '"x"' + ")" * 9000 + ");"),
    "relays in relays": "#define R(f, ...) f(__VA_ARGS__)\n"
    + in_function("R(" * 3000 + 'pr_info, "x"' + ")" * 3000 + ";"),
    "options in options": f"#define A(x, ...) {'__VA_OPT__(' * 1500}pr_info(x){')' * 1500}\n"
    + in_function('A("x", 1);'),
    "wrappers of wrappers": wrappers(8, 30) + in_function('w7("x %d", a);'),
    "wrappers of many": wrappers(2, 400) + in_function('w1("x %d", a);\n' * 10),
    "wrapper of itself": WRAPPER % ("w", 'w("%s", line);\nprintk("%s%s", line, line);\n' * 500)
    + in_function('w("x %d", a);'),
    "a variable of many values": in_function('v = "x";\n' * 5000 + "pr_info(v);\n" * 200),
    "variables of variables": in_function(
        "".join(f'v{n} = "" v{n + 1} v{n + 1};\n' for n in range(60)) + 'v60 = "x";\npr_info(v0);'
    ),
    "brackets alone": 'char *s = "s";\n' + "{\n" * 50_000,
    "a level of many words": in_function("dev_printk(" + "a ? KERN_ERR : " * 1000 + 'KERN_INFO, d, "x");'),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_nothing_away_from_others(tmp_path: Path, name: str) -> None:
    planted(tmp_path, {"a.c": BOMBS[name], "b.c": LAST})
    formats: list[str] = []
    work(lambda: formats.extend(row.format for row in harvested(tmp_path)))
    assert formats[-1] == "last\n"
    assert len(formats) <= 20_000
    assert sum(map(len, formats)) <= 10_000_000


LINES = {
    "calls": 'pr_info("x %d\\n", a);\n',
    "calls on a line": 'pr_info("x %d\\n", a); ',
    "calls in a call": 'f(pr_info("x %d\\n", a)); ',
    "pieces": 'pr_cont("x");\n',
    "strings": '"x" ',
    "brackets": "(",
    "braces": "{\n",
    "functions": "}\nvoid f(const char *fmt, ...)\n{\n",
    "macros": "#define x(a) pr_info(a)\n",
    "comments in a macro": '/* "\n */ \\\n',
    "includes": '#include "x.h"\n',
    "words": "printk ",
    "lists": "va_list x; ",
    "assignments": 'x = "y";\n',
    "texts": 'static const char x[] = "y";\n',
}


@pytest.mark.parametrize("name", LINES)
def test_work_grows_as_the_text_does(tmp_path: Path, name: str) -> None:
    once, twice = (
        work(partial(of_text, tmp_path / str(count), in_function(LINES[name] * count + '\npr_info("end");')))
        for count in (1000, 2000)
    )
    assert twice <= 2.2 * once + 1000


PIECE = st.sampled_from(
    [
        *(
            "pr_info",
            "printk",
            "dev_err",
            "w",
            "A",
            "(",
            ")",
            "{",
            "}",
            '"',
            '"x"',
            ",",
            ";",
            "\n",
            "\n{\n",
            "\n}\n",
            " ",
        ),
        *(
            "#define A",
            "(x)",
            "(x, ...)",
            "##",
            "__VA_ARGS__",
            "#undef A\n",
            "#include <x.h>\n",
            "\\",
            "\\\n",
            "/*",
            "*/",
        ),
        *(
            "void w(const char *fmt, ...)",
            "va_list args;",
            "vprintk(fmt, args)",
            "struct va_format vaf;",
            "%pV",
            "&vaf",
        ),
        *("KERN_ERR", "?", ":", "//", "'", "\0"),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECE, max_size=60).map("".join))
def test_any_source_is_harvested(tmp_path: Path, text: str) -> None:
    of_text(tmp_path, text)
