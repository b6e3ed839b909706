"""Finds the message that a log line comes from: origin, candidates, gate, rank, ties.

Rules: `docs/matching.md`, "Which match" and "Finding candidates". The engine keeps what it learns from a log: the
candidates of a body are a function of its words, so bodies that differ in digits alone share them.
"""

from __future__ import annotations

from msgpedia.bundle.index import KNOWN_GATE, UNKNOWN_GATE
from msgpedia.logs.headers import IDENT, TRANSPORT
from msgpedia.logs.reader import LineReader
from msgpedia.matching.literals import zeroed
from msgpedia.matching.masked import Masking
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.signatures import ALL, Bits, sign_bits, word_hash

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.bundle.index import Index
    from msgpedia.logs.headers import Header
    from msgpedia.lookup.pack_engine import Possible
    from msgpedia.lookup.packs import Known, Packs
    from msgpedia.matching.literals import Literals
    from msgpedia.packs.index import PackIndex

    _Row = tuple[int, int, int, int]  # of a template: signature, gate, number of the software, its own number

_LONGEST_KEPT = 1000  # code points of a body whose candidates are kept
_MOST_KEPT = 20_000
_LONGEST_FOUND, _MOST_FOUND = 250, 50_000  # the same of bodies for which what was found in packs is kept


class Match:
    """What a line was recognised as.

    `template` is a number of the index; `captures` are the texts of its holes in the order of the text; `alternatives`
    are the templates that fit just as well, in order of id. What was found in packs instead is `known`, the message and
    those that fit just as well.
    """

    __slots__ = ("alternatives", "captures", "known", "template")

    def __init__(
        self, template: int, captures: list[str], alternatives: tuple[int, ...], known: Sequence[Known] = ()
    ) -> None:
        self.template, self.captures, self.alternatives, self.known = template, captures, alternatives, known


class Candidates:
    """What to try on a body: templates of the bundle, in order of rank, and of packs, once they were `asked` for.

    `masked` is the body with zeros for digits, `words` are its words as long as nobody asked, `missing` is the
    complement of their signature.
    """

    __slots__ = ("asked", "masked", "missing", "packed", "templates", "words")

    def __init__(self, masked: str, words: list[str], missing: int, templates: tuple[int, ...]) -> None:
        self.masked, self.words, self.missing, self.templates = masked, words, missing, templates
        self.asked = False
        self.packed: Possible | None = None


_UNSEEN = Match(-1, [], ())
_NOTHING = Candidates("", [], 0, ())


class Origin:
    """Where lines of an ident come from: `software` are the numbers of those whose messages can occur, None for any.

    `name` is the software that the ident belongs to, or None; `packed` are the ids of the software whose packs count,
    `loose` the templates without words that can occur, both once they were asked for.
    """

    __slots__ = ("found", "gate", "kept", "loose", "name", "packed", "software")

    def __init__(self, software: frozenset[int] | None, name: str | None, gate: int | None = None) -> None:
        self.software, self.name = software, name
        self.gate = gate if gate is not None else UNKNOWN_GATE if software is None else KNOWN_GATE
        self.kept: dict[str, Candidates] = {}
        self.loose: list[_Row] | None = None
        self.packed: frozenset[str] | None = None
        self.found: dict[str, Match | None] = {}


class Engine:
    """Look-up over one index, and packs beside it. `software` is the id of the software whose lines have no header,
    where one knows it.

    Raises KeyError where neither the bundle nor a pack has software of that id.
    """

    def __init__(self, index: Index, software: str | None = None, packs: Sequence[PackIndex] = ()) -> None:
        self.index = index
        self._indexes = packs
        self._packs: Packs | None = None  # once a line was met that the bundle does not explain
        self._software = index.meta["software"]
        self._own = len(self._software)
        if packs:
            self._add_packs(packs)
        # The header and the body of a line, the body with escaped control characters put back.
        self.read = LineReader(index.meta["headers"], index.meta["records"], index.meta["holes"]).read
        self._matchers: dict[int, Matcher] = {}
        self._literals: dict[int, Literals] = {}
        self._programs: dict[int, dict[str, Any]] = {}
        self._anchors: dict[str, list[_Row]] = {}
        self._known: set[str] = set()
        self._bits = Bits()
        self.masking = Masking()
        ids = [item["id"] for item in self._software]
        if software is not None and software not in ids:
            raise KeyError(software)
        self._headless = Origin(None, None) if software is None else Origin(frozenset([ids.index(software)]), software)
        self._foreign = Origin(frozenset(), None)
        kernel = [number for number, item in enumerate(self._software) if item.get("transport") == "kernel"]
        self._kernel = Origin(frozenset(kernel), ids[kernel[0]]) if kernel else self._foreign
        others = frozenset(range(self._own)).difference(kernel)
        self._user = self._headless if software is not None else Origin(others, None, UNKNOWN_GATE)
        self._by_ident: dict[str, Origin] = {}
        self._by_claims: dict[tuple[frozenset[int], str | None], Origin] = {}

    def _add_packs(self, packs: Sequence[PackIndex]) -> None:
        """Know packs too; software that the bundle does not know claims no ident."""
        known = {item["id"] for item in self._software}
        added = sorted({pack.software for pack in packs} - known)
        self._software = [*self._software, *({"id": name, "idents": [], "hosts": []} for name in added)]

    def origin(self, header: Header) -> Origin:
        """Where a line with this header comes from."""
        transport, ident = header[TRANSPORT], header[IDENT]
        if transport == "kernel":
            return self._kernel
        if ident is None:
            return self._user if transport == "user" else self._headless
        found = self._by_ident.get(ident)
        if found is None:
            if len(self._by_ident) >= _MOST_KEPT:
                self._by_ident.clear()
            found = self._by_ident[ident] = self._claimed(ident)
        return found

    def _claimed(self, ident: str) -> Origin:
        """The origin of lines with an ident: the software that claims it, and that whose messages also occur there."""
        from msgpedia.logs.idents import claims

        owners = [number for number, item in enumerate(self._software) if claims(item["idents"], ident)]
        guests = [number for number, item in enumerate(self._software) if claims(item["hosts"], ident)]
        found = frozenset((*owners, *guests))
        if not found:
            return self._foreign
        owner = self._software[owners[0]]["id"] if owners else None
        return self._by_claims.setdefault((found, owner), Origin(found, owner))

    def match(self, body: str, origin: Origin) -> Match | None:
        """The message that a body of some origin comes from, or None.

        A body of several lines (a daemon's message with its line ends escaped) is its first line where it is no message
        as a whole. With packs, of which there is so much to try, what was found for a body is kept: logs repeat.
        """
        if not self._indexes or origin is self._foreign:
            return self._looked_up(body, origin)
        found = origin.found.get(body, _UNSEEN)
        if found is not _UNSEEN:
            return found
        found = self._looked_up(body, origin)
        if len(body) <= _LONGEST_FOUND:
            if len(origin.found) >= _MOST_FOUND:
                origin.found.clear()
            origin.found[body] = found
        return found

    def _looked_up(self, body: str, origin: Origin) -> Match | None:
        kept = self._candidates(body, origin)
        found = self._match(body, origin, kept.templates)
        if self._indexes and (found is None or self.index.entry_of[found.template] < 0):
            found = self._packed(body, origin, kept, found)
        if found is None and "\n" in body:
            return self._looked_up(body[: body.index("\n")], origin)
        return found

    def _packed(self, body: str, origin: Origin, kept: Candidates, found: Match | None) -> Match | None:
        """What packs have for a body that the bundle does not explain: the better of that and what was found there."""
        packs = self._packs
        if packs is None:
            from msgpedia.lookup.packs import Packs

            packs = self._packs = Packs(self.index, self._indexes)
        if not kept.asked:
            if origin.packed is None:
                numbers = origin.software if origin.software is not None else range(self._own)
                origin.packed = frozenset(self._software[number]["id"] for number in numbers)
            kept.asked = True
            kept.packed = packs.candidates(kept.masked, kept.words, kept.missing, origin.packed, origin.gate)
            kept.words = []
        if kept.packed is None:
            return found
        rival = self.program(found.template) if found is not None else None
        better = packs.match(kept.packed, body, origin.gate, rival)
        return found if better is None else Match(-1, better[1], (), better[0])

    def _match(self, body: str, origin: Origin, candidates: Sequence[int]) -> Match | None:
        winner: Match | None = None
        tier = -1
        for template in candidates:
            if winner is not None and self.index.tier[template] != tier:
                break
            captures = self.matcher(template).match(body)
            if captures is None or (origin.gate == UNKNOWN_GATE and self._begins_with_words(template, captures)):
                continue
            if winner is None:
                winner, tier = Match(template, captures, ()), self.index.tier[template]
            elif self._differs(template, winner):
                winner.alternatives = (*winner.alternatives, template)
        return winner

    def _begins_with_words(self, template: int, captures: list[str]) -> bool:
        """Whether a program that begins wild found several words there: perhaps a header that nobody knows."""
        holes = self.index.meta["holes"]
        for token, text in zip(self.program(template)["tokens"], captures, strict=False):
            if isinstance(token, str) or "wild" not in holes[token]:
                return False
            if any(map(str.isspace, text)):
                return True
        return False

    def _differs(self, template: int, winner: Match) -> bool:
        """Whether a template is of another message and another entry than what was found already."""
        message_of, entry_of = self.index.message_of, self.index.entry_of
        for other in (winner.template, *winner.alternatives):
            if entry_of[template] == entry_of[other] >= 0:
                return False
            if message_of[template] == message_of[other]:
                return False
        return True

    def _candidates(self, body: str, origin: Origin) -> Candidates:
        if origin.software is not None and not origin.software:
            return _NOTHING
        masked = self.masking.of(body)
        found = origin.kept.get(masked)
        if found is None:
            words = self.masking.words(masked)
            distinct = set(words)
            missing = ALL ^ (self._bits.of(distinct) | sign_bits(masked))
            found = Candidates(masked, words, missing, self._find_candidates(masked, distinct, missing, origin))
            if len(body) <= _LONGEST_KEPT:
                if len(origin.kept) >= _MOST_KEPT:
                    origin.kept.clear()
                origin.kept[masked] = found
        return found

    def _find_candidates(self, masked: str, words: set[str], missing: int, origin: Origin) -> tuple[int, ...]:
        """The templates of an origin's software whose words all occur among those of a body, in order of rank.
        `missing` is the complement of the signature of these.
        """
        if not words <= self._known:
            self._learn(words)
        gate, software = origin.gate, origin.software
        if origin.loose is None:
            rows = self._rows(self.index.loose)
            origin.loose = [row for row in rows if row[1] >= gate and (software is None or row[2] in software)]
        lists = [self._anchors[word] for word in self._anchors.keys() & words]
        if origin.loose:
            lists.append(origin.loose)
        if not lists:
            return ()
        found = {
            row[3]
            for rows in lists
            for row in rows
            if not row[0] & missing and row[1] >= gate and (software is None or row[2] in software)
        }
        bare = masked.rstrip(" ")
        possible = [template for template in found if self._literals_of(template).occur(masked, bare)]
        return tuple(sorted(possible)) if len(possible) > 1 else tuple(possible)

    def _literals_of(self, template: int) -> Literals:
        literals = self._literals.get(template)
        if literals is None:
            literals = self._literals[template] = zeroed(self.program(template)["tokens"])
        return literals

    def _learn(self, words: set[str]) -> None:
        """Find the templates that words are the anchors of."""
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
            self._anchors.clear()
        new = words - self._known
        self._known |= new
        for word in new:
            rows = self._rows(self.index.anchored(word_hash(word)))
            if rows:
                self._anchors[word] = rows

    def _rows(self, templates: Sequence[int]) -> list[_Row]:
        index = self.index
        return [(index.signature[each], index.gate[each], index.software[each], each) for each in templates]

    def matcher(self, template: int) -> Matcher:
        """The matcher of a template, made at its first use."""
        matcher = self._matchers.get(template)
        if matcher is None:
            matcher = self._matchers[template] = Matcher(self.program(template), self.index.meta["holes"])
        return matcher

    def program(self, template: int) -> dict[str, Any]:
        """The program of a template, as the bundle has it."""
        program = self._programs.get(template)
        if program is None:
            program = self._programs[template] = self.index.program(template)
        return program

    def captures(self, match: Match) -> dict[str, str]:
        """The captures of a match by the names of the arguments; `1`, `2`, … where nobody has named them."""
        if match.known:
            return match.known[0].captures(match.captures)
        program = self.program(match.template)
        names = program.get("names")
        if names is None:
            first = program.get("first", 0)
            names = [str(number) for number in range(first + 1, first + 1 + len(match.captures))]
        return dict(zip(names, match.captures, strict=True))
