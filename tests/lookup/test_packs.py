"""Packs beside a bundle: what they add, and that they take nothing away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.lookup.packed import VARIANTS, Ask, Row, ask, index_of, kernel, line, make
from tests.packs.conftest import record

from msgpedia.lookup.engine import Engine
from msgpedia.lookup.rows import Explainer
from msgpedia.lookup.summary import Summary
from msgpedia.packs import store

__all__ = ["ask", "make"]  # fixtures


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
