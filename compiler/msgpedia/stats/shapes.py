"""The shapes of unknown lines: bodies with numbers masked, the frequent ones, in bounded memory."""

from __future__ import annotations

import re

from msgpedia.stats.machines import Seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_SHAPES = 20_000
LONGEST = 300  # characters of a shape that are kept
_NUMBER = re.compile(r"0x[0-9A-Fa-f]+|[0-9]+(?:[A-Fa-f][0-9A-Fa-f]*[0-9][0-9A-Fa-f]*)?")


class Shape(Seen):
    """The lines of one shape. `software` is what they come from, `level` what a header said first."""

    __slots__ = ("level", "software", "text")

    def __init__(self, text: str, software: str | None) -> None:
        super().__init__()
        self.text, self.software = text, software
        self.level: str | None = None


class Shapes:
    """Counts shapes. Where there are too many, the rarer half is forgotten: then counts are what there is at least."""

    __slots__ = ("_found", "forgotten")

    def __init__(self) -> None:
        self._found: dict[tuple[str, str | None], Shape] = {}
        self.forgotten = False

    def of(self, body: str, software: str | None) -> Shape:
        """The shape of a body from a software."""
        key = shape(body), software
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= MOST_SHAPES:
                self._forget()
            found = self._found[key] = Shape(*key)
        return found

    def _forget(self) -> None:
        """Keep the half that most lines have; of equals those that came first."""
        kept = sorted(self._found.items(), key=lambda item: -item[1].lines)[: MOST_SHAPES // 2]
        self._found = dict(kept)
        self.forgotten = True

    def __iter__(self) -> Iterator[Shape]:
        return iter(self._found.values())


def shape(body: str) -> str:
    """A body with 0 for each number, its beginning where it is long."""
    return _NUMBER.sub("0", body[: 2 * LONGEST].strip())[:LONGEST]
