"""A checker of a built site: do all links lead somewhere, and does the site ask nothing of anybody else?

    python -m tests.site.links build/site [ADDRESS]

`check` takes a folder and gives all faults. A site that passes works from a disk, below any address, and under a policy
without inline scripts and styles. `ADDRESS` is where the site says it will be (`site_url`).
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from tests.site.markup import Page, Reference, read

MOST_BYTES = 40_000  # of a page
NOT_FOUND = "404.html"  # shown at any address, so its links cannot be relative
VALUES = ("with:", "q=", "log=")  # fragments that begin like this bring values, they name no place
# A browser follows these when a reader says so; what else a page names, it asks for at once.
FOLLOWED = {("a", "href"), ("area", "href")}
NAMED = {"canonical", "alternate"}  # `rel` of links that only name another page
OUTWARD = {"http", "https", "mailto"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_STYLE_URL = re.compile(r"""url\(\s*["']?([^"')]*)["']?\s*\)|@import\s+["']([^"']*)["']""")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong at a line of a file of the site."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(slots=True)
class Site:
    """A site's files, by their paths from its root, and its pages, read."""

    root: Path
    address: str = ""
    files: set[str] = field(default_factory=set)
    pages: dict[str, Page] = field(default_factory=dict)

    @classmethod
    def open(cls, root: Path, address: str = "") -> Site:
        """Read a site from its folder. Raises OSError, and UnicodeDecodeError for pages that are not UTF-8."""
        site = cls(root, address)
        for folder, _, names in os.walk(root):
            site.files |= {Path(folder, name).relative_to(root).as_posix() for name in names}
        site.pages = {
            name: read((root / name).read_text(encoding="utf-8"))
            for name in sorted(site.files)
            if name.endswith(".html")
        }
        return site

    def ids(self, name: str) -> set[str]:
        """The ids of a page."""
        return {identifier for identifier, _ in self.pages[name].ids}


def check(root: Path, address: str = "") -> list[Fault]:
    """All faults of the site in a folder, in order of file and line."""
    site = Site.open(root, address)
    found = [fault for name, page in site.pages.items() for fault in check_page(site, name, page)]
    found += [fault for name in site.files if name.endswith(".css") for fault in check_style(site, name)]
    return sorted(found) if site.pages else [Fault(".", 1, "there is no page")]


def check_page(site: Site, name: str, page: Page) -> Iterator[Fault]:
    """What is wrong with one page."""
    size = (site.root / name).stat().st_size
    if size >= MOST_BYTES:
        yield Fault(name, 1, f"{size} bytes; a page has fewer than {MOST_BYTES}")
    for identifier, count in Counter(identifier for identifier, _ in page.ids).items():
        if count > 1:
            line = [line for other, line in page.ids if other == identifier][1]
            yield Fault(name, line, f"the id `{identifier}` is there {count} times")
    yield from (Fault(name, line, text) for line, text in page.inline)
    yield from _head(name, page)
    for reference in page.references:
        yield from (Fault(name, reference.line, text) for text in _reference(site, name, reference))
    if page.refresh:
        yield from _moved(site, name, page)
    elif site.address and name != NOT_FOUND:
        yield from _named(site, name, page)


def _head(name: str, page: Page) -> Iterator[Fault]:
    """What every page has, once."""
    for what, found in (("lang", page.lang), ("title", page.title), ("description", page.description)):
        if not found.strip():
            yield Fault(name, 1, f"the page has no {what}")
    if page.headings != 1:
        yield Fault(name, 1, f"the page has {page.headings} h1, not one")


def _reference(site: Site, name: str, reference: Reference) -> Iterator[str]:
    """What is wrong with an address that a page has in an attribute."""
    url = reference.url.strip()
    shown = f"{reference.attribute} of {reference.tag}: {url[:100]}"
    scheme = _SCHEME.match(url)
    followed = (reference.tag, reference.attribute) in FOLLOWED
    if url.startswith("//") or scheme:
        if scheme and scheme.group()[:-1].lower() not in OUTWARD:
            yield f"{shown} is no page"
        elif not followed and not (site.address and reference.rel & NAMED):
            yield f"{shown} is no file of the site"
        elif url.startswith("//"):
            yield f"{shown} does not work on a disk"
        elif site.address and url.startswith(site.address):
            yield from _target(site, url.removeprefix(site.address), shown)
        return
    if url.startswith("/"):
        if name != NOT_FOUND:
            yield f"{shown} does not work on a disk"
            return
        path = url.removeprefix(urlsplit(site.address).path if site.address else "/")
    elif not url:
        yield f"{shown} is empty"
        return
    elif url.startswith(("#", "?")):
        path = name + url
    else:
        path = join(dirname(name), url)
    yield from _target(site, path, shown)


def _target(site: Site, path: str, shown: str) -> Iterator[str]:
    """What is wrong with where a link leads: `path` is from the site's root, with a fragment perhaps."""
    parts = urlsplit(path)
    fragment = unquote(parts.fragment)
    plain = unquote(parts.path)
    target = normpath(plain)
    if plain.endswith("/") or target == ".":
        yield f"{shown} leads to a folder, which a disk does not show as a page"
    elif target not in site.files:
        alike = next((other for other in site.files if other.lower() == target.lower()), None)
        yield f"{shown} leads nowhere" + (f"; there is {alike}" if alike else "")
    elif path.endswith("#"):
        yield f"{shown} names no place"
    elif fragment and target in site.pages and not fragment.startswith(VALUES) and fragment not in site.ids(target):
        yield f"{shown} leads to no place on {target}"


def _moved(site: Site, name: str, page: Page) -> Iterator[Fault]:
    """Whether a page that leads to another by itself says so to readers and to search engines."""
    target = normpath(join(dirname(name), page.refresh))
    expected = site.address + target if site.address else page.refresh
    if page.canonical != [expected]:
        yield Fault(name, 1, f"canonical is {page.canonical or 'missing'}, not {expected}, where the page leads")
    if page.robots != "noindex":
        yield Fault(name, 1, "a page that leads to another is to be found by nobody")
    if not any(link.tag == "a" and link.url == page.refresh for link in page.references):
        yield Fault(name, 1, f"no link leads to {page.refresh}, where the page leads by itself")
    if target in site.pages and site.pages[target].refresh:
        yield Fault(name, 1, f"{page.refresh} leads to yet another page")


def _named(site: Site, name: str, page: Page) -> Iterator[Fault]:
    """Whether a page names its own address and those of its translations."""
    if page.canonical != [site.address + name]:
        yield Fault(name, 1, f"canonical is {page.canonical or 'missing'}, not {site.address}{name}")
    alternates = {
        language: url.removeprefix(site.address)
        for language, url in page.alternates.items()
        if url.startswith(site.address)
    }
    if not alternates:
        yield Fault(name, 1, "the page has no alternate in any language")
    elif "/" in name and alternates.get(page.lang) != name:
        yield Fault(name, 1, f"the page is no alternate of its own language, {page.lang}")
    for language, target in alternates.items():
        other = site.pages.get(target)
        if other is not None and "/" in name and language != "x-default":
            if other.lang != language:
                yield Fault(name, 1, f"the alternate {target} is in {other.lang}, not in {language}")
            elif other.alternates != page.alternates:
                yield Fault(name, 1, f"the alternate {target} names other alternates")


def check_style(site: Site, name: str) -> Iterator[Fault]:
    """What a style sheet asks for that is no file of the site."""
    text = (site.root / name).read_text(encoding="utf-8")
    for match in _STYLE_URL.finditer(text):
        url = match[1] if match[1] is not None else match[2]
        if _SCHEME.match(url) or url.startswith("/") or normpath(join(dirname(name), url)) not in site.files:
            yield Fault(name, text.count("\n", 0, match.start()) + 1, f"{url[:100]} is no file of the site")


def main() -> None:
    """Print the faults of a site; 1 where there are any."""
    faults = check(Path(sys.argv[1]), *sys.argv[2:3])
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
