"""`msgpedia new` as people run it: with options, and on a terminal."""

from __future__ import annotations

import codecs
import contextlib
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import ROOT, Run

from msgpedia.catalog.checks.placeholders import MARK

LINE = "Oct 28 01:02:03 web1 sshd[977]: Corrupted MAC on input from 10.1.2.3 port 4711 [preauth]"
OPTIONS = ("--severity", "err", "--subsystem", "kex", "--slug", "corrupted-mac", "--source", "packet.c")
PATIENCE = 120  # seconds, so that no test hangs, also on a machine with much else to do
SOON = 5  # seconds after which a signal is taken for lost
PATH = "openssh/kex/corrupted-mac.yaml"


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A catalog of two software, with a few entries of the checkout's."""
    folder = tmp_path / "catalog"
    for part in ("linux/mm", "openssh/kex"):
        shutil.copytree(ROOT / "catalog" / part, folder / part)
    for software in ("linux", "openssh"):
        shutil.copy(ROOT / "catalog" / software / "software.yaml", folder / software)
    for path in folder.glob("*/*/*.yaml"):  # what they refer to is not here
        text = re.sub(r"(?m)^(?:related|followed_by): .*\n", "", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
    return folder


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_from_a_line_to_an_entry_that_check_accepts_and_look_up_finds(run: Run, catalog: Path) -> None:
    done = run("new", "--catalog", catalog, "--line", LINE, *OPTIONS)
    assert (done.returncode, done.stdout.decode().split("\n")[0]) == (0, str(catalog / PATH))
    path = catalog / PATH
    for command in ("msgpedia check", "msgpedia preview"):
        assert f"{command} {path} " in done.stdout.decode()
    assert b"proposal" in done.stderr
    found = run("check", path)
    assert found.returncode == 1
    assert set(re.findall(r"\[(MP\d+)\]", found.stdout.decode())) == {"MP407"}
    text = path.read_text(encoding="utf-8")
    assert f"msgpedia check catalog/{PATH}\n" in text  # no path of this machine
    assert text.count(MARK) - 1 == found.stdout.decode().count("error[MP407]")  # and one in the comment above
    texts = iter(range(1000))
    path.write_text(re.sub(rf"{MARK} .*", lambda _: f"Text {next(texts)}", text.split("\n", 1)[1]), encoding="utf-8")
    text = re.sub(r"ja: Text", "ja: 文", path.read_text(encoding="utf-8"))
    path.write_text(re.sub(r"ja: \|\n    Text", "ja: |\n    文", text), encoding="utf-8")
    assert run("check", path).stdout.decode() == ""
    assert run("build", "bundle", "--catalog", catalog.parent, "--output", catalog.parent / "out").returncode == 0
    bundle = catalog.parent / "out" / "msgpedia.json"
    shown = run("lookup", "--bundle", bundle, "--format", "jsonl", stdin=LINE.encode())
    assert b'"entry": "openssh/kex/corrupted-mac"' in shown.stdout


def test_nothing_is_overwritten(run: Run, catalog: Path) -> None:
    assert run("new", "--catalog", catalog, "--line", LINE, *OPTIONS).returncode == 0
    before = (catalog / PATH).read_bytes()
    again = run("new", "--catalog", catalog, "--format", "a new wording of it, %d", "--software", "openssh", *OPTIONS)
    assert again.returncode == 1
    assert b"openssh/kex/corrupted-mac is there already" in again.stderr
    assert b"--slug" in again.stderr
    assert (catalog / PATH).read_bytes() == before
    words = ("--severity", "err", "--id", "openssh/kex/corrupted-mac")
    again = run("new", "--catalog", catalog, "--format", "a new wording of it, %d", *words)
    assert again.returncode == 1
    assert b"another name: --id" in again.stderr
    broken = catalog / "openssh" / "kex" / "other.yaml"
    broken.write_text("a: [", encoding="utf-8")
    named = ("--format", "a new wording of it, %d", "--id", "openssh/kex/other", "--severity", "err")
    assert run("new", "--catalog", catalog, *named).returncode == 1
    assert broken.read_text(encoding="utf-8") == "a: ["


def test_a_file_that_came_in_the_meantime_stays(run: Run, catalog: Path) -> None:
    (catalog / "openssh" / "kex" / "dangling.yaml").symlink_to("nowhere")
    words = ("--format", "a new wording of it, %d", "--id", "openssh/kex/dangling", "--severity", "err", "--force-new")
    done = run("new", "--catalog", catalog, *words)
    assert done.returncode in (1, 2)
    assert b"already" in done.stderr
    assert not (catalog / "openssh" / "kex" / "nowhere").exists()


def test_what_is_explained_already_is_said(run: Run, catalog: Path) -> None:
    line = "Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0"
    before = files(catalog)
    for words in (
        ("--line", line),
        (line,),
        ("%s: page allocation failure. order:%d, mode:0x%x",),
        ("--format", 'printk(KERN_WARNING "%s: page allocation failure. order:%d, mode:0x%x\\n", p->comm, a, b)'),
    ):
        done = run("new", "--catalog", catalog, *words, env={"LC_ALL": "ja_JP.UTF-8"})
        assert done.returncode == 1
        assert "linux/mm/page-allocation-failure" in done.stderr.decode()
        assert "msgpedia show linux/mm/page-allocation-failure" in done.stderr.decode()
        assert "--force-new" in done.stderr.decode()
    assert files(catalog) == before
    more = ("--severity", "warning", "--subsystem", "mm", "--slug", "again", "--force-new")
    assert run("new", "--catalog", catalog, "--line", line, *more).returncode == 0


SQUID = ("--line", "Oct 27 18:00:02 web1 squid[7]: Cannot open the HTTP port 3128 for alice@web.test.jp")
NEW = ("--software", "squid", "--subsystem", "listen", "--slug", "no-port", "--severity", "error", "--source", "a.c")


def test_a_new_software_is_written_as_well(run: Run, catalog: Path) -> None:
    words = ("new", "--catalog", catalog, *SQUID, *NEW)
    dry = run(*words, "--dry-run", env={"LC_ALL": "ja_JP.UTF-8"}).stdout.decode()
    assert "catalog/squid/software.yaml\n" in dry
    assert not (catalog / "squid").exists()
    done = run(*words)
    paths = [catalog / "squid" / "software.yaml", catalog / "squid" / "listen" / "no-port.yaml"]
    assert done.returncode == 0
    assert done.stdout.decode().split("\n")[:2] == [str(path) for path in paths]
    assert "alice@web.test.jp" not in paths[1].read_text(encoding="utf-8")
    text = paths[0].read_text(encoding="utf-8")
    assert "\ndialect: printf\n" in text
    assert "\nidents: [squid]\n" in text
    assert run("fmt", "--check", *paths).returncode == 0
    found = run("check", *paths).stdout.decode()
    assert set(re.findall(r"\[(MP\d+)\]", found)) == {"MP407"}
    assert f"{paths[0]}:5:7" in found  # the name, which nobody has written yet
    again = run("new", "--catalog", catalog, *SQUID, *NEW, "--ident", "squid", "--force-new")
    assert (again.returncode, paths[0].read_text(encoding="utf-8")) == (2, text)


def test_a_new_software_by_options_leaves_nothing_to_mend(run: Run, catalog: Path) -> None:
    words = ("--ident", "squid", "--ident", "squid-*", "--software-name", "Squid", "--software-name-ja", "スクイッド")
    done = run("new", "--catalog", catalog, "--format", "Cannot open the %s port", *NEW, *words, "--dialect", "go")
    assert done.returncode == 0
    text = (catalog / "squid" / "software.yaml").read_text(encoding="utf-8")
    assert "\nname:\n  ja: スクイッド\n  en: Squid\n" in text
    assert "\ndialect: go\n" in text
    assert "\nidents: [squid, squid-*]\n" in text
    assert "software.yaml:" not in run("check", catalog / "squid").stdout.decode()
    sample = (catalog / "squid" / "listen" / "no-port.yaml").read_text(encoding="utf-8")
    assert "squid[1234]: Cannot open the " in sample


def test_a_software_that_cannot_be_written_leaves_no_entry(run: Run, catalog: Path) -> None:
    (catalog / "squid" / "listen").mkdir(parents=True)
    (catalog / "squid" / "listen" / "no-port.yaml").symlink_to("nowhere")
    done = run("new", "--catalog", catalog, *SQUID, *NEW)
    assert done.returncode in (1, 2)
    assert not (catalog / "squid" / "software.yaml").exists()


def test_a_dry_run_prints_the_file_and_writes_nothing(run: Run, catalog: Path) -> None:
    before = files(catalog)
    words = ("new", "--catalog", catalog, "--dry-run", "--line", LINE, *OPTIONS)
    done = run(*words, "--lang", "ja", "--title", "MAC が壊れている", "--author", "山田")
    text = done.stdout.decode()
    assert files(catalog) == before
    assert "\n  ja: MAC が壊れている\n" in text
    assert "\n  en: " not in text
    assert "authors: [山田]" in text
    assert "任意の文字列" in text
    both = run(*words, "--title", "MAC が壊れている", "--title-en", "Corrupted MAC").stdout.decode()
    assert "\n  ja: MAC が壊れている\n  en: Corrupted MAC\n" in both


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "give a format string or a log line"),
        (["--line", LINE], "nothing tells --severity (one of emerg"),
        (["--line", LINE], "--subsystem (there are kex; a new one may be given)"),
        (
            ["--license", "MIT", LINE],
            "--license: `MIT` is not the SPDX identifier of a licence that texts here may have; there",
        ),
        (["--license", "CC-BY-NC-4.0", LINE], "allows no commercial use"),
        (["--software", "openssh", "--source", "keys.c:203", "lost %d"], "`203` is no name of a function"),
        (["--software", "openssh", "--severity", "err", "%s: %s"], "too little fixed text to recognise a message by"),
        (["--format", "%d of them"], "--software (one of linux, openssh; for a new one see --ident)"),
        (["--line", LINE, LINE], "TEXT and --line give the same"),
        (["--id", "a/b/c", "--slug", "x", LINE], "--id says it all"),
        (["--id", "A/b", LINE], "software/subsystem/slug"),
        (["--lang", "elvish", LINE], "no code of a language"),
        (["--lang", "jp", LINE], "did you mean ja?"),
        (["--software", "squid", "--ident", "sshd", "lost %d"], "`sshd` is a name under which openssh logs"),
        (["--software", "openssh", "--ident", "x", "lost %d"], "the catalog has openssh already"),
        (["--software", "opensh", "--line", "Oct 27 18:00:02 h foo[1]: lost"], "did you mean openssh?"),
        (["－－format", "lost %d"], "no hyphen: write --format"),
        (["--title", "x", "--title-en", "y", "--lang", "en", LINE], "--title-en give the same"),
        (["--software", "nginx", "lost %d"], "for a new one give the name under which it logs: --ident"),
        (["--severity", "bad", LINE], "invalid choice"),
        (["--catalog", "/nonexistent", LINE], "no such folder"),
        (["--line", "x" * 100_000], "more than 16384 characters"),
        (["--line", "a\nb"], "more than one line"),
    ],
)
def test_what_is_missing_or_wrong_is_one_line_that_names_the_option(
    run: Run, catalog: Path, words: list[str], message: str
) -> None:
    before = files(catalog)
    where = [] if "--catalog" in words else ["--catalog", str(catalog)]
    done = run("new", *where, *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert files(catalog) == before


def test_a_mistake_in_a_format_string_has_a_caret_under_it(run: Run, catalog: Path) -> None:
    done = run("new", "--catalog", catalog, "--software", "linux", "--severity", "err", "--format", "幅 %! of\t it")
    assert done.returncode == 2
    first, source, caret, _ = done.stderr.decode().split("\n")
    assert "'%!' is not a conversion" in first
    assert source == "  幅 %! of\\x09 it"
    assert caret == "     ^^"


def test_nothing_of_a_line_reaches_the_terminal_raw(catalog: Path) -> None:
    evil = "Oct 27 18:00:02 ho\x1b[2Jst ssh\x07d[1]: \x1b]0;owned\x07 Corrupted\u202e MAC \x9b31m \udcff"
    for words in (["--line", evil, *OPTIONS], ["--format", evil], [evil], ["--software", evil, "x %d"]):
        encoded = [os.fsencode(word) for word in words]
        command = [os.fsencode(sys.executable), b"-m", b"msgpedia", b"new", b"--catalog", os.fsencode(catalog)]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run([*command, *encoded, b"--dry-run"], capture_output=True, env=environment, timeout=60)
        assert b"Traceback" not in done.stderr
        shown = (done.stdout + done.stderr).decode()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", shown)


class Terminal:
    """The command on a pseudo-terminal, and somebody who answers."""

    def __init__(self, environment: dict[str, str], *words: str | Path) -> None:
        self._master, slave = pty.openpty()
        command = [sys.executable, "-m", "msgpedia", "new", *map(str, words)]
        env = environment | {"TERM": "dumb", "COLUMNS": "200"}
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)
        self.text = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def until(self, text: str) -> None:
        """Wait for a text; what came before it is in `text`."""
        start = len(self.text)
        while text not in self.text[start:]:
            piece = self._read()
            assert piece, self.text
            self.text += piece

    def answer(self, question: str, text: str) -> None:
        """Wait for a question and answer it."""
        self.until(question)
        os.write(self._master, text.encode() + b"\n")

    def type(self, characters: bytes) -> None:
        os.write(self._master, characters)

    def status(self) -> int:
        """Read what is left, and wait for the end."""
        while piece := self._read():
            self.text += piece
        return self.process.wait(PATIENCE)

    def interrupt(self) -> int:
        """Send Ctrl-C until the command ends: readline does not see one between its prompt and its waiting for keys."""
        for _ in range(PATIENCE // SOON):
            self.process.send_signal(signal.SIGINT)  # the terminal is not the session's, so that it sends none itself
            while piece := self._read(SOON):
                self.text += piece
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self.process.wait(SOON)
        return self.status()

    def _read(self, patience: float = PATIENCE) -> str:
        """What is written next; nothing where the other side has closed the terminal or is silent for very long."""
        if not select.select([self._master], [], [], patience)[0]:
            return ""
        try:
            return self._decoder.decode(os.read(self._master, 1 << 16)).replace("\r\n", "\n")
        except OSError:  # Linux: closed
            return ""

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._master)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    """A list for terminals that are to be closed at the end."""
    found: list[Terminal] = []
    yield found
    for terminal in found:
        terminal.close()


def test_a_terminal_is_asked_for_what_is_missing_only(
    environment: dict[str, str], catalog: Path, terminals: list[Terminal]
) -> None:
    terminal = Terminal(environment, "--catalog", catalog, "--lang", "en")
    terminals.append(terminal)
    terminal.answer("or log line of the message: ", LINE)
    terminal.answer("[Corrupted MAC on input from %s port %d [preauth]]: ", "Corrupted MAC %! [preauth]")
    terminal.answer(
        "[Corrupted MAC on input from %s port %d [preauth]]: ", "Corrupted MAC on input from %.100s port %d [preauth]"
    )
    terminal.answer("severity: ", "bad")
    terminal.answer("severity: ", "error")
    terminal.answer("[value_1 port]: ", "peer, port")
    terminal.answer("file of the source", "x.c:main")
    terminal.answer("versions you looked at", "")
    terminal.answer("subsystem: ", "kex")
    terminal.answer("[corrupted-mac-input]: ", "unable-to-negotiate")
    terminal.answer("last part of the id: ", "corrupted-mac")
    terminal.answer("Title in en", "A packet was damaged")
    assert terminal.status() == 0
    assert "is not a conversion" in terminal.text
    assert "software: openssh (the line is from `sshd`)" in terminal.text
    assert "openssh/kex/unable-to-negotiate is there already" in terminal.text
    text = (catalog / PATH).read_text(encoding="utf-8")
    assert "  - format: 'Corrupted MAC on input from %.100s port %d [preauth]'\n    arguments: [peer, port]\n" in text
    assert "severity: err\n" in text
    assert "  en: A packet was damaged\n" in text
    assert "10.1.2.3" not in text
    assert "web1" not in text


def test_enter_takes_every_guess(environment: dict[str, str], catalog: Path, terminals: list[Terminal]) -> None:
    text = r'pr_warn("bad magic 0x%x\n", magic);'
    terminal = Terminal(environment | {"LC_ALL": "ja_JP.UTF-8"}, "--catalog", catalog, "--source", "mm/slab.c", text)
    terminals.append(terminal)
    for question in ("ログの行", "[magic]", "確かめた版", "[bad-magic]", "[ja,en]", "題名（ja）", "題名（en）"):
        terminal.answer(question, "")
    assert terminal.status() == 0
    assert "#define pr_fmt" in terminal.text
    assert (catalog / "linux" / "mm" / "bad-magic.yaml").is_file()


def test_japanese_and_tabs_are_typed_as_text(
    environment: dict[str, str], catalog: Path, terminals: list[Terminal]
) -> None:
    """Also where the locale is not installed; a tab completes nothing."""
    terminal = Terminal(environment | {"LC_ALL": "ja_JP.UTF-8"}, "--catalog", catalog, "--slug", "bad-magic")
    terminals.append(terminal)
    terminal.answer("のどれか: ", '\tpr_warn("bad magic 0x%x\\n",\tmagic);')
    for question in ("ログの行", "[magic]", "ソースのファイル", "確かめた版"):
        terminal.answer(question, "")
    terminal.answer("サブシステム", "mm")
    terminal.answer("[ja,en]", "日本語")
    terminal.answer("題名（ja）", "マジックナンバーが違う")
    assert terminal.status() == 0
    assert "\n  ja: マジックナンバーが違う\n" in (catalog / "linux/mm/bad-magic.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("keys", "status"), [(b"\x04", 1), (b"\x03", 130)], ids=["Ctrl-D", "Ctrl-C"])
def test_who_leaves_leaves_nothing_behind(
    environment: dict[str, str], catalog: Path, terminals: list[Terminal], keys: bytes, status: int
) -> None:
    before = files(catalog)
    terminal = Terminal(environment, "--catalog", catalog, "--line", LINE, "--severity", "err")
    terminals.append(terminal)
    terminal.until("[preauth]]: ")
    if keys == b"\x03":
        assert terminal.interrupt() == status
    else:
        terminal.type(keys)
        assert terminal.status() == status
    assert "Traceback" not in terminal.text
    assert files(catalog) == before


def test_no_input_never_asks(environment: dict[str, str], catalog: Path, terminals: list[Terminal]) -> None:
    terminal = Terminal(environment, "--catalog", catalog, "--line", LINE, "--no-input")
    terminals.append(terminal)
    assert terminal.status() == 2
    assert "nothing tells --severity" in terminal.text
