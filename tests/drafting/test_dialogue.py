"""Conversations: what is asked, what becomes of answers that do not fit, and that none is thrown away."""

from __future__ import annotations

import pytest

from msgpedia.catalog.model import Catalog
from msgpedia.drafting.assessment import Assessment
from msgpedia.drafting.dialogue import Dialogue
from msgpedia.drafting.model import Draft, DraftError, Request
from msgpedia.drafting.words import Words

SQUID = "Oct 27 18:00:02 host squid[7]: Cannot open the HTTP port 3128"


class Talk:
    """Somebody who answers: `answers` are pairs of a part of the question, with its default, and the answer."""

    def __init__(self, catalog: Catalog, *answers: tuple[str, str], language: str = "en") -> None:
        self.words = Words(language)
        self.answers = list(answers)
        self.told: list[str] = []
        self.dialogue = Dialogue(catalog, self.words, self._ask, self.told.append, self._explain, anyway=False)

    def _ask(self, question: str, default: str) -> str:
        wanted, answer = self.answers.pop(0)
        assert wanted in f"{question} [{default}]", (question, default, self.told)
        return answer or default

    def _explain(self, error: DraftError) -> None:
        self.told.append(self.words.error(error))

    def held(self, request: Request, languages: bool = False) -> tuple[Request, Assessment]:
        found = self.dialogue.held(request, languages)
        assert not self.answers
        return found

    def draft(self, request: Request) -> Draft:
        found = self.held(request)[1].draft
        assert found is not None
        return found

    @property
    def text(self) -> str:
        return "\n".join(self.told)


REST = (("source", ""), ("versions", ""))
END = (("Title in ja", ""), ("Title in en", ""))


def test_text_of_the_line_that_the_format_string_lacks_is_offered(real: Catalog) -> None:
    call = 'msg_warn("database %s is older than my file", name)'
    line = "Oct 27 18:00:02 host postfix/smtpd[7]: warning: database x.db is older than my file"
    talk = Talk(
        real,
        ("format string [warning: database %s is older than my file]", ""),
        ("names of the values [database]", "database"),
        *REST,
        ("subsystem", "lookup"),
        ("last part of the id", ""),
        *END,
    )
    draft = talk.draft(Request(format=call, line=line))
    assert draft.format == "warning: database %s is older than my file"
    assert draft.severity == "warning"  # of the call, which stays
    assert "the line has more before the message" in talk.text


def test_a_lead_with_values_of_its_own_leaves_those_of_the_call_their_names(real: Catalog) -> None:
    line = "Oct 27 18:00:02 host postfix/smtpd[7]: job 12: cannot hold x.db for bob"
    talk = Talk(
        real,
        ("[job %d: cannot hold %s for %s]", ""),
        ("[job table client]", ""),
        *REST,
        ("subsystem", "lookup"),
        ("last part", ""),
        *END,
    )
    call = 'msg_error("cannot hold %s for %s", table, client)'
    assert talk.draft(Request(format=call, line=line)).arguments == ("job", "table", "client")


def test_a_line_of_another_message_is_asked_for_again_or_left_out(real: Catalog) -> None:
    line = "Oct 27 18:00:02 host sshd[7]: something else"
    request = Request(format="lost a thing of it", line=line, subsystem="kex", slug="lost", severity="err")
    talk = Talk(real, ("format string [lost a thing of it]", ""), (f"[{line}]", "-"), ("one of", ""), language="en")
    talk.answers = [*talk.answers[:2], ("software", "openssh"), *REST, *END]
    draft = talk.draft(request)
    assert draft.invented
    assert "the line does not come from this format string; the message in it is read as `something else`" in talk.text


def test_errors_are_told_in_the_writers_language(real: Catalog) -> None:
    talk = Talk(
        real,
        ("値の名前 [value_1 port]", "port が接続元のポート"),
        ("値の名前 [value_1 port]", "peer、port"),
        ("ソースのファイル", "/usr/src/x.c"),
        ("ソースのファイル", "kex.c:main"),
        ("確かめた版", "v9"),
        ("確かめた版", "9.2p1"),
        ("id の最後の部分", "con"),
        ("id の最後の部分", "Not It"),
        ("id の最後の部分", "corrupted"),
        ("題名（ja）", "\u3000壊れた\u3000"),
        ("題名（en）", ""),
        language="ja",
    )
    text = "Corrupted packet on input from %.100s port %d"
    draft = talk.draft(Request(format=text, line=SSHD, software="openssh", severity="err", subsystem="kex"))
    assert draft.arguments == ("peer", "port")
    assert (draft.file, draft.function, draft.first, draft.last) == ("kex.c", "main", "9.2p1", "9.2p1")
    assert draft.titles == (("ja", "壊れた"),)
    assert "`port が接続元のポート` は値の名前の並びではない。値は 2 個。value_1 port のように" in talk.text
    assert "`/usr/src/x.c` はソースツリーの中のパスではない" in talk.text
    assert "`v9` は版ではない" in talk.text
    assert "con-failed のように語を足す" in talk.text
    assert "not-it のように" in talk.text
    assert "方言: printf（このソフトウェアの標準）" in talk.text


SSHD = "Oct 28 01:02:03 host sshd[977]: Corrupted packet on input from 192.0.2.1 port 4711"


@pytest.mark.parametrize("word", ["エラー", "error", "ERR", "LOG_ERR", "3"])
def test_severities_have_their_meaning_and_many_names(real: Catalog, word: str) -> None:
    request = Request(line=SSHD, subsystem="kex", slug="corrupted", arguments=("peer", "port"))
    talk = Talk(
        real, ("書式文字列", ""), ("重大度", "ひどい"), ("重大度", word), ("ソース", ""), ("版", ""), language="ja"
    )
    talk.answers += [("題名（ja）", ""), ("題名（en）", "")]
    assert talk.draft(request).severity == "err"
    assert "emerg（緊急）, alert（警戒）, crit（重大）, err（エラー）" in talk.text
    assert "`ひどい` は重大度ではない" in talk.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ja、en", ("ja", "en")),
        ("en，ja", ("en", "ja")),
        ("日本語", ("ja",)),
        ("日本語\u3000英語", ("ja", "en")),
        ("Ja", ("ja",)),
        ("Japanese, english", ("ja", "en")),
        ("ko zh-hant", ("ko", "zh-Hant")),
    ],
)
def test_languages_are_read_as_people_write_them(real: Catalog, text: str, expected: tuple[str, ...]) -> None:
    request = Request(line=SSHD, severity="err", subsystem="kex", slug="corrupted", arguments=("peer", "port"))
    talk = Talk(real, ("format string", ""), *REST, ("[ja,en]", "わからない"), ("[ja,en]", "jp"), ("[ja,en]", text))
    talk.answers += [(f"Title in {language}", "") for language in expected]
    assert talk.held(request, languages=True)[0].languages == expected
    assert "`わからない` is no code of a language" in talk.text
    assert "did you mean ja?" in talk.text


def test_a_new_software_is_introduced(real: Catalog) -> None:
    talk = Talk(
        real,
        ("software [squid]", ""),
        ("calls itself [squid]", "Squid"),
        ("names under which it writes to the log, such as sshd [squid]", "squid, squid-*"),
        ("printf, printk", "perl"),
        ("[printf]", ""),
        ("severity", "err"),
        ("names of the values [port]", ""),
        *REST,
        ("subsystem", "listen"),
        ("last part", ""),
        *END,
    )
    found = talk.held(Request(line=SQUID))[1]
    assert found.newcomer is not None
    assert (found.newcomer.id, found.newcomer.idents) == ("squid", ("squid", "squid-*"))
    assert found.newcomer.name.get("ja") == "Squid"
    assert found.draft is not None
    assert found.draft.id == "squid/listen/cannot-open-http-port"
    assert "The catalog has no squid yet" in talk.text
    assert "squid has no entries yet" in talk.text


def test_a_name_that_looks_like_a_slip_is_doubted_once(real: Catalog) -> None:
    request = Request(format="lost a thing of it", severity="err", subsystem="x", slug="lost")
    talk = Talk(real, ("line of a log", ""), ("software", "opensh"), ("software [openssh]", ""), *REST, *END)
    assert talk.draft(request).id == "openssh/x/lost"
    again = Talk(real, ("line of a log", ""), ("software", "opensh"), ("software [openssh]", "opensh"))
    again.answers += [("itself", ""), ("[opensh]", "sshd"), ("[printf]", ""), ("software [", "openssh"), *REST, *END]
    assert again.draft(request).id == "openssh/x/lost"
    assert "`sshd` is a name under which openssh logs" in again.text
