"""Tables of names: what they say of disks is held to the rules of the drivers, and each row is reached."""

from __future__ import annotations

import re

import pytest

from msgpedia.catalog import decoders
from msgpedia.decoding.decode import decode

TABLES = decoders.load()
FIRST_MAJORS = [8, *range(65, 72), *range(128, 136)]  # sd_major() in drivers/scsi/sd.c


def english(kind: str, text: str) -> str:
    """What a name means; empty where it is not in the table."""
    (reading,) = decode(TABLES.get, kind, text)
    (part,) = reading.parts
    return part.text["en"] if part.known and part.text else ""


def disk(index: int) -> str:
    """The name of a SCSI disk, as sd_format_disk_name() makes it."""
    letters = ""
    while index >= 0:
        letters = chr(ord("a") + index % 26) + letters
        index = index // 26 - 1
    return f"sd{letters}"


@pytest.mark.parametrize(("kind", "form"), [("device-number", "{}:{}"), ("device-number-hex", "{:02x}:{:02x}")])
def test_numbers_of_scsi_disks(kind: str, form: str) -> None:
    known = 0
    for index in range(256):
        major = FIRST_MAJORS[index >> 4]
        for partition in range(16):
            told = english(kind, form.format(major, (index & 15) << 4 | partition))
            if f"disk {disk(index)} " in told:
                known += 1
                assert ("whole disk" in told) == (partition == 0)
                assert partition == 0 or told.endswith(f"partition {partition}")
            else:
                assert "disk sd" not in told, (told, index, partition)
    assert known >= 256  # sda to sdp, whole and each partition


def test_the_forms_of_a_device_number_are_one() -> None:
    for index in range(16):
        for partition in range(16):
            minor = index << 4 | partition
            told = english("device-number", f"8:{minor}")
            assert told
            assert told == english("device-number", f"8,{minor}")
            assert told == english("device-number", f"0x8{minor:02x}")
    assert english("device-number", "8:256") != english("device-number", "8:0")
    assert english("device-number", "8:007") == ""


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("sda", "disk sda"),
        ("sdaa12", "partition 12 of the disk sdaa"),
        ("vdb1", "partition 1 of the disk vdb"),
        ("nvme0n1", "NVMe disk"),
        ("nvme10n2p3", "partition 3 of the NVMe disk nvme10n2"),
        ("md127", "software RAID md127"),
        ("dm-3", "device-mapper device 3"),
        ("mmcblk0p1", "partition 1"),
        ("eth0", "0"),
        ("lo", "loopback"),
        ("enp3s0f1", "3"),
        ("wlan0", "wireless"),
        ("ttyS0", "serial"),
    ],
)
def test_names_of_devices(name: str, piece: str) -> None:
    assert piece.lower() in english("device-name", name).lower()


@pytest.mark.parametrize("name", ["", "sd", "sda 1", "sda\n", "/dev/sda", "SDA", "sdabcdef", "nvme", "eth", "x" * 300])
def test_what_is_no_name_is_not_known(name: str) -> None:
    assert english("device-name", name) == ""


@pytest.mark.parametrize("kind", [kind for kind, table in TABLES.items() if table["shape"] == "names"])
def test_places_have_a_group(kind: str) -> None:
    for row in TABLES[kind]["rows"]:
        groups = re.compile(row["pattern"]).groups
        for text in row["text"].values():
            assert {int(place) for place in re.findall(r"\{([0-9]+)\}", text)} <= set(range(1, groups + 1))
            assert "{" not in re.sub(r"\{[0-9]+\}", "", text)
