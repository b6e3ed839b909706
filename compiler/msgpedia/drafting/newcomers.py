"""A software that the catalog does not have yet: what it would be, and its `software.yaml`."""

from __future__ import annotations

import re

from msgpedia.catalog import schema
from msgpedia.catalog.checks.placeholders import MARK
from msgpedia.catalog.guesses import certain
from msgpedia.catalog.kinds import ListOf, String
from msgpedia.catalog.model import Catalog, Software, Text
from msgpedia.catalog.sources import FORBIDDEN
from msgpedia.catalog.writing import scalar
from msgpedia.drafting import origins
from msgpedia.drafting.answers import shown
from msgpedia.drafting.model import DraftError, Guess, Request
from msgpedia.drafting.words import Words, problem
from msgpedia.logs.idents import claims

DIALECT = "printf"  # where nothing tells it


def is_new(name: str, catalog: Catalog) -> bool:
    """Whether a catalog has nothing about a software of this name."""
    return all(software.id != name for software in catalog.software) and name not in catalog.broken


def name_by(ident: str) -> str:
    """What a software may be called that logs under an ident; empty where that gives no name."""
    return origins.slug(ident.partition("/")[0].strip("()[]"))


def ident_by(ident: str) -> str:
    """The name or family of names that an ident belongs to."""
    first, slash, _ = ident.partition("/")
    return f"{first}/*" if first and slash else ident


def described(request: Request, ident: str, told: Guess | None, catalog: Catalog) -> Software:
    """The software that a request names and the catalog lacks; `ident` is that of the line.

    Raises DraftError where the name can be none, where it may be a slip, or where nothing tells its idents.
    """
    name = request.software
    if name in catalog.broken:
        raise problem("broken_software", "software", name=name)
    check_part(name, "software")
    close = certain(name, [software.id for software in catalog.software])
    given = request.idents or ((ident_by(ident),) if ident and not (close or _owner(ident, catalog)) else ())
    if not given:
        raise _missing(name, close, ident, catalog)
    for each in given:
        _check_ident(each, catalog)
    names = dict(request.names)
    only = next(iter(names.values())) if len(set(names.values())) == 1 and len(names) > 1 else ""
    languages = dict.fromkeys((*request.languages, *names))
    texts = tuple(
        (language, names.get(language) or only or f"{MARK} {Words(language)('placeholders', 'name')}")
        for language in languages
    )
    dialect = request.dialect or (told.value if told else DIALECT)
    return Software(name, Text(texts), dialect, tuple(dict.fromkeys(given)), request.license, request.authors)


def _missing(name: str, close: str, ident: str, catalog: Catalog) -> DraftError:
    owner = _owner(ident, catalog) if ident else ""
    if owner:
        return problem("taken_ident", "software", ident=shown(ident), owner=owner)
    if close:
        return problem("near_software", "software", name=shown(name), close=close)
    known = ", ".join(software.id for software in catalog.software)
    return problem("no_software", "software", name=shown(name), known=known)


def _owner(ident: str, catalog: Catalog) -> str:
    return next((software.id for software in catalog.software if claims(software.idents, ident)), "")


def _check_ident(ident: str, catalog: Catalog) -> None:
    kind = schema.SOFTWARE.fields["idents"].kind
    item = kind.item if isinstance(kind, ListOf) else None
    sound = isinstance(item, String) and re.fullmatch(item.pattern, ident) and not re.search(r"\s", ident)
    if not sound or FORBIDDEN.search(ident):
        raise problem("bad_ident", "idents", text=shown(ident))
    owner = _owner(ident, catalog)
    if owner:
        raise problem("taken_ident", "idents", ident=shown(ident), owner=owner)


def check_part(text: str, field: str) -> None:
    """Raises DraftError for what can be no software, subsystem or slug of an id."""
    if re.fullmatch(schema.ID, f"x/x/{text}" if field == "slug" else f"x/{text}/x"):
        return
    if not re.fullmatch(r"[a-z0-9-]+", text):
        spelt = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") if text.isascii() else ""
        raise problem("bad_part", field, text=shown(text), example=spelt[:60] or "page-allocation-failure")
    raise problem("reserved_index" if text.startswith("index") else "reserved_part", field, text=shown(text))


def written(software: Software, words: Words, path: str) -> str:
    """The whole file; `path` is where it will be."""
    rows = [
        f"# {words('comments', 'head', path=path)}",
        "schema: 1",
        f"# {words('comments', 'name')}",
        "name:",
        *(f"  {scalar(language)}: {scalar(text)}" for language, text in software.name.translations),
        f"# {words('comments', 'dialect')}",
        f"dialect: {software.dialect}",
        f"# {words('comments', 'idents')}",
        f"idents: {_list(software.idents)}",
        f"# {words('comments', 'source_url')}",
        f"license: {scalar(software.license)}",
        f"authors: {_list(software.authors)}",
    ]
    return "\n".join(rows) + "\n"


def _list(values: tuple[str, ...]) -> str:
    return f"[{', '.join(scalar(value, flow=True) for value in values)}]"
