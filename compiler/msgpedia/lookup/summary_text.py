"""The summary of a log as a table for a terminal: counts, severities, titles, entries and times, the worst first."""

from __future__ import annotations

from msgpedia.lookup import words as w
from msgpedia.lookup.characters import clean, clean_format, columns, padded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from msgpedia.lookup.rows import Row
    from msgpedia.lookup.terminal import Screen
    from msgpedia.lookup.words import Words

LEAST_TABLE = 60  # columns; narrower terminals get one block for each message


def summary_text(rows: Sequence[Row], totals: Mapping[str, int], screen: Screen, words: Words) -> str:
    """The whole text. Lines that are no known message are only counted."""
    known = [row for row in rows if row["status"] != "unknown"]
    if not known:
        lines = screen.flow([("", words(w.NO_MESSAGES))])
    elif screen.width < LEAST_TABLE:
        lines = _stacked(known, screen, words)
    else:
        lines = _table(known, screen, words)
    counts = [clean(words(text, count=words.number(totals[key]))) for key, text in w.TOTALS.items()]
    if columns("  ".join(counts)) <= screen.width:
        counts = ["  ".join(counts)]
    return "\n".join([*lines, "", *(screen.paint("strong", text) for text in counts)]) + "\n"


def _table(rows: Sequence[Row], screen: Screen, words: Words) -> list[str]:
    counts = max(columns(clean(words(w.COUNT))), *(columns(words.number(row["count"])) for row in rows))
    severities = {row["severity"]: words.severity(row["severity"]) for row in rows}
    badges = max(columns(clean(words(w.SEVERITY))), *(screen.badge_columns(word) for word in severities.values()))
    margin = " " * (counts + 2 + badges + 2)
    count = clean(words(w.COUNT))
    head = " " * (counts - columns(count)) + f"{count}  {padded(clean(words(w.SEVERITY)), badges)}  "
    found = [screen.paint("dim", head + words(w.MESSAGE))]
    for row in rows:
        word = severities[row["severity"]]
        badge = screen.badge(row["severity"], word) + " " * (badges - screen.badge_columns(word))
        lines = screen.flow([_title(row, words)], margin)
        number = words.number(row["count"])
        number = " " * (counts - columns(number)) + number
        found += [f"{number}  {badge}  {lines[0][len(margin) :]}", *lines[1:]]
        found += _details(row, screen, words, margin)
    return found


def _stacked(rows: Sequence[Row], screen: Screen, words: Words) -> list[str]:
    found: list[str] = []
    for row in rows:
        badge = screen.badge(row["severity"], words.severity(row["severity"]))
        found.append((badge + " " if badge else "") + screen.paint("strong", words.number(row["count"])))
        found += screen.flow([_title(row, words)], "  ")
        found += _details(row, screen, words, "  ")
    return found


def _title(row: Row, words: Words) -> tuple[str, str]:
    summary = row.get("report", {}).get("summary")
    if summary:
        return ("", words(w.NAMED, name=row["title"], value=summary))
    return ("", row["title"]) if row["title"] else ("", clean_format(row["message"]["format"]))


def _details(row: Row, screen: Screen, words: Words, margin: str) -> list[str]:
    """The name of a message and its times, on one line where there is room."""
    report = row.get("report")
    name = clean(row["entry"] or (row["message"] or {"id": row.get("report", {}).get("kind", "")})["id"])
    if report:
        name = f"{name}  {clean(words.plural(w.LINES, report['lines']))}"
    first, last = (_time(row[key], words) for key in ("first", "last"))
    times = words(w.TIME_SPAN, first=first, last=last) if first and last and first != last else first or last
    if row.get("repeated"):
        times = f"{words.plural(w.REPEATED, row['repeated'])}  {times}"
    if len(margin) + columns(name) + 2 + columns(clean(times)) <= screen.width:
        return [margin + screen.paint("dim", f"{name}  {times}" if times else name)]
    return screen.flow([("dim", name)], margin) + (screen.flow([("dim", times)], margin) if times else [])


def _time(time: str | None, words: Words) -> str:
    """A time as the language writes it; the kernel's seconds since it started in brackets, as in its log."""
    if time is None:
        return ""
    return f"[{time}]" if time.replace(".", "", 1).isdigit() else words.time(time)
