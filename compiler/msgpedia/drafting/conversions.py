"""What a conversion prints, in the terms of somebody who writes an entry: a kind, a name, an example.

A kind is a key of `words`. Sources: those of the tables of texts in `formats`.
"""

from __future__ import annotations

import re

from msgpedia import formats
from msgpedia.formats import Conversion, Hole, brace_spec

_FLOATS = dict.fromkeys("fFeEgGaA", "float")
_C = {
    **dict.fromkeys("di", "decimal"),
    "u": "unsigned",
    **dict.fromkeys("xX", "hexadecimal"),
    "o": "octal",
    **dict.fromkeys("bB", "binary"),
    **dict.fromkeys("sS", "text"),
    **dict.fromkeys("cC", "character"),
    **_FLOATS,
    "p": "pointer",
    "m": "error_text",
}
_PYTHON = {**_C, **dict.fromkeys("ra", "text"), "a": "text"}
_GO = {
    **_C,
    "O": "octal",
    "b": "binary",
    "v": "anything",
    "T": "anything",
    "q": "quoted",
    "U": "anything",
    "w": "anything",
    "t": "boolean",
}
_BRACE = {**_C, "": "anything", "?": "anything", "n": "decimal", "%": "anything"}
LETTERS = {"printf": _C, "printk": _C, "percent": _PYTHON, "go": _GO, "brace": _BRACE}

# Kinds of the kernel's %p by what stands behind it; the longest that fits counts (`formats.printk_pointers`).
POINTERS = {
    "": "pointer",
    "e": "error_name",
    **dict.fromkeys(("S", "s", "B", "F", "f"), "symbol"),
    **dict.fromkeys(("R", "r", "ra"), "range"),
    "h": "bytes",
    "b": "bits",
    "bl": "list",
    **dict.fromkeys(("M", "m"), "hardware_address"),
    **dict.fromkeys(("I", "i", "I4", "i4", "I6", "i6", "IS", "iS"), "network_address"),
    "U": "uuid",
    **dict.fromkeys(("d", "D"), "file_name"),
    "g": "block_device",
    "G": "flags",
    **dict.fromkeys(("E", "N", "C", "O", "OF", "fw", "V", "A", "k", "u", "t", "4"), "anything"),
}
_LONGEST = max(map(len, POINTERS))

# Kind → a name for an argument of which nothing else is known.
NAMES = {
    "error_text": "error",
    "error_name": "error",
    "symbol": "function",
    "hardware_address": "address",
    "network_address": "address",
    "uuid": "uuid",
    "file_name": "file",
    "block_device": "device",
    "flags": "flags",
    "pointer": "address",
}

# Name of an argument → the table of `decoders` that might explain its values, and the kinds for which that can be.
DECODERS = {
    "errno": "errno",
    "error": "errno",
    "err": "errno",
    "signal": "signal",
    "sig": "signal",
    "order": "page-order",
    "gfp_mask": "gfp-flags",
    "gfp_flags": "gfp-flags",
    "oom_score_adj": "oom-score-adj",
    "emask": "ata-emask",
    "serror": "ata-serror",
    "sense_key": "scsi-sense-key",
    "taint": "taint-flags",
    "tainted": "taint-flags",
}
_NUMBERS = ("decimal", "unsigned", "hexadecimal", "hexadecimal_0x")

PREFIX_DEVICE = "<device>"  # the name under which `BY_NAME` has the device of a prefix

# Values for a sample line: first by the name of the argument, then any that the conversion can print.
BY_NAME = {
    "process": "example",
    "task": "example",
    "command": "example",
    "driver": "example",
    "device": "sda1",
    PREFIX_DEVICE: "0000:00:1f.2",
    "disk": "sda",
    "partition": "sda1",
    "interface": "eth0",
    "ifname": "eth0",
    "pid": "4321",
    "user": "alice",
    "host": "host.example.com",
    "address": "192.0.2.1",
    "client": "192.0.2.1",
    "port": "51234",
    "path": "/srv/example/data",
    "file": "example.conf",
    "function": "example_read",
    "line": "128",
    "cpu": "2",
    "error": "-5",
    "errno": "5",
    "signal": "11",
}
ANY = (
    *(
        "7",
        "42",
        "3",
        "1f",
        "0x1f",
        "-5",
        "0",
        "1",
        "example",
        "value",
        "x",
        "0.5",
        "1.500000",
        "1.5",
        "1.50",
        "1.500",
        "true",
        "EIO",
    ),
    *("0000000000000048", "00000048", "0x00000048", "ffff888100f3a000", "example_read+0x1a/0x60", "0xffff888100f3a000"),
    *("192.0.2.1", "192.000.002.001", "2001:db8::1", "2001:0db8:0000:0000:0000:0000:0000:0001", "192.0.2.1:443"),
    *("20010db8000000000000000000000001", "00:00:5e:00:53:01", "00-00-5e-00-53-01", "00005e005301", "0,2-5"),
    *("[mem 0x000a0000-0x000bffff]", "[mem 0x000a0000-0x000bffff flags 0x200]", "0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d"),
    *("00 1f 2a", "00:1f:2a", "001f2a", "00-1f-2a", "0000001f", "0x0000000000000001", "0000000000000001", "(null)"),
    *("GFP_KERNEL", "0xd0", "2023-10-27T18:00:02", "2023-10-27", "18:00:02", "XR24 little-endian (0x34325258)"),
    *("U+0041", "'A'", '"example"', "1e+06", "1.500000e+00", "0x1p+0", "0x1.8p+0", "17", "101", "0b101", "0o17", "%!"),
    *("(einval)", "(efault)", "0x000000000000001f", "%pI", "A", "", " "),
)


def kind_of(dialect: str, conversion: Conversion) -> str:
    """The kind of what a conversion prints."""
    if dialect == "printk" and conversion.letter == "p":
        extension = conversion.extension
        key = next(extension[:size] for size in range(_LONGEST, -1, -1) if extension[:size] in POINTERS)
        return POINTERS[key]
    letter = conversion.letter
    if dialect == "brace":
        spec = brace_spec.parse(conversion.extension) if not letter else None
        letter = spec.letter if spec else ""
    kind = LETTERS[dialect].get(letter, "anything")
    return "hexadecimal_0x" if kind == "hexadecimal" and "#" in conversion.flags else kind


def decoder_for(name: str, kind: str) -> str:
    """The table of values that an argument of such a name and kind may well need; empty for none."""
    bare = re.sub(r"_[0-9]+$", "", name)
    found = DECODERS.get(bare, "")
    return found if kind in _NUMBERS or (kind == "flags" and bare == "gfp_flags" and not found) else ""


def examples(dialect: str, conversion: Conversion, name: str) -> list[str]:
    """Texts that a conversion can print, the most plausible first; none where nobody here knows any."""
    hole = formats.hole(dialect, conversion)
    wanted = [BY_NAME[name]] if name in BY_NAME else []
    if hole.wild:
        wanted.append("example")
    if isinstance(conversion.precision, int) and kind_of(dialect, conversion) == "float":
        wanted.append(f"{1.5:.{min(conversion.precision, 40)}f}")
    found: dict[str, None] = {}
    for text in (*wanted, *ANY):
        for spelled in _padded(text, conversion.fixed_width, conversion.precision):
            if fits(hole, spelled):
                found[spelled] = None
    return list(found)


def _padded(text: str, width: int, precision: object) -> tuple[str, ...]:
    cut = (text[:precision],) if isinstance(precision, int) and precision < len(text) else ()
    digits = (text.zfill(precision),) if isinstance(precision, int) else ()
    return text, text.zfill(width), text.rjust(width), text.ljust(width), *cut, *digits


def fits(hole: Hole, text: str) -> bool:
    """Whether a hole can hold a text."""
    if hole.language is not None:
        return re.fullmatch(hole.language.pattern, text) is not None
    if len(text.encode()) < hole.width:
        return False
    return not hole.alphabet or re.fullmatch(f"[{hole.alphabet}]*", text) is not None or text in hole.words
