"""Whether a translation may go into the catalog: what the checks of entries find in it and its source.

The checks are those of `catalog.checks`, run on an entry that has nothing but the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgpedia.catalog.checks import agreement, placeholders, texts
from msgpedia.catalog.model import Entry, Text
from msgpedia.catalog.nodes import MOST_SCALAR
from msgpedia.catalog.places import Places
from msgpedia.catalog.sources import FORBIDDEN
from msgpedia.translation.units import Unit

_BETWEEN = (agreement.code_spans, agreement.code_blocks, agreement.links)  # what concerns both texts
_WITHIN = (texts.raw_html, texts.links, placeholders.written)
_ELSE = Text((("en", "-"),))


class Problem(NamedTuple):
    """What keeps a translation out: where in it, as an offset; what is wrong, what to do."""

    offset: int
    message: str
    hint: str


def problems(unit: Unit, source: tuple[str, str], language: str, wanted: str, current: str | None) -> list[Problem]:
    """All that keeps a translation into a language out. `source` is the language and text that it was made from.

    What is wrong with the present translation already does not keep a better one out.
    """
    found = list(_plain(wanted, unit.is_line))
    if found:
        return found
    known = {problem.message for problem in _checked(source, language, current)} if current is not None else set()
    found = [problem for problem in _checked(source, language, wanted) if problem.message not in known]
    if not unit.is_name and texts.is_copy(wanted, source[1]):
        found.append(Problem(0, "the translation is the source itself", "leave it empty until it is translated"))
    return sorted(found)


def _plain(wanted: str, is_line: bool) -> Iterator[Problem]:
    forbidden = FORBIDDEN.search(wanted)
    if forbidden:
        message = f"the translation has the character U+{ord(forbidden[0]):04X}, which no text needs"
        yield Problem(forbidden.start(), message, "delete it")
    if is_line and "\n" in wanted:
        yield Problem(wanted.index("\n"), "the translation has more than one line", "this text is a single line")
    if len(wanted) >= MOST_SCALAR:
        yield Problem(0, f"the translation has more than {MOST_SCALAR} characters", "say it shorter")


def _checked(source: tuple[str, str], language: str, wanted: str) -> Iterator[Problem]:
    """What the checks of entries find; the two texts lie in lines of their own, so that places tell them apart."""
    leaves = {code: [None, [line, 1, line, 1, 0, None]] for line, code in ((1, source[0]), (2, language))}
    places = Places("", [1, 1, 1, 1, None, {"title": [None, [1, 1, 1, 1, None, leaves]]}])
    entry = Entry(
        id="-/-/-",
        severity="info",
        title=Text((source, (language, wanted))),
        description=_ELSE,
        action=_ELSE,
        variants=(),
        arguments=(),
        samples=(),
        license="",
        authors=(),
        places=places,
    )
    for check in (*_BETWEEN, *_WITHIN):
        for finding in check(entry):
            is_own = finding.span.line == 2
            if is_own or check in _BETWEEN:
                yield Problem(finding.span.column - 1 if is_own else 0, finding.message, finding.hint)
