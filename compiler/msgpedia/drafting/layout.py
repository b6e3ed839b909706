"""The text of a catalog file from a draft: canonical, every field in its place, comments that teach.

Comments are in the writer's language and stand on lines of their own, before what they are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgpedia.catalog.checks.placeholders import MARK
from msgpedia.catalog.checks.texts import LANGUAGES
from msgpedia.catalog.writing import scalar
from msgpedia.drafting.model import Draft
from msgpedia.drafting.words import Words


def written(draft: Draft, words: Words, path: str) -> str:
    """The whole file; `path` is where it will be."""
    rows = [
        _comment(words("comments", "head", path=path)),
        "schema: 1",
        "title:",
        *_title(draft, words),
        f"severity: {draft.severity}",
        "variants:",
        *_variant(draft, words),
        *_arguments(draft, words),
        "description:",
        *_prose(draft, words, "description"),
        "action:",
        *_prose(draft, words, "action"),
        "samples:",
        _comment(words("comments", "samples_invented" if draft.invented else "samples"), 2),
        f"  - line: {scalar(draft.line, quoted=True)}",
        f"    captures: {_flow(draft.captures)}",
        f"license: {scalar(draft.license)}",
        f"authors: {_list(draft.authors)}",
    ]
    return "\n".join(rows) + "\n"


def _title(draft: Draft, words: Words) -> Iterator[str]:
    """The title in each language that the writer fills or that it was given in; others as a comment."""
    given = dict(draft.titles)
    languages = tuple(dict.fromkeys((*draft.languages, *given)))
    for language in languages:
        yield f"  {scalar(language)}: {scalar(given.get(language) or _placeholder('title', language))}"
    if missing := [language for language in LANGUAGES if language not in languages]:
        name = words("languages", missing[0])
        yield _comment(words("comments", "other_language", language=missing[0], name=name), 2)


def _prose(draft: Draft, words: Words, field: str) -> Iterator[str]:
    """A text in Markdown in each language."""
    yield _comment(words("comments", field), 2)
    for language in draft.languages:
        text = _placeholder(field, language) + "\n"
        yield f"  {scalar(language)}: {scalar(text, indent=4, block=True)}"


def _placeholder(field: str, language: str) -> str:
    return f"{MARK} {Words(language)('placeholders', field)}"


def _variant(draft: Draft, words: Words) -> Iterator[str]:
    if draft.proposed:
        yield _comment(words("comments", "proposed"), 2)
    yield f"  - format: {scalar(draft.format, quoted=True)}"
    if draft.own_dialect:
        yield f"    dialect: {draft.dialect}"
    if draft.arguments:
        yield f"    arguments: {_list(draft.arguments)}"
    if draft.prefix:
        yield f"    prefix: {{kind: device, arguments: {_list(draft.prefix)}}}"
    yield from _versions(draft, words)
    if draft.file:
        pairs = [("file", draft.file), *([("function", draft.function)] if draft.function else [])]
        yield f"    source: {_flow(pairs)}"
    else:
        yield _comment(words("comments", "source"), 4)
    if draft.min_literals:
        yield _comment(words("comments", "min_literals"), 4)
        yield f"    min_literals: {draft.min_literals}"


def _versions(draft: Draft, words: Words) -> Iterator[str]:
    pairs = [(key, value) for key, value in (("from", draft.first), ("to", draft.last)) if value]
    if pairs:
        spelled = ", ".join(f"{key}: {scalar(value, flow=True)}" for key, value in pairs)
        yield f"    versions: {{{spelled}}}"
    else:
        yield _comment(words("comments", "versions"), 4)


def _arguments(draft: Draft, words: Words) -> Iterator[str]:
    if draft.explained:
        yield "arguments:"
    for name, source, kind, decoder in draft.explained:
        yield f"  {scalar(name)}:"
        yield _comment(f"{source}: {words('kinds', kind)}", 4)
        for language in draft.languages:
            yield f"    {scalar(language)}: {_placeholder('argument', language)}"
        if decoder:
            yield _comment(words("comments", "decode"), 4)
            yield _comment(f"decode: {decoder}", 4)


def _comment(text: str, indent: int = 0) -> str:
    return f"{' ' * indent}# {text}"


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(scalar(value, flow=True) for value in values)}]"


def _flow(pairs: Iterable[tuple[str, str]]) -> str:
    return f"{{{', '.join(f'{scalar(key, flow=True)}: {scalar(value, flow=True)}' for key, value in pairs)}}}"
