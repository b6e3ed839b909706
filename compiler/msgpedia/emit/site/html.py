"""Markdown of entries → HTML. Nothing of a text reaches the page but through an escape, no link but a safe one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape
from typing import TYPE_CHECKING

from msgpedia.catalog.markdown import SAFE_SCHEMES, scheme_of
from msgpedia.lookup.markdown import first_steps, parse, plain_pieces
from msgpedia.lookup.markdown_spans import LINK, join_lines, spans_of

if TYPE_CHECKING:
    from msgpedia.lookup.markdown import Block

Resolve = Callable[[str], str | None]
"""Leads a link without a scheme, an entry's id, to an address relative to the page; None where it leads nowhere."""

_TAGS = {"em": "em", "strong": "strong", "code": "code"}
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = "h3"  # the sections of an entry have h2


def prose(text: str, resolve: Resolve) -> str:
    """The HTML of a text with blocks (paragraphs, lists, code)."""
    return "".join(_blocks(parse(text), resolve))


def running(text: str, resolve: Resolve) -> str:
    """The HTML of a text on one line, such as the meaning of an argument."""
    return "".join(_span(style, piece, resolve) for style, piece in spans_of(text, links=True))


def meaning(text: str, resolve: Resolve) -> str:
    """The HTML of a text that is one paragraph, on however many lines."""
    return running(join_lines(text.strip().split("\n")), resolve)


def plain(text: str) -> Iterator[str]:
    """The pieces of a text as a reader sees them: paragraphs, headings, lines of code."""
    return plain_pieces(parse(text))


def first_step(text: str) -> Iterator[str]:
    """The same of the first item of its first list, or of its first block where it has no list."""
    blocks, _ = first_steps(parse(text), 1)
    return plain_pieces(blocks[-1:])


def safe_address(url: str) -> str | None:
    """An address that a page may link to, or None."""
    return url if scheme_of(url) in SAFE_SCHEMES else None


def _blocks(blocks: Iterable[Block], resolve: Resolve, tight: bool = False) -> Iterator[str]:
    for block in blocks:
        kind = block[0]
        if kind == "paragraph":
            text = running(block[1], resolve)
            yield text if tight else f"<p>{text}</p>\n"
        elif kind == "heading":
            yield f"<{_HEADING}>{running(block[1], resolve)}</{_HEADING}>\n"
        elif kind == "code":
            yield f"<pre><code>{escape(chr(10).join(block[2]))}\n</code></pre>\n"
        elif kind == "rule":
            yield "<hr>\n"
        elif kind == "quote":
            yield f"<blockquote>\n{''.join(_blocks(block[1], resolve))}</blockquote>\n"
        else:
            yield _list(block, resolve)


def _list(block: Block, resolve: Resolve) -> str:
    _, first, items, _ = block
    tag = "ul" if first is None else "ol"
    start = f' start="{first}"' if first not in (None, 1) else ""
    texts = (f"<li>{_item(item, resolve)}</li>\n" for item in items)
    return f"<{tag}{start}>\n{''.join(texts)}</{tag}>\n"


def _item(blocks: list[Block], resolve: Resolve) -> str:
    """An item's blocks; the first paragraph stands without a tag of its own, so that lists are evenly spaced."""
    return "".join((*_blocks(blocks[:1], resolve, tight=True), *_blocks(blocks[1:], resolve)))


def _span(style: str, text: str, resolve: Resolve) -> str:
    if style == "break":
        return "<br>"
    if style == LINK:
        url, _, words = text.partition("\n")
        return _link(url, words, resolve)
    tag = _TAGS.get(style)
    return f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text)


def _link(url: str, words: str, resolve: Resolve) -> str:
    inner = "".join(_span(style, piece, resolve) for style, piece in ([("", url)] if words == url else spans_of(words)))
    url = unescape(_ESCAPE.sub(r"\1", url))
    scheme = scheme_of(url)
    address = url if scheme in SAFE_SCHEMES else None if scheme or url.startswith(("/", "\\")) else resolve(url)
    return inner if address is None else f'<a href="{escape(address)}">{inner}</a>'
