"""`KBUILD_MODNAME` of each C file of a kernel tree: the name of the module that it is linked into, as kbuild says it.

An object that is part of a composite (`foo-y += a.o`, `foo-objs := a.o`) has the composite's name, any other its own;
one that is part of several has theirs joined with `:`, less those that are not configured, so each alone is possible.
One that is an object here and part of another Makefile's composite (of User-mode Linux, say) has either name.
A C file that is no object itself has the names of the objects that include it. Which objects are configured is not
known: all are.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from posixpath import basename, dirname, normpath

from msgpedia.harvest.makefiles import Read, Variables

_MAKEFILE = re.compile(r"(?:.*/)?(?:Makefile|Kbuild)(?:\.[\w.-]+)?|.*\.mk")
_MOST_BYTES = 1 << 20  # of a file
_OBJECTS = re.compile(r"(?:obj|lib)-[ym]*")
_COMPOSITE = re.compile(r"(.+)-(?:[ym]*|objs)")
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"\n]+\.c)"', re.MULTILINE)
_NO_KERNEL = ("Documentation/", "samples/", "scripts/", "tools/", "usr/")
_FIXED = str.maketrans("-,", "__")


def module_names(root: str | Path) -> Mapping[str, tuple[str, ...]]:
    """C files of a tree, relative to it → the names that `KBUILD_MODNAME` can have in them, the likeliest first."""
    top = os.fspath(root)
    paths = list(_files(top))

    def read(path: str) -> str | None:
        try:
            if not os.path.isfile(os.path.join(top, path)):
                return None
            with open(os.path.join(top, path), "rb") as file:
                return file.read(_MOST_BYTES).decode("utf-8", "replace")
        except OSError:
            return None

    return names_of(paths, read)


def names_of(paths: Collection[str], read: Read) -> Mapping[str, tuple[str, ...]]:
    """The same for files that are somewhere else: their paths, and what reads one."""
    makefiles = {path for path in paths if _MAKEFILE.fullmatch(path)}
    composites: defaultdict[str, set[str]] = defaultdict(set)
    built: set[str] = set()
    alone: set[str] = set()

    def source(path: str) -> str | None:
        return read(path) if path in makefiles else None

    for path in sorted(makefiles):
        if basename(path) == "Kbuild" or (basename(path) == "Makefile" and _beside(path, "Kbuild") not in makefiles):
            here = list(_objects(path, source))
            parts = {file for file, name, _ in here if name}
            for file, name, is_object in here:
                built.add(file)
                if name:
                    composites[file].add(name.translate(_FIXED))
                elif is_object and file not in parts:
                    alone.add(file)
    found = {path: _names(path, composites.get(path), path in alone) for path in paths if path.endswith(".c")}
    rest = [path for path in found if path not in built and not path.startswith(_NO_KERNEL)]
    return found | dict(_included(frozenset(rest), found, read))


def _files(top: str) -> Iterator[str]:
    """Paths of the C files and Makefiles below a folder, links left out."""
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        where = os.path.relpath(folder, top).replace(os.sep, "/")
        for name in names:
            if name.endswith(".c") or _MAKEFILE.fullmatch(name):
                yield normpath(f"{where}/{name}")


def _beside(path: str, name: str) -> str:
    return normpath(f"{dirname(path)}/{name}") if dirname(path) else name


def _objects(path: str, source: Read) -> Iterator[tuple[str, str, bool]]:
    """The C files that a folder's Makefile makes objects of, each with its composite's name or an empty one, and
    whether it is listed as an object.
    """
    folder = dirname(path) or "."
    variables = Variables({"src": folder, "obj": folder, "srctree": ".", "objtree": ".", "comma": ","}, source)
    variables.read(path)
    objects = {word for name in variables if _OBJECTS.fullmatch(name) for word in variables.words(name)}
    for name in variables:
        composite = _COMPOSITE.fullmatch(name)
        target = basename(composite[1]) if composite and f"{composite[1]}.o" in objects else ""
        for word in variables.words(name):
            if word.endswith(".o"):
                yield normpath(f"{folder}/{word[:-2]}.c"), target, _OBJECTS.fullmatch(name) is not None


def _names(path: str, composites: set[str] | None, alone: bool) -> tuple[str, ...]:
    own = (basename(path)[:-2].translate(_FIXED),)
    if not composites:
        return own
    each = tuple(sorted(composites))
    return tuple(dict.fromkeys((*(own if alone else ()), *each, *((":".join(each),) if len(each) > 1 else ()))))


def _included(
    rest: Collection[str], names: Mapping[str, tuple[str, ...]], read: Read
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names in files that are no objects, as other C files of their folder or of the one above include them."""
    places = {dirname(path) for path in rest} | {dirname(dirname(path)) for path in rest}
    includers: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(names):
        if dirname(path) in places:
            for found in _INCLUDE.findall(read(path) or ""):
                includers[normpath(f"{dirname(path)}/{found}")].append(path)
    for path in rest:
        around = _outermost(path, includers, rest)
        if around:
            yield path, tuple(dict.fromkeys(name for file in around for name in names[file]))


def _outermost(path: str, includers: Mapping[str, list[str]], rest: Collection[str]) -> list[str]:
    """The objects that a file is part of, through files that include each other."""
    seen = {path}
    found: list[str] = []
    waiting = [path]
    while waiting:
        for includer in includers.get(waiting.pop(), ()):
            if includer not in seen:
                seen.add(includer)
                (waiting if includer in rest else found).append(includer)
    return sorted(found)
