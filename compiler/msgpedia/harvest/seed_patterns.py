r"""The patterns of a seeds file. It comes from anywhere, and Python's engine backtracks. So they are held to the
grammar of a bundle's and to its limits (`bundle.patterns`), and may have besides

    ^ at the beginning and $ at the end · one group ( ) · the classes . \d \w · the counts * and + for up to 255
"""

from __future__ import annotations

import re

from msgpedia.bundle import patterns
from msgpedia.bundle.patterns_shape import PatternError

MOST = 255  # characters that `*` and `+` pass
MOST_STEPS = 1 << 12  # of a pattern that is searched for, as that may begin everywhere in a text
_TOKEN = re.compile(
    r"""\\(?P<letter>[A-Za-z0-9]) | \\. | \[(?:\\.|[^\\\]])*\]
      | (?P<group>\((?!\?)) | (?P<count>[*+]) | (?P<any>\.)""",
    re.VERBOSE | re.DOTALL,
)
_CLASSES = {"d": "[0-9]", "w": "[A-Za-z0-9_]"}
_COUNTS = {"*": f"{{0,{MOST}}}", "+": f"{{1,{MOST}}}"}
_PLACE = re.compile(r" at character \d+$")


class SeedPatternError(ValueError):
    """A pattern that is not of the grammar, or could be slow: of which key, and why."""

    def __init__(self, key: str, pattern: str, reason: str) -> None:
        super().__init__(f"{key}: the pattern {pattern!r}: {reason}")
        self.key, self.pattern = key, pattern


def whole(key: str, pattern: str) -> re.Pattern[str]:
    """The pattern of a key, for whole texts. Raises SeedPatternError."""
    return _bounded(key, pattern, patterns.MOST_STEPS)


def searched(key: str, pattern: str, groups: int = 0, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a key that is searched for in texts; it must have so many groups. Raises SeedPatternError."""
    found = _bounded(key, pattern, MOST_STEPS, flags)
    if found.groups != groups:
        raise SeedPatternError(key, pattern, f"it has {found.groups} groups ( ), and needs {groups}")
    return found


def _bounded(key: str, pattern: str, most_steps: int, flags: int = 0) -> re.Pattern[str]:
    if not isinstance(pattern, str):
        raise SeedPatternError(key, str(pattern), "no text")
    try:
        inner = pattern.removeprefix("^")
        ending = "$" if re.search(r"(?<!\\)(?:\\\\)*\$\Z", inner) else ""
        inner = inner.removesuffix(ending)
        shape = patterns.parse("(?:" + _translated(inner, r"[\s\S]", "(?:") + ")")
        if shape.steps + shape.ways > most_steps:
            raise PatternError("can be read in too many ways, so that matching would be slow")
        start = "^" if pattern.startswith("^") else ""
        return re.compile(start + _translated(inner, ".", "(") + ending, flags)
    except (PatternError, re.error) as error:
        raise SeedPatternError(key, pattern, _PLACE.sub("", str(error))) from error


def _translated(inner: str, anything: str, group: str) -> str:
    """A pattern as the grammar of bundles, or Python, has it; with what stands there for `.` and for `(`."""

    def told(token: re.Match[str]) -> str:
        if token["letter"]:
            known = _CLASSES.get(token["letter"])
            if known is None:
                raise PatternError(f"there is no {token.group()}; classes are . \\d \\w [ ]")
            return known
        if token["group"]:
            return group
        return _COUNTS[token["count"]] if token["count"] else anything if token["any"] else token.group()

    return _TOKEN.sub(told, inner)
