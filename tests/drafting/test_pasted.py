"""What is taken out of a piece of source, and what is a format string as it is."""

from __future__ import annotations

import pytest

from msgpedia.drafting import pasted
from msgpedia.drafting.given import is_format
from msgpedia.drafting.model import DraftError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%s: page allocation failure. order:%d", "%s: page allocation failure. order:%d"),
        (r"%s: order:%d\n", "%s: order:%d"),
        (r"said \"%s\"", 'said "%s"'),
        (r'"abc %d " "def\n"', "abc %d def"),
        ("\"abc %d \"\n    'def'", "abc %d def"),
        (r'"%" PRIu64 " bytes, %" PRIx32', "%lu bytes, %x"),
        (r'KERN_ERR "lost %s\n"', "lost %s"),
        ("`raw \\n %s`", "raw \\n %s"),
        # quotes, brackets and dots that are the message's own
        ('"Eviction manager" resourceName="%s"', '"Eviction manager" resourceName="%s"'),
        ('"%s" %d left', '"%s" %d left'),
        ("don't %s, can't", "don't %s, can't"),
        ("cleanup(%s): failed", "cleanup(%s): failed"),
        ('cleanup(%s): "x"', 'cleanup(%s): "x"'),
        ("device (%s)[%s]: gone (reason '%s', type: '%s')", "device (%s)[%s]: gone (reason '%s', type: '%s')"),
        ("(%s) CMD (%s)", "(%s) CMD (%s)"),
        ("connect() failed (%d, %s)", "connect() failed (%d, %s)"),
        ("recv(): failed, giving up (now)", "recv(): failed, giving up (now)"),
        ("panic (cpu)", "panic (cpu)"),
        ("stuck(now, and then)", "stuck(now, and then)"),
    ],
)
def test_the_format_string_of_what_was_pasted(text: str, expected: str) -> None:
    assert pasted.read(text).format == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            r'printk(KERN_WARNING "%s: order:%d\n", p->comm, order);',
            ("%s: order:%d", ("p->comm", "order"), "warning", "printk"),
        ),
        (r'pr_err("bad magic 0x%x\n", f(a, b));', ("bad magic 0x%x", ("f(a, b)",), "err", "printk")),
        (r'pr_info_once("no %s" " at all\n", what)', ("no %s at all", ("what",), "info", "printk")),
        (r'printk("<3>old %d", x);', ("old %d", ("x",), "err", "printk")),
        ("\x014warned %d", ("warned %d", None, "warning", "printk")),
        (r'ereport(ERROR, (errmsg("bad %s", foo(x))));', ("bad %s", ("foo(x)",), "err", "")),
        (r'log_error(_("lost %s"), name)', ("lost %s", ("name",), "err", "")),
        (r'syslog(LOG_NOTICE, "hello %s", who);', ("hello %s", ("who",), "notice", "")),
        (r'logrus.Errorf("no %v", err)', ("no %v", ("err",), "err", "")),
        (r'error!("cannot open {}", path)', ("cannot open {}", ("path",), "err", "")),
        (r'LOG.warning("x %s" % (a, b))', ("x %s", None, "warning", "percent")),
        (r'log.info("a {} b".format(c))', ("a {} b", None, "info", "brace")),
        (r'panic("out of %s", x)', ("Kernel panic - not syncing: out of %s", ("x",), "emerg", "printk")),
        (r'netdev_err(dev, "hang %d\n", x)', ("%s %s %s: hang %d", ("x",), "err", "printk")),
        ('return pr_err("cut off %d",', ("cut off %d", None, "err", "printk")),
    ],
)
def test_a_call_tells_more_than_the_format_string(
    text: str, expected: tuple[str, tuple[str, ...] | None, str, str]
) -> None:
    found = pasted.read(text)
    assert (found.format, found.expressions, found.severity, found.dialect) == expected


def test_a_device_stands_before_what_dev_err_prints() -> None:
    found = pasted.read('dev_err(&pdev->dev, "cannot %s: %d\\n", what, ret)')
    assert found.device
    assert [note.key for note in found.notes] == ["call_taken", "dev"]
    probe = pasted.read('return dev_err_probe(dev, ret, "no clock\\n");')
    assert (probe.format, probe.lead, probe.device) == ("error %pe: no clock", ("error",), True)


def test_an_unknown_function_is_told_as_one() -> None:
    assert "unknown_function" in [note.key for note in pasted.read('sd_alert(x, "lost %d", n)').notes]


@pytest.mark.parametrize(
    ("text", "marked", "hint"),
    [
        ('printk(KERN_ERR PFX "lost %d")', "PFX", "#define"),
        ('pr_err("a"); pr_err("b");', "pr_err", "one call"),
        ('log("a" + b)', "+", "whole message"),
        ("LOG(LOGS_WARN, fmt, key.id);", "LOG", "format string itself"),
        ("pr_err(message)", "pr_err", "format string itself"),
        ("log->error(fmt, a, b", "error", "format string itself"),
        ('LOG(LOGS_WARN, "Could not open', '"Could not open', "whole call"),
        ('pr_err("bad magic 0x%x\\n', '"bad magic 0x%x\\n', "whole call"),
    ],
)
def test_what_gives_no_format_string_is_an_error_at_its_place(text: str, marked: str, hint: str) -> None:
    with pytest.raises(DraftError) as caught:
        pasted.read(text)
    error = caught.value
    assert error.source[error.start : error.end] == marked
    assert hint in error.hint


@pytest.mark.parametrize("text", ["", "\\n", '""', "bell \x07"])
def test_no_text_and_control_characters_are_errors(text: str) -> None:
    with pytest.raises(DraftError):
        pasted.read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%s: order:%d", True),
        ("cannot open {}", True),
        ('pr_err("no conversions\\n");', True),
        ("Oct 27 18:00:02 host kernel: rate is %d", False),
        ("Oct 27 18:00:02 host sshd[1]: hello", False),
        ("disk 100% full", False),
        ('{"MESSAGE": "hello", "_HOSTNAME": "web1"}', False),
        ("plain words", False),
    ],
)
def test_formats_and_lines_are_told_apart(text: str, expected: bool) -> None:
    assert is_format(text) is expected


@pytest.mark.parametrize(
    ("call", "severity"),
    [
        ('ngx_log_error(NGX_LOG_EMERG, log, err, "bind() to %s failed", x);', "emerg"),
        ('ap_log_error(APLOG_MARK, APLOG_CRIT, 0, s, "no such thing as %s", x);', "crit"),
        ('log_error("no such thing as %s", x);', "err"),
    ],
)
def test_a_level_that_is_given_counts_more_than_the_name_of_the_function(call: str, severity: str) -> None:
    assert pasted.read(call).severity == severity
