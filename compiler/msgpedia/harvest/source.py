"""Harvests a source tree: two readings by several processes, and between them what the files share.

The first reading keeps of each file its macros, what it includes and which functions could be wrappers. From that the
wrappers are found. The second reading follows every call.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.pool import Pool
from typing import TypeVar

from msgpedia.harvest import collecting, records, tree
from msgpedia.harvest.collecting import Summary
from msgpedia.harvest.macros import Macro
from msgpedia.harvest.scope import Scope
from msgpedia.harvest.seeds import Seeds
from msgpedia.harvest.sites import sites
from msgpedia.harvest.world import Includes, World
from msgpedia.harvest.wrappers import discover
from msgpedia.packs.model import Record

HEADER_ROOTS = (
    "include",
    "include/uapi",
    "arch/x86/include",
    "arch/x86/include/uapi",
    "include/asm-generic",
    ".",
    "src",
)
BATCH = 64
_Result = TypeVar("_Result")
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class _Job:
    """What the processes of a reading share by being forked."""

    root: str
    version: str
    world: World


_job: _Job | None = None


def harvest(
    root: str,
    seeds: Seeds,
    version: str,
    module_names: Mapping[str, tuple[str, ...]],
    processes: int = 2,
    progress: Progress | None = None,
) -> Iterator[Record]:
    """The records of a tree, in the order of its files."""
    global _job
    paths = tree.files(root, seeds.exclude)
    world = World(seeds, paths, module_names)
    _job = _Job(root, version, world)
    summaries = [summary for batch in _spread(_first, len(paths), processes, "reading", progress) for summary in batch]
    prepare(world, summaries)
    del summaries
    gc.collect()
    gc.freeze()
    for batch in _spread(_second, len(paths), processes, "following calls", progress):
        yield from batch
    _job = None


def _spread(
    work: Callable[[Sequence[int]], _Result], total: int, processes: int, stage: str, progress: Progress | None
) -> Iterator[_Result]:
    batches = [range(start, min(start + BATCH, total)) for start in range(0, total, BATCH)]
    done = 0
    if processes < 2:
        for batch in batches:
            yield work(batch)
            done += len(batch)
            if progress:
                progress(stage, done, total)
        return
    with _workers(processes) as pool:
        for batch, result in zip(batches, pool.imap(work, batches), strict=True):
            yield result
            done += len(batch)
            if progress:
                progress(stage, done, total)


@contextmanager
def _workers(processes: int) -> Iterator[Pool]:
    """A pool of processes. Signals that ask to end wait until it is there, for half a pool is not taken away."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        with multiprocessing.get_context("fork").Pool(processes, _obey, (before,)) as pool:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            yield pool
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _obey(mask: set[int]) -> None:
    """In a process of the pool: what asks to end is for the one that started it, which sends SIGTERM."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _first(numbers: Sequence[int]) -> list[Summary]:
    assert _job is not None
    return [
        collecting.summarise(number, text, _job.world.seeds.given(_job.world.paths[number]))
        for number in numbers
        if (text := tree.read(_job.root, _job.world.paths[number]))
    ]


def _second(numbers: Sequence[int]) -> list[Record]:
    assert _job is not None
    found: dict[Record, None] = {}
    for number in numbers:
        text = tree.read(_job.root, _job.world.paths[number])
        if text:
            for site in sites(_job.world, number, text):
                found.update(dict.fromkeys(records.of(site, _job.world.seeds, _job.version)))
    return list(found)


def prepare(world: World, summaries: Sequence[Summary]) -> None:
    """Fill a world from the summaries of its files: macros, what files include, wrappers."""
    everything = [macro for summary in summaries for macro in summary.macros]
    rows = [candidate for summary in summaries for candidate in summary.candidates]
    world.relays = collecting.relays(everything)
    possible = collecting.callables(everything, world.seeds.sinks, {row.name for row in rows})
    wraps = {sink.wrap for sink in world.seeds.sinks.values() if sink.wrap}
    kept = collecting.texts_of(everything, possible, world.relays | wraps)
    world.includes = _targets(world.paths, summaries)
    includers: dict[int, list[int]] = defaultdict(list)
    for file, numbers in enumerate(world.includes):
        for number in numbers:
            includers[number].append(file)
    world.includers = dict(includers)
    world.bound = {name: defaultdict(list) for name in wraps}
    world.unbinding = {
        name: frozenset(row.file for row in summaries if any(undone == name for _, undone in row.undefined))
        for name in wraps
    }
    shared: dict[str, list[tuple[int, Macro]]] = defaultdict(list)
    scopes: dict[int, Scope] = {}
    for summary in summaries:
        own = [macro for macro in summary.macros if id(macro) in kept]
        for macro in own:
            if macro.name in world.bound:
                world.bound[macro.name][summary.file].append(macro)
        if summary.file in includers or any(name.endswith('.c"') for name in summary.includes):
            for macro in own:
                shared[macro.name].append((summary.file, macro))
        if summary.candidates:
            scopes[summary.file] = Scope(
                world, summary.file, own, summary.undefined, summary.function_names, summary.static_names
            )
    world.macros = dict(shared)
    world.callables = possible
    discover(rows, scopes, world)
    world.callables = collecting.callables(
        (macro for macro in everything if id(macro) in kept), [*world.seeds.sinks, *world.wrappers], ()
    )


def _targets(paths: Sequence[str], summaries: Iterable[Summary]) -> list[array[int]]:
    """For each file the numbers of those that it includes."""
    includes = Includes(paths, HEADER_ROOTS)
    targets = [array("I") for _ in paths]
    for summary in summaries:
        found = (includes.find(paths[summary.file], name) for name in summary.includes)
        targets[summary.file].extend(number for number in found if number is not None)
    return targets
