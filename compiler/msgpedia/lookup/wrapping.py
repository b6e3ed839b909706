"""Breaks text with styles into lines of a width, Japanese and English alike.

English breaks at blanks, short code not even there. Japanese breaks between any two characters, but no line begins with
a closing mark or a small kana and none ends with an opening one (JIS X 4051, the basic rules). A word that is longer
than a line stays whole, so that paths and addresses can be copied.
"""

from __future__ import annotations

from msgpedia.lookup.characters import clean, columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Span = tuple[str, str]  # style (`terminal.STYLES`), text

_CLOSING = frozenset(
    "、。，．・：；？！」』）］｝〕〉》】〗〙〟’”ー～〜…‥％々ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
)
_NOT_FIRST = _CLOSING | frozenset(",.:;?!)]}%")
_NOT_LAST = frozenset("「『（［｛〔〈《【〖〘〝‘“([{")
_SHORT_CODE = 30  # characters of code that stay together, blanks and all


class _Unit:
    """Text that stays on one line where it can: tokens with their styles; `space` says if a blank comes before it."""

    __slots__ = ("space", "tokens", "width")

    def __init__(self, space: bool, style: str, token: str) -> None:
        self.space, self.tokens, self.width = space, [(style, token)], columns(token)

    def add(self, style: str, token: str) -> None:
        self.tokens.append((style, token))
        self.width += columns(token)


def wrap(spans: Iterable[Span], width: int) -> list[list[Span]]:
    """The lines of a text, each a list of spans; runs of blanks become one. At least one line, perhaps empty."""
    spans = list(spans)
    if len(spans) == 1 and _is_simple(spans[0][1], width):
        return [spans]
    lines: list[list[Span]] = [[]]
    used = 0
    for unit in _units(spans):
        if used and used + unit.space + unit.width > width:
            lines.append([])
            used = 0
        if used and unit.space:
            before, after = lines[-1][-1][0], unit.tokens[0][0]
            _append(lines[-1], before if before == after else "", " ")
            used += 1
        for style, token in unit.tokens:
            size = columns(token)
            if used and unit.width > width and used + size > width:
                lines.append([])
                used = 0
                token = token.lstrip(" ")
            _append(lines[-1], style, token)
            used += size
    return lines


def _is_simple(text: str, width: int) -> bool:
    """Whether a text is one line as it stands."""
    return text.isascii() and text.isprintable() and 0 < len(text) <= width and "  " not in f" {text} "


def _append(line: list[Span], style: str, text: str) -> None:
    if line and line[-1][0] == style:
        line[-1] = style, line[-1][1] + text
    else:
        line.append((style, text))


def _units(spans: Iterable[Span]) -> Iterator[_Unit]:
    unit: _Unit | None = None
    space = False
    for style, text in spans:
        text = clean(text)
        for token in [text] if style == "code" and 0 < len(text) <= _SHORT_CODE else _tokens(text):
            if not token.strip(" "):
                space = True
                continue
            if unit is not None and space and token[0] in _CLOSING:
                unit.add(style, " " + token)
            elif unit is not None and not space and _together(unit.tokens[-1][1][-1], token[0]):
                unit.add(style, token)
            else:
                if unit is not None:
                    yield unit
                unit = _Unit(space, style, token)
            space = False
    if unit is not None:
        yield unit


def _tokens(text: str) -> list[str]:
    """Words, single characters of Japanese, and blanks between words, in order."""
    found: list[str] = []
    for place, word in enumerate(text.split(" ")):
        if place:
            found.append(" ")
        if word.isascii():
            found.append(word)
            continue
        start = 0
        for end, char in enumerate(word):
            if _is_breakable(char):
                found += word[start:end], char
                start = end + 1
        found.append(word[start:])
    return [token for token in found if token]


def _together(before: str, after: str) -> bool:
    """Whether no line may end between two characters."""
    if after in _NOT_FIRST or before in _NOT_LAST:
        return True
    return not (_is_breakable(before) or _is_breakable(after))


def _is_breakable(char: str) -> bool:
    """Whether a character is of a script without blanks: CJK radicals to unified ideographs, compatibility ideographs
    and forms, full-width forms, further ideographs.
    """
    if char < "\u2e80":
        return False
    return (
        char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\ufe30" <= char <= "\ufe4f"
        or "\uff00" <= char <= "\uffef"
        or char >= "\U00020000"
    )
