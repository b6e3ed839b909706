"""Which project a tree is, and how its version and its modules are named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgpedia.catalog.versions import version_key
from msgpedia.harvest import module_names as kbuild
from msgpedia.harvest import seeds
from msgpedia.harvest.collected import HarvestError
from msgpedia.harvest.seed_patterns import SeedPatternError
from msgpedia.harvest.seeds import Seeds
from msgpedia.harvest.versions import version_of

__all__ = ["known", "module_names", "ordered", "seeds_for", "version_of"]

LARGEST_SEEDS = 1 << 20  # bytes
known = seeds.known


def seeds_for(root: Path, software: str | None, file: str | None) -> Seeds:
    """The seeds for a tree: those of a file, of a named software, or of the one that the tree looks like.

    Raises HarvestError where there are none, or the file is none.
    """
    if file is not None:
        return _of_file(Path(file), software)
    if software is not None:
        try:
            return seeds.load(software)
        except KeyError:
            raise HarvestError(
                f"nothing is known of how {software} prints; there are {', '.join(known())}; give a file with --seeds"
            ) from None
    found = detected(root)
    if found is not None:
        return found
    raise HarvestError(f"{root}: no source tree that is known ({', '.join(known())}); say which with --software")


def detected(root: Path) -> Seeds | None:
    """The seeds of the project that a tree looks like, by files that only it has."""
    for name in known():
        found = seeds.load(name)
        if found.detect and all((root / path).exists() for path in found.detect):
            return found
    return None


def _of_file(file: Path, software: str | None) -> Seeds:
    try:
        if not file.is_file() or file.stat().st_size > LARGEST_SEEDS:
            raise HarvestError(f"{file}: no file of seeds (TOML, at most {LARGEST_SEEDS >> 20} MiB)")
        text = file.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise HarvestError(f"{file}: {getattr(error, 'strerror', None) or error}") from error
    if software is not None:
        table["software"] = software
    fault = seeds.fault(table)
    if fault:
        raise HarvestError(f"{file}: {fault} (docs/harvest.md, 'A project's seed file')")
    try:
        return seeds.parse(table)
    except SeedPatternError as error:
        raise HarvestError(f"{file}{_line_of(text, error)}: {error} (docs/harvest.md, 'Patterns')") from error
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise HarvestError(f"{file}: something in it is not as docs/harvest.md says: {error}") from error


def _line_of(text: str, error: SeedPatternError) -> str:
    """The line of a file that has a pattern, as `:12`: of several the first that has its key too; empty for none."""
    spelt = (error.pattern, error.pattern.replace("\\", "\\\\").replace('"', '\\"'))  # in '…', in "…"
    rows = [(number, line) for number, line in enumerate(text.split("\n"), 1) if any(form in line for form in spelt)]
    rows.sort(key=lambda row: error.key not in row[1])
    return f":{rows[0][0]}" if rows else ""


def module_names(root: Path, found: Seeds) -> Mapping[str, tuple[str, ...]]:
    """The names of the modules that each file is linked into, where the project is built by kbuild."""
    return kbuild.module_names(root) if found.kbuild else {}


def ordered(versions: Iterable[str]) -> tuple[str, ...]:
    """Versions, the oldest first."""
    return tuple(sorted(versions, key=version_key))
