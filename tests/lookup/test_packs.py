"""Packs beside a bundle: what they add, and that they take nothing away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.packs.conftest import make, record

from msgpedia import formats
from msgpedia.bundle import headers
from msgpedia.bundle.index import Index, build
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.rows import Explainer
from msgpedia.lookup.summary import Summary
from msgpedia.matching.anchors import rarest_first
from msgpedia.matching.planner import HoleTable, plan
from msgpedia.packs import store
from msgpedia.packs.model import Record

__all__ = ["make"]  # a fixture

Row = dict[str, Any]
Ask = Callable[..., Row]
SOFTWARE = [
    {"id": "linux", "idents": ["kernel"], "hosts": [], "transport": "kernel"},
    {"id": "toaster", "idents": ["toasterd"], "hosts": []},
]
PREFIX = {"kind": "device", "format": "%s %s: ", "arguments": ["driver", "device"]}
VARIANTS: list[Row] = [
    {"format": "slot %d is much too hot\n", "arguments": ["slot"]},
    {"format": "the lid of slot %d is open\n", "arguments": ["slot"], "prefix": PREFIX},
    {"format": "%s: some thing is wrong\n", "arguments": ["what"]},
]


def index_of(variants: Sequence[Row], documented: bool = True) -> Index:
    """A bundle with an entry of linux for each variant, or with its message alone."""
    table = HoleTable()
    header_rows = [header.as_data(table) for header in headers.load()]
    messages, entries = [], []
    for number, variant in enumerate(variants):
        prefix = variant.get("prefix", {})
        text = prefix.get("format", "") + variant["format"]
        template = formats.parse("printk", text)
        name = formats.message_id("linux", template)
        names = [*prefix.get("arguments", ()), *variant["arguments"]]
        (program,) = plan(template)
        row = {**table.program(program), "part": 1, "words": rarest_first(program.words), "names": names}
        entry = f"linux/test/entry-{number}" if documented else None
        messages.append(
            {"id": name, "software": "linux", "entry": entry, "format": text, "dialect": "printk", "programs": [row]}
        )
        if entry is not None:
            entries.append(
                {
                    "id": entry,
                    "software": "linux",
                    "severity": "alert",
                    "title": {"en": "It is"},
                    "messages": [name],
                    "arguments": {},
                    "variants": [{**variant, "dialect": "printk", "message": name}],
                    **{key: {} for key in ("description", "action")},
                }
            )
    content = {
        **dict.fromkeys(("digest", "generator", "license"), ""),
        "languages": ["en"],
        "interface": {},
        "software": SOFTWARE,
        "headers": header_rows,
        "holes": table.rows(),
        "entries": entries,
        "messages": messages,
    }
    return Index(memoryview(build(content, "")))


@pytest.fixture
def ask(make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ask:
    """`ask(line, *records, …)`: the row of a line with packs of the records of each software."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def asked(line: str, *records: Record, index: Index | None = None, software: str | None = None) -> Row:
        names = sorted({item.id.partition(":")[0] for item in records})
        packs = [
            store.open_pack(
                str(make([item for item in records if item.id.startswith(f"{name}:")], ("1.0",), name, f"{name}.json"))
            )
            for name in names
        ]
        engine = Engine(index or index_of(VARIANTS), software, packs)
        return Explainer(engine, "en").row("-", 1, line)

    return asked


def kernel(text: str, **keys: Any) -> Record:
    return record(text, "linux", **keys)


def line(body: str, ident: str = "kernel") -> str:
    return f"Oct 27 18:00:02 host {ident}: {body}"


def test_a_message_of_a_pack_is_known_with_its_place(ask: Ask) -> None:
    records = [kernel("oven: %s burns at %d degrees\n", line=number) for number in (40, 30)]
    row = ask(line("oven: toast burns at 300 degrees"), *records)
    assert {key: row[key] for key in ("software", "status", "entry", "severity", "title")} == {
        "software": "linux",
        "status": "indexed",
        "entry": None,
        "severity": "err",
        "title": None,
    }
    assert row["message"] == {
        "id": records[0].id,
        "format": "oven: %s burns at %d degrees\n",
        "dialect": "printk",
        "file": "heat.c",
        "line": 30,
        "function": "toast",
        "versions": ["1.0"],
        "sites": 2,
    }
    assert row["captures"] == {"1": "toast", "2": "300"}
    assert row["alternatives"] == []


@pytest.mark.parametrize("level", ["default", "cont", None])
def test_what_is_no_severity_is_none(ask: Ask, level: str | None) -> None:
    row = ask(line("the oven door is open"), kernel("the oven door is open\n", level=level, envelope=True))
    assert (row["severity"], row["message"]["envelope"]) == (None, True)


def test_what_the_bundle_documents_stays_documented(ask: Ask) -> None:
    body = line("toast: some thing is wrong")
    without = ask(body)
    assert without["status"] == "documented"
    assert ask(body, kernel("toast: some thing is wrong\n")) == without
    assert ask(body, kernel("%s: some thing is wrong\n")) == without


def test_a_format_with_a_prefix_that_the_variant_does_not_spell_is_that_variant(ask: Ask) -> None:
    body = line("heat: slot 7 is much too hot")
    assert ask(body)["status"] == "unknown"
    row = ask(body, kernel("heat: slot %d is much too hot\n", prefix="heat: "))
    assert (row["status"], row["entry"], row["severity"]) == ("documented", "linux/test/entry-0", "alert")
    assert row["captures"] == {"slot": "7"}
    assert row["message"]["format"] == "slot %d is much too hot\n"


@pytest.mark.parametrize(
    ("text", "keys", "body"),
    [
        ("%s %s: slot %d is much too hot\n", {"prefix": "%s %s: "}, "oven oven0: slot 7 is much too hot"),
        ("slot %d is much too hot\n", {"unknown_prefix": "device"}, "oven oven0: slot 7 is much too hot"),
        ("slot %5d is much too hot\n", {}, "slot     7 is much too hot"),
    ],
)
def test_captures_before_a_variant_have_no_name(ask: Ask, text: str, keys: Row, body: str) -> None:
    row = ask(line(body), kernel(text, **keys))
    assert (row["status"], row["captures"]) == ("documented", {"slot": "7"})


def test_a_variant_that_spells_its_prefix_is_not_one_with_another(ask: Ask) -> None:
    records = [kernel("lid: the lid of slot %d is open\n", prefix="lid: ")]
    assert ask(line("lid: the lid of slot 7 is open"), *records)["status"] == "indexed"
    row = ask(
        line("oven oven0: the lid of slot 7 is open"), kernel("%s %s: the lid of slot %d is open\n", prefix="%s %s: ")
    )
    assert row["captures"] == {"driver": "oven", "device": "oven0", "slot": "7"}


def test_another_softwares_entry_does_not_explain_it(ask: Ask) -> None:
    row = ask(line("slot 7 is much too hot", "toasterd"), record("slot %d is much too hot\n"))
    assert (row["status"], row["software"]) == ("indexed", "toaster")


def test_of_bundle_and_pack_the_more_specific_is_taken_where_nobody_explained_either(ask: Ask) -> None:
    index = index_of(VARIANTS, documented=False)
    body = line("toast: some thing is wrong")
    specific, same = kernel("toast: some thing is wrong\n"), kernel("%s: some thing is wrong\n")
    assert ask(body, specific, index=index)["message"]["format"] == "toast: some thing is wrong\n"
    assert "file" not in ask(body, same, index=index)["message"]


@pytest.mark.parametrize("ident", ["toasterd", "sshd", "kernels"])
def test_the_kernels_messages_claim_no_daemons_lines(ask: Ask, ident: str) -> None:
    assert ask(line("the oven door is open", ident), kernel("the oven door is open\n"))["status"] == "unknown"


def test_where_the_origin_is_unknown_more_is_asked_for(ask: Ask) -> None:
    short, long = kernel("oven door open\n"), kernel("the door of oven %d is open\n")
    assert ask("oven door open", short)["status"] == "unknown"
    assert ask("the door of oven 1 is open", long)["status"] == "indexed"
    assert ask("oven door open", short, software="linux")["status"] == "indexed"


def test_software_that_the_bundle_does_not_know_must_be_named(ask: Ask) -> None:
    fridge = record("the light of the fridge is out\n", "fridge")
    body = "the light of the fridge is out"
    assert ask(line(body, "fridge"), fridge)["status"] == "unknown"
    assert ask(body, fridge)["status"] == "unknown"
    assert ask(body, fridge, software="fridge")["software"] == "fridge"
    with pytest.raises(KeyError):
        ask(body, fridge, software="oven")


def test_equals_of_several_packs_are_alternatives_in_order_of_id(ask: Ask) -> None:
    records = [kernel("the oven is %s\n"), record("the oven is %s\n", "fridge")]
    both = [kernel("the %s is hot now\n"), kernel("the oven is %s\n")]
    row = ask(line("the oven is hot now"), *both)
    assert row["message"]["id"] == kernel("the %s is hot now\n").id
    assert row["alternatives"] == []
    tied = [kernel("the oven is %s\n"), kernel("%s oven is hot\n")]
    found = ask(line("the oven is hot"), *tied)
    assert [found["message"]["id"], *(item["message"]["id"] for item in found["alternatives"])] == sorted(
        item.id for item in tied
    )
    assert ask(line("the oven is hot"), *records)["alternatives"] == []


def test_text_before_that_nobody_knows_must_look_like_it(ask: Ask) -> None:
    item = kernel("the heater is broken\n", unknown_prefix="device")
    for before in ("", "oven oven0: ", "[oven] ", "oven 0000:00:1f.6 oven0: "):
        assert ask(line(f"{before}the heater is broken"), item)["status"] == "indexed", before
    for before in ("perhaps ", "somebody who was here says that all is lost: so ", "a b c d e f g h: "):
        assert ask(line(f"{before}the heater is broken"), item)["status"] == "unknown", before


def test_what_a_macro_puts_there_stands_behind_the_known_prefix(ask: Ask) -> None:
    item = kernel("%s %s: the heater is broken\n", unknown_prefix="macro", prefix="%s %s: ")
    row = ask(line("oven oven0: HOT: the heater is broken"), item)
    assert row["captures"] == {"1": "oven", "2": "oven0", "3": "HOT: "}
    assert ask(line("oven oven0: the heater is broken"), item)["status"] == "indexed"
    assert ask(line("oven oven0: but the heater is broken"), item)["status"] == "unknown"


def test_a_head_goes_on_and_a_piece_comes_last(ask: Ask) -> None:
    head = kernel("the oven has doors:", part="head")
    assert ask(line("the oven has doors: left right"), head)["captures"] == {"1": " left right"}
    assert ask(line("the oven has doors:"), head)["status"] == "indexed"
    piece = kernel("the oven is very hot\n", part="continuation", level="cont")
    whole = kernel("the oven is %s\n")
    assert ask(line("the oven is very hot"), piece)["message"]["id"] == piece.id
    assert ask(line("the oven is very hot"), piece, whole)["message"]["id"] == whole.id


@pytest.mark.parametrize(
    ("text", "body", "status"),
    [
        ("%s: %s enabled\n", "oven: heater enabled", "unknown"),  # one word, and any text at two places
        ("%s: heater enabled\n", "oven: heater enabled", "indexed"),
        ("kitchen: %s: %s\n", "kitchen: oven: hot", "unknown"),
        ("kitchen light: %s\n", "kitchen light: on and off and on again all of the night long", "indexed"),
        ("%s: reg %pR\n", "oven: reg [mem 0xfee00000-0xfee00fff]", "indexed"),  # few letters, but a hole that says much
        ("%s: reg %d\n", "oven: reg 12", "unknown"),
        ("%s %s: it is all on\n", "oven oven0: it is all on", "indexed"),
        ("%s %s: it is all on\n", "the kitchen: it is all on", "unknown"),  # no name of a device
        ("%s %s: it is all on\n", "kitchen: oven0: it is all on", "unknown"),  # no name of a driver
        ("%s %s: cannot get %s\n", "oven oven0: cannot get heat", "indexed"),
        ("%s %s: cannot get %s\n", "oven oven0: cannot get heat: -2", "unknown"),
        ("%s %s: cannot get %s\n", "oven oven0: cannot get all that one needs to toast", "unknown"),
        ("%s %s: cannot get [%s]\n", "oven oven0: cannot get [all that one needs to toast]", "indexed"),
    ],
)
def test_a_format_that_could_be_many_explains_only_what_looks_like_it(
    ask: Ask, text: str, body: str, status: str
) -> None:
    assert ask(line(body), kernel(text))["status"] == status


def test_of_several_places_the_drivers_own_is_told(ask: Ask) -> None:
    records = [
        kernel("%s %s: the lid is open\n", file=f"drivers/{name}.c", level=level)
        for name, level in (("fridge/main", "info"), ("oven-hot", "crit"))
    ]
    row = ask(line("oven-hot oven0: the lid is open"), *records)
    assert (row["message"]["file"], row["severity"], row["message"]["sites"]) == ("drivers/oven-hot.c", "crit", 2)
    row = ask(line("fridge fridge0: the lid is open"), *records)
    assert (row["message"]["file"], row["severity"]) == ("drivers/fridge/main.c", "info")
    assert ask(line("radio radio0: the lid is open"), *records)["message"]["file"] == "drivers/oven-hot.c"


def test_where_a_line_may_be_of_several_functions_all_are_told(ask: Ask) -> None:
    records = [
        kernel("[kitchen] lid %d is open\n", file=f"drivers/{name}.c", line=number, level=level)
        for name, number, level in (("oven", 7, "info"), ("fridge", 8, "err"), ("oven", 9, "info"))
    ]
    row = ask(line("[kitchen] lid 5 is open"), *records)
    assert row["message"]["places"] == [
        {"file": "drivers/fridge.c", "line": 8, "function": "toast"},
        {"file": "drivers/oven.c", "line": 7, "function": "toast"},
    ]
    assert (row["severity"], row["message"]["sites"]) == ("err", 3)


def test_a_driver_called_as_a_file_of_a_rare_machine_is_not_its(ask: Ask) -> None:
    records = [
        kernel("%s %s: ECAM window at %s is open\n", prefix="%s %s: ", file=file)
        for file in ("arch/loongarch/pci/acpi.c", "drivers/pci/ecam.c")
    ]
    message = ask(line("acpi PNP0A08:00: ECAM window at 4 is open"), *records)["message"]
    assert (message["file"], "places" in message) == ("drivers/pci/ecam.c", False)


def test_a_driver_of_a_rare_machine_is_known_by_its_file(ask: Ask) -> None:
    call = kernel("%s %s: Unknown error: LTESR 0x%08X\n", prefix="%s %s: ", file="arch/powerpc/sysdev/fsl_lbc.c")
    assert ask(line("fsl-lbc 41600.localbus: Unknown error: LTESR 0x000025A5"), call)["status"] == "indexed"
    call = kernel("%s %s: reg 0x%x: %pR\n", prefix="%s %s: ", file="arch/sparc/kernel/pci.c")
    assert ask(line("pci 0000:00:02.0: reg 0x10: [mem 0xf0000000-0xf1ffffff pref]"), call)["status"] == "unknown"


def test_how_bad_it_is_counts_all_calls_of_the_nearest_functions(ask: Ask) -> None:
    records = [
        kernel("[kitchen] lid %d is open\n", file="drivers/oven.c", line=number, level=level)
        for number, level in ((7, "info"), (9, "warning"))
    ]
    row = ask(line("[kitchen] lid 5 is open"), *records)
    assert (row["severity"], row["message"]["line"], "places" in row["message"]) == ("warning", 7, False)


def test_a_process_may_have_a_blank_in_its_name(ask: Ask) -> None:
    call = kernel("%s/%d is trying to acquire lock:\n", file="kernel/locking/lockdep.c")
    assert ask(line("Web Content/2085 is trying to acquire lock:"), call)["status"] == "indexed"


def test_a_name_with_a_number_behind_a_dot_is_one_word(ask: Ask) -> None:
    records = [
        kernel("%s.%d: registered as %s\n", file="drivers/net/one.c"),
        kernel("%s %s: registered as %s\n", prefix="%s %s: ", file="drivers/rtc/class.c"),
    ]
    assert ask(line("rtc-x rtc-x.0: registered as rtc0"), *records)["message"]["file"] == "drivers/rtc/class.c"
    assert ask(line("sb1250-mac.0: registered as eth0"), *records)["message"]["file"] == "drivers/net/one.c"


DEVICE = {"prefix": "%s %s: "}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("oven oven0: Product: Hot and Cold Toaster of a Kind", "indexed"),
        ("fridge fridge0: Product: Hot and Cold Toaster of a Kind", "unknown"),  # another driver
        ("the oven oven0: Product: Hot and Cold Toaster of a Kind", "unknown"),
    ],
)
def test_with_one_word_a_message_must_be_of_the_driver(ask: Ask, body: str, status: str) -> None:
    item = kernel("%s %s: Product: %s\n", file="drivers/oven/oven.c", **DEVICE)
    assert ask(line(body), item)["status"] == status
    assert ask(body, item)["status"] == "unknown"  # and the origin be known


@pytest.mark.parametrize("text", ["toast", "toast, and more", "toast=3", "toast: no", "all that one needs to toast"])
def test_with_one_word_a_text_without_label_is_short(ask: Ask, text: str) -> None:
    item = kernel("%s %s: supports %s\n", file="drivers/oven/oven.c", **DEVICE)
    assert (ask(line(f"oven oven0: supports {text}"), item)["status"] == "indexed") == (text == "toast")


@pytest.mark.parametrize(
    ("driver", "file", "status"),
    [
        ("oven", "drivers/heat/oven/main.c", "indexed"),
        ("hot-oven", "drivers/heat/oven/main.c", "indexed"),
        ("fridge", "drivers/heat/oven/main.c", "unknown"),
        ("fridge", "drivers/heat/core/main.c", "indexed"),
        ("fridge", "drivers/base/main.c", "indexed"),
        ("fridge", "lib/main.c", "indexed"),
    ],
)
def test_few_words_are_those_of_what_is_near_the_driver(ask: Ask, driver: str, file: str, status: str) -> None:
    item = kernel("%s %s: invalid resource\n", file=file, **DEVICE)
    assert ask(line(f"{driver} dev0: invalid resource"), item)["status"] == status


@pytest.mark.parametrize(
    ("text", "body", "status"),
    [
        ("CPU%d is up\n", "CPU7 is up", "indexed"),
        ("CPU%d is up\n", "CPU7 is up.", "unknown"),
        ("%s is up\n", "CPU7 is up", "unknown"),
        ("  TDH                  <%x>\n", "  TDH                  <4e>", "indexed"),
        ("  TDH                  <%x>\n", "  TDH  <4e>", "unknown"),
    ],
)
def test_without_wild_holes_less_is_enough(ask: Ask, text: str, body: str, status: str) -> None:
    assert ask(line(body), kernel(text))["status"] == status
    assert ask(body, kernel(text))["status"] == "unknown"  # unless nobody knows where the line comes from


def test_a_prefix_alone_is_no_message_where_many_have_it_or_it_is_for_debugging(ask: Ask) -> None:
    body = line("kitchen: the light is on")
    assert ask(body, kernel("kitchen: %s\n", prefix="kitchen: "))["status"] == "indexed"
    assert ask(body, kernel("kitchen: %s\n", prefix="kitchen: ", level="debug"))["status"] == "unknown"
    others = [kernel(f"kitchen: oven {number}\n", prefix="kitchen: ") for number in range(200)]
    assert ask(body, kernel("kitchen: %s\n", prefix="kitchen: "), *others)["status"] == "unknown"


def test_a_level_that_is_an_argument_stands_in_no_line(ask: Ask) -> None:
    item = kernel("%sHot trace: %d\n", file="arch/x86/oven.c")
    row = ask(line("Hot trace: 12"), item)
    assert (row["message"]["id"], row["captures"]) == (item.id, {"2": "12"})
    assert ask(line("AHot trace: 12"), item)["status"] == "unknown"
    assert ask(line("AHot trace: 12"), kernel("%sHot trace: %d\n", file="drivers/oven.c"))["status"] == "indexed"


def test_of_equals_that_of_a_usual_machine_comes_first_and_that_whose_function_is_named(ask: Ask) -> None:
    usual = kernel("Hot traces: %d\n", file="arch/x86/oven.c")
    rare = kernel("Hot traces: %ps\n", file="arch/toaster/oven.c")
    for records in ([usual, rare], [rare, usual]):
        assert ask(line("Hot traces: 7"), *records)["message"]["id"] == usual.id
    one, other = (
        kernel(f"%s: cannot heat %{letter}\n", function=name) for letter, name in (("d", "bake"), ("u", "fry"))
    )
    assert ask(line("bake: cannot heat 7"), one, other)["message"]["id"] == one.id
    assert ask(line("fry: cannot heat 7"), one, other)["message"]["id"] == other.id


def test_an_envelope_carries_any_text(ask: Ask) -> None:
    text = "%s TOAST FS (%s): %pV\n"
    body = line("kitchen TOAST FS (sda1): a sentence of so many words that nobody would believe it of few letters")
    assert ask(body, kernel(text, file="fs/toast.c", envelope=True))["status"] == "indexed"
    assert ask(body, kernel(text, file="fs/toast.c"))["status"] == "unknown"


def test_each_line_of_a_format_counts_its_captures_on(ask: Ask) -> None:
    item = kernel("the oven has %d doors\nand each door is %s\n")
    row = ask(line("and each door is open"), item)
    assert row["captures"] == {"2": "open"}


def test_lines_that_differ_in_digits_do_not_mix(
    make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    records = [kernel("oven 7 is hot again\n"), kernel("oven %d is hot again\n"), kernel("oven 0 is hot again\n")]
    engine = Engine(index_of(VARIANTS), None, [store.open_pack(str(make(records, ("1.0",), "linux")))])
    explainer = Explainer(engine, "en")
    found = [explainer.row("-", 1, line(f"oven {number} is hot again"))["message"]["format"] for number in (1, 7, 0, 2)]
    assert found == [records[number].format for number in (1, 0, 2, 1)]
    summary = Summary(explainer)
    summary.add([line(f"oven {number} is hot again") for number in (1, 7, 2)])
    assert [(row["count"], row["message"]["format"]) for row in summary.rows()] == [
        (2, records[1].format),
        (1, records[0].format),
    ]
    assert summary.totals() == {"lines": 3, "documented": 0, "indexed": 3, "unknown": 0}
