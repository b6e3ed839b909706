"""What findings say mends them, applied to the texts of files; nothing here reads or writes one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgpedia.catalog.writing import Edit, edited
from msgpedia.diagnostics import Diagnostic, Replacement, Span

ROUNDS = 10

Texts = Mapping[str, str]  # a file's name, as findings have it → its text

_READING, _SCHEMA, _CONTENT = range(3)  # what is wrong at one stage hides the next
_STAGES = {"0": _READING, "1": _SCHEMA}
_READ_ON = ("MP009", "MP020")  # found while a file is read, without ending that


def fixed(text: str, findings: Iterable[Diagnostic]) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""A file's text with the fixes of its findings made, and the findings whose fixes those are.

    Of fixes that overlap the first is made; the others wait for the next round. `text` is the file's as it stands
    there: with its byte order mark, and line ends of `\r\n` where it has these (what is put in gets the same).
    """
    places = _Places(text)
    made: list[Edit] = []
    applied = []
    for finding in sorted(findings):
        edits = places.edits(finding)
        new = [edit for edit in edits if edit not in made]
        if edits and not any(_clash(edit, other) for edit in new for other in made):
            made += new
            applied.append(finding)
    return edited(text, made), tuple(applied)


def replaced(text: str, parts: Iterable[Replacement]) -> str:
    """A file's text with some stretches replaced, which must lie in it and apart."""
    return edited(text, _Places(text).of(parts))


@dataclass(frozen=True, slots=True)
class Mended:
    """The texts that changed, what mended them, what was not done as it would do harm, and what is found now."""

    texts: Texts
    applied: tuple[Diagnostic, ...]
    refused: tuple[Diagnostic, ...]
    findings: tuple[Diagnostic, ...]


def mend(
    text_of: Callable[[str], str | None],
    check: Callable[[Texts], Sequence[Diagnostic]],
    asked: Callable[[str], bool],
) -> Mended:
    """Make all fixes in the files that were asked for, until there is none left or ten rounds are done.

    `text_of` gives a file's text, or None where it has none that can be changed; `check` all findings where some
    files have other texts. A fix that brings a new error anywhere is not made.
    """
    return _Mending(text_of, check, asked).run()


class _Mending:
    def __init__(
        self,
        text_of: Callable[[str], str | None],
        check: Callable[[Texts], Sequence[Diagnostic]],
        asked: Callable[[str], bool],
    ) -> None:
        self._text_of, self._check, self._asked = text_of, check, asked
        self._texts: dict[str, str] = {}
        self._found: Sequence[Diagnostic] = check({})
        self._applied: list[Diagnostic] = []
        self._refused: dict[object, Diagnostic] = {}

    def run(self) -> Mended:
        for _ in range(ROUNDS):
            waiting = self._waiting()
            if not waiting or not self._round(waiting):
                break
        return Mended(self._texts, tuple(self._applied), tuple(self._refused.values()), tuple(self._found))

    def _waiting(self) -> dict[str, list[Diagnostic]]:
        """File → findings that could be mended."""
        waiting: dict[str, list[Diagnostic]] = defaultdict(list)
        for finding in self._found:
            name = finding.span.file
            if finding.fix and self._asked(name) and _identity(finding) not in self._refused:
                waiting[name].append(finding)
        return {name: findings for name, findings in waiting.items() if self._text(name) is not None}

    def _text(self, name: str) -> str | None:
        return self._texts[name] if name in self._texts else self._text_of(name)

    def _round(self, waiting: Mapping[str, list[Diagnostic]]) -> bool:
        """Make what can be made; whether anything was."""
        if self._try([finding for findings in waiting.values() for finding in findings]):
            return True
        made = False
        for findings in waiting.values():
            if self._try(findings):
                made = True
                continue
            for finding in findings:
                # The first that is made moves the others, which wait for the next round.
                if self._try([finding]):
                    made = True
                    break
                self._refused[_identity(finding)] = finding
        return made

    def _try(self, findings: Iterable[Diagnostic]) -> bool:
        """Make the fixes of some findings, where that brings no new error; whether they were made."""
        by_file: dict[str, list[Diagnostic]] = defaultdict(list)
        for finding in findings:
            by_file[finding.span.file].append(finding)
        texts = dict(self._texts)
        applied: list[Diagnostic] = []
        for name, group in by_file.items():
            text = self._text(name) or ""
            new, made = fixed(text, group)
            if new != text:
                texts[name] = new
                applied += made
        if not applied:
            return False
        found = self._check(texts)
        if introduced(self._found, found):
            return False
        self._texts, self._found = texts, found
        self._applied += applied
        return True


def introduced(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The errors of `after` that a change brought, not those that an error of `before` had hidden.

    A file that cannot be read hides all else that is wrong with it, and one that does not fit the schema hides what is
    wrong with its content, conflicts with others included. As places and words may have moved, errors of a file are
    compared by number and code.
    """
    errors = [finding for finding in before if finding.severity == "error"]
    known = Counter((finding.span.file, finding.code) for finding in errors)
    hidden = _hidden(errors)
    found = []
    for finding in after:
        if finding.severity != "error":
            continue
        key = (finding.span.file, finding.code)
        if known[key]:
            known[key] -= 1
        elif not any(_is_behind(finding, hidden[name]) for name in _files(finding) if name in hidden):
            found.append(finding)
    return found


def _files(finding: Diagnostic) -> list[str]:
    return [finding.span.file, *(other.span.file for other in finding.related)]


def _hidden(errors: Iterable[Diagnostic]) -> dict[str, Diagnostic]:
    """File → the error that keeps the rest of it from being looked at."""
    found: dict[str, Diagnostic] = {}
    for finding in sorted(errors, key=lambda item: (_stage(item), item)):
        if _stage(finding) != _CONTENT:
            found.setdefault(finding.span.file, finding)
    return found


def _is_behind(finding: Diagnostic, hiding: Diagnostic) -> bool:
    if _stage(finding) != _stage(hiding):
        return _stage(finding) > _stage(hiding)
    # Reading ends at the first such error, so only what stands behind it was not seen.
    return _stage(finding) == _READING and finding.span.line >= hiding.span.line


def _stage(finding: Diagnostic) -> int:
    return _SCHEMA if finding.code in _READ_ON else _STAGES.get(finding.code[2], _CONTENT)


def _identity(finding: Diagnostic) -> object:
    """What tells a finding from others when its place has moved."""
    return finding.span.file, finding.code, finding.message, tuple(part.text for part in finding.fix)


class _Places:
    r"""Spans → edits. Lines end at `\n`, and a `\r` before it is no part of the line."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        self._ends = []
        for line in text.split("\n"):
            self._ends.append(self._starts[-1] + len(line.removesuffix("\r")))
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._line_end = "\r\n" if "\r\n" in text else "\n"

    def edits(self, finding: Diagnostic) -> list[Edit]:
        """What a finding's fix does; nothing where one of its places is not in the text."""
        if any(part.span.file != finding.span.file for part in finding.fix):
            return []
        return self.of(finding.fix)

    def of(self, parts: Iterable[Replacement]) -> list[Edit]:
        """Some replacements, all or none."""
        edits = []
        for part in parts:
            ends = self._offsets(part.span)
            if ends is None:
                return []
            edits.append(Edit(*ends, part.text.replace("\n", self._line_end)))
        return edits if not any(_clash(*pair) for pair in _pairs(edits)) else []

    def _offsets(self, span: Span) -> tuple[int, int] | None:
        start, end = self._offset(span.line, span.column), self._offset(span.end_line, span.end_column)
        return None if start is None or end is None or end < start else (start, end)

    def _offset(self, line: int, column: int) -> int | None:
        if not (1 <= line <= len(self._ends) and column >= 1):
            return None
        offset = self._starts[line - 1] + column - 1
        return offset if offset <= self._ends[line - 1] else None


def _pairs(edits: Sequence[Edit]) -> Iterable[tuple[Edit, Edit]]:
    return ((one, other) for number, one in enumerate(edits) for other in edits[:number])


def _clash(one: Edit, other: Edit) -> bool:
    """Whether two edits overlap, or touch so that their order would matter."""
    if one.start < other.end and other.start < one.end:
        return True
    empty = one.start == one.end or other.start == other.end
    return empty and one.start <= other.end and other.start <= one.end
