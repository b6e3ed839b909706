"""What was counted, as rows for programs and for text: nothing of a line but what a format string says of it.

Unknown shapes alone have text of the logs; they are there only where they were asked for.
"""

from __future__ import annotations

from msgpedia.stats.commands import Beginner
from msgpedia.stats.packed import Part
from msgpedia.stats.score import score

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.bundle.index import Index
    from msgpedia.lookup.rows import Explainer
    from msgpedia.stats.counting import Counts, Message
    from msgpedia.stats.packed import Packed
    from msgpedia.stats.shapes import Shapes

    Row = dict[str, Any]

PIECES = frozenset(("continuation", "buffer"))


def result(counts: Counts | None, packs: Sequence[Packed], explainer: Explainer, limit: int, unknown: int) -> Row:
    """All that is told. `limit` is how many messages are listed, `unknown` how many unknown shapes; 0 lists all
    messages, and no shape.
    """
    found: Row = {"logs": None, "software": [], "packs": [_pack(pack) for pack in packs], "work": [], "work_total": 0}
    if counts is None:
        return found
    found["software"] = _software(counts)
    total = {key: sum(row[key] for row in found["software"]) for key in ("lines", "documented", "indexed", "unknown")}
    machines = counts.machines
    found["logs"] = {**total, "files": counts.files, "machines": len(machines), "machines_at_least": machines.full}
    work = _work(counts, explainer)
    found["work_total"] = len(work)
    found["work"] = [_finished(row) for row in work[: limit or None]]
    beginner = Beginner(explainer.engine.index.meta["software"], _sources(explainer.engine.index, found["work"]))
    for row in found["work"]:
        row["command"] = beginner.command({**row, "before": row.pop("before")})
    if counts.shapes is not None:
        found["unknown"] = _shapes(counts.shapes)[:unknown]
        found["unknown_at_least"] = counts.shapes.forgotten
    return found


def _software(counts: Counts) -> list[Row]:
    """A row for each software, that with most lines first; the one without a name for lines of unknown origin."""
    rows: dict[str | None, Row] = {}

    def row_of(name: str | None) -> Row:
        empty = {"software": name, "lines": 0, "documented": 0, "indexed": 0, "unknown": 0}
        return rows.setdefault(name, {**empty, "messages": {"documented": 0, "indexed": 0}})

    for message in counts.messages:
        row, status = row_of(message.software), "documented" if message.documented else "indexed"
        row[status] += message.lines
        row["messages"][status] += 1
    for name, lines in counts.unknown.items():
        row_of(name)["unknown"] += lines
    for row in rows.values():
        row["lines"] = row["documented"] + row["indexed"] + row["unknown"]
        row["percent"] = {status: percent(row[status], row["lines"]) for status in ("documented", "indexed", "unknown")}
    return sorted(rows.values(), key=lambda row: (-row["lines"], row["software"] or ""))


def _work(counts: Counts, explainer: Explainer) -> list[Row]:
    """The undocumented messages, the one that matters most first."""
    found = []
    for message in counts.messages:
        if message.documented:
            continue
        told = explainer.told(message.match)
        own = _own(message, explainer)
        little = bool(own.get("envelope")) or own.get("part") in PIECES
        level = told["severity"] or message.level
        points = score(level, message.lines, message.machines, little)
        found.append((points, told["message"]["id"], level, message, told, own))
    found.sort(key=lambda item: (-item[0], item[1]))
    return [
        {"score": points, "level": level, "seen": message, "told": told, "own": own}
        for points, _, level, message, told, own in found
    ]


def _own(message: Message, explainer: Explainer) -> Row:
    """The message as its pack has it, or the bundle."""
    match = message.match
    return match.known[0].message if match.known else explainer.message(match.template)


def _finished(row: Row) -> Row:
    """A row of the work list. `before` is how many captures are in the known prefix."""
    seen, message, own = row["seen"], row["told"]["message"], row["own"]
    return {
        "score": round(row["score"], 1),
        "id": message["id"],
        "software": row["told"]["software"],
        "level": row["level"],
        "format": message["format"],
        "dialect": message["dialect"],
        **{key: message.get(key) for key in ("file", "line", "function")},
        "sites": message.get("sites", 1),
        **{key: own[key] for key in ("envelope", "part") if key in own},
        "lines": seen.lines,
        "machines": seen.machines,
        "files": seen.files,
        "before": own.get("before", 0),
    }


def _sources(index: Index, work: Sequence[Row]) -> set[tuple[str, str]]:
    """The files that the entries of the software in a work list are from."""
    wanted = {row["software"] for row in work}
    entries = map(index.entry, range(index.meta["entries"] if wanted else 0))
    return {
        (entry["software"], variant["source"]["file"])
        for entry in entries
        if entry["software"] in wanted
        for variant in entry["variants"]
        if variant.get("source")
    }


def _shapes(shapes: Shapes) -> list[Row]:
    """The shapes of unknown lines, the one that matters most first."""
    found = [(score(shape.level, shape.lines, shape.machines), shape) for shape in shapes]
    found.sort(key=lambda item: (-item[0], item[1].text, item[1].software or ""))
    return [
        {
            "score": round(points, 1),
            "shape": shape.text,
            "software": shape.software,
            "level": shape.level,
            "lines": shape.lines,
            "machines": shape.machines,
            "files": shape.files,
        }
        for points, shape in found
    ]


def _pack(pack: Packed) -> Row:
    return {
        "software": pack.meta["software"],
        "versions": pack.meta["versions"],
        **_part(pack.total),
        "levels": [{"level": level, **_part(part)} for level, part in pack.by_level()],
        "subsystems": [{"subsystem": name, **_part(part)} for name, part in pack.by_subsystem()],
    }


def _part(part: Part) -> Row:
    return {name: getattr(part, name) for name in ("messages", "documented", "errors", "errors_documented")}


def percent(part: int, whole: int) -> float:
    """So much of a whole, to one place; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0
