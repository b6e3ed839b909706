"""The radix in which variants print numbers, of arguments whose values are read."""

from __future__ import annotations

from msgpedia.catalog import templates
from msgpedia.catalog.model import Entry, Variant

RADIX = {"d": 10, "i": 10, "u": 10, "x": 16, "X": 16, "o": 8}  # of numbers, by the letter of their conversion


def radixes(entry: Entry, variant: Variant) -> dict[str, int]:
    """The radix of the numbers in a variant, of arguments that have a table of values or that advice speaks of.

    Empty where the variant is unsound.
    """
    read = {argument.name for argument in entry.arguments if argument.decode is not None}
    read.update(name for advice in entry.advice for name, _ in advice.when)
    names = variant.all_arguments
    if read.isdisjoint(names):
        return {}
    conversions = [conversion for template in templates.whole(variant) for conversion in template.conversions]
    pairs = zip(names, conversions, strict=False)
    return {name: RADIX[found.letter] for name, found in pairs if name in read and found.letter in RADIX}
