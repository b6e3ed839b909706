"""How much an undocumented message matters: how bad it is, on how many machines, how often (`docs/stats.md`)."""

from __future__ import annotations

from math import log2

WEIGHTS = {
    "emerg": 8.0,
    "alert": 8.0,
    "crit": 8.0,
    "err": 6.0,
    "warning": 4.0,
    "notice": 2.0,
    "info": 1.0,
    "debug": 0.5,
}
UNTOLD = 2.0  # the weight of a message whose level nobody knows
MACHINES = 3.0  # how much twice as many machines say, against twice as many lines
SAYS_LITTLE = 0.25  # of what carries another message in itself, or is a piece of a line


def score(level: str | None, lines: int, machines: int, says_little: bool = False) -> float:
    """The score of a message that so many lines on so many machines have."""
    weight = WEIGHTS.get(level or "", UNTOLD)
    spread = MACHINES * log2(1 + machines) + log2(1 + lines)
    return weight * spread * (SAYS_LITTLE if says_little else 1.0)
