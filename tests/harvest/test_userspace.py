"""Harvests of programs that are no kernel: one made-up tree for each way of printing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.harvest.c_tree import planted

from msgpedia.harvest import projects, seeds, source
from msgpedia.harvest.versions import version_of
from msgpedia.packs.model import Record

LEVELS = {"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"}
USERSPACE = [name for name in seeds.known() if name != "linux"]


def harvested(folder: Path, software: str, files: dict[str, str]) -> list[Record]:
    planted(folder, files)
    return list(source.harvest(str(folder), seeds.load(software), "1.0", {}, 1))


def printed(folder: Path, software: str, text: str, path: str = "src/a.c") -> list[tuple[str, str | None]]:
    """Format and level of what a tree with one file prints."""
    return [(record.format, record.level) for record in harvested(folder, software, {path: text})]


def function(statements: str) -> str:
    return f"static void\nf(int a)\n{{\n{statements}\n}}\n"


@pytest.mark.parametrize("software", USERSPACE)
def test_seeds_of_a_project_name_levels_and_files(software: str) -> None:
    found = seeds.load(software)
    assert found.software == software
    assert found.detect
    assert set(found.levels.values()) <= LEVELS
    assert {sink.level for sink in found.sinks.values() if sink.level and ":" not in sink.level} <= LEVELS


@pytest.mark.parametrize("software", USERSPACE)
def test_a_tree_is_known_by_its_files(tmp_path: Path, software: str) -> None:
    planted(tmp_path, dict.fromkeys(seeds.load(software).detect, ""))
    found = projects.detected(tmp_path)
    assert found is not None
    assert found.software == software


def test_syslog_is_known_to_all(tmp_path: Path) -> None:
    text = function('syslog(LOG_AUTHPRIV | LOG_NOTICE, _("%d of %" PRIu64), a, b);')
    assert printed(tmp_path, "sudo", text) == [("%d of %lu", "notice")]


def test_a_level_that_a_condition_chooses_is_not_known(tmp_path: Path) -> None:
    text = function('syslog(a ? LOG_ERR : LOG_INFO, "went out");')
    assert printed(tmp_path, "pam", text) == [("went out", None)]


def test_a_text_of_the_build_is_a_conversion(tmp_path: Path) -> None:
    text = function(
        'syslog(LOG_INFO, "reading " CONFDIR "/a.conf of " PACKAGE_VERSION);\nsyslog(LOG_INFO, PLAIN_NAME);'
    )
    assert printed(tmp_path, "pam", text) == [("reading %s/a.conf of %s", "info")]


def test_a_conversion_that_is_not_known_gives_nothing(tmp_path: Path) -> None:
    assert printed(tmp_path, "pam", function('syslog(LOG_INFO, "size %" OWN_FMT, a);')) == []


OPENSSH = """
void auth_note(const char *fmt, ...)
{
    char buf[100];
    va_list args;

    va_start(args, fmt);
    vsnprintf(buf, sizeof(buf), fmt, args);
    va_end(args);
    error_f("noted %d: %s", 1, buf);
}

static void
check(int r)
{
    error("no %s", "key");
    fatal_fr(r, "parse");
    logdie("closed by %s", who);
    debug3_f("entering");
    do_log2(level, "accepted %s", who);
    auth_note("wrong user %s", who);
}
"""


def test_openssh_prints_the_level_and_the_function_before_a_text(tmp_path: Path) -> None:
    found = harvested(tmp_path, "openssh", {"auth.c": OPENSSH})
    told = {record.format: record.level for record in found if record.function == "check"}
    assert told == {
        "error: no %s": "err",
        "fatal: check: parse: %s": "crit",
        "closed by %s": "info",
        "debug3: check: entering": "debug",
        "accepted %s": None,
        "error: auth_note: noted %d: wrong user %s": "err",
    }


def test_pam_prints_the_module_before_a_text(tmp_path: Path) -> None:
    call = function('pam_syslog(pamh, LOG_ERR, "no memory");')
    found = harvested(tmp_path, "pam", {"modules/pam_unix/support.c": call, "libpam/item.c": call})
    assert [record.format for record in found] == ["%s(%s:%s): no memory", "pam_unix(%s:%s): no memory"]


SUDO = """
static bool
log_reject(const char *message, bool logit)
{
    return true;
}

static void
deny(int status)
{
    const char *message;

    if (status)
        message = N_("user unknown");
    else
        message = N_("not today");
    log_reject(message, true);
    log_warning(SLOG_SEND_MAIL, N_("unable to open %s"), path);
    log_warningx(SLOG_RAW_MSG, "%s line %d", path, 1);
    sudo_warnx(U_("%s: %s"), __func__, U_("out of memory, 100%"));
    sudo_fatal("%s", a ? "one" : name);
}
"""


def test_sudo_puts_users_before_and_places_behind_a_text(tmp_path: Path) -> None:
    assert printed(tmp_path, "sudo", SUDO) == [
        ("%8s : user unknown ; %s", "alert"),
        ("%8s : not today ; %s", "alert"),
        ("%8s : unable to open %s : %s ; %s", "alert"),
        ("%8s : %s line %d", "alert"),
        ("%s: out of memory, 100%%", "warning"),
        ("%s: %s", "err"),
    ]


def test_a_line_that_is_put_together_stands_where_its_function_is(tmp_path: Path) -> None:
    found = harvested(tmp_path, "sudo", {"a.c": "\n\nstatic int\nnew_logline(int a)\n{\n    return a;\n}\n"})
    assert "%8s : TTY=%s ; PWD=%s ; USER=%s ; COMMAND=%s" in {record.format for record in found}
    assert {(record.function, record.line) for record in found} == {("new_logline", 5)}


RSYSLOG = """
BEGINnewActInst
    struct cnfparamvals *pvals;
CODESTARTnewActInst
    if (pvals == NULL) {
        LogError(0, RS_RET_MISSING, "omtest: no %s", name);
        LogError(errno, NO_ERRCODE, "omtest: open '%s'", name);
    }
ENDnewActInst

rsRetVal ATTR_NONNULL()
start(int a)
{
    char buf[100];

    LogMsg(0, NO_ERRCODE, LOG_WARNING, "slow");
    LogMsg(errno, iRet, LOG_INFO, "gone");
    snprintf(buf, sizeof(buf), "[origin %s] start", who);
    logmsgInternal(NO_ERRCODE, LOG_SYSLOG | LOG_INFO, (uchar *)buf, 0);
    dbgprintf("not in a log\\n");
}
"""


def test_rsyslog_prints_errors_and_numbers_behind_a_text(tmp_path: Path) -> None:
    found = harvested(tmp_path, "rsyslog", {"plugins/omtest/omtest.c": RSYSLOG})
    assert [(record.format, record.level, record.function) for record in found] == [
        ("omtest: no %s [v%s try https://www.rsyslog.com/e/%d ]", "err", "newActInst"),
        ("omtest: open '%s': %s [v%s]", "err", "newActInst"),
        ("slow [v%s]", "warning", "start"),
        ("gone: %s [v%s try https://www.rsyslog.com/e/%d ]", "info", "start"),
        ("[origin %s] start", "info", "start"),
    ]


def test_the_rules_of_a_grammar_are_read(tmp_path: Path) -> None:
    grammar = (
        '%{\n%}\n%%\nrule: NAME\n\t\t\t{ if (a) {\n\t\t\t\tLogError(0, NO_ERRCODE, "odd %s", $1);\n\t\t\t} }\n;\n%%\n'
    )
    found = harvested(tmp_path, "rsyslog", {"grammar/grammar.y": grammar})
    assert [(record.format, record.function, record.line) for record in found] == [("odd %s [v%s]", None, 6)]


NM = """
#define _NMLOG_PREFIX_NAME "policy"
#define _NMLOG(level, domain, ...) \\
    G_STMT_START \\
    { \\
        /* a comment that goes
         * over lines */ \\
        const NMLogLevel  _level  = (level); \\
        nm_log(_level, (domain), NULL, NULL, "%s" _NM_UTILS_MACRO_FIRST(__VA_ARGS__), \\
               _NMLOG_PREFIX_NAME ": " _NM_UTILS_MACRO_REST(__VA_ARGS__)); \\
    } \\
    G_STMT_END
#define _LOGW(...) _NMLOG(LOGL_WARN, __VA_ARGS__)

static void
f(NMPolicy *self)
{
    _LOGW(LOGD_CORE, "no route to %s%s", NM_QUOTED(name), "here");
    nm_log_obj(LOGL_INFO, LOGD_CORE, ifname, NULL, self, "device", "(%s): up", name);
    nm_log_obj(LOGL_DEBUG, LOGD_CORE, ifname, NULL, self, prefix, "(%s): down", name);
    nm_log_err(LOGD_CORE, "stopped after %" G_GUINT64_FORMAT, count);
}
"""


def test_networkmanager_prints_what_a_file_calls_itself(tmp_path: Path) -> None:
    assert printed(tmp_path, "networkmanager", NM) == [
        ("policy: no route to %s%s", "warning"),
        ("device (%s): up", "info"),
        ("%s[%016lx] (%s): down", "debug"),
        ("stopped after %lu", "err"),
    ]


SYSTEMD = """
#define log_unit_full_errno(unit, level, error, ...) \\
        ({ \\
                int _error = (error); \\
                log_unit_full_errno_zerook(unit, level, _error, ##__VA_ARGS__); \\
        })
#define log_unit_warning_errno(unit, error, ...) log_unit_full_errno(unit, LOG_WARNING, error, __VA_ARGS__)

static const char* job_start_message_format(Unit *u, JobType t) {
        if (t == JOB_RELOAD)
                return "Reloading %s...";
        return u->formats[0] ?: "Starting %s...";
}

static const UnitVTable vtable = {
        .status_message_formats = {
                .finished_start_job = {
                        [JOB_DONE]    = "Started %s.",
                        [JOB_TIMEOUT] = "Timed out starting %s.",
                },
        },
};

int f(Unit *u, int r) {
        log_unit_warning_errno(u, r, "Failed to fork: %m");
        log_debug("Got " PID_FMT, pid);
        log_struct(LOG_NOTICE,
                   "MESSAGE_ID=" SD_MESSAGE_STR,
                   LOG_MESSAGE("Removed %s.", name),
                   "UNIT=%s", name);
        log_unit_struct(u, LOG_ERR, LOG_UNIT_MESSAGE(u, "Unit entered %s", state));
        log_struct(LOG_INFO, "MESSAGE=%s:%u: odd", file, line);
        return log_syntax(unit, LOG_WARNING, filename, line, r, "Bad value '%s'", rvalue);
}
"""


def test_systemd_prints_fields_of_structs_and_texts_of_tables(tmp_path: Path) -> None:
    found = harvested(tmp_path, "systemd", {"src/core/job.c": SYSTEMD})
    assert [(record.format, record.level) for record in found if record.function == "f"] == [
        ("%s: Failed to fork: %m", "warning"),
        ("Got %i", "debug"),
        ("Removed %s.", "notice"),
        ("%s: Unit entered %s", "err"),
        ("%s:%u: odd", "info"),
        ("%s:%u: Bad value '%s'", "warning"),
    ]
    assert {
        (record.format, record.level, record.function, record.line) for record in found if record.function != "f"
    } == {
        ("Reloading %s...", "info", "job_start_message_format", 11),
        ("Starting %s...", "info", "job_start_message_format", 12),
        ("Started %s.", "info", None, 18),
        ("Timed out starting %s.", "err", None, 19),
    }


APACHE = """
#define APLOGNO(n) "AH" #n ": "

static void
f(server_rec *s)
{
    ap_log_error(APLOG_MARK, APLOG_NOTICE, 0, s, APLOGNO(09999) "%s resumed on %pI at %" APR_SIZE_T_FMT, a, b, c);
    ap_log_error(file, line, mi, APLOG_ERR | APLOG_NOERRNO, 0, s, "%.*s 100%%pI lost", a, b);
    ap_log_rerror(APLOG_MARK, APLOG_TRACE3, 0, r, "looked at");
}
"""


def test_apache_has_numbers_and_conversions_of_its_own(tmp_path: Path) -> None:
    found = harvested(tmp_path, "apache-httpd", {"server/a.c": APACHE})
    assert [(record.format, record.level, record.code) for record in found] == [
        ("AH09999: %s resumed on %s at %lu", "notice", "AH09999"),
        ("%.*s 100%%pI lost", "err", None),
        ("looked at", "debug", None),
    ]


POSTGRESQL = """
static void
f(int elevel)
{
    ereport(ERROR,
            (errcode(ERRCODE_ODD),
             errmsg("relation \\"%s\\" is odd", name),
             a ? errdetail("It has %d.", n) : 0,
             errhint_plural("Drop %d row.", "Drop %d rows.", n, n)));
    ereport(FATAL, errmsg_internal("stopped at " UINT64_FORMAT, n));
    elog(elevel, "counted %d", n);
    elog(DEBUG2, "slow");
    errcontext("line %d of \\"%s\\"", n, name);
    pg_log_error("could not read \\"%s\\": %m", name);
}
"""


def test_postgresql_has_a_line_for_each_part_of_a_report(tmp_path: Path) -> None:
    assert printed(tmp_path, "postgresql", POSTGRESQL) == [
        ('relation "%s" is odd', "err"),
        ("It has %d.", "err"),
        ("Drop %d row.", "err"),
        ("Drop %d rows.", "err"),
        ("stopped at %lu", "err"),
        ("counted %d", None),
        ("slow", "debug"),
        ('line %d of "%s"', None),
        ('error: could not read "%s": %m', "err"),
    ]


def test_files_that_are_left_out_are_not_read(tmp_path: Path) -> None:
    call = function('log_info("tested");')
    files = {"src/core/test-a.c": call, "src/core/a.c": call, "debian/a.c": call}
    assert [record.file for record in harvested(tmp_path, "systemd", files)] == ["src/core/a.c"]


@pytest.mark.parametrize(
    ("software", "files", "version"),
    [
        ("linux", {"Makefile": "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 7\nEXTRAVERSION = -rc2\n"}, "6.12.7-rc2"),
        ("linux", {"Makefile": "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 7\nEXTRAVERSION =\nNAME = A\n"}, "6.12.7"),
        ("sudo", {"debian/changelog": "sudo (1.9.13p3-1+deb12u1) bookworm; urgency=medium\n"}, "1.9.13p3"),
        ("openssh", {"debian/changelog": "openssh (1:9.2p1-2) unstable; urgency=low\n"}, "9.2p1"),
        (
            "openssh",
            {"version.h": '#define SSH_VERSION\t"OpenSSH_9.9"\n#define SSH_PORTABLE\t"p2"\n', "configure.ac": ""},
            "9.9p2",
        ),
        (
            "systemd",
            {"meson.version": "257.1\n", "meson.build": "project('systemd', 'c')\n"},
            "257.1",
        ),
        ("systemd", {"meson.build": "project('systemd', 'c',\n        version : '252',\n)\n"}, "252"),
        ("rsyslog", {"configure.ac": "AC_INIT([rsyslog],[8.2302.0],[rsyslog@example.com])\n"}, "8.2302.0"),
        (
            "networkmanager",
            {
                "configure.ac": "m4_define([nm_major_version], [1])\nm4_define([nm_minor_version], [42])\n"
                "m4_define([nm_micro_version], [4])\nAC_INIT([NetworkManager], [nm_version],\n"
            },
            "1.42.4",
        ),
        (
            "apache-httpd",
            {
                "include/ap_release.h": "#define AP_SERVER_MAJORVERSION_NUMBER 2\n"
                "#define AP_SERVER_MINORVERSION_NUMBER 4\n#define AP_SERVER_PATCHLEVEL_NUMBER   68\n"
            },
            "2.4.68",
        ),
        ("own", {"Makefile": "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 7\n"}, None),
        ("own", {"VERSION": "a line\nof text\n"}, None),
    ],
)
def test_a_tree_tells_its_version(tmp_path: Path, software: str, files: dict[str, str], version: str | None) -> None:
    assert version_of(planted(tmp_path, files), software) == version


def test_shared_seeds_that_do_not_exist_are_an_error() -> None:
    for name in ("none", "../linux"):
        with pytest.raises(ValueError, match="include"):
            seeds.parse({"software": "own", "dialect": "printf", "include": [name]})
