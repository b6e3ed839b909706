"""Words out of sources, by Babel's own command as its users call it."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from tests.conftest import ROOT

from msgpedia.emit.site import output
from msgpedia.translation import extraction, interface
from msgpedia.translation.extraction import ExtractionError

METHODS = list(extraction.METHODS)


def pybabel(*words: str | Path, cwd: Path = ROOT) -> str:
    command = [sys.executable, "-c", "from babel.messages.frontend import main; main()", *map(str, words)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stderr


def found(method: str, source: str) -> list[Any]:
    return [row[1] for row in extract(method, BytesIO(source.encode()), keywords=DEFAULT_KEYWORDS)]


def test_babel_knows_the_methods() -> None:
    known = {point.name: point.load() for point in entry_points(group="babel.extractors") if point.name in METHODS}
    assert known == extraction.METHODS


def test_pybabel_extract_finds_all_words_of_both_domains(tmp_path: Path) -> None:
    told = pybabel("extract", "-F", "babel.cfg", "-o", tmp_path / "all.pot", ".")
    assert "site/templates/entry.html" in told
    with (tmp_path / "all.pot").open("rb") as file:
        words = {(message.id, message.context) for message in read_po(file) if message.id}
    ours = set()
    for text in interface.templates(ROOT).values():
        ours |= {(message.id, message.context) for message in read_po(BytesIO(text.encode())) if message.id}
    assert words == ours
    assert len(words) > 100


def test_pybabel_does_the_rest_too(tmp_path: Path) -> None:
    pot = tmp_path / "site.pot"
    pybabel("extract", "-F", "babel.cfg", "--ignore-dirs", ".* compiler", "-o", pot, ".")
    pybabel("init", "-D", "site", "-i", pot, "-d", tmp_path, "-l", "ko")
    folder = tmp_path / "ja" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    ours = (ROOT / "translations" / "ja" / "LC_MESSAGES" / "site.po").read_bytes()
    (folder / "site.po").write_bytes(ours)
    pybabel("update", "-D", "site", "-i", pot, "-d", tmp_path)
    updated = read_po(BytesIO((folder / "site.po").read_bytes()))
    before = read_po(BytesIO(ours))
    assert {message.id: message.string for message in updated if message.id} == {
        message.id: message.string for message in before if message.id
    }
    assert not any(message.fuzzy for message in updated if message.id)
    pybabel("compile", "-D", "site", "-d", tmp_path)
    with (folder / "site.mo").open("rb") as file:
        assert read_mo(file).get("Search") is not None
    assert "nplurals=1" in (tmp_path / "ko" / "LC_MESSAGES" / "site.po").read_text("utf-8")


def test_templates_are_read_with_the_options_of_the_site() -> None:
    environment = output.environment([ROOT / "site" / "templates"], ValueError)
    for name, value in extraction.TEMPLATES.items():
        assert name == "silent" or str(getattr(environment, name)).lower() == value


@pytest.mark.parametrize(
    ("method", "source", "words"),
    [
        (
            "msgpedia_jinja2",
            '{{ _("a {x}", x=1) }}{% if y %}{{ ngettext("b", "bs", n) }}{% endif %}',
            ["a {x}", ("b", "bs")],
        ),
        ("msgpedia_jinja2", "{{ _(w.ACTION) }}{{ gettext('no mark of ours') }}", []),
        ("msgpedia_python", 'A = {"x": _("a")}\nB = ngettext("b", "bs")\n', ["a", ("b", "bs")]),
        ("msgpedia_python", 'def _(text):\n    return text\nA = _(\n    "a "\n    "b"\n)\nB = gettext("c")\n', ["a b"]),
        ("msgpedia_javascript", 'f(_("a", { x: y }), ngettext("b", "bs", n));', ["a", ("b", "bs")]),
        ("msgpedia_javascript", "const t = `<${_(\"a\")}>`; if (x < y && z > 1) { _('b') }", ["a", "b"]),
        ("msgpedia_javascript", "export function _(text) {}\n_(text); gettext('c');", []),
    ],
)
def test_what_is_extracted(method: str, source: str, words: list[Any]) -> None:
    assert found(method, source) == words


@pytest.mark.parametrize(
    ("method", "source", "line"),
    [
        ("msgpedia_jinja2", "\n{{ _('a' ~ b) }}", 2),
        ("msgpedia_jinja2", "\n{{ ngettext('a', 'b' + c, n) }}", 2),
        ("msgpedia_jinja2", "\n\n{% if %}", 3),
        ("msgpedia_python", '\nA = _(f"a {b}")', 2),
        ("msgpedia_python", '\nA = _("a" + b)', 2),
        ("msgpedia_python", "\nA = (", 2),
        ("msgpedia_javascript", "\n_('a' + b)", 2),
        ("msgpedia_javascript", "\n_(`a ${b}`)", 2),
    ],
)
def test_what_would_be_lost_is_refused(method: str, source: str, line: int) -> None:
    with pytest.raises(ExtractionError, match=f"^[^:]*:{line}: "):
        found(method, source)


@pytest.mark.parametrize("method", METHODS)
def test_what_is_no_text_is_refused(method: str) -> None:
    with pytest.raises(ExtractionError):
        list(extract(method, BytesIO(b"\xff\xfe"), keywords=DEFAULT_KEYWORDS))
