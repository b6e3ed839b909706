"""ruamel.yaml's events, in half the time.

ruamel.yaml lets one exchange its reader, scanner and parser. The classes here do what their parents do, less what costs
time in pure Python: properties that look up their own name at each call, loops where nothing is to be looped over. A
test holds the events equal to ruamel.yaml's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import FileMark
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner


def events(text: str) -> Iterator[Any]:
    """The events of a YAML text.

    Raises what ruamel.yaml raises: YAMLError, and on some broken texts other exceptions.
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.Reader, yaml.Scanner, yaml.Parser = _Reader, _Scanner, _Parser
    found: Iterator[Any] = yaml.parse(text)
    return found


class _Reader(Reader):
    def get_mark(self) -> Any:
        """A mark without a copy of the text around it, which no finding shows."""
        return FileMark("", self.index, self.line, self.column)

    def forward(self, length: int = 1) -> None:
        """Steps over what has no line end in one go."""
        end = self.pointer + length
        piece = self.buffer[self.pointer : end]
        if end + 1 >= len(self.buffer) or "\n" in piece or "\r" in piece or "\ufeff" in piece:
            super().forward(length)
            return
        self.pointer = end
        self.index += length
        self.column += length


class _Scanner(Scanner):
    reader: Any = None  # a property of the parent

    def __init__(self, loader: Any = None) -> None:
        self.reader = loader.reader
        super().__init__(loader)

    def check_token(self, *choices: Any) -> bool:
        """Whether the next token is one of some types."""
        self._fill()
        return bool(self.tokens) and (not choices or isinstance(self.tokens[0], choices))

    def peek_token(self) -> Any:
        """The next token."""
        self._fill()
        return self.tokens[0] if self.tokens else None

    def _fill(self) -> None:
        # Only a possible key makes the parent look further than to the next token.
        if not self.tokens or self.possible_simple_keys:
            while self.need_more_tokens():
                self.fetch_more_tokens()


class _Parser(Parser):
    scanner: Any = None  # properties of the parent
    resolver: Any = None

    def __init__(self, loader: Any) -> None:
        self.scanner, self.resolver = loader.scanner, loader.resolver
        super().__init__(loader)
