"""What the page of an entry shows: a row of the bundle's `entries`, made ready for the template `entry.html`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from msgpedia import formats
from msgpedia.catalog import decoders, prefixes
from msgpedia.emit.site import html, places, values
from msgpedia.formats import Conversion
from msgpedia.lookup.characters import clean_format, clean_line
from msgpedia.lookup.rows import pick, picked

Row = Mapping[str, Any]
Texts = Mapping[str, str]
Part = formats.Literal | Conversion

MOST_EXAMPLES = 4  # of an entry on its page; `show` has all
_WORD = re.compile(r"[^\W\d_][^\W_]+")

SYMBOLS = {
    "emerg": "‼",
    "alert": "‼",
    "crit": "◆",
    "err": "✖",
    "warning": "▲",
    "notice": "●",
    "info": "○",
    "debug": "·",
}  # one shape for each severity, beside its word: colour alone tells nothing


# The sections of an entry's page, by which texts may link to them.
SECTIONS = frozenset(
    [
        "message",
        "action",
        "arguments",
        "advice",
        "description",
        "notes",
        "examples",
        "formats",
        "followed-by",
        "related",
        "references",
        "entry",
    ]
)


@dataclass(frozen=True, slots=True)
class Card:
    """What other pages show of an entry: a row of a list, a link."""

    id: str
    software: str
    severity: str
    title: Texts
    format: str
    words: str  # the format string from its first word on
    former: tuple[str, ...] = ()  # ids that the entry had before

    @property
    def subsystem(self) -> str:
        """The software and subsystem that the id begins with: `linux/mm`."""
        return self.id.rpartition("/")[0]


def card(entry: Row) -> Card:
    """The card of an entry."""
    variants = entry["variants"]
    parts = variant_parts(variants[0]) if variants else ()
    spelled = clean_format("".join(part.source for part in parts))
    former = tuple(entry.get("former_ids", ()))
    return Card(entry["id"], entry["software"], entry["severity"], entry["title"], spelled, first_words(parts), former)


def first_words(parts: Sequence[Part]) -> str:
    """A format string from its first word on, without what stands before it."""
    for number, part in enumerate(parts):
        if isinstance(part, formats.Literal) and (match := _WORD.search(part.source)):
            rest = [part.source[match.start() :], *(other.source for other in parts[number + 1 :])]
            return clean_format("".join(rest))
    return ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text in the page's language or, where it is missing, in another one: its HTML, and what to tell about it.

    `language` is the code of the language that is shown; `missing` says that it is not the page's; `behind` that the
    text it was translated from has changed since.
    """

    html: Markup
    language: str
    missing: bool
    behind: bool


class EntryView:
    """Makes entries ready in one language.

    `cards` are all entries by id, for links, by former ids as well; `software` the bundle's rows by id; `report` is
    told about links that lead nowhere: the entry's id, and the link; `comma` stands between facts side by side.
    """

    def __init__(
        self,
        language: str,
        cards: Mapping[str, Card],
        software: Mapping[str, Row],
        report: Callable[[str, str], None],
        comma: str = ", ",
    ) -> None:
        self._language, self._cards, self._software, self._report = language, cards, software, report
        self._comma = comma

    def context(self, entry: Row) -> dict[str, Any]:
        """The values that the template names."""
        source = places.entry(entry["id"])
        facts = values.facts(entry)
        variants = [self._variant(entry, variant, facts) for variant in entry["variants"]]
        return {
            "entry": entry,
            "verified": self._comma.join(entry.get("verified", ())),
            "title": pick(entry["title"], self._language),
            "title_behind": self._language in entry.get("behind", {}).get("title", ()),
            "title_language": picked(dict(entry["title"]), self._language),
            "description": summary(entry, self._language),
            "software": self._software[entry["software"]],
            "subsystem": entry["id"].split("/")[1],
            "variants": variants,
            "message": variants[0]["named"] if variants else "",
            "arguments": list(self._arguments(entry)),
            "tables": {kind: table["name"] for kind in values.kinds(entry).values() if (table := decoders.table(kind))},
            "action": self._shown(entry, "action", entry["action"]),
            "background": self._shown(entry, "description", entry["description"]),
            "notes": self._shown(entry, "notes", entry["notes"]) if entry.get("notes") else None,
            "advice": [
                (
                    list(values.spelled(advice["when"])),
                    _json(advice["when"]),
                    self._shown(entry, f"advice.{number}", advice["text"]),
                )
                for number, advice in enumerate(entry.get("advice", ()), 1)
            ],
            "samples": [
                (clean_line(sample["line"]), fragment("log=", sample["line"]))
                for sample in entry["samples"][:MOST_EXAMPLES]
            ],
            "followed_by": [self._link(name, source) for name in entry.get("followed_by", ())],
            "related": [self._link(name, source) for name in entry.get("related", ())],
            "references": [
                (reference["title"], html.safe_address(reference["url"])) for reference in entry.get("references", ())
            ],
        }

    def _arguments(self, entry: Row) -> Iterator[tuple[str, Shown, str | None]]:
        for name, argument in entry["arguments"].items():
            yield name, self._shown(entry, f"arguments.{name}", argument["text"], html.meaning), argument.get("decode")

    def _shown(
        self, entry: Row, field: str, text: Texts, render: Callable[[str, html.Resolve], str] = html.prose
    ) -> Shown:
        language = picked(dict(text), self._language)
        found = render(text.get(language, ""), self._resolver(entry["id"]))
        behind = language in entry.get("behind", {}).get(field, ())
        return Shown(Markup(found), language, language != self._language, behind)

    def _resolver(self, identifier: str) -> html.Resolve:
        def resolve(link: str) -> str | None:
            name, _, section = link.partition("#")
            if (name and name not in self._cards) or (section and section not in SECTIONS):
                self._report(identifier, link)
                return None
            target = self._way(self._cards[name].id, places.entry(identifier)) if name else ""
            return target + (f"#{quote(section)}" if section else "")

        return resolve

    def _link(self, name: str, source: str) -> tuple[Card | None, str, str]:
        """An entry that another one names: its card where it is there, its id, and the way to its page."""
        card = self._cards.get(name)
        return card, name, self._way(card.id if card else name, source)

    @staticmethod
    def _way(name: str, source: str) -> str:
        return places.relative(places.entry(name), source)

    def _variant(self, entry: Row, variant: Row, facts: Row) -> dict[str, Any]:
        prefix, versions = variant.get("prefix"), variant.get("versions", {})
        names = [*(prefix["arguments"] if prefix else ()), *variant["arguments"]]
        return {
            "message": variant["message"],
            "facts": _json(facts[variant["message"]]) if facts else "",
            "named": named(variant, names),
            "format": clean_format(variant["format"]),
            "prefix": clean_format(prefix["format"]).strip() if prefix else "",
            "first": versions.get("from", ""),
            "last": versions.get("to", ""),
            "file": variant.get("source", {}).get("file", ""),
            "function": variant.get("source", {}).get("function", ""),
            "code": code_address(self._software[entry["software"]], variant),
            "seen": [
                self._comma.join(seen[key] for key in ("distribution", "version", "config") if seen.get(key))
                for seen in variant.get("seen", ())
            ],
            "verified": self._comma.join(variant.get("verified", ())),
        }


def named(variant: Row, names: Sequence[str]) -> Markup:
    """A format string with the names of its arguments in the places of its conversions."""
    waiting = iter(names)
    found = []
    for part in variant_parts(variant):
        if isinstance(part, Conversion):
            found.append(f"<var>{escape(next(waiting, part.source))}</var>")
        else:
            found.append(escape(clean_format(part.text)))
    return Markup("".join(found))


def variant_parts(variant: Row) -> tuple[Part, ...]:
    """The literals and conversions of a variant, those of its prefix first."""
    own = _parts(variant["dialect"], variant["format"])
    prefix = variant.get("prefix")
    return (*_parts(prefixes.load()[prefix["kind"]].dialect, prefix["format"]), *own) if prefix else own


@lru_cache(maxsize=64)
def _parts(dialect: str, text: str) -> tuple[Part, ...]:
    return formats.parse(dialect, text).parts


def code_address(software: Row, variant: Row) -> str | None:
    """Where the source that prints a variant can be read, at a version that the variant holds for."""
    pattern, source, versions = software.get("source_url"), variant.get("source"), variant.get("versions", {})
    version = versions.get("to") or versions.get("from")
    if not pattern or not source or ("{version}" in pattern and not version):
        return None
    values = {"version": version or "", "file": source["file"], "function": source.get("function", "")}
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", quote(value))
    return html.safe_address(pattern)


def freshness(entry: Row, languages: Sequence[str]) -> list[tuple[str, str]]:
    """How well each language is served: `complete`, `partial`, `behind` or `missing`."""
    texts = [entry["title"], entry["description"], entry["action"], *([entry["notes"]] if entry.get("notes") else ())]
    texts += [argument["text"] for argument in entry["arguments"].values()]
    texts += [advice["text"] for advice in entry.get("advice", ())]
    old = {code for codes in entry.get("behind", {}).values() for code in codes}
    found = []
    for language in languages:
        have = sum(language in text for text in texts)
        state = (
            "missing" if not have else "partial" if have < len(texts) else "behind" if language in old else "complete"
        )
        found.append((language, state))
    return found


def summary(entry: Row, language: str) -> str:
    """One sentence or two about an entry for search engines and previews: the beginning of its description."""
    text = " ".join(next(html.plain(pick(entry["description"], language)), "").split())
    return text if len(text) <= 160 else text[:159] + "…"


def first_step(entry: Row, language: str) -> str:
    """The first thing to do, as plain text."""
    return next(html.first_step(pick(entry["action"], language)), "")


def fragment(name: str, text: str) -> str:
    """A fragment that hands a text to another page without sending it anywhere."""
    return f"#{name}{quote(text, safe='')}"


def _json(value: Row) -> str:
    """A value for an attribute that scripts read."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
