"""The canonical layout of catalog files: the order of keys, the style of values and collections.

Comments stay with what they are about. Nothing is read otherwise afterwards, but for blanks at the ends of Markdown
texts. What the schema does not know is kept as well: entries with errors have a layout, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from msgpedia.catalog import comments, nodes
from msgpedia.catalog.comments import Item
from msgpedia.catalog.kinds import LANGUAGE, Either, Kind, ListOf, MapOf, Record
from msgpedia.catalog.nodes import MOST_SCALAR, Node
from msgpedia.catalog.plain_scalars import misread
from msgpedia.catalog.writing import scalar

# Paths of values, in files of both kinds: `-` is an element of a list, `*` a language or a name of the author's.
FLOW = frozenset(
    {
        "variants/-/arguments",
        "variants/-/versions",
        "variants/-/source",
        "variants/-/seen/-",
        "variants/-/prefix",
        "variants/-/words",
        "advice/-/when",
        "followed_by",
        "related",
        "samples/-/captures",
        "references/-",
        "authors",
        "former_ids",
        "idents",
        "hosts",
        "versions",
    }
)
QUOTED = frozenset({"variants/-/format", "samples/-/line", "counter_samples/-", "references/-/url"})
MARKDOWN = frozenset(f"{field}/*{end}" for field in ("description", "action", "notes") for end in ("", "/text"))
ADVICE = frozenset({"advice/-/*", "advice/-/*/text"})
ARGUMENTS = frozenset({"arguments/*/*", "arguments/*/*/text"})
LANGUAGES = ("ja", "en")  # these first, others by code

_LONGEST_KEY = 1000  # YAML has 1024 for a key without `?` (1.2.2, 7.4.2)


class _Place(NamedTuple):
    """What the schema says about a value, None where it knows nothing, and the value's path."""

    kind: Kind | None
    path: str

    def inner(self, item: Item) -> _Place:
        """The place of an item in this value."""
        kind = self.kind
        if isinstance(kind, Either):
            kind = kind.record
        if isinstance(kind, Record) and item.key is not None:
            name = item.key.text
            if name in kind.fields:
                return self._at(kind.fields[name].kind, name)
            return self._at(kind.texts if LANGUAGE.fullmatch(name) else None, "*")
        if isinstance(kind, MapOf) and item.key is not None:
            return self._at(kind.item, "*")
        if isinstance(kind, ListOf) and item.key is None:
            return self._at(kind.item, "-")
        return self._at(None, "?")

    def _at(self, kind: Kind | None, step: str) -> _Place:
        return _Place(kind, f"{self.path}/{step}" if self.path else step)


class _Row(NamedTuple):
    """The lines of an item, and the comment lines that stand above it."""

    above: list[str]
    lines: list[str]


def canonical(text: str, name: str, record: Record) -> str:
    """A file's text, as `sources.decode` gives it, in canonical layout; `name` is what findings call the file.

    Raises Unreadable where the text is no YAML that a catalog can hold.
    """
    root, _ = nodes.parse(text, name)
    tree = comments.items(text, root)
    lines = [*tree.above, *(_collection(tree, _Place(record, "")) or ["{}"])]
    return "\n".join(lines).removeprefix("\n") + "\n"


def same_content(before: str, after: str) -> bool:
    """Whether two texts of files hold the same, apart from the order of keys and blanks at the ends of texts."""
    return _content(nodes.parse(before, "")[0]) == _content(nodes.parse(after, "")[0])


def _content(node: Node) -> object:
    if node.kind == "mapping":
        return sorted((key.text, repr(_content(value))) for key, value in node.items)
    if node.kind == "sequence":
        return [_content(value) for value in node.values]
    return node.text.rstrip(" \t\n"), not node.style and bool(misread(node.text))


def _collection(item: Item, place: _Place) -> list[str]:
    """The lines of a collection in block style, not indented."""
    return [*chain.from_iterable(row.above + row.lines for row in _rows(item, place)), *item.end]


def _rows(item: Item, place: _Place) -> Iterator[_Row]:
    for inner in _ordered(item, place):
        inner_place = place.inner(inner)
        yield _element(inner, inner_place) if inner.key is None else _pair(inner, inner.key, inner_place)


def _pair(item: Item, key: Node, place: _Place) -> _Row:
    begin = _key(key)
    value = _value(item, place)
    explicit = []
    if len(begin) > _LONGEST_KEY:
        begin, explicit = "", [f"? {begin}"]
    if value is None:
        return _Row(item.above, [*explicit, f"{begin}:{_beside(item)}", *_indented(_collection(item, place))])
    return _Row(item.above, [*explicit, f"{begin}: {value[0]}".rstrip(" ") + _beside(item), *value[1:]])


def _element(item: Item, place: _Place) -> _Row:
    _lift(item, place)
    value = _value(item, place)
    if value is not None:
        return _Row(item.above, [f"- {value[0]}".rstrip(" ") + _beside(item), *value[1:]])
    first, *others = _rows(item, place)
    lines = [*first.lines, *chain.from_iterable(row.above + row.lines for row in others), *item.end]
    above = item.above + ([item.beside] if item.beside else [])
    return _Row(above + first.above, [f"- {lines[0]}", *_indented(lines[1:])])


def _beside(item: Item) -> str:
    return f" {item.beside}" if item.beside else ""


def _lift(item: Item, place: _Place) -> None:
    """Put comments above an element that would else stand between its dash and the first thing in it."""
    if item.key is None and item.inner:
        first = _ordered(item, place)[0]
        _lift(first, place.inner(first))
        item.above += first.above
        first.above = []


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _ordered(item: Item, place: _Place) -> list[Item]:
    """The inner items in the schema's order; in the author's where the names are the author's."""
    kind = place.kind.record if isinstance(place.kind, Either) else place.kind
    if not isinstance(kind, Record):
        return item.inner
    record = kind
    return sorted(item.inner, key=lambda inner: _rank(inner.key.text, record) if inner.key is not None else (0, 0, ""))


def _rank(name: str, record: Record) -> tuple[int, int, str]:
    """Fields in their order; among texts those that must be there come first, the others last. Then what is unknown."""
    if name in record.fields:
        is_behind = record.texts is not None and not record.fields[name].required
        return (2 if is_behind else 0, list(record.fields).index(name), "")
    if record.texts is not None and LANGUAGE.fullmatch(name):
        return (1, LANGUAGES.index(name), "") if name in LANGUAGES else (1, len(LANGUAGES), name)
    return (3, 0, "")


def _value(item: Item, place: _Place) -> list[str] | None:
    """The lines of what stands behind a key or a dash: a scalar or a collection in brackets; None for a block."""
    if item.value.kind == "scalar":
        return _scalar(item.value, place).split("\n")
    is_flow = place.path in FLOW or (item.is_flow and place.kind is None)
    if not item.inner or (is_flow and not item.end and all(map(_can_flow, item.inner))):
        return [_flow(item, place)]
    return None


def _can_flow(item: Item) -> bool:
    """Whether an item can stand in brackets: no comment in it is lost, and nothing in it is left out."""
    if item.above or item.beside or item.end:
        return False
    if item.key is not None and not 0 < len(_key(item.key)) <= _LONGEST_KEY:
        return False
    is_empty = item.value.kind == "scalar" and not (item.value.text or item.value.style)
    return not is_empty and all(map(_can_flow, item.inner))


def _flow(item: Item, place: _Place) -> str:
    """A value in flow style."""
    if item.value.kind == "scalar":
        return _scalar(item.value, place, flow=True)
    parts = []
    for inner in _ordered(item, place):
        key = f"{_key(inner.key, flow=True)}: " if inner.key is not None else ""
        parts.append(key + _flow(inner, place.inner(inner)))
    inside = ", ".join(parts)
    return f"{{{inside}}}" if item.value.kind == "mapping" else f"[{inside}]"


def _key(node: Node, flow: bool = False) -> str:
    return node.text if not node.style and misread(node.text) else scalar(node.text, flow=flow)


def _scalar(node: Node, place: _Place, flow: bool = False) -> str:
    """A scalar in its style. What readers take for a number or the like stays that."""
    text, path = node.text, place.path
    if not node.style and misread(text):
        return text
    has_lines = "\n" in text
    if path in MARKDOWN:
        text, block = _ended(text), True
    elif path in ADVICE:
        text = _ended(text)
        block = "\n" in text.removesuffix("\n")
        text = text if block else text.removesuffix("\n")
    else:
        block = has_lines and (path in ARGUMENTS or (place.kind is None and node.style in ("|", ">")))
    block = block and not flow and not text.endswith("\n\n")  # the ends of lines that `|+` keeps are easily lost
    return scalar(text, indent=2, flow=flow, quoted=path in QUOTED, block=block)


def _ended(text: str) -> str:
    """A text of Markdown with one line end at its end."""
    content = text.rstrip(" \t\n")
    return f"{content}\n" if 0 < len(content) < MOST_SCALAR else text
