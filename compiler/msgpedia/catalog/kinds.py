"""Kinds of values that a schema is made of. A kind reads a node into plain data and reports what does not fit.

The schema itself is data (`schema.py`); a kind carries its description, so that documents and a JSON Schema for editors
can be made from the same tables. Plain data are dicts, lists, strings and numbers, as JSON has them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Protocol

from msgpedia.catalog.guesses import certain, respelt, suggestion
from msgpedia.catalog.nodes import MOST_SCALAR, Node
from msgpedia.catalog.plain_scalars import INTEGER, misread
from msgpedia.catalog.writing import scalar
from msgpedia.diagnostics import Diagnostic, Replacement, Span, report

# The part of BCP 47 that languages of texts need: language, script, region.
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")


# What is often taken for the code of a language, and the code that is meant.
_NO_LANGUAGES = {"jp": "ja", "jpn": "ja", "jap": "ja", "eng": "en", "us": "en", "cn": "zh", "zho": "zh", "kor": "ko"}
_COLON = "put a blank behind the colon"
_NO_COLON = re.compile(
    r"([A-Za-z_-]+)(：[ \u3000]*|:[\u3000\u00a0]+|:(?=[^ ]))(?=\S)"
)  # slips where only one field stands
_BLOCK = ("|", ">")
_QUOTES = "“”‘’「"  # that YAML takes for text
_BRACKETED = re.compile(
    r"[（(［【\[]?([^（）()［］【】\[\]]+)[）)］】\]]?"
)  # by brackets that are none, or by one only


class Findings:
    """Where kinds report; `file` is the name that spans carry."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def add(self, code: str, node: Node, message: str, hint: str, instead: str | None = None) -> None:
        """A finding about a node; `instead` is what must stand in its place, where that is certain."""
        span = node.span(self.file)
        fix = () if instead is None or node.style in _BLOCK else (Replacement(span, instead),)
        self.diagnostics.append(report(code, span, message, hint, fix))


class Kind(Protocol):
    """What a value may be."""

    def read(self, node: Node, findings: Findings) -> Any:
        """The node as plain data; None, and a finding, where it does not fit."""


def shown(text: str) -> str:
    """A value as a message quotes it: short."""
    return f"`{text if len(text) <= 60 else text[:59] + '…'}`"


def named(kind: str) -> str:
    """A YAML kind in the words of a contributor."""
    return {"scalar": "a single value", "mapping": "a mapping (`key: value`)", "sequence": "a list"}[kind]


def guess(word: str, known: Sequence[str]) -> str:
    """A hint that names what was meant, or all that is known where nothing is close."""
    return suggestion(word, known, "known are " + ", ".join(f"`{name}`" for name in known))


@dataclass(frozen=True, slots=True)
class String:
    """A text. `pattern` must match all of it, and `form` says so in words; `lines` allows more than one line,
    `empty` none at all.

    `known` are the only texts allowed, where there are any; `aliases` are other spellings of them. `most` is the
    greatest length in code points. `hint` says how to write a text that does not match.
    """

    pattern: str = ""
    form: str = ""
    lines: bool = False
    empty: bool = False
    known: tuple[str, ...] = ()
    most: int = MOST_SCALAR
    hint: str = ""
    aliases: tuple[tuple[str, str], ...] = ()

    def read(self, node: Node, findings: Findings) -> str | None:
        if node.kind != "scalar":
            hint = "write the text behind the colon, in quotes if need be"
            findings.add("MP103", node, f"{named(node.kind)} stands where a text must", hint)
        elif not self.empty and not node.text.strip():
            findings.add("MP106", node, "the text is empty", "write it, or leave the field out")
        elif not node.style and (sort := misread(node.text)) and not self.known:
            self._misread(node, sort, findings)
        elif len(node.text) > self.most:
            findings.add("MP018", node, f"the text has more than {self.most} characters", "say it shorter")
        elif not self.lines and "\n" in node.text.rstrip("\n"):
            hint = "this field holds a single line; make one of them"
            findings.add("MP105", node, "the text has more than one line", hint)
        elif self.pattern and not re.fullmatch(self.pattern, node.text):
            hint = self.hint or f"write {self.form}"
            if node.text[0] in _QUOTES:
                hint = "write straight quotes, as `'` on the keyboard"
            findings.add("MP105", node, f"{shown(node.text)} is not {self.form}", hint)
        elif self.known and node.text not in self.known:
            meant = dict(self.aliases).get(node.text.strip().lower()) or respelt(node.text, self.known)
            hint = f"write `{meant}`" if meant else guess(node.text, self.known)
            findings.add("MP105", node, f"{shown(node.text)} is not {self.form}", hint, meant or None)
        else:
            return node.text
        return None

    def _misread(self, node: Node, sort: str, findings: Findings) -> None:
        """Quotes make a text of it; of `null` and the like only where a text may be empty or is spelled so."""
        message = f"{shown(node.text)} is {sort} to some YAML readers, not a text"
        if not node.text:
            findings.add("MP104", node, "nothing stands where a text must", "write '' for an empty one", " ''")
        elif sort == "nothing" and not self.empty:
            findings.add("MP104", node, message, "write the text, or leave the field out")
        else:
            findings.add("MP104", node, message, f"quote it: '{node.text[:60]}'", scalar(node.text, quoted=True))


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number from `least` to `most`, written without quotes."""

    least: int
    most: int

    def read(self, node: Node, findings: Findings) -> int | None:
        if node.kind != "scalar" or node.style or not INTEGER.fullmatch(node.text):
            found = (
                shown(node.text) + (" in quotes" if node.style else "") if node.kind == "scalar" else named(node.kind)
            )
            digits = node.text if node.kind == "scalar" and INTEGER.fullmatch(node.text) else None
            hint = f"write {digits or 'digits'}, without quotes"
            findings.add("MP103", node, f"{found} stands where a whole number must", hint, digits)
            return None
        number = int(node.text)
        if not self.least <= number <= self.most:
            hint = f"write a number from {self.least} to {self.most}"
            if self.least == self.most:
                hint = f"write {self.least}"
            findings.add("MP105", node, f"{number} is not allowed here", hint)
            return None
        return number


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one kind, at least `least` of them."""

    item: Kind
    least: int = 0

    def read(self, node: Node, findings: Findings) -> list[Any] | None:
        if node.kind != "sequence":
            listed = self._listed(node)
            hint = f"write `{listed}`" if listed else "write `[one, two]`, or one `- item` a line"
            if node.kind == "mapping":
                hint = "begin each item with `- `, also the first"
            findings.add("MP103", node, f"{named(node.kind)} stands where a list must", hint, listed)
            return None
        if len(node.values) < self.least:
            findings.add("MP106", node, "the list is empty", "write at least one item")
        return [self._item(value, findings) for value in node.values]

    def _item(self, node: Node, findings: Findings) -> Any:
        """An item; several names that nothing parts are told to be that."""
        names = self._names(node.text) if node.kind == "scalar" and not node.style else []
        if len(names) < 2 or not self._pattern or re.fullmatch(self._pattern, node.text):
            return self.item.read(node, findings)
        row = ", ".join(names)
        message = f"{shown(node.text)} are {len(names)} items, and nothing parts them"
        findings.add("MP105", node, message, f"part them by a half-width comma and a blank: `[{row}]`")
        return None

    @property
    def _pattern(self) -> str:
        return self.item.pattern if isinstance(self.item, String) else ""

    def _names(self, text: str) -> list[str]:
        """The names in a text; none where it is not sure that it is made of such."""
        parts = re.split(r"[ \t]*[,、，､][ \t]*|[ \t\u3000]+", text.strip())
        return parts if all(re.fullmatch(self._pattern, part) for part in parts) else []

    def _listed(self, node: Node) -> str | None:
        """The list that a single text stands for: of itself, or of the names in it; None where that is not sure."""
        if node.kind != "scalar" or node.style in _BLOCK or not isinstance(self.item, String) or not node.text.strip():
            return None
        inside = _BRACKETED.fullmatch(node.text)
        text = inside.group(1) if inside and not node.style else node.text
        parts = self._names(text) if self._pattern else [text] if re.fullmatch(r"[^,、，\n]{1,60}", text) else []
        if not parts:
            return None
        return "[" + ", ".join(scalar(part, flow=True) for part in parts) + "]"


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from names that the author chooses to values of one kind."""

    item: Kind
    key: str
    form: str
    least: int = 0
    hint: str = ""

    def read(self, node: Node, findings: Findings) -> dict[str, Any] | None:
        if node.kind != "mapping":
            findings.add(
                "MP103", node, f"{named(node.kind)} stands where a mapping must", "write `name: value`, one a line"
            )
            return None
        if len(node.items) < self.least:
            findings.add("MP106", node, "the mapping is empty", "write at least one `name: value`")
        values: dict[str, Any] = {}
        shallow = self._shallow(node, findings)
        for key, value in node.items:
            if key.text in shallow:
                values[key.text] = None
            elif re.fullmatch(self.key, key.text):
                values[key.text] = self.item.read(value, findings)
            elif "：" in key.text:
                findings.add(
                    "MP105",
                    key,
                    f"the key {shown(key.text)} has a colon at full width",
                    "write `name: value`, with a half-width colon and a blank",
                )
            else:
                hint = self.hint or f"write {self.form}"
                findings.add("MP105", key, f"the key {shown(key.text)} is not {self.form}", hint)
        return values

    def _shallow(self, node: Node, findings: Findings) -> set[str]:
        """Keys that are texts of the name above, indented too little, and that name where nothing else is below it."""
        found: set[str] = set()
        if not isinstance(self.item, Record) or self.item.texts is None:
            return found
        for (above, owner), (key, value) in pairwise(node.items):
            if key.text not in ("ja", "en") or value.kind != "scalar":
                continue
            if above.text not in found or above.text not in ("ja", "en"):
                hint = f"indent it deeper than `{above.text}`, with the other texts of it"
                findings.add("MP103", key, f"{shown(key.text)} stands beside {shown(above.text)}, not below it", hint)
            found.add(key.text)
            if owner.kind == "scalar" and not owner.text:
                found.add(above.text)
        return found


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: what its value is, whether it must stand there, and what it is for (English, one
    sentence).
    """

    kind: Kind
    description: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known fields, and with texts under language keys where `texts` tells their kind."""

    fields: Mapping[str, Field] = field(default_factory=dict)
    texts: Kind | None = None

    def read(self, node: Node, findings: Findings) -> dict[str, Any] | None:
        if node.kind != "mapping":
            if self._colon(node, findings):
                return None
            wanted = "texts by language" if self.texts else "fields"
            findings.add("MP103", node, f"{named(node.kind)} stands where {wanted} must", self._form())
            return None
        values = {}
        misspelt: set[str] = set()
        for key, value in node.items:
            if key.text in self.fields:
                values[key.text] = self.fields[key.text].kind.read(value, findings)
            elif self.texts is not None and LANGUAGE.fullmatch(key.text):
                self._language(key, node, findings)
                values[key.text] = self.texts.read(value, findings)
            else:
                misspelt.add(self._unknown(key, node, findings))
        self._missing(node, misspelt, findings)
        return values

    def _colon(self, node: Node, findings: Findings) -> bool:
        """A finding where the only thing in a mapping is a field whose colon is none."""
        found = _NO_COLON.match(node.text) if node.kind == "scalar" and not node.style else None
        if found is None or not (found[1] in self.fields or (self.texts is not None and LANGUAGE.fullmatch(found[1]))):
            return False
        line, column, _ = node.mark
        span = Span(findings.file, line + 1, column + found.start(2) + 1, line + 1, column + found.end(2) + 1)
        message = f"`{found[2].rstrip()}` does not end the name of a field"
        fix = (Replacement(span, ": "),)
        findings.diagnostics.append(report("MP103", span, message, "write a half-width colon and a blank", fix))
        return True

    def _unknown(self, key: Node, node: Node, findings: Findings) -> str:
        """A finding about an unknown field; the field that must be meant, or nothing."""
        names = [*(("ja", "en") if self.texts else ()), *self.fields]
        present = {other.text for other, _ in node.items}
        meant = certain(key.text, [name for name in names if name not in present])
        hint = f"did you mean `{meant}`?" if meant else guess(key.text, names)
        behind = next((value for other, value in node.items if other is key), key)
        if behind.kind == "scalar" and not (behind.text or behind.style or key.style) and not meant:
            hint = "put a text with a comma into single quotes" if ":" not in key.text else _COLON
        findings.add("MP101", key, f"unknown field {shown(key.text)}", hint, meant or None)
        return meant

    def _language(self, key: Node, node: Node, findings: Findings) -> None:
        meant = _NO_LANGUAGES.get(key.text)
        if meant:
            free = meant not in {other.text for other, _ in node.items}
            message = f"`{key.text}` is not the code of a language that texts are written in"
            findings.add("MP105", key, message, f"did you mean `{meant}`?", meant if free else None)

    def _missing(self, node: Node, misspelt: Collection[str], findings: Findings) -> None:
        present = {*misspelt, *(key.text for key, _ in node.items)}
        for name, entry in self.fields.items():
            if entry.required and name not in present:
                findings.add("MP102", node, f"the field `{name}` is missing", f"`{name}`: {entry.description}")
        if self.texts is not None and not any(LANGUAGE.fullmatch(name) and name not in self.fields for name in present):
            findings.add("MP102", node, "there is no text in any language", "write `ja: …` and `en: …`")

    def _form(self) -> str:
        if self.texts is not None:
            others = "".join(f", and `{name}: …`" for name in self.fields)
            return "write `ja: …` and `en: …` below it" + others
        return "write its fields by name: " + ", ".join(f"`{name}: …`" for name in self.fields)


@dataclass(frozen=True, slots=True)
class Either:
    """A plain text, or a record that says more about it."""

    text: String
    record: Record

    def read(self, node: Node, findings: Findings) -> Any:
        return self.record.read(node, findings) if node.kind == "mapping" else self.text.read(node, findings)
