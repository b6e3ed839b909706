"""How values are read, shape by shape, by small tables."""

from __future__ import annotations

from typing import Any

import pytest

from msgpedia.decoding.decode import decode, overlap
from msgpedia.decoding.numbers import amount, number_of

Table = dict[str, Any]


def say(english: str) -> dict[str, str]:
    return {"en": english, "ja": f"「{english}」"}


FLAGS = [
    {"value": 0x3, "symbol": "BOTH"},
    {"value": 0x1, "symbol": "ONE", "also": ["FLAG_ONE"], "text": say("first")},
    {"value": 0x2, "symbol": "TWO", "text": say("second")},
    {"value": 0x80, "symbol": "DF", "text": say("fault")},
]
TABLES: dict[str, Table] = {
    "code": {
        "shape": "codes",
        "signs": True,
        "strip": ["E_"],
        "rows": [
            {"value": 2, "symbol": "E_TWO", "also": ["E_ZWEI"], "text": say("two")},
            {"value": 5, "symbol": "E_FIVE"},
            {"value": 6, "text": say("six")},
        ],
    },
    "masked": {
        "shape": "codes",
        "radix": 16,
        "rows": [
            {"value": 0x10, "mask": 0xF0, "symbol": "CLASS"},
            {"value": 0x10, "mask": 0x30, "symbol": "LATER"},
            {"value": 0x15, "symbol": "EXACT"},
        ],
    },
    "text": {
        "shape": "codes",
        "radix": 16,
        "low": 8,
        "rows": [
            {"value": 0x1100, "printed": ["Read error", "Error of reading"], "text": say("reading")},
            {"value": 0x1200, "printed": ["Obsolete"], "text": say("old")},
            {"value": 0x1300, "printed": ["Obsolete"], "text": say("older")},
            {"value": 0x4000, "mask": 0xFF80, "printed": ["Part(%x)", "Part (%x)"], "text": say("part")},
            {"value": 0x4080, "mask": 0xFF80, "printed": ["Half(no. %x)"], "text": say("half")},
        ],
    },
    "word": {"shape": "codes", "rows": [{"symbol": "success", "text": say("well")}]},
    "status": {
        "shape": "codes",
        "else": ["signal"],
        "rows": [{"value": 9, "symbol": "NINE"}, {"value": 203, "symbol": "EXEC"}],
    },
    "signal": {"shape": "codes", "strip": ["SIG"], "rows": [{"value": 9, "symbol": "SIGKILL"}]},
    "flag": {"shape": "bits", "radix": 16, "strip": ["F_"], "zero": say("none"), "rows": FLAGS},
    "letter": {
        "shape": "bits",
        "letters": True,
        "rows": [
            {"value": 1, "symbol": "BAD", "letter": "P", "clear": {"letter": "G", "text": say("good")}},
            {"value": 2, "symbol": "WARN", "letter": "W"},
        ],
    },
    "parts": {
        "shape": "fields",
        "radix": 16,
        "field": [
            {"bits": [0, 3], "name": say("code"), "decoder": "code"},
            {"bits": [4, 5], "name": say("number"), "hide_zero": True},
            {"bits": [8, 15], "name": say("flags"), "shape": "bits", "rows": FLAGS, "hide_zero": True},
            {"bits": [12, 12], "name": say("mode"), "rows": [{"value": 0, "text": say("off")}], "hide_zero": True},
        ],
    },
    "scale": {
        "shape": "ranges",
        "rows": [{"least": -10, "most": -1, "text": say("low")}, {"least": 0, "most": 0, "text": say("zero")}],
    },
    "order": {
        "shape": "quantity",
        "least": 0,
        "most": 10,
        "amounts": [
            {"name": "pages", "factor": 1, "power": True},
            {"name": "size", "factor": 4096, "power": True, "bytes": True},
        ],
        "text": say("{pages} pages, {size}, {other}"),
    },
    "disk": {
        "shape": "names",
        "rows": [
            {"pattern": "sd([a-z]{1,4})", "text": say("disk {1}")},
            {"pattern": "sd([a-z]{1,4})(?:p)?([0-9]{1,4})?", "text": say("part {2} of {1} {3}")},
        ],
    },
    "moved": {
        "shape": "bits",
        "radix": 16,
        "software": "linux",
        "texts": {"A": say("a"), "B": say("b")},
        "table": [
            {"versions": {"from": "6.2"}, "rows": [{"value": 1, "symbol": "B"}, {"value": 2, "text": say("bare")}]},
            {"versions": {"from": "5.1", "to": "5.10"}, "rows": [{"value": 1, "symbol": "A"}]},
            {"versions": {"from": "4.2", "to": "5.0"}, "rows": [{"value": 1, "symbol": "A"}]},
            {"versions": {"to": "4.1"}, "rows": [{"value": 1, "symbol": "B"}]},
        ],
    },
}


def told(kind: str, text: str, **how: Any) -> list[str]:
    """The parts of the only reading: symbol, English text or value, `?` behind what is not known."""
    (reading,) = decode(TABLES.get, kind, text, **how)
    return [part_told(part) for part in reading.key()["parts"]]


def part_told(part: dict[str, Any]) -> str:
    """A part as one word."""
    name = f"{part['name']['en']}=" if "name" in part else ""
    word = part.get("symbol") or part.get("text", {}).get("en") or part["value"]
    return f"{name}{word}{'' if part.get('known', True) else '?'}"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Read error", ["0x1100"]),
        ("Error of reading", ["0x1100"]),
        ("Obsolete", ["0x1200", "0x1300"]),
        ("Part(0)", ["0x4000"]),
        ("Part (7f)", ["0x407f"]),
        ("Half(no. 80)", ["0x4080"]),
        ("Half(no. ff)", ["0x40ff"]),
        ("11/00", ["0x1100"]),
        ("11/0", ["0x1100"]),
        ("0x11 0x0", ["0x1100"]),
        ("40/81", ["0x4081"]),
    ],
)
def test_texts_that_are_printed_for_numbers_and_numbers_in_two(text: str, values: list[str]) -> None:
    (reading,) = decode(TABLES.get, "text", text)
    assert [part.value for part in reading.parts] == values
    assert all(part.known and hex(part.number or 0) == part.value for part in reading.parts)
    assert all(part.one_of == (len(values) > 1) for part in reading.parts)


@pytest.mark.parametrize(
    "text",
    [
        *("read error", "Read error ()", "Read", "Obsolete(0)"),
        *("Part(80)", "Part(100)", "Part(7F)", "Part(0x1)", "Part(-1)", "Part(01)", "Part()", "Part(", "Part(%x)"),
        *("Half(no. 7f)", "Half(80)", "11/100", "11/", "/11", "11/00/00", "11/-0", "-11/00", "12 00 00", "99/00"),
    ],
)
def test_texts_that_nothing_prints(text: str) -> None:
    (reading,) = decode(TABLES.get, "text", text)
    assert [part.key() for part in reading.parts] == [{"value": text, "known": False}]


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("code", "2", ["E_TWO"]),
        ("code", " 2 ", ["E_TWO"]),
        ("code", "-2", ["E_TWO"]),
        ("code", "+2", ["E_TWO"]),
        ("code", "0x2", ["E_TWO"]),
        ("code", "E_TWO", ["E_TWO"]),
        ("code", "TWO", ["E_TWO"]),
        ("code", "-ZWEI", ["E_TWO"]),
        ("code", "e_two", ["e_two?"]),
        ("code", "3", ["3?"]),
        ("code", "--2", ["--2?"]),
        ("code", "6", ["six"]),
        ("code", "", ["?"]),
        ("masked", "15", ["EXACT"]),
        ("masked", "16", ["CLASS"]),
        ("masked", "51", ["LATER"]),
        ("masked", "-16", ["-16?"]),
        ("masked", "20", ["20?"]),
        ("word", "success", ["success"]),
        ("word", "1", ["1?"]),
        ("status", "203/EXEC", ["EXEC"]),
        ("status", "9/KILL", ["SIGKILL"]),
        ("status", "9/NINE", ["NINE"]),
        ("status", "203/KILL", ["203/KILL?"]),
        ("status", "9/", ["9/?"]),
        ("status", "9/KILL/x", ["9/KILL/x?"]),
        ("signal", "9/SIGKILL", ["SIGKILL"]),
        ("flag", "3", ["BOTH"]),
        ("flag", "81", ["ONE", "DF"]),
        ("flag", "0x85", ["ONE", "DF", "0x4?"]),
        ("flag", "4", ["0x4?"]),
        ("flag", "0", ["none"]),
        ("flag", "DF", ["DF"]),
        ("flag", "0xDF", ["BOTH", "DF", "0x5c?"]),
        ("flag", "{ DF }", ["DF"]),
        ("flag", "ONE|F_TWO", ["ONE", "F_TWO?"]),  # `strip` is what a symbol may lack, not what may be added
        ("flag", "FLAG_ONE, (TWO)", ["ONE", "TWO"]),
        ("flag", "ONE 0x80", ["ONE", "DF"]),
        ("flag", "ONE 0x0", ["ONE", "0x0?"]),
        ("flag", "ONE 80", ["ONE", "80?"]),
        ("flag", "X|Y", ["X|Y?"]),
        ("flag", "-1", ["-1?"]),
        ("flag", "{ }", ["{ }?"]),
        ("letter", "P   W", ["BAD", "WARN"]),
        ("letter", "GW", ["G", "WARN"]),
        ("letter", "GX", ["GX?"]),
        ("letter", "3", ["BAD", "WARN"]),
        ("letter", "0", ["0"]),
        ("parts", "0x2", ["code=E_TWO"]),
        ("parts", "1132", ["code=E_TWO", "number=0x3", "flags=ONE", "flags=0x10?", "mode=0x1?"]),
        ("parts", "0", ["code=0x0?"]),
        ("parts", "102", ["code=E_TWO", "flags=ONE"]),
        ("parts", "10002", ["code=E_TWO", "0x10000?"]),
        ("parts", "-2", ["-2?"]),
        ("parts", "E_TWO", ["E_TWO?"]),
        ("scale", "-10", ["low"]),
        ("scale", "0", ["zero"]),
        ("scale", "1", ["1?"]),
        ("scale", "low", ["low?"]),
        ("order", "3", ["8 pages, 32 KiB, {other}"]),
        ("order", "11", ["11?"]),
        ("order", "-1", ["-1?"]),
        ("disk", "sda", ["disk a"]),
        ("disk", "sda3", ["part 3 of a {3}"]),
        ("disk", "sdap", ["disk ap"]),
        ("disk", "sdabcde", ["sdabcde?"]),
        ("disk", "sda\n", ["sda\n?"]),
    ],
)
def test_values(kind: str, text: str, found: list[str]) -> None:
    assert told(kind, text) == found


def test_a_radix_that_is_given_counts() -> None:
    assert told("code", "2", radix=8) == ["E_TWO"]
    assert told("code", "10", radix=8) == ["10?"]
    assert told("flag", "129", radix=10) == ["ONE", "DF"]
    assert told("flag", "201", radix=8) == ["ONE", "DF"]
    assert told("flag", "0x81", radix=8) == ["ONE", "DF"]


def test_a_row_without_symbol_and_text_tells_its_number() -> None:
    tables = {"x": {"shape": "codes", "rows": [{"value": 7}]}}
    (reading,) = decode(tables.get, "x", "7")
    assert reading.key() == {"parts": [{"value": "7"}]}


def test_a_kind_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        decode(TABLES.get, "nothing", "1")


def readings(text: str, *versions: str | None) -> list[tuple[Any, list[str]]]:
    """Versions and parts of each reading by the table that depends on versions."""
    range_ = (versions[0], versions[-1]) if versions else (None, None)
    found = [reading.key() for reading in decode(TABLES.get, "moved", text, versions=range_)]
    return [(row.get("versions"), [part_told(part) for part in row["parts"]]) for row in found]


def test_versions_choose_among_tables() -> None:
    assert readings("1", "5.10") == [(None, ["A"])]
    assert readings("1", "5.10.9") == [(None, ["A"])]
    assert readings("1", "6.2") == [(None, ["B"])]
    assert readings("1", "6.10") == [(None, ["B"])]
    assert readings("2", "6.10") == [(None, ["bare"])]
    assert readings("1", "3.2") == [(None, ["B"])]
    assert readings("1", "6.0") == [(None, ["1?"])]  # nobody has looked


def test_readings_that_differ_are_told_apart_the_newest_first() -> None:
    assert readings("1") == [({"from": "6.2"}, ["B"]), ({"from": "4.2", "to": "5.10"}, ["A"]), ({"to": "4.1"}, ["B"])]
    assert readings("1", "4.0", "4.9") == [({"from": "4.2", "to": "5.0"}, ["A"]), ({"to": "4.1"}, ["B"])]
    assert readings("1", "5.0", None) == [({"from": "6.2"}, ["B"]), ({"from": "4.2", "to": "5.10"}, ["A"])]
    assert readings("4") == [(None, ["0x4?"])]


def test_overlap() -> None:
    assert overlap(("4.4", "5.10"), ("5.10.3", None))
    assert overlap((None, None), ("1", "1"))
    assert not overlap(("4.4", "4.9"), ("4.10", None))
    assert not overlap(("4.10", None), (None, "4.9"))


@pytest.mark.parametrize(
    ("text", "radix", "number"),
    [
        ("10", 10, 10),
        ("10", 16, 16),
        ("10", 8, 8),
        ("0X1f", 10, 31),
        ("-0x1F", 8, -31),
        ("9", 8, None),
        ("1f", 10, None),
        ("", 10, None),
        ("-", 10, None),
        ("0x", 16, None),
        ("0x0x1", 16, None),
        ("1_0", 10, None),
        ("1 0", 10, None),
        ("１", 10, None),
        ("٣", 10, None),
        ("1" * 24, 10, int("1" * 24)),
        ("1" * 25, 10, None),
    ],
)
def test_numbers(text: str, radix: int, number: int | None) -> None:
    assert number_of(text, radix) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1 KiB"), (1536, "1.5 KiB"), (4 << 20, "4 MiB"), (1 << 70, "1024 EiB")],
)
def test_amounts(number: int, text: str) -> None:
    assert amount(number) == text
