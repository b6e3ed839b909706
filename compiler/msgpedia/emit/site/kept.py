"""What `mkdocs serve` made before and need not make again: a rebuild after the change of one entry takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b

Files = Iterable[tuple[str, str]]  # paths and texts


class Kept:
    """Files by what they are made from. A build that is not served keeps nothing, since all would be in memory."""

    def __init__(self, keeps: bool = True) -> None:
        self.keeps = keeps
        self._found: dict[str, tuple[bytes, list[tuple[str, str]]]] = {}

    def files(self, name: str, source: Callable[[], str], make: Callable[[], Files]) -> Files:
        """The files of a name, made anew where `source`, all that they depend on, is another than the last time."""
        if not self.keeps:
            return make()
        key = blake2b(source().encode("utf-8", "surrogatepass"), digest_size=16).digest()
        known = self._found.get(name)
        if known is None or known[0] != key:
            known = self._found[name] = key, list(make())
        return known[1]

    def forget(self) -> None:
        """Make everything anew the next time."""
        self._found.clear()
