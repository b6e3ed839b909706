/** @module The reports that are open, what closes them, and what they tell of a line that might open another. */

import { isEqual } from "./reports_model.js";
import { isAtOnce, isSame } from "./reports_ties.js";

const MOST_APART = 1000; // lines of the log from one line of a report to the next
const MOST_MINUTES = 60; // by the log's own clock, where lines have none of the kernel's
const MOST_OPEN = 64; // reports at a time
const MOST_NAMED = 64; // reports that are remembered when they are closed

/**
 * @typedef {import("./reports_model.js").Fields} Fields
 * @typedef {import("./reports_model.js").Kind} Kind
 * @typedef {import("./reports_model.js").Report} Report
 * @typedef {import("./reports_model.js").Stream} Stream
 */

/** The open reports of a log, the oldest first. */
export class Opened {
    /** @type {Report[]} */
    reports = [];
    /** @type {Report[]} */
    #named = []; // that are closed, of kinds that one line can be

    /** Close all. */
    finish() {
        this.reports.forEach((report) => report.close());
        this.reports = [];
    }

    /**
     * Those of a stream.
     * @param {Stream} stream
     * @returns {Report[]}
     */
    of(stream) {
        return this.reports.filter((report) => isEqual(report.stream, stream));
    }

    /**
     * Nothing more belongs to a report.
     * @param {Report} report
     */
    close(report) {
        report.close();
        this.reports.splice(this.reports.indexOf(report), 1);
        if (report.kind.several !== "") {
            this.#named = [...this.#named, report].slice(-MOST_NAMED);
        }
    }

    /**
     * A line of the stream of a report that is not of it; those of other kinds of report do not count.
     * @param {Report} report
     */
    miss(report) {
        report.misses += 1;
        if (report.misses > (report.ended ? report.kind.behind : report.kind.foreign)) {
            this.close(report);
        }
    }

    /**
     * Close what has gone on for too long.
     * @param {number} number that of the line
     * @param {number | null} time
     * @param {number | null} minute
     * @param {Stream} stream
     */
    expire(number, time, minute, stream) {
        for (const report of [...this.reports]) {
            const isSlow = time !== null && report.time !== null && Math.abs(time - report.time) > report.kind.seconds;
            const isOld = minute !== null && report.minute !== null && Math.abs(minute - report.minute) > MOST_MINUTES;
            const isThere = stream.slice(0, 3).every((text, place) => text === report.stream[place]);
            const isLate = (isSlow || isOld) && isThere;
            if (isLate || report.count >= report.kind.lines || number - report.last > MOST_APART) {
                this.close(report);
            }
        }
    }

    /**
     * Close what cannot go on beside a report that opens, and the oldest where there are too many. Tells whether one of
     * its kind had only begun, or for a lead one whose text may follow: then the lines that follow may be of either.
     * @param {Report} report
     * @param {Fields} fields
     * @param {number | null} time
     * @returns {boolean}
     */
    makeRoom(report, fields, time) {
        const { kind, stream } = report;
        let hasBegun = false;
        for (const other of this.of(stream).filter((each) => each !== report)) {
            const isAlike = other.kind === kind && isSame(other, fields);
            if (isAlike || !(kind.own || other.kind.own)) {
                const isNew = other.isFresh && (other.kind === kind || (other.kind.text && !report.opened));
                hasBegun ||= isNew && isAtOnce(time, other.time);
                this.close(other);
            }
        }
        if (this.reports.length >= MOST_OPEN) {
            this.close(this.reports[this.reports[0] === report ? 1 : 0]);
        }
        return hasBegun;
    }

    /**
     * The report that has begun with a lead and waits for an opening of such a kind.
     * @param {Kind} kind
     * @param {number} number
     * @param {Stream} stream
     * @returns {Report | null}
     */
    waiting(kind, number, stream) {
        for (const report of this.reports) {
            if (report.lead !== null && !report.opened && report.reaches(number, stream)) {
                if (kind.lead.some((lead) => lead.isLike(report.lead))) {
                    return report;
                }
            }
        }
        return null;
    }

    /**
     * The report of a kind whose lines may be torn that has only begun when another of it opens.
     * @param {Kind} kind
     * @param {Stream} stream
     * @param {number | null} time
     * @returns {Report | null}
     */
    onlyBegun(kind, stream, time) {
        if (!kind.torn.length || time === null) {
            return null;
        }
        const found = this.of(stream).find(
            (each) =>
                each.kind === kind &&
                each.opened &&
                each.time !== null &&
                (each.count === 1 || (each.isMerged && each.isFresh)) &&
                isAtOnce(time, each.time),
        );
        return found ?? null;
    }

    /**
     * Whether a report of a host that goes on elsewhere, or is over, has told all that an opening holds: it is no event
     * of its own.
     * @param {Kind} kind
     * @param {Stream} stream
     * @param {Fields} fields
     * @returns {boolean}
     */
    isTold(kind, stream, fields) {
        return [...this.#named, ...this.reports].some(
            (report) =>
                report.kind === kind &&
                !report.isVoid &&
                report.stream[1] === stream[1] &&
                (report.closed || !isEqual(report.stream, stream)) &&
                [...fields].every(([name, text]) => report.fields.get(name) === text),
        );
    }

    /**
     * Whether an opening holds something else than the open report of its kind, which is of one thing.
     * @param {Kind} kind
     * @param {Stream} stream
     * @param {Fields} fields
     * @returns {boolean}
     */
    namesAnother(kind, stream, fields) {
        return this.of(stream).some(
            (report) =>
                report.kind === kind &&
                !report.fields.has(kind.several) &&
                [...fields].some(([name, text]) => (report.fields.get(name) ?? text) !== text),
        );
    }
}
