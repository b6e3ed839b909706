"""`msgpedia lookup [FILE…]`: explains log lines."""

from __future__ import annotations

import gc
import io
import os
import stat
import sys

from msgpedia import cli
from msgpedia.cli import bundles, packs
from msgpedia.logs.headers import SEVERITIES
from msgpedia.logs.inputs import DamagedError, MissingError, opened
from msgpedia.logs.lines import blocks
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.rows import Explainer, encode, rank

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Sequence

    from msgpedia.cli.parser import Parser
    from msgpedia.logs.lines import Line
    from msgpedia.lookup.incidents import Incident, Incidents
    from msgpedia.lookup.rows import Row
    from msgpedia.lookup.summary import Summary
    from msgpedia.lookup.text import TextOutput

MOST_OBJECTS = 500_000  # objects between two of them; what is kept of a log has no cycles
EXAMPLES = """examples:
  journalctl -k | msgpedia lookup
  dmesg | msgpedia lookup --only documented --lang ja
  msgpedia lookup --summary /var/log/syslog /var/log/kern.log
  msgpedia lookup --format jsonl --min-severity err /var/log/messages
  journalctl -o json | msgpedia lookup --summary --fail-on crit
  msgpedia lookup /var/log/syslog.2.gz /var/log/messages-20241027.xz
  msgpedia lookup --pack linux-6.12.pack.json /var/log/kern.log
"""


def run(words: list[str]) -> int:
    """Explain log lines; 0 where some were documented or indexed, else 1; 3 where one was as bad as `--fail-on`."""
    options = parser().parse_args(words)
    gc.freeze()
    gc.set_threshold(MOST_OBJECTS)
    index = bundles.open_bundle(options.bundle)
    try:
        engine = Engine(index, options.software, packs.open_packs(options.pack))
    except KeyError:
        known = ", ".join(item["id"] for item in index.meta["software"])
        raise cli.InputError(f"the bundle has no software {options.software!r}; it has {known}") from None
    explainer = Explainer(engine, cli.language(options.lang, index.languages()))
    output = _Output(options, explainer)
    failed = False
    for name in options.files or ["-"]:
        try:
            try:
                with _open(name) as stream:
                    _read(stream, name, output, len(options.files))
            finally:
                output.next_file()
        except (OSError, DamagedError, MissingError) as error:
            if isinstance(error, BrokenPipeError):
                raise
            failed = True
            output.flush()
            reason = getattr(error, "strerror", None) or error
            cli.complain(f"msgpedia lookup: {cli.printable(name)}: {reason}")
    output.finish()
    return 3 if output.alarmed else 2 if failed else 0 if output.found else 1


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("lookup", "Explains log lines, each with what it means and what to do.", EXAMPLES)
    parser.add_argument("files", nargs="*", metavar="FILE", help="log files; '-' or nothing: standard input")
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="jsonl: one object for each line")
    parser.add_argument("--summary", action="store_true", help="the distinct messages with counts, worst first")
    parser.add_argument("--only", choices=("documented", "indexed", "unknown"), help="print only such lines")
    parser.add_argument("--min-severity", choices=SEVERITIES, help="print only messages at least this bad")
    parser.add_argument("--fail-on", choices=SEVERITIES, help="exit with 3 if a message at least this bad was found")
    parser.add_argument("--software", metavar="NAME", help="where lines without a header come from, e.g. linux")
    cli.add_bundle(parser)
    packs.add_packs(parser)
    cli.add_language(parser)
    cli.add_color(parser)
    return parser


def _open(name: str) -> io.FileIO:
    """A raw stream. Raises OSError; a folder is one."""
    return io.FileIO(0, closefd=False) if name == "-" else io.FileIO(name)


def _read(stream: io.FileIO, name: str, output: _Output, files: int) -> None:
    status = os.fstat(stream.fileno())
    regular = stat.S_ISREG(status.st_mode)
    # Where the output goes to a terminal it would be torn apart.
    shown = files and (output.options.summary or not sys.stdout.isatty()) and sys.stderr.isatty()
    if not shown:
        _read_blocks(stream, name, output, regular, None)
        return
    from msgpedia.cli.progress import Progress

    with Progress(name, status.st_size if regular else 0) as progress:
        _read_blocks(stream, name, output, regular, progress.at)


def _read_blocks(
    stream: io.FileIO, name: str, output: _Output, regular: bool, at: Callable[[int], None] | None
) -> None:
    number = 1
    for lines in blocks(opened(stream)):
        number = output.add(name, number, lines)
        if not regular and not _is_ready(stream):
            output.flush()
        if at is not None:
            at(stream.tell() if regular else number - 1)


def _is_ready(stream: io.FileIO) -> bool:
    """Whether there is more to read, or the end, without waiting for it."""
    from select import select

    try:
        return bool(select([stream], [], [], 0)[0])
    except (OSError, ValueError):
        return False


class _Output:
    """Where explained lines go: rows as text or JSON as they come, or counts until the end."""

    def __init__(self, options: Namespace, explainer: Explainer) -> None:
        self.options, self.explainer = options, explainer
        self.found = self.alarmed = False
        self._alarm = rank(options.fail_on) if options.fail_on else -1
        self._summary = _summary(explainer) if options.summary else None
        self._worst = rank(options.min_severity) if options.min_severity else None
        self._incidents: Incidents | None = None
        self._text = None if options.format == "jsonl" else _text_output(options, explainer)

    def add(self, file: str, number: int, lines: Sequence[Line]) -> int:
        """Explain the lines of a file from a line number on; the number of the line behind them."""
        if self._summary is not None:
            self._summary.add(lines)
        else:
            self._write(self._rows(file, number, lines))
        return number + sum(1 if isinstance(line, str) else line.lines for line in lines)

    def next_file(self) -> None:
        """Tell that the lines to come are of another file."""
        if self._summary is not None:
            self._summary.next_file()
        elif self._incidents is not None:
            self._write(self._incidents.next_file())

    def _rows(self, file: str, number: int, lines: Sequence[Line]) -> Iterator[Row | Incident]:
        if self._incidents is None:
            from msgpedia.lookup.incidents import Incidents

            self._incidents = Incidents(self.explainer)
        for line in lines:
            yield from self._incidents.row(file, number, line)
            number += 1 if isinstance(line, str) else line.lines

    def _chosen(self, row: Row) -> bool:
        only, worst = self.options.only, self._worst
        if row["status"] != "unknown":
            self.found = True
            self.alarmed = self.alarmed or rank(row["severity"]) <= self._alarm
        return (only is None or row["status"] == only) and (worst is None or rank(row["severity"]) <= worst)

    def _told(self, incident: Incident) -> str:
        """An event, which may be worse than any of its lines; jsonl has it in them."""
        row = incident.opening
        if row is None:
            return ""
        status = "indexed" if row["status"] == "unknown" else row["status"]  # the kind of event is known
        if not self._chosen({**row, "status": status, "severity": incident.severity}) or self._text is None:
            return ""
        return self._text.incident(incident)

    def _shown(self, item: Row | Incident) -> str:
        if isinstance(item, dict):
            if not self._chosen(item):
                return ""
            return f"{encode(item)}\n" if self._text is None else self._text.line(item)
        return self._told(item)

    def _write(self, items: Iterator[Row | Incident]) -> None:
        text = "".join(map(self._shown, items))
        try:
            if self._text is None:
                sys.stdout.buffer.write(text.encode("utf-8", "replace"))
            else:
                sys.stdout.write(text)
        except OSError as error:
            raise _unwritable(error) from error

    def flush(self) -> None:
        """Send on what is there, so that a line that came in comes out at once."""
        if self._incidents is not None:
            self._write(self._incidents.flush())
        try:
            sys.stdout.flush()
        except OSError as error:
            raise _unwritable(error) from error

    def finish(self) -> None:
        """Write what waits, or the summary, if one was asked for."""
        if self._summary is None:
            return
        rows = self._summary.rows()
        self.found = bool(rows)
        if self._summary.unknown:
            rows.append(self._summary.unknown_row())
        chosen = [row for row in rows if self._chosen(row)]
        self.found = any(row["status"] != "unknown" for row in rows)
        if self._text is None:
            sys.stdout.buffer.write("".join(f"{encode(row)}\n" for row in chosen).encode("utf-8", "replace"))
        else:
            sys.stdout.write(self._text.summary(chosen, self._summary.totals()))


def _unwritable(error: OSError) -> Exception:
    """An error of the output, which is none of the input: a reader that has gone, or a full disk."""
    return error if isinstance(error, BrokenPipeError) else cli.OutputError(error.strerror or str(error))


def _summary(explainer: Explainer) -> Summary:
    from msgpedia.lookup.summary import Summary

    return Summary(explainer)


def _text_output(options: Namespace, explainer: Explainer) -> TextOutput:
    from msgpedia.lookup.text import TextOutput

    return TextOutput(explainer, cli.terminal_width(), cli.use_color(options.color), len(options.files) > 1)
