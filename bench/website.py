"""What the site costs: building it, showing a change, waiting for it in a browser, the size of its pages.

    python -m bench.website                                      # 3,000 synthetic entries in Japanese and English
    python -m bench.website --entries 10000 --build-only
    python -m bench.website --folder DIR                         # keeps what was made, to look at; DIR must not exist

Needs the packages of `sh scripts/setup test`, and a Chromium unless `--build-only`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench import site_browser, site_builds
from bench.measure import Run, interleaved, median, median_ratio, note, table
from bench.site_browser import Lines, Wait
from bench.site_builds import Project
from playwright.sync_api import Browser

from msgpedia.catalog.model import Entry

COMPARED = 500  # entries, so 1,000 pages, of which the same texts are built with plain MkDocs
CHANGES = 5
PASTED = 10_000
KINDS = 200  # entries whose messages are in pasted lines
# entries up to which it holds → seconds of CPU, megabytes
BUILD_BUDGETS = {3000: (25.0, None), 10_000: (90.0, 400.0)}
SERVE_BUDGET = 5.0  # seconds
WAIT_BUDGETS = {"one": 300.0, "many": 1500.0, "search": 200.0}  # milliseconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=3000, help="how many (%(default)s)")
    parser.add_argument("--runs", type=int, default=7, help="fresh pages for each time in the browser (%(default)s)")
    parser.add_argument("--build-only", action="store_true", help="measure building and sizes only")
    parser.add_argument(
        "--folder", type=Path, help="where to work; without it in a temporary folder, removed at the end"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary, "bench")
        folder.mkdir()
        _measure(folder.resolve(), options.entries, options.runs, options.build_only)


def _measure(folder: Path, number: int, runs: int, build_only: bool) -> None:
    _show("load of the machine before:", " ".join(f"{load:.2f}" for load in os.getloadavg()))
    note("making the catalog")
    project = site_builds.synthetic(number, folder / "many", folder / "cache")
    ours = site_builds.real(folder / "real", folder / "cache-real")
    for each in (project, ours):
        each.cache.mkdir()
    _show(_builds({f"{number:,} entries": project, "the catalog": ours}))
    os.environ["XDG_CACHE_HOME"] = str(project.cache)  # entries are read here too
    _show(_pages({f"{number:,} entries": project.site, "the catalog": ours.site}))
    if build_only:
        return
    note("plain MkDocs")
    _show(_compared(folder))
    entries = site_builds.entries_of(project)
    note("serve")
    step = max(1, len(entries) // CHANGES)
    served = site_builds.serve(project, [entry.id for entry in entries[::step]][:CHANGES])
    rows = [("from the start to the first page", f"{served.start:.1f} s", "", "")]
    middle = statistics.median(served.changes)
    rows.append(("from a change to the page with it", *_spread(served.changes, "s", 1), _budget(middle, SERVE_BUDGET)))
    _show(table(("mkdocs serve", "median", "range", "budget (s)"), rows))
    with site_browser.chromium() as browser:
        _show(_waits(browser, project.site, entries, runs))


def _show(*words: str) -> None:
    print(*words, flush=True)


def _budget(value: float, budget: float | None) -> str:
    return "" if budget is None else f"{budget:.0f}, {'kept' if value <= budget else 'OVER'}"


def _spread(values: Sequence[float], unit: str, digits: int = 0) -> tuple[str, str]:
    """The median, and the least and the most."""
    middle, least, most = statistics.median(values), min(values), max(values)
    return f"{middle:.{digits}f} {unit}", f"{least:.{digits}f} to {most:.{digits}f}"


def _builds(projects: dict[str, Project]) -> str:
    rows, content = [], []
    for name, project in projects.items():
        for state in ("nothing read before", "read before"):
            note(f"building {name}, {state}")
            rows.append(_build_row(f"{name}, {state}", project.build(), len(site_builds.entry_pages(project.site))))
        size = site_builds.sizes(project.site)
        megabytes = (f"{size[key] / 1e6:.2f} MB" for key in ("site", "search", "lookup"))
        content.append((name, f"{size['files']:,}", *megabytes))
    heads = ("mkdocs build", "CPU", "budget (s)", "clock", "memory", "budget (MB)", "CPU a page")
    return table(heads, rows) + "\n" + table(("site of", "files", "size", "data/search", "data/lookup.js"), content)


def _build_row(name: str, done: Run, pages: int) -> tuple[str, ...]:
    seconds, megabytes = BUILD_BUDGETS.get(pages // 2, (None, None))
    return (
        name,
        f"{done.cpu:.1f} s",
        _budget(done.cpu, seconds),
        f"{done.wall:.1f} s",
        f"{done.peak / 1e6:.0f} MB",
        _budget(done.peak / 1e6, megabytes),
        f"{1e3 * done.cpu / pages:.2f} ms",
    )


def _pages(sites: dict[str, Path]) -> str:
    rows = []
    for name, site in sites.items():
        entries = site_builds.entry_pages(site)
        lists = sorted(site.glob("*/severity/*.html"), key=lambda page: page.stat().st_size)
        pages = {f"home ({code})": site / code / "index.html" for code in ("ja", "en")}
        pages |= {"search (ja)": site / "ja/search.html", "the largest list of a severity": lists[-1]}
        pages |= {"entry, the median": entries[len(entries) // 2], "entry, the largest": entries[-1]}
        for what, page in pages.items():
            rows.append((f"{name}: {what}", *(f"{size / 1e3:.1f} kB" for size in site_builds.loaded(page))))
    return table(("page", "HTML", "with style sheet and scripts"), rows)


def _compared(folder: Path) -> str:
    """Our build as ratios to plain MkDocs', both of the same texts, in turn."""
    ours = site_builds.synthetic(COMPARED, folder / "compared", folder / "cache")
    ours.build()
    plain = site_builds.plain(site_builds.entries_of(ours), folder / "plain", folder / "cache")
    name = "plain MkDocs"
    empty = replace(ours, cache=folder / "cache-empty")

    def first() -> Run:
        shutil.rmtree(empty.cache, ignore_errors=True)
        empty.cache.mkdir()
        return empty.build()

    jobs = {"msgpedia, nothing read before": first, "msgpedia, read before": ours.build, name: plain.build}
    found = interleaved(jobs, 3, name)
    rows = []
    for job, pairs in found.items():
        runs = [item for _, item in pairs]
        ratios = (f"{median_ratio(pairs, field):.2f}" for field in ("cpu", "peak"))
        rows.append((job, *ratios, f"{median(runs, 'cpu'):.1f} s", f"{median(runs, 'peak') / 1e6:.0f} MB"))
    return table((f"{2 * COMPARED:,} pages", "× CPU", "× memory", "CPU", "memory"), rows)


def _waits(browser: Browser, site: Path, entries: Sequence[Entry], runs: int) -> str:
    lines = Lines(entries, len(entries))
    rows: list[tuple[str, ...]] = []

    def add(name: str, budget: str, wait: Callable[[], Wait]) -> None:
        note(name)
        waits = [wait() for _ in range(runs)]
        shown = [item.shown for item in waits]
        found = f"{statistics.median(item.found for item in waits):.0f} ms"
        told = waits[-1].told
        rows.append((name, *_spread(shown, "ms"), _budget(statistics.median(shown), WAIT_BUDGETS[budget]), found, told))

    english, japanese = site / "en", site / "ja"
    home = english / "index.html"
    add("look up one line", "one", lambda: site_browser.look_up(browser, home, [lines.one()]))
    for kinds in (KINDS, len(entries)):
        name = f"look up {PASTED:,} lines, messages of {kinds:,} entries"
        add(name, "many", partial(site_browser.look_up, browser, home, lines.many(PASTED, kinds)))
    many = lines.many(PASTED, KINDS)
    note("paste")
    pasted = [site_browser.paste(browser, home, many) for _ in range(runs)]
    rows.append((f"paste {PASTED:,} lines", *_spread([time for time, _ in pasted], "ms"), "", "", ""))
    after = [wait.shown for _, wait in pasted]
    rows.append(("then look them up", *_spread(after, "ms"), "", "", pasted[-1][1].told))
    rare = entries[len(entries) // 2].id.rpartition("/")[2].partition("-")[0]
    for words in ("page allocation", "kernel", rare, "min_free_kbytes", '"out of memory"'):
        add(f"search {words}", "search", partial(site_browser.search, browser, english / "search.html", words))
    for words in ("物理ページ", "メモリ 不足", "の"):
        add(f"search {words}", "search", partial(site_browser.search, browser, japanese / "search.html", words))
    return table(("Chromium, file://, fresh page", "median", "range", "budget (ms)", "in the page", "says"), rows)


if __name__ == "__main__":
    main()
