"""The changes of a catalog as text, Markdown and JSON. What an entry holds is hostile to terminals and to Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from msgpedia.catalog.loader import DESCRIPTION
from msgpedia.catalog.model import Software, Text, Withdrawn
from msgpedia.diagnostics.text import visible
from msgpedia.history import words as w
from msgpedia.history.compare import Change, Part, counts
from msgpedia.history.revisions import Revision
from msgpedia.lookup.rows import pick
from msgpedia.lookup.words import Words

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>|~&]")
_REFERENCE = re.compile("[@#]")
_BACKTICKS = re.compile("`+")


@dataclass(frozen=True, slots=True)
class Report:
    """Changes between two revisions, and what tells them to a reader: software by id, the words, the language."""

    first: Revision
    last: Revision
    changes: Sequence[Change]
    software: Mapping[str, Software]
    words: Words
    language: str

    def revision(self, revision: Revision) -> str:
        """What a revision is called."""
        if revision.name:
            return revision.name
        return self.words(w.WORKING_TREE if revision.is_working_tree else w.BEGINNING)

    def heading(self) -> str:
        return self.words(w.HEADING, first=self.revision(self.first), last=self.revision(self.last))

    def summary(self) -> str:
        """How many entries of each kind; or that nothing changed."""
        found = counts(self.changes)
        if not found:
            return self.words(w.UNCHANGED)
        numbers = [self.words(w.COUNTS[kind], count=self.words.number(number)) for kind, number in found.items()]
        return self.words.joined(numbers)

    def name(self, software: str) -> str:
        known = self.software.get(software)
        return self.pick(known.name) if known is not None else software

    def title(self, change: Change) -> str:
        return pick(change.title, self.language) if change.title else ""

    def pick(self, text: Text) -> str:
        return pick(dict(text.translations), self.language)

    def withdrawn(self, change: Change) -> Withdrawn | None:
        """What a software's description says of an entry that was withdrawn; the software may be gone as well."""
        if change.kind != "withdrawn":
            return None
        return next(
            (row for known in self.software.values() for row in known.withdrawn if row.id == change.entry), None
        )

    def reason(self, change: Change) -> str:
        """Why an entry was withdrawn, or cannot be read."""
        row = self.withdrawn(change)
        return self.pick(row.reason) if row is not None else change.reason

    def details(self, change: Change) -> list[str]:
        """What there is to say of a change besides its title, a line each."""
        lines = [self._part(part) for part in change.parts]
        reason = self.reason(change)
        if change.before:
            reason = self.words(w.UNREADABLE_BEFORE, revision=self.revision(self.first), reason=reason)
        row = self.withdrawn(change)
        if change.kind == "withdrawn" and row is None:
            reason = self.words(w.NOT_TOLD, id=change.entry, file=f"{change.software}/{DESCRIPTION}")
        elif row is not None and row.see is not None:
            reason = f"{reason} ({row.see})"
        return [*lines, reason] if reason else lines

    def _part(self, part: Part) -> str:
        name = self.words(w.FIELDS.get(part.field, part.field))
        if part.field in ("severity", "mid", "license"):
            values = " → ".join([*part.removed, *part.added])
            return f"{name}: {values}"
        told = [(w.ADDED, part.added), (w.REMOVED, part.removed), (w.CHANGED, part.changed)]
        numbers = self.words.joined(
            [self.words(text, count=self.words.number(len(items))) for text, items in told if items]
        )
        languages = f" ({', '.join(part.languages)})" if part.languages else ""
        return f"{name}: {numbers}{languages}" if numbers else f"{name}{languages}"


def text(report: Report) -> str:
    """For a terminal."""
    lines = [report.heading(), report.summary()]
    for software, kind, changes in _groups(report.changes):
        lines += ["", f"{report.name(software)}: {report.words(w.KINDS[kind])}"]
        for change in changes:
            former = f"{change.former} → " if change.former else ""
            lines.append(f"  {former}{change.entry}")
            lines += [f"    {line}" for line in [report.title(change), *report.details(change)] if line]
    return "".join(f"{visible(line)}\n" for line in lines)


def markdown(report: Report) -> str:
    """For release notes: a heading, the numbers, a section for each software."""
    lines = [f"# {_escaped(report.heading())}", "", _escaped(report.summary())]
    before = ""
    for software, kind, changes in _groups(report.changes):
        if software != before:
            lines += ["", f"## {_escaped(report.name(software))}"]
            before = software
        lines += ["", f"### {_escaped(report.words(w.KINDS[kind]))}", ""]
        for change in changes:
            former = f"{_code(change.former)} → " if change.former else ""
            title = f": {_escaped(report.title(change))}" if change.title else ""
            lines.append(f"- {former}{_code(change.entry)}{title}")
            lines += [f"  - {_escaped(line)}" for line in report.details(change)]
    return "\n".join(lines) + "\n"


def as_json(report: Report) -> str:
    """For programs: one object, its keys always the same; text escaped to ASCII, for terminals."""
    content = {
        "from": _revision(report.first),
        "to": _revision(report.last),
        "counts": counts(report.changes),
        "changes": [
            {
                "kind": change.kind,
                "entry": change.entry,
                "software": change.software,
                "title": report.title(change) or None,
                "former": change.former or None,
                "parts": [part._asdict() for part in change.parts],
                "reason": report.reason(change) or None,
                "see": row.see if (row := report.withdrawn(change)) is not None else None,
            }
            for change in report.changes
        ],
    }
    return json.dumps(content, indent=2) + "\n"


RENDERERS: dict[str, Callable[[Report], str]] = {"text": text, "markdown": markdown, "json": as_json}


def _groups(changes: Sequence[Change]) -> Iterator[tuple[str, str, list[Change]]]:
    """The changes by software and kind; they are sorted so."""
    for (software, kind), group in groupby(changes, key=lambda change: (change.software, change.kind)):
        yield software, kind, list(group)


def _revision(revision: Revision) -> dict[str, str | None]:
    return {"name": revision.name or None, "object": revision.object or None}


def _escaped(value: str) -> str:
    """A text as Markdown that shows it as it is, and that tells nobody on a hosting site: `@name` there sends mail, and
    `#1` leads to an issue, both also behind a backslash.
    """
    return _REFERENCE.sub(r"\g<0><!-- -->", _MARKDOWN.sub(r"\\\g<0>", visible(value)))


def _code(value: str) -> str:
    value = visible(value)
    fence = "`" * (max(map(len, _BACKTICKS.findall(value)), default=0) + 1)
    blank = " " if value.startswith("`") or value.endswith("`") else ""
    return f"{fence}{blank}{value}{blank}{fence}"
