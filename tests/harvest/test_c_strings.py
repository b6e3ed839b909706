"""String literals of C are decoded. Python spells most escapes alike, so it tells what they are."""

from __future__ import annotations

import ast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from msgpedia.harvest.c_strings import LITERAL, decoded

# Escapes that C and Python have alike; octal ones of three digits and hexadecimal ones of two.
ALIKE = st.one_of(
    st.sampled_from([*"abcxyz %09#'", r"\\", r"\"", r"\'", r"\a", r"\b", r"\f", r"\n", r"\r", r"\t", r"\v", "\\\n"]),
    st.integers(0, 0x7F).map(lambda number: f"\\{number:03o}"),
    st.integers(0, 0x7F).map(lambda number: f"\\x{number:02x}z"),
    st.characters(min_codepoint=0x100, max_codepoint=0x2FFF).map(str),
    st.integers(0x100, 0xD7FF).map(lambda number: f"\\u{number:04x}"),
    st.integers(0x10000, 0x10FFFF).map(lambda number: f"\\U{number:08X}"),
)


@given(st.lists(ALIKE, max_size=30).map("".join))
@example(r"\0015level")
@example(r"\\n \\\n")
def test_escapes_are_decoded_as_python_does(body: str) -> None:
    assert decoded(f'"{body}"') == ast.literal_eval(f'"{body}"')


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\033[1m", "\x1b[1m"),
        (r"\e[0m", "\x1b[0m"),
        (r"\1\12\1234", "\1\nS4"),
        (r"\0", "\0"),
        (r"\08", "\x008"),
        (r"\x41\x4a", "AJ"),
        (r"\?\'\"", "?'\""),
        (r"\q", "q"),
        ("a\\\r\nb", "ab"),
        (r"\303\244 \xe2\x82\xac", "ä €"),
        (r"ä\303\244", "ää"),
        (r"\377", "\xff"),
        (r"\ud800", "\ufffd"),
        (r"\U00110000", "\ufffd"),
        (r"\u00e4", "ä"),
        ("", ""),
    ],
)
def test_what_c_has_of_its_own(body: str, text: str) -> None:
    assert decoded(f'"{body}"') == text


@given(st.text(max_size=60))
@example("\\")
@example("\\x")
@example("\\u12")
@example("\\UFFFFFFFF")
def test_any_text_is_decoded(body: str) -> None:
    assert isinstance(decoded(f'"{body}"'), str)


@given(st.binary(max_size=30))
def test_bytes_that_are_spelled_as_escapes_are_utf_8_where_they_can_be(data: bytes) -> None:
    for spelled in ("".join(f"\\{byte:03o}" for byte in data), "".join(f"\\x{byte:02x}" for byte in data)):
        try:
            assert decoded(f'"{spelled}"') == data.decode("utf-8")
        except UnicodeDecodeError:
            assert len(decoded(f'"{spelled}"')) <= len(data)


@pytest.mark.parametrize("body", ["\\" * 100_000, "\\377" * 30_000, "\\x" + "f" * 100_000, "\\U" * 50_000])
def test_long_literals_are_decoded(body: str) -> None:
    assert len(decoded(f'"{body}"')) <= len(body)


def test_a_literal_ends_at_its_quote_or_is_none() -> None:
    assert LITERAL.findall(r'"a" "b\"c" x"\\" "open') == ['"a"', r'"b\"c"', r'"\\"']
