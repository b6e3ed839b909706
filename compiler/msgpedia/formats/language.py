"""Sets of texts, for the tables that say what a conversion can print.

A `Language` is a pattern in a subset of regular expressions that every engine reads alike (`docs/bundle.md` has its
grammar): characters, classes, groups `(?:…|…)`, counts `{m,n}` and `?`. No anchors, captures, look-around or open-ended
repeats, so every text has a longest length, known here.

**Order.** Matching takes the longest run first. A backtracking engine meets the texts of a pattern longest first when,
of two alternatives that can start alike, the longer stands first; builders keep to that and a property test holds them
to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from string import ascii_letters, digits

ANY = "\\s\\S"
_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]()|/-]")


@dataclass(frozen=True, slots=True)
class Language:
    """A set of texts: `pattern`, the least and most length of a text in code points, and the characters that occur.

    `alphabet` is None where any character may occur but those of `never`.
    """

    pattern: str
    least: int
    most: int
    alphabet: frozenset[str] | None
    never: frozenset[str] = frozenset()

    def may_have(self, char: str) -> bool:
        """Whether a character can occur."""
        return char not in self.never if self.alphabet is None else char in self.alphabet

    @property
    def has_letters(self) -> bool:
        """Whether an ASCII letter can occur: then a neighbouring word may be longer than its literal."""
        return self.alphabet is None or any(char in ascii_letters for char in self.alphabet)


def escape(text: str) -> str:
    """`text` as a pattern; escapes only what Python, JavaScript and RE2 all let one escape."""
    return _SPECIAL.sub(lambda match: "\\" + match.group(), text)


def lit(text: str) -> Language:
    """Exactly `text`."""
    return Language(escape(text), len(text), len(text), frozenset(text))


def chars(body: str, least: int, most: int) -> Language:
    """A run of `least` to `most` characters of a class; `body` is what stands inside the brackets, e.g. `0-9a-f`."""
    if most == 0:
        return lit("")
    never = alphabet_of(body[1:]) if body.startswith("^") else None
    return Language(f"[{body}]{count(least, most)}", least, most, alphabet_of(body), never or frozenset())


def count(least: int, most: int) -> str:
    """The shortest spelling of a repeat count."""
    if least == most:
        return "" if least == 1 else f"{{{least}}}"
    return "?" if (least, most) == (0, 1) else f"{{{least},{most}}}"


def alphabet_of(body: str) -> frozenset[str] | None:
    """The characters of a class body; None for negated classes and for `ANY`."""
    if body.startswith("^") or body == ANY:
        return None
    found: set[str] = set()
    plain = re.findall(r"\\?(.)(?:-\\?(.))?", body, re.DOTALL)
    for first, last in plain:
        found.update(map(chr, range(ord(first), ord(last) + 1)) if last else first)
    return frozenset(found)


def seq(*parts: Language | str) -> Language:
    """One text after the other; a plain string stands for itself."""
    languages = [lit(part) if isinstance(part, str) else part for part in parts]
    return Language(
        "".join(language.pattern for language in languages),
        sum(language.least for language in languages),
        sum(language.most for language in languages),
        *_union(languages),
    )


def alt(*options: Language | str) -> Language:
    """Any of the options; of options that can start alike the longer must stand first."""
    languages = [lit(option) if isinstance(option, str) else option for option in options]
    if len(languages) == 1:
        return languages[0]
    return Language(
        f"(?:{'|'.join(language.pattern for language in languages)})",
        min(language.least for language in languages),
        max(language.most for language in languages),
        *_union(languages),
    )


def repeat(language: Language, least: int, most: int) -> Language:
    """`least` to `most` texts of `language` in a row."""
    if most == 0 or language.most == 0:
        return lit("")
    pattern = f"(?:{language.pattern}){count(least, most)}" if (least, most) != (1, 1) else language.pattern
    return replace(language, pattern=pattern, least=language.least * least, most=language.most * most)


def opt(*parts: Language | str) -> Language:
    """The parts in a row, or nothing."""
    return repeat(seq(*parts), 0, 1)


def words(*options: str) -> Language:
    """Any of some fixed texts, longest first."""
    return alt(*sorted(options, key=len, reverse=True))


def _union(languages: list[Language]) -> tuple[frozenset[str] | None, frozenset[str]]:
    """What occurs in any of some languages, and what never does where that may be any character."""
    alphabets = [language.alphabet for language in languages if language.alphabet is not None]
    if len(alphabets) == len(languages):
        return frozenset[str]().union(*alphabets), frozenset()
    open_ones = [language.never for language in languages if language.alphabet is None]
    return None, frozenset.intersection(*open_ones).difference(*alphabets)


DECIMAL = frozenset(digits)
HEX = "0-9a-f"
HEX_UPPER = "0-9A-F"


def decimal(most: int) -> Language:
    """A decimal number without sign or leading zeros, of at most `most` digits."""
    return alt(seq(chars("1-9", 1, 1), chars("0-9", 0, most - 1)), "0")
