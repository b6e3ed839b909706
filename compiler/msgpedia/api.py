"""The public Python interface: open a bundle, look lines up, read entries.

Everything here is typed and stays; new attributes may come. See `docs/python-api.md`.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from msgpedia.bundle import BundleError
from msgpedia.bundle.index import Index
from msgpedia.cli import InputError, bundles
from msgpedia.cli import language as language_of_locale
from msgpedia.cli.packs import open_packs
from msgpedia.logs.inputs import opened
from msgpedia.logs.lines import blocks
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.incidents import Incident, Incidents
from msgpedia.lookup.rows import Explainer, pick
from msgpedia.packs.index import PackIndex
from msgpedia.packs.store import open_pack

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def load(
    path: str | os.PathLike[str] | None = None, *, packs: Iterable[str | os.PathLike[str]] | None = None
) -> Bundle:
    """Open a bundle: the file at a path, else the one that the command line would use; and packs beside it.

    `packs` are paths; by default the packs that were installed. The first time a pack is opened its index is made,
    which takes up to a minute. Raises BundleError where there is no bundle, or it or a pack cannot be used.
    """
    if isinstance(packs, str | os.PathLike):
        raise TypeError("packs are a list of paths; put a single one into a list")
    try:
        index = bundles.open_bundle(os.fspath(path) if path is not None else None)
        if packs is None:
            return Bundle(index, open_packs(()))
        return Bundle(index, [open_pack(os.fspath(pack)) for pack in packs])
    except InputError as error:
        raise BundleError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Header:
    """What a logging system put before a message, as it stands there; None for what it did not say.

    `severity` is a name of syslog's; `ktime` the kernel's clock in seconds; `format` names the header's format.
    """

    time: str | None
    host: str | None
    ident: str | None
    pid: int | None
    severity: str | None
    ktime: str | None
    format: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A call that prints a message: path, line and function; None for what is not known."""

    file: str | None
    line: int | None
    function: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """A format string: its id, `<software>:` and ten hexadecimal digits, its text, and its dialect.

    What follows is known of messages of packs alone: path, line and function of a call that prints it, the versions
    that have that call, how many calls there are, and whether the format carries another message in itself. `places`
    are where the line may be of several functions the likely calls, the one before among them; else it is empty.
    """

    id: str
    format: str
    dialect: str
    file: str | None = None
    line: int | None = None
    function: str | None = None
    versions: tuple[str, ...] = ()
    sites: int = 0
    envelope: bool = False
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The event of several lines that a line belongs to: its number in the log, and what kind it is.

    `role` is `first`, `part` or `last`; `title` and `summary`, in the chosen language, come with the last line alone,
    and `summary` only where the lines hold enough for one.
    """

    id: int
    kind: str
    role: str
    title: str | None = None
    summary: str | None = None


class Entry:
    """The explanation of a message, in one language; where a text is missing there, another language stands in."""

    __slots__ = ("_data", "_language")

    def __init__(self, data: Mapping[str, Any], language: str) -> None:
        self._data, self._language = data, language

    @property
    def id(self) -> str:
        """`software/subsystem/slug`"""
        return str(self._data["id"])

    @property
    def software(self) -> str:
        """The id of the software that prints the message."""
        return str(self._data["software"])

    @property
    def severity(self) -> str:
        """A name of syslog's, from `emerg` to `debug`."""
        return str(self._data["severity"])

    @property
    def title(self) -> str:
        """What the message means, in one line of plain text."""
        return self._text("title")

    @property
    def description(self) -> str:
        """What happened and why, in Markdown."""
        return self._text("description")

    @property
    def action(self) -> str:
        """What to do, first things first, in Markdown."""
        return self._text("action")

    @property
    def notes(self) -> str:
        """What else is worth knowing, in Markdown; empty where there is nothing."""
        return self._text("notes")

    @property
    def arguments(self) -> dict[str, str]:
        """What each captured value means, by the name of the argument."""
        return {name: pick(row["text"], self._language) for name, row in self._data["arguments"].items()}

    @property
    def formats(self) -> list[str]:
        """The format strings that the message has had, the newest first."""
        return [str(row["format"]) for row in self._data["variants"]]

    @property
    def references(self) -> list[tuple[str, str]]:
        """Documents about it: title and URL."""
        return [(str(row["title"]), str(row["url"])) for row in self._data["references"]]

    def as_dict(self) -> dict[str, Any]:
        """The entry as the bundle has it, in all languages (`docs/bundle.md`)."""
        return dict(self._data)

    def _text(self, key: str) -> str:
        return pick(self._data.get(key) or {}, self._language)

    def __repr__(self) -> str:
        return f"<msgpedia.Entry {self.id}>"


class Match:
    """A log line and what is known of it."""

    __slots__ = ("_explainer", "_row")

    def __init__(self, row: dict[str, Any], explainer: Explainer) -> None:
        self._row, self._explainer = row, explainer

    @property
    def line(self) -> int:
        """The number of the line, counted from 1."""
        return int(self._row["line"])

    @property
    def text(self) -> str:
        """The whole line, without its end."""
        return str(self._row["text"])

    @property
    def body(self) -> str:
        """What the program printed: the line without its header."""
        return str(self._row["body"])

    @property
    def header(self) -> Header:
        """What stood before the message."""
        row = self._row["header"]
        return Header(
            row["time"],
            row["host"],
            row["ident"],
            row["pid"],
            row["severity"],
            row.get("ktime"),
            self._row["log_format"],
        )

    @property
    def status(self) -> str:
        """`documented`, `indexed` (the format is known, nobody has explained it yet) or `unknown`."""
        return str(self._row["status"])

    @property
    def software(self) -> str | None:
        """The id of the software that the line comes from, None where nobody knows."""
        found: str | None = self._row["software"]
        return found

    @property
    def entry(self) -> str | None:
        """The id of the entry that explains the line, or None."""
        found: str | None = self._row["entry"]
        return found

    @property
    def severity(self) -> str | None:
        """How bad the message is, by a name of syslog's; None for unknown lines."""
        found: str | None = self._row["severity"]
        return found

    @property
    def title(self) -> str | None:
        """What the line means, in one line of plain text, or None."""
        found: str | None = self._row["title"]
        return found

    @property
    def message(self) -> Message | None:
        """The format string that the line comes from, or None."""
        row = self._row["message"]
        return _message(row) if row is not None else None

    @property
    def captures(self) -> dict[str, str]:
        """The values in the line, by the names of the arguments; `1`, `2`, … where nobody has named them."""
        return dict(self._row["captures"])

    @property
    def decoded(self) -> dict[str, str]:
        """What values mean that have a table, by the names of the arguments, in the chosen language."""
        return dict(self._row["decoded"])

    @property
    def advice(self) -> list[str]:
        """What the entry says for just these values, in Markdown, in the chosen language."""
        return list(self._row.get("advice", ()))

    @property
    def report(self) -> Report | None:
        """The event of several lines that the line belongs to, or None."""
        row = self._row.get("report")
        return Report(**row) if row is not None else None

    @property
    def alternatives(self) -> list[tuple[str | None, Message]]:
        """Entries (or None) and messages that fit as well as the one that was chosen."""
        return [(row["entry"], _message(row["message"])) for row in self._row["alternatives"]]

    @property
    def fields(self) -> dict[str, Any]:
        """All fields of a structured record (of the journal, of JSON), and what else a header says; else empty."""
        return dict(self._row.get("fields", {}))

    @property
    def repeated(self) -> int:
        """How many lines a logger left out, of which this line tells; 0 for all others."""
        return int(self._row.get("repeated", 0))

    @property
    def explanation(self) -> Entry | None:
        """The entry that explains the line, or None."""
        data = self._explainer.entry_named(self.entry) if self.entry is not None else None
        return Entry(data, self._explainer.language) if data is not None else None

    def as_dict(self) -> dict[str, Any]:
        """The line as `msgpedia lookup --format jsonl` prints it."""
        return dict(self._row)

    def __repr__(self) -> str:
        return f"<msgpedia.Match line {self.line}: {self.entry or self.status}>"


class Bundle:
    """A compiled catalog, opened for look-up."""

    def __init__(self, index: Index, packs: Sequence[PackIndex] = ()) -> None:
        self._index, self._packs = index, packs

    @property
    def digest(self) -> str:
        """`sha256:` and the digest of the bundle's file."""
        return str(self._index.meta["digest"])

    @property
    def languages(self) -> list[str]:
        """The languages in which there are texts, as codes such as `ja`."""
        return list(self._index.meta["languages"])

    @property
    def software(self) -> list[str]:
        """The ids of the software whose messages are known, to the bundle or to a pack."""
        found = dict.fromkeys(str(item["id"]) for item in self._index.meta["software"])
        return list(found | dict.fromkeys(pack.software for pack in self._packs))

    def __len__(self) -> int:
        """How many entries there are."""
        return int(self._index.meta["entries"])

    def lookup(
        self, lines: Iterable[str | bytes], *, language: str | None = None, software: str | None = None
    ) -> Iterator[Match]:
        """What is known of each line, in order; nothing is left out.

        The end of a line does not count; bytes are read as UTF-8 with U+FFFD for errors. `language` is that of titles
        and explanations (default: the locale's, else English), `software` the id of the software that lines without a
        header come from. Raises ValueError for software that there is not, TypeError for a single line.
        """
        if isinstance(lines, str | bytes):
            raise TypeError("lookup takes lines, as a list or another iterable; put a single one into a list")
        return _of_lines(self._explainer(language, software), lines)

    def lookup_file(
        self, file: str | os.PathLike[str] | BinaryIO, *, language: str | None = None, software: str | None = None
    ) -> Iterator[Match]:
        """As `lookup`, of a file or a binary stream: plain, compressed, or `journalctl -o export`.

        Raises OSError where it cannot be read, EOFError where a compressed file is damaged, after the lines before, and
        TypeError for a stream of text.
        """
        if isinstance(file, io.TextIOBase):
            raise TypeError("lookup_file takes a path or a binary stream; open the file with 'rb'")
        return _of_file(self._explainer(language, software), file)

    def entry(self, name: str, *, language: str | None = None) -> Entry | None:
        """The entry with an id, former id, `mid` or message id, or None."""
        chosen = language_of_locale(language, self._index.languages())
        for number in self._index.entries_named(name):
            return Entry(self._index.entry(number), chosen)
        return None

    def _explainer(self, language: str | None, software: str | None) -> Explainer:
        try:
            engine = Engine(self._index, software, self._packs)
        except KeyError:
            raise ValueError(f"the bundle has no software {software!r}") from None
        return Explainer(engine, language_of_locale(language, self._index.languages()))

    def __repr__(self) -> str:
        return f"<msgpedia.Bundle of {len(self)} entries>"


def _message(row: Mapping[str, Any]) -> Message:
    """The message of a row of look-up."""
    known = {key: row[key] for key in Message.__slots__ if key in row}
    if "versions" in known:
        places = tuple(Place(**place) for place in row.get("places", ()))
        known.update(versions=tuple(known["versions"]), sites=row.get("sites", 1), places=places)
    return Message(**known)


def _of_lines(explainer: Explainer, lines: Iterable[str | bytes]) -> Iterator[Match]:
    incidents = Incidents(explainer)
    live = not isinstance(lines, Sequence)  # the next line may be long in coming
    for number, line in enumerate(lines, 1):
        text = line.decode("utf-8", "replace") if isinstance(line, bytes) else _LONE_SURROGATE.sub("\ufffd", line)
        yield from _told(incidents.row("-", number, text.removesuffix("\n").removesuffix("\r")), explainer)
        if live:
            yield from _told(incidents.flush(), explainer)
    yield from _told(incidents.next_file(), explainer)


def _told(items: Iterator[dict[str, Any] | Incident], explainer: Explainer) -> Iterator[Match]:
    return (Match(item, explainer) for item in items if isinstance(item, dict))


def _of_file(explainer: Explainer, file: str | os.PathLike[str] | BinaryIO) -> Iterator[Match]:
    if isinstance(file, str | os.PathLike):
        with open(file, "rb", buffering=0) as stream:
            yield from _matches(explainer, os.fspath(file), stream)
    else:
        yield from _matches(explainer, "-", file)


def _matches(explainer: Explainer, name: str, stream: Any) -> Iterator[Match]:
    incidents = Incidents(explainer)
    number = 1
    for lines in blocks(opened(stream)):
        for line in lines:
            yield from _told(incidents.row(name, number, line), explainer)
            number += 1 if isinstance(line, str) else line.lines
    yield from _told(incidents.next_file(), explainer)
