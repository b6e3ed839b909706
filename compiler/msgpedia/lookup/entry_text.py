"""A whole entry as text for a terminal, the most urgent first: what to do stands before the explanation."""

from __future__ import annotations

from msgpedia.decoding.conditions import spelled
from msgpedia.lookup import words as w
from msgpedia.lookup.characters import clean_format, clean_line
from msgpedia.lookup.markdown import parse
from msgpedia.lookup.markdown_spans import spans_of
from msgpedia.lookup.markdown_text import Renderer
from msgpedia.lookup.rows import pick, picked
from msgpedia.lookup.terminal import Screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from msgpedia.lookup.terminal import Row
    from msgpedia.lookup.words import Words
    from msgpedia.lookup.wrapping import Span

    Data = dict[str, Any]

MARGIN, INNER = "  ", "    "


def entry_text(entry: Data, words: Words, language: str, width: int, color: bool, asked: str = "") -> str:
    """An entry of a bundle in a language, or where a text is missing in it, in another one with a notice.

    `width` is in columns; `asked` the name that somebody looked for, which may be a former id.
    """
    return _EntryText(entry, words, language, Screen(width, color)).text(asked)


def withdrawn_text(row: Data, words: Words, language: str) -> str:
    """That an entry was withdrawn, and why, on one line."""
    values = {"id": row["id"], "day": words.time(row["date"]), "reason": pick(row["reason"], language)}
    return words(w.WITHDRAWN_FOR, see=row["see"], **values) if "see" in row else words(w.WITHDRAWN, **values)


class _EntryText:
    __slots__ = ("_entry", "_language", "_screen", "_whole", "_words")

    def __init__(self, entry: Data, words: Words, language: str, screen: Screen) -> None:
        self._entry, self._words, self._language, self._screen = entry, words, language, screen
        self._whole = all(language not in text for text in _texts(entry))  # one notice for all

    def text(self, asked: str) -> str:
        entry = self._entry
        sections = [
            self._renamed(asked) if asked in entry.get("former_ids", ()) else [],
            self._head(),
            self._section(w.MESSAGE, self._newest()),
            self._section(w.ARGUMENTS, self._arguments()),
            self._section(w.ACTION, self._markdown(entry["action"], MARGIN, commands=True)),
            self._section(w.ADVICE, self._advice()),
            self._section(w.DESCRIPTION, self._markdown(entry["description"], MARGIN)),
            self._section(w.NOTES, self._markdown(entry["notes"], MARGIN) if entry.get("notes") else []),
            self._section(w.EXAMPLES, [MARGIN + clean_line(sample["line"]) for sample in entry.get("samples", ())]),
            self._section(w.FORMATS, self._formats()),
            self._section(w.FOLLOWED_BY, self._list(entry.get("followed_by", ()))),
            self._section(w.RELATED, self._list(entry.get("related", ()))),
            self._section(w.REFERENCES, self._references()),
            self._foot(),
        ]
        return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"

    def _head(self) -> list[str]:
        entry, screen = self._entry, self._screen
        lines = screen.titled(
            entry["severity"], self._words.severity(entry["severity"]), pick(entry["title"], self._language)
        )
        mid = f" (mid {entry['mid']})" if entry.get("mid") is not None else ""
        lines += screen.flow([("dim", entry["id"] + mid)])
        if self._whole or self._language not in entry["title"]:
            lines += self._notice(entry["title"], "")
        return lines

    def _renamed(self, asked: str) -> list[str]:
        return self._screen.flow([("notice", self._words(w.RENAMED, old=asked, new=self._entry["id"]))])

    def _section(self, heading: str, lines: Sequence[str]) -> list[str]:
        return [*self._screen.flow([("heading", self._words(heading))]), *lines] if lines else []

    def _notice(self, text: Mapping[str, str], margin: str) -> list[str]:
        shown = picked(dict(text), self._language)
        return self._screen.flow([("notice", self._words.not_translated(self._language, shown))], margin)

    def _missing(self, text: Mapping[str, str], margin: str) -> list[str]:
        """The notice for a text, where it needs one of its own."""
        return [] if self._whole or self._language in text else self._notice(text, margin)

    def _markdown(self, text: Data, margin: str, commands: bool = False) -> list[str]:
        blocks = parse(pick(text, self._language))
        return self._missing(text, margin) + Renderer(self._screen, commands).lines(blocks, margin)

    def _newest(self) -> list[str]:
        """The newest format string; all of them follow further below, where there are more."""
        variants = self._entry["variants"]
        return self._format(variants[0], details=len(variants) == 1) if variants else []

    def _formats(self) -> list[str]:
        variants = self._entry["variants"]
        return [line for variant in variants for line in self._format(variant, True)] if len(variants) > 1 else []

    def _format(self, variant: Data, details: bool) -> list[str]:
        lines = [MARGIN + self._screen.paint("code", clean_format(variant["format"]))]
        if details:
            for text in self._details(variant):
                lines += self._screen.flow([("dim", text)], INNER)
        return lines

    def _details(self, variant: Data) -> list[str]:
        words = self._words
        versions, source = variant.get("versions", {}), variant.get("source")
        first, last = versions.get("from", ""), versions.get("to", "")
        parts = []
        if first and last:
            parts.append(words(w.VERSIONS, first=first, last=last))
        elif first or last:
            parts.append(words(w.VERSIONS_FROM, first=first) if first else words(w.VERSIONS_TO, last=last))
        if source:
            function = f" ({source['function']})" if source.get("function") else ""
            parts.append(source["file"] + function)
        found = [words.joined(parts)] if parts else []
        if variant.get("prefix"):
            found.append(words(w.PREFIX, format=clean_format(variant["prefix"]["format"]).strip()))
        for seen in variant.get("seen", ()):
            environment = words.joined([seen[key] for key in ("distribution", "version", "config") if seen.get(key)])
            found.append(words(w.SEEN, environment=environment))
        if variant.get("verified") and len(self._entry["variants"]) > 1:
            found.append(words(w.VERIFIED, versions=words.joined(variant["verified"])))
        return found

    def _arguments(self) -> list[str]:
        arguments = self._entry["arguments"]
        notices = []
        for argument in arguments.values():
            notices = self._missing(argument["text"], MARGIN)
            if notices:
                break
        ticks = not self._screen.color
        rows: list[Row] = []
        kinds: dict[str, None] = {}
        for name, argument in arguments.items():
            about: list[Span] = [*spans_of(pick(argument["text"], self._language), ticks)]
            if "decode" in argument:
                kinds[argument["decode"]] = None
                about += [("", " "), ("dim", f"[{argument['decode']}]")]
            rows.append((name, None, about))
        return notices + self._screen.table(rows, MARGIN) + self._tables(list(kinds))

    def _tables(self, kinds: Sequence[str]) -> list[str]:
        """How to read what stands in brackets behind an argument: the tables of its values."""
        if not kinds:
            return []
        kind = kinds[0] if len(kinds) == 1 else "KIND"
        command = f"msgpedia decode {kind} VALUE"
        if not self._screen.color:
            command = f"`{command}`"
        note = self._words(w.IN_BRACKETS, command="\0").partition("\0")
        return ["", *self._screen.flow([("dim", note[0]), ("command", command), ("dim", note[2])], MARGIN)]

    def _advice(self) -> list[str]:
        found: list[str] = []
        for advice in self._entry.get("advice", ()):
            conditions: list[Span] = []
            for name, condition in advice["when"].items():
                conditions += [("", ", ")] if conditions else []
                conditions.append(("code", f"{name} {spelled(condition)}"))
            found += [""] if found else []
            found += self._screen.flow(conditions, MARGIN)
            found += self._markdown(advice["text"], INNER)
        return found

    def _list(self, names: Sequence[str]) -> list[str]:
        return [line for name in names for line in self._screen.flow([("", name)], MARGIN)]

    def _references(self) -> list[str]:
        found: list[str] = []
        for reference in self._entry.get("references", ()):
            found += self._screen.flow([("", reference["title"])], MARGIN)
            found += self._screen.flow([("dim", reference["url"])], INNER)
        return found

    def _foot(self) -> list[str]:
        entry, words = self._entry, self._words
        lines = []
        if entry.get("verified"):
            lines += self._screen.flow([("dim", words(w.VERIFIED, versions=words.joined(entry["verified"])))])
        lines += self._screen.flow([("dim", words(w.LICENSE, license=entry["license"]))])
        return lines + self._screen.flow([("dim", words(w.AUTHORS, authors=words.listed(entry["authors"])))])


def _texts(entry: Data) -> list[Data]:
    """All texts for people that an entry has."""
    found = [entry["title"], entry["description"], entry["action"], *([entry["notes"]] if entry.get("notes") else [])]
    found += [argument["text"] for argument in entry["arguments"].values()]
    return found + [advice["text"] for advice in entry.get("advice", ())]
