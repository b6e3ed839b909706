"""What synthetic bundles and catalogs share: names that no log has, words that every log has."""

from __future__ import annotations

import random

from msgpedia.matching.anchors import common_words

SYLLABLES = ("al", "ba", "cor", "dev", "en", "fa", "gra", "hi", "in", "ker", "lo", "map", "net", "or", "pa", "qu", "re")
LICENSE = "GFDL-1.3-no-invariants-or-later"


def invented(chance: random.Random, syllables: int) -> str:
    """A name of so many syllables, in small letters."""
    return "".join(chance.choices(SYLLABLES, k=syllables))


def ordinary_words() -> list[str]:
    """The words that real logs are full of, sorted."""
    return sorted(common_words())
