"""Reads running text of Markdown: code spans, emphasis, links and escapes become spans with styles.

Every delimiter is looked at once; an opening one without its closing one is text.
"""

from __future__ import annotations

from msgpedia.lookup.characters import columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from msgpedia.lookup.wrapping import Span

HARD_BREAK = ("break", "")
LINK = "link"  # the style of a link that is kept: its text is the address, a line end, and the words

_INLINE = (
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|(?P<marks>\*+|_+)"
    r"|!?\[(?P<text>[^\[\]\n]{0,300})\]\(<?(?P<url>[^\s<>()]{1,2000}(?:\([^\s<>()]{0,200}\))?)>?"
    r"(?: +\"[^\"\n]{0,300}\")?\)"
    r"|<(?P<auto>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000})>"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<newline>\n)"
)
_SPECIAL = "\\*_[<&\n"
_EM, _STRONG = 1, 2


def join_lines(lines: Sequence[str]) -> str:
    """The lines of a paragraph as one: with blanks between, but none between Japanese characters; hard breaks as line
    ends.
    """
    found = [lines[0].strip(" ")]
    hard = lines[0].endswith("  ")
    for line in lines[1:]:
        text = line.strip(" ")
        before = found[-1]
        if hard or before.endswith("\\"):
            found.append("\n")
            if before.endswith("\\"):
                found[-2] = before[:-1]
        elif not (columns(before[-1:]) == columns(text[:1]) == 2):
            found.append(" ")
        found.append(text)
        hard = line.endswith("  ")
    return "".join(found)


def spans_of(text: str, ticks: bool = False, links: bool = False) -> list[Span]:
    """The spans of running text. With `ticks`, code keeps its backticks, for where no style can tell it apart; with
    `links`, a link is a span of its own (`LINK`), else its address stands behind its words.
    """
    closings = _closings(text)
    found: list[Span] = []  # the spans, if there is nothing in the text but code
    place = 0
    while (start := text.find("`", place)) >= 0:
        opening = _run(text, start)
        end = closings.get(start)
        found.append(("", text[place:start]))
        found.append(("", text[start:opening]) if end is None else _code(text, opening, end, opening - start, ticks))
        place = opening if end is None else end
    found.append(("", text[place:]))
    if all(style or not any(mark in piece for mark in _SPECIAL) for style, piece in found):
        return [span for span in found if span[1]]
    return _emphasised(_pieces(text, closings, ticks, links))


def _code(text: str, start: int, end: int, length: int, ticks: bool) -> Span:
    """The code between backticks, without the one blank on both ends that may set it off from them."""
    code = text[start : end - length].replace("\n", " ")
    if code.startswith(" ") and code.endswith(" ") and code.strip(" "):
        code = code[1:-1]
    return "code", f"`{code}`" if ticks else code


def _run(text: str, place: int) -> int:
    """Where a run of backticks ends."""
    while text.startswith("`", place):
        place += 1
    return place


def _pieces(text: str, closings: dict[int, int], ticks: bool, links: bool) -> list[Span]:
    """The pieces of a text: style and text, `break`, or a delimiter as `_delimiter` has it."""
    import re

    pattern = re.compile(_INLINE)
    pieces: list[Span] = []
    place = 0
    while match := pattern.search(text, place):
        pieces.append(("", text[place : match.start()]))
        place = match.end()
        kind = match.lastgroup if match["text"] is None else "text"
        if kind == "ticks":
            end = closings.get(match.start())
            if end is None:
                pieces.append(("", match.group()))
            else:
                pieces.append(_code(text, match.end(), end, len(match.group()), ticks))
                place = end
        elif kind == "marks":
            pieces.append((_delimiter(text, match), match.group()))
        else:
            pieces.append(_piece(kind, match, links))
    return [*pieces, ("", text[place:])]


def _piece(kind: str | None, match: re.Match[str], links: bool) -> Span:
    if kind == "text":
        words, url = match["text"], match["url"]
        if links:
            return LINK, f"{url}\n{words or url}"
        return "", url if words in ("", url) else f"{words} ({url})"
    if kind == "newline":
        return HARD_BREAK
    if kind == "entity":
        from html import unescape

        return "", unescape(match.group())
    if kind == "auto" and links:
        return LINK, f"{match['auto']}\n{match['auto']}"
    return "", match["escaped"] or match["auto"] or ""


def _closings(text: str) -> dict[int, int]:
    """Where each run of backticks stands that can open code → where the next run of the same length ends."""
    last: dict[int, int] = {}  # length → where the last run of that length began
    found: dict[int, int] = {}
    end = 0
    while (start := text.find("`", end)) >= 0:
        end = _run(text, start)
        if end - start in last:
            found[last[end - start]] = end
        last[end - start] = start
    return found


def _delimiter(text: str, match: re.Match[str]) -> str:
    """What a run of marks can do: `o` open, `c` close, both or none, behind the run itself; empty where it is text."""
    marks = match.group()
    if len(marks) > 3:
        return ""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    opens = bool(after.strip()) and not (marks[0] == "_" and _is_word(before))
    closes = bool(before.strip()) and not (marks[0] == "_" and _is_word(after))
    return marks + "o" * opens + "c" * closes if opens or closes else ""


def _is_word(char: str) -> bool:
    """Whether `_` beside a character is part of a name. Japanese has no blanks between words, so it does not count."""
    return (char.isascii() and char.isalnum()) or char == "_"


def _emphasised(pieces: list[Span]) -> list[Span]:
    """The pieces with delimiters paired up and gone; those that stay alone are text."""
    open_at: dict[str, list[int]] = {}
    stack: list[tuple[str, int]] = []
    partner: dict[int, int] = {}
    for number, (kind, marks) in enumerate(pieces):
        if kind[:1] not in ("*", "_"):
            continue
        waiting = open_at.get(marks)
        if kind.endswith("c") and waiting:
            while True:
                name, opening = stack.pop()
                open_at[name].pop()
                if name == marks:
                    break
            partner[opening] = number
            partner[number] = opening
        elif "o" in kind[len(marks) :]:
            stack.append((marks, number))
            open_at.setdefault(marks, []).append(number)
    em = strong = 0
    found: list[Span] = []
    for number, (kind, body) in enumerate(pieces):
        if number in partner:
            step = 1 if partner[number] > number else -1
            em += step * (len(body) & _EM)
            strong += step * (len(body) // _STRONG)
        elif kind in ("code", "break", LINK):
            found.append((kind, body))
        elif body:
            found.append(("strong" if strong else "em" if em else "", body))
    return found
