/**
 * @module Tells for each line of a log which report it belongs to: one event that has several lines.
 *
 * The rules are those of `docs/reports.md`.
 */

import { NO_HEADER } from "./headers.js";
import { isBehind } from "./reports_blocks.js";
import { loggedAt, secondsOf } from "./reports_clocks.js";
import { isLong, Report, TEXT } from "./reports_model.js";
import { Opened } from "./reports_opened.js";
import { Crashes } from "./reports_pstore.js";
import { KERNEL } from "./reports_starts.js";
import { held, isSilent, mayBeText, NOTHING, printed, Rows, streamOf } from "./reports_ties.js";
import { SPACE, withoutSpaceBehind } from "./text.js";

const MOST_LEAD = 4; // lines from a lead to the opening
const MOST_TAILS = 3; // lines without a header in a row that are taken for the rest of the line above
const SPACE_BEFORE = new RegExp(`^[${SPACE}]+`);

/** The reports of one log, line by line. */
export class Grouper {
    #open = new Opened();
    /** @type {Report | null} */
    #last = null; // that of the line before
    /** @type {number | null} */
    #logged = null; // when the line was, by the log's own clock
    #rows = new Rows();
    #tails = 0;
    #crashes = new Crashes();

    /** Whether a line to come may belong to a report that has begun, or tell that it is none. */
    get isOpen() {
        return this.#open.waits;
    }

    /** The log ends here. */
    finish() {
        this.#open.finish();
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
        if (header === NO_HEADER && this.#crashes.isHeading(body)) {
            this.#last = null;
            return null;
        }
        if (!this.isOpen && !starts.length) {
            return null;
        }
        if (header === NO_HEADER && withoutSpaceBehind(body) === "") {
            if (body === "") {
                this.#last = null; // an empty line ends what was pasted; one of blanks may be a part of the line above
            }
            return null;
        }
        const text = printed(body);
        if (header === NO_HEADER && this.#open.reports.includes(this.#last) && this.#last.stream[0] !== "") {
            this.#last = this.#tail(this.#last, number, text);
            return this.#last;
        }
        this.#tails = 0;
        const stream = streamOf(header, software ?? KERNEL, this.#crashes.record);
        const time = secondsOf(header);
        const logged = loggedAt(header);
        this.#logged = logged;
        if (!this.#open.goesOn(number, time, logged, stream)) {
            this.#last = null;
            return null;
        }
        if (isSilent(text)) {
            this.#last = this.#open.of(stream).find((report) => report.isNewest) ?? null;
            return null; // says nothing of where it belongs
        }
        this.#last = this.#find(number, stream, text, time, starts);
        if (this.#last !== null) {
            this.#last.logged = logged;
        }
        for (const report of this.#open.of(stream)) {
            report.isAside = report.isAside && report === this.#last;
            report.isNewest = report === this.#last && !report.isAside;
            if (this.#last !== report && this.#last?.kind === report.kind) {
                this.#open.miss(report);
            }
        }
        return this.#last;
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
        report.take(number, found === null ? NOTHING : held(report, found));
        return report;
    }

    #opening(number, stream, body, time, starts) {
        for (const { kind, pattern, opens } of starts) {
            const fields = pattern.match(body);
            if (fields === null) {
                continue;
            }
            let isMixed = false;
            let report = this.#open.waiting(kind, number, stream);
            if (report !== null) {
                if (!opens) {
                    continue;
                }
                report.kind = kind;
                report.opening = number;
                isMixed = this.#open.makeRoom(report, fields, time) || report.isMixed;
                report.isMixed = false; // for the opening tells whose it is
            } else {
                if (pattern.alone && this.#open.isTold(kind, stream, fields)) {
                    continue;
                }
                const isOther = pattern.alone && this.#open.namesAnother(kind, stream, fields);
                const taken = pattern.weak && !isOther ? this.#taken(number, stream, body, time) : null;
                const found = taken ?? this.#merged(kind, number, stream, time);
                if (found !== null) {
                    return found;
                }
                report = new Report(kind, stream, number, opens ? null : pattern);
                isMixed = this.#open.makeRoom(report, fields, time);
                this.#open.reports.push(report);
            }
            report.take(number, fields);
            if (report.fields.has(TEXT) && !mayBeText(report.fields.get(TEXT), report)) {
                report.fields.delete(TEXT);
            }
            report.ended = kind.ends.some((end) => end.isLike(pattern));
            report.isAlone = kind.alone || pattern.alone;
            report.isFresh = opens;
            report.isMixed = isMixed;
            return report;
        }
        return null;
    }

    /** The report of which what opens becomes a part, as one cannot tell the two apart. */
    #merged(kind, number, stream, time) {
        const report = this.#open.onlyBegun(kind, stream, time);
        if (report !== null) {
            report.isMixed = true;
            report.isMerged = true;
            report.take(number, NOTHING);
            report.isFresh = true;
        }
        return report;
    }

    #continued(number, stream, body, time) {
        const found = this.#taken(number, stream, body, time);
        if (found !== null) {
            return found;
        }
        for (const report of this.#open.of(stream)) {
            if (!report.opened) {
                if (report.count < MOST_LEAD) {
                    report.take(number, new Map([[TEXT, body]]));
                    return report;
                }
                this.#open.close(report);
                continue;
            }
            if (report.kind.text && report.isFresh && report.isNewest) {
                report.take(number, mayBeText(body, report) ? new Map([[TEXT, body]]) : NOTHING);
                report.isUnsure = true;
                return report;
            }
            if (report.isUnsure) {
                report.release(); // lines of several processors are mixed here
            }
            this.#open.miss(report);
        }
        return null;
    }

    /** The open report that a line continues. */
    #taken(number, stream, body, time) {
        for (const report of [...this.#open.reports].reverse()) {
            const found = report.opened && report.reaches(number, stream) ? this.#rows.of(report, body) : null;
            if (found === null) {
                continue;
            }
            const { next, run } = found.pattern;
            if ((next && !report.isNewest) || (run && !report.isAside)) {
                continue;
            }
            const { blocks, tells } = report.kind;
            const isPlaced = next || run; // it tells whose it is by where it stands
            if (found.pattern.once && report.once.has(found.pattern)) {
                this.#open.close(report);
            } else if (
                !blocks.length ||
                isPlaced ||
                tells.some((name) => found.fields.has(name)) ||
                isBehind(report, found.fields, { time, logged: this.#logged })
            ) {
                return this.#takeRow(report, number, found, time);
            }
        }
        return null;
    }

    #takeRow(report, number, found, time) {
        const { pattern } = found;
        if (pattern.once) {
            report.once.add(pattern);
        }
        const isFresh = pattern.head && report.isFresh;
        if (pattern.head && report.isUnsure) {
            report.release(); // the text stands behind such a line, not before it
        }
        report.take(number, held(report, found));
        report.isFresh = isFresh;
        report.isAside = pattern.next || pattern.run;
        report.time = time ?? report.time;
        report.inOrder ||= report.ended;
        if (report.kind.ends.includes(pattern)) {
            report.ended = true;
            report.inOrder = true;
        }
        if (pattern.last || (report.ended && !report.kind.after.length)) {
            this.#open.close(report);
        }
        return report;
    }
}
