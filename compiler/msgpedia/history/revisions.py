"""Two states of a checkout's catalog → the files that differ, with their content. Nothing is checked out for that.

A state is a commit, the working tree, or nothing at all (before the first release).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgpedia.catalog.sources import MOST_BYTES, Unreadable, read_bytes
from msgpedia.history import git

RELEASES = "catalog-[0-9]*"  # tags of releases of the catalog, as docs/versioning.md has them
_FILE = "100"  # how the modes of regular files begin; links and submodules have others


class RevisionError(Exception):
    """A revision that cannot be compared; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A state of the checkout. `object` is what git calls it, empty for the working tree; `name` is empty for the
    working tree and for nothing.
    """

    name: str
    object: str

    @property
    def is_working_tree(self) -> bool:
        return not self.object


@dataclass(frozen=True, slots=True)
class Blob:
    """A file's content, or why there is none to read."""

    content: bytes = b""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that differs: its path in the catalog, what it held and holds; None where it is not there."""

    path: str
    before: Blob | None
    after: Blob | None


WORKING_TREE = Revision("", "")


def resolve(root: Path, name: str) -> Revision:
    """The commit that a tag, branch or other expression names. Raises RevisionError."""
    found = git.text(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}") if _is_name(name) else None
    if found is not None and not found.startswith("^"):  # `^main` names what is not to be there
        return Revision(name, found.strip())
    shallow = _shallow(root)
    hint = "; this clone is shallow: 'git fetch --unshallow --tags' brings the rest of its history" if shallow else ""
    raise RevisionError(f"there is no revision {name!r}{hint}")


def last_release(root: Path) -> Revision:
    """The last release of the catalog before now; nothing where there was none. Raises RevisionError where the clone
    cannot tell.
    """
    shallow = _shallow(root)
    found = git.text(root, "describe", "--tags", "--abbrev=0", "--match", RELEASES, "HEAD")
    if found is not None:
        return resolve(root, found.strip())
    if shallow:
        message = "this clone is shallow and has no tag of a release; name a revision"
        raise RevisionError(f"{message}, or bring the history with 'git fetch --unshallow --tags'")
    return Revision("", _output(root, "hash-object", "-t", "tree", os.devnull).decode().strip())


def differences(root: Path, folder: str, first: Revision, last: Revision) -> list[FileChange]:
    """The YAML files of a folder in `root` that differ between two revisions, sorted by path.

    `first` is no working tree. Files that are not yet added to git, and are not ignored, are part of the working tree.
    Raises RevisionError.
    """
    rows = dict(_rows(root, folder, first, last))
    contents = _blobs(root, [name for pair in rows.values() for name in pair if name and name != WORKING_TREE.object])
    found = []
    for path, (old, new) in sorted(rows.items()):
        before = contents[old] if old is not None else None
        after = None if new is None else contents[new] if new else _on_disk(root, folder, path)
        if before != after:
            found.append(FileChange(path, before, after))
    return found


def content(root: Path, folder: str, path: str, revision: Revision) -> bytes | None:
    """A file's content at a revision; None where it has none, or none that is to be read. Raises RevisionError."""
    if revision.is_working_tree:
        blob = _on_disk(root, folder, path)
    else:
        row = _output(root, "--literal-pathspecs", "ls-tree", "-z", revision.object, "--", f"{folder}/{path}")
        mode, _, name = row.partition(b"\t")[0].decode().split(" ") if row else ("", "", "")
        blob = _blobs(root, [name])[name] if mode.startswith(_FILE) else None
    return blob.content if blob is not None and not blob.fault else None


_Pair = tuple[str | None, str | None]  # names of blobs: None where there is no file, empty for the file on the disk


def _rows(root: Path, folder: str, first: Revision, last: Revision) -> Iterator[tuple[str, _Pair]]:
    """Path in the folder → the blobs before and after. A path that comes again replaces what was said before."""
    options = ("-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--relative")
    if last.is_working_tree:
        raw = _output(root, "diff-index", *options[1:], first.object, "--", folder)
    else:
        raw = _output(root, "diff-tree", *options, first.object, last.object, "--", folder)
    before: dict[str, str | None] = {}
    for head, path in _pairs(raw.decode("utf-8", "surrogateescape").split("\0")):
        old_mode, new_mode, old, new, _ = head.removeprefix(":").split(" ")
        before[path] = old if old.strip("0") else None
        if _is_yaml(path):
            gone = not new_mode.strip("0")
            yield _inside(path, folder), (_regular(old, old_mode), None if gone else _regular(new, new_mode))
    if last.is_working_tree:
        others = _output(root, "ls-files", "-z", "--others", "--exclude-standard", "--", folder)
        for path in filter(_is_yaml, others.decode("utf-8", "surrogateescape").split("\0")):
            yield _inside(path, folder), (before.get(path), WORKING_TREE.object)


def _regular(name: str, mode: str) -> str | None:
    """The name of a blob; None for no file, empty for one on the disk, `link` for what is no regular file."""
    if not mode.strip("0"):
        return None
    if not mode.startswith(_FILE):
        return "link"
    return name if name.strip("0") else WORKING_TREE.object


def _pairs(words: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(words[0::2], words[1::2], strict=False)


def _inside(path: str, folder: str) -> str:
    return path.removeprefix(f"{folder}/")


def _is_yaml(path: str) -> bool:
    return path.endswith((".yaml", ".yml")) and not any(part.startswith(".") for part in path.split("/"))


def _is_name(name: str) -> bool:
    return bool(name) and not name.startswith("-") and name.isprintable()


def _on_disk(root: Path, folder: str, path: str) -> Blob | None:
    place = Path(root, folder, path)
    if not os.path.lexists(place):
        return None
    try:
        return Blob(read_bytes(place, Path(root, folder), path))
    except Unreadable as error:
        return Blob(fault=error.diagnostic.message)


def _blobs(root: Path, names: Sequence[str]) -> dict[str, Blob]:
    """The contents of blobs by their names, those that are too large left out."""
    found = {"link": Blob(fault="not a regular file")}
    wanted = sorted(set(names) - found.keys())
    request = "".join(f"{name}\n" for name in wanted).encode()
    fitting = []
    for line in _output(root, "cat-file", "--batch-check", given=request).decode().splitlines():
        name, sort, *size = line.split(" ")
        if size and sort == "blob" and int(size[0]) <= MOST_BYTES:
            fitting.append(name)
        else:
            reason = f"the file has more than {MOST_BYTES // 1024} KiB" if size else "its content is not in this clone"
            found[name] = Blob(fault=reason)
    data = _output(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in fitting).encode())
    position = 0
    for name in fitting:
        start = data.index(b"\n", position) + 1
        end = start + int(data[position : start - 1].rpartition(b" ")[2])
        found[name] = Blob(data[start:end])
        position = end + 1
    return found


def _shallow(root: Path) -> bool:
    shallow = git.is_shallow(root)
    if shallow is None:
        _output(root, "rev-parse", "--git-dir")  # says why
    return bool(shallow)


def _output(root: Path, *words: str, given: bytes = b"") -> bytes:
    try:
        return git.output(root, *words, given=given)
    except git.GitError as error:
        raise RevisionError(f"the history cannot be read: {error}") from error
