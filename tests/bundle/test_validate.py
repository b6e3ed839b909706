"""Bundles from elsewhere: what has the right digest but makes no sense, or could do harm, is refused in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from msgpedia.bundle import BundleError, artifact, validate, writer

Content = dict[str, Any]


def put(value: object, *path: str | int) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        place: Any = content
        for key in path[:-1]:
            place = place[key]
        if isinstance(place, list) and path[-1] == len(place):
            place.append(value)
        else:
            place[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        place: Any = content
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return change


def again(table: str) -> Callable[[Content], None]:
    return lambda content: content[table].append(content[table][0])


PROGRAM = ("messages", 0, "programs", 0)
ENTRY = ("entries", 0)
FLAWS: dict[str, tuple[Callable[[Content], None], str]] = {
    # structure
    "no messages": (drop("messages"), "'messages' is missing"),
    "a message without entry": (drop("messages", 0, "entry"), "messages/0: the key 'entry' is missing"),
    "holes is no list": (put({}, "holes"), "holes: not of type array"),
    "a number too great": (put(10**40, *PROGRAM, "blanks"), "above"),
    "blanks without end": (put(5000, *PROGRAM, "blanks"), "above 4096"),
    "true is no number": (put(True, *PROGRAM, "part"), "part: not of type integer"),
    "an empty literal": (put("", *PROGRAM, "tokens", 0), "shorter than 1"),
    "no tokens": (put([], *PROGRAM, "tokens"), "fewer than 1 items"),
    "a title with an escape": (put("\x1b]0;x\x07", *ENTRY, "title", "en"), "title/en"),
    "a title that runs backwards": (put("\u202egnp.exe", *ENTRY, "title", "en"), "title/en"),
    "a title without text": (put({}, *ENTRY, "title"), "fewer than 1 keys"),
    "a language that is none": (put("x", *ENTRY, "title", "../x"), "the key '../x'"),
    "a title without end": (put("x" * 70_000, *ENTRY, "title", "en"), "longer than"),
    "severity": (put("bad", *ENTRY, "severity"), "not one of the known values"),
    "an id with a line end": (put("a/b/c\n", *ENTRY, "id"), "entries/0/id"),
    # references
    "a hole that is not there": (put(99, *PROGRAM, "tokens", 1), "there is no hole 99"),
    "a hole below zero": (put(-1, *PROGRAM, "tokens", 1), "below 0"),
    "an entry that is not there": (put("a/b/c", "messages", 0, "entry"), "there is no entry 'a/b/c'"),
    "a message that its entry does not name": (put([], *ENTRY, "messages"), "its entry does not name it"),
    "a message that is not there": (put("toaster:0000000000", *ENTRY, "messages", 1), "no such message"),
    "software that is not there": (put("linux", "messages", 0, "software"), "there is no software 'linux'"),
    "software of an entry": (put("linux", *ENTRY, "software"), "there is no software 'linux'"),
    "software twice": (again("software"), "occurs twice"),
    "an entry twice": (again("entries"), "occurs twice"),
    "too few names": (put(["slot"], *PROGRAM, "names"), "not as many names as holes"),
    "a name twice": (put(["slot", "slot"], *PROGRAM, "names"), "a name occurs twice"),
    "a name of no argument": (put(["slot", "x"], *PROGRAM, "names"), "no argument 'x'"),
    "advice about nothing": (put(">= 3", *ENTRY, "advice", 0, "when", "x"), "there is no argument 'x'"),
    "a word that no literal has": (put(["bread"], *PROGRAM, "words"), "'bread' is no whole word"),
    "half a word": (put(["egrees"], *PROGRAM, "words"), "no whole word"),
    "no words": (put([], *PROGRAM, "words"), "no word, though"),
    # holes
    "a hole that is neither": (put({}, "holes", 4), "fits 0 of 2 forms"),
    "a hole that is both": (put(True, "holes", 5, "wild"), "fits 2 of 2 forms"),
    "a wild hole with a length": (put(3, "holes", 4, "most"), "'most' does not belong"),
    "a bounded hole with an alphabet": (put("[a]", "holes", 5, "alphabet"), "'alphabet' does not belong"),
    "an alphabet that is more": (put("[a]|.*", "holes", 4, "alphabet"), "not a class"),
    "a pattern with a star": (put("(?:a*)*b", "holes", 5, "pattern"), "unexpected"),
    "a pattern with a look ahead": (put("(?=a)", "holes", 5, "pattern"), "unexpected '('"),
    "a pattern that closes the capture": (put("a)|(b", "holes", 5, "pattern"), "unexpected ')'"),
    "a pattern with ever more ways": (put("(?:a|a){50}", "holes", 5, "pattern"), "too many ways"),
    "a pattern with empty repeats": (put("(?:a?){60}", "holes", 5, "pattern"), "can be empty"),
    "a pattern of another length": (put(9, "holes", 5, "most"), "9, but 10 by the pattern"),
    "a pattern of another least": (put(0, "holes", 5, "least"), "0, but 1 by the pattern"),
    "a text without end": (put("[0-9]{40000}", "holes", 5, "pattern"), "greater than 32768"),
    "patterns without end": (
        lambda content: content["holes"].extend(
            {"pattern": "a" * 30_000, "least": 30_000, "most": 30_000} for _ in range(40)
        ),
        "patterns of more than",
    ),
    "a program without end": (
        lambda content: (
            content["holes"].append({"pattern": "[0-9]{1,30000}", "least": 1, "most": 30_000}),
            content["messages"][0]["programs"].append({"part": 2, "tokens": [6, "-"] * 9, "words": []}),
        )[0],
        "too long",
    ),
    # headers
    "a start that is more than a class": (put("A-Z](?:a*)*[", "headers", 0, "starts"), "headers/0/starts"),
    "a start of nothing": (put("", "headers", 0, "starts"), "shorter than 1"),
    "a header with a wild hole": (put(4, "headers", 0, "tokens", 0), "a wild hole in a header"),
    "a field too few": (drop("headers", 0, "fields", 0), "3 fields for 4 holes"),
    "a field twice": (put("time", "headers", 0, "fields", 1), "a field occurs twice"),
    "a process id of letters": (put(2, "headers", 0, "tokens", 6), "'pid' must be a number"),
    "a header with ever more ways": (put([1] * 9, "headers", 0, "tokens"), "fields for 9 holes"),
}


def parse(content: Content) -> Content:
    return artifact.parse(writer.serialise(content), "b.json")


def test_the_example_and_the_compiled_catalog_are_sound(example: Content, compiled: Content) -> None:
    assert parse(example)["messages"]
    before = {id(program): program.get("careful") for row in compiled["messages"] for program in row["programs"]}
    assert validate.check(compiled) is None
    after = {id(program): program.get("careful") for row in compiled["messages"] for program in row["programs"]}
    assert after == before, "the planner and the reader disagree on which programs are careful"


@pytest.mark.parametrize("name", FLAWS)
def test_a_flaw_is_refused_in_one_line(name: str, example: Content) -> None:
    change, expected = FLAWS[name]
    change(example)
    with pytest.raises(BundleError) as raised:
        parse(example)
    assert expected in str(raised.value)
    assert str(raised.value).startswith("b.json: not a sound bundle: ")
    assert len(str(raised.value)) < 400
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b'"part":1', b'"part":NaN', "NaN stands where"),
        (b'"part":1', b'"part":-Infinity', "-Infinity stands where"),
        (b'"part":1', b'"part":1.0', "1.0 stands where"),
        (b'"part":1', b'"part":1e999', "1e999 stands where"),
        (b'"part":1', b'"part":' + b"9" * 5000, "not a sound bundle"),
        (b'"part":1', b'"part":1,"part":1', "a key occurs twice"),
        (b'"by hand"', b'"by \\ud800 hand"', "surrogate"),
        (b'"by hand"', b'"by \xed\xa0\x80 hand"', "no UTF-8"),
        (b'"by hand"', b'"by \xff hand"', "no UTF-8"),
        (b'"by hand"', b"[" * 200_000 + b"]" * 200_000, "nested too deeply"),
        (b'"by hand"', b'"by \x00 hand"', "control character"),
        (b'"interface":{', b'"interface":[{', "delimiter"),
    ],
)
def test_json_that_no_bundle_has_is_refused(old: bytes, new: bytes, expected: str, example: Content) -> None:
    data = writer.serialise(example)
    assert old in data
    zeroed = data.replace(old, new, 1)
    sealed = zeroed[:47] + artifact.NO_DIGEST + zeroed[111:]
    sealed = sealed.replace(artifact.NO_DIGEST, artifact.digest(sealed).encode(), 1)
    with pytest.raises(BundleError) as raised:
        artifact.parse(sealed, "b.json")
    assert expected in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_bundle_cannot_hide_that_a_program_needs_care(example: Content) -> None:
    example["holes"].append({"pattern": "[0-9]{1,60}", "least": 1, "most": 60})
    program = {"part": 2, "tokens": ["care ", *[6] * 5], "words": ["care"]}
    example["messages"][0]["programs"].append(program)
    assert parse(example)["messages"][0]["programs"][1]["careful"] is True


def test_the_command_says_so_and_nothing_else(
    example: Content, write: Callable[..., Path], run: Callable[..., Any]
) -> None:
    example["holes"][5]["pattern"] = "(?:a|a)\x1b{50}"
    path = write(example)
    done = run("lookup", "--bundle", path, stdin=b"x\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stderr
