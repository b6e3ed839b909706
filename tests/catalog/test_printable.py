"""What conversions can print: conditions that can never hold, and none that can."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgpedia.catalog import printable
from msgpedia.catalog.loader import load_catalog
from msgpedia.catalog.model import Advice, Argument, Entry, Variant
from msgpedia.catalog.model import Text as Words
from msgpedia.decoding.conditions import Condition, parse

CATALOG = Path(__file__).resolve().parents[2] / "catalog"


def entry(conversion: str, condition: str, decode: str | None = None, dialect: str = "printk") -> Entry:
    text = Words((("en", "x"),))
    return Entry(
        id="linux/mm/example",
        severity="err",
        title=text,
        description=text,
        action=text,
        variants=(Variant(f"the value is {conversion} now", dialect, ("value",)),),
        arguments=(Argument("value", text, decode),),
        samples=(),
        license="CC0-1.0",
        authors=("somebody",),
        advice=(Advice((("value", condition),), text),),
    )


@pytest.mark.parametrize(
    ("conversion", "condition", "possible"),
    [
        ("%u", "< 0", False),
        ("%u", "<= 0", True),
        ("%d", "< 0", True),
        ("%u", "> 4294967295", True),
        ("%hhu", ">= 1000", False),
        ("%u", "-1", False),
        ("%u", "04", True),
        ("%u", "0x4", True),
        ("%5d", "4", True),
        ("%-5d", "4", True),
        ("% d", "4", True),
        ("%+d", "4", True),
        ("%04d", "4", True),
        ("%d", "four", False),
        ("%d", "", False),
        ("%x", "ff", True),
        ("%x", "FF", True),
        ("%x", "fg", False),
        ("%#x", "ff", True),
        ("%08x", "b", True),
        ("%x", ">= 10", True),
        ("%c", ">= 10", False),
        ("%c", ">= 9", True),
        ("%c", "ab", False),
        ("%s", "whatever", True),
        ("%s", ">= 4", True),
        ("%s", "", True),
        ("%*pbl", "0-3", True),
        ("%*pbl", "(null)", True),
        ("%*pbl", "a", False),
        ("%d", "~ 1*", True),
        ("%d", "~ 1*a", False),
        ("%d", "~ -*", True),
        ("%u", "~ -*", False),
        ("%d", "!= x", True),
        ("%pI4", "192.0.2.1", True),
        ("%pI4", "192.0.2", False),
    ],
)
def test_what_can_hold(conversion: str, condition: str, possible: bool) -> None:
    found = printable.of_argument(entry(conversion, condition), "value")
    assert found is not None
    assert list(found.possible(parse(condition))) == [possible]


def test_floating_point_numbers_are_never_compared() -> None:
    found = printable.of_argument(entry("%.2f", ">= 4", dialect="printf"), "value")
    assert found is not None
    assert list(found.possible(parse(">= 4"))) == [False]


def test_each_member_of_a_list_is_told() -> None:
    found = printable.of_argument(entry("%d", "in 1, two, 3"), "value")
    assert found is not None
    assert list(found.possible(parse("in 1, two, 3"))) == [True, False, True]


def test_symbols_of_the_table_can_hold() -> None:
    found = printable.of_argument(entry("%d", "ENOENT", "errno"), "value")
    assert found is not None
    for condition, possible in (("ENOENT", True), ("EWOULDBLOCK", True), ("ENOET", False), ("~ ENO*", True)):
        assert list(found.possible(parse(condition))) == [possible]
    assert {"UC", "VAL"} <= printable.symbols("mce-status")
    assert {"EXEC", "SIGKILL"} <= printable.symbols("systemd-exit-status")
    assert "G" in printable.symbols("taint-flags")
    assert "GFP_ATOMIC" in printable.symbols("gfp-flags")


def test_what_lines_of_the_catalog_have_can_hold() -> None:
    wrong = []
    for each in load_catalog(CATALOG).entries:
        known = {name: printable.of_argument(each, name) for sample in each.samples for name, _ in sample.captures}
        for sample in each.samples:
            for name, value in sample.captures:
                found = known[name]
                if found is None or not all(found.possible(Condition("==", (value,)))):
                    wrong.append((each.id, name, value))
    assert wrong == []
