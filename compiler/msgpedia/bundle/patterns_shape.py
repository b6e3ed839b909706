"""What is known of the texts of a pattern before any line is seen, and what a backtracking engine may do with it.

Every rule gives an upper bound, however a sequence is bracketed; so of several bracketings the least number counts.
"""

from __future__ import annotations

from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Pairs = frozenset[tuple[int, int]]

NO_END = 1 << 40  # stands for all greater numbers

# A set of characters is a number: a bit for each of printable ASCII, bit 0 for all other characters together.
OTHER = 1
_PRINTABLE = sum(1 << code for code in range(32, 127))
ANY = _PRINTABLE | OTHER
DIGITS = sum(1 << ord(digit) for digit in "0123456789")
_LANE = 128  # bits of a set; the top one is never used
_LANES = 264  # sets of a row: which characters can stand at the first, second, … place of a text
_FIRST = (1 << _LANE) - 1
_ALL_FIRSTS = sum(1 << (_LANE * lane) for lane in range(_LANES))
_TOPS = _ALL_FIRSTS << (_LANE - 1)
_MOST_PAIRS = 40
_RUN = 16  # characters of a run that an engine passes in the time of one step
_ROW = (1 << (_LANE * _LANES)) - 1


class PatternError(ValueError):
    """A pattern that is not of the grammar, or could be slow; the message says which."""


class Shape:
    """What is known of the texts of a pattern.

    `least` and `most` are lengths in code points; `alphabet` is the set of characters that occur, `row` the sets for
    each place (as many as a row has lanes), `last` the set of last characters, `pairs` the sets that neighbours are of.
    The others bound what a backtracking engine does at one place of a line: `ways` is how often it can come to the end
    of the pattern, `same` how often to one and the same end, `steps` how much work that is (a step is to try a token;
    a run of one class costs a step for every 16 characters), `tries` how much where the first character does not fit.
    """

    __slots__ = ("alphabet", "last", "least", "most", "pairs", "row", "same", "steps", "tries", "ways")

    def __init__(
        self,
        lengths: tuple[int, int],
        alphabet: int,
        row: int,
        last: int,
        pairs: Pairs,
        ways: int,
        same: int,
        steps: int,
        tries: int,
    ) -> None:
        self.least, self.most = lengths[0], min(lengths[1], NO_END)
        self.alphabet, self.row, self.last = alphabet, row, last
        self.pairs = pairs if len(pairs) <= _MOST_PAIRS else frozenset([(alphabet, alphabet)])
        self.same = min(same, ways, NO_END)
        self.ways = min(ways, self.same * (self.most - self.least + 1), NO_END)
        self.steps, self.tries = min(steps, NO_END), tries

    @property
    def lengths(self) -> int:
        """How many lengths a text can have."""
        return self.most - self.least + 1

    @property
    def first(self) -> int:
        """The characters that can stand first."""
        return self.row & _FIRST

    @property
    def late(self) -> int:
        """The characters that can stand where a shorter text has ended already."""
        if self.least == self.most:
            return 0
        if self.most > _LANES:
            return self.alphabet
        rest, lanes = self.row >> (_LANE * self.least), self.most - self.least
        while lanes > 1:
            lanes = (lanes + 1) // 2
            rest = (rest >> (_LANE * lanes)) | (rest & ((1 << (_LANE * lanes)) - 1))
        return rest

    def ends_before(self, tail: Shape) -> bool:
        """Whether the texts at a place that something of `tail` follows all have one length: a longer text would have a
        character (or two) behind the end of the shorter one that `tail` cannot begin with.
        """
        both = self.late & tail.first
        if not both:
            return True
        if tail.least < 2:
            return False
        second = (tail.row >> _LANE) & _FIRST
        return not any(one & both and other & second for one, other in (*self.pairs, (self.last, tail.first)))


EMPTY = Shape((0, 0), 0, 0, 0, frozenset(), 1, 1, 1, 0)


def character(char: str) -> int:
    """The set that has one character, or all that are not printable ASCII."""
    return 1 << ord(char) if " " <= char <= "~" else OTHER


def bit_of(char: str) -> int:
    code = ord(char)
    if code < 32 or 127 <= code < 160 or 0xD800 <= code < 0xE000 or code in (0x2028, 0x2029):
        raise PatternError(f"the character {char!a}")
    return character(char)


def literal(text: str) -> Shape:
    """Fixed characters."""
    bits = [bit_of(char) for char in text]
    row = letters = 0
    for place, bit in enumerate(bits):
        letters |= bit
        if place < _LANES:
            row |= bit << (_LANE * place)
    pairs = frozenset(pairwise(bits))
    return Shape((len(bits), len(bits)), letters, row, bits[-1] if bits else 0, pairs, 1, 1, 1 + len(bits) // 4, 1)


def run(characters: int, least: int, most: int) -> Shape:
    """A character of a set, `least` to `most` times."""
    if most == 0:
        return EMPTY
    row = characters * (_ALL_FIRSTS & _lanes(most))
    pairs = frozenset([(characters, characters)] if most > 1 else [])
    return Shape((least, most), characters, row, characters, pairs, most - least + 1, 1, 1 + most // _RUN, 1)


def sequence(items: Sequence[Shape]) -> Shape:
    """One after the other."""
    if not items:
        return EMPTY
    left, right = items[0], items[-1]
    for item in items[1:]:
        left = _joined(left, item)
    for item in items[-2::-1]:
        right = _joined(item, right)
    left.row &= right.row
    left.ways, left.same = min(left.ways, right.ways), min(left.same, right.same, right.ways)
    left.steps = min(left.steps, right.steps)
    return left


def _joined(head: Shape, tail: Shape) -> Shape:
    """Two in a row."""
    alone = tail.least == 0
    if head.ends_before(tail):
        same = head.same * tail.same
        ways = head.same * tail.ways + alone * head.ways * tail.same
        steps = head.steps + head.ways * tail.tries + head.same * tail.steps
    else:
        same = head.same * tail.same * min(head.lengths, tail.lengths)
        ways = head.ways * tail.ways
        steps = head.steps + head.ways * tail.steps
    return Shape(
        (head.least + tail.least, head.most + tail.most),
        head.alphabet | tail.alphabet,
        _row(head, tail),
        tail.last | (head.last if alone else 0),
        head.pairs | tail.pairs | {(head.last, tail.first)},
        ways,
        same,
        steps,
        head.tries + (tail.tries if head.least == 0 else 0),
    )


def _row(head: Shape, tail: Shape) -> int:
    shifted = tail.row
    if head.least != head.most:
        # The tail may begin anywhere in a stretch: at a place stands what it can have there or before.
        lanes = min(_LANES, tail.most + head.lengths)
        shifted = _spread(shifted, 1, lanes)
    return (head.row | (shifted << (_LANE * head.least) if head.least < _LANES else 0)) & _ROW


def _spread(row: int, width: int, lanes: int) -> int:
    """A row that also begins at every `width` places behind, up to so many lanes."""
    while width < lanes:
        row |= row << (_LANE * width)
        width *= 2
    return row & _lanes(lanes)


def _lanes(number: int) -> int:
    """The first lanes of a row, all bits set."""
    return (1 << (_LANE * min(number, _LANES))) - 1


def alternatives(options: Sequence[Shape]) -> Shape:
    """One of several. Those that a place of a line can tell apart do not add up."""
    row = letters = last = ways = same = 0
    pairs: Pairs = frozenset()
    for option in options:
        row, letters, last = row | option.row, letters | option.alphabet, last | option.last
        pairs |= option.pairs
        rivals = [other for other in options if other is option or not _apart(option, other, min)]
        ways = max(ways, sum(other.ways for other in rivals))
        # Texts that end at one place are as long as the least of both.
        same = max(same, sum(other.same for other in rivals if other is option or not _apart(option, other, max)))
    return Shape(
        (min(option.least for option in options), max(option.most for option in options)),
        letters,
        row,
        last,
        pairs,
        ways,
        same,
        sum(option.steps for option in options),
        sum(option.tries for option in options),
    )


def _apart(one: Shape, other: Shape, least: Callable[[int, int], int]) -> bool:
    """Whether at some place before the `least` of their lengths no character fits both."""
    if least is max and (one.least > other.most or other.least > one.most):
        return True
    lanes = min(least(one.least, other.least), _LANES)
    if not lanes:
        return False
    cut = _lanes(lanes)
    tops = _TOPS & cut
    return ((one.row & other.row & cut) + tops - (_ALL_FIRSTS & cut)) & tops != tops


def repeat(item: Shape, least: int, most: int) -> Shape:
    """`least` to `most` in a row."""
    if most == 0:
        return EMPTY
    if most == least == 1:
        return item
    if item.least == 0 and most > 1:
        raise PatternError("a group that can be empty is repeated")
    certain = item.ends_before(item)  # where one ends is sure if another one follows
    again = item.same if certain else item.ways
    reached, ways, steps = 1, int(least == 0), item.tries
    for number in range(1, most + 1):
        steps += reached * (item.steps + item.ways * item.tries)
        ways += reached * item.ways * (number >= least)
        reached *= again
        if steps > NO_END:
            break
    lanes, row = item.most * most, item.row
    if item.least == item.most:
        row = _spread(row, item.most, lanes)
    elif most > 1:
        row |= item.alphabet * (_ALL_FIRSTS & _lanes(lanes) & ~_lanes(item.least))
    return Shape(
        (item.least * least, lanes),
        item.alphabet,
        row,
        item.last,
        item.pairs | ({(item.last, item.first)} if most > 1 else frozenset()),
        ways if steps <= NO_END else NO_END,
        power(item.same if certain else item.same * item.lengths, most) + (item.least == 0),
        steps,
        item.tries,
    )


def power(base: int, exponent: int) -> int:
    """`base` to a power, or `NO_END` where that is greater."""
    return base**exponent if base == 1 or exponent * (base.bit_length() - 1) < 64 else NO_END
