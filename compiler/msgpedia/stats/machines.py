"""Which machines a message was seen on, in little memory. Names of hosts are known here only, and none gets out."""

from __future__ import annotations

MOST_MACHINES = 4096  # told apart; all further ones count as one
_NAMELESS = frozenset(("localhost", "localhost.localdomain"))  # what any machine may call itself


class Machines:
    """Numbers for machines, in the order they come: the host of a header, else the file that the line is in."""

    __slots__ = ("_numbers", "full")

    def __init__(self) -> None:
        self._numbers: dict[str | int, int] = {}
        self.full = False

    def number(self, host: str | None, file: int) -> int:
        """The number of the machine that a line of a file is of."""
        key = host.lower() if host else file
        found = self._numbers.get(key)
        if found is not None:
            return found
        if key in _NAMELESS:
            return self.number(None, file)
        if len(self._numbers) >= MOST_MACHINES:
            self.full = True
            return MOST_MACHINES
        self._numbers[key] = number = len(self._numbers)
        return number

    def __len__(self) -> int:
        return len(self._numbers) + self.full


class Seen:
    """Where something was seen: lines, machines, files. Files come one after the other; machines are bits."""

    __slots__ = ("_bits", "_file", "_machine", "files", "lines")

    def __init__(self) -> None:
        self.lines = self.files = self._bits = 0
        self._machine = self._file = -1

    def at(self, machine: int, file: int) -> None:
        """Count a line on a machine, in a file, both by number."""
        self.lines += 1
        if machine != self._machine:
            self._machine = machine
            self._bits |= 1 << machine
        if file != self._file:
            self._file = file
            self.files += 1

    @property
    def machines(self) -> int:
        """How many machines."""
        return self._bits.bit_count()
