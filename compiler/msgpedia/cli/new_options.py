"""The options of `msgpedia new`, and the request that they make."""

from __future__ import annotations

import argparse
import re

from msgpedia import cli
from msgpedia.catalog import schema
from msgpedia.catalog.checks import licences
from msgpedia.catalog.model import Software, Text
from msgpedia.cli.parser import Parser
from msgpedia.drafting import answers
from msgpedia.drafting.given import is_format
from msgpedia.drafting.model import CONTRIBUTORS, LICENSE, DraftError, Request
from msgpedia.formats import DIALECTS

_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def add_to(parser: Parser) -> None:
    """Give a parser all of them."""
    parser.add_argument("text", nargs="?", metavar="TEXT", help="a format string or a log line, told apart by its look")
    parser.add_argument("--format", metavar="FORMAT", help="the format string, bare, in quotes, or in a whole call")
    parser.add_argument("--line", metavar="LINE", help="a log line that has the message")
    parser.add_argument("--id", metavar="ID", help="software/subsystem/slug in one")
    parser.add_argument("--software", metavar="NAME", help="the software that prints it (default: by line or format)")
    parser.add_argument("--subsystem", metavar="NAME", help="the part of the software (default: by --source)")
    parser.add_argument("--slug", metavar="NAME", help="the last part of the id (default: by the message)")
    parser.add_argument("--dialect", choices=tuple(DIALECTS), help="grammar of the format (default: the software's)")
    parser.add_argument(
        "--severity", type=_severity, choices=schema.SEVERITIES, help="(default: by the source or the line)"
    )
    parser.add_argument("--title", metavar="TEXT", help="what it means, in one line, in the writer's language")
    parser.add_argument("--title-ja", metavar="TEXT", help="the same in Japanese")
    parser.add_argument("--title-en", metavar="TEXT", help="the same in English")
    parser.add_argument(
        "--lang", metavar="LANG", help="the language that you write, or several: en, or ja,en (default: ja,en)"
    )
    parser.add_argument(
        "--argument", metavar="NAME", action="append", help="name of a conversion; once for each, in their order"
    )
    parser.add_argument("--source", metavar="FILE[:FUNCTION]", help="where the program prints it")
    parser.add_argument("--versions", metavar="FROM..TO", help="versions known to have it; either may be left out")
    parser.add_argument(
        "--ident", metavar="NAME", action="append", help="name under which a new software logs (default: by the line)"
    )
    parser.add_argument("--software-name", metavar="TEXT", help="what a new software calls itself")
    parser.add_argument("--software-name-ja", metavar="TEXT", help="the same in Japanese")
    parser.add_argument("--software-name-en", metavar="TEXT", help="the same in English")
    parser.add_argument("--license", metavar="SPDX", default=LICENSE, help=f"of the text (default: {LICENSE})")
    parser.add_argument("--author", metavar="NAME", action="append", help=f"(default: {CONTRIBUTORS})")
    parser.add_argument("--catalog", metavar="DIR", help="the catalog (default: this checkout's, else ./catalog)")
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, write nothing")
    parser.add_argument("--no-input", action="store_true", help="never ask")
    parser.add_argument("--force-new", action="store_true", help="even if an entry explains the message already")


def writers(options: argparse.Namespace) -> tuple[str, ...]:
    """The languages that the writer fills. Raises InputError for what is none."""
    if not options.lang:
        return ("ja", "en")
    try:
        return answers.language_codes(options.lang)
    except DraftError as error:
        raise cli.InputError(f"--lang: {error.message}; {error.hint}") from error


def request(options: argparse.Namespace) -> Request:
    """What the options say. Raises InputError where they contradict each other."""
    languages = writers(options)
    _check_license(options.license)
    place = _parts(options)
    text = options.text or ""
    given = {"format": options.format or "", "line": options.line or ""}
    if text:
        field = "format" if is_format(text) else "line"
        if given[field]:
            raise cli.InputError(f"TEXT and --{field} give the same; leave one out")
        given[field] = text
    return Request(
        **given,
        software=place[0],
        subsystem=place[1],
        slug=place[2],
        dialect=options.dialect or "",
        severity=options.severity or "",
        titles=_titles(options, languages),
        languages=languages,
        arguments=tuple(options.argument or ()),
        versions=options.versions or "",
        source=options.source or "",
        license=options.license,
        authors=tuple(options.author or (CONTRIBUTORS,)),
        names=_names(options, languages),
        idents=tuple(options.ident or ()),
    )


def _check_license(text: str) -> None:
    """Raises InputError for a licence that `check` would refuse."""
    for finding in licences.allowed_software(Software("", Text(()), "", (), text, ())):
        raise cli.InputError(f"--license: {finding.message}; {finding.hint}")


def _titles(options: argparse.Namespace, languages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Titles by language, without blanks around them."""
    titles = {"ja": options.title_ja, "en": options.title_en}
    if options.title:
        language = languages[0] if len(languages) == 1 else "ja" if _JAPANESE.search(options.title) else "en"
        if titles.get(language):
            raise cli.InputError(f"--title and --title-{language} give the same; leave one out")
        titles[language] = options.title
    return tuple((language, title.strip()) for language, title in titles.items() if title)


def _names(options: argparse.Namespace, languages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What a new software is called, by language; one name goes for all that none is given for."""
    names = dict.fromkeys(languages, options.software_name) if options.software_name else {}
    names |= {code: name for code, name in (("ja", options.software_name_ja), ("en", options.software_name_en)) if name}
    return tuple((language, name.strip()) for language, name in names.items())


def _severity(text: str) -> str:
    """The severity that a word means; the word itself where it means none."""
    try:
        return answers.severity(text)
    except DraftError:
        return text


def _parts(options: argparse.Namespace) -> tuple[str, str, str]:
    """Software, subsystem and slug, as far as they are given."""
    given = (options.software or "", options.subsystem or "", options.slug or "")
    if not options.id:
        return given
    if any(given):
        raise cli.InputError("--id says it all; leave --software, --subsystem and --slug out")
    if not re.fullmatch(schema.ID, options.id):
        raise cli.InputError(f"--id: {options.id!r} is no id; write software/subsystem/slug in small letters")
    software, subsystem, slug = options.id.split("/")
    return software, subsystem, slug
