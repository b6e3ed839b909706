"""Counts the lines of logs by the software they come from and by message, whether that is documented or not."""

from __future__ import annotations

from msgpedia.logs.headers import HOST, severity_of
from msgpedia.stats.machines import Machines, Seen
from msgpedia.stats.shapes import Shapes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from msgpedia.logs.lines import Record
    from msgpedia.lookup.engine import Match
    from msgpedia.lookup.rows import Explainer
    from msgpedia.stats.shapes import Shape


class Message(Seen):
    """The lines of one message, of which `match` is the first; `level` is what a header said first."""

    __slots__ = ("documented", "level", "match", "software")

    def __init__(self, match: Match, documented: bool, software: str) -> None:
        super().__init__()
        self.match, self.documented, self.software = match, documented, software
        self.level: str | None = None


class Counts:
    """What logs hold. With `shapes` the unknown lines are counted by shape too; blank lines do not count."""

    __slots__ = ("_explainer", "_found", "files", "machines", "shapes", "unknown")

    def __init__(self, explainer: Explainer, shapes: bool = False) -> None:
        self._explainer = explainer
        self._found: dict[tuple[int, str], Message] = {}
        self.unknown: dict[str | None, int] = {}  # lines by software, None where that is not known
        self.machines = Machines()
        self.shapes = Shapes() if shapes else None
        self.files = 0

    def next_file(self) -> None:
        """Tell that the lines to come are of another file."""
        self.files += 1

    def add(self, lines: Iterable[str | Record]) -> None:
        """Count some lines."""
        engine, machine_of, file = self._explainer.engine, self.machines.number, self.files
        for line in lines:
            header, body = engine.read(line)
            if not body or body.isspace():
                continue
            origin = engine.origin(header)
            match = engine.match(body, origin)
            machine = machine_of(header[HOST], file)
            if match is None:
                self.unknown[origin.name] = self.unknown.get(origin.name, 0) + 1
                if self.shapes is None:
                    continue
                found: Message | Shape = self.shapes.of(body, origin.name)
            else:
                found = self._message(match)
            if found.level is None:
                found.level = severity_of(header)
            found.at(machine, file)

    def _message(self, match: Match) -> Message:
        if match.known:
            known = match.known[0]
            entry, name, software = known.entry, known.message["id"], known.software
        else:
            own = self._explainer.message(match.template)
            entry = self._explainer.engine.index.entry_of[match.template]
            name, software = own["id"], own["software"]
        key = (entry, "" if entry >= 0 else name)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = Message(match, entry >= 0, software)
        return found

    @property
    def messages(self) -> Iterable[Message]:
        """All that was found, in the order in which it came."""
        return self._found.values()
