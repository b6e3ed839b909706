"""Numbers as programs print them."""

from __future__ import annotations

_DIGITS = {8: "01234567", 10: "0123456789", 16: "0123456789abcdefABCDEF"}
MOST_DIGITS = 24


def number_of(text: str, radix: int) -> int | None:
    """The number that a text is, or None: `0x…` whatever the radix, else digits of the radix, and a sign before."""
    sign = -1 if text[:1] == "-" else 1
    digits = text[1:] if text[:1] in ("-", "+") else text
    if digits[:2] in ("0x", "0X"):
        digits, radix = digits[2:], 16
    if not digits or len(digits) > MOST_DIGITS or digits.strip(_DIGITS[radix]):
        return None
    return sign * int(digits, radix)


def amount(number: int) -> str:
    """A size in bytes with the unit that suits it (IEC 80000-13), to a tenth."""
    unit, name = 1, "B"
    for larger in ("KiB", "MiB", "GiB", "TiB", "PiB", "EiB"):
        if number < unit * 1024:
            break
        unit, name = unit * 1024, larger
    tenths = (number * 10 + unit // 2) // unit
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest} {name}" if rest else f"{whole} {name}"
