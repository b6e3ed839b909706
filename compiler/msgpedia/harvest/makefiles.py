"""What the variables of a Makefile can hold, whatever the configuration: every branch of a conditional is taken.

Only what tells which files make up a program is understood: assignments, includes and the functions that build lists.
Rules, recipes and the shell are passed over; nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from posixpath import normpath

_MOST_WORK = 50_000_000  # characters that are looked at for one Makefile and what it includes
_MOST_DEPTH = 40  # of variables in variables and of files in files
_MOST_TEXT = 1 << 20  # characters of a variable
_MOST_RESULT = 1 << 26  # characters that a function may make before they are cut
_CLOSING = {"(": ")", "{": "}"}
_OPERATOR = re.compile(r"(?:::?|\+|\?)?=")
_DIRECTIVE = re.compile(r"\s*(ifeq|ifneq|ifdef|ifndef|else|endif|define|endef|-include|sinclude|include)\b\s*(.*)")
_OPENING = frozenset(("ifeq", "ifneq", "ifdef", "ifndef"))
_CONFIG = re.compile(r"CONFIG_\w+")

Read = Callable[[str], str | None]


class Variables:
    """The variables that a Makefile sets, filled by `read`.

    `CONFIG_…` that nobody sets is `y`, any other variable that nobody sets is empty.
    """

    def __init__(self, given: dict[str, str], source: Read) -> None:
        """`given`: variables that stand from the beginning; `source`: path → text, or None where there is no file."""
        self._texts = dict(given)
        self._kept = frozenset(given)
        self._immediate = set(given)
        self._source = source
        self._left = _MOST_WORK
        self._depth = 0
        self._open: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __contains__(self, name: str) -> bool:
        return name in self._texts

    def words(self, name: str) -> list[str]:
        """The words that a variable can hold."""
        return self._value(name).split()

    def read(self, path: str, depth: int = 0) -> None:
        """Take over what a Makefile assigns, and those that it includes."""
        text = self._source(path)
        if text is None or depth > _MOST_DEPTH:
            return
        branches = 0
        defining = False
        for line in _logical_lines(text):
            directive = _DIRECTIVE.match(line)
            word = directive[1] if directive else ""
            if word == "define" or defining:
                defining = word != "endef"
            elif word in _OPENING:
                branches += 1
            elif word == "endif":
                branches -= 1
            elif directive and word.endswith("include"):
                for included in self._expand(directive[2]).split():
                    self.read(normpath(included), depth + 1)
            elif word != "else":
                self._assign(line, branches > 0)

    def _assign(self, line: str, in_branch: bool) -> None:
        found = _assignment(line)
        if found is None:
            return
        name, operator, text = found
        name = " ".join(self._expand(name).split()[:1])
        if not name or name in self._kept or self._left <= 0:
            return
        more = operator in ("+=", "?=") or in_branch
        if operator.startswith(":") or (operator == "+=" and name in self._immediate):
            text = self._expand(text)
            if not more or name not in self._texts:
                self._immediate.add(name)
        elif not more:
            self._immediate.discard(name)
        if more and name in self._texts:
            text = f"{self._texts[name]} {text}"
            self._left -= len(text)
        self._texts[name] = text[:_MOST_TEXT]

    def _value(self, name: str) -> str:
        text = self._texts.get(name)
        if text is None:
            return "y" if _CONFIG.fullmatch(name) else ""
        if name in self._open:
            return ""
        if "$" not in text:
            return text
        self._open.append(name)
        value = self._expand(text)
        self._open.pop()
        return value

    def _expand(self, text: str) -> str:
        """A text with the values of the variables and the results of the functions that it names."""
        if self._depth > _MOST_DEPTH:
            return ""
        self._depth += 1
        found: list[str] = []
        size = at = 0
        while (dollar := text.find("$", at)) >= 0 and size < _MOST_TEXT and self._left > 0:
            found.append(text[at:dollar])
            opening = text[dollar + 1 : dollar + 2]
            at = dollar + 2
            if opening in _CLOSING:
                at = _closed(text, at, opening)
                found.append(self._reference(text[dollar + 2 : at - 1]))
            size += len(found[-1])
            self._left -= at - dollar + len(found[-1])
        self._depth -= 1
        return "".join([*found, text[at:]])[:_MOST_TEXT]

    def _reference(self, inner: str) -> str:
        """What stands for `$(inner)`: `name`, `name:%.a=%.b`, `function arguments`."""
        function, blank, rest = inner.partition(" ")
        if blank and function in _FUNCTIONS:
            return _FUNCTIONS[function](self, _arguments(rest))
        if blank or "\t" in inner:
            return ""
        name = self._expand(inner) if "$" in inner else inner
        name, colon, change = name.partition(":")
        value = self._value(name)
        if not colon:
            return value
        old, _, new = change.partition("=")
        if "%" not in old:
            old, new = f"%{old}", f"%{new}"
        return _substituted(old, new, value)

    def _branches(self, arguments: list[str]) -> str:
        """`$(if condition,then,else)`: either may hold."""
        return " ".join(map(self._expand, arguments[1:3])).strip()

    def _first(self, arguments: list[str]) -> str:
        """`$(or …)`."""
        return next(filter(None, (self._expand(argument).strip() for argument in arguments)), "")

    def _each(self, arguments: list[str]) -> str:
        """`$(foreach name,words,text)`."""
        if len(arguments) < 3:
            return ""
        name = arguments[0].strip()
        before = self._texts.get(name)
        found: list[str] = []
        for word in self._expand(arguments[1]).split():
            self._texts[name] = word
            found.append(self._expand(",".join(arguments[2:])))
        if before is None:
            self._texts.pop(name, None)
        else:
            self._texts[name] = before
        return " ".join(found)

    def _with_words(self, change: Callable[[list[str], str], str], arguments: list[str], size: int) -> str:
        """A function whose last argument is a list of words, or all that the commas left of it."""
        if len(arguments) < size:
            return ""
        first = [self._expand(argument) for argument in arguments[: size - 1]]
        text = self._expand(",".join(arguments[size - 1 :]))
        work = sum(map(len, first)) * len(text)
        self._left -= work >> 4
        return change(first, text) if work <= _MOST_RESULT else ""


def _logical_lines(text: str) -> Iterator[str]:
    """Lines with those that they go on with, less comments."""
    for line in re.sub(r"\\\r?\n[ \t]*", " ", text).split("\n"):
        comment = re.search(r"(?<!\\)#", line)
        bare = line[: comment.start()] if comment else line
        if bare.strip():
            yield bare.rstrip()


def _assignment(line: str) -> tuple[str, str, str] | None:
    """Name, operator and value, or None for a line that assigns nothing."""
    at = 0
    while at < len(line):
        if line[at] == "$" and line[at + 1 : at + 2] in _CLOSING:
            at = _closed(line, at + 2, line[at + 1])
            continue
        operator = _OPERATOR.match(line, at)
        if operator:
            name = line[:at].strip().removeprefix("export ").removeprefix("override ").strip()
            return name, operator[0], line[operator.end() :].strip()
        if line[at] == ":":
            return None
        at += 1
    return None


def _closed(text: str, at: int, opening: str) -> int:
    """Where a reference ends that began before `at`; the end of the text where it is not closed."""
    closing, depth = _CLOSING[opening], 1
    for place in range(at, len(text)):
        if text[place] == opening:
            depth += 1
        elif text[place] == closing:
            depth -= 1
            if not depth:
                return place + 1
    return len(text) + 1


def _arguments(text: str) -> list[str]:
    """The arguments of a function, cut at commas that stand in no parentheses."""
    found, depth, begin = [], 0, 0
    for place, character in enumerate(text):
        if character in "({":
            depth += 1
        elif character in ")}":
            depth -= 1
        elif character == "," and depth <= 0:
            found.append(text[begin:place])
            begin = place + 1
    return [*found, text[begin:]]


def _matches(pattern: str, word: str) -> bool:
    before, percent, after = pattern.partition("%")
    if not percent:
        return word == pattern
    return len(word) >= len(pattern) - 1 and word.startswith(before) and word.endswith(after)


def _substituted(old: str, new: str, text: str) -> str:
    """`$(patsubst old,new,text)`."""
    before, percent, after = old.partition("%")
    found = []
    for word in text.split():
        if not _matches(old, word):
            found.append(word)
        elif percent:
            found.append(new.replace("%", word[len(before) : len(word) - len(after)], 1))
        else:
            found.append(new)
    return " ".join(found)


def _filtered(patterns: str, text: str, wanted: bool) -> str:
    kinds = patterns.split()
    return " ".join(word for word in text.split() if any(_matches(kind, word) for kind in kinds) is wanted)


def _listed(change: Callable[[str], str]) -> Callable[[list[str], str], str]:
    """A function of a word as one of a list of words."""
    return lambda _, text: " ".join(filter(None, map(change, text.split())))


def _stem(word: str) -> str:
    return re.sub(r"\.[^./]*$", "", word)


def _of_words(change: Callable[[list[str], str], str], size: int) -> Callable[[Variables, list[str]], str]:
    return lambda variables, arguments: variables._with_words(change, arguments, size)


_FUNCTIONS: dict[str, Callable[[Variables, list[str]], str]] = {
    "if": Variables._branches,
    "or": Variables._first,
    "foreach": Variables._each,
    "addprefix": _of_words(lambda a, text: " ".join(a[0].strip() + word for word in text.split()), 2),
    "addsuffix": _of_words(lambda a, text: " ".join(word + a[0].strip() for word in text.split()), 2),
    "patsubst": _of_words(lambda a, text: _substituted(a[0].strip(), a[1].strip(), text), 3),
    "subst": _of_words(lambda a, text: text.replace(a[0], a[1]) if a[0] else text, 3),
    "filter": _of_words(lambda a, text: _filtered(a[0], text, True), 2),
    "filter-out": _of_words(lambda a, text: _filtered(a[0], text, False), 2),
    "sort": _of_words(lambda _, text: " ".join(sorted(set(text.split()))), 1),
    "strip": _of_words(lambda _, text: " ".join(text.split()), 1),
    "notdir": _of_words(_listed(lambda word: word.rpartition("/")[2]), 1),
    "dir": _of_words(_listed(lambda word: word.rpartition("/")[0] + "/" if "/" in word else "./"), 1),
    "basename": _of_words(_listed(_stem), 1),
    "firstword": _of_words(lambda _, text: "".join(text.split()[:1]), 1),
}
