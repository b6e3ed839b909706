"""Values as YAML texts in random styles, with comments wherever YAML allows them."""

from __future__ import annotations

import json
import random
import re
from itertools import count
from typing import Any

from msgpedia.catalog.sources import FORBIDDEN
from msgpedia.catalog.writing import scalar


class Plain(str):
    """A text that is to stand without quotes, whatever readers take it for."""

    __slots__ = ()


class Styles:
    """Writes one value; `random` decides on everything that YAML leaves to the writer.

    Comments begin with `# c0.`, `# c1.` and so on.
    """

    def __init__(self, source: random.Random, comments: bool = True, shuffle: bool = True) -> None:
        self.random = source
        self._numbers = count()
        self._with_comments = comments
        self._shuffle = shuffle

    def document(self, value: dict[str, Any]) -> str:
        """The whole text of a file."""
        lines = self._alone(0)
        if self._one_of(9):
            lines = [*lines, "---" + self._beside()]
        lines += self._block(value, self.random.choice((0, 0, 0, 2)))
        lines += self._alone(0)
        end = self.random.choice(("\n", "\n", "\r\n"))
        return end.join(lines) + self.random.choice((end, end, "", end * 3))

    def _one_of(self, number: int) -> bool:
        return self.random.randrange(number) == 0

    def _blanks(self, most: int = 3) -> str:
        return " " * self.random.randint(1, most)

    def _comment(self) -> str:
        name = f"c{next(self._numbers)}"
        tail = self.random.choice(("", " [x]: 'y", " # more", ' "', "\t", "  "))
        return f"# {name}.{tail}"

    def _beside(self) -> str:
        return self._blanks() + self._comment() if self._with_comments and self._one_of(5) else ""

    def _alone(self, column: int) -> list[str]:
        """No, one or more comment lines, and blank lines."""
        lines = []
        while self._one_of(5):
            lines.append(" " * self.random.choice((0, 0, 1)))  # more would be text in a block
        while self._with_comments and self._one_of(6):
            indent = column if self.random.randrange(4) else self.random.randint(0, column + 3)
            lines.append(" " * indent + self._comment())
            lines += [""] * self._one_of(5)
        return lines

    def _block(self, value: dict[str, Any] | list[Any], column: int) -> list[str]:
        lines = []
        margin = " " * column
        if isinstance(value, list):
            for inner in value:
                lines += [*self._alone(column), *self._element(inner, column)]
        else:
            for key, inner in self._shuffled(value):
                lines += self._alone(column)
                first, *others = self._behind(inner, column)
                name = self.random.choice((scalar(key), scalar(key), self._double(key)))
                colon = f"{name}{' ' * self._one_of(6)}:"
                lines += [f"{margin}{colon}{first}", *others]
        return lines + (self._alone(column) if self._one_of(4) else [])

    def _element(self, value: Any, column: int) -> list[str]:
        if isinstance(value, (dict, list)) and value and not self._one_of(3):
            blanks = self._blanks()
            if self._one_of(4):
                return [" " * column + "-" + self._beside(), *self._block(value, column + 1 + len(blanks))]
            first, *others = self._without_comments_before(value, column + 1 + len(blanks))
            return [f"{' ' * column}-{blanks}{first.lstrip(' ')}", *others]
        first, *others = self._behind(value, column, element=True)
        return [f"{' ' * column}-{first}", *others]

    def _without_comments_before(self, value: Any, column: int) -> list[str]:
        lines = self._block(value, column)
        while not lines[0].strip() or lines[0].lstrip().startswith("#"):
            del lines[0]
        return lines

    def _behind(self, value: Any, column: int, element: bool = False) -> list[str]:
        """What stands behind a key or a dash, with the lines that follow."""
        if isinstance(value, (dict, list)):
            if not value or element or self._one_of(3):
                text = self._flow(value, column + 2)
                return [*f"{self._blanks()}{text}{self._beside()}".split("\n")]
            less = 0 if isinstance(value, list) else 1
            nested = column + (less if self._one_of(3) else self.random.randint(1, 4))
            return [self._beside(), *self._block(value, nested)]
        if isinstance(value, str) and not isinstance(value, Plain) and value.strip() and not self._one_of(3):
            written = self._literal(value, column)
            if written:
                return written
        text = self._scalar(value, column + 1)
        if self._one_of(8) and text and self._with_comments:  # in the line below its key
            return [self._beside(), *self._alone(column + 1), " " * (column + 2) + text + self._beside()]
        return [*f"{self._blanks()}{text}{self._beside()}".split("\n")]

    def _literal(self, text: str, column: int) -> list[str]:
        """`|` or `>`; nothing where the text cannot be written so."""
        content = text.rstrip("\n")
        if FORBIDDEN.search(text) or not content.strip():
            return []
        ends = len(text) - len(content)
        width = self.random.randint(1, 5)
        number = str(width) if re.match(r"[ \n]", content) else self.random.choice(("", str(width)))
        chomp = ("-", "", "+")[min(ends, 2)]
        style, rows = "|", content.split("\n")
        if self._one_of(3) and not re.search(r"^[ \t]|\n\n|[ \t]$", content, re.MULTILINE):
            style, rows = ">", content.replace("\n", "\n\n").split("\n")
        margin = " " * (column + width)
        header = f"{self._blanks()}{style}{number}{chomp}{self._beside()}"
        return [header, *(margin + row if row else "" for row in rows), *[""] * max(0, ends - 1)]

    def _flow(self, value: Any, column: int) -> str:
        if not isinstance(value, (dict, list)):
            return self._scalar(value, column, flow=True)
        parts = []
        for inner_key, inner in self._shuffled(value) if isinstance(value, dict) else (("", item) for item in value):
            name = f"{scalar(inner_key, flow=True)}: " if isinstance(value, dict) else ""
            parts.append(self._gap(column) + name + self._flow(inner, column) + self._gap(column))
        comma = "," if parts and self._one_of(4) else ""
        inside = ",".join(parts) + comma + self._gap(column)
        return f"{{{inside}}}" if isinstance(value, dict) else f"[{inside}]"

    def _gap(self, column: int) -> str:
        """What may stand between the parts of a flow collection."""
        if not self._one_of(5):
            return self._blanks()
        lines = [self._beside(), *self._alone(column), " " * column]
        return "\n".join(lines)

    def _scalar(self, value: Any, column: int, flow: bool = False) -> str:
        if isinstance(value, Plain):
            return str(value)
        if not isinstance(value, str):
            return "null" if value is None and flow else "" if value is None else str(value)
        plain = scalar(value, flow=flow)
        forms = [plain, plain, self._double(value)]
        if re.fullmatch(r"[\x20-\x7e\u3000-\u30ff]*", value):
            forms.append("'" + value.replace("'", "''") + "'")
        text = self.random.choice(forms)
        if self._one_of(3) and not re.search(r"[\\#:?-]", text):  # folded at a blank
            text = re.sub(r"(?<=[^\s]) (?=[^\s])", lambda _: "\n" + " " * column if self._one_of(3) else " ", text)
        return text

    def _double(self, text: str) -> str:
        escaped = json.dumps(text, ensure_ascii=self._one_of(2) and text.isascii())
        return FORBIDDEN.sub(lambda found: f"\\U{ord(found.group()):08x}", escaped)

    def _shuffled(self, value: dict[str, Any]) -> list[tuple[str, Any]]:
        pairs = list(value.items())
        if self._shuffle and self._one_of(2):
            self.random.shuffle(pairs)
        return pairs
