"""Finds the messages of one pack that a body may come from. Rules: `docs/packs.md`, "Which lines a pack explains"."""

from __future__ import annotations

import re
from itertools import pairwise

from msgpedia.bundle.index import KNOWN_GATE, word_bit, word_hash
from msgpedia.matching.matcher import Matcher
from msgpedia.packs.index import HEAD, LONG_HOLE, lead, pair_hash

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.lookup.packs import Known
    from msgpedia.packs.index import Candidate, Holes, PackIndex

    Row = dict[str, Any]

DIGITS = dict.fromkeys(range(48, 58), "0")
_WORDS = re.compile("[A-Za-z]{2,}")
_MOST_KEPT = 20_000
_LONGEST = 4096  # code points of a body that a pack is asked for; no message of a program is longer
_MOST_WORDS = 6  # of what a driver, a subsystem or a macro puts before a message
_SET_OFF = (":", "]", ")", ">", "*", "=", "-")  # what such text ends with
_MOST_LOOSE = 2  # so many words in wild holes may stand for each word and each piece of the literals
_FEWER = 2  # where a program begins with any text and has few letters, so many for each word beyond the first of a hole
_OPENING = ("[", "(", "<", "'", '"')  # what a text stands in whose end is known
_TELLING = 8  # characters at the start of a line that are not white space: they tell it apart whatever follows
_FEW, _SOME = 16, 24  # letters and digits of literals: with fewer, more is asked of what the holes hold
_OF_DEVICES = re.compile(r"[0-9_.:/@()-]")  # what names of devices have and words have not


class PackEngine:
    """Look-up in one pack."""

    def __init__(self, index: PackIndex) -> None:
        self.index = index
        self._words: dict[str, tuple[int, list[Candidate]]] = {}
        self._pairs: dict[tuple[str, str], list[Candidate]] = {}
        self._templates: dict[int, PackTemplate] = {}
        self._messages: dict[int, Row] = {}

    def candidates(self, masked: str, gate: int) -> list[PackTemplate]:
        """The templates whose literals all occur in a body, whose digits are zeros here, in order of rank."""
        if len(masked) > _LONGEST:
            return []
        words = _WORDS.findall(masked)
        bits = 0
        lists: list[list[Candidate]] = []
        for word in set(words):
            bit, rows = self._words.get(word) or self._word(word)
            bits |= bit
            if rows:
                lists.append(rows)
        for pair in set(pairwise(words)):
            neighbours = self._pairs.get(pair)
            if neighbours is None:
                neighbours = self._pair(pair)
            if neighbours:
                lists.append(neighbours)
        missing = ~bits
        found = {row[2]: row for rows in lists for row in rows if not row[0] & missing and row[4] >= gate}
        templates = [self._templates.get(number) or self._template(found[number]) for number in sorted(found)]
        bare = masked.rstrip(" ")
        return [template for template in templates if template.can_be(masked, bare)]

    def message(self, number: int) -> Row:
        """A message of the pack by its number."""
        found = self._messages.get(number)
        if found is None:
            found = self._messages[number] = self.index.message(number)
        return found

    def _word(self, word: str) -> tuple[int, list[Candidate]]:
        if len(self._words) >= _MOST_KEPT:
            self._words.clear()
        key = word_hash(word)
        found = self._words[word] = word_bit(key), self.index.anchored(key)
        return found

    def _pair(self, pair: tuple[str, str]) -> list[Candidate]:
        if len(self._pairs) >= 2 * _MOST_KEPT:
            self._pairs.clear()
        found = self._pairs[pair] = self.index.anchored(pair_hash(*pair))
        return found

    def _template(self, candidate: Candidate) -> PackTemplate:
        found = self._templates[candidate[2]] = PackTemplate(self, candidate)
        return found


class PackTemplate:
    """A program of a pack, which becomes a matcher when it is first run. `known` is for whoever tells of it."""

    __slots__ = ("_first", "_flags", "_last", "_literals", "_matcher", "_shape", "known", "pack", "rank", "row")

    def __init__(self, pack: PackEngine, candidate: Candidate) -> None:
        self.pack, self.rank, self._flags = pack, candidate[3], candidate[5]
        self.row = pack.index.program(candidate[2])
        self.known: Known | None = None
        tokens = [token.translate(DIGITS) if isinstance(token, str) else None for token in self.row["tokens"]]
        self._literals = [token.rstrip(" ") for token in tokens if token is not None]
        self._first = self._literals[0] if tokens[0] is not None else ""
        self._last = self._literals[-1] if tokens[-1] is not None else ""
        self._matcher: Matcher | None = None
        self._shape: _Shape | None = None

    def can_be(self, masked: str, bare: str) -> bool:
        """Whether the literals occur in a body in order; in both, digits are zeros. `bare` lacks blanks at its end."""
        if not masked.startswith(self._first) or not bare.endswith(self._last):
            return False
        place = 0
        for literal in self._literals:
            place = masked.find(literal, place)
            if place < 0:
                return False
            place += len(literal)
        return True

    def match(self, body: str, gate: int) -> list[str] | None:
        """The captures of a body, or None where it does not come from this program or too little speaks for it."""
        if self._matcher is None:
            self._matcher = Matcher(self.row, self.pack.index.holes)
        captures = self._matcher.match(body)
        if not captures:
            return captures
        if self._shape is None:
            self._shape = _Shape(self.row, self.pack.index.holes, self._flags)
        return None if self._shape.doubts(captures, gate) else captures


class _Shape:
    """What of a program makes one believe that a line comes from it."""

    __slots__ = ("_begins", "_beside", "_closed", "_letters", "_others", "_unknown", "_weight", "leading")

    def __init__(self, row: Row, holes: Holes, flags: int) -> None:
        tokens: list[str | int] = row["tokens"]
        wild = [not isinstance(token, str) and "wild" in holes[token] for token in tokens]
        literals = [token for token in tokens if isinstance(token, str)]
        before = lead(
            [
                "" if any_ else token if isinstance(token, str) else None
                for any_, token in zip(wild, tokens, strict=True)
            ]
        )
        self._unknown: int = row["unknown"] - 1
        self.leading = sum(not isinstance(token, str) for token in tokens[:before])
        numbers = [number for number, token in enumerate(tokens) if not isinstance(token, str)]
        if flags & HEAD:
            numbers.pop()
        self._others = [
            place
            for place, number in enumerate(numbers)
            if wild[number] and place >= self.leading and place != self._unknown
        ]
        beside = {place for place in self._others if numbers[place] - 1 in numbers and wild[numbers[place] - 1]}
        self._beside = len(beside)
        self._closed = [place for place in self._others if str(tokens[numbers[place] - 1]).endswith(_OPENING)]
        pieces = sum(1 for token in tokens[before:] if isinstance(token, str) and token.strip())
        fixed = sum(1 for token in tokens if not isinstance(token, str) and holes[token].get("least", 0) >= LONG_HOLE)
        self._weight = pieces + fixed + sum(len(_WORDS.findall(text)) for text in literals)
        self._letters = sum(map(str.isalnum, "".join(literals)))
        self._begins = isinstance(tokens[0], str) and len("".join(tokens[0].split())) >= _TELLING

    def doubts(self, captures: Sequence[str], gate: int) -> bool:
        """Whether what the holes hold says that the line comes from elsewhere."""
        if self._unknown >= 0 and not _sets_off(captures[self._unknown]):
            return True
        if self.leading and self._strange_lead(captures[: self.leading], gate):
            return True
        if self._begins:
            return False
        if self.leading and self._letters < _SOME:
            loose = [captures[place] for place in self._others if place not in self._closed]
            blanks = sum(text.strip(" ").count(" ") for text in loose)
            return any(": " in text for text in loose) or _FEWER * (blanks - self._beside) > self._weight
        words = sum(captures[place].count(" ") + 1 for place in self._others if captures[place])
        return words > _MOST_LOOSE * self._weight

    def _strange_lead(self, texts: Sequence[str], gate: int) -> bool:
        """Whether a line does not begin as one does that a device or a subsystem put its name before."""
        named = [text for place, text in enumerate(texts) if place != self._unknown]
        if gate > KNOWN_GATE and any(" " in text for text in texts):
            return True
        if any(text.endswith(":") or ": " in text for text in named):
            return True
        words = " ".join(named).split(" ")
        if len(words) > _MOST_WORDS:
            return True
        return len(words) > 1 and self._letters < _FEW and not _OF_DEVICES.search(words[-1])


def _sets_off(text: str) -> bool:
    """Whether a text may be what a driver, a subsystem or a macro puts before a message: nothing, or a few words and a
    sign that sets it off.
    """
    bare = text.rstrip(" ")
    return not bare or (bare.endswith(_SET_OFF) and len(text) - len(bare) <= 1 and bare.count(" ") < _MOST_WORDS)
