"""Values, texts and literals for random format strings."""

from __future__ import annotations

import random
import string

EXTREME = [0, 1, 9, 10, 127, 128, 255, 32767, 65535, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**63, 2**64 - 1]
FLOATS = [
    0.0,
    -0.0,
    0.5,
    1.0,
    9.995,
    1e5,
    999999.5,
    1e15,
    1e-5,
    1e100,
    5e-324,
    float("inf"),
    float("-inf"),
    float("nan"),
]
WORDS = [
    "sda",
    "eth0",
    "/dev/sda1",
    "I/O error",
    "read",
    "lvcreate",
    "a b",
    "10",
    "0x1f",
    "(null)",
    "",
    "日本語",
    "é",
    "x:y",
]
LITERALS = [
    " ",
    ": ",
    ", ",
    "=",
    "/",
    "[",
    "]",
    " (",
    ")",
    "-",
    ".",
    " at ",
    "0x",
    "%",
    "error ",
    "sector",
    "5",
    "é",
    "、",
    "\t",
]


def some_text(random_: random.Random) -> str:
    """A text as programs print them, or any."""
    kind = random_.random()
    if kind < 0.6:
        return random_.choice(WORDS)
    letters = string.ascii_letters + string.digits + (string.punctuation + " é日😀" if kind > 0.8 else "")
    return "".join(random_.choices(letters, k=random_.randrange(12)))


def some_literal(random_: random.Random) -> str:
    """Text between conversions."""
    return "".join(random_.choices(LITERALS, k=random_.choice([1, 1, 2, 3])))
