"""A log line without what tells whose machine it is from: host name and addresses, as far as they can be told.

Addresses become those for documentation: RFC 5737 (IPv4), RFC 3849 (IPv6), RFC 7042 (hardware).
"""

from __future__ import annotations

import ipaddress
import re

from msgpedia.matching.anchors import common_words

HOST = "host"
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\w:])")
_HARDWARE = re.compile(r"(?<![0-9A-Fa-f]{2}:)(?<!\w)(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}(?![\w:])")
_KEPT_HARDWARE = ("00:00:5e:00:53:", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff")
_KEPT = tuple(
    map(
        ipaddress.ip_network,
        ("0.0.0.0/8", "127.0.0.0/8", "255.255.255.255/32", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
    )
)
_KEPT_6 = tuple(map(ipaddress.ip_network, ("::/127", "2001:db8::/32")))
_MOST = 200  # different addresses of a kind in one line


def without_host(line: str, head: int, host: str | None) -> str:
    """The line with its host called `host`: in the header, which has `head` characters, and where its body names it.

    A host that is called like an ordinary word is left alone in the body.
    """
    if not host or host in (HOST, "localhost", "-"):
        return line
    word = re.compile(rf"(?<![\w.-]){re.escape(host)}(?![\w-]|\.\w)")
    first, rest = line[:head], line[head:]
    first = word.sub(HOST, first)
    if len(host) > 2 and host not in common_words() and not host.isdigit():
        rest = word.sub(HOST, rest)
    return first + rest


def without_addresses(text: str) -> str:
    """A text with each address replaced by one for documentation; the same one each time it occurs."""
    text = _replaced(_HARDWARE, text, _hardware)
    text = _replaced(_IPV6, text, _ipv6)
    return _replaced(_IPV4, text, _ipv4)


def _replaced(pattern: re.Pattern[str], text: str, new: object) -> str:
    known: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        address = match.group()
        if address not in known:
            known[address] = new(address, len(known) + 1) if callable(new) and len(known) < _MOST else address
        return known[address]

    return pattern.sub(other, text)


def _ipv4(address: str, number: int) -> str:
    try:
        found = ipaddress.IPv4Address(address)
    except ValueError:
        return address
    return address if any(found in network for network in _KEPT) else f"192.0.2.{number}"


def _ipv6(address: str, number: int) -> str:
    try:
        found = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    return address if any(found in network for network in _KEPT_6) else f"2001:db8::{number:x}"


def _hardware(address: str, number: int) -> str:
    if address.lower().startswith(_KEPT_HARDWARE):
        return address
    return f"00:00:5e:00:53:{number:02x}"
