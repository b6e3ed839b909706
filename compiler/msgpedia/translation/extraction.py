"""Extraction methods for Babel (`babel.cfg`): the words that templates, Python and JavaScript mark, as ours mark them.

`_("…")` and `ngettext("…", "…", number)` mark a text in all three, under no other name. Each method is Babel's or
Jinja2's own, told what ours need: the options of our templates' environment, marks inside of JavaScript's template
strings. And it refuses what would be lost without a word: a template that cannot be parsed, and a text that is put
together where it is marked, so that nobody could ever translate it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, BinaryIO

from babel.messages.extract import extract_javascript, extract_python
from babel.messages.jslexer import Token, tokenize

MARKS: Mapping[str, Any] = {"_": None, "ngettext": (1, 2)}  # function → which of its arguments are texts
TEMPLATES = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}  # as the site's environment has them
SCRIPTS = {"jsx": False, "parse_template_string": True}
HINT = "write it as one text, with places such as {name} for values"

Found = Iterator[tuple[int, str, Any, list[str]]]
Options = Mapping[str, Any]
Method = Callable[[BinaryIO, Collection[str], Collection[str], dict[str, Any]], Iterable[Any]]


class ExtractionError(ValueError):
    """A source whose words cannot be extracted; says file and line."""


def extract_jinja2(file: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Options) -> Found:
    """The words of a Jinja2 template. Raises ExtractionError."""
    from jinja2 import TemplateSyntaxError
    from jinja2.ext import babel_extract

    source = file.read()
    chosen = TEMPLATES | dict(options)
    try:
        found = list(babel_extract(BytesIO(source), _marks(keywords), list(comment_tags), chosen))
        lost = list(_lost_in_template(source.decode(chosen.get("encoding", "utf-8"))))
    except TemplateSyntaxError as error:
        raise ExtractionError(f"{_name(file)}:{error.lineno}: {error.message}") from error
    except UnicodeDecodeError as error:
        raise ExtractionError(f"{_name(file)}: {error}") from error
    _refuse(file, lost)
    yield from found


def extract_python_words(
    file: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Options
) -> Found:
    """The words of a Python module. Raises ExtractionError."""
    source = file.read()
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        raise ExtractionError(f"{_name(file)}:{getattr(error, 'lineno', None) or 1}: {error}") from error
    _refuse(file, _lost_in_python(tree))
    yield from _run(extract_python, source, keywords, comment_tags, options)


def extract_javascript_words(
    file: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Options
) -> Found:
    """The words of a JavaScript module. Raises ExtractionError."""
    source = file.read()
    try:
        text = source.decode(options.get("encoding", "utf-8"))
    except UnicodeDecodeError as error:
        raise ExtractionError(f"{_name(file)}: {error}") from error
    _refuse(file, _lost_in_script(list(tokenize(text, jsx=False, dotted=False, template_string=True))))
    yield from _run(extract_javascript, source, keywords, comment_tags, SCRIPTS | dict(options))


METHODS: Mapping[str, Method] = {  # as they are registered for Babel
    "msgpedia_jinja2": extract_jinja2,
    "msgpedia_python": extract_python_words,
    "msgpedia_javascript": extract_javascript_words,
}


def _run(method: Any, source: bytes, keywords: Collection[str], tags: Collection[str], options: Options) -> Found:
    marks = {name: MARKS[name] for name in _marks(keywords)}
    found: Found = method(BytesIO(source), marks, list(tags), dict(options))
    return found


def _marks(keywords: Collection[str]) -> list[str]:
    """Our marks, as far as Babel knows what to do with them: it takes what it was not told about for an error."""
    return [name for name in MARKS if name in keywords]


def _name(file: BinaryIO) -> str:
    return str(getattr(file, "name", "?"))


def _refuse(file: BinaryIO, lost: Iterable[int]) -> None:
    for line in lost:
        raise ExtractionError(f"{_name(file)}:{line}: a marked text is put together from parts; {HINT}")


def _lost_in_template(source: str) -> Iterator[int]:
    """The lines of marks whose text is made on the spot. Names stand for texts that are marked elsewhere."""
    from jinja2 import Environment, nodes

    fixed = (nodes.Const, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Call)
    for call in Environment(trim_blocks=True, lstrip_blocks=True).parse(source).find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if not all(isinstance(argument, fixed) for argument in call.args[: _texts(name)]):
            yield call.lineno


def _lost_in_python(tree: ast.AST) -> Iterator[int]:
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        if any(isinstance(text, (ast.JoinedStr, ast.BinOp)) for text in call.args[: _texts(call.func.id)]):
            yield call.lineno


def _lost_in_script(tokens: list[Token]) -> Iterator[int]:
    """The lines of marks whose first text is no single string; a name stands for a text that is marked elsewhere."""
    for before, mark, bracket, text, behind in zip(
        [Token("", "", 0), *tokens], tokens, tokens[1:], tokens[2:], tokens[3:], strict=False
    ):
        if mark.value not in MARKS or mark.type != "name" or bracket.value != "(" or before.value == "function":
            continue
        is_joined = text.type == "template_string" and "${" in text.value
        if is_joined or (text.type in ("string", "template_string") and behind.value not in (",", ")")):
            yield mark.lineno


def _texts(name: str) -> int:
    """How many arguments of a function are texts; 0 for one that marks nothing."""
    return len(MARKS[name] or (1,)) if name in MARKS else 0
