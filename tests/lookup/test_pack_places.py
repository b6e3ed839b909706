"""Which call of a pack a line comes from: drivers, places, and how much must speak for a message."""

from __future__ import annotations

import pytest
from tests.lookup.packed import Ask, ask, kernel, line, make
from tests.packs.conftest import record as daemon

__all__ = ["ask", "make"]  # fixtures


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


def test_the_function_that_a_line_names_is_told(ask: Ask) -> None:
    records = [
        kernel("Kitchen: %s: Found the lid\n", file="drivers/oven.c", line=number, function=name)
        for number, name in ((7, "oven_open"), (9, "oven_probe"))
    ]
    message = ask(line("Kitchen: oven_probe() oven0: Found the lid"), *records)["message"]
    assert (message["line"], message["function"], "places" in message) == (9, "oven_probe", False)
    assert "places" in ask(line("Kitchen: oven0: Found the lid"), *records)["message"]


@pytest.mark.parametrize(
    ("text", "body", "told"),
    [
        ("Unexpected %s\n", "Unexpected trap", True),
        ("Unexpected %s\n", "Unexpected reset of the controller, giving up on the disk", False),
        ("Registered device %s", "Registered device of the vendor with the agent", False),
        ("Initialized device %s.\n", "Initialized device of the vendor for the pool.", False),
        ("WARNING: %s", "WARNING: the pool cannot be written", False),
        ("Exception: %s\n", "Exception: the sensor of fan 3 is broken", False),
        ("RETBleed: %s\n", "RETBleed: Mitigation: untrained return thunk", True),
        ("Command line: %s\n", "Command line: root=/dev/vda1 ro quiet splash", True),
        ("Kitchen loaded%s\n", "Kitchen loaded, oven=yes, lid=no, fridge=on", True),
        ("Initialized: %s as %s\n", "Initialized: the lid of the oven as kitchen/oven/lid", True),
    ],
)
def test_a_word_and_any_text_is_not_any_sentence(ask: Ask, text: str, body: str, told: bool) -> None:
    assert (ask(line(body), kernel(text))["status"] == "indexed") is told


def test_a_daemons_word_and_any_text_is_its_own(ask: Ask) -> None:
    body = line("Unexpected reset of the toaster, giving up on the slice", "toasterd")
    assert ask(body, daemon("Unexpected %s\n", dialect="printf"))["status"] == "indexed"


def test_what_ends_with_a_colon_is_no_driver(ask: Ask) -> None:
    call = kernel("%s %s: %s failed with error %d\n", prefix="%s %s: ", file="drivers/oven.c")
    assert ask(line("oven oven0: lid failed with error -5"), call)["status"] == "indexed"
    assert ask(line("kitchen: error: open lid failed with error -5"), call)["status"] == "unknown"


def test_a_message_of_a_driver_that_names_itself_is_not_another_drivers(ask: Ask) -> None:
    call = kernel("%s: %s door is now open\n", file="drivers/kitchen/makers/oven/main.c")
    assert ask(line("oven: oven0 door is now open"), call)["status"] == "indexed"
    assert ask(line("fridge: fridge0 door is now open"), call)["status"] == "unknown"


def test_where_the_best_message_is_of_another_driver_the_next_that_may_be_is_told(ask: Ask) -> None:
    best = kernel("%s %s: door %s - is open wide now\n", prefix="%s %s: ", file="drivers/kitchen/makers/oven/main.c")
    shared = kernel("%s %s: door %s %s- is open wide now\n", prefix="%s %s: ", file="drivers/kitchen/door/door.c")
    row = ask(line("oven oven0: door 1 - is open wide now"), best, shared)
    assert (row["message"]["id"], row["alternatives"]) == (best.id, [])
    row = ask(line("fridge fridge0: door 1 - is open wide now"), best, shared)
    assert row["message"]["id"] == shared.id
    assert [item["message"]["id"] for item in row["alternatives"]] == [best.id]


@pytest.mark.parametrize(
    ("text", "body", "captures"),
    [
        ("%s%s: the lid is open now\n", "oven0: the lid is open now", ["oven0", ""]),
        ("%s%s: the lid is open now\n", "oven0 (unregistering): the lid is open now", ["oven0", " (unregistering)"]),
        ("lid (device %s%s): is open\n", "lid (device oven0: state EM): is open", ["oven0", ": state EM"]),
        ("[lid]%s%s it is open now\n", "[lid] *ERROR* it is open now", ["", " *ERROR*"]),
        ("lid %s%s%s is open now\n", "lid a (b) is open now", ["", "", "a (b)"]),
    ],
)
def test_of_two_neighbours_the_first_has_the_name(ask: Ask, text: str, body: str, captures: list[str]) -> None:
    assert list(ask(line(body), kernel(text))["captures"].values()) == captures


@pytest.mark.parametrize(
    ("before", "captures"),
    [
        ("oven oven0", ["oven", "oven0"]),
        ("Generic hot oven oven-0:00", ["Generic hot oven", "oven-0:00"]),
        ("(NULL device *)", ["(NULL", "device *)"]),
        ("oven 1-1:1.0 (no device) (gone)", ["oven", "1-1:1.0 (no device) (gone)"]),
    ],
)
def test_a_drivers_name_may_have_blanks(ask: Ask, before: str, captures: list[str]) -> None:
    call = kernel("%s %s: the lid of the hot oven is open\n", prefix="%s %s: ", file="drivers/oven.c")
    assert list(ask(line(f"{before}: the lid of the hot oven is open"), call)["captures"].values()) == captures
