"""The version of a source tree, by the files in which projects write it down."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

LONGEST = 1 << 20  # bytes that are read of a file
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+~_-]{0,99}")


@dataclass(frozen=True, slots=True)
class _Place:
    """A file that tells a version: what the groups of `parts` find, joined by `between`. Parts with `?` before them may
    be missing. `software` names the only project that the file is asked for.
    """

    file: str
    parts: tuple[str, ...]
    between: str = "."
    software: str | None = None


def _assigned(name: str) -> str:
    return rf"^{name}[ \t]*=[ \t]*(\S*)"


def _defined(name: str) -> str:
    return rf'^#[ \t]*define[ \t]+{name}[ \t]+"?([\w.+-]+)'


def _m4(name: str) -> str:
    return rf"^m4_define\(\[{name}\],[ \t]*\[?(\d+)"


# The first that tells counts: a project's own file, then that of whoever packed it, then those of build systems.
_PLACES = (
    _Place("Makefile", tuple(_assigned(name) for name in ("VERSION", "PATCHLEVEL", "SUBLEVEL")), software="linux"),
    _Place("debian/changelog", (r"\A[a-z0-9][a-z0-9+.-]*[ \t]+\((?:\d+:)?([^)\s]+?)(?:-[^-)\s]+)?\)",)),
    _Place("version.h", (r'SSH_VERSION[ \t]+"OpenSSH_([\d.]+)', '?SSH_PORTABLE[ \t]+"([^"]+)'), ""),
    _Place(
        "include/ap_release.h",
        tuple(_defined(f"AP_SERVER_{part}_NUMBER") for part in ("MAJORVERSION", "MINORVERSION", "PATCHLEVEL")),
    ),
    _Place("configure.ac", tuple(_m4(f"nm_{part}_version") for part in ("major", "minor", "micro"))),
    _Place("meson.version", (r"\A\s*(\S+)",)),
    _Place("meson.build", (r"^project\([^)]*?\bversion[ \t]*:[ \t]*'(\d[^']*)'",)),
    _Place("configure.ac", (r"^AC_INIT\([ \t]*\[?[^,\]]*\]?[ \t]*,\s*\[?(\d[^\],)\s]*)",)),
    _Place("configure", (r"^PACKAGE_VERSION='(\d[^']*)'",)),
    _Place("CMakeLists.txt", (r"^project[ \t]*\([^)]*?\bVERSION[ \t]+\"?(\d[\w.+-]*)",)),
    _Place("VERSION", (r"\A\s*v?(\d\S*)",)),
)
_MORE_OF_LINUX = _Place("Makefile", (_assigned("EXTRAVERSION"),))


def version_of(root: str | os.PathLike[str], software: str) -> str | None:
    """The version of a tree, or None where no file tells one."""
    for place in _PLACES:
        if place.software in (None, software):
            found = _told(os.fspath(root), place)
            if found and place.software == "linux":
                found += _told(os.fspath(root), _MORE_OF_LINUX) or ""
            if found and _VERSION.fullmatch(found):
                return found
    return None


def _told(root: str, place: _Place) -> str | None:
    text = _start(os.path.join(root, place.file))
    values: list[str] = []
    for part in place.parts:
        match = re.search(part.removeprefix("?"), text, re.MULTILINE)
        if match is not None:
            values.append(match[1])
        elif not part.startswith("?"):
            return None
    return place.between.join(values) or None


def _start(path: str) -> str:
    try:
        if not os.path.isfile(path):
            return ""
        with open(path, "rb") as file:
            return file.read(LONGEST).decode("utf-8", "replace")
    except OSError:
        return ""
