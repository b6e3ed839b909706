"""PO files with texts of any sort: what is written is read, by us, by Babel and by GNU gettext."""

from __future__ import annotations

from io import BytesIO

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po, write_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.translation.conftest import Gettext

from msgpedia.catalog.sources import FORBIDDEN
from msgpedia.translation import po

HEADER = {"Language": "ja", "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8"}
HEADER |= {"Content-Transfer-Encoding": "8bit", "Project-Id-Version": "x", "Last-Translator": "x", "Language-Team": "x"}
CHARACTERS = st.one_of(
    st.sampled_from(list("\\\"'\n\t %{}`#~|[]:.-ntrx漢。é\U0001f600")),
    st.characters(codec="utf-8").filter(lambda char: not FORBIDDEN.match(char)),
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=60).map(lambda text: text.strip("\n")).filter(bool)
PAIRS = st.lists(st.tuples(TEXTS, st.one_of(st.just(""), TEXTS)), min_size=1, max_size=4)


def write(pairs: list[tuple[str, str]]) -> bytes:
    messages = [
        Message(source, text, context=f"a/b/c:{number}", flags=["fuzzy"] if number == 1 else [], auto_comments=["note"])
        for number, (source, text) in enumerate(pairs)
    ]
    return po.written(["Comment"], HEADER, messages)


def read(data: bytes) -> list[tuple[str, str]]:
    return [(entry.source, entry.translation) for entry in po.read(data).entries]


@given(PAIRS)
def test_what_is_written_is_read(pairs: list[tuple[str, str]]) -> None:
    file = po.read(write(pairs))
    assert [(entry.source, entry.translation) for entry in file.entries] == pairs
    assert [entry.context for entry in file.entries] == [f"a/b/c:{number}" for number in range(len(pairs))]
    assert [entry.is_fuzzy for entry in file.entries] == [number == 1 for number in range(len(pairs))]
    assert file.header["language"] == "ja"
    assert read(write(pairs).replace(b"\n", b"\r\n")) == pairs
    assert read(b"\xef\xbb\xbf" + write(pairs)) == pairs


@given(PAIRS, st.sampled_from([0, 20, 76]))
def test_babel_reads_and_writes_the_same(pairs: list[tuple[str, str]], width: int) -> None:
    catalog = read_po(BytesIO(write(pairs)), abort_invalid=True)
    again = BytesIO()
    write_po(again, catalog, width=width)
    assert read(again.getvalue()) == pairs


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PAIRS)
def test_gettext_reads_and_writes_the_same(gettext: Gettext, pairs: list[tuple[str, str]]) -> None:
    data = write(pairs)
    gettext("msgfmt", "--check", "-o", "/dev/null", "-", stdin=data)
    for layout in (["--no-wrap"], ["-w", "40"], ["--sort-output"]):
        assert sorted(read(gettext("msgcat", *layout, "-", stdin=data))) == sorted(pairs)


POETRY = """\
msgid ""
msgstr ""
"Language: ja\\n"

msgctxt "a"
msgid "one"
msgstr ""
"first \\"quoted\\"\\n"
"second <b>"
"""


def test_a_character_of_a_translation_has_its_place() -> None:
    file = po.read(POETRY.encode())
    (entry,) = file.entries
    assert entry.translation == 'first "quoted"\nsecond <b>'
    assert file.place(entry, 0) == (8, 2)
    assert file.place(entry, 7) == (8, 10)  # behind an escape
    assert file.place(entry, entry.translation.index("<b>")) == (9, 9)


def test_repeated_messages_are_both_seen_and_obsolete_ones_counted() -> None:
    old = '#~ msgid "old"\n#~ msgstr "古"\n\n#~| msgid "older"\n#~ msgid "x"\n#~ msgstr "y"\n'
    text = POETRY + '\n#| msgid "before"\nmsgctxt "a"\nmsgid "one"\nmsgstr "other"\n\n' + old
    file = po.read(text.encode())
    assert [entry.translation for entry in file.entries] == ['first "quoted"\nsecond <b>', "other"]
    assert file.obsolete == 2


def test_a_header_of_another_character_set_is_read() -> None:
    text = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=EUC-JP\\n"\n\nmsgid "a"\nmsgstr "物理"\n'
    assert read(text.encode("euc-jp")) == [("a", "物理")]


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ('msgid "a"\nmsgstr "b\n', (5, 1), "no quote at its end"),
        ('msgid "a"\nmsgstr "b"c"\n', (5, 1), "a quote in a text"),
        ('msgid "a"\nmsgstr "b\\q"\n', (5, 10), "escape"),
        ('msgid "a"\nnonsense\n', (5, 1), "neither a comment"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', (6, 1), "`msgid` cannot stand behind `msgid`"),
        ('msgid "a"\n', (4, 1), "`msgid` without a `msgstr`"),
        ('msgid "a"\n# comment\nmsgstr "b"\n', (4, 1), "`msgid` without a `msgstr`"),
        ('msgstr "b"\n', (4, 1), "`msgstr` cannot stand behind `msgstr`"),
        ('msgctxt "a"\nmsgstr "b"\n', (5, 1), "`msgstr` cannot stand behind `msgctxt`"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[9] "d"\n', (4, 1), "more translations"),
    ],
)
def test_what_is_no_po_file_is_refused(text: str, place: tuple[int, int], why: str) -> None:
    header = 'msgid ""\nmsgstr "Language: ja\\n"\n\n'
    with pytest.raises(po.PoError, match=why) as caught:
        po.read((header + text).encode())
    assert (caught.value.line, caught.value.column) == place


@pytest.mark.parametrize("charset", ["idna", "punycode", "utf-7", "unicode_escape", "rot13", "utf-16", "x" * 40])
def test_what_is_no_character_set_of_gettext_is_refused(charset: str) -> None:
    text = f'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n'
    with pytest.raises(po.PoError, match="character set"):
        po.read(text.encode())


@pytest.mark.parametrize("charset", ["EUC-JP", "Shift_JIS", "CP932", "ISO-2022-JP", "GB18030", "UTF-8", "utf8"])
def test_character_sets_of_gettext_are_read(charset: str) -> None:
    text = f'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n\nmsgid "a"\nmsgstr "物理"\n'
    assert read(text.encode(charset)) == [("a", "物理")]


@pytest.mark.parametrize("data", [b"", b"\x00", b'msgid "a"\nmsgstr "b"\n', b"# \xff\n", b"\xff\xfe"])
def test_what_cannot_be_read_is_told(data: bytes) -> None:
    with pytest.raises(po.PoError):
        po.read(data)


def place_of_error(data: bytes) -> tuple[int, int] | None:
    try:
        po.read(data)
    except po.PoError as error:
        return error.line, error.column
    return None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    place = place_of_error(data)
    assert place is None or min(place) >= 1


@given(
    st.lists(
        st.sampled_from([*POETRY.splitlines(), 'msgid_plural "x"', 'msgstr[0] "y"', '#~ msgid "x"', "#: \u2068a"]),
        max_size=12,
    )
)
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    place = place_of_error("\n".join(lines).encode())
    assert place is None or 1 <= place[0] <= max(1, len(lines))
