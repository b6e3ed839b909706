"""Checks that the languages of a text agree in what is not translated: code, placeholders, addresses of links."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from msgpedia.catalog import markdown
from msgpedia.catalog.checks.prose import Owner, language_name
from msgpedia.catalog.model import Text
from msgpedia.diagnostics import Diagnostic, report

MOST = 3  # findings of one sort about one text
_COMPARED = 20  # names of a text that are compared with those of another

# `%s`, `{name}`, `$NAME`, `${NAME}`: what stands for a value, also outside of code
_PLACEHOLDER = re.compile(r"%[-#0-9.]*(?:l|ll|h|z)?[diouxXscp](?![A-Za-z])|\$?\{[A-Za-z_][A-Za-z0-9_]*\}|\$[A-Z_]+\b")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*")
# The part of an address that tells its language: https://ja.example.org/ja/page.ja.html?lang=ja
_LANGUAGE_PART = re.compile(r"(?<=[/.=_-])(?:ja|en)(?:[-_](?:jp|us|gb))?(?=[/.&_-]|$)", re.IGNORECASE)

Place = tuple[int, int]


def code_spans(owner: Owner) -> Iterator[Diagnostic]:
    """MP420: a code span or a placeholder that one language of a text has and another lacks.

    A code span with other characters than ASCII ones is a translated placeholder, and has its like in the other
    language.
    """
    for path, text in owner.texts():
        for language, other in _pairs(text):
            own, its = _names(text.get(language) or ""), _names(text.get(other) or "")
            if own.keys() == its.keys():
                continue
            for code, lacking, names, known in ((language, other, own, its), (other, language, its, own)):
                for name in _only(names, known)[:MOST]:
                    span = owner.places.inside((*path, code), *names[name])
                    message = f"`{name[:60]}` stands in the {language_name(code)} text only"
                    hint = f"write it in the {language_name(lacking)} text too"
                    if (text.get(code) or "")[names[name][0]] == "`":
                        hint += ", or without backticks here"
                    yield report("MP420", span, message, hint)


def code_blocks(owner: Owner) -> Iterator[Diagnostic]:
    """MP421: a code block that is another one in another language, comments in it aside."""
    for path, text in owner.texts():
        for language, other in _pairs(text):
            own, its = (markdown.code_blocks(text.get(code) or "") for code in (language, other))
            if len(own) != len(its):
                more, fewer = (language, other) if len(own) > len(its) else (other, language)
                block = max(own, its, key=len)[min(len(own), len(its))]
                span = owner.places.inside((*path, more), block.start, block.start + 3)
                message = f"the {language_name(fewer)} text lacks this code block, or another one"
                yield report("MP421", span, message, "show the same commands and output in both")
                continue
            found = next(filter(None, map(_different, own, its)), None)
            if found is not None:
                (start, line), wanted = found
                span = owner.places.inside((*path, language), start, start + max(1, len(line)))
                name = language_name(other)
                message = f"the {name} text has {f'`{wanted[:60]}`' if wanted else 'no such line'} here"
                yield report("MP421", span, message, "code is the same in all languages, but for its comments")


def links(owner: Owner) -> Iterator[Diagnostic]:
    """MP422: a link that leads elsewhere in another language, or is not there."""
    for path, text in owner.texts():
        for language, other in _pairs(text):
            own, its = _targets(text.get(language) or ""), _targets(text.get(other) or "")
            if own.keys() == its.keys():
                continue
            for code, lacking, targets, known in ((language, other, own, its), (other, language, its, own)):
                for target in [target for target in targets if target not in known][:MOST]:
                    span = owner.places.inside((*path, code), *targets[target])
                    message = f"only the {language_name(code)} text has this link"
                    hint = f"link to it in the {language_name(lacking)} text too"
                    yield report("MP422", span, message, hint)


def _pairs(text: Text) -> Iterator[tuple[str, str]]:
    """Each language with the one that it is compared with: English, else Japanese, else the first."""
    base = next((code for code in ("en", "ja") if code in text.languages), None) or text.languages[0]
    yield from ((language, base) for language in text.languages if language != base)


def _names(value: str) -> dict[str, Place]:
    """Code spans and placeholders, each with the place where it stands first."""
    found: dict[str, Place] = {}
    for start, end, code in markdown.code_spans(value) if "`" in value else ():
        found.setdefault(" ".join(code.split()), (start, end))
    for match in _PLACEHOLDER.finditer(markdown.without_code(value)) if "%" in value or "{" in value else ():
        found.setdefault(match.group(), match.span())
    return found


def _only(names: Collection[str], others: Collection[str]) -> list[str]:
    """The names that the others lack; for each translated one of either side, its like is no difference."""
    own = [name for name in names if name not in others][:_COMPARED]
    theirs = [name for name in others if name not in names][:_COMPARED]
    for translated in (name for name in theirs if not name.isascii()):
        like = max((name for name in own if name.isascii()), key=lambda name: _likeness(name, translated), default=None)
        if like is not None:
            own.remove(like)
    plain = [name for name in theirs if name.isascii()]
    translated_own = [name for name in own if not name.isascii()]
    return [name for name in own if name.isascii()] + translated_own[len(plain) :]


def _likeness(name: str, translated: str) -> float:
    return SequenceMatcher(None, name[:100], translated[:100], autojunk=False).ratio()


def _different(own: markdown.Block, other: markdown.Block) -> tuple[tuple[int, str], str] | None:
    """The first line of a block that is another one in the other block, and that one."""
    mine, its = _commands(own), _commands(other)
    for (start, line), (_, wanted) in zip(mine, its, strict=False):
        if line != wanted and line.isascii() and wanted.isascii():
            return (start, line), wanted
    if len(mine) > len(its):
        return mine[len(its)], ""
    if len(its) > len(mine):
        return (mine[-1] if mine else (own.start, "```")), its[len(mine)][1]
    return None


def _commands(block: markdown.Block) -> Sequence[tuple[int, str]]:
    """The lines of a block without comments, each with its offset."""
    lines = ((start, _COMMENT.sub("", line).rstrip()) for start, line in block.lines)
    return [(start, line) for start, line in lines if line]


def _targets(value: str) -> dict[str, Place]:
    """The addresses of links, without what tells their language, each with its place."""
    found: dict[str, Place] = {}
    stretches = [(link.target_start, link.target_end, link.target) for link in markdown.links(value)]
    for start, end, target in [*stretches, *markdown.bare_links(value)]:
        found.setdefault(_LANGUAGE_PART.sub("", target), (start, end))
    return found
