"""The files of `msgpedia drift`: packs are read, entries and records of verification are written."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

from msgpedia import cli
from msgpedia.bundle.files import write_whole
from msgpedia.catalog import sources, verified
from msgpedia.catalog.checks import check
from msgpedia.catalog.loader import load_catalog
from msgpedia.catalog.model import Entry
from msgpedia.catalog.sources import Unreadable
from msgpedia.catalog.versions import version_key
from msgpedia.cli.findings import counted
from msgpedia.cli.progress import Progress
from msgpedia.cli.rewriting import rewrite
from msgpedia.diagnostics import Diagnostic
from msgpedia.drift import recording
from msgpedia.drift.applying import Applied
from msgpedia.drift.applying import apply as applied_to
from msgpedia.drift.messages import Messages, collect, ordered
from msgpedia.drift.model import Drift, Finding
from msgpedia.drift.seeking import wanted
from msgpedia.packs.artifact import Pack, opened_file
from msgpedia.packs.model import Record

_STEP = 1000  # records between two looks at how far a pack is read

Done = set[tuple[str, Finding]]


def messages(paths: Sequence[str], entries: Sequence[Entry], known: set[str], strict: bool) -> dict[str, Messages]:
    """What packs have, by software. `strict`: only packs that were made from source, of versions that can be recorded.

    Raises InputError for a pack of a software that is not `known` or that says no version, and BundleError for what is
    no sound pack.
    """
    found: dict[str, Messages] = {}
    with ExitStack() as stack:
        packs: dict[str, list[_Opened]] = defaultdict(list)
        for path in dict.fromkeys(paths):
            opened = _Opened(path, stack)
            _demand(opened.pack, known, strict)
            packs[opened.pack.head["software"]].append(opened)
        for software, own in packs.items():
            own.sort(key=lambda one: version_key(ordered(one.pack.head["versions"])[-1]))
            concerned = [entry for entry in entries if entry.software == software]
            versions = [version for one in own for version in one.pack.head["versions"]]
            ids = frozenset(want.id for entry in concerned for want in wanted(entry))
            records = chain.from_iterable(one.records() for one in own)
            found[software] = collect(software, versions, records, concerned, ids)
    return found


class _Opened:
    """A pack and the file that it is read from, for the progress."""

    def __init__(self, path: str, stack: ExitStack) -> None:
        self._stream = stack.enter_context(opened_file(path))
        self._progress = stack.enter_context(Progress(path, os.fstat(self._stream.fileno()).st_size))
        self.pack = Pack(path, self._stream)

    def records(self) -> Iterator[Record]:
        for number, row in enumerate(self.pack.records()):
            if number % _STEP == 0:
                self._progress.at(self._stream.tell())
            yield Record.of(row)


def _demand(pack: Pack, known: set[str], strict: bool) -> None:
    software, versions = pack.head["software"], pack.head["versions"]
    if software not in known:
        raise cli.InputError(f"{pack.name}: the catalog has no software {software!r}")
    if not versions:
        raise cli.InputError(f"{pack.name}: it does not say of which version it is")
    if strict and pack.head.get("source", "source") != "source":
        raise cli.InputError(f"{pack.name}: --record is for packs that were made from source")
    odd = next((version for version in versions if not verified.VERSION.fullmatch(version)), None)
    if strict and odd is not None:
        raise cli.InputError(f"{pack.name}: {odd!r} is no version that can be recorded")


def apply(root: Path, entries: Sequence[Entry], drift: Drift) -> Done:
    """Write what needs nobody into the files of entries; what was done. What `check` would not like is not written.

    Raises InputError where a file cannot be written.
    """
    known = {entry.id: entry for entry in entries}
    before = check(load_catalog(root))
    done: Done = set()
    for row in drift.entries:
        entry = known[row.id]
        name = entry.places.file
        try:
            data = sources.read_bytes(Path(name), root, name)
            changed = applied_to(entry, row, sources.decode(data, name))
        except (Unreadable, ValueError) as error:
            cli.complain(f"{cli.printable(name)}: left as it is: {cli.printable(str(error))}")
            continue
        for finding, reason in changed.left:
            cli.complain(f"{cli.printable(name)}: left to a person: {_called(finding)}: {cli.printable(reason)}")
        if changed.done and _written(root, name, data, changed, before):
            done.update((row.id, finding) for finding in changed.done)
    return done


def _called(finding: Finding) -> str:
    where = f" variant {finding.variant + 1}" if finding.variant is not None else ""
    return f"{finding.kind}{where}"


def _written(root: Path, name: str, data: bytes, changed: Applied, before: Sequence[Diagnostic]) -> bool:
    """Write a file's new text if it passes the checks; whether it was written."""
    path = Path(os.path.abspath(name))
    new = changed.text.encode("utf-8")
    found = check(load_catalog(root, contents={path: new}))
    worse = _counted(found) - _counted(before)
    if worse:
        codes = ", ".join(sorted({code for _, code in worse}))
        what = ", ".join(map(_called, changed.done))
        cli.complain(f"{cli.printable(name)}: not written: {what}: msgpedia check would find {codes}")
        return False
    if sources.read_bytes(path, root, name) != data:
        raise cli.InputError(f"{name}: the file has changed while it was compared; try again")
    rewrite(path, new)
    cli.complain(f"{cli.printable(name)}: written: {', '.join(map(_called, changed.done))}")
    return True


def _counted(findings: Sequence[Diagnostic]) -> Counter[tuple[str, str]]:
    """Findings by file and code, for their places and words change. What says that a record of verification is out of
    date follows from any new wording and is for --record.
    """
    return Counter(
        (finding.span.file, finding.code)
        for finding in findings
        if finding.severity != "note" and finding.code != "MP508"
    )


def record(root: Path, drift: Drift, compared: Sequence[Entry]) -> None:
    """Write what was found into the `verified.json` of each software. Raises InputError where that cannot be done."""
    catalog = load_catalog(root)
    known: Mapping[str, verified.Verified] = {one.software: one for one in catalog.verified}
    for software, versions in drift.versions:
        entries = [entry for entry in catalog.entries if entry.software == software]
        about = [entry.id for entry in compared if entry.software == software]
        content = recording.record(known.get(software), software, entries, catalog.broken, drift, about)
        path = root / software / verified.NAME
        try:
            write_whole(path, verified.render(content).encode())
        except OSError as error:
            raise cli.InputError(f"{path}: cannot be written: {error.strerror or error}") from error
        found = dict(content.versions)
        told = ", ".join(
            f"{version}: {counted(len(found.get(version, ())), 'entry', 'entries')}" for version in versions
        )
        cli.complain(f"{cli.printable(str(path))}: verified for {cli.printable(told)}")
