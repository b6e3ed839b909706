"""`msgpedia harvest SOURCE… -o PACK`: collects the format strings of a program."""

from __future__ import annotations

import os
import signal
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from msgpedia import cli
from msgpedia.cli import InputError
from msgpedia.cli.parser import Parser
from msgpedia.cli.progress import Stages
from msgpedia.harvest import archive, image, printk_index, projects, source
from msgpedia.harvest.collected import Collected, HarvestError
from msgpedia.packs import writer
from msgpedia.packs.model import Record

LONGEST_RELEASE = 100
MOST_JOBS = 64
EXAMPLES = """examples:
  msgpedia harvest linux-6.12 -o linux-6.12.pack.json
  msgpedia harvest linux-6.1.tar.xz linux-6.12.tar.xz -o linux.pack.json.xz
  msgpedia harvest /boot/vmlinuz-6.12 /lib/modules/6.12 -o running.pack.json
  msgpedia harvest /sys/kernel/debug/printk/index -o running.pack.json
  msgpedia harvest openssh-9.2p1 -o openssh.pack.json
  msgpedia harvest my-daemon --software my-daemon --seeds my-daemon.toml -o my-daemon.pack.json
"""


def run(words: list[str]) -> int:
    """Write a pack; 0 where it has messages, else 1."""
    options = parser().parse_args(words)
    _check(options)
    kinds = {_kind(Path(name)) for name in options.sources}
    if len(kinds) > 1:
        raise InputError(f"one kind of source at a time, not {' and '.join(sorted(kinds))}")
    kind = kinds.pop()
    if options.release and kind == "source" and len(options.sources) > 1:
        raise InputError("--release is for one tree; of several each tells its own")
    with _ended_by_signals():
        return _harvested(kind, options)


def _harvested(kind: str, options: Namespace) -> int:
    try:
        software, found = _collect(kind, options)
    except HarvestError as error:
        raise InputError(str(error)) from error
    for problem in found.problems:
        cli.complain(f"msgpedia harvest: {cli.printable(problem)}")
    if not found.records:
        cli.complain("msgpedia harvest: no message was found; nothing was written")
        return 1
    try:
        count = writer.write(options.output, software, found.versions, kind, found.records)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"{options.output}: {error.strerror}") from error
    distinct = len({record.format for record in found.records})
    told = f"{options.output}: {software} {', '.join(found.versions)}: {count} calls, {distinct} distinct formats"
    cli.complain(cli.printable(told))
    return 0


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Meanwhile a signal that asks to end does so as Ctrl-C does: processes and temporary files are taken away first.
    What the caller ignores (nohup) stays ignored.
    """

    def end(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)  # once is enough
        raise SystemExit(128 + number)

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    known = {number: handler for number, handler in before.items() if handler == signal.SIG_DFL}
    for number in known:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in known.items():
            signal.signal(number, handler)


def _check(options: Namespace) -> None:
    """Refuse what could only fail after long work. Raises InputError."""
    release = options.release
    if release is not None and not (release.isprintable() and 0 < len(release) <= LONGEST_RELEASE):
        raise InputError(f"--release must be a version of at most {LONGEST_RELEASE} printable characters")
    if options.jobs is not None and not 1 <= options.jobs <= MOST_JOBS:
        raise InputError(f"--jobs must be between 1 and {MOST_JOBS}")
    place = Path(options.output)
    if options.output == "-" or place.is_dir():
        raise InputError(f"{options.output}: a pack is written to a file; /dev/stdout is the standard output")
    if place.suffix not in ("", ".json", ".gz", ".xz"):
        raise InputError(f"{options.output}: a pack's name ends in .json, .json.gz or .json.xz")


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser(
        "harvest",
        "Collects format strings from source code, from the kernel's printk index, or\n"
        "from a kernel image with its modules, and writes them as a pack for look-up\n"
        "(--pack) and for drift.",
        EXAMPLES,
    )
    parser.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="source trees or tarballs; printk index files; images and modules"
    )
    parser.add_argument("-o", "--output", required=True, metavar="PACK", help="the pack to write (.json, .json.xz, …)")
    parser.add_argument("--software", metavar="NAME", help=f"what the source is of: {', '.join(projects.known())}")
    parser.add_argument("--seeds", metavar="FILE", help="how the program prints (TOML; see docs/harvest.md)")
    parser.add_argument("--release", metavar="VERSION", help="its version, where the source does not tell or is wrong")
    parser.add_argument("--jobs", type=int, metavar="N", help="processes (default: as many as there are cores)")
    return parser


def _kind(path: Path) -> str:
    """What a source is: `source`, `index` or `image`."""
    try:
        if path.is_dir():
            if _is_index(path) or (any(path.iterdir()) and all(_is_index(item) for item in path.iterdir())):
                return "index"
            return "source" if projects.detected(path) or not image.holds_images(path) else "image"
        if archive.is_archive(path):
            return "source"
        if path.is_file():
            return "index" if _is_index(path) else "image"
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    raise InputError(f"{path}: {'not a file or a folder' if path.exists() else 'there is no such file'}")


def _is_index(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(16).startswith(b"# <level")


def _collect(kind: str, options: Namespace) -> tuple[str, Collected]:
    with Stages() as stages:
        if kind == "image":
            software = options.software or "linux"
            told = stages.of("reading images")
            return software, image.records(options.sources, told, software, options.release)
        if kind == "index":
            software = options.software or "linux"
            release = options.release or os.uname().release
            return software, printk_index.records(options.sources, release, stages.of("reading the index"), software)
        return _of_trees(options, stages)


def _of_trees(options: Namespace, stages: Stages) -> tuple[str, Collected]:
    records: list[Record] = []
    versions: list[str] = []
    names: set[str] = set()
    for name in options.sources:
        with ExitStack() as stack:
            root = Path(name)
            if archive.is_archive(root):
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="msgpedia-")))
                root = archive.unpack(root, folder, stages.of(f"unpacking {name}"))
            seeds = projects.seeds_for(root, options.software, options.seeds)
            version = options.release or projects.version_of(root, seeds.software)
            if version is None:
                raise InputError(f"{name}: it does not tell its version; say it with --release")
            names.add(seeds.software)
            if len(names) > 1:
                raise InputError(f"one software at a time, not {' and '.join(sorted(names))}")
            if version in versions:
                raise InputError(f"{name}: version {version} a second time")
            versions.append(version)
            jobs = options.jobs or len(os.sched_getaffinity(0))
            modules = projects.module_names(root, seeds)
            records += source.harvest(os.fspath(root), seeds, version, modules, jobs, stages.told)
    return names.pop(), Collected(projects.ordered(versions), tuple(records))
