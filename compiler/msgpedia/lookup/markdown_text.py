"""Shows the blocks of a Markdown text on a terminal."""

from __future__ import annotations

from msgpedia.lookup.characters import clean_line
from msgpedia.lookup.markdown_spans import HARD_BREAK, spans_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgpedia.lookup.markdown import Block
    from msgpedia.lookup.terminal import Screen
    from msgpedia.lookup.wrapping import Span

_SHELL = ("", "sh", "bash", "shell", "console")  # what the fence of a command may say


class Renderer:
    """Shows blocks behind a margin. With `commands`, code is what the reader is to type, and has a prompt."""

    __slots__ = ("_commands", "_screen")

    def __init__(self, screen: Screen, commands: bool = False) -> None:
        self._screen, self._commands = screen, commands

    def lines(self, blocks: Sequence[Block], margin: str, first: str | None = None, tight: bool = False) -> list[str]:
        """The lines of some blocks, with blank lines between them unless `tight`; `first` is the margin of the first
        line.
        """
        found: list[str] = []
        for block in blocks:
            if found and not tight and not (block[0] == "code" and self._commands):
                found.append("")
            found += self._block(block, margin, margin if first is None or found else first)
        return found

    def _block(self, block: Block, margin: str, first: str) -> list[str]:
        kind = block[0]
        if kind == "paragraph":
            return self._flow(block[1], first, margin)
        if kind == "heading":
            return self._screen.flow([("heading", text) for _, text in self._spans(block[1])], first, margin)
        if kind == "rule":
            return [first + "----"]
        if kind == "code":
            return self._code(block[1], block[2], margin, first)
        if kind == "quote":
            return self.lines(block[1], margin + "> ", first + "> ")
        return self._list(block, margin, first)

    def _spans(self, text: str) -> list[Span]:
        return spans_of(text, ticks=not self._screen.color)

    def _flow(self, text: str, first: str, rest: str) -> list[str]:
        found: list[str] = []
        part: list[Span] = []
        for span in [*self._spans(text), HARD_BREAK]:
            if span == HARD_BREAK:
                found += self._screen.flow(part, rest if found else first, rest)
                part = []
            else:
                part.append(span)
        return found

    def _code(self, info: str, lines: Sequence[str], margin: str, first: str) -> list[str]:
        """Code is never broken, so that it can be copied."""
        shell = self._commands and info in _SHELL
        found = [first] if first != margin else []
        continued = False
        for line in lines:
            prompt = "  $ " if shell and not continued and line[:1] not in ("", " ", "#", "$") else "    "
            text = self._screen.paint("command" if shell else "", clean_line(line))
            found.append((margin + prompt + text).rstrip(" "))
            continued = line.endswith("\\")
        return found

    def _list(self, block: Block, margin: str, first: str) -> list[str]:
        _, number, items, loose = block
        widest = len(str(number + len(items) - 1)) if number is not None else 0
        found: list[str] = []
        for count, item in enumerate(items):
            if found and loose and not self._commands:
                found.append("")
            marker = "- " if number is None else f"{number + count}.".rjust(widest + 1) + " "
            start = margin if found else first
            inner = margin + " " * len(marker)
            found += self.lines(item, inner, start + marker, tight=not loose) or [(start + marker).rstrip(" ")]
        return found
