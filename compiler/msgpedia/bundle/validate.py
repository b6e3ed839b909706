"""Holds the content of a bundle from anywhere to what matching relies on: no bundle may make look-up fail or slow.

First the structure, by the published JSON Schema; then what a schema cannot say: that rows refer to rows that there
are, and that patterns are of the restricted grammar and cheap (`patterns`). Runs once, when the index is derived.
"""

from __future__ import annotations

import json
import os
import re

from msgpedia.bundle import patterns, patterns_shape
from msgpedia.bundle.patterns_shape import PatternError, Shape
from msgpedia.bundle.validate_decoders import check_decoders
from msgpedia.bundle.validate_reports import check_reports, patterns_of
from msgpedia.bundle.validate_structure import Fault, UnsoundError, compile_schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Row = dict[str, Any]

SCHEMA_FILE = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "bundle.schema.json")
MOST_PATTERNS = 1 << 20  # characters of all patterns of a bundle
MOST_PROGRAM = 1 << 17  # characters of a program's literals and patterns, and code points of its units' longest texts
CAREFUL_STEPS = 1 << 16  # a unit that a backtracking engine may need more steps for at one place is run with a memo
# Header fields that are read as numbers, and how many digits they have at most.
NUMBERS = {"pid": 10, "pri": 3, "kusec": 20, "repeated": 10}
_LETTERS = sum(1 << ord(letter) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_WORD = re.compile(r"[A-Za-z]{2,}")


def check(content: Any) -> Fault | None:
    """The first thing that is wrong with the content of a bundle, or None.

    Sets `careful` of programs that need it.
    """
    with open(SCHEMA_FILE, encoding="utf-8") as file:
        fault = compile_schema(json.load(file))(content)
    if fault is not None:
        return fault
    try:
        shapes = _shapes(content["holes"])
        _headers(content["headers"], shapes)
        check_decoders(content.get("decoders", {}))
        _references(content)
        _programs(content, shapes)
        _reports(content, shapes)
    except UnsoundError as error:
        return error.fault
    return None


def mark_careful(content: Row) -> None:
    """Set `careful` of the programs of a sound bundle that need it by what their patterns cost."""
    shapes = _shapes(content["holes"])
    for message in content["messages"]:
        for program in message["programs"]:
            if most_steps(program["tokens"], shapes) > CAREFUL_STEPS:
                program["careful"] = True
    for pattern in patterns_of(content.get("reports", [])):
        if most_steps(pattern["tokens"], shapes) > CAREFUL_STEPS:
            pattern["careful"] = True


def _reports(content: Row, shapes: list[Shape | None]) -> None:
    check_reports(
        content.get("reports", []),
        lambda pattern, *where: _program(pattern, content["holes"], shapes, *where),
    )


def _shapes(holes: list[Row]) -> list[Shape | None]:
    """The shape of each hole; None for wild ones."""
    found: list[Shape | None] = []
    total = 0
    for number, hole in enumerate(holes):
        wild = "wild" in hole
        for key in ("pattern", "least", "most") if wild else ("alphabet", "words"):
            if key in hole:
                raise UnsoundError(f"the key {key!r} does not belong to such a hole", "holes", number)
        total += len(hole.get("pattern", ""))
        if total > MOST_PATTERNS:
            raise UnsoundError(f"patterns of more than {MOST_PATTERNS} characters in all", "holes")
        if "alphabet" in hole:
            _class(hole["alphabet"], "holes", number, "alphabet")
        found.append(None if wild else _bounded(hole, number))
    return found


def _class(text: str, *where: str | int) -> None:
    try:
        patterns.alphabet(text)
    except PatternError as error:
        raise UnsoundError(str(error), *where) from error


def _bounded(hole: Row, number: int) -> Shape:
    try:
        shape = patterns.parse(hole["pattern"])
    except PatternError as error:
        raise UnsoundError(str(error), "holes", number, "pattern") from error
    for key, length in (("least", shape.least), ("most", shape.most)):
        if hole[key] != length:
            raise UnsoundError(f"{hole[key]}, but {length} by the pattern", "holes", number, key)
    return shape


def _headers(headers: list[Row], shapes: list[Shape | None]) -> None:
    for number, header in enumerate(headers):
        where = "headers", number
        _class(f"[{header['starts']}]", *where, "starts")
        found = [shape for _, shape in _holes(header["tokens"], shapes, *where)]
        if len(header["fields"]) != len(found):
            raise UnsoundError(f"{len(header['fields'])} fields for {len(found)} holes", *where, "fields")
        if len(set(header["fields"])) != len(found):
            raise UnsoundError("a field occurs twice", *where, "fields")
        for field, shape in zip(header["fields"], found, strict=True):
            if shape is None:
                raise UnsoundError("a wild hole in a header", *where, "tokens")
            digits = NUMBERS.get(field)
            if digits and (shape.alphabet & ~patterns_shape.DIGITS or not 1 <= shape.least <= shape.most <= digits):
                raise UnsoundError(f"the field {field!r} must be a number of at most {digits} digits", *where, "fields")
        if header.get("body", 0) > len(header["tokens"]):
            raise UnsoundError(f"there is no token {header['body']}", *where, "body")
        if most_steps(header["tokens"], shapes) > patterns.MOST_STEPS:
            raise UnsoundError("can be read in too many ways, so that matching would be slow", *where)


def _holes(
    tokens: list[str | int], shapes: list[Shape | None], *where: str | int
) -> Iterator[tuple[int, Shape | None]]:
    """The place in the tokens and the shape of each hole."""
    for place, token in enumerate(tokens):
        if not isinstance(token, str):
            if token >= len(shapes):
                raise UnsoundError(f"there is no hole {token}", *where, "tokens", place)
            yield place, shapes[token]


def _references(content: Row) -> None:
    """Ids are unique, and what rows name is there."""
    software = _unique(content, "software")
    entries = _unique(content, "entries")
    for number, entry in enumerate(content["entries"]):
        if entry["software"] not in software:
            raise UnsoundError(f"there is no software {entry['software']!r}", "entries", number, "software")
        for place, advice in enumerate(entry["advice"]):
            for name in advice["when"].keys() - entry["arguments"].keys():
                raise UnsoundError(f"there is no argument {name!r}", "entries", number, "advice", place, "when")
    claimed = {(name, entry["id"]) for entry in content["entries"] for name in entry["messages"]}
    have = set()
    for number, message in enumerate(content["messages"]):
        have.add((message["id"], message["entry"]))
        if message["software"] not in software:
            raise UnsoundError(f"there is no software {message['software']!r}", "messages", number, "software")
        if message["entry"] is None:
            continue
        if message["entry"] not in entries:
            raise UnsoundError(f"there is no entry {message['entry'][:60]!r}", "messages", number, "entry")
        if (message["id"], message["entry"]) not in claimed:
            raise UnsoundError("its entry does not name it", "messages", number, "id")
    for number, entry in enumerate(content["entries"]):
        for place, name in enumerate(entry["messages"]):
            if (name, entry["id"]) not in have:
                where = "entries", number, "messages", place
                raise UnsoundError(f"there is no such message of this entry: {name!r}", *where)


def _unique(content: Row, table: str) -> set[str]:
    found: set[str] = set()
    for number, row in enumerate(content[table]):
        if row["id"] in found:
            raise UnsoundError(f"the id {row['id']!r} occurs twice", table, number, "id")
        found.add(row["id"])
    return found


def _programs(content: Row, shapes: list[Shape | None]) -> None:
    arguments = {entry["id"]: entry["arguments"].keys() for entry in content["entries"]}
    for number, message in enumerate(content["messages"]):
        for place, program in enumerate(message["programs"]):
            where = "messages", number, "programs", place
            _program(program, content["holes"], shapes, *where)
            names = program.get("names")
            if names is None:
                continue
            if len(names) != sum(not isinstance(token, str) for token in program["tokens"]):
                raise UnsoundError("not as many names as holes", *where, "names")
            if len(set(names)) != len(names):
                raise UnsoundError("a name occurs twice", *where, "names")
            if message["entry"] is not None:
                for name in names:
                    if name not in arguments[message["entry"]]:
                        raise UnsoundError(f"its entry has no argument {name!r}", *where, "names")


def _program(program: Row, holes: list[Row], shapes: list[Shape | None], *where: str | int) -> None:
    tokens = program["tokens"]
    size = sum(shape.most for _, shape in _holes(tokens, shapes, *where) if shape is not None)
    size += sum(len(token if isinstance(token, str) else holes[token].get("pattern", "")) for token in tokens)
    if size > MOST_PROGRAM:
        raise UnsoundError("a program for texts that are too long", *where, "tokens")
    _words(program, shapes, *where)
    if most_steps(tokens, shapes) > CAREFUL_STEPS:
        program["careful"] = True


def _words(program: Row, shapes: list[Shape | None], *where: str | int) -> None:
    """Words must be whole in every line, and where there are some, one must be named: candidates are found by them."""
    tokens = program["tokens"]
    whole: set[str] = set()
    for place, token in enumerate(tokens):
        if isinstance(token, str):
            before = place > 0 and _lengthens(tokens[place - 1], shapes)
            after = place + 1 < len(tokens) and _lengthens(tokens[place + 1], shapes)
            for match in _WORD.finditer(token):
                if not (before and match.start() == 0) and not (after and match.end() == len(token)):
                    whole.add(match.group())
    for number, word in enumerate(program["words"]):
        if word not in whole:
            raise UnsoundError(f"{word[:60]!r} is no whole word of its literals", *where, "words", number)
    if whole and not program["words"]:
        raise UnsoundError("no word, though its literals have some", *where, "words")


def _lengthens(token: str | int, shapes: list[Shape | None]) -> bool:
    """Whether a word beside a token may be longer in a line than in the literal."""
    if isinstance(token, str):
        return bool(_WORD.match(token[:1] * 2))
    shape = shapes[token]
    return shape is None or shape.least == 0 or bool(shape.alphabet & _LETTERS)


def most_steps(tokens: list[str | int], shapes: list[Shape | None]) -> int:
    """How many steps a backtracking engine takes at most to try the costliest unit of some tokens at one place.

    `reached` is how often it comes to a token. Where a literal follows that no longer text of a hole could go on with,
    the hole is left only as often as one text can be read.
    """
    worst = steps = 0
    reached = 1
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if isinstance(token, str):
            steps += reached * (len(token) + 1)
            continue
        shape = shapes[token]
        if shape is None:
            worst, steps, reached = max(worst, steps), 0, 1
            continue
        steps += reached * (shape.steps + shape.ways)
        certain = isinstance(following, str) and not shape.late & patterns_shape.character(following[0])
        reached = min(reached * (shape.same if certain else shape.ways), patterns_shape.NO_END)
    return max(worst, steps)
