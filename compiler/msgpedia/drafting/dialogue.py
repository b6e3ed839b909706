"""The questions of an interactive `msgpedia new`: only for what is missing or unsure, with the guess as the default.

It speaks through functions, so it knows nothing of terminals. What was answered stays: where two answers do not fit
each other, the one to be mended is asked for again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from msgpedia.catalog.guesses import certain
from msgpedia.catalog.model import Catalog
from msgpedia.drafting import answers, dialects, newcomers
from msgpedia.drafting.assessment import Assessment, assess
from msgpedia.drafting.given import is_format
from msgpedia.drafting.headers import read
from msgpedia.drafting.model import DraftError, Guess, Request
from msgpedia.drafting.words import Words, problem
from msgpedia.formats import DIALECTS

# What can be asked for, in this order; the format string only where it is a proposal.
FIELDS = ("format", "software", "severity", "arguments", "source", "versions", "subsystem", "slug")
OPTIONAL = ("source", "versions")  # asked for, but Enter leaves them out
AGAIN = {**{field: field for field in (*FIELDS, "line")}, "idents": "software"}  # what is asked for again, for what
NO_LINE = "-"
_MOST_OPTIONS = 24

Ask = Callable[[str, str], str]  # question, default → answer
Tell = Callable[[str], None]
Explain = Callable[[DraftError], None]


class Dialogue:
    """One conversation about one message. `ask` gets a question and the default, `tell` a line, `explain` an error."""

    def __init__(self, catalog: Catalog, words: Words, ask: Ask, tell: Tell, explain: Explain, anyway: bool) -> None:
        self.catalog, self.words, self.anyway = catalog, words, anyway
        self.ask, self.tell, self.explain = ask, tell, explain
        self._told: set[str] = set()
        self._guesses: dict[str, str] = {}
        self._doubted = ""  # a name of a software that looked like a slip

    def held(self, request: Request, languages: bool) -> tuple[Request, Assessment]:
        """The request with all answers, and what came of it; it may be that the message is explained already.

        With `languages` the writer is asked for them. Raises DraftError for something given that is never asked for.
        """
        request = self._message(request)
        name = request.software
        first = "software" if name and not request.idents and newcomers.is_new(name, self.catalog) else ""
        request, found = self._settled(first, request, name)
        asked = {field for field in OPTIONAL if getattr(request, field)}
        for field in FIELDS:
            if found.known:
                return request, found
            if field not in asked and self._is_open(field, request, found):
                request, found = self._answered(field, request, found)
        while found.taken:
            self.tell(self.words("results", "known_id", id=found.taken))
            request, found = self._settled("slug", request, "")
        if languages:
            request = self._languages(request)
        for language in request.languages:
            if language not in dict(request.titles):
                request = self._title(language, request)
        return request, assess(request, self.catalog, self.anyway)

    def _message(self, request: Request) -> Request:
        """The request with a format string or a line, and a line to the format string where somebody has one."""
        while not (request.format or request.line):
            text = self.ask(self.words("questions", "message"), "")
            if text.strip():
                request = replace(request, format=text) if is_format(text) else replace(request, line=text)
            else:
                self.tell(self.words("results", "needed"))
        if request.format and not request.line:
            request = replace(request, line=self.ask(self.words("questions", "line"), ""))
        return request

    def _is_open(self, field: str, request: Request, found: Assessment) -> bool:
        """Whether a field is worth a question: not given, and nothing tells it, or not surely."""
        if getattr(request, field):
            return False
        guess = found.guesses.get(field)
        return field in OPTIONAL or field in found.gaps or (guess is not None and not guess.sure)

    def _answered(self, field: str, request: Request, found: Assessment) -> tuple[Request, Assessment]:
        """The request with an answer for a field that makes sense."""
        guess = found.guesses.get(field)
        options = found.gaps.get(field, ())
        if field == "subsystem" and not options:
            software = request.software or found.guesses["software"].value
            options = tuple(
                sorted({entry.id.split("/")[1] for entry in self.catalog.entries if entry.software == software})
            )
        self._offer(field, request, options)
        before = self._guesses.get(field, "") if field == "severity" else ""  # by a call that was replaced
        return self._settled(field, request, guess.value if guess else before)

    def _offer(self, field: str, request: Request, options: tuple[str, ...]) -> None:
        """Tell what a field could be."""
        if field == "severity" and options:
            options = tuple(
                self.words("results", "meaning", name=name, meaning=self.words("severities", name)) for name in options
            )
        key = {"subsystem": "there_are", "software": "one_of_new"}.get(field, "one_of")
        if options:
            self.tell(self.words("questions", key, options=", ".join(options[:_MOST_OPTIONS])))
        elif field == "subsystem":
            self.tell(self.words("questions", "first_part", software=request.software))

    def _settled(self, field: str, request: Request, default: str) -> tuple[Request, Assessment]:
        """Ask for a field, if one is named, and for what does not fit after that, until all that was said makes sense.

        Raises DraftError where something is wrong that is never asked for.
        """
        last: DraftError | None = None
        while True:
            try:
                if field:
                    text = self.ask(self.words("fields", field), default).strip()
                    if not text and field not in OPTIONAL:
                        self.tell(self.words("results", "needed"))
                        continue
                    if last is not None and last.instead and text == last.instead.strip():
                        request = replace(request, lead=last.lead + request.lead)
                    elif last is not None and last.note and last.note.key == "unfit" and text == request.format.strip():
                        field, default, last = "line", request.line, None  # nothing to mend there, so it is the line
                        continue
                    else:
                        request = self._with(request, field, text)
                found = assess(request, self.catalog, self.anyway)
            except DraftError as error:
                again = AGAIN.get(error.field or field, "")
                if not again:
                    raise
                self.explain(error)
                last, field = error, again
                default = error.instead or self._default(field, request)
                continue
            self._show(found)
            return request, found

    def _default(self, field: str, request: Request) -> str:
        """What was said of a field, or guessed."""
        said = getattr(request, field)
        return self._guesses.get(field) or (said if isinstance(said, str) else " ".join(said))

    def _with(self, request: Request, field: str, text: str) -> Request:
        """The request with an answer for a field. Raises DraftError for an answer that cannot be one."""
        match field:
            case "format":
                return replace(request, format=text, lead="")
            case "line":
                return replace(request, line="" if text == NO_LINE and request.format else text)
            case "severity":
                return replace(request, severity=answers.severity(text))
            case "arguments":
                return replace(request, arguments=self._names(text))
            case "software":
                return self._software(request, text)
            case "source":
                return replace(request, source=text)
            case "versions":
                return replace(request, versions=text)
            case "subsystem":
                return replace(request, subsystem=text)
            case _:
                return replace(request, slug=text)

    def _names(self, text: str) -> tuple[str, ...]:
        """Names of values. Raises DraftError where the answer is something else, such as what they mean."""
        names = answers.names(text)
        example = self._guesses.get("arguments", "")
        if example and not all(answers.is_name(name) for name in names):
            count = str(len(example.split()))
            raise problem("no_names", "arguments", text=answers.shown(text), count=count, example=example)
        return names

    def _software(self, request: Request, name: str) -> Request:
        """The request with a software; what a new one needs is asked for, unless its name looks like a slip."""
        plain = replace(request, software=name, idents=(), names=())
        if not newcomers.is_new(name, self.catalog):
            return plain
        newcomers.check_part(name, "software")
        close = certain(name, [software.id for software in self.catalog.software])
        if close and name != self._doubted:
            self._doubted = name
            self.tell(self.words("questions", "software_close", name=name, close=close))
            return self._software(request, self.ask(self.words("fields", "software"), close).strip() or close)
        self.tell(self.words("questions", "software_new", name=name))
        called = next((text for _, text in request.names), name)
        spoken = self.ask(self.words("questions", "software_name"), called).strip() or called
        ident = read(request.line).ident if request.line else ""
        idents = self.ask(self.words("questions", "idents"), newcomers.ident_by(ident or name))
        options = ", ".join(DIALECTS)
        question = self.words("questions", "software_dialect", options=options)
        told = dialects.guess(request.format) if request.format else None
        guess = request.dialect or (told.value if told and told.sure else newcomers.DIALECT)
        dialect = ""
        while dialect not in DIALECTS:
            dialect = self.ask(question, guess).strip().lower()
        names = tuple((language, spoken) for language in request.languages)
        names = request.names if request.names and spoken == called else names
        return replace(plain, names=names, idents=answers.parts(idents), dialect=dialect)

    def _languages(self, request: Request) -> Request:
        while True:
            text = self.ask(self.words("questions", "languages"), ",".join(request.languages))
            try:
                return replace(request, languages=answers.language_codes(text))
            except DraftError as error:
                self.explain(error)

    def _title(self, language: str, request: Request) -> Request:
        """The request with a title in a language, where there is one already."""
        question = self.words("questions", "title", language=language)
        while text := self.ask(question, "").strip():
            asked = replace(request, titles=(*request.titles, (language, text)))
            try:
                assess(asked, self.catalog, self.anyway)
            except DraftError as error:
                self.explain(error)
                continue
            return asked
        return request

    def _show(self, found: Assessment) -> None:
        """Tell what is new: notes, and guesses that need no question."""
        lines = [self.words.note(note) for note in found.notes]
        lines += [guessed(field, guess, self.words) for field, guess in found.guesses.items()]
        self._guesses |= {field: guess.value for field, guess in found.guesses.items()}
        for line in lines:
            if line not in self._told:
                self._told.add(line)
                self.tell(line)


def guessed(field: str, guess: Guess, words: Words) -> str:
    """A line that tells a guess and its reason."""
    return words("results", "guess", field=words("fields", field), value=guess.value, why=words.note(guess.why))
