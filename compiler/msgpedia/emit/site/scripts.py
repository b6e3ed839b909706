"""Joins JavaScript modules into classic scripts, since browsers load no modules from `file://`, and packs them and the
style sheet: comments and indentation are for those who write them.

The modules keep to a small form: named imports at the beginning of a line, `export` before declarations, nothing else
of the kind. Each becomes a function of its own, so names never clash.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) +([A-Za-z_$][\w$]*))", re.MULTILINE)
# Comments on lines of their own, with nothing behind them.
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLE_BLANKS = re.compile(r"\s*([{};])\s*")
_STYLE_COLON = re.compile(r"(?<=[{;])([\w-]+): ")  # of a declaration
_LEFT = re.compile(r"^[ \t]*(?:import|export)\b.*$|\bimport\(.*$", re.MULTILINE)


class ScriptError(ValueError):
    """A module that is not of the form that can be joined."""


def joined(entry: Path) -> str:
    """A classic script that does what a module does, with all that it imports.

    Raises ScriptError for a module of another form, OSError where one cannot be read.
    """
    order = modules(entry)
    names = {path: f"$module{number}" for number, path in enumerate(order)}
    pieces = [f"const {names[path]} = (() => {{\n{_inside(path, names)}\n}})();\n" for path in order]
    return '"use strict";\n(() => {\n' + "".join(pieces) + "})();\n"


def modules(entry: Path) -> list[Path]:
    """A module and all that it imports, those that others need first. Raises as `joined`."""
    order: list[Path] = []
    _visit(entry.resolve(), order, ())
    return order


def _visit(path: Path, order: list[Path], above: tuple[Path, ...]) -> None:
    if path in above:
        raise ScriptError(f"{path}: imports itself, by way of {above[-1].name}")
    if path in order:
        return
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if line.count("`") % 2:
            raise ScriptError(f"{path}:{number}: a template string over several lines")
    for match in _IMPORT.finditer(text):
        target = _target(path, match[2])
        if not target.is_file():
            raise ScriptError(f"{path}: imports {match[2]}, which is not there")
        _visit(target, order, (*above, path))
        exported = {found[1] for found in _EXPORT.finditer(target.read_text(encoding="utf-8"))}
        wanted = {name.split(" as ")[0].strip() for name in match[1].split(",")} - {""}
        if missing := wanted - exported:
            raise ScriptError(f"{path}: imports {', '.join(sorted(missing))}, which {target.name} does not export")
    order.append(path)


def _target(path: Path, name: str) -> Path:
    return (path.parent / name).resolve()


def _inside(path: Path, names: dict[Path, str]) -> str:
    """The body of a module's function: imports become constants, exports what it returns."""
    text = path.read_text(encoding="utf-8")
    exported = [match[1] for match in _EXPORT.finditer(text)]
    text = _EXPORT.sub("", text)
    text = _IMPORT.sub(
        lambda match: f"const {{{match[1].replace(' as ', ': ')}}} = {names[_target(path, match[2])]};", text
    )
    packed = _packed(text)
    if left := _LEFT.search(packed):
        raise ScriptError(f"{path}: not of the form that can be joined: {left[0]}")
    return f"{packed}\nreturn {{ {', '.join(exported)} }};"


def _packed(text: str) -> str:
    """A module without comments and indentation. No text in one may go over a line end, which `modules` sees to."""
    return _INDENT.sub("", _COMMENT.sub("", text)).strip()


def packed_style(text: str) -> str:
    """A style sheet without comments and needless blanks."""
    found = _STYLE_BLANKS.sub(r"\1", " ".join(_STYLE_COMMENT.sub("", text).split()))
    return _STYLE_COLON.sub(r"\1:", found) + "\n"
