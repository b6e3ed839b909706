"""What `%p` and its extensions print: one row an extension, for every kernel from 2.6.9 to 6.12 at once.

An extension is all letters and digits behind `%p`; the row with the longest key that it begins with is its row. The
function of a row says what it prints and which function of the kernel does.
Source: Documentation/core-api/printk-formats.rst and `pointer()` in lib/vsprintf.c, Linux 2.6.9 to 6.12.
"""

from __future__ import annotations

from msgpedia.formats import printk_addresses as addresses
from msgpedia.formats import printk_network as network
from msgpedia.formats import printk_objects as objects
from msgpedia.formats.holes import Hole
from msgpedia.formats.model import Conversion
from msgpedia.formats.printk_fields import Row, anything, name, widened_anything


def hole(conversion: Conversion) -> Hole:
    """The hole that a pointer conversion leaves."""
    extension = conversion.extension
    key = next(extension[:length] for length in range(_LONGEST, -1, -1) if extension[:length] in ROWS)
    return ROWS[key](conversion)


ROWS: dict[str, Row] = {
    # pointers as such
    "": addresses.plain,
    "x": addresses.unmodified,
    "K": addresses.kernel_pointer,
    "e": addresses.error_pointer,
    "S": addresses.symbol,
    "s": addresses.symbol,
    "B": addresses.symbol,
    "F": addresses.function,
    "f": addresses.function_name,
    "a": addresses.address_value,
    # resources, buffers, bitmaps
    "R": objects.resource,
    "r": objects.raw_resource,
    "ra": objects.span,
    "h": objects.buffer,
    "b": objects.bitmap,
    "bl": objects.bit_list,
    "E": anything,  # bytes, escaped; the width is their number: escaped_string(), from 3.18 on
    # networks
    "M": network.hardware_address,
    "m": network.hardware_address,
    "I": addresses.misused("(%pI?)"),
    "i": addresses.misused("(%pi?)"),
    "I4": network.ipv4,  # with h, n, b, l: ip4_addr_string()
    "i4": network.wide_ipv4,
    "I6": network.ipv6,
    "i6": network.contiguous_ipv6,
    "IS": network.socket_address,
    "iS": network.socket_address,
    "U": network.uuid,
    "N": addresses.misused("(%pN?)"),
    "NF": network.features,
    # names, which may be any text
    "d": name,  # a directory entry: dentry_name(), from 3.12 on
    "D": name,  # that of an open file: file_dentry_name()
    "g": widened_anything,  # a block device: bdev_name(), from 4.5 on
    "C": name,  # a clock, with r its rate until 4.17: clock(), from 4.1 on
    "O": addresses.misused("(%pO?)"),
    "OF": objects.device_node,
    "fw": widened_anything,  # a node of the firmware: fwnode_string(), from 5.5 on
    "V": anything,  # another format string with its arguments: va_format(), from 2.6.36 on
    "A": anything,  # what Rust formats: rust_fmt_argument(), from 6.1 on
    "k": addresses.misused("(einval)"),
    "u": addresses.misused("(einval)"),
    "ks": name,  # a string: string(), from 5.8 on
    "us": name,
    # dates, flags, codes
    "t": addresses.misused(*objects.TIME_MISUSED),
    "tR": objects.moment,
    "tT": objects.moment,
    "tS": objects.moment,
    "G": objects.flags,
    "4": addresses.misused("(%p4?)"),
    "4cc": objects.pixel_format,
    "4ch": objects.code,
    "4cl": objects.code,
    "4cb": objects.code,
}
_LONGEST = max(map(len, ROWS))
