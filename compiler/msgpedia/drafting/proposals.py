"""A format string proposed from the body of a log line: what looks like a value becomes a conversion.

Only the source has the real one. The proposal matches its line, and that is all that can be said of it.
"""

from __future__ import annotations

import ipaddress
import re

from msgpedia import formats
from msgpedia.catalog.sources import FORBIDDEN
from msgpedia.matching import planner
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.planner import HoleTable

_DEVICE = (
    r"sd[a-z]{1,3}\d*|[vxh]d[a-z]{1,2}\d*|nvme\d+(?:n\d+(?:p\d+)?)?|dm-\d+(?:-\d+)?|md\d+|loop\d+|sr\d+|mmcblk\d+(?:p\d+)?"
    r"|eth\d+|en(?:[ops]|x)[0-9a-z]+|wlan\d+|wlp\w+|br-?\d+|bond\d+|veth\w+|tun\d+|tap\d+|virbr\d+|vmbr\d+|docker\d+"
    r"|tty[A-Z]?\w*\d+"
)
_UNIT = r"(?:[kKMGT]i?B|[kM]?b|B|[mun]?s|C|V|mV|Hz|[kMG]Hz|%)(?![A-Za-z0-9_])"
_GLUED = r"(?:cpu|ata|node|irq|port|lane|queue|core|usb|chan|slot|phy|link)"  # names that numbers stand right behind

_CONTROLS = FORBIDDEN.pattern.strip("[]")  # what no format string may have

# What looks like a value, in the order in which it is looked for. The name of a group is its kind.
_VALUE = re.compile(
    rf"""
    (?P<double>(?<![\w"])"(?P<in_double>[^"\n]*)"(?!\w))
  | (?P<single>(?<![\w'])'(?P<in_single>[^'\n]*)'(?![\w']))
  | (?P<odd>(?<!\S)[^\s\\{_CONTROLS}]*[\\{_CONTROLS}]\S*)
  | (?P<mail>(?<![\w.+=-])[\w.+=-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![\w@-]))
  | (?P<uuid>\b[0-9a-fA-F]{{8}}(?:-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}}\b)
  | (?P<mac>(?<![0-9a-fA-F]{{2}}:)(?<!\w)(?:[0-9a-fA-F]{{2}}:){{5}}[0-9a-fA-F]{{2}}(?![\w:]))
  | (?P<ipv6>(?<![\w:.])[0-9a-fA-F]{{0,4}}(?::[0-9a-fA-F]{{0,4}}){{2,7}}(?![\w:]))
  | (?P<ipv4>(?<![\w.])\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?![\w.]))
  | (?P<pci>\b[0-9a-fA-F]{{4}}:[0-9a-fA-F]{{2}}:[0-9a-fA-F]{{2}}\.[0-7]\b)
  | (?P<url>\b[a-z][a-z0-9+.-]{{1,10}}://[^\s"'<>]*[^\s"'<>,;.:)\]])
  | (?P<path>(?<![\w/.])/\w[\w./@+~:-]*(?<![:.]))
  | (?P<device>(?<![\w/-])(?:{_DEVICE})(?![\w-]))
  | (?P<prefixed>\b0x[0-9a-fA-F]+\b)
  | (?P<address>(?<![\w.:-])(?=[0-9]*[a-f])(?:[0-9a-f]{{16}}|[0-9a-f]{{8}})(?![\w.:-]))
  | (?P<glued>\b(?i:{_GLUED})(?=\d))
  | (?P<float>(?<![\w.])-?\d+\.\d+(?![\w.])(?!\.\d))
  | (?P<number>(?<![\w.-])-?\d+(?=$|[^\w.]|\.(?!\d)|{_UNIT}))
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"\d+(?![\w])")
_TEXT = {"printf": "%s", "printk": "%s", "percent": "%s", "go": "%s", "brace": "{}"}
_FIELDS = {
    ("printk", "ipv4"): "%pI4",
    ("printk", "ipv6"): "%pI6c",
    ("printk", "mac"): "%pM",
    ("printk", "uuid"): "%pU",
    ("printf", "address"): "%0{}lx",
    ("printk", "address"): "%0{}lx",
}
_MOST_DIGITS = 9  # of a number that any %d can print


def propose(body: str, dialect: str) -> str:
    """A format string of a dialect that matches a body. Raises KeyError for a dialect that there is not."""
    found = _proposed(body, dialect)
    return found if _matches(found, dialect, body) else literal(body, dialect)


def _matches(format_string: str, dialect: str, body: str) -> bool:
    """Whether the real matcher takes a body for one that a format string printed."""
    table = HoleTable()
    programs = planner.plan(formats.parse(dialect, format_string))
    return len(programs) == 1 and Matcher(table.program(programs[0]), table.rows()).match(body) is not None


def _proposed(body: str, dialect: str) -> str:
    parts: list[str] = []
    position = 0
    while position < len(body):
        found = _VALUE.search(body, position)
        if found is None or found.end() == found.start():
            break
        parts.append(literal(body[position : found.start()], dialect))
        kind = found.lastgroup or ""
        if found["glued"] and (number := _NUMBER.match(body, found.end())):
            parts += literal(found.group(), dialect), _number(number.group(), dialect)
            position = number.end()
        elif found["glued"]:
            parts.append(literal(found.group(), dialect))
            position = found.end()
            continue
        else:
            parts.append(_conversion(found, kind, dialect))
            position = found.end()
    parts.append(literal(body[position:], dialect))
    return "".join(parts)


def literal(text: str, dialect: str) -> str:
    """A text as a format string of a dialect that prints it."""
    if dialect == "brace":
        return text.replace("{", "{{").replace("}", "}}")
    return text.replace("%", "%%")


def _conversion(found: re.Match[str], kind: str, dialect: str) -> str:
    text = found.group()
    anything = _TEXT[dialect]
    if found["double"] or found["single"]:
        whole = len(text) > 2 and found.start() > 0  # at the beginning stands the message itself, as klog quotes it
        return f"{text[0]}{anything}{text[0]}" if whole else literal(text, dialect)
    if kind == "ipv6" and not _is_ipv6(text):
        return _bytes(text, dialect)
    if kind == "prefixed":
        return _hexadecimal(text, dialect)
    if kind == "float":
        return _float(text, dialect)
    if kind == "number":
        return _number(text, dialect)
    return _FIELDS.get((dialect, kind), anything).format(len(text)) if dialect != "brace" else anything


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def _bytes(text: str, dialect: str) -> str:
    """`08:48:00` as bytes, what is no pairs of digits as it is."""
    if dialect == "brace" or text != text.lower() or not re.fullmatch(r"[0-9a-f]{2}(?::[0-9a-f]{2})*", text):
        return literal(text, dialect)
    return ":".join(["%02x"] * (text.count(":") + 1))


def _hexadecimal(text: str, dialect: str) -> str:
    digits = text[2:]
    if dialect == "brace":
        return "0x{:x}" if digits == digits.lower() and not _zeros(digits) and len(digits) <= 16 else "{}"
    letter = "X" if digits != digits.lower() else "x"
    if (letter == "X" and digits != digits.upper()) or len(digits) > 16:
        return _TEXT[dialect]
    return f"0x%{_zeros(digits)}{'l' if len(digits) > 8 and dialect.startswith('print') else ''}{letter}"


def _number(text: str, dialect: str) -> str:
    digits = text.lstrip("-")
    if dialect == "brace":
        return "{}"
    if len(digits) == 16 and _zeros(text) and dialect.startswith("print"):
        return "%016lx"  # an address
    if len(digits) > _MOST_DIGITS:
        return _TEXT[dialect] if len(digits) > 18 or _zeros(text) else "%ld" if dialect.startswith("print") else "%d"
    return f"%{_zeros(text)}d"


def _float(text: str, dialect: str) -> str:
    whole, _, fraction = text.partition(".")
    if dialect == "brace":
        return "{}"
    if dialect == "printk":  # which has no %f
        return f"{_number(whole, dialect)}.{_number(fraction, dialect)}" if len(fraction) <= _MOST_DIGITS else "%s"
    return f"%.{len(fraction)}f" if not _zeros(whole) and len(text) < 16 else "%s"


def _zeros(text: str) -> str:
    """The flag and width that leading zeros tell."""
    digits = text.lstrip("-")
    return f"0{len(text)}" if len(digits) > 1 and digits[0] == "0" else ""
