"""What was given, made sound: the format string taken out of what was pasted, the line as an entry may hold it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from msgpedia.catalog import schema
from msgpedia.catalog.checks.texts import LANGUAGES
from msgpedia.catalog.kinds import String
from msgpedia.catalog.model import Catalog
from msgpedia.catalog.sources import FORBIDDEN
from msgpedia.catalog.versions import version_key
from msgpedia.drafting import dialects, headers, pasted, privacy, unheaded
from msgpedia.drafting.answers import shown
from msgpedia.drafting.headers import Read
from msgpedia.drafting.model import MOST_CHARACTERS, DraftError, Findings, Request, about, note
from msgpedia.drafting.pasted import Pasted
from msgpedia.drafting.words import problem

_COLOURS = re.compile(r"\x1b\[[0-9;:?]{0,40}[A-Za-z]|\x1b\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)")

# Control characters as syslog daemons and the kernel write them, which a header's reader brings back; no tabs.
_ESCAPED = re.compile(r"(?:#033|\\x1b)\[[0-9;]{0,40}m|#0(?!11)[0-3][0-7]|#177|\\x(?!09)[01][0-9a-f]|\\x7f")


@dataclass(frozen=True, slots=True)
class Given:
    """A request, what was pasted as its format string, and its line with what its header tells."""

    request: Request
    pasted: Pasted | None = None
    line: str = ""
    read: Read | None = None


def given(request: Request, catalog: Catalog, findings: Findings) -> Given:
    """What a request gives. Raises DraftError for what no entry can hold."""
    with about("line"):
        line = _headed(_clean(request.line, findings), request, catalog, findings)
    found = None
    if request.format:
        with about("format"):
            found = _format(request)
        findings.notes += found.notes
    _sound_words(request)
    first, last = versions_of(request.versions)
    if first and first == last and ".." not in request.versions:
        findings.notes.append(note("one_version", version=first))
    if not set(request.languages) & set(LANGUAGES):
        findings.notes.append(note("needs_language", languages=" ".join(request.languages)))
    source_of(request.source)
    return Given(request, found, line, headers.read(line) if line else None)


def _format(request: Request) -> Pasted:
    """What was pasted as a format string, behind the lead that the program prints before it."""
    _limited(request.format, "the format string")
    found = pasted.read(request.format)
    if request.lead:
        notes = (*found.notes, note("lead_added", lead=request.lead))
        found = replace(found, format=request.lead + found.format, notes=notes)
    most = schema.FORMAT.most
    if len(found.format) > most:
        raise DraftError(f"the format string has more than {most} characters", "no program prints that much at once")
    return found


def is_format(text: str) -> bool:
    """Whether a text that may be either is a format string, or source, rather than a log line."""
    if len(text) > MOST_CHARACTERS:
        return False
    if pasted.looks_pasted(text):
        return True
    return not headers.read(text).has_header and dialects.has_conversions(text)


def versions_of(text: str) -> tuple[str, str]:
    """`FROM..TO`, of which either may be missing, or a single version, as two versions."""
    first, dots, last = text.partition("..")
    versions = (first.strip(), (last if dots else first).strip())
    for version in filter(None, versions):
        if not _fits(schema.VERSIONS.fields["from"].kind, version):
            raise problem("no_version", "versions", text=shown(version))
    if all(versions) and version_key(versions[0]) > version_key(versions[1]):
        raise problem("version_order", "versions", first=versions[0], last=versions[1])
    return versions


def source_of(text: str) -> tuple[str, str]:
    """`FILE` or `FILE:FUNCTION` as two texts."""
    file, _, function = text.partition(":")
    file, function = file.strip(), function.strip().removesuffix("()")
    if text and not _fits(schema.SOURCE.fields["file"].kind, file):
        raise problem("no_source", "source", text=shown(file))
    if function and (function[0].isdigit() or not _fits(schema.SOURCE.fields["function"].kind, function)):
        raise problem("no_function", "source", text=shown(function))
    return file, function


def _fits(kind: object, text: str) -> bool:
    return isinstance(kind, String) and re.fullmatch(kind.pattern, text) is not None and not FORBIDDEN.search(text)


def _sound_words(request: Request) -> None:
    """Raises DraftError for texts for people and names that a file cannot hold."""
    spoken = (text for _, text in (*request.titles, *request.names))
    for text in (*spoken, *request.authors, request.license):
        if FORBIDDEN.search(text) or "\n" in text:
            raise problem("one_line")
        if not text.strip():
            raise DraftError("a title, a name, an author or the licence is empty", "leave the option out")


def _clean(line: str, findings: Findings) -> str:
    """One line without control characters, its host called `host`."""
    text = line.strip("\r\n")
    if not text:
        return ""
    _limited(text, "the line")
    if "\n" in text:
        raise DraftError("the line has more than one line", "give the one that the message is in")
    clean = FORBIDDEN.sub("", _COLOURS.sub("", text))
    if FORBIDDEN.search(headers.read(clean).body):
        clean = _ESCAPED.sub("", clean)
    if FORBIDDEN.search(headers.read(clean).body):
        raise DraftError(
            "the line has escaped characters that no entry can hold", "leave out what a person cannot read"
        )
    if clean != text:
        findings.notes.append(note("controls_dropped"))
    if not clean.strip():
        raise DraftError("the line is empty", "give a line of a log")
    read = headers.read(clean)
    without = privacy.without_host(clean, len(read.head) or len(clean), read.host)
    if without != clean:
        findings.notes.append(note("host_replaced"))
    return without


def _headed(line: str, request: Request, catalog: Catalog, findings: Findings) -> str:
    """A line with a header that look-up knows, as far as one can be told.

    Raises DraftError where a format string would have to be made from a line with a header of an unknown form.
    """
    if not line or headers.read(line).has_header:
        return line
    found = unheaded.headed(line, request, catalog)
    if found != line:
        findings.notes.append(note("header_added", header=headers.read(found).head.strip()))
    elif not request.format and unheaded.begins_with_time(line):
        raise problem("unknown_header", "line", header=unheaded.excerpt(line))
    return found


def _limited(text: str, what: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise DraftError(f"{what} has more than {MOST_CHARACTERS} characters", "give the one message alone")
