"""Where a message belongs: its software, the subsystem, and a slug for its id."""

from __future__ import annotations

import os
import re
from collections import Counter

from msgpedia.catalog import schema
from msgpedia.catalog.model import Catalog, Software
from msgpedia.drafting.headers import Read, read
from msgpedia.drafting.model import Guess, note
from msgpedia.formats import Literal, Template
from msgpedia.logs.idents import claims

MOST_WORDS, MOST_LETTERS = 6, 48  # of a slug
_TELLING = 0.6  # of the letters of the longest clause: as much as a clause needs to name a message
_NEGATED = {"cant": "cannot"}  # words whose apostrophe parted them
# Words before a message that say how bad it is, and nothing more.
_LEVEL = re.compile(
    r"(?:\s*(?:fatal|critical|internal|system|error|warning|warn|info|notice|debug|bug|panic)\b)+\s*", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:['’][a-z]+)?|[0-9]+[A-Za-z]*")
_CLAUSE = re.compile(r"[.:;,!?()\[\]{}\"=|<>\n]|(?<![A-Za-z])['’]|['’](?![A-Za-z])|\s-\s")
_STOP_WORDS = "a an the of for to in on at is are was were be been has have had by with and or it its this that from"
_STOP = frozenset(_STOP_WORDS.split())
# Directories of the kernel's sources whose messages have another home than their own name.
_KERNEL = {"drivers/net": "net-driver", "drivers/base": "driver-core"}
_GROUPS = frozenset(("fs", "drivers", "arch", "net", "kernel", "sound", "security", "tools"))
_PLAIN = frozenset(("core", "ipv4", "ipv6", "sched", "common", "src", "lib", "main"))


def software_of_line(given: Read, catalog: Catalog) -> Guess | None:
    """The software whose line it is: by transport, by ident, by a form of header that only its samples have."""
    if given.transport == "kernel":
        owner = next((software for software in catalog.software if software.transport == "kernel"), None)
        return Guess(owner.id, note("software_kernel")) if owner else None
    if given.ident is not None:
        owners = [item for item in catalog.software if claims(item.idents, given.ident)]
        if owners:
            return Guess(owners[0].id, note("software_ident", ident=given.ident[:60]))
        return None
    if given.format is None:
        return None
    users: Counter[str] = Counter()
    for entry in catalog.entries:
        users.update(entry.software for sample in entry.samples if read(sample.line).format == given.format)
    only = list(users)
    return Guess(only[0], note("software_samples"), False) if len(only) == 1 else None


def software_of_dialect(dialect: str, catalog: Catalog) -> Guess | None:
    """The kernel, where a format string can only be the kernel's."""
    owner = next((software for software in catalog.software if software.transport == "kernel"), None)
    return Guess(owner.id, note("software_format")) if dialect == "printk" and owner else None


def subsystem(software: Software, catalog: Catalog, source: str, text: str) -> Guess | None:
    """The subsystem of a message: that of entries from the same file or folder, of the kernel's folders, or one whose
    name is a word of the message.
    """
    entries = [entry for entry in catalog.entries if entry.software == software.id]
    home = {
        variant.source.file: entry.id.split("/")[1]
        for entry in entries
        for variant in entry.variants
        if variant.source is not None
    }
    if source in home:
        return Guess(home[source], note("subsystem_file", file=source))
    folder = os.path.dirname(source)
    near = Counter(name for file, name in home.items() if folder and os.path.dirname(file) == folder)
    if near:
        return Guess(near.most_common(1)[0][0], note("subsystem_folder", folder=folder), len(near) == 1)
    if software.transport == "kernel" and folder:
        return Guess(_kernel_folder(folder), note("subsystem_folder", folder=folder))
    known = {entry.id.split("/")[1] for entry in entries}
    words = [word.lower() for word in re.findall(r"[A-Za-z][A-Za-z0-9]*", text)]
    named = next((word for word in words if word in known and word not in ("kernel", software.id)), "")
    return Guess(named, note("subsystem_word", word=named), False) if named else None


def _kernel_folder(folder: str) -> str:
    parts = [part for part in folder.split("/") if part]
    known = _KERNEL.get("/".join(parts[:2]))
    if known:
        return known
    name = parts[1] if len(parts) > 1 and parts[0] in _GROUPS and parts[1] not in _PLAIN else parts[0]
    return slug(name) or "kernel"


def subsystems(software: Software, catalog: Catalog) -> tuple[str, ...]:
    """The subsystems that entries of a software have, sorted."""
    return tuple(sorted({entry.id.split("/")[1] for entry in catalog.entries if entry.software == software.id}))


def slug(text: str) -> str:
    """A text as a part of an id; empty where nothing of it can be one."""
    found_words = (word.lower().replace("'", "").replace("’", "") for word in _WORD.findall(text))
    words = [_NEGATED.get(word, word) for word in found_words if word.isascii()]
    telling = [word for word in words if word not in _STOP and (len(word) > 1 or word.isdigit())] or words
    found = ""
    for word in telling[:MOST_WORDS]:
        longer = f"{found}-{word}" if found else word
        if len(longer) > MOST_LETTERS:
            break
        found = longer
    return found if re.fullmatch(schema.ID, f"x/x/{found}") else ""


def slug_of(template: Template | None, title: str) -> Guess | None:
    """A slug from the first telling clause of the message, else from an English title."""
    text = "\n".join(part.text if isinstance(part, Literal) else "" for part in (template.parts if template else ()))
    clauses = [clause.replace("0x", " ") for clause in _CLAUSE.split(text)]
    letters = [0 if _LEVEL.fullmatch(clause) else sum(map(str.isalpha, clause)) for clause in clauses]
    enough = _TELLING * max(letters)
    found = next(
        (name for clause, count in zip(clauses, letters, strict=True) if count >= enough and (name := slug(clause))), ""
    )
    if found:
        return Guess(found, note("slug_words"), False)
    return Guess(slug(title), note("slug_title")) if slug(title) else None
