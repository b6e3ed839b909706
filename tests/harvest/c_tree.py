"""What tests of the C harvester share: a made-up kernel, trees of a few files, records as lines to read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType

from msgpedia.harvest import macros, seeds, source
from msgpedia.harvest.c_text import SourceText
from msgpedia.harvest.functions import Functions
from msgpedia.harvest.module_names import module_names
from msgpedia.harvest.scope import Scope
from msgpedia.harvest.variables import Variables
from msgpedia.harvest.world import World
from msgpedia.packs.model import Record

TREE = Path(__file__).parent / "tree"
LINUX = seeds.load("linux")


def planted(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with some files added."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def harvested(root: Path, processes: int = 1) -> list[Record]:
    """The records of a tree."""
    return list(source.harvest(str(root), LINUX, "6.99", module_names(root), processes))


def of_text(folder: Path, text: str) -> list[Record]:
    """The records of a tree with one C file."""
    return harvested(planted(folder, {"a.c": text}))


def in_function(statements: str) -> str:
    """Some statements as the only function of a file."""
    return f"void f(int a)\n{{\n{statements}\n}}\n"


def shown(record: Record) -> str:
    """A record as a line of `expected.txt`."""
    prefix = record.prefix or ""
    assert record.format.startswith(prefix)
    text = json.dumps(record.format[len(prefix) :], ensure_ascii=False)
    notes = [
        *([record.part] if record.part else ()),
        *(["envelope"] if record.envelope else ()),
        *([f"unknown prefix: {record.unknown_prefix}"] if record.unknown_prefix else ()),
    ]
    return (
        f"{record.file}:{record.line} {record.function or '-'}: {record.level or '?'} "
        + (f"{json.dumps(prefix, ensure_ascii=False)} + " if prefix else "")
        + text
        + f" by {record.sink}"
        + (f" via {', '.join(record.via)}" if record.via else "")
        + "".join(f" [{note}]" for note in notes)
    )


def scope_of(text: str, module: str = "") -> Scope:
    """What the names mean at the end of a file that stands alone."""
    world = World(LINUX, ["a.c"], {"a.c": (module,)} if module else {}, includes=[[]])
    file = SourceText(text)
    functions = Functions(file)
    scope = Scope(world, 0, macros.defined(file), macros.undefined(file), functions.names)
    scope.variables = Variables(file, functions)
    return scope


class TooMuchWorkError(AssertionError):
    """More functions were called than any input of such a size may ask for."""


def work(action: Callable[[], object], most: int = 5_000_000) -> int:
    """How many functions an action calls, as a measure that does not depend on the machine.

    Raises TooMuchWorkError at `most`, so that a test fails and does not hang.
    """
    count = 0

    def counted(_frame: FrameType, event: str, _value: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")
        if count > most:
            sys.setprofile(None)
            raise TooMuchWorkError(f"more than {most} calls")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count
