"""What the files of a tree share: macros of headers, wrapper functions, and which file sees which header."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgpedia.harvest.macros import Macro
from msgpedia.harvest.seeds import Seeds

MOST_USERS = 64  # files that include one; of one with more nothing is concluded


@dataclass(frozen=True, slots=True)
class Shape:
    """One way in which a wrapper function prints what it is given.

    `format` is the place of the format among its arguments. `level` is a level, `text` where it stands in the format,
    or the place of the argument that brings it. The text is printed between `prefix` and `suffix`;
    a `literal` one is no format.
    """

    format: int
    level: str | int | None
    prefix: str
    suffix: str
    sink: str
    via: tuple[str, ...]
    part: str | None = None
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A function that hands a format string on to a sink. `static` ones are seen only in their file, or, where that is
    a header, in files that include it.
    """

    name: str
    file: int
    static: bool
    takes_list: bool
    shapes: tuple[Shape, ...]


@dataclass(slots=True)
class World:
    """The shared state; files are numbers, their place in `paths` (relative, with slashes).

    `bound` has, of the macros that are put around a format at the call (`pr_fmt`), the definitions by file;
    `unbinding` the files that undo other definitions of them.
    """

    seeds: Seeds
    paths: Sequence[str]
    module_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    macros: dict[str, list[tuple[int, Macro]]] = field(default_factory=dict)
    wrappers: dict[str, list[Wrapper]] = field(default_factory=dict)
    includes: Sequence[Sequence[int]] = ()
    includers: Mapping[int, Sequence[int]] = field(default_factory=dict)
    bound: dict[str, dict[int, list[Macro]]] = field(default_factory=dict)
    unbinding: dict[str, frozenset[int]] = field(default_factory=dict)
    callables: frozenset[str] = frozenset()
    relays: frozenset[str] = frozenset()

    def seen(self, file: int) -> set[int]:
        """A file and all that it includes, itself or by others."""
        found = {file}
        waiting = [file]
        while waiting:
            for target in self.includes[waiting.pop()]:
                if target not in found:
                    found.add(target)
                    waiting.append(target)
        return found

    def users(self, file: int) -> tuple[int, ...] | None:
        """The files that include a file, itself or by others, and are included by none; None where there are many."""
        found: dict[int, None] = {}
        waiting = [file]
        done = {file}
        while waiting:
            for user in self.includers.get(waiting.pop(), ()):
                if user in done:
                    continue
                done.add(user)
                if user in self.includers:
                    waiting.append(user)
                else:
                    found[user] = None
            if len(done) > MOST_USERS:
                return None
        return tuple(sorted(found))

    def last_included(self, file: int, among: set[int]) -> int:
        """The one of some headers that a file includes last, so that its definitions hold."""
        last = file
        done = {file}
        waiting = [(file, iter(self.includes[file]))]
        while waiting:
            here, targets = waiting[-1]
            for target in targets:
                if target not in done:
                    done.add(target)
                    waiting.append((target, iter(self.includes[target])))
                    break
            else:
                waiting.pop()
                if here in among:
                    last = here
        return last


def nearness(one: str, other: str) -> int:
    """How many folders two paths have in common at their beginning."""
    shared = 0
    for left, right in zip(posixpath.dirname(one).split("/"), posixpath.dirname(other).split("/"), strict=False):
        if left != right:
            break
        shared += 1
    return shared


class Includes:
    """Finds the file that an `#include` means, as far as paths tell: beside the file, in the folders of headers, or any
    file whose path ends so, the nearest first.
    """

    def __init__(self, paths: Sequence[str], roots: Sequence[str]) -> None:
        self._numbers = {path: number for number, path in enumerate(paths)}
        self._paths = paths
        self._roots = roots
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for path in paths:
            self._by_name[posixpath.basename(path)].append(path)
        self._known: dict[tuple[str, str], int | None] = {}

    def find(self, file: str, name: str) -> int | None:
        """The number of the file that `name` (with its quotes or brackets) means in a file."""
        folder = posixpath.dirname(file)
        key = folder, name
        if key not in self._known:
            self._known[key] = self._find(folder, name)
        return self._known[key]

    def _find(self, folder: str, name: str) -> int | None:
        plain = name[1:-1]
        if name[0] == '"':
            beside = self._numbers.get(posixpath.normpath(posixpath.join(folder, plain)))
            if beside is not None:
                return beside
        parts = folder.split("/")
        own = [f"arch/{parts[1]}/include", f"arch/{parts[1]}/include/uapi"] if parts[0] == "arch" and parts[1:] else []
        for root in (*own, *self._roots):
            number = self._numbers.get(posixpath.normpath(posixpath.join(root, plain)))
            if number is not None:
                return number
        ending = "/" + posixpath.normpath(plain).lstrip("./")
        found = [path for path in self._by_name.get(posixpath.basename(plain), ()) if ("/" + path).endswith(ending)]
        if not found:
            return None
        best = max(found, key=lambda path: (nearness(path, folder + "/x"), -len(path), path))
        return self._numbers[best]
