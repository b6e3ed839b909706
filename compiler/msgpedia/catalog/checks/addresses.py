"""Checks of addresses in samples and texts: those of documentation or of no public host, never a real host's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from itertools import islice

from msgpedia.catalog.checks.prose import MOST
from msgpedia.catalog.model import Entry
from msgpedia.catalog.places import Path
from msgpedia.diagnostics import Diagnostic, report

# Four numbers between dots that are no part of a longer word, and not the number of a version.
_IPV4 = re.compile(
    r"(?<![\w.+~/-])(?<!version )(?<!Version )(?<!release )(?<!ver\. )"
    r"(?:[1-9][0-9]{0,2})(?:\.[0-9]{1,3}){3}(?![\w+~-]|\.[0-9])"
)
_IPV6 = re.compile(r"(?<![\w.:])[23][0-9A-Fa-f]{3}:[0-9A-Fa-f:]{2,34}(?![\w:])")  # of all networks, those in use
_SEVERAL = re.compile(r"[0-9]\.[0-9]+\.[0-9]+\.[0-9]|::|:[0-9A-Fa-f]+:")


def public(entry: Entry) -> Iterator[Diagnostic]:
    """MP305: an address that may be a real host's."""
    for path, value in _values(entry):
        for pattern in (_IPV4, _IPV6) if _SEVERAL.search(value) else ():
            for match in islice(filter(_is_public, pattern.finditer(value)), MOST):
                example = "192.0.2.1" if pattern is _IPV4 else "2001:db8::1"
                message = f"`{match.group()}` may be the address of a real host"
                hint = f"write one that is kept for examples, such as {example}"
                yield report("MP305", entry.places.inside(path, *match.span()), message, hint)


def _values(entry: Entry) -> Iterator[tuple[Path, str]]:
    for number, sample in enumerate(entry.samples):
        yield ("samples", number, "line"), sample.line
    for number, line in enumerate(entry.counter_samples):
        yield ("counter_samples", number), line
    for path, text in entry.texts():
        for language, value in text.translations:
            yield (*path, language), value


def _is_public(found: re.Match[str]) -> bool:
    try:
        address = ip_address(found.group())
    except ValueError:
        return False
    return address.is_global and not address.is_multicast
