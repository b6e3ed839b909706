"""A log line without what tells whose machine it is from: host name and addresses, as far as they can be told.

Addresses become those for documentation: RFC 5737 (IPv4), RFC 3849 (IPv6), RFC 7042 (hardware).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from itertools import count

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
_MAIL = re.compile(r"(?<![\w.+=-])[\w.+=-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![\w@-])")
# Endings of names of hosts that are no endings of files as well (`.sh`, `.py`, `.service`).
_ENDINGS = "com net org edu gov mil int info biz jp cn tw kr de uk fr nl it es se no fi dk eu us ca au br ru in ch at"
_DOMAIN = re.compile(
    rf"(?<![\w.@/-])(?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}\.)+(?:{_ENDINGS.replace(' ', '|')})(?![\w-]|\.\w)"
)
_EXAMPLES = (".example.net", ".example.org")
_RESERVED = (".example", ".invalid", ".test", ".localhost")
_NO_DOMAINS = ("openssh.com", "libssh.org", "lysator.liu.se")  # behind the `@` of algorithms (RFC 4251, 6)
# Endings of units of systemd, such as user@1000.service.
_UNITS = ("service", "socket", "slice", "scope", "timer", "mount", "automount", "swap", "target", "device", "path")
_PEOPLE = ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi")
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


def public(text: str) -> str:
    """A text without addresses of networks and of people."""
    return without_mails(without_addresses(text))


def without_mails(text: str) -> str:
    """A text with each mail address replaced by an invented one; the same one each time it occurs."""
    return _replaced(_MAIL, text, _mail)


def domains(text: str) -> list[str]:
    """What looks like the name of a real host or domain in a text, each once; those for documentation do not."""
    found = (match.group() for match in _DOMAIN.finditer(text))
    return list(dict.fromkeys(name for name in found if not _is_reserved(name)))


def _is_reserved(domain: str) -> bool:
    """Whether a domain is for documentation (RFC 2606, 6761), or part of names that are no addresses."""
    name = domain.lower()
    return name.endswith(_RESERVED) or name in _NO_DOMAINS or f".{name}".endswith((".example.com", *_EXAMPLES))


def without_addresses(text: str) -> str:
    """A text with each address replaced by one for documentation; the same one each time it occurs."""
    text = _replaced(_HARDWARE, text, _hardware)
    text = _replaced(_IPV6, text, _ipv6)
    return _replaced(_IPV4, text, _ipv4)


def _replaced(pattern: re.Pattern[str], text: str, new: Callable[[str, int], str]) -> str:
    known: dict[str, str] = {}
    numbers = count(1)

    def other(match: re.Match[str]) -> str:
        address = match.group()
        if address not in known:
            known[address] = _other(address) if len(known) < _MOST else address
        return known[address]

    def _other(address: str) -> str:
        """The next one that is not in the text already, so that what is different stays so."""
        while True:
            found = new(address, next(numbers))
            if found == address or found not in text:
                return found

    return pattern.sub(other, text)


def _ipv4(address: str, number: int) -> str:
    try:
        found = ipaddress.IPv4Address(address)
    except ValueError:
        return address
    return address if number > _MOST or any(found in network for network in _KEPT) else f"192.0.2.{number}"


def _ipv6(address: str, number: int) -> str:
    try:
        found = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    return address if any(found in network for network in _KEPT_6) else f"2001:db8::{number:x}"


def _mail(address: str, number: int) -> str:
    _, _, domain = address.rpartition("@")
    if _is_reserved(domain) or domain.rpartition(".")[2] in _UNITS or domain.replace(".", "").isdigit():
        return address
    name = _PEOPLE[number - 1] if number <= len(_PEOPLE) else f"user{number}"
    return f"{name}@example.com"


def _hardware(address: str, number: int) -> str:
    if number > _MOST or address.lower().startswith(_KEPT_HARDWARE):
        return address
    return f"00:00:5e:00:53:{number:02x}"
