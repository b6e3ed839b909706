"""The words of the interface in `translations/`: fresh, complete, and merged without loss."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from tests.conftest import ROOT
from tests.translation.conftest import Gettext

from msgpedia.translation import interface
from msgpedia.translation.interface import DOMAINS, WordsError

DOMAIN = {domain.name: domain for domain in DOMAINS}
FILES = sorted((ROOT / "translations").rglob("*.po*"))


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_templates_are_fresh(domain: interface.Domain) -> None:
    made = interface.templates(ROOT)[domain.name]
    assert interface.template_place(ROOT, domain).read_text("utf-8") == made, "run msgpedia translate extract"


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_languages_are_complete_and_up_to_date(language: str, domain: interface.Domain) -> None:
    made = interface.templates(ROOT)[domain.name]
    place = interface.place(ROOT, language, domain)
    assert place.read_text("utf-8") == interface.updated(ROOT, language, domain, made), "run msgpedia translate update"
    for message in interface.read(place):
        assert not (message.id and message.fuzzy), message.id
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert all(forms) or language == "en", message.id  # the words are English, so English needs none


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_gettext_accepts_them(path: Path, gettext: Gettext) -> None:
    gettext("msgfmt", "--check", "-o", "/dev/null", path)


def test_nothing_depends_on_the_clock_or_on_lines() -> None:
    for text in interface.templates(ROOT).values():
        assert "Creation-Date" not in text
        assert not [line for line in text.splitlines() if line.startswith("#: ") and line.rpartition(":")[2].isdigit()]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with two words, translated into Japanese by somebody who left comments."""
    (tmp_path / "site" / "templates").mkdir(parents=True)
    (tmp_path / "babel.cfg").write_text("[msgpedia_jinja2: site/templates/**.html]\n")
    words(tmp_path, "{{ _('Old word') }}{{ ngettext('{count} line', '{count} lines', 2) }}")
    made = interface.updated(tmp_path, "ja", DOMAIN["site"], interface.templates(tmp_path)["site"])
    made = made.replace('"MIME-', '"X-Generator: Poedit 3.4\\n"\n"MIME-', 1)
    made = made.replace('msgid "Old word"\nmsgstr ""', 'msgid "Old word"\nmsgstr "古い語"')
    made = made.replace("#: site", "# A translator's remark\n#: site", 1).replace(
        'msgstr[0] ""', 'msgstr[0] "{count} 行"'
    )
    place = interface.place(tmp_path, "ja", DOMAIN["site"])
    place.parent.mkdir(parents=True)
    place.write_text(made, "utf-8")
    return tmp_path


def words(root: Path, template: str) -> None:
    (root / "site" / "templates" / "page.html").write_text(template, "utf-8")


def update(root: Path) -> tuple[str, Catalog]:
    text = interface.updated(root, "ja", DOMAIN["site"], interface.templates(root)["site"])
    interface.place(root, "ja", DOMAIN["site"]).write_text(text, "utf-8")
    return text, read_po(BytesIO(text.encode()), abort_invalid=True)


def test_an_update_without_a_change_changes_nothing(checkout: Path) -> None:
    before = interface.place(checkout, "ja", DOMAIN["site"]).read_text("utf-8")
    text, catalog = update(checkout)
    assert text == before
    assert catalog["{count} line"].string == ("{count} 行",)


def test_a_word_that_changes_a_little_is_fuzzy_and_keeps_remarks(checkout: Path) -> None:
    words(checkout, "{{ _('Old words') }}{{ ngettext('{count} line', '{count} lines', 2) }}")
    text, catalog = update(checkout)
    message = catalog["Old words"]
    assert (message.string, message.fuzzy) == ("古い語", True)
    assert '#| msgid "Old word"' in text
    assert "X-Generator: Poedit 3.4" in text
    again, _ = update(checkout)
    assert "#  | msgid" not in again


def test_a_plural_that_is_not_translated_lends_nothing(checkout: Path) -> None:
    place = interface.place(checkout, "ja", DOMAIN["site"])
    place.write_text(place.read_text("utf-8").replace("{count} 行", ""), "utf-8")
    words(checkout, "{{ _('Old word') }}{{ ngettext('{count} row', '{count} rows', 2) }}")
    text, catalog = update(checkout)
    assert not catalog["{count} row"].fuzzy
    assert "#|" not in text


def test_a_word_that_goes_stays_as_obsolete_and_comes_back(checkout: Path) -> None:
    words(checkout, "{{ ngettext('{count} line', '{count} lines', 2) }}")
    text, _ = update(checkout)
    assert '#~ msgid "Old word"\n#~ msgstr "古い語"' in text
    words(checkout, "{{ _('Old word') }}{{ ngettext('{count} line', '{count} lines', 2) }}")
    text, catalog = update(checkout)
    assert (catalog["Old word"].string, catalog["Old word"].fuzzy) == ("古い語", False)
    assert "#~" not in text


@pytest.mark.parametrize(
    ("language", "forms", "name"),
    [("ko", "nplurals=1; plural=0;", "Korean"), ("pl", "nplurals=3;", "Polish"), ("pt-BR", "nplurals=2;", "pt_BR")],
)
def test_a_new_language_has_its_plural_forms(
    checkout: Path, gettext: Gettext, language: str, forms: str, name: str
) -> None:
    text = interface.updated(checkout, language, DOMAIN["site"], interface.templates(checkout)["site"])
    assert forms in text
    assert name in text
    number = int(forms.partition("=")[2].partition(";")[0])
    assert text.count("msgstr[") == number
    gettext("msgfmt", "--check", "-o", "/dev/null", "-", stdin=text.encode())


def test_a_broken_file_is_told_with_its_line(checkout: Path) -> None:
    place = interface.place(checkout, "ja", DOMAIN["site"])
    place.write_text(place.read_text("utf-8") + 'msgid "x"\nnonsense\n', "utf-8")
    with pytest.raises(WordsError, match=r"site\.po:\d+: "):
        update(checkout)
    place.write_text('msgid "x"\nmsgstr ""\n', "utf-8")
    with pytest.raises(WordsError, match="header"):
        update(checkout)


def test_a_source_of_no_domain_is_told(checkout: Path) -> None:
    (checkout / "babel.cfg").write_text("[msgpedia_python: other/*.py]\n")
    (checkout / "other").mkdir()
    (checkout / "other" / "x.py").write_text('_("x")\n')
    with pytest.raises(WordsError, match="no domain"):
        interface.templates(checkout)
    (checkout / "babel.cfg").write_text("[nonsense: other/*.py]\n")
    with pytest.raises(WordsError, match="Unknown extraction method"):
        interface.templates(checkout)
    (checkout / "babel.cfg").write_text("nonsense\n")
    with pytest.raises(WordsError, match=r"babel\.cfg"):
        interface.templates(checkout)
    shutil.rmtree(checkout / "other")
