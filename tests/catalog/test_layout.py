"""The canonical layout: its laws on random texts and on the whole catalog, its rules by example."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.catalog.random_styles import Plain, Styles
from tests.conftest import ROOT

from msgpedia.catalog import comments, nodes, reader, schema, sources
from msgpedia.catalog.kinds import Either, Integer, Kind, ListOf, MapOf, Record, String
from msgpedia.catalog.layout import canonical, same_content
from msgpedia.catalog.plain_scalars import misread
from msgpedia.catalog.sources import Unreadable

LAWS = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
CATALOG = sorted((ROOT / "catalog").rglob("*.yaml"))
BROKEN = sorted((ROOT / "tests" / "broken").rglob("*.yaml"))

CHARS = st.one_of(
    st.sampled_from("abc :#-?,[]{}&*!|>'\"%@`~\\\n\t=.0123456789物。　"),
    st.characters(codec="utf-8").filter(lambda char: char != "\r"),
)
ANYTHING = st.text(CHARS, max_size=20)
TEXTS = st.one_of(
    st.sampled_from(
        ["a", "two words", "%s: it's", "no", "6.10", "many words in one line", "- a\n- b\n", "一\n\n  二\n"]
    ),
    ANYTHING,
)
MISREAD = st.sampled_from([Plain(text) for text in ("yes", "12:30", ".5", "~", "0x1F", "2001-12-14", "1_000", "No")])
NAMES = st.one_of(st.sampled_from(["a", "order", "x_1", "severty", "no", "12", "a b", ""]), ANYTHING)
JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.integers(0, 99) | TEXTS | MISREAD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=4,
)


def values(kind: Kind) -> st.SearchStrategy[Any]:
    """What may stand where the schema wants a value of a kind: mostly such a value, sometimes anything."""
    fit: st.SearchStrategy[Any]
    if isinstance(kind, Either):
        fit = st.one_of(values(kind.text), values(kind.text), values(kind.record))
    elif isinstance(kind, Record):
        known = {name: values(field.kind) for name, field in kind.fields.items()}
        texts = {code: values(kind.texts) for code in ("ja", "en", "de", "ko")} if kind.texts is not None else {}
        fit = st.fixed_dictionaries({}, optional={**known, **texts, "bogus": JUNK, "severty": TEXTS})
    elif isinstance(kind, ListOf):
        fit = st.lists(values(kind.item), max_size=3)
    elif isinstance(kind, MapOf):
        fit = st.dictionaries(NAMES, values(kind.item), max_size=3)
    elif isinstance(kind, Integer):
        fit = st.integers(1, 2)
    else:
        assert isinstance(kind, String)
        fit = st.sampled_from(kind.known) if kind.known else TEXTS
    return st.integers(0, 15).flatmap(lambda number: JUNK if number == 0 else fit)


def documents(record: Record) -> st.SearchStrategy[str]:
    """Texts of files in random styles."""
    content = values(record).filter(lambda value: isinstance(value, dict) and value)
    return st.builds(lambda value, seed: Styles(random.Random(seed)).document(value), content, st.integers(0, 2**32))


def load(text: str) -> Any:
    """What a text holds, for a YAML library."""
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_duplicate_keys = True
    return yaml.load(text)


def stripped(value: Any, path: tuple[Any, ...] = ()) -> Any:
    """A file's content without what may differ: the ends of Markdown texts."""
    if isinstance(value, dict):
        return {key: stripped(inner, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [stripped(inner, path) for inner in value]
    markdown = path[:1] in (("description",), ("action",), ("notes",), ("advice",)) and isinstance(value, str)
    return value.rstrip(" \t\n") if markdown else value


def codes(text: str, record: Record) -> Counter[str]:
    return Counter(finding.code for finding in reader.read(text.encode(), "x.yaml", record).diagnostics)


def owners(text: str) -> dict[str, tuple[Any, ...]]:
    """For each comment the path of the item that it belongs to."""
    found: dict[str, tuple[Any, ...]] = {}

    def walk(item: comments.Item, path: tuple[Any, ...]) -> None:
        found.update((line, path) for line in (*item.above, item.beside) if line)
        found.update((line, (*path, "…")) for line in item.end if line)
        for number, inner in enumerate(item.inner):
            walk(inner, (*path, inner.key.text if inner.key is not None else number))

    walk(comments.items(text, nodes.parse(text, "")[0]), ())
    return found


def fits(before: tuple[Any, ...], after: tuple[Any, ...], first: str) -> bool:
    """Whether a comment is still where it belongs: the first in an element moves before its dash, and what stands
    above the first key is the file's.
    """
    around = before[: len(after)] == after and (isinstance(after[-1], int) if after else before == (first,))
    return before == after or around


def assert_laws(text: str, record: Record) -> None:
    text = sources.decode(text.encode(), "x.yaml")
    result = canonical(text, "x.yaml", record)
    assert canonical(result, "x.yaml", record) == result
    assert same_content(text, result)
    assert stripped(load(result)) == stripped(load(text))
    assert codes(result, record) == codes(text, record)
    before, after = owners(text), owners(result)
    assert after.keys() == before.keys()
    first = nodes.parse(result, "")[0].items[0][0].text
    for comment, path in before.items():
        assert result.count(comment) == text.count(comment) == 1, comment
        assert fits(path, after[comment], first), (comment, path, after[comment])
    assert result.endswith("\n")
    assert not result.startswith("\n")


@LAWS
@given(documents(schema.ENTRY))
def test_any_entry_keeps_its_content_and_its_comments(text: str) -> None:
    assert_laws(text, schema.ENTRY)


@LAWS
@given(documents(schema.SOFTWARE))
def test_any_description_of_software_keeps_its_content_and_its_comments(text: str) -> None:
    assert_laws(text, schema.SOFTWARE)


def record_of(path: Path) -> Record:
    return schema.SOFTWARE if path.name == "software.yaml" else schema.ENTRY


@pytest.mark.parametrize("path", CATALOG, ids=lambda path: path.relative_to(ROOT / "catalog").as_posix())
def test_the_catalog_is_in_canonical_layout(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert canonical(text, str(path), record_of(path)) == text, "run msgpedia fmt"


@pytest.mark.parametrize("path", CATALOG[::4], ids=lambda path: path.relative_to(ROOT / "catalog").as_posix())
def test_however_a_file_is_written_its_layout_is_the_same(path: Path) -> None:
    text = re.sub(r"(?m)^ *#.*\n", "", path.read_text(encoding="utf-8"))  # no text of the catalog has such a line
    content = as_written(nodes.parse(text, "")[0])
    for seed in range(2):
        other = Styles(random.Random(seed), comments=False, shuffle=False).document(content)
        assert canonical(sources.decode(other.encode(), ""), "", record_of(path)) == text


def as_written(node: nodes.Node) -> Any:
    """A node as `Styles` takes values."""
    if node.kind == "mapping":
        return {key.text: as_written(value) for key, value in node.items}
    if node.kind == "sequence":
        return [as_written(value) for value in node.values]
    return Plain(node.text) if not node.style and misread(node.text) else node.text


def test_files_with_errors_keep_their_findings() -> None:
    number = 0
    for path in BROKEN:
        try:
            text = sources.decode(sources.read_bytes(path, path.parent, ""), "")
            result = canonical(text, "", record_of(path))
        except Unreadable:
            continue
        number += 1
        assert canonical(result, "", record_of(path)) == result
        assert same_content(text, result)
        assert codes(result, record_of(path)) == codes(text, record_of(path)), path
    assert number > 100


def test_what_is_no_yaml_is_reported_as_ever() -> None:
    with pytest.raises(Unreadable) as caught:
        canonical("title: [a\n", "x.yaml", schema.ENTRY)
    assert caught.value.diagnostic.code == "MP007"
    assert caught.value.diagnostic.span.file == "x.yaml"


ROUGH = """\
title: {en: "A title", de: Titel, ja: '題'}
schema: 1
typo: [x,
    y]
variants:
- source:
    function: f
    file: a.c
  versions: {to: '2.6.38',
             from: 2.6.1}
  arguments:
  - user
  - group
  format: plain
arguments:
    user: {decode: uid, en: Who
            it was, ja: 誰か}
    group:
      en: |-
        One line.
        Another.
description: {en: "First.\\n\\n- One\\n", ja: 一}
action: {en: "Do
   it."}
advice:
  - {ja: "一\\n", when: {user: ">= 4", group: a b}, en: "- a\\n- b"}
samples: [{captures: {user: "0", group: x}, line: plain}]
counter_samples: [no, "it's"]
references:
  - title: T
    url: https://example.org/
license: 'GFDL-1.3'
severity: "err"
authors:
  - me
"""
CANONICAL = """\
schema: 1
title:
  ja: 題
  en: A title
  de: Titel
severity: err
variants:
  - format: 'plain'
    arguments: [user, group]
    versions: {from: 2.6.1, to: 2.6.38}
    source: {file: a.c, function: f}
arguments:
  user:
    ja: 誰か
    en: Who it was
    decode: uid
  group:
    en: |-
      One line.
      Another.
description:
  ja: |
    一
  en: |
    First.

    - One
action:
  en: |
    Do it.
advice:
  - when: {user: '>= 4', group: a b}
    ja: 一
    en: |
      - a
      - b
samples:
  - line: 'plain'
    captures: {user: '0', group: x}
counter_samples:
  - no
  - "it's"
references:
  - {title: T, url: 'https://example.org/'}
license: GFDL-1.3
authors: [me]
typo: [x, y]
"""


def test_each_field_has_its_place_and_its_style() -> None:
    # The unquoted `no` stays: what it is, is for the writer to say, and `check` asks.
    assert canonical(ROUGH, "", schema.ENTRY) == CANONICAL


LAYOUTS = {
    "a comment moves with what it stands before": (
        "# head\nseverity: err\n# about the title\ntitle: {en: a}\nschema: 1\n",
        "# head\nschema: 1\n# about the title\ntitle:\n  en: a\nseverity: err\n",
    ),
    "a modeline stays at the head": (
        "\n# yaml-language-server: $schema=../entry.schema.json\n\n\ntitle: {en: a}\nschema: 1\n",
        "# yaml-language-server: $schema=../entry.schema.json\nschema: 1\ntitle:\n  en: a\n",
    ),
    "a comment behind a value stays in its line": (
        "title: # one\n  en: a   # two\nversions:\n  - a # three\nlicense: >-  # four\n  b\n",
        "title: # one\n  en: a # two\nlicense: b # four\nversions:\n  - a # three\n",
    ),
    "a comment at the end of a list is still there": (
        "related:\n- a/b/c\n- a/b/d\n  # no more\nseverity: err\n# the end\n",
        "severity: err\nrelated:\n  - a/b/c\n  - a/b/d\n  # no more\n# the end\n",
    ),
    "a comment behind a block of text ends it": (
        "notes:\n  en: |\n    a # no comment\n  # comment\n  ja: b\n# for authors\nauthors: [me]\n",
        "notes:\n  # comment\n  ja: |\n    b\n  en: |\n    a # no comment\n# for authors\nauthors: [me]\n",
    ),
    "a comment in brackets opens them": (
        "authors: [a, # one\n  'b' # two\n  , c\n  # three\n  ]\nhosts: [ # four\n  a]\n",
        "authors:\n  - a # one\n  - b # two\n  - c\n  # three\nhosts: [a] # four\n",
    ),
    "a comment between a dash and its value moves before the dash": (
        "variants:\n-   # one\n  # two\n  arguments: [a]\n  # three\n  format: b\n",
        "variants:\n  # one\n  # two\n  # three\n  - format: 'b'\n    arguments: [a]\n",
    ),
    "one blank line may stand before a comment, none before a field": (
        "schema: 1\n\n\n# one\n\n\n# two\n\nmid: 1\n\nseverity: err\n",
        "schema: 1\n\n# one\n\n# two\nmid: 1\nseverity: err\n",
    ),
    "two comments of one line stand one above the other": (
        "mid: # one\n  # two\n  1 # three\n",
        "# one\n# two\nmid: 1 # three\n",
    ),
    "marks of the document go, its comments stay": ("--- # one\nmid: 1\n... # two\n", "# one\nmid: 1\n# two\n"),
    "a sharp in a text is text": ("severity: a#b\nlicense: '# c'\n", "severity: a#b\nlicense: '# c'\n"),
    "a translation knows its original": (
        "description: {ja: {basis: 0123abcd, text: x}}\n",
        "description:\n  ja:\n    text: |\n      x\n    basis: 0123abcd\n",
    ),
    "a key may stand twice, as before": ("mid: 2\nschema: 1\nmid: 3\n", "schema: 1\nmid: 2\nmid: 3\n"),
    "what is empty stays empty": ("notes:\nseen: {a: , b}\n", "notes:\nseen:\n  a:\n  b:\n"),
    "a key that is too long keeps its mark": (f"? {'k' * 1100} # a\n: x\n", f"? {'k' * 1100}\n: x # a\n"),
    "a text that is no field keeps its block": ("discription: |\n  a\n  b\n", "discription: |\n  a\n  b\n"),
    "a list in a list": ("x: [[a, b], [c]]\ny:\n- - a # d\n", "x: [[a, b], [c]]\ny:\n  - - a # d\n"),
    "nothing": ("{ # a\n} # b\n", "# a\n# b\n{}\n"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    before, after = LAYOUTS[name]
    assert canonical(before, "", schema.ENTRY) == after
    assert canonical(after, "", schema.ENTRY) == after


def test_long_texts_stay_within_what_can_be_read() -> None:
    text = "x" * nodes.MOST_SCALAR
    result = canonical(f"description: {{en: {text}}}\n", "", schema.ENTRY)
    assert codes(result, schema.ENTRY) == codes(f"description: {{en: {text}}}\n", schema.ENTRY)
    assert canonical(result, "", schema.ENTRY) == result
