"""Kinds of values that a schema is made of. A kind reads a node into plain data and reports what does not fit.

The schema itself is data (`schema.py`); a kind carries its description, so that documents and a JSON Schema for editors
can be made from the same tables. Plain data are dicts, lists, strings and numbers, as JSON has them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from msgpedia.catalog.guesses import suggestion
from msgpedia.catalog.nodes import MOST_SCALAR, Node
from msgpedia.catalog.plain_scalars import INTEGER, misread
from msgpedia.diagnostics import Diagnostic, Span, report

# The part of BCP 47 that languages of texts need: language, script, region.
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")


class Findings:
    """Where kinds report; `file` is the name that spans carry."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def add(self, code: str, node: Node, message: str, hint: str = "") -> None:
        self.add_at(code, node.span(self.file), message, hint)

    def add_at(self, code: str, span: Span, message: str, hint: str = "") -> None:
        self.diagnostics.append(report(code, span, message, hint))


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

    `known` are the only texts allowed, where there are any; `most` is the greatest length in code points.
    """

    pattern: str = ""
    form: str = ""
    lines: bool = False
    empty: bool = False
    known: tuple[str, ...] = ()
    most: int = MOST_SCALAR

    def read(self, node: Node, findings: Findings) -> str | None:
        if node.kind != "scalar":
            findings.add("MP103", node, f"{named(node.kind)} stands where a text must")
            return None
        if not self.empty and not node.text.strip():
            findings.add("MP106", node, "the text is empty", "write it, or leave the field out")
            return None
        if not node.style and (sort := misread(node.text)):
            message = f"{shown(node.text)} is {sort} to some YAML readers, not a text"
            findings.add("MP104", node, message, f"quote it: '{node.text[:60]}'")
            return None
        if len(node.text) > self.most:
            findings.add("MP018", node, f"the text has more than {self.most} characters", "say it shorter")
            return None
        if not self.lines and "\n" in node.text.rstrip("\n"):
            findings.add("MP105", node, "the text has more than one line", "this field holds a single line")
            return None
        if self.pattern and not re.fullmatch(self.pattern, node.text):
            findings.add("MP105", node, f"{shown(node.text)} is not {self.form}")
            return None
        if self.known and node.text not in self.known:
            findings.add("MP105", node, f"{shown(node.text)} is not {self.form}", guess(node.text, self.known))
            return None
        return node.text


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
            findings.add("MP103", node, f"{found} stands where a whole number must", "write digits, without quotes")
            return None
        number = int(node.text)
        if not self.least <= number <= self.most:
            findings.add("MP105", node, f"{number} is not between {self.least} and {self.most}")
            return None
        return number


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one kind, at least `least` of them."""

    item: Kind
    least: int = 0

    def read(self, node: Node, findings: Findings) -> list[Any] | None:
        if node.kind != "sequence":
            findings.add(
                "MP103",
                node,
                f"{named(node.kind)} stands where a list must",
                "write `[one, two]`, or one `- item` a line",
            )
            return None
        if len(node.values) < self.least:
            findings.add("MP106", node, "the list is empty")
        return [self.item.read(value, findings) for value in node.values]


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from names that the author chooses to values of one kind."""

    item: Kind
    key: str
    form: str
    least: int = 0

    def read(self, node: Node, findings: Findings) -> dict[str, Any] | None:
        if node.kind != "mapping":
            findings.add(
                "MP103", node, f"{named(node.kind)} stands where a mapping must", "write `name: value`, one a line"
            )
            return None
        if len(node.items) < self.least:
            findings.add("MP106", node, "the mapping is empty")
        values = {}
        for key, value in node.items:
            if re.fullmatch(self.key, key.text):
                values[key.text] = self.item.read(value, findings)
            else:
                findings.add("MP105", key, f"the key {shown(key.text)} is not {self.form}")
        return values


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
            wanted = "texts by language" if self.texts and not self.fields else "fields"
            findings.add("MP103", node, f"{named(node.kind)} stands where {wanted} must", self._form())
            return None
        values = {}
        for key, value in node.items:
            if key.text in self.fields:
                values[key.text] = self.fields[key.text].kind.read(value, findings)
            elif self.texts is not None and LANGUAGE.fullmatch(key.text):
                values[key.text] = self.texts.read(value, findings)
            else:
                hint = guess(key.text, [*self.fields, *(("ja", "en") if self.texts else ())])
                findings.add("MP101", key, f"unknown field {shown(key.text)}", hint)
        self._missing(node, findings)
        return values

    def _missing(self, node: Node, findings: Findings) -> None:
        present = {key.text for key, _ in node.items}
        for name, entry in self.fields.items():
            if entry.required and name not in present:
                findings.add("MP102", node, f"the field `{name}` is missing", f"`{name}`: {entry.description}")
        if self.texts is not None and not any(LANGUAGE.fullmatch(name) and name not in self.fields for name in present):
            findings.add("MP102", node, "there is no text in any language", "write `ja: …` and `en: …`")

    def _form(self) -> str:
        if self.texts is not None and not self.fields:
            return "write `ja: …` and `en: …` below it"
        return "its fields are " + ", ".join(f"`{name}`" for name in self.fields)


@dataclass(frozen=True, slots=True)
class Either:
    """A plain text, or a record that says more about it."""

    text: String
    record: Record

    def read(self, node: Node, findings: Findings) -> Any:
        return self.record.read(node, findings) if node.kind == "mapping" else self.text.read(node, findings)
