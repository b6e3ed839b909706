"""Modules become classic scripts that do the same, without what is only for those who write them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from msgpedia.emit.site.scripts import ScriptError, joined, modules, packed_style

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "site" / "assets"

Node = Callable[[str], str]
Same = Callable[..., str]


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


@pytest.fixture
def same(tmp_path: Path, node: Node) -> Same:
    """`same({"main.js": …})`: what `main.js` prints, which the joined script must print too."""

    def run(files: dict[str, str]) -> str:
        write(tmp_path, files | {"package.json": '{"type": "module"}'})
        done = subprocess.run(
            ["node", str(tmp_path / "main.js")], capture_output=True, check=True, encoding="utf-8", timeout=60
        )
        assert node(joined(tmp_path / "main.js")) == done.stdout
        return done.stdout

    return run


def test_what_modules_import_is_there_once_and_before_them(same: Same, tmp_path: Path) -> None:
    files = {
        "main.js": 'import { a } from "./part/a.js";\nimport { count, b as other } from "./b.js";\n'
        "count();\nconsole.log(a(), other, count());\n",
        "part/a.js": 'import { count } from "../b.js";\nimport {\n    b,\n} from "../b.js";\n'
        "export function a() {\n    return `a${count()}${b}`;\n}\n",
        "b.js": 'console.log("once");\nlet number = 0;\nexport const b = "b";\n\n'
        "export function count() {\n    number += 1;\n    return number;\n}\n",
    }
    assert same(files) == "once\na2b b 3\n"
    assert [path.name for path in modules(tmp_path / "main.js")] == ["b.js", "a.js", "main.js"]


def test_all_kinds_of_exports(same: Same) -> None:
    files = {
        "main.js": 'import { A, f, g, h, k, $x_1 } from "./a.js";\n'
        "console.log(new A().name, f(), [...g()].join(), k, $x_1);\nh().then(console.log);\n",
        "a.js": 'export class A {\n    name = "A";\n}\nexport function f() {\n    return 1;\n}\n'
        "export function* g() {\n    yield 1;\n    yield 2;\n}\nexport async function h() {\n    return 3;\n}\n"
        "export const k = 4;\nexport const $x_1 = 5;\nconst unexported = 6;\n",
    }
    assert same(files) == "A 1 1,2 4 5\n3\n"


def test_names_of_modules_do_not_clash(same: Same) -> None:
    files = {
        "main.js": 'import { a } from "./a.js";\nconst helper = "main";\nconst m0 = "m";\nconst m1 = "n";\n'
        "console.log(a(), helper, m0, m1);\n",
        "a.js": 'const helper = "a";\nconst console = null;\nexport function a() {\n    return helper + console;\n}\n',
    }
    assert same(files) == "anull main m n\n"


def test_scripts_are_strict_and_leave_nothing_behind(same: Same, node: Node, tmp_path: Path) -> None:
    assert same({"main.js": "console.log((function () { return this; })() === undefined);\n"}) == "true\n"
    write(tmp_path, {"main.js": "export const left = 1;\nfunction over() {}\nover();\n"})
    script = f"const before = Object.keys(globalThis).join();\n{joined(tmp_path / 'main.js')}"
    script += "console.log(Object.keys(globalThis).join() === before, typeof left, typeof over, typeof $module0);"
    assert node(script) == "true undefined undefined undefined\n"


COMMENTS = r"""// The first line.
/** What it is. */
const address = "https://example.org/"; // behind code
const pattern = /[/]\/\/.*"/u;
const quoted = '/* no comment */ // neither';
const part = "// no comment";
    // indented
/*
 * Several lines,
 * with "quotes" and import { x } from "./gone.js";
 */
const divided = 8 / 2 / 2; /* behind code */
/* before code */ const before = "kept";
/** @type {string} */ const typed = "kept too";
/* one */ /* two */
const template = `// no comment ${ address } /* neither */`;
const sum = 1
    // between
    + 2;

console.log(address, pattern.source, pattern.test("x///y\""), quoted, part, divided, before, typed, template, sum);
/* at the end */
// without a line end"""


def test_comments_go_and_what_looks_like_them_stays(same: Same, tmp_path: Path) -> None:
    found = same({"main.js": COMMENTS})
    assert found == (
        'https://example.org/ [/]\\/\\/.*" true /* no comment */ // neither // no comment 2 kept kept too '
        "// no comment https://example.org/ /* neither */ 3\n"
    )
    script = joined(tmp_path / "main.js")
    for comment in ("The first line", "What it is", "indented", "Several lines", "between"):
        assert comment not in script
    assert not any(line.startswith((" ", "\t")) for line in script.split("\n"))
    assert "\n\n" not in script


@pytest.mark.parametrize(
    "text",
    [
        "export default 1;\n",
        "const a = 1;\nexport { a };\n",
        'export * from "./b.js";\n',
        'export { b } from "./b.js";\n',
        'import * as all from "./b.js";\n',
        'import b from "./b.js";\n',
        'import "./b.js";\n',
        'import { b } from "somewhere";\n',
        "import { b } from './b.js';\n",
        "export let b = 1;\n",
        "export const { b } = {};\n",
        'import("./b.js");\n',
    ],
)
def test_other_forms_are_refused(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"main.js": text, "b.js": "export const b = 1;\n"})
    with pytest.raises(ScriptError, match=r"main\.js: not of the form that can be joined: (?:import|export)"):
        joined(tmp_path / "main.js")


def test_a_text_over_several_lines_is_refused_at_its_place(tmp_path: Path) -> None:
    write(tmp_path, {"main.js": 'const a = "x";\nconst b = `one\n    // two`;\n'})
    with pytest.raises(ScriptError, match=r"main\.js:2: a template string over several lines"):
        joined(tmp_path / "main.js")


def test_modules_that_import_each_other_are_refused(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "main.js": 'import { a } from "./a.js";\na();\n',
            "a.js": 'import { b } from "./b.js";\nexport function a() {\n    b();\n}\n',
            "b.js": 'import { a } from "./a.js";\nexport function b() {\n    a();\n}\n',
        },
    )
    with pytest.raises(ScriptError, match=r"a\.js: imports itself, by way of b\.js"):
        joined(tmp_path / "main.js")


def test_a_module_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, {"main.js": 'import { a } from "./gone.js";\n'})
    with pytest.raises(ScriptError, match=r"main\.js: imports \./gone\.js"):
        joined(tmp_path / "main.js")


def test_all_scripts_of_the_site_can_be_joined_and_read(tmp_path: Path) -> None:
    names = ["page/start.js", "page/page.js", "page/entry.js", "page/lookup.js", "page/search.js", "lookup/worker.js"]
    for number, name in enumerate(names):
        (tmp_path / f"{number}.cjs").write_text(joined(ASSETS / name), encoding="utf-8")
        subprocess.run(["node", "--check", str(tmp_path / f"{number}.cjs")], check=True, timeout=60)


def test_joining_is_the_same_wherever_the_project_lies(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write(
            tmp_path / folder,
            {"main.js": 'import { a } from "./a.js";\na();\n', "a.js": "export function a() {}\n"},
        )
    found = joined(tmp_path / "one" / "main.js")
    assert found == joined(tmp_path / "two" / "main.js")
    assert str(tmp_path) not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a {\n    color: red;\n    margin: 0 auto;\n}\n", "a{color:red;margin:0 auto;}\n"),
        ("/* one\n * two */\na { b: c; } /* three */\n", "a{b:c;}\n"),
        ("a:hover > b , c { d: e }", "a:hover > b , c{d:e}\n"),
        ("@media (width > 1px) {\n  a { b: c; }\n}\n", "@media (width > 1px){a{b:c;}}\n"),
        ('a::after { content: " <" attr(href) ">"; }', 'a::after{content:" <" attr(href) ">";}\n'),
    ],
)
def test_style_sheets_are_packed(text: str, expected: str) -> None:
    assert packed_style(text) == expected
