"""What the kernel prints for addresses of networks, and for UUIDs.

Source: lib/vsprintf.c, Linux 2.6.29 to 6.12.
"""

from __future__ import annotations

from msgpedia.formats.holes import Hole
from msgpedia.formats.language import HEX, HEX_UPPER, Language, alt, chars, lit, opt, repeat, seq
from msgpedia.formats.model import Conversion
from msgpedia.formats.numbers import Integer
from msgpedia.formats.printk_fields import followed, text_row, unwidened

BYTE = chars(HEX, 2, 2)


def _class(body: str) -> Language:
    return chars(body, 1, 1)


OCTET = alt(
    seq("25", _class("0-5")),
    seq("2", _class("0-4"), _class("0-9")),
    seq("1", chars("0-9", 2, 2)),
    seq(chars("1-9", 0, 1), _class("0-9")),
)
WIDE_OCTET = alt(
    seq("25", _class("0-5")), seq("2", _class("0-4"), _class("0-9")), seq(_class("01"), chars("0-9", 2, 2))
)
IPV4 = seq(repeat(seq(OCTET, "."), 3, 3), OCTET)
WIDE_IPV4 = seq(repeat(seq(WIDE_OCTET, "."), 3, 3), WIDE_OCTET)
GROUP = alt(seq(_class("1-9a-f"), chars(HEX, 0, 3)), "0")
WIDE_GROUP = chars(HEX, 4, 4)
IPV6 = seq(repeat(seq(WIDE_GROUP, ":"), 7, 7), WIDE_GROUP)
CONTIGUOUS_IPV6 = chars(HEX, 32, 32)


def _gap(before: int) -> Language:
    """An IPv6 address with `::` behind some groups; it stands for two groups or more."""
    left = seq(repeat(seq(GROUP, ":"), before - 1, before - 1), GROUP) if before else lit("")
    right = opt(GROUP, repeat(seq(":", GROUP), 0, 5 - before)) if before < 6 else lit("")
    return seq(left, "::", right)


def _compressed() -> Language:
    """An IPv6 address as RFC 5952 has it, with an IPv4 address at the end if it is mapped or of ISATAP.

    How many groups stand around the `::` of an ISATAP address is checked roughly. `ip6_compressed_string()`
    """
    full = repeat(seq(GROUP, ":"), 5, 5)
    gap = seq(opt(GROUP, repeat(seq(":", GROUP), 0, 3)), "::", repeat(seq(GROUP, ":"), 0, 3))
    with_ipv4 = seq(alt("::ffff:", seq(alt(full, gap), "5efe:")), IPV4)
    return alt(with_ipv4, seq(repeat(seq(GROUP, ":"), 7, 7), GROUP), *map(_gap, range(6, -1, -1)))


COMPRESSED_IPV6 = _compressed()


def hardware_address(conversion: Conversion) -> Hole:
    """`%pM %pMF %pMR %pm %pmR`: a MAC or FDDI address of six bytes. `mac_address_string()`"""
    separator = "" if conversion.extension[0] == "m" else "-" if conversion.extension[1:2] == "F" else ":"
    return followed(conversion, seq(repeat(seq(BYTE, separator), 5, 5), BYTE))


def ipv6(conversion: Conversion) -> Hole:
    """`%pI6 %pI6c`: an IPv6 address with colons, in full or compressed. `ip6_addr_string()`"""
    return followed(conversion, COMPRESSED_IPV6 if conversion.extension[2:3] == "c" else IPV6)


def socket_address(conversion: Conversion) -> Hole:
    """`%pIS %piS` with `p f s c`: an IPv4 or IPv6 address, its port, flow information and scope.

    Another family: `(einval)`, until 5.1 `(invalid address)`. The field width also widens the numbers.
    `ip4_addr_string_sa()`, `ip6_addr_string_sa()`, from 3.11 on
    """
    letters = set(conversion.extension[2:])
    wide = conversion.extension[0] == "i"
    address = CONTIGUOUS_IPV6 if wide else COMPRESSED_IPV6 if "c" in letters else IPV6
    parts = [seq(mark, _number(conversion, bits)) for letter, mark, bits in _PARTS if letter in letters]
    v6 = seq("[", address, "]", *parts) if parts else address
    v4 = seq(WIDE_IPV4 if wide else IPV4, *parts[: "p" in letters])
    return followed(conversion, alt(v6, v4), "(einval)", "(invalid address)")


_PARTS = (("p", ":", 16), ("f", "/", 28), ("s", "%", 32))


def _number(conversion: Conversion, bits: int) -> Language:
    number = Integer(10, bits, signed=False, kernel=True).hole(conversion.flags, conversion.width, conversion.precision)
    assert number.language is not None
    return number.language


def uuid(conversion: Conversion) -> Hole:
    """`%pU` with `b B l L`: a UUID in lower or upper case. `uuid_string()`"""
    digit = HEX_UPPER if conversion.extension[1:2] in ("B", "L") else HEX
    return followed(
        conversion, seq(chars(digit, 8, 8), repeat(seq("-", chars(digit, 4, 4)), 3, 3), "-", chars(digit, 12, 12))
    )


def features(conversion: Conversion) -> Hole:
    """`%pNF`: features of a network device, of 64 bits, before 3.4 of 32. `netdev_bits()`"""
    return unwidened(conversion, alt(seq("0x", chars(HEX, 16, 16)), seq("0x", chars(HEX, 8, 8))))


ipv4 = text_row(IPV4)
wide_ipv4 = text_row(WIDE_IPV4)
contiguous_ipv6 = text_row(CONTIGUOUS_IPV6)
