"""The questions of an interactive `msgpedia new`: only for what is missing or unsure, with the guess as the default.

It speaks through two functions, so it knows nothing of terminals.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from msgpedia.catalog.kinds import LANGUAGE
from msgpedia.catalog.model import Catalog
from msgpedia.drafting.assessment import Assessment, assess
from msgpedia.drafting.given import is_format
from msgpedia.drafting.model import DraftError, Guess, Request
from msgpedia.drafting.printers import LEVELS
from msgpedia.drafting.words import Words

# What can be asked for, in this order; the format string only where it is a proposal.
FIELDS = ("format", "software", "severity", "arguments", "subsystem", "slug")
_MOST_OPTIONS = 24

Ask = Callable[[str, str], str]  # question, default → answer
Tell = Callable[[str], None]
Explain = Callable[[DraftError], None]


class Dialogue:
    """One conversation about one message. `ask` gets a question and the default, `tell` a line, `explain` an error."""

    def __init__(self, catalog: Catalog, words: Words, ask: Ask, tell: Tell, explain: Explain) -> None:
        self.catalog, self.words = catalog, words
        self.ask, self.tell, self.explain = ask, tell, explain
        self._told: set[str] = set()

    def held(self, request: Request, anyway: bool, languages: bool) -> tuple[Request, Assessment]:
        """The request with all answers, and what came of it; it may be that the message is explained already.

        With `languages` the writer is asked for them. Raises DraftError for something given before the first question.
        """
        request = self._message(request)
        found = assess(request, self.catalog, anyway)
        self._show(found)
        for field in FIELDS:
            if found.known:
                return request, found
            if self._is_open(field, request, found):
                request, found = self._answered(field, request, found, anyway)
        while found.taken:
            self.tell(self.words("results", "known_id", id=found.taken))
            request, found = self._answered("slug", request, found, anyway)
        if languages:
            request = self._languages(request)
        for language in request.languages:
            if language not in dict(request.titles):
                request = self._title(language, request)
        return request, assess(request, self.catalog, anyway)

    def _message(self, request: Request) -> Request:
        """The request with a format string or a line, and a line to the format string where somebody has one."""
        while not (request.format or request.line):
            text = self.ask(self.words("questions", "message"), "")
            if text.strip():
                request = replace(request, format=text) if is_format(text) else replace(request, line=text)
        if request.format and not request.line:
            request = replace(request, line=self.ask(self.words("questions", "line"), ""))
        return request

    def _is_open(self, field: str, request: Request, found: Assessment) -> bool:
        """Whether a field is worth a question: not given, and nothing tells it, or not surely."""
        if getattr(request, field):
            return False
        guess = found.guesses.get(field)
        return field in found.gaps or (guess is not None and not guess.sure)

    def _answered(self, field: str, request: Request, found: Assessment, anyway: bool) -> tuple[Request, Assessment]:
        """The request with an answer for a field that makes sense."""
        guess = found.guesses.get(field)
        options = found.gaps.get(field, ())
        if options:
            key = "there_are" if field == "subsystem" else "one_of"
            self.tell(self.words("questions", key, options=", ".join(options[:_MOST_OPTIONS])))
        while True:
            text = self.ask(self.words("fields", field), guess.value if guess else "").strip()
            if not text:
                continue
            try:
                asked = _with(request, field, text)
                result = assess(asked, self.catalog, anyway)
            except DraftError as error:
                self.explain(error)
                continue
            self._show(result)
            return asked, result

    def _languages(self, request: Request) -> Request:
        while True:
            text = self.ask(self.words("questions", "languages"), ",".join(request.languages))
            chosen = tuple(dict.fromkeys(re.split(r"[,\s]+", text.strip())))
            if all(LANGUAGE.fullmatch(language) for language in chosen):
                return replace(request, languages=chosen)

    def _title(self, language: str, request: Request) -> Request:
        question = self.words("questions", "title", language=language)
        text = self.ask(question, "").strip()
        return replace(request, titles=(*request.titles, (language, text))) if text else request

    def _show(self, found: Assessment) -> None:
        """Tell what is new: notes, and guesses that need no question."""
        lines = [self.words.note(note) for note in found.notes]
        lines += [guessed(field, guess, self.words) for field, guess in found.guesses.items()]
        for line in lines:
            if line not in self._told:
                self._told.add(line)
                self.tell(line)


def guessed(field: str, guess: Guess, words: Words) -> str:
    """A line that tells a guess and its reason."""
    return f"{words('fields', field)}: {guess.value} ({words.note(guess.why)})"


def _with(request: Request, field: str, text: str) -> Request:
    """The request with an answer for a field. Raises DraftError for an answer that cannot be one."""
    if field == "arguments":
        return replace(request, arguments=tuple(re.split(r"[,\s]+", text.strip("[] "))))
    if field == "severity":
        known = {**LEVELS, **{severity: severity for severity in LEVELS.values()}}
        if text.lower() not in known:
            raise DraftError(f"`{text[:60]}` is no severity")
        return replace(request, severity=known[text.lower()])
    match field:
        case "format":
            return replace(request, format=text)
        case "software":
            return replace(request, software=text)
        case "subsystem":
            return replace(request, subsystem=text)
        case _:
            return replace(request, slug=text)
