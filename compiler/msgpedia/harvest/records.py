"""From what a call prints to a record of a pack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgpedia import formats
from msgpedia.formats import FormatError
from msgpedia.harvest.seeds import Seeds
from msgpedia.harvest.sites import Site
from msgpedia.packs.model import Record

LONGEST_FORMAT = 16_384
_HAS_TEXT = re.compile(r"[^\W_]|%")


def of(site: Site, seeds: Seeds, version: str) -> Iterator[Record]:
    """The record of a site; none where its format prints nothing to recognise, such as a line end."""
    emission = site.emission
    text = _plain(emission.format, seeds.conversions) if seeds.conversions else emission.format
    if not _HAS_TEXT.search(text) or len(text) > LONGEST_FORMAT:
        return
    code = seeds.code.search(text) if seeds.code else None
    yield Record(
        id=message_id(seeds.software, seeds.dialect, text),
        format=text,
        dialect=seeds.dialect,
        level=emission.level,
        file=site.path,
        line=site.line,
        function=site.function,
        versions=(version,),
        sink=emission.sink,
        via=emission.via,
        prefix=emission.prefix or None,
        unknown_prefix=emission.unknown_prefix,
        part=emission.part,
        envelope=_is_envelope(text, seeds),
        code=code.group(1) if code else None,
    )


def _plain(text: str, conversions: Mapping[str, str]) -> str:
    """A format with conversions that only the program's own printf has replaced by C's (`%pI` by `%s`)."""
    names = "|".join(sorted(map(re.escape, conversions), key=len, reverse=True))
    pattern = rf"(?<!%)((?:%%)*%[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+)?)?)({names})"
    return re.sub(pattern, lambda match: match[1] + conversions[match[2]], text)


@lru_cache(maxsize=65_536)
def message_id(software: str, dialect: str, text: str) -> str:
    """The id of a message; of a format that its dialect does not allow, by its text as it stands."""
    try:
        return formats.message_id(software, formats.parse(dialect, text))
    except FormatError:
        return formats.id_of_text(software, text)


def _is_envelope(text: str, seeds: Seeds) -> bool:
    """Whether a format carries another message: a `%pV` that nobody put a text in, or one that the seeds name."""
    return "%pV" in text or any(pattern.fullmatch(text.strip()) for pattern in seeds.envelopes)
