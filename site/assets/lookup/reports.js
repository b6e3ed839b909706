/**
 * @module Tells for each line of a log which report it belongs to: one event that has several lines.
 *
 * The rules are those of `docs/reports.md`.
 */

import { NO_HEADER } from "./headers.js";
import { isLong, Report } from "./reports_model.js";
import { KERNEL } from "./reports_starts.js";
import { isAtOnce, isEqual, isSame, minuteOf, NOTHING, printed, Rows, secondsOf, streamOf } from "./reports_ties.js";
import { SPACE, withoutSpaceBehind } from "./text.js";

const MOST_APART = 1000; // lines of the log from one line of a report to the next
const MOST_MINUTES = 60; // by the log's own clock, where lines have none of the kernel's
const MOST_OPEN = 64; // reports at a time
const MOST_LEAD = 4; // lines from a lead to the opening
const MOST_TAILS = 3; // lines without a header in a row that are taken for the rest of the line above
const MOST_NAMED = 64; // reports, and crashes in pstore, that are remembered
const TEXT = "text"; // the field for lines between a lead and the opening
// What stands before a part of a crash in pstore: `Oops#1 Part3`, and the name of its file.
const PART = /^([A-Z][a-z]+#[0-9]{1,9}) Part([0-9]{1,9})$/;
const FILE = /^(?:==> )?[!-9;-~]{0,200}dmesg-[a-z_]{1,40}-[0-9]{1,20}[!-9;-~]{0,20}(?: <==|:)?$/;
const SPACE_BEFORE = new RegExp(`^[${SPACE}]+`);

/** The reports of one log, line by line. */
export class Grouper {
    /** @type {Report[]} */
    #open = [];
    /** @type {Report | null} */
    #last = null; // that of the line before
    #rows = new Rows();
    #tails = 0;
    #record = ""; // of which crash the lines are
    #parts = new Map(); // of crashes: how many had the name before, and their parts
    /** @type {Report[]} */
    #named = []; // that are closed, of kinds that one line can be

    /** Whether a line to come may belong to a report that has begun. */
    get isOpen() {
        return this.#open.length > 0;
    }

    /** The log ends here. */
    finish() {
        this.#open.forEach((report) => report.close());
        this.#open = [];
        this.#last = null;
    }

    /**
     * The report that a line belongs to, as far as one can tell, or null. Whether it does not after all is known by the
     * report's next line, or its end (`Report.owns`).
     * @param {number} number that of the line
     * @param {import("./headers.js").Header} header
     * @param {string} body
     * @param {string | null} software where it comes from, null where that is not known; a line that names no program
     *     may be the kernel's
     * @param {import("./reports_starts.js").Start[]} starts what the body may begin
     * @returns {Report | null}
     */
    add(number, header, body, software, starts) {
        if (isLong(body) || (software === null && (header.ident !== null || header.transport === "user"))) {
            this.#last = null;
            return null;
        }
        if (header === NO_HEADER && this.#isHeading(body)) {
            this.#last = null;
            return null;
        }
        if (!this.#open.length && !starts.length) {
            return null;
        }
        if (header === NO_HEADER && withoutSpaceBehind(body) === "") {
            if (body === "") {
                this.#last = null; // an empty line ends what was pasted; one of blanks may be a part of the line above
            }
            return null;
        }
        const text = printed(body);
        if (header === NO_HEADER && this.#last !== null && !this.#last.closed && this.#last.stream[0] !== "") {
            this.#last = this.#tail(this.#last, number, text);
            return this.#last;
        }
        this.#tails = 0;
        const stream = streamOf(header, software ?? KERNEL, this.#record);
        const time = secondsOf(header);
        const minute = time === null && stream[0] === "kernel" ? minuteOf(header) : null;
        this.#expire(number, time, minute, stream);
        const isHere = (report) => isEqual(report.stream, stream);
        if (withoutSpaceBehind(text) === "") {
            this.#last = this.#open.find((report) => report.isNewest && isHere(report)) ?? null;
            return null; // says nothing of where it belongs
        }
        this.#last = this.#find(number, stream, text, time, starts);
        if (this.#last !== null && time === null) {
            this.#last.minute = minute;
        }
        for (const report of this.#open.filter(isHere)) {
            report.isNewest = report === this.#last && !report.isAside;
            if (this.#last !== report && this.#last?.kind === report.kind) {
                this.#miss(report);
            }
        }
        return this.#last;
    }

    /** Whether a line stands before a part of a crash that pstore kept; those of several may take turns. */
    #isHeading(body) {
        const [, name, part] = PART.exec(body) ?? [];
        if (name === undefined) {
            return FILE.test(body);
        }
        if (this.#parts.size >= MOST_NAMED) {
            this.#parts.clear();
        }
        let crash = this.#parts.get(name) ?? { before: 0, parts: new Set() };
        if (crash.parts.has(part)) {
            crash = { before: crash.before + 1, parts: new Set() }; // a part comes once
        }
        crash.parts.add(part);
        this.#parts.set(name, crash);
        this.#record = `${name} ${crash.before}`;
        return true;
    }

    #find(number, stream, body, time, starts) {
        const opening = this.#opening(number, stream, body, time, starts);
        if (opening !== null) {
            opening.time = time ?? opening.time;
            return opening;
        }
        return this.#continued(number, stream, body, time);
    }

    /** A line without a header right behind one of a report whose lines have one: a part of the line above. */
    #tail(report, number, body) {
        const bare = withoutSpaceBehind(body).replace(SPACE_BEFORE, "");
        const found = this.#rows.of(report, body) ?? this.#rows.of(report, bare);
        this.#tails = found === null ? this.#tails + 1 : 0;
        if (this.#tails > (report.ended ? 0 : MOST_TAILS)) {
            return null;
        }
        report.take(number, found?.fields ?? NOTHING);
        return report;
    }

    /** Close what has gone on for too long. */
    #expire(number, time, minute, stream) {
        for (const report of [...this.#open]) {
            const isSlow = time !== null && report.time !== null && Math.abs(time - report.time) > report.kind.seconds;
            const isOld = minute !== null && report.minute !== null && Math.abs(minute - report.minute) > MOST_MINUTES;
            const isThere = stream.slice(0, 3).every((text, place) => text === report.stream[place]);
            const isLate = (isSlow || isOld) && isThere;
            if (isLate || report.count >= report.kind.lines || number - report.last > MOST_APART) {
                this.#close(report);
            }
        }
    }

    #close(report) {
        report.close();
        this.#open.splice(this.#open.indexOf(report), 1);
        if (report.kind.several !== "") {
            this.#named = [...this.#named, report].slice(-MOST_NAMED);
        }
    }

    #opening(number, stream, body, time, starts) {
        for (const { kind, pattern, opens } of starts) {
            const fields = pattern.match(body);
            if (fields === null) {
                continue;
            }
            let isMixed = false;
            let report = this.#waiting(kind, number, stream);
            if (report !== null) {
                if (!opens) {
                    continue;
                }
                report.kind = kind;
                report.opening = number;
                isMixed = this.#makeRoom(report, fields, time);
            } else {
                if (pattern.alone && this.#isTold(kind, stream, fields)) {
                    continue;
                }
                const isOther = pattern.alone && this.#namesAnother(kind, stream, fields);
                const taken = pattern.weak && !isOther ? this.#taken(number, stream, body, time) : null;
                const found = taken ?? this.#merged(kind, number, stream, time);
                if (found !== null) {
                    return found;
                }
                report = new Report(kind, stream, number, opens ? null : pattern);
                isMixed = this.#makeRoom(report, fields, time);
                this.#open.push(report);
            }
            report.take(number, fields);
            report.ended = kind.ends.some((end) => end.isLike(pattern));
            report.isAlone = kind.alone || pattern.alone;
            report.isFresh = opens;
            report.isMixed = isMixed;
            return report;
        }
        return null;
    }

    /**
     * Whether a report of a host that goes on elsewhere, or is over, has told all that an opening holds: it is no event
     * of its own.
     */
    #isTold(kind, stream, fields) {
        return [...this.#named, ...this.#open].some(
            (report) =>
                report.kind === kind &&
                !report.isVoid &&
                report.stream[1] === stream[1] &&
                (report.closed || !isEqual(report.stream, stream)) &&
                [...fields].every(([name, text]) => report.fields.get(name) === text),
        );
    }

    /** Whether an opening holds something else than the open report of its kind, which is of one thing. */
    #namesAnother(kind, stream, fields) {
        return this.#open.some(
            (report) =>
                report.kind === kind &&
                isEqual(report.stream, stream) &&
                !report.fields.has(kind.several) &&
                [...fields].some(([name, text]) => (report.fields.get(name) ?? text) !== text),
        );
    }

    /** The report of the same kind that has only begun when another of it opens, which becomes a part of it. */
    #merged(kind, number, stream, time) {
        const report = this.#open.find(
            (each) =>
                each.kind === kind &&
                each.opened &&
                each.time !== null &&
                isEqual(each.stream, stream) &&
                (each.count === 1 || (each.isMerged && each.isFresh)) &&
                isAtOnce(time, each.time),
        );
        if (!kind.torn.length || time === null || report === undefined) {
            return null;
        }
        report.isMixed = true;
        report.isMerged = true;
        report.take(number, NOTHING);
        report.isFresh = true;
        return report;
    }

    /**
     * Close what cannot go on beside a report that opens, and the oldest where there are too many. Tells whether one of
     * its kind had only begun: then the lines that follow may be of either.
     */
    #makeRoom(report, fields, time) {
        const { kind, stream } = report;
        let hasBegun = false;
        for (const other of this.#open.filter((each) => each !== report && isEqual(each.stream, stream))) {
            const isAlike = other.kind === kind && isSame(other, fields);
            if (isAlike || !(kind.own || other.kind.own)) {
                const hasOne = other.kind === kind && other.opened && other.count === 1;
                hasBegun ||= hasOne && isAtOnce(time, other.time);
                this.#close(other);
            }
        }
        if (this.#open.length >= MOST_OPEN) {
            this.#close(this.#open[this.#open[0] === report ? 1 : 0]);
        }
        return hasBegun;
    }

    /** The report that has begun with a lead and waits for an opening of such a kind. */
    #waiting(kind, number, stream) {
        for (const report of this.#open) {
            if (report.lead !== null && !report.opened && reaches(report, number, stream)) {
                if (kind.lead.some((lead) => lead.isLike(report.lead))) {
                    return report;
                }
            }
        }
        return null;
    }

    #continued(number, stream, body, time) {
        const found = this.#taken(number, stream, body, time);
        if (found !== null) {
            return found;
        }
        for (const report of this.#open.filter((each) => isEqual(each.stream, stream))) {
            if (!report.opened) {
                if (report.count < MOST_LEAD) {
                    report.take(number, new Map([[TEXT, body]]));
                    return report;
                }
                this.#close(report);
                continue;
            }
            if (report.kind.text && report.isFresh && report.isNewest) {
                report.take(number, new Map([[TEXT, body]]));
                report.isUnsure = true;
                return report;
            }
            if (report.isUnsure) {
                report.fields.delete(TEXT); // lines of several processors are mixed here
                report.release();
            }
            this.#miss(report);
        }
        return null;
    }

    /** A line of the stream of a report that is not of it; those of other kinds of report do not count. */
    #miss(report) {
        report.misses += 1;
        if (report.misses > (report.ended ? report.kind.behind : report.kind.foreign)) {
            this.#close(report);
        }
    }

    /** The open report that a line continues. */
    #taken(number, stream, body, time) {
        let loose = null; // the oldest that a line may belong to which tells nothing of whose it is
        for (const report of [...this.#open].reverse()) {
            const found = report.opened && reaches(report, number, stream) ? this.#rows.of(report, body) : null;
            if (found === null || (found.pattern.next && !report.isNewest)) {
                continue;
            }
            const { needs, tells } = report.kind;
            if (found.pattern.once && report.once.has(found.pattern)) {
                this.#close(report);
            } else if (!needs.length || tells.some((name) => found.fields.has(name))) {
                return this.#takeRow(report, number, found, time);
            } else if (needs.every((name) => report.fields.has(name))) {
                loose = { report, found };
            }
        }
        return loose === null ? null : this.#takeRow(loose.report, number, loose.found, time);
    }

    #takeRow(report, number, { pattern, fields }, time) {
        if (pattern.once) {
            report.once.add(pattern);
        }
        report.take(number, fields);
        report.isAside = pattern.next;
        report.time = time ?? report.time;
        if (report.kind.ends.includes(pattern)) {
            report.ended = true;
        }
        if (pattern.last || (report.ended && !report.kind.after.length)) {
            this.#close(report);
        }
        return report;
    }
}

/** Whether a line may be of a report by where it comes from. */
function reaches(report, number, stream) {
    if (isEqual(report.stream, stream)) {
        return true;
    }
    if (report.stream[0] === "" && stream[0] === "kernel" && report.count === 1 && number === report.last + 1) {
        report.stream = stream; // the header of the first line was lost
        return true;
    }
    return false;
}
