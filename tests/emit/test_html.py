"""Markdown of entries becomes HTML: nothing of a text is markup, no link leads where it must not."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.emit.site import html
from msgpedia.lookup.markdown_spans import LINK, spans_of

TAGS = {"p", "h3", "pre", "code", "blockquote", "ul", "ol", "li", "em", "strong", "a", "br", "hr"}
VOID = {"br", "hr"}
ENTRY = "linux/mm/out-of-memory"


def resolve(link: str) -> str | None:
    """Leads the id of one entry to its page."""
    return "../mm/out-of-memory.html" if link == ENTRY else None


def prose(text: str) -> str:
    return html.prose(text, resolve)


class Reader(HTMLParser):
    """Reads HTML as a browser does, and holds it to what a text of an entry may become."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            if tag == "a" and name == "href":
                assert value is not None
                self.links.append(value)
            else:
                assert (tag, name) == ("ol", "start")
                assert value
                assert value.isdigit()
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def read(text: str) -> Reader:
    """What a browser finds in some HTML. Raises AssertionError where it has anything that is not allowed."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


def scheme(address: str) -> str:
    """The scheme of an address as the URL standard has it: control characters and blanks count for nothing."""
    address = re.sub("[\t\n\r]", "", address.strip("".join(map(chr, range(33)))))
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    return found[1].lower() if found else ""


RAW = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<!-- comment -->",
    "<![CDATA[x]]>",
    "<!DOCTYPE html>",
    "<?php x ?>",
    "</p></main><h1>x</h1>",
    "<style>*{display:none}</style>",
    "<br/><hr>",
    "<iframe srcdoc='&lt;script&gt;'></iframe>",
    "\"><b title='",
]


@pytest.mark.parametrize("raw", RAW)
@pytest.mark.parametrize("around", ["{}", "text {} text", "**{}**", "# {}", "- {}", "1. {}", "> {}", "| {} |", "`{}`"])
def test_raw_html_is_shown_as_it_is_written(raw: str, around: str) -> None:
    found = read(prose(around.format(raw)))
    assert found.links == []
    if "&" not in raw:
        assert raw in found.text


@pytest.mark.parametrize("raw", RAW)
def test_raw_html_in_code_blocks_is_shown_as_it_is_written(raw: str) -> None:
    for text in (f"```\n{raw}\n```", f"~~~ {raw}\n{raw}\n~~~", f"    {raw}"):
        assert prose(text) == f"<pre><code>{escape(raw)}\n</code></pre>\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("&lt;script&gt;", "<script>"),
        ("&#60;script&#62;", "<script>"),
        ("&#x3c;b onclick=&quot;x&quot;&#x3E;", '<b onclick="x">'),
        (r"\<script\>", "<script>"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("`&lt;b&gt;`", "&lt;b&gt;"),
        ("&nosuchentity; & &;", "&nosuchentity; & &;"),
    ],
)
def test_entities_and_escapes_become_text(text: str, shown: str) -> None:
    assert read(prose(text)).text.strip() == shown


UNSAFE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#0000106;avascript:alert(1)",
    "&#x6a;&#x61;vascript:x",
    r"javascript\:alert(1)",
    r"\javascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&#10;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "&#1;javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\x00script:alert(1)",
    "&amp;#106;avascript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    "view-source:https://example.org",
    "//example.org/x",
    "/\\example.org",
    "\\\\example.org",
    "&#47;/example.org",
    r"\//example.org",
    "/etc",
    "../../other.html",
    "no/such/entry",
]


@pytest.mark.parametrize("address", UNSAFE)
def test_an_address_that_is_not_safe_is_no_link_but_its_words_stay(address: str) -> None:
    for text in (f"[words]({address})", f"[words](<{address}>)", f'[words]({address} "title")', f"![words]({address})"):
        found = read(prose(text))
        assert found.links == []
        assert "words" in found.text


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\r", "\u00a0", "\u2003"])
def test_an_address_with_blanks_is_no_link_to_a_script(blank: str) -> None:
    for text in (f"[w]({blank}javascript:x)", f"[w](java{blank}script:x)", f"<java{blank}script:x>"):
        assert read(prose(text)).links == []


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x", "ftp://e"]
)
def test_an_address_in_angle_brackets_is_only_a_link_if_it_is_safe(address: str) -> None:
    found = read(prose(f"see <{address}>"))
    assert found.links == []
    assert found.text.strip() == f"see {address}"


@pytest.mark.parametrize(
    ("text", "address", "words"),
    [
        ("[the guide](https://example.org/a)", "https://example.org/a", "the guide"),
        ("[the guide](http://example.org/a(b))", "http://example.org/a(b)", "the guide"),
        ("[write](mailto:a@example.org)", "mailto:a@example.org", "write"),
        ("[x](HTTPS://example.org/)", "HTTPS://example.org/", "x"),
        ('[x](<https://example.org/> "title")', "https://example.org/", "x"),
        ("<https://example.org/?a&b>", "https://example.org/?a&b", "https://example.org/?a&b"),
        ("<https://example.org/*a*/_b_>", "https://example.org/*a*/_b_", "https://example.org/*a*/_b_"),
        ("[](https://example.org/)", "https://example.org/", "https://example.org/"),
        (f"[memory]({ENTRY})", "../mm/out-of-memory.html", "memory"),
        ("[x](https://example.org/?a=1&amp;b=2)", "https://example.org/?a=1&b=2", "x"),
        ("[x](https://example.org/?a=1&b=2)", "https://example.org/?a=1&b=2", "x"),
        (r"[x](https://example.org/mm/page\_alloc.c)", "https://example.org/mm/page_alloc.c", "x"),
        ("[x](https://example.org/\"onclick='alert')", "https://example.org/\"onclick='alert'", "x"),
    ],
)
def test_links_lead_where_they_say(text: str, address: str, words: str) -> None:
    found = read(prose(text))
    assert found.links == [address]
    assert found.text.strip() == words


def test_the_words_of_a_link_have_styles_but_no_link_inside() -> None:
    assert html.running("[**very** `x<y`](https://example.org/)", resolve) == (
        '<a href="https://example.org/"><strong>very</strong> <code>x&lt;y</code></a>'
    )
    found = html.running("[see <https://example.com/>](https://example.org/)", resolve)
    assert found == '<a href="https://example.org/">see https://example.com/</a>'


def test_a_safe_address_of_a_reference() -> None:
    assert html.safe_address("https://example.org/\"'<>") == "https://example.org/\"'<>"
    for address in ("javascript:x", " javascript:x", "//example.org", "ftp://example.org", "linux/mm/x", ""):
        assert html.safe_address(address) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", "<p>one two</p>\n<p>three</p>\n"),
        ("物理\nページ", "<p>物理ページ</p>\n"),
        ("one  \ntwo\\\nthree", "<p>one<br>two<br>three</p>\n"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n"),
        ("snake_case_name and *open", "<p>snake_case_name and *open</p>\n"),
        ("# One\n\n### Two ###", "<h3>One</h3>\n<h3>Two</h3>\n"),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("7. a\n8. b", '<ol start="7">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("0) a", '<ol start="0">\n<li>a</li>\n</ol>\n'),
        ("-\n- b", "<ul>\n<li></li>\n<li>b</li>\n</ul>\n"),
        ("> a\n> b", "<blockquote>\n<p>a b</p>\n</blockquote>\n"),
        ("```sh\na <b\n\n  c\n```\nd", "<pre><code>a &lt;b\n\n  c\n</code></pre>\n<p>d</p>\n"),
        ("~~~\n```\n~~~", "<pre><code>```\n</code></pre>\n"),
        ("```\nnever closed", "<pre><code>never closed\n</code></pre>\n"),
        ("    indented\n      more", "<pre><code>indented\n  more\n</code></pre>\n"),
        ("", ""),
        (" \n\n", ""),
    ],
)
def test_blocks(text: str, expected: str) -> None:
    assert prose(text) == expected


def test_blocks_inside_of_items_and_quotes() -> None:
    text = "1. Look.\n\n   ```\n   uptime\n   ```\n\n   > quoted\n   > - inner\n2. Wait.\n   - x\n   - y\n"
    assert re.sub(r"(?<=>)\n", "", prose(text)) == (
        "<ol><li>Look.<pre><code>uptime\n</code></pre><blockquote><p>quoted</p><ul><li>inner</li></ul></blockquote></li>"
        "<li>Wait.<ul><li>x</li><li>y</li></ul></li></ol>"
    )


def test_nesting_ends_somewhere_and_loses_no_text() -> None:
    for piece in ("> ", "- ", "1. "):
        found = read(prose(piece * 3000 + "end"))
        assert found.text.strip().endswith("end")
    deep = "".join(f"{'  ' * depth}- level {depth}\n" for depth in range(100))
    assert all(f"level {depth}" in read(prose(deep)).text for depth in range(100))


def test_a_text_on_one_line_has_no_blocks() -> None:
    assert html.running("- *a* <b>", resolve) == "- <em>a</em> &lt;b&gt;"


def test_plain_text_of_a_text_and_of_its_first_step() -> None:
    text = "Be *careful*.\n\n1. Look at `uptime`.\n\n   ```\n   uptime\n   ```\n2. Wait.\n"
    assert list(html.plain(text)) == ["Be careful.", "Look at uptime.", "uptime", "Wait."]
    assert list(html.first_step(text)) == ["Look at uptime.", "uptime"]
    assert list(html.first_step("One.\n\nTwo.")) == ["One."]
    assert list(html.first_step("")) == []


LONG = ["[", "]", "*", "_", "`", "<", "&", "\\", "![", "](", "[a](", "[a](b", "**a ", "<http:", "`` ` ", "&a", "_a*"]


@pytest.mark.parametrize("piece", LONG)
def test_long_repetitions_come_to_an_end_and_lose_no_text(piece: str) -> None:
    number = 100_000 // len(piece)
    found = read(prose("x " + piece * number + " end"))
    assert found.text.strip().endswith("end")
    assert len(found.text) > 25_000


@pytest.mark.parametrize("piece", ["- \n", "> \n", "1. a\n", "```\n", "# #\n", "|\n", "a\n", "  a\\\n", "- a\n\n"])
def test_many_lines_come_to_an_end(piece: str) -> None:
    found = read(prose(piece * 10_000 + "\nend"))
    assert found.text.strip().endswith("end")


PIECES = ["- ", "1. ", "23) ", "> ", "```", "~~~", "# ", "| a |", "    ", "`", "``", "**", "*", "_", "***", "[", "]("]
PIECES += [
    ")",
    "[a](b)",
    "<http:",
    "<javascript:x>",
    ">",
    "<",
    '"',
    "'",
    "&lt;",
    "&#60;",
    "&quot;",
    "&colon;",
    "&",
    "\\",
]
PIECES += [
    "\n",
    "\n\n",
    " ",
    "\t",
    "\r",
    "\x00",
    "\x1b",
    "\u2028",
    "\u202e",
    "漢",
    "a",
    ":",
    "/",
    "#",
    "javascript:",
    "https:",
]
PIECES += ["<script>", "</p>", "<!--", "-->", "<a href=", "onclick=", "---", "![", "mailto:", "JAVASCRIPT&#58;", ENTRY]


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=50).map("".join)))
def test_any_text_gives_only_allowed_tags_and_safe_links(text: str) -> None:
    for found in (read(html.prose(text, resolve)), read(html.running(text, resolve))):
        for address in found.links:
            assert scheme(address) in {"http", "https", "mailto"} or address == "../mm/out-of-memory.html"


@given(st.text(alphabet="abc漢字。<&\"' \n", max_size=300))
def test_prose_loses_no_character(text: str) -> None:
    assert re.sub(r"\s", "", read(prose(text)).text) == re.sub(r"\s", "", text)


@given(st.lists(st.sampled_from(PIECES), max_size=50).map("".join))
def test_what_a_terminal_shows_has_the_same_links(text: str) -> None:
    shown = []
    for style, piece in spans_of(text, links=True):
        address, _, words = piece.partition("\n")
        shown.append(piece if style != LINK else address if words == address else f"{words} ({address})")
    assert "".join(shown) == "".join(piece for _, piece in spans_of(text))
