"""What `%p` and its extensions can print: a row for each form of the kernel's document, and those of older kernels."""

from __future__ import annotations

import re

import pytest

from msgpedia.formats import Hole, hole, parse
from msgpedia.formats.printk_pointers import ROWS

ADDRESS = "ffff888004a3c000"
BLANKS_10 = " " * 10


def hole_of(format_string: str) -> Hole:
    (conversion,) = parse("printk", format_string).conversions
    return hole("printk", conversion)


def accepts(format_string: str, text: str) -> bool:
    found = hole_of(format_string)
    if found.language is None:
        return re.fullmatch(f"[{found.alphabet}]*" if found.alphabet else r"[\s\S]*", text) is not None
    return re.fullmatch(found.language.pattern, text) is not None


# format, what is printed, what cannot be
CASES: list[tuple[str, list[str], list[str]]] = [
    # Plain pointers
    (
        "%p",
        [
            *("abcdef12", "00000000abcdef12", "0000000000000000", "00000000", ADDRESS),
            *("(____ptrval____)", "(ptrval)", " " * 8 + "(ptrval)"),  # no key yet; the last in 4.15 to 4.17
            *("(null)", "  (null)", BLANKS_10 + "(null)"),  # until 5.1
        ],
        ["", "abc", "ABCDEF12", "0xabcdef12", "abcdef123", "(efault)", "(nil)", "   (null)", "(____ptrval____) "],
    ),
    ("%#p", ["0x" + ADDRESS, "0x00000000abcdef", "0xc0123456", "0x000123"], [ADDRESS, "0x12"]),
    ("%8p", ["abcdef12", "      ab", ADDRESS, "  (null)", "(____ptrval____)"], ["ab", "(null)"]),
    ("%016p", ["00000000abcdef12", ADDRESS, "0000000000000000"], ["abcdef12", "        abcdef12"]),
    ("%-20p|", ["abcdef12" + " " * 12, "(null)" + " " * 14], ["abcdef12", " " * 12 + "abcdef12"]),
    ("%*p", ["abcdef12", "    abcdef12", "abcdef12    ", "(null)"], ["", "  "]),
    ("%-*p", ["abcdef12", "abcdef12    ", "(ptrval)        "], ["    abcdef12"]),
    ("%pZ", ["abcdef12", "(____ptrval____)", "(null)"], ["Z", "abcdef12Z"]),  # not an extension
    # Error pointers
    (
        "%pe",
        ["-ENOSPC", "-EIO", "-E2BIG", "-EPROBE_DEFER", "-ERESTART_RESTARTBLOCK", "-1234", "00000000abcdef12"],
        ["ENOSPC", "-", "-E", "1234", "-12345", "-Enospc"],
    ),
    ("%8pe", ["    -EIO", "   -1234", "-EPROBE_DEFER", "abcdef12"], ["-1234", "-EIO    "]),
    ("%-8pe", ["-EIO    ", "-1234   "], ["    -EIO"]),
    # Symbols
    (
        "%pS",
        [
            "versatile_init+0x0/0x110",
            "versatile_init+0x0/0x110 [module_name]",
            "0xc0123456",
            "0x0",
            "cpu.isra.0+0x1f/0xffffffffffffffff",
            "0x00000000c0123456",
            BLANKS_10 + "(null)",
        ],
        [
            "versatile_init",
            "versatile_init+0x0",
            "versatile_init+0x00/0x110",
            "a+0x0/0x1 [b",
            "a+0x0/0x1 [b c]",
            "1a+0x0/0x1",
        ],
    ),
    ("%ps", ["versatile_init", "versatile_init [module_name]", "0xc0123456"], ["versatile_init+0x0/0x110", "", "a b"]),
    ("%pSR", ["versatile_init+0x9/0x110"], ["versatile_init"]),
    ("%pB", ["prev_fn_of_versatile_init+0x88/0x88"], ["prev_fn"]),
    (
        "%pSb",
        ["f+0x0/0x110 [module_name ed5019fdf5e53be37cb1ba7899292d7e143b259e]", "f+0x0/0x110 [module_name]"],
        ["f+0x0/0x110 [module_name ed50]"],
    ),
    ("%pSRb", ["f+0x9/0x110 [module_name ed5019fdf5e53be37cb1ba7899292d7e143b259e]"], ["f [m]"]),
    ("%pBb", ["f+0x88/0x88 [module_name ed5019fdf5e53be37cb1ba7899292d7e143b259e]"], ["f [m]"]),
    ("%-30pS|", ["f+0x0/0x1" + " " * 21], [" " * 21 + "f+0x0/0x1"]),
    ("%pF", ["versatile_init+0x0/0x110 [m]", "0xc0123456", "00000000abcdef12"], ["versatile_init"]),
    ("%pf", ["versatile_init", "0xc0123456", "(%pf?)"], ["versatile_init+0x0/0x110"]),
    # Probed strings, kernel pointers, addresses
    ("%pks", ["kernel string", ""], []),
    ("%pus", ["user string", ""], []),
    ("%pk", ["(einval)", "abcdef12"], ["kernel string"]),
    ("%pu", ["(einval)", "abcdef12"], ["user string"]),
    (
        "%pK",
        ["01234567", "0123456789abcdef", "0000000000000000", "pK-error", " " * 8 + "pK-error", "(____ptrval____)"],
        ["(null)", "0x01234567", "pK-error "],
    ),
    ("%8pK", ["      ab", "pK-error"], ["ab"]),
    ("%px", ["01234567", "0123456789abcdef"], ["(null)", "(____ptrval____)", "0x01234567", "1234567"]),
    ("%pa", ["0x01234567", "0x0123456789abcdef", "(null)", "(efault)"], ["01234567", "0x1234567", "0x0123456789"]),
    ("%pap", ["0x01234567"], ["0x1"]),
    ("%pad", ["0x0123456789abcdef"], ["0x0123456789ABCDEF"]),
    # Resources
    (
        "%pr",
        [
            "[mem 0x60000000-0x6fffffff flags 0x2200]",
            "[mem 0x0000000060000000-0x000000006fffffff flags 0x2200]",
            "[??? 0x00000000 flags 0x0]",
            "[irq 7 flags 0x1]",
            "[bus 00-ff flags 0x1000]",
            "[0x10-0xff]",
        ],
        ["[mem 0x60000000-0x6fffffff pref]", "[mem 0x6-0x7 flags 0x2200]", "[io  size 0x1000 flags 0x100]"],
    ),
    (
        "%pR",
        [
            "[mem 0x60000000-0x6fffffff pref]",
            "[mem 0x0000000060000000-0x000000006fffffff pref]",
            "[mem 0x380000000000-0x3807ffffffff 64bit pref window disabled]",
            "[io  0x0cf8-0x0cff]",
            "[io  0x0080]",
            "[mem size 0x00100000 64bit pref]",
            "[io  size 0x1000]",
            "[irq 0]",
            "[dma 4]",
            "[dma 1-3 disabled]",
            "[bus 00-ff]",
            "[bus 05]",
            "[??? 0x00000000-0x00000fff flags 0x0]",
            "(null)",
            "(efault)",
            "[0xfee00000-0xfee00fff]",
            "[0x00-0x1f]",
        ],  # until 2.6.32
        [
            "[mem 0x60000000-0x6fffffff pref",
            "[mem 0x60000000-0x6fffffff  pref]",
            "[mem 0x600-0x6ff]",
            "[io 0x0cf8]",
            "[mem 0x60000000-0x6fffffff pref 64bit]",
            "[irq 0x1]",
            "[bus 0]",
            "[mem 060000000-0x6fffffff]",
            "[]",
        ],
    ),
    (
        "%pra",
        ["[range 0x0000000000001000-0x0000000000001fff]", "[range 0x0000000000001000]", "[io  0x0080 flags 0x100]"],
        ["[range 0x1000-0x1fff]"],
    ),
    # Buffers
    ("%*pE", ['\\eb \\C\\a"\\220\\r]', "\\x1bb", ""], []),
    ("%*pEhp", ['\\x1bb \\C\\x07"\\x90\\x0d]'], []),
    ("%*ph", ["00 01 02", "3f", "", " ".join(["ff"] * 64), "(null)", "   (efault)"], ["0", "00 1", "00 ", "FF", " 00"]),
    ("%*phC", ["00:01:02"], ["00 01 02", "00:01:"]),
    ("%*phD", ["00-01-02"], ["00:01:02"]),
    ("%*phN", ["000102", ""], ["00 01", "00010"]),
    ("%3ph", ["c0 ff ee", "(null)", "(efault)"], ["c0 ff", "c0 ff ee 00", ""]),
    ("%16phN", ["00" * 16, BLANKS_10 + "(null)"], ["00" * 15, "00" * 17]),
    ("%100phN", ["00" * 64], ["00" * 65, "00" * 100]),
    ("%ph", ["c0"], ["", "c0 ff"]),
    # MAC addresses
    (
        "%pM",
        ["00:00:5e:00:53:01", "(null)"],
        ["00-00-5e-00-53-01", "00:00:5e:00:53", "00:00:5E:00:53:01", "00005e005301"],
    ),
    ("%pMR", ["01:53:00:5e:00:00"], ["01-53-00-5e-00-00"]),
    ("%pMF", ["00-00-5e-00-53-01"], ["00:00:5e:00:53:01"]),
    ("%pm", ["00005e005301"], ["00:00:5e:00:53:01"]),
    ("%pmR", ["0153005e0000"], ["0153005e000"]),
    ("%-20pM|", ["00:00:5e:00:53:01   ", "(null)" + " " * 14], ["00:00:5e:00:53:01"]),
    # IP addresses
    ("%pI4", ["192.0.2.1", "0.0.0.0", "255.255.255.255"], ["256.0.0.1", "1.2.3", "01.2.3.4", "1.2.3.4.", "1.2.3.4:5"]),
    ("%pI4h", ["192.0.2.1"], ["192.000.002.001"]),
    ("%pi4", ["192.000.002.001", "127.000.000.001"], ["192.0.2.1", "256.000.000.001"]),
    ("%-15pI4|", ["192.0.2.1      ", "255.255.255.255"], ["      192.0.2.1"]),
    ("%pI", ["(%pI?)", "abcdef12"], ["192.0.2.1", "(%pi?)"]),
    ("%pi", ["(%pi?)", "abcdef12"], ["192.0.2.1"]),
    ("%pI6", ["2001:0db8:0000:0000:0000:0000:0000:0001"], ["2001:db8::1", "2001:0db8:0000:0000:0000:0000:0000"]),
    ("%pi6", ["20010db8000000000000000000000001"], ["20010db800000000000000000000001"]),
    (
        "%pI6c",
        [
            "2001:db8::1",
            "1:2:3:4:5:6:7:8",
            "::",
            "::1",
            "1::",
            "2001:db8:1:2:3:4::",
            "0:1:2:3:4:5:6:7",
            "::ffff:192.0.2.1",
            "fe80::5efe:192.0.2.1",
            "2001:db8:0:1:200:5efe:192.0.2.1",
            "::200:5efe:192.0.2.1",
        ],
        [
            "",
            ":",
            "1:2:3:4:5:6:7",
            "1::2::3",
            "2001:0db8::1",
            "1:2:3:4:5:6:7::",
            "12345::",
            "::ffff:256.0.0.1",
            "192.0.2.1",
        ],
    ),
    ("%39pI6c", [" " * 28 + "2001:db8::1"], []),
    (
        "%pIS",
        ["192.0.2.1", "2001:0db8:0000:0000:0000:0000:0000:0001", "(einval)", "(invalid address)"],
        ["2001:db8::1", "192.0.2.1:80", "[2001:0db8:0000:0000:0000:0000:0000:0001]"],
    ),
    ("%piS", ["127.000.000.001", "20010db8000000000000000000000001"], ["127.0.0.1"]),
    ("%pISc", ["192.0.2.1", "2001:db8::1", "1:2:3:4:5:6:7:8"], ["[2001:db8::1]"]),
    ("%pISpc", ["192.0.2.1:12345", "[2001:db8::1]:0", "(einval)"], ["192.0.2.1", "2001:db8::1:80", "[2001:db8::1]"]),
    ("%pISfc", ["192.0.2.1", "[2001:db8::1]/123456789"], ["192.0.2.1/1", "[2001:db8::1]"]),
    ("%pISsc", ["192.0.2.1", "[2001:db8::1]%1234567890"], ["[2001:db8::1]%12345678901"]),
    ("%pISpfc", ["192.0.2.1:12345", "[2001:db8::1]:12345/123456789"], ["[2001:db8::1]/123456789:12345"]),
    ("%pISpsfc", ["[2001:db8::1]:12345/0%2"], ["[2001:db8::1]:12345%2/0"]),
    ("%piSp", ["001.002.003.004:12345"], ["1.2.3.4:12345"]),
    # UUIDs
    ("%pU", ["00010203-0405-0607-0809-0a0b0c0d0e0f"], ["00010203-0405-0607-0809-0A0B0C0D0E0F"]),
    ("%pUb", ["00010203-0405-0607-0809-0a0b0c0d0e0f"], ["00010203-0405-0607-0809-0a0b0c0d0e"]),
    ("%pUB", ["00010203-0405-0607-0809-0A0B0C0D0E0F"], ["00010203-0405-0607-0809-0a0b0c0d0e0f"]),
    ("%pUl", ["03020100-0504-0706-0809-0a0b0c0d0e0f"], ["030201000504070608090a0b0c0d0e0f"]),
    ("%pUL", ["03020100-0504-0706-0809-0A0B0C0D0E0F"], ["{03020100-0504-0706-0809-0A0B0C0D0E0F}"]),
    # Names: any text
    ("%pd", ["foo", "(null)", "(efault)"], []),
    ("%pd4", ["/bravo/alfa/romeo"], []),
    ("%pD2", ["bravo/alfa", ""], []),
    ("%pg", ["sda", "sda1", "loop0p1"], []),
    ("%pV", ["any text at all: 5\n", ""], []),
    ("%pC", ["pll1"], []),
    ("%pCn", ["pll1"], []),
    ("%pCr", ["48000000"], []),
    ("%pA", ["what Rust formats"], []),
    # Nodes
    ("%pOF", ["/foo/bar@0"], []),
    ("%pOFf", ["/foo/bar@0"], []),
    ("%pOFfp", ["/foo/bar@0:10"], []),
    ("%pOFfcF", ["/foo/bar@0:foo,device:--P-"], []),
    ("%pOFn", ["bar"], []),
    ("%pOFC", ['"foo,device","foo,bus"'], []),
    ("%pOFp", ["10", "4294967295", "(null)", "(%pOF?)", "(!OF)"], ["/foo", "", "12345678901"]),
    ("%pOFF", ["--P-", "DdPB", "----"], ["DDPB", "--P"]),
    ("%pOFpF", ["10:--P-"], ["10", "10:"]),
    ("%pO", ["(%pO?)", "abcdef12"], ["/foo"]),
    ("%pfwf", ["\\_SB.PCI0.CIO2.port@1.endpoint@0", "/ocp@68000000/port/endpoint"], []),
    ("%pfwP", ["endpoint@0"], []),
    ("%pfw", ["first/second/third"], []),
    # Dates
    ("%pt", ["(%pt?)", "(%ptR?)", "00000000abcdef12"], ["2018-11-26T05:35:43"]),
    ("%ptR", ["2018-11-26T05:35:43", "2165-165-165T165:165:165", "(null)"], ["2018-11-26 05:35:43", "2018-11-26"]),
    ("%ptRr", ["0118-10-26T05:35:43"], ["118-10-26T05:35:43"]),
    ("%ptRt", ["05:35:43"], ["2018-11-26", "5:35:43"]),
    ("%ptRd", ["2018-11-26"], ["05:35:43"]),
    ("%ptRtr", ["05:35:43"], ["0118-10-26"]),
    ("%ptRdr", ["0118-10-26"], ["118-10-26"]),
    ("%ptRttr", ["05:35:43"], ["05:35:43t"]),
    (
        "%ptT",
        ["2019-01-04T15:32:23", "12019-01-04T15:32:23"],
        ["2019-00-04T15:32:23", "2019-01-04T24:00:00", "2019-01-32T00:00:00"],
    ),
    ("%ptTr", ["0119-00-04T15:32:23"], ["0119-12-04T15:32:23"]),
    ("%ptTs", ["2019-01-04 15:32:23"], ["2019-01-04T15:32:23"]),
    ("%ptTsr", ["0119-00-04 15:32:23"], ["0119-00-04T15:32:23"]),
    ("%ptTt", ["15:32:23"], ["15:60:23"]),
    ("%ptTds", ["2019-01-04"], ["2019-01-04 "]),
    ("%ptTtrs", ["15:32:23"], ["15:32"]),
    ("%ptS", ["2019-01-04T15:32:23.000000001", "(%pt?)"], ["2019-01-04T15:32:23"]),
    ("%ptSp", ["1546615943.000000001"], ["1546615943.1"]),
    # Bitmaps
    ("%*pb", ["0779", "00000000,ffffffff", ""], ["0-7", "FF"]),
    ("%*pbl", ["0,3-6,8-10", "1-20,60000-60014", ""], ["a", "0 1"]),
    ("%20pb", ["00000", "a28ac", "fffff"], ["0000", "000000", ""]),
    ("%5pb", ["1f", "00"], ["20", "f"]),
    ("%64pb", ["01234567,89abcdef"], ["0123456789abcdef", "01234567"]),
    ("%33pb", ["1,ffffffff"], ["2,ffffffff", "ffffffff"]),
    ("%20pbl", ["", "2-3,5,7,11,13,17,19", "0-19", " " * 14 + "(null)"], ["-", "1,", "01", "1--2", "100"]),
    ("%pb", ["", "(null)"], ["0"]),
    ("%pbl", ["", "(efault)"], ["0"]),
    # Flags
    (
        "%pGp",
        [
            "0x17ffffc0002036(referenced|uptodate|lru|active|private|node=0|zone=2|lastcpupid=0x1fffff)",
            "0x0()",
            "0x200000000000000(node=0|zone=2)",
            "uptodate|dirty|lru|0x8000",
            "dirty|section=1|node=1",
            "0x4000",
            "",
        ],
        ["0x17(", "referenced|", "|lru", "17ffff(lru)", "lru|zone=", "LRU"],
    ),
    (
        "%pGg",
        ["GFP_USER|GFP_DMA32|GFP_NOWARN", "__GFP_HIGH|0x8000000", "0xff000000", ""],
        ["GFP_", "none", "GFP_USER|"],
    ),
    ("%pGv", ["read|exec|mayread|maywrite|mayexec|denywrite", "0x10", ""], ["READ", "read,exec"]),
    ("%pGt", ["0xfffffeff(buddy)", "0x0()", "(%pG?)"], ["buddy"]),
    ("%pGz", ["(%pG?)", ""], ["read"]),
    # Network device features
    ("%pNF", ["0x000000000000c000", "0x0000c000", "(null)"], ["0xc000", "000000000000c000"]),
    ("%pN", ["(%pN?)", "00000000abcdef12"], ["0x000000000000c000"]),
    # Four-character codes
    (
        "%p4cc",
        [
            "BG12 little-endian (0x32314742)",
            "Y10  little-endian (0x20303159)",
            "NV12 big-endian (0xb231564e)",
            ".... little-endian (0x10111213)",
            "(null)",
        ],
        ["BG12", "BG1 little-endian (0x32314742)", "BG12 middle-endian (0x32314742)", "BG12 little-endian 0x32314742"],
    ),
    ("%p4ch", ["abcd (0x61626364)", "(%p4?)"], ["abcd little-endian (0x61626364)"]),
    ("%p4chR", ["abcd (0x61626364)"], ["abcd"]),
    ("%p4cl", ["abcd (0x61626364)"], ["abc (0x616263)"]),
    ("%p4cb", ["abcd (0x61626364)"], ["abcd(0x61626364)"]),
    ("%p4", ["(%p4?)", "abcdef12"], ["abcd"]),
]
PRINTED = [(format_string, text) for format_string, printed, _ in CASES for text in printed]
NOT_PRINTED = [(format_string, text) for format_string, _, others in CASES for text in others]


@pytest.mark.parametrize(("format_string", "text"), PRINTED)
def test_what_the_kernel_prints_is_accepted(format_string: str, text: str) -> None:
    assert accepts(format_string, text)


@pytest.mark.parametrize(("format_string", "text"), NOT_PRINTED)
def test_what_the_kernel_cannot_print_is_rejected(format_string: str, text: str) -> None:
    assert not accepts(format_string, text)


def test_every_row_has_a_case() -> None:
    extensions = {parse("printk", format_string).conversions[0].extension for format_string, _, _ in CASES}
    assert [key for key in ROWS if key and not any(extension.startswith(key) for extension in extensions)] == []


@pytest.mark.parametrize(
    ("format_string", "trim"),
    [
        ("%p", "l"),
        ("%20pM", "l"),
        ("%-20pM", "r"),
        ("%*pM", "lr"),
        ("%-*pM", "r"),
        ("%20pd", "l"),
        ("%-12pd2", "r"),
        ("%*pd2", "lr"),
        ("%pd", ""),
        ("%pV", ""),
        ("%*pE", ""),
        ("%*pb", ""),
        ("%*pbl", ""),
    ],
)
def test_the_sides_whose_blanks_a_capture_drops(format_string: str, trim: str) -> None:
    assert hole_of(format_string).trim == trim


def test_a_bitmap_of_any_length_is_wild_in_an_alphabet_of_its_own() -> None:
    assert (hole_of("%*pb").wild, hole_of("%*pb").alphabet) == (True, "0-9a-f,")
    assert (hole_of("%*pbl").wild, hole_of("%*pbl").alphabet) == (True, "0-9,-")


@pytest.mark.parametrize("extension", [key for key in ROWS if key])
@pytest.mark.parametrize("size", ["", "20", "-20", "*", "-*", "#", "08", ".5", "999999999"])
def test_patterns_stay_small(extension: str, size: str) -> None:
    language = hole_of(f"%{size}p{extension}").language
    assert language is None or len(language.pattern) < 2000


@pytest.mark.parametrize(("format_string", "most"), [("%.5pM", 5), ("%.*pM", None), ("%-10.4pd", 10)])
def test_a_precision_cuts_a_text_anywhere(format_string: str, most: int | None) -> None:
    language = hole_of(format_string).language
    assert (language.most if language else None) == most
