"""Packs beside the bundle: which of their messages a line is, and which of these the bundle has explained already.

Rules: `docs/packs.md`, "Which lines a pack explains". What the bundle documents is not looked for here.
"""

from __future__ import annotations

from operator import itemgetter

from msgpedia.bundle.index import UNKNOWN_GATE
from msgpedia.logs.headers import SEVERITIES
from msgpedia.lookup.pack_engine import ELSEWHERE, PackEngine, Possible, nearness
from msgpedia.packs.index import rank_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.bundle.index import Index
    from msgpedia.lookup.pack_engine import PackTemplate
    from msgpedia.packs.index import PackIndex

    Row = dict[str, Any]

LONGEST = 4096  # code points of a body that a pack is asked for; no message of a program is longer
MOST_PLACES = 4  # that are told of a message
MOST_OTHERS = 8  # templates that are tried where the first that fits is of another driver
STRICTER = 4  # characters that the gate asks for besides where the origin of a line is not known


class Known:
    """A message of a pack. `entry` is the number of the bundle's entry that explains it, -1 where none does; `message`
    is what the pack says, or that entry's variant. `names` are those of the captures, None for one that has none.
    """

    __slots__ = ("_driver", "_versions", "entry", "message", "names", "software")

    def __init__(self, pack: PackIndex, message: Row, program: Row) -> None:
        self._versions: list[list[str]] = pack.meta["version_sets"]
        self.software, self.entry, self.message = pack.software, -1, message
        self._driver = not isinstance(program["tokens"][0], str)
        first = program["first"] + 1
        holes = sum(not isinstance(token, str) for token in program["tokens"])
        self.names: list[str | None] = [str(number) for number in range(first, first + holes)]

    def captures(self, texts: Sequence[str]) -> dict[str, str]:
        """Captures by their names, without those that stand before what an entry explains."""
        return {name: text for name, text in zip(self.names, texts, strict=True) if name is not None}

    def told(self, texts: Sequence[str]) -> tuple[Row, str | None]:
        """The message for a reader: what it is, and the call that a line with these captures comes from, as far as one
        can tell, with `places` where it may be one of several; and how bad it is at worst, by a name of syslog's, or
        None.
        """
        message = self.message
        sites, levels = self._sites(texts)
        file, line, function, _, versions = sites[0]
        found = {key: message[key] for key in ("id", "format", "dialect")}
        found.update(file=file, line=line, function=function, versions=self._versions[versions])
        if len(message["sites"]) > 1:
            found["sites"] = len(message["sites"])
        if len(sites) > 1:
            found["places"] = [dict(zip(("file", "line", "function"), site, strict=False)) for site in sites]
        if message.get("envelope"):
            found["envelope"] = True
        return found, min(levels, key=SEVERITIES.index, default=None)

    def _sites(self, texts: Sequence[str]) -> tuple[list[list[Any]], set[str]]:
        """Of its calls those in the function that the line names before a device (`probe() hci0: `); of these, or all,
        those nearest to the driver which the line begins with, or of most machines: the first of each function, few of
        them; and the levels of all of these calls.
        """
        sites: list[list[Any]] = self.message["sites"]
        if len(sites) == 1:
            return sites, {sites[0][3]}.intersection(SEVERITIES)
        driver = texts[0].partition(" ")[0] if self._driver and texts else ""
        sites = [site for site in sites if any(text.startswith(f"{site[2]}() ") for text in texts)] or sites
        far = [nearness(driver, site[0] or "") for site in sites]
        nearest = [site for site, other in zip(sites, far, strict=True) if other == min(far)]
        found = {(site[0], site[2]): site for site in reversed(nearest)}
        levels = {site[3] for site in nearest}.intersection(SEVERITIES)
        return sorted(found.values(), key=nearest.index)[:MOST_PLACES], levels

    def names_itself(self, texts: Sequence[str]) -> bool:
        """Whether a line begins with the name of the function that prints it."""
        return self._driver and bool(texts) and any(site[2] == texts[0] for site in self.message["sites"])

    @property
    def unusual(self) -> bool:
        """Whether it is of machines that few have."""
        return all(nearness("", site[0] or "") >= ELSEWHERE for site in self.message["sites"])


class Packs:
    """Look-up over packs beside the index of a bundle."""

    def __init__(self, index: Index, packs: Sequence[PackIndex]) -> None:
        self._index = index
        self._engines = [PackEngine(pack) for pack in packs]

    def candidates(
        self, masked: str, words: list[str], missing: int, software: frozenset[str], gate: int
    ) -> Possible | None:
        """What to try on a body with these words, whose digits are zeros here, and on all that differ from it in digits
        alone; None for nothing. `missing` is the complement of the signature of the words.
        """
        if len(masked) > LONGEST:
            return None
        strict = _strict(gate)
        found = [
            (engine, rows)
            for engine in self._engines
            if engine.index.software in software and (rows := engine.candidates(words, missing, strict))
        ]
        return Possible(masked, found) if found else None

    def match(
        self, candidates: Possible, body: str, gate: int, rival: Row | None
    ) -> tuple[list[Known], list[str]] | None:
        """The messages that fit a body best, the one first and its equals in order of id, those of rare machines last
        and those whose function the line names first; and the captures of the one. One of another driver than the line
        begins with comes behind the next that may be of this one. None where none fits, or none better than `rival`, a
        program of the bundle.
        """
        best: list[tuple[PackTemplate, list[str]]] = []
        place = 0
        template = candidates.at(place)
        while template is not None:
            captures = template.match(body, gate)
            if captures is not None:
                best.append((template, captures))
            place += 1
            template = candidates.at(place, best[0][0].rank) if best else candidates.at(place)
        if not best or (rival is not None and self._rank(rival) <= best[0][0].rank):
            return None
        if len(best) == 1:
            ((template, captures),) = best
            known = template.known or self._known(template)
            other = self._of_the_driver(candidates, place, body, gate) if template.is_strange(captures) else None
            return (
                ([known], captures) if other is None else ([other[0].known or self._known(other[0]), known], other[1])
            )
        rows = []
        for template, captures in best:
            known = template.known or self._known(template)
            order = known.entry < 0, not known.names_itself(captures), known.unusual, known.message["id"]
            rows.append((order, known, captures))
        rows.sort(key=itemgetter(0))
        ordered = {known.entry if known.entry >= 0 else order[3]: known for order, known, _ in reversed(rows)}
        return list(reversed(ordered.values())), rows[0][2]

    def _of_the_driver(
        self, candidates: Possible, place: int, body: str, gate: int
    ) -> tuple[PackTemplate, list[str]] | None:
        """The next of a few templates from a place on that fits a body and the driver which it begins with, or None."""
        for number in range(place, place + MOST_OTHERS):
            template = candidates.at(number)
            if template is None:
                break
            captures = template.match(body, gate)
            if captures is not None and template.of_device and not template.is_strange(captures):
                return template, captures
        return None

    def _rank(self, program: Row) -> int:
        """The rank of a program of the bundle among those of packs."""
        tokens, holes = program["tokens"], self._index.meta["holes"]
        literals = sum(len(token) for token in tokens if isinstance(token, str))
        return rank_of(literals, sum(1 for token in tokens if not isinstance(token, str) and "wild" in holes[token]))

    def _known(self, template: PackTemplate) -> Known:
        known = template.known = Known(
            template.pack.index, template.pack.message(template.row["message"]), template.row
        )
        self._identify(known)
        return known

    def _identify(self, known: Known) -> None:
        """Find the entry that explains a message."""
        found = explained(self._index, known.software, known.message)
        if found is not None:
            self._adopt(known, *found)

    def _adopt(self, known: Known, entry: int, variant: Row, skipped: int) -> None:
        """Make a message that of an entry's variant; so many captures stand before those that it names."""
        own = [*variant.get("prefix", {}).get("arguments", ()), *variant["arguments"]]
        places = [int(name) - 1 - skipped for name in known.names if name is not None]
        if any(place >= len(own) for place in places):
            return
        known.entry = entry
        known.names = [own[place] if place >= 0 else None for place in places]
        known.message = {
            **known.message,
            "id": variant["message"],
            "format": variant.get("prefix", {}).get("format", "") + variant["format"],
            "dialect": variant["dialect"],
        }


def explained(index: Index, software: str, message: Row) -> tuple[int, Row, int] | None:
    """The entry of a bundle, by number, that explains a pack's message; its variant that has the message; and how many
    captures stand before those of the variant. None where no entry does.

    One does if a variant has the same format, or the same less the prefix where the variant spells none.
    """
    unknown = 1 if "unknown_prefix" in message and message.get("part") not in ("continuation", "buffer") else 0
    for name, before, bare in ((message["id"], 0, False), (message.get("bare"), message.get("before", 0), True)):
        for number in index.entries_named(name) if name else ():
            entry = index.entry(number)
            if entry["software"] != software:
                continue
            for variant in entry["variants"]:
                if variant["message"] == name and not ((bare or unknown) and "prefix" in variant):
                    return number, variant, unknown + before
    return None


def _strict(gate: int) -> int:
    """The gate for a pack: there is so much in one that a line of unknown origin needs more to be told."""
    return gate + STRICTER if gate == UNKNOWN_GATE else gate
