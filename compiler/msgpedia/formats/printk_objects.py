"""What the kernel prints for the things that a pointer leads to: resources, buffers, bitmaps, dates, flags, nodes.

Source: lib/vsprintf.c, Linux 2.6.28 to 6.12; some extensions of later kernels that older ones print otherwise.
"""

from __future__ import annotations

from msgpedia.formats.holes import Hole, wild
from msgpedia.formats.language import HEX, Language, alt, chars, decimal, lit, opt, repeat, seq, words
from msgpedia.formats.model import Conversion, Star
from msgpedia.formats.printk_addresses import HEX_NUMBER
from msgpedia.formats.printk_fields import followed, text_row, unwidened, widened_anything

HEX_DIGITS = chars(HEX, 1, 16)
MOST_BUFFER = 64  # bytes that %*ph prints at most
MOST_BITS = 1024  # width of a bitmap that is worth counting out


def _padded_hex(digits: int) -> Language:
    """A number of at least so many hexadecimal digits."""
    return alt(seq(chars("1-9a-f", 1, 1), chars(HEX, digits, 15)), chars(HEX, digits, digits))


# Resources -----------------------------------------------------------------------------------------------------------

_MEM = seq("0x", alt(chars(HEX, 16, 16), _padded_hex(8)))
_IO = seq("0x", _padded_hex(4))
_KINDS = (("io  ", _IO), ("mem ", _MEM), ("irq ", decimal(20)), ("dma ", decimal(20)), ("bus ", _padded_hex(2)))
_RAW_FLAGS = seq(" flags ", HEX_NUMBER)
_DECODED_FLAGS = seq(opt(" 64bit"), opt(" pref"), opt(" window"), opt(" disabled"))
_RANGE_ONLY = seq("[0x", HEX_DIGITS, "-0x", HEX_DIGITS, "]")


def _range(number: Language) -> Language:
    return seq(number, opt("-", number))


def _resource(decoded: bool) -> Language:
    size = opt("size ") if decoded else lit("")
    ranges = alt(*(seq(kind, size, _range(number)) for kind, number in _KINDS))
    unknown = seq("??? ", _range(_MEM), _RAW_FLAGS)
    return alt(seq("[", alt(seq(ranges, _DECODED_FLAGS if decoded else _RAW_FLAGS), unknown), "]"), _RANGE_ONLY)


RAW_RESOURCE = _resource(decoded=False)
RESOURCE = _resource(decoded=True)
RANGE = seq("[range ", _range(seq("0x", chars(HEX, 16, 16))), "]")

raw_resource = text_row(RAW_RESOURCE)
"""`%pr`: a resource with its flags as a number. `resource_string()`, from 2.6.33 on"""
resource = text_row(RESOURCE)
"""`%pR`: a resource with its flags as words, its size if it has no place yet (from 3.15 on).

Until 2.6.32 only the range: `[0x…-0x…]`. `resource_string()`
"""
span = text_row(alt(RANGE, RAW_RESOURCE))
"""`%pra`: a range, in kernels after 6.12; like `%pr` before. `range_string()`"""


# Buffers and bitmaps -------------------------------------------------------------------------------------------------

BAD_POINTERS = ("(null)", "(efault)")  # check_pointer_msg(), from 2.6.37 and 5.2 on


def buffer(conversion: Conversion) -> Hole:
    """`%*ph` with `C D N`: bytes in hexadecimal; the width is their number, 64 at most. `hex_string()`, from 3.6 on"""
    separator = {"C": ":", "D": "-", "N": ""}.get(conversion.extension[1:2], " ")
    byte = chars(HEX, 2, 2)
    if isinstance(conversion.width, Star):
        return unwidened(conversion, opt(byte, repeat(seq(separator, byte), 0, MOST_BUFFER - 1)))
    more = min(conversion.fixed_width or 1, MOST_BUFFER) - 1
    return unwidened(conversion, seq(byte, repeat(seq(separator, byte), more, more)))


def bitmap(conversion: Conversion) -> Hole:
    """`%*pb`: bits in groups of eight hexadecimal digits; the width is their number. `bitmap_string()`, from 4.0 on

    With `*` the blanks before the words for NULL, which a width would add, are left out.
    """
    bits = conversion.fixed_width
    if isinstance(conversion.width, Star) or bits > MOST_BITS:
        return wild("0-9a-f,", words=BAD_POINTERS)
    first = bits % 32
    top = {0: chars(HEX, 0, 0), 1: chars("01", 1, 1), 2: chars("0-3", 1, 1), 3: chars("0-7", 1, 1)}[first % 4]
    head = seq(top, chars(HEX, first // 4, first // 4)) if first else lit("")
    group = chars(HEX, 8, 8)
    groups = [head] * bool(first) + [group] * (bits // 32)
    return unwidened(conversion, seq(*_separated(groups)))


def _separated(groups: list[Language]) -> list[Language | str]:
    return [part for index, group in enumerate(groups) for part in ((",", group) if index else (group,))]


def bit_list(conversion: Conversion) -> Hole:
    """`%*pbl`: ranges of bits such as `0,3-6`; the width is the number of bits. `bitmap_list_string()`, from 4.0 on

    With `*` the blanks before the words for NULL, which a width would add, are left out.
    """
    bits = conversion.fixed_width
    if isinstance(conversion.width, Star) or bits > MOST_BITS:
        return wild("0-9,-", words=BAD_POINTERS)
    if bits == 0:
        return unwidened(conversion, lit(""))
    bit = decimal(len(str(bits - 1)))
    item = seq(bit, opt("-", bit))
    return unwidened(conversion, opt(item, repeat(seq(",", item), 0, (bits + 1) // 2 - 1)))


# Dates ---------------------------------------------------------------------------------------------------------------


def _at_least(digits: int) -> Language:
    """A number padded with zeros; one below zero is printed as if it had no sign."""
    return alt(seq(chars("1-9", 1, 1), chars("0-9", digits, 19)), chars("0-9", digits, digits))


def _class_pair(*pairs: tuple[str, str]) -> Language:
    return alt(*(seq(chars(tens, 1, 1), chars(ones, 1, 1)) for tens, ones in pairs))


_YEAR = _at_least(4)
_MONTH = _class_pair(("0", "1-9"), ("1", "0-2"))
_RAW_MONTH = _class_pair(("0", "0-9"), ("1", "01"))
_DAY = _class_pair(("0", "1-9"), ("12", "0-9"), ("3", "01"))
_HOUR = _class_pair(("01", "0-9"), ("2", "0-3"))
_SIXTY = _class_pair(("0-5", "0-9"))
_LOOSE = _at_least(2)  # a clock may hold anything


def moment(conversion: Conversion) -> Hole:
    """`%ptR %ptT` with `d t r s`: a date, a time, or both. `rtc_str()`, `time64_str()`, from 5.0 on, `T` from 5.11

    `R` is what a clock's registers say, right or not. In kernels after 6.12 `%ptS` adds nanoseconds, and `%ptSp` is in
    seconds.
    """
    kind, letters = conversion.extension[1], conversion.extension[2:]
    nanoseconds = seq(".", chars("0-9", 9, 9)) if kind == "S" else lit("")
    if kind == "S" and letters[:1] == "p":
        return unwidened(conversion, seq(decimal(20), nanoseconds), *TIME_MISUSED)
    only, options = (letters[0], letters[1:]) if letters[:1] in ("d", "t") else ("", letters)
    flags = options[: len(options) - len(options.lstrip("rs"))]
    exact = kind != "R"
    month = (_RAW_MONTH if "r" in flags else _MONTH) if exact else _LOOSE
    date = seq(_YEAR, "-", month, "-", _DAY if exact else _LOOSE)
    time = seq(_HOUR, ":", _SIXTY, ":", _SIXTY) if exact else seq(_LOOSE, ":", _LOOSE, ":", _LOOSE)
    both = seq(date, " " if "s" in flags else "T", time)
    return unwidened(conversion, seq({"d": date, "t": time, "": both}[only], nanoseconds), *TIME_MISUSED)


TIME_MISUSED = ("(%ptR?)", "(%pt?)")


# Flags ---------------------------------------------------------------------------------------------------------------

_LOWER_NAME = seq(chars("a-z", 1, 1), chars("a-z0-9_", 1, 23))
_GFP_NAME = seq(opt("__"), "GFP_", chars("A-Z0-9_", 1, 24))
_FIELD = seq(_LOWER_NAME, opt("=", alt(seq("0x", HEX_DIGITS), chars("0-9", 1, 20))))


def _joined(name: Language) -> Language:
    """Names of flags with `|` between them, and a number for flags without name; one bit each."""
    item = alt(name, seq("0x", HEX_DIGITS))
    return seq(item, repeat(seq("|", item), 0, 68))


PAGE_FLAGS = alt(seq(HEX_NUMBER, "(", opt(_joined(_FIELD)), ")"), opt(_joined(_FIELD)))
PAGE_TYPE = seq(HEX_NUMBER, "(", opt(_joined(_LOWER_NAME)), ")")
GFP_FLAGS = opt(_joined(_GFP_NAME))
VMA_FLAGS = opt(_joined(_LOWER_NAME))
FLAGS = {"p": PAGE_FLAGS, "t": PAGE_TYPE, "g": GFP_FLAGS, "v": VMA_FLAGS}


def flags(conversion: Conversion) -> Hole:
    """`%pGp %pGg %pGv %pGt`: names of flags. `flags_string()`, from 4.6 on

    Page flags have fields such as `zone=2` from 5.13 on, and stand behind their number in brackets from 5.16 on. `t`
    is a page type (6.5 and 6.8 have it, 6.1 and 6.12 do not). A flag word that is zero prints nothing. Other letters:
    `(%pG?)`, until 5.1 nothing.
    """
    return unwidened(conversion, FLAGS.get(conversion.extension[1:2], lit("")), "(%pG?)")


# Pixel formats and nodes ---------------------------------------------------------------------------------------------

_CODE = chars(" -~", 4, 4)
_CODE_NUMBER = seq(" (0x", chars(HEX, 8, 8), ")")
PIXEL_FORMAT = seq(_CODE, " ", words("little-endian", "big-endian"), _CODE_NUMBER)

pixel_format = text_row(PIXEL_FORMAT)
"""`%p4cc`: a four-character code with its byte order. `fourcc_string()`, from 5.13 on"""


def code(conversion: Conversion) -> Hole:
    """`%p4ch %p4chR %p4cl %p4cb`: a four-character code, in kernels after 6.12; `(%p4?)` before."""
    return followed(conversion, seq(_CODE, _CODE_NUMBER), "(%p4?)")


_NODE_PARTS = {
    "p": decimal(10),
    "F": seq(chars("D\\-", 1, 1), chars("d\\-", 1, 1), chars("P\\-", 1, 1), chars("B\\-", 1, 1)),
}


def device_node(conversion: Conversion) -> Hole:
    """`%pOF` with `f n p P c C F`: names of a device tree's node, its handle (`p`), its flags (`F`).

    `device_node_string()`, from 4.13 on
    """
    letters = conversion.extension[2:]
    letters = letters[: len(letters) - len(letters.lstrip("fnpPFcC"))]
    if not letters or not set(letters) <= set(_NODE_PARTS) or conversion.precision is not None:
        return widened_anything(conversion)
    parts: list[Language | str] = [_NODE_PARTS[letters[0]]]
    for letter in letters[1:]:
        parts += [":", _NODE_PARTS[letter]]
    return followed(conversion, seq(*parts), "(%pOF?)", "(!OF)")
