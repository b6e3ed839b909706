"""What of a pack's program makes one believe that a line comes from it. Rules: `docs/packs.md`, "Which lines a pack
explains".
"""

from __future__ import annotations

import re
from itertools import pairwise

from msgpedia.bundle.index import KNOWN_GATE
from msgpedia.packs.index import DEVICE, ENVELOPE, HEAD, LONG_HOLE, lead

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from msgpedia.packs.index import Holes

    Row = dict[str, Any]

_WORDS = re.compile("[A-Za-z]{2,}")
_MOST_WORDS = 6  # of what a driver, a subsystem or a macro puts before a message
_SET_OFF = (":", "]", ")", ">", "*", "=", "-")  # what such text ends with
_MOST_LOOSE = 2  # so many words in wild holes may stand for each word and each piece of the literals
_FEWER = 2  # where a program begins with any text and has few letters, so many for each word beyond the first of a hole
_OPENING = ("[", "(", "<", "'", '"')  # what a text stands in whose end is known
_LABEL = (":", ": ", "=")  # what names the text behind it
_TELLING = 8  # characters at the start of a line that are not white space: they tell it apart whatever follows
_NAMED = 4  # so many are enough where they end with a colon, and the program has another word
_FEW, _SOME = 16, 24  # letters and digits of literals: with fewer, more is asked of what the holes hold
_SURE, _CERTAIN = 5, 8  # a weight with which less is asked of how a line begins
_SLIGHT = 3  # words of a message that several drivers may have
_DRIVER = 6  # weight of a driver that fits
_FEW_WORDS = 4  # of a text that stands in a program of one word
_OF_DEVICES = frozenset("0123456789_.:/@()-")  # what names of devices have and words have not
_ORDINARY = 2  # words with which a message that goes on with any text could be any sentence
_BEFORE_STATE = re.compile(r"(?:(?! ?[(\[*;]|[:,] )[\s\S])*")
_NAME = re.compile(r"[0-9/_]|[a-z][A-Z]|[A-Z]{2,}(?=[a-z]|\Z)")  # what labels have that are names
_LEVELS = frozenset(
    ("ALERT", "BUG", "CRITICAL", "DEBUG", "ERROR", "FATAL", "INFO", "NOTE", "NOTICE", "PANIC", "WARNING")
)


class Shape:
    """What is known of a program before any line is seen."""

    __slots__ = (
        *("_begins", "_beside", "_carries", "_closed", "_device", "_dotted", "_goes_on", "_labelled", "_letters"),
        *("_needs_driver", "_neighbours", "_others", "_slight", "_unknown", "_weight", "leading", "of_device"),
    )

    def __init__(self, row: Row, holes: Holes, flags: int, is_own: Callable[[], bool]) -> None:
        """`is_own` tells whether a line that begins so can hardly be of another origin."""
        tokens: list[str | int] = row["tokens"]
        wild = [not isinstance(token, str) and "wild" in holes[token] for token in tokens]
        literals = [token for token in tokens if isinstance(token, str)]
        before = lead(
            [
                "" if any_ else token if isinstance(token, str) else None
                for any_, token in zip(wild, tokens, strict=True)
            ]
        )
        second = tokens[1] if before > 1 else ""
        self._dotted = isinstance(second, str) and second.startswith(".")  # a device and its number: `%s.%d: `
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
        plain = [holes[token].keys() == {"wild"} for token in tokens if not isinstance(token, str)]
        follows = [following == number + 1 for number, following in pairwise(numbers)]
        self._neighbours = [
            place
            for place, near in enumerate(follows)
            if near and follows[max(0, place - 1) : place + 2].count(True) == 1 and plain[place] and plain[place + 1]
        ]
        self._closed = [place for place in self._others if str(tokens[numbers[place] - 1]).endswith(_OPENING)]
        self._labelled = beside.union(
            place for place in self._others if str(tokens[numbers[place] - 1]).endswith((*_LABEL, *_OPENING))
        )
        pieces = sum(1 for token in tokens[before:] if isinstance(token, str) and token.strip())
        fixed = sum(1 for token in tokens if not isinstance(token, str) and holes[token].get("least", 0) >= LONG_HOLE)
        words = sum(len(_WORDS.findall(text)) for text in literals)
        self._weight = pieces + fixed + words
        self._letters = sum(map(str.isalnum, "".join(literals)))
        self._device = bool(flags & DEVICE)
        self.of_device = self._device or (wild[:3] == [True, False, True] and tokens[1] == " ")
        self._needs_driver = self._device and bool(self._others) and words + fixed + (sum(wild) + 1 < len(numbers)) < 2
        self._slight = words <= _SLIGHT if self._device else wild[:3] == [True, False, True] and tokens[1] == ": "
        self._carries = bool(flags & ENVELOPE) and words > 1
        first = tokens[0]
        any_sentence = not flags & ENVELOPE and _goes_on(tokens, wild, words)
        self._goes_on = words if any_sentence and not is_own() else 0
        self._begins = isinstance(first, str) and (
            len("".join(first.split())) >= _TELLING
            or (len("".join(first.split())) >= _NAMED and first.endswith(": ") and words > 1)
        )

    def doubts(
        self, captures: Sequence[str], gate: int, is_of: Callable[[str], bool], is_near: Callable[[str], bool]
    ) -> bool:
        """Whether what the holes hold says that the line comes from elsewhere. `is_of` tells whether the message is one
        of a driver, `is_near` whether it may be.
        """
        if self._unknown >= 0 and not _sets_off(captures[self._unknown]):
            return True
        if self.leading and self._strange_lead(captures[: self.leading], gate):
            return True
        if self._needs_driver:
            return gate > KNOWN_GATE or not self._tells_enough(captures) or not is_of(captures[0])
        if self._begins:
            return self._goes_on > 0 and any(_is_sentence(text, self._goes_on) for text in captures)
        if self._carries:
            return self._device and not is_of(captures[0])
        if self._slight and not is_near(captures[0]):
            return True
        if self.leading and self._letters < _SOME:
            loose = [captures[place] for place in self._others if place not in self._closed]
            blanks = sum(text.strip(" ").count(" ") for text in loose)
            if any(": " in text for text in loose):
                return True
            spare = self._weight - _FEWER * (blanks - self._beside)
            return spare < 0 and not (self._device and spare >= -_DRIVER and is_of(captures[0]))
        words = sum(captures[place].count(" ") + 1 for place in self._others if captures[place])
        return words > _MOST_LOOSE * self._weight

    def divided(self, captures: list[str]) -> list[str]:
        """Captures as a program means them, where any place to cut would do. Of what two neighbours hold (`%s%s: `,
        `(device %s%s)`) the first has all up to what is set off from it, as a state behind a name is. A driver's name
        may have blanks, a device's has none.
        """
        for place in self._neighbours:
            whole = captures[place] + captures[place + 1]
            name = _BEFORE_STATE.match(whole)
            cut = name.end() if name is not None else 0
            captures[place], captures[place + 1] = whole[:cut], whole[cut:]
        if self._device and " " in captures[1]:
            before, _, device = captures[1].rpartition(" ")
            if any(map(str.isdigit, device)) and "(" not in captures[1]:
                captures[0], captures[1] = f"{captures[0]} {before}", device
        return captures

    def _strange_lead(self, texts: Sequence[str], gate: int) -> bool:
        """Whether a line does not begin as one does that a device or a subsystem put its name before."""
        named = [text for place, text in enumerate(texts) if place != self._unknown]
        if any(" " in text for text in (texts if gate > KNOWN_GATE else texts[:1] if self._dotted else ())):
            return True
        words = " ".join(named).split(" ")
        if self._device and texts[0].endswith(":"):
            return True
        if self._device and len(words) == len(texts) and self._weight >= _SURE:
            return False
        if any(text.endswith(":") or ": " in text for text in named):
            return self._weight < _CERTAIN or len(words) > len(texts)
        if len(words) > _MOST_WORDS:
            return True
        return len(words) > 1 and self._letters < _FEW and _OF_DEVICES.isdisjoint(words[-1])

    def _tells_enough(self, captures: Sequence[str]) -> bool:
        """Whether a line whose program has one word has a driver and a device before it, and behind it what is labelled
        or no sentence.
        """
        if any(" " in text for text in captures[: self.leading]):
            return False
        for place in self._others:
            text = captures[place]
            if place not in self._labelled and (
                text.count(" ") >= _FEW_WORDS or any(sign in text for sign in (": ", ", ", "="))
            ):
                return False
        return True


def _sets_off(text: str) -> bool:
    """Whether a text may be what a driver, a subsystem or a macro puts before a message: nothing, or a few words and a
    sign that sets it off.
    """
    bare = text.rstrip(" ")
    return not bare or (bare.endswith(_SET_OFF) and len(text) - len(bare) <= 1 and bare.count(" ") < _MOST_WORDS)


def _goes_on(tokens: Sequence[str | int], wild: Sequence[bool], words: int) -> bool:
    """Whether a program is a word or two and then any text, so that many a sentence fits it: `Unexpected %s`. Not so
    what is behind a label of two words, or of one that is no ordinary word: `Command line: %s`, `RETBleed: %s`.
    """
    first = tokens[0]
    if not isinstance(first, str) or not 0 < words <= _ORDINARY or len(tokens) == 1:
        return False
    if not all(wild[place] for place, token in enumerate(tokens) if not isinstance(token, str)):
        return False
    if first.endswith(_OPENING) or any(map(str.isalpha, "".join(str(token) for token in tokens[1:]))):
        return False
    label, colon, _ = first.partition(":")
    return not colon or (words < _ORDINARY and (label in _LEVELS or not _NAME.search(label)))


def _is_sentence(text: str, most: int) -> bool:
    """Whether a text has more words than that, and no sign before them that sets them off."""
    return text.lstrip(" ")[:1].isalnum() and len(text.split()) > most
