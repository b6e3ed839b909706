"""Are the decoder tables complete and right against the source of the programs?

    python -m bench.decoder_tables --trees FOLDER | --tree linux=PATH --tree systemd=PATH … [KIND…]
    python -m bench.decoder_tables --needs [KIND…]

Reads `bench/decoder_sources/KIND.toml`, takes the rows out of the trees that are named, and compares them with
`compiler/msgpedia/data/decoders/KIND.toml`; 1 where anything differs. What needs a tree that is not named is told, and
not counted. A source file has entries like this, in each of which `tree` and `file` are needed:

    [[source]]
    tree = "linux"
    file = "include/uapi/asm-generic/errno-base.h"
    pattern = '^#define\\s+(?P<symbol>E[A-Z0-9]+)\\s+(?P<value>[0-9]+)'

What is found by one of

* `pattern`: each match is a row, by its groups `symbol`, `value`, `letter`, `mask`, `printed` (all but value may lack).
  `value` is any expression of C: numbers, `(1U << 3)`, `BIT(3)`, `A | B`, names of macros and enum members of the same
  file. Continued lines are joined before. `symbol = "{x}"` and `value = "{high} << 8 | {low}"` put groups of other
  names together; `count = 0` gives the matches the numbers 0, 1, 2, … instead (arrays without designators).
* `enum`: a pattern that ends with the opening brace; its members are counted as C does.
* `fact`: a pattern that the file must have somewhere, for what is no row (limits, a factor, how a number is printed).

And with these, all optional:

    names_from = ["include/x.h"]   files whose macros and enums the values use as well
    names = {EXIT_SUCCESS = 0}     names that no file of the tree defines
    defined = ["CONFIG_64BIT"]     evaluate #if, #ifdef, … with these names defined (and "BITS=64" with a value), all
                                   others not ([]: none); without this key both branches are read
    begin = '…', end = '…'         read only what is behind the first match, and before the next match of `end`
    bit = true                     the value is the number of a bit
    strip = "TCP_", case = "lower" made of the source's symbols: less a beginning; "lower" or "upper" case
    ignore = ["TCP_MAX_.*"]        symbols (values where there are none) that are no rows: patterns for the whole name;
                                   `because = "…"` says why and is needed
    values_only = true             compare no symbols
    symbols_only = true            compare no values: the rows are words, which have no numbers
    version = "6.1"                compare with the `[[table]]` of this version
    field = 16                     compare with the rows of the `[[field]]` that begins at this bit
    more = true                    the table may have more than the source; `because` is needed
    against = "both"               rows of all sources of one `against` are compared together, by default of one tree

A file may say `rows = 110` before its entries, where the rows of a table can be compared with no source (names): how
many there are, so that one that got lost is noticed.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.decoder_rows import Row, SourceError, rows_of, text_of

ROOT = Path(__file__).parent.parent
TABLES = ROOT / "compiler/msgpedia/data/decoders"
SOURCES = ROOT / "bench/decoder_sources"
_FINDS = {"pattern", "enum", "fact"}
_ALONE = {"values_only", "symbols_only"}
_CHANGES = {"symbol", "value", "printed", "count", "bit", "strip", "case", "ignore", "because", "more"} | _ALONE
_READS = {"tree", "file", "names_from", "names", "defined", "begin", "end"}
_KEYS = {"version", "field", "against"} | _FINDS | _CHANGES | _READS


@dataclass
class Result:
    """What came out for one kind."""

    agree: int = 0
    rows: int = 0
    facts: int = 0
    trees: set[str] = field(default_factory=set)
    needed: set[str] = field(default_factory=set)
    differences: list[str] = field(default_factory=list)


def _place(source: dict[str, Any]) -> str:
    return f"{source.get('tree')}/{source.get('file')}"


def wrong_keys(source: dict[str, Any]) -> str | None:
    """What is wrong with an entry of a source file, or nothing."""
    if unknown := source.keys() - _KEYS:
        return f"unknown: {', '.join(sorted(unknown))}"
    if not {"tree", "file"} <= source.keys():
        return "needs tree and file"
    if len(_FINDS & source.keys()) != 1:
        return "needs one of pattern, enum and fact"
    if {"ignore", "more"} & source.keys() and not source.get("because"):
        return "needs because"
    return "cannot compare neither values nor symbols" if source.keys() >= _ALONE else None


def _series(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def table_rows(
    table: dict[str, Any], version: str | None, first_bit: int | None, symbols_only: bool
) -> list[dict[str, Any]]:
    """The rows of a decoder table that a source speaks of; `symbols_only`: all with the value 0."""
    if first_bit is not None:
        table = next((part for part in table.get("field", []) if part["bits"][0] == first_bit), {})
    elif version is not None:
        for part in table.get("table", []):
            versions = part.get("versions", {})
            least, most = versions.get("from", version), versions.get("to", version)
            if _series(least) <= _series(version) <= _series(most):
                table = part
                break
        else:
            raise SourceError(f"no table of version {version}")
    if "rows" not in table:
        raise SourceError("the decoder table has no such rows")
    if symbols_only:
        return [{**row, "value": 0} for row in table["rows"]]
    if not all("value" in row for row in table["rows"]):
        raise SourceError("rows without values can only be compared with symbols_only, or by facts")
    return list(table["rows"])


def compare(rows: list[Row], table: list[dict[str, Any]], values_only: bool, more: bool) -> tuple[int, list[str]]:
    """How many rows of the table agree with the source, and what differs."""
    names: dict[str | None, Row] = {}
    for one in rows:
        if one.symbol is not None and not values_only:
            names.setdefault(one.symbol, one)
    differences = [
        f"the source has {one.symbol} as {_both(names[one.symbol].value)} and {_both(one.value)}"
        for one in rows
        if one.symbol in names and names[one.symbol].value != one.value
    ]
    values = {row.value for row in rows}
    table_values = {row["value"] for row in table}
    table_names = {name for row in table for name in (row.get("symbol"), *row.get("also", []))}
    differences += [
        f"missing in the table: {one.symbol or ''} {_both(one.value)}"
        for one in dict.fromkeys(rows)
        if (one.symbol not in table_names if one.symbol in names else one.value not in table_values)
    ]
    agree = 0
    for row in table:
        told = _row_differences(row, names, rows, values, more)
        differences += told
        agree += not told
    return agree, differences


def _row_differences(
    row: dict[str, Any], names: dict[str | None, Row], rows: list[Row], values: set[int], more: bool
) -> list[str]:
    """What differs in one row of a table."""
    value = row["value"]
    symbols = [name for name in (row.get("symbol"), *row.get("also", [])) if name] if names else []
    found = [names[name] for name in symbols if name in names]
    told = [f"{one.symbol}: {_both(value)} in the table, {_both(one.value)} in the source" for one in found]
    told = [text for text, one in zip(told, found, strict=True) if one.value != value]
    if not more:
        told += [f"not in the source: {name} {_both(value)}" for name in symbols if name not in names]
        if not symbols and value not in values:
            told.append(f"not in the source: {_both(value)}")
    same = found or [one for one in rows if one.value == value and not symbols]
    letters = {one.letter for one in same if one.letter}
    if letters and row.get("letter") not in letters:
        told.append(
            f"{_both(value)}: letter {row.get('letter')} in the table, {'/'.join(sorted(letters))} in the source"
        )
    masks = {one.mask for one in same if one.mask is not None}
    if masks and row.get("mask") not in masks:
        told.append(f"{_both(value)}: mask {row.get('mask')} in the table, {masks} in the source")
    lacking = {one.printed for one in same if one.printed is not None} - set(row.get("printed", ()))
    told += [f"{_both(value)}: the table lacks that it is printed as {text!r}" for text in sorted(lacking)]
    return told


def _both(value: int) -> str:
    return f"{value} ({value:#x})"


def check(kind: str, file: dict[str, Any], table: dict[str, Any], trees: dict[str, Path]) -> Result:
    """Compare one decoder table with all its sources, which the content of their file tells."""
    result, sources = Result(), file.get("source", [])
    if "rows" in file and file["rows"] != len(table["rows"]):
        result.differences.append(f"{len(table['rows'])} rows in the table, {file['rows']} by the file of its sources")
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for source in sources:
        if wrong := wrong_keys(source):
            result.differences.append(f"{kind}.toml of the sources, {_place(source)}: {wrong}")
        elif "fact" in source:
            _check_fact(source, trees, result)
        else:
            key = (source.get("version"), source.get("field"), source.get("against", source["tree"]))
            groups[key].append(source)
    for (version, first_bit, _), group in groups.items():
        if lacking := {source["tree"] for source in group} - trees.keys():
            result.needed |= lacking
            continue
        result.trees |= {source["tree"] for source in group}
        try:
            rows = [row for source in group for row in _found(trees, source)]
            wanted = table_rows(table, version, first_bit, any(source.get("symbols_only") for source in group))
        except SourceError as error:
            result.differences.append(str(error))
            continue
        values_only, more = (any(source.get(key) for source in group) for key in ("values_only", "more"))
        agree, differences = compare(rows, wanted, values_only, more)
        result.agree, result.rows = result.agree + agree, result.rows + len(wanted)
        result.differences += [f"{group[0]['tree']}: {text}" for text in differences]
    return result


def _found(trees: dict[str, Path], source: dict[str, Any]) -> list[Row]:
    try:
        return rows_of(trees[source["tree"]], source)
    except (SourceError, KeyError, re.error) as error:
        raise SourceError(f"{_place(source)}: {error}") from None


def _check_fact(source: dict[str, Any], trees: dict[str, Path], result: Result) -> None:
    if source["tree"] not in trees:
        result.needed.add(source["tree"])
        return
    result.trees.add(source["tree"])
    try:
        if re.search(source["fact"], text_of(trees[source["tree"]] / source["file"]), re.MULTILINE):
            result.facts += 1
        else:
            result.differences.append(f"{_place(source)}: not found: {source['fact']!r}")
    except SourceError as error:
        result.differences.append(str(error))


def show(kind: str, result: Result) -> None:
    """Print what came out for one kind."""
    told = [f"{result.agree} of {result.rows} rows"] if result.rows else []
    told += [f"{result.facts} fact{'s' if result.facts > 1 else ''}"] if result.facts else []
    if told or result.differences:
        print(f"{kind}: {' and '.join(told) or 'nothing'} agree with {', '.join(sorted(result.trees)) or 'any tree'}")
    if result.needed:
        print(f"{kind}: not checked: needs {' '.join(f'--tree {tree}=…' for tree in sorted(result.needed))}")
    for difference in result.differences:
        print(f"    {difference}")


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def show_needs(kinds: list[str]) -> None:
    """Print the files of each tree that the sources of kinds speak of."""
    needs = set()
    for kind in kinds:
        for source in _read(SOURCES / f"{kind}.toml").get("source", []):
            needs |= {(source["tree"], file) for file in (source["file"], *source.get("names_from", []))}
    for tree, file in sorted(needs):
        print(f"{tree}/{file}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tree", action="append", default=[], metavar="NAME=PATH", help="where a tree of source is")
    parser.add_argument("--trees", metavar="FOLDER", type=Path, help="a folder that has trees of source by their names")
    parser.add_argument("--needs", action="store_true", help="only list the files of trees that are read")
    parser.add_argument("kind", nargs="*", help="kinds to compare, by default all")
    options = parser.parse_args()
    if wrong := [text for text in options.tree if not Path(text.partition("=")[2] or "/nowhere").is_dir()]:
        parser.error(f"no folder: {', '.join(wrong)}")
    if options.trees is not None and not options.trees.is_dir():
        parser.error(f"no folder: {options.trees}")
    return options


def main() -> int:
    """Compare the kinds that the command line names; 1 where anything differs."""
    options = _options()
    trees = {path.name: path for path in options.trees.iterdir() if path.is_dir()} if options.trees else {}
    trees |= {name: Path(path) for name, _, path in (text.partition("=") for text in options.tree)}
    known = {path.stem for folder in (TABLES, SOURCES) for path in folder.glob("*.toml")}
    if options.needs:
        show_needs(sorted(options.kind or known))
        return 0
    bad = 0
    for kind in sorted(options.kind or known):
        table, sources = TABLES / f"{kind}.toml", SOURCES / f"{kind}.toml"
        if not table.exists() or not sources.exists():
            print(f"{kind}: no {'decoder table' if not table.exists() else 'source file'}")
            bad += 1
            continue
        result = check(kind, _read(sources), _read(table), trees)
        show(kind, result)
        bad += bool(result.differences)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
