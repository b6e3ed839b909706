"""How the files of this folder are laid out: JSON with one case, hole or program a line, easy to read and compare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FLAT = 3  # levels that get lines of their own: the file, a group, the rows of a group


def read(name: str) -> dict[str, Any]:
    """The content of a file of this folder."""
    content: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return content


def text_of(value: object, level: int = 0) -> str:
    """JSON with objects and lists of the upper levels spread over lines, and those below on one line each."""
    indent, inner = "  " * level, "  " * (level + 1)
    if isinstance(value, dict) and level < FLAT and any(isinstance(item, dict | list) for item in value.values()):
        rows = [f"{inner}{_line(key)}: {text_of(item, level + 1)}" for key, item in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if isinstance(value, list) and value and level < FLAT + 1 and all(isinstance(item, dict | list) for item in value):
        spread = [text_of(item, level + 1) if level == 1 else _line(item) for item in value]
        return "[\n" + ",\n".join(inner + row for row in spread) + f"\n{indent}]"
    return _line(value)


def _line(value: object) -> str:
    """JSON on one line; only what may be misread is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char == " " or char.isprintable() else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place] << 8 | units[place + 1]:04x}" for place in range(0, len(units), 2))
