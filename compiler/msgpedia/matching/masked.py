"""Bodies with zeros for digits: what can fit one is the same for all that differ from it in digits alone."""

from __future__ import annotations

import re

_WORDS = re.compile("[A-Za-z]{2,}")
_DIGITS = dict.fromkeys(range(48, 58), "0")
_ZEROS = bytes.maketrans(b"123456789", b"000000000")


def masked_text(text: str) -> str:
    """A text with zeros for digits."""
    try:
        return text.encode("ascii").translate(_ZEROS).decode("ascii")  # quicker than that of a string
    except UnicodeEncodeError:
        return text.translate(_DIGITS)


class Masking:
    """Masks bodies, and keeps what is known of the last one, as several ask for the same."""

    __slots__ = ("_body", "_masked", "_split", "_words")

    def __init__(self) -> None:
        self._body = self._masked = self._split = ""
        self._words: list[str] = []

    def of(self, body: str) -> str:
        """A body with zeros for digits."""
        if body != self._body:
            self._body, self._masked = body, masked_text(body)
        return self._masked

    def words(self, masked: str) -> list[str]:
        """The words of a masked body, in order; nobody changes the list."""
        if masked != self._split:
            self._split, self._words = masked, _WORDS.findall(masked)
        return self._words
