"""What a page says of itself: ids, addresses, what its head has. Read with the standard library's parser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

# Attributes that hold an address; `srcset` and `ping` hold several.
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "background",
    "manifest",
    "xlink:href",
    "longdesc",
}
SEVERAL = {"srcset": ",", "imagesrcset": ",", "ping": " "}


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in an attribute; `rel` are the words of the element's `rel`."""

    tag: str
    attribute: str
    url: str
    line: int
    rel: frozenset[str] = frozenset()


@dataclass(slots=True)
class Page:
    """A page. `inline` has lines and words for what a strict policy forbids; `headings` counts h1."""

    lang: str = ""
    title: str = ""
    description: str = ""
    headings: int = 0
    ids: list[tuple[str, int]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    canonical: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    inline: list[tuple[int, str]] = field(default_factory=list)
    refresh: str = ""  # where the page leads by itself, at once
    robots: str = ""


def read(text: str) -> Page:
    """Read a page."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    return parser.page


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._in_title = self._titled = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}  # the first of two counts
        line = self.getpos()[0]
        if "id" in values:
            self.page.ids.append((values["id"], line))
        self._inline(tag, values, line)
        self._addresses(tag, values, line)
        if tag == "html":
            self.page.lang = values.get("lang", "")
        elif tag == "h1":
            self.page.headings += 1
        elif tag == "title":
            self._in_title = not self._titled
            self._titled = True
        elif tag == "meta" and values.get("name", "").lower() == "description":
            self.page.description = values.get("content", "")
        elif tag == "meta" and values.get("name", "").lower() == "robots":
            self.page.robots = values.get("content", "")
        elif tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self._refresh(values.get("content", ""), line)
        elif tag == "link":
            self._link(values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.page.title += data

    def _inline(self, tag: str, values: dict[str, str], line: int) -> None:
        if tag == "script" and "src" not in values:
            self.page.inline.append((line, "an inline script"))
        if tag == "style":
            self.page.inline.append((line, "an inline style sheet"))
        if tag == "base":
            self.page.inline.append((line, "a base element, which changes what links mean"))
        if tag in ("iframe", "object", "embed", "frame"):
            self.page.inline.append((line, f"an element that holds another document: {tag}"))
        for name, value in values.items():
            if name == "style":
                self.page.inline.append((line, f"an inline style of {tag}"))
            elif name.startswith("on"):
                self.page.inline.append((line, f"an inline handler: {name} of {tag}"))
            elif name == "srcdoc" or (name in ADDRESSES and "".join(value.split()).lower().startswith("javascript:")):
                self.page.inline.append((line, f"code in {name} of {tag}"))

    def _addresses(self, tag: str, values: dict[str, str], line: int) -> None:
        rel = frozenset(values.get("rel", "").lower().split())
        for name, value in values.items():
            if name in ADDRESSES:
                urls = [value]
            elif name in SEVERAL:
                urls = [part.split()[0] for part in value.split(SEVERAL[name]) if part.strip()]
            else:
                continue
            self.page.references += [Reference(tag, name, url, line, rel) for url in urls]

    def _refresh(self, content: str, line: int) -> None:
        if content.startswith("0; url="):
            self.page.refresh = content.removeprefix("0; url=")
            self.page.references.append(Reference("meta", "content", self.page.refresh, line))
        else:
            self.page.inline.append((line, "a page that leads to another by itself, and not at once"))

    def _link(self, values: dict[str, str]) -> None:
        rel = values.get("rel", "").lower().split()
        if "canonical" in rel:
            self.page.canonical.append(values.get("href", ""))
        if "alternate" in rel and "hreflang" in values:
            self.page.alternates[values["hreflang"]] = values.get("href", "")
