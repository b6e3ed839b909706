r"""The patterns of bounded holes: their grammar, and the limits on what they may cost (`patterns_shape`).

A bundle comes from anywhere, and runtimes hand its patterns to a backtracking engine of regular expressions. So a
pattern must fit this grammar, which engines read alike, and have few ways to be read at one place of a line:

    pattern  = { item }
    item     = ( char | class | group ) [ count ]
    group    = "(?:" pattern { "|" pattern } ")"
    class    = "[" [ "^" ] member { member } "]" | "[\s\S]"
    member   = char [ "-" char ]                      (both ends printable ASCII, the first not behind the last)
    count    = "?" | "{" number "}" | "{" number "," number "}"
    char     = a printable character that is none of \ . ^ $ * + ? { } [ ] ( ) | or "\" and one of these, "/" or "-"

Inside a class only `\ ^ [ ] -` must be escaped; `-` may stand bare as the last character.
"""

from __future__ import annotations

import re

from msgpedia.bundle.patterns_shape import (
    ANY,
    OTHER,
    PatternError,
    Shape,
    alternatives,
    bit_of,
    literal,
    repeat,
    run,
    sequence,
)

MOST_PATTERN = 1 << 15  # characters of one pattern
MOST_NESTING = 20
MOST_COUNT = 1 << 15  # of a repeat, and code points of the longest text
MOST_STEPS = 1 << 18  # of an engine at one place of a line

_TOKEN = re.compile(
    r"""(?P<open>\(\?:) | (?P<close>\)) | (?P<bar>\|)
      | \[(?P<class>\\s\\S | \^?(?:\\[\\.^$*+?{}\[\]()|/\-] | [^\\\[\]^])+)\]
      | (?P<chars>(?:\\[\\.^$*+?{}\[\]()|/\-] | [^\\.^$*+?{}\[\]()|])
          (?:(?:\\[\\.^$*+?{}\[\]()|/\-] | [^\\.^$*+?{}\[\]()|])(?![?{]))*)
    """,
    re.VERBOSE,
)
_COUNT = re.compile(r"\?|\{([0-9]{1,6})(?:,([0-9]{1,6}))?\}")
_MEMBER = re.compile(r"\\?(.)(?:-\\?(.))?", re.DOTALL)
_RESERVED = re.compile(r"&&|\|\||~~")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def parse(pattern: str) -> Shape:
    """The shape of a pattern.

    Raises PatternError where it is not of the grammar, or goes beyond a limit of this module.
    """
    if len(pattern) > MOST_PATTERN:
        raise PatternError(f"longer than {MOST_PATTERN} characters")
    shape, position = _sequence(pattern, 0, 0)
    if position < len(pattern):
        raise PatternError(f"unexpected {pattern[position]!r} at character {position + 1}")
    if shape.most > MOST_COUNT:
        raise PatternError(f"matches texts longer than {MOST_COUNT} characters")
    if shape.steps + shape.ways > MOST_STEPS:
        raise PatternError("can be read in too many ways, so that matching would be slow")
    return shape


def alphabet(text: str) -> int:
    """The set of characters of a class such as `[0-9,]`, which stands for the alphabet of a wild hole.

    Raises PatternError.
    """
    found = _TOKEN.fullmatch(text)
    if found is None or found["class"] is None:
        raise PatternError("not a class of characters")
    return _class(found["class"])


def _sequence(pattern: str, position: int, depth: int) -> tuple[Shape, int]:
    """pattern = { item }"""
    items: list[Shape] = []
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None:
            raise PatternError(f"unexpected {pattern[position]!r} at character {position + 1}")
        kind = token.lastgroup
        if kind in ("close", "bar"):
            break
        position = token.end()
        if kind == "open":
            item, position = _group(pattern, position, depth + 1)
        elif kind == "class":
            item = run(_class(token["class"]), 1, 1)
        else:
            item = literal(_ESCAPE.sub(r"\1", token["chars"]))
        count = _COUNT.match(pattern, position)
        if count is not None:
            position = count.end()
            item = _counted(item, kind, count)
        items.append(item)
    return sequence(items), position


def _group(pattern: str, position: int, depth: int) -> tuple[Shape, int]:
    """What follows `(?:`, to the closing bracket."""
    if depth > MOST_NESTING:
        raise PatternError(f"groups lie more than {MOST_NESTING} deep in each other")
    options: list[Shape] = []
    while True:
        option, position = _sequence(pattern, position, depth)
        options.append(option)
        if position == len(pattern):
            raise PatternError("a group is not closed")
        position += 1
        if pattern[position - 1] == ")":
            return options[0] if len(options) == 1 else alternatives(options), position


def _counted(item: Shape, kind: str | None, count: re.Match[str]) -> Shape:
    least, most = (0, 1) if count.group() == "?" else (int(count[1]), int(count[2] or count[1]))
    if least > most:
        raise PatternError(f"the count {count.group()} is the wrong way round")
    if most > MOST_COUNT:
        raise PatternError(f"a count is greater than {MOST_COUNT}")
    if kind == "open":
        return repeat(item, least, most)
    return run(item.alphabet, least, most)


def _class(body: str) -> int:
    """What stands between the brackets: [ "^" ] member { member }"""
    if body == "\\s\\S":
        return ANY
    found = 0
    members = body.removeprefix("^")
    if _RESERVED.search(members):
        raise PatternError("a doubled sign in a class, which some engines read as set arithmetic")
    for match in _MEMBER.finditer(members):
        first, last = match[1], match[2] or match[1]
        bare = first == "-" and members[match.start()] == "-" and match.end() < len(members)
        if bare or match.group().endswith("--") or match.group().startswith("--"):
            raise PatternError("a bare '-' in a class that is not its last character")
        if match[2] and not (" " <= first <= last <= "~"):
            raise PatternError(f"the range {match.group()!r} in a class")
        found |= sum(bit_of(chr(code)) for code in range(ord(first), ord(last) + 1))
    if not body.startswith("^"):
        return found
    return ANY & ~(found & ~OTHER)
