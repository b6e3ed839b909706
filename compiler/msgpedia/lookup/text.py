"""Explained lines as text for a terminal: the line, how bad it is, what it means, its values, what to do first.

An entry is explained at its first line; later lines of the same run refer to it in short, so that a log stays
readable. Lines that nobody knows stay as they are.
"""

from __future__ import annotations

from msgpedia.lookup import words as w
from msgpedia.lookup.characters import ELLIPSIS, clean, clean_format, clean_line, columns, fit
from msgpedia.lookup.rows import pick, picked
from msgpedia.lookup.terminal import Screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from msgpedia.lookup.incidents import Incident
    from msgpedia.lookup.markdown import Block
    from msgpedia.lookup.rows import Explainer, Row
    from msgpedia.lookup.terminal import Row as TableRow
    from msgpedia.lookup.wrapping import Span

MARGIN, INNER = "  ", "    "
LONGEST_LINE = 4000  # characters of a log line that are shown
LONGEST_CAPTURE = 300
FIRST_STEPS = 2
MANY_VALUES = 8  # with more of them, each has only the first sentence of its meaning
SHORT_LINES = 2  # of values, for a message that was explained before


class TextOutput:
    """Writes the rows of one run. `width` is in columns; with `name_files`, a heading names each file."""

    def __init__(self, explainer: Explainer, width: int, color: bool, name_files: bool = False) -> None:
        self._explainer = explainer
        self._words = explainer.words
        self._screen = Screen(width, color)
        self._seen: set[str] = set()
        self._advised: dict[str, set[str]] = {}  # the advice that was given, by entry
        self._noticed: set[str] = set()  # languages of which it was said that they stand in
        self._file: str | None = None if name_files else ""
        self._after_block = True  # whether what stands above is set off already

    def line(self, row: Row) -> str:
        """The text of a row, its line ends included."""
        status = row["status"]
        heading = self._heading(row["file"])
        if "report" in row:  # which is explained as a whole behind its last line
            self._after_block = False
            style = "line" if row["report"]["role"] == "first" else "dim"
            return heading + self._log_line(shown_line(row), style) + "\n"
        if status == "unknown":
            self._after_block = False
            return heading + self._log_line(shown_line(row), "dim") + "\n"
        lines = [self._log_line(shown_line(row), "line")]
        if status == "indexed":
            self._after_block = False
            lines += self._indexed(row)
        elif row["entry"] in self._seen:
            self._after_block = False
            lines += [*self._short(row), *self._advice(row)]
        else:
            self._seen.add(row["entry"])
            if not self._after_block:
                lines.insert(0, "")
            self._after_block = True
            lines += [*self._explained(row), ""]
        return heading + "\n".join(lines) + "\n"

    def incident(self, incident: Incident) -> str:
        """The text of an event of several lines, which stand above: what it is, and the explanation of its opening."""
        from msgpedia.reports.summary import summary_of, title_of

        row, report = incident.opening, incident.report
        if row is None:
            return ""
        language = self._explainer.language
        title = title_of(report, language)
        summary = summary_of(report, language)
        if summary:
            title = self._words(w.NAMED, name=title, value=summary)
        title = self._words(w.WITH_MEANING, value=title, meaning=self._words.plural(w.LINES, report.count))
        word = self._words.severity(incident.severity)
        lines = self._screen.titled(incident.severity, word, title, MARGIN)
        if row["status"] == "documented":
            known = row["entry"] in self._seen
            self._seen.add(row["entry"])
            lines += self._advice(row) if known else ["", *self._explained(row)]
        self._after_block = True
        return "\n".join(lines) + "\n\n"

    def summary(self, rows: Sequence[Row], totals: Mapping[str, int]) -> str:
        """The table of a summary. `totals` has the number of lines: `lines`, `documented`, `indexed`, `unknown`."""
        from msgpedia.lookup.summary_text import summary_text

        return summary_text(rows, totals, self._screen, self._words)

    def _heading(self, file: str) -> str:
        if self._file in ("", file):
            return ""
        before = "\n" if self._file is not None and not self._after_block else ""
        self._file, self._after_block = file, True
        return f"{before}==> {self._screen.paint('strong', file)} <==\n"

    def _log_line(self, line: str, style: str) -> str:
        if len(line) <= LONGEST_LINE:
            return self._screen.paint(style, clean_line(line))
        note = self._words.plural(w.SHORTENED, len(line))
        return f"{self._screen.paint(style, clean_line(line[:LONGEST_LINE]))}{ELLIPSIS} {clean(note)}"

    def _explained(self, row: Row) -> list[str]:
        from msgpedia.lookup.markdown import first_steps, parse  # only a documented line has any

        entry = self._explainer.entry_named(row["entry"])
        title = self._titled(row)
        if entry is None:
            return title
        captures = shown_captures(row["captures"])
        steps, count = first_steps(parse(pick(entry["action"], self._explainer.language)), FIRST_STEPS)
        blocks = [
            title,
            self._screen.table(self._values(row, captures, entry["arguments"]), INNER),
            self._advice(row),
            self._first(steps),
            self._alternatives(row),
            [*self._more(entry, count), *self._notices(entry, captures)],
        ]
        return "\n\n".join("\n".join(block) for block in blocks if block).split("\n")

    def _titled(self, row: Row) -> list[str]:
        word = self._words.severity(row["severity"])
        return self._screen.titled(row["severity"], word, row["title"] or row["entry"], MARGIN)

    def _values(self, row: Row, captures: Mapping[str, str], arguments: Mapping[str, Row]) -> list[TableRow]:
        """Each value with what it means by its table, and what its argument is."""
        from msgpedia.lookup.markdown_spans import spans_of

        found: list[TableRow] = []
        decoded = self._explainer.meanings(row) if row.get("decoded") else {}
        for name, value in captures.items():
            about = pick(arguments.get(name, {}).get("text", {}), self._explainer.language)
            if len(captures) > MANY_VALUES:
                about = _first_sentence(about)
            meaning = decoded[name].told if name in decoded else ""
            means: list[Span] = [("", f"= {meaning}")] if meaning else []
            found.append((name, value, means, spans_of(about, ticks=not self._screen.color)))
        return found

    def _advice(self, row: Row) -> list[str]:
        """What holds for the values of a row, less what was said before of the same entry."""
        from msgpedia.lookup.markdown import parse
        from msgpedia.lookup.markdown_text import Renderer

        said = self._advised.setdefault(row["entry"], set())
        new = [text for text in row.get("advice", ()) if text not in said]
        if not new:
            return []
        said.update(new)
        lines = self._screen.flow([("heading", self._words(w.FOR_THESE))], INNER)
        for text in new:
            lines += Renderer(self._screen, commands=True).lines(parse(text), INNER)
        return lines

    def _first(self, steps: Sequence[Block]) -> list[str]:
        from msgpedia.lookup.markdown_text import Renderer

        heading = self._screen.flow([("heading", self._words(w.WHAT_FIRST))], INNER)
        return heading + Renderer(self._screen, commands=True).lines(steps, INNER)

    def _more(self, entry: Row, steps: int) -> list[str]:
        label = self._words.plural(w.STEPS_IN_ALL, steps) if steps > FIRST_STEPS else self._words(w.MORE)
        return self._pointer(label, entry["id"])

    def _pointer(self, label: str, entry: str) -> list[str]:
        """A label and the command that shows an entry, in one piece so that it can be copied."""
        command = f"msgpedia show {_quoted(entry)}"
        lines = self._screen.flow([("", label)], INNER)
        if columns(INNER + clean(label)) + 1 + columns(clean(command)) <= self._screen.width:
            return [f"{lines[0]} {self._screen.paint('command', command)}"]
        return [*lines, INNER + "  " + self._screen.paint("command", command)]

    def _alternatives(self, row: Row) -> list[str]:
        if not row["alternatives"]:
            return []
        lines = self._screen.flow([("", self._words(w.ALTERNATIVES))], INNER)
        for other in row["alternatives"]:
            name = other["entry"] or clean_format(other["message"]["format"])
            lines += self._screen.flow([("", name)], INNER + "- ", INNER + "  ")
        return lines

    def _notices(self, entry: Row, captures: Mapping[str, str]) -> list[str]:
        """A line where a text is missing in the chosen language; once a run for a language that the bundle lacks."""
        language = self._explainer.language
        arguments = [entry["arguments"][name]["text"] for name in captures if name in entry["arguments"]]
        shown = sorted({picked(text, language) for text in (entry["title"], entry["action"], *arguments)} - {language})
        if language not in self._explainer.engine.index.meta["languages"]:
            shown = [code for code in shown if code not in self._noticed]
            self._noticed.update(shown)
        return [
            line
            for code in shown
            for line in self._screen.flow([("notice", self._words.not_translated(language, code))], INNER)
        ]

    def _short(self, row: Row) -> list[str]:
        """Severity, title and values of a message that was explained before, on one line or a few."""
        screen = self._screen
        word = self._words.severity(row["severity"])
        badge = screen.badge(row["severity"], word)
        title = clean(row["title"] or row["entry"])
        start = columns(MARGIN) + screen.badge_columns(word) + (1 if badge else 0)
        head = MARGIN + badge + (" " if badge else "")
        for values, few in ((self._short_values(row, True), True), (self._short_values(row, False), False)):
            one = title + "  " + "  ".join(values) if values else title
            if start + columns(one) <= screen.width:
                return [head + screen.paint("strong", title) + screen.paint("", one[len(title) :])]
            lines = self._value_lines(values)
            if not few or not lines or not lines[-1].endswith(ELLIPSIS):
                break
        return [head + screen.paint("strong", fit(title, screen.width - start)), *lines]

    def _short_values(self, row: Row, decoded: bool) -> list[str]:
        """The values of a row with their names; with `decoded`, also what they mean."""
        meanings = self._explainer.meanings(row) if decoded and row.get("decoded") else {}
        found = []
        for name, value in shown_captures(row["captures"]).items():
            brief = meanings[name].brief if name in meanings else ""
            found.append(f"{name}={clean(self._words(w.WITH_MEANING, value=value, meaning=brief) if brief else value)}")
        return found

    def _value_lines(self, values: Sequence[str]) -> list[str]:
        """Values side by side, on a few lines; what does not fit is cut."""
        lines: list[str] = []
        for place, value in enumerate(values):
            if lines and columns(f"{lines[-1]}  {value}") <= self._screen.width:
                lines[-1] += f"  {value}"
            elif len(lines) < SHORT_LINES:
                lines.append(INNER + value)
            else:
                lines[-1] += "  " + "  ".join(values[place:])
                break
        return [self._screen.paint("", fit(line, self._screen.width)) for line in lines]

    def _indexed(self, row: Row) -> list[str]:
        word = self._words.severity(row["severity"])
        format_ = clean_format(row["message"]["format"])
        text = " ".join(part for part in (f"[{word}]" if word else "", self._words(w.INDEXED), format_) if part)
        lines = self._screen.flow([("dim", text)], MARGIN, INNER)
        if row["message"].get("file") is not None:
            from msgpedia.lookup.pack_text import printed

            lines += self._screen.flow([("dim", printed(row["message"], self._words))], INNER)
        return lines


def shown_line(row: Row) -> str:
    """The log line; of a structured record what matters to a reader, in the form of a syslog line."""
    if "fields" not in row or not row["text"].startswith(("{", "__CURSOR=")):
        text: str = row["text"]
        return text
    header = row["header"]
    pid = f"[{header['pid']}]" if header["pid"] is not None else ""
    ident = f"{header['ident']}{pid}:" if header["ident"] is not None else ""
    return " ".join(part for part in (header["time"], header["host"], ident, row["body"]) if part)


def shown_captures(captures: Mapping[str, str]) -> dict[str, str]:
    """The captures that say something, without blanks around them, the very long cut short."""
    found = {}
    for name, value in captures.items():
        value = value.strip(" ")
        if value:
            found[name] = value if len(value) <= LONGEST_CAPTURE else value[:LONGEST_CAPTURE] + ELLIPSIS
    return found


def _first_sentence(text: str) -> str:
    """The first sentence of a Japanese or English text, without its full stop."""
    return text.partition("。")[0].partition(". ")[0]


def _quoted(name: str) -> str:
    """A name as a word for the shell."""
    if name.isascii() and name.translate(_NAME_MARKS).isalnum():
        return name
    return "'" + name.replace("'", "'\\''") + "'"


_NAME_MARKS = dict.fromkeys(map(ord, "._/:+@-"), "x")
