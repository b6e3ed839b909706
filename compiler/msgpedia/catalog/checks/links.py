"""Checks of links and of code in Markdown texts: that they lead somewhere, and that they end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgpedia.catalog import markdown, schema
from msgpedia.catalog.checks.prose import JAPANESE, MOST, Owner, places_of, slip
from msgpedia.catalog.guesses import closest
from msgpedia.catalog.model import Catalog
from msgpedia.catalog.places import Path
from msgpedia.diagnostics import Diagnostic

_ID = re.compile(schema.ID)
_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+", re.MULTILINE)
_MOST_GUESSES = 3
_PARAGRAPH_ENDS = re.compile(r"\n(?=[ \t]*\n|[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t])")
_TICK = re.compile("`")
_MOST_TICKS = 40  # of a paragraph in which the odd one is looked for
_PROSE = re.compile(f"[{JAPANESE}、。]|[,;] ")


def somewhere(owner: Owner) -> Iterator[Diagnostic]:
    """MP423: a link in a text that leads to no page and to no entry."""
    for path, value, link in _links(owner):
        if not link.target:
            yield slip(owner, "MP423", path, (link.start, link.end), "the link has no address", "write where it leads")
        elif not markdown.scheme_of(link.target) and not _ID.fullmatch(link.target):
            hint = "write a whole https: address, or the id of an entry such as `linux/mm/out-of-memory`"
            place = (link.target_start, link.target_end)
            yield slip(owner, "MP423", path, place, f"`{value[slice(*place)][:60]}` leads nowhere", hint)


def forms(owner: Owner) -> Iterator[Diagnostic]:
    """MP424: a link without words, one that is defined elsewhere, or an image: entries are shown without these."""
    for path, _, link in _links(owner):
        if link.is_image:
            hint = "describe it in words; what is printed goes into a code block"
            yield slip(owner, "MP424", path, (link.start, link.end), "an image, which no terminal can show", hint)
        elif link.target and not link.words.strip():
            hint = f"write `[words]({link.target[:60]})`"
            yield slip(owner, "MP424", path, (link.start, link.end), "the link has no words", hint)
    for path, text in owner.texts():
        for language, value in text.translations:
            for match in places_of(_DEFINITION, markdown.without_code(value)) if "]:" in value else ():
                message = "an address stands apart from its link"
                hint = "write `[words](address)` where the link is"
                yield slip(owner, "MP424", (*path, language), match.span(), message, hint)


def closed_code(owner: Owner) -> Iterator[Diagnostic]:
    """MP425: backticks that begin code which nothing ends."""
    for path, text in owner.texts():
        for language, value in text.translations:
            for place in islice(markdown.unclosed_code(value), MOST) if "`" in value or "~~~" in value else ():
                ticks = value[slice(*place)]
                place = _unpaired(value, place) if ticks == "`" else place
                hint = f"write {ticks} where the code ends, or `\\{ticks}` for the character itself"
                if len(ticks) > 2:
                    hint = f"write {ticks} on a line of its own behind the code"
                yield slip(owner, "MP425", (*path, language), place, f"nothing ends the code that {ticks} begins", hint)


def _unpaired(value: str, place: tuple[int, int]) -> tuple[int, int]:
    """The backtick whose partner is missing, where the one at `place` is only the last that found none.

    Looked for in the first paragraph or item with an odd number of them; the others must make the most likely code.
    """
    bare = value
    for block in markdown.code_blocks(value):
        bare = bare[: block.start] + "\n" * (block.end - block.start) + bare[block.end :]
    start = 0
    for end in (*(match.start() for match in _PARAGRAPH_ENDS.finditer(bare)), len(bare)):
        ticks = [match.start() for match in _TICK.finditer(bare, start, end)]
        start = end
        if len(ticks) % 2:
            break
    else:
        return place
    if len(ticks) > _MOST_TICKS or "``" in bare or "\\`" in bare:
        return place
    unlikely = []
    for left_out in range(0, len(ticks), 2):  # code stands before it in pairs
        rest = ticks[:left_out] + ticks[left_out + 1 :]
        pairs = zip(rest[::2], rest[1::2], strict=True)
        unlikely.append(sum(_is_unlikely(bare, first, last) for first, last in pairs))
    best = len(unlikely) - 1 - unlikely[::-1].index(min(unlikely))
    return ticks[2 * best], ticks[2 * best] + 1


def _is_unlikely(text: str, first: int, last: int) -> bool:
    """Whether what stands between two backticks is hardly code."""
    inner = text[first + 1 : last]
    outside = f"{text[first - 1 : first]} {text[last + 1 : last + 2]}"
    is_prose = inner != inner.strip() or _PROSE.search(inner) is not None
    return is_prose or re.search("[A-Za-z0-9]", outside) is not None


def entries(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP502, for links in texts."""
    known = {entry.id for entry in catalog.entries} | catalog.broken
    former = {old: entry.id for entry in catalog.entries for old in entry.former_ids}
    guesses = _MOST_GUESSES
    for entry in catalog.entries:
        for path, _, link in _links(entry):
            if link.target in known or not _ID.fullmatch(link.target):
                continue
            place = (link.target_start, link.target_end)
            close = former.get(link.target) or (closest(link.target, known, 100_000) if guesses > 0 else "")
            guesses -= 1
            hint = f"did you mean {close}?" if close else "write that entry, or take the link away"
            if link.target in former:
                hint = f"it is {close} now"
            yield slip(entry, "MP502", path, place, f"there is no entry `{link.target[:80]}`", hint)


def _links(owner: Owner) -> Iterator[tuple[Path, str, markdown.Link]]:
    for path, text in owner.texts():
        for language, value in text.translations:
            for link in islice(markdown.links(value), MOST) if "](" in value else ():
                yield (*path, language), value, link
