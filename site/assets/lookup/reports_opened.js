/** @module The reports that are open, what closes them, and what they tell of a line that might open another. */

import { Clocks, isApart, LATE } from "./reports_clocks.js";
import { isEqual } from "./reports_model.js";
import { isAtOnce, isSame } from "./reports_ties.js";

const MOST_APART = 1000; // lines of the log from one line of a report to the next
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
    #clocks = new Clocks();
    /** @type {Report[]} */
    #named = []; // that are closed, of kinds that one line can be

    /** Whether a line to come may belong to a report, or tell that one is none. */
    get waits() {
        return this.reports.length + this.#clocks.undecided.length > 0;
    }

    /** Close all. */
    finish() {
        [...this.reports].forEach((report) => this.close(report));
        this.#clocks.decide(true);
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
        this.reports.splice(this.reports.indexOf(report), 1);
        this.#clocks.close(report);
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
     * Close what has gone on for too long when a line of a stream comes, and what was printed after it. False where the
     * log has the newest line first, so that one cannot tell what belongs together.
     * @param {number} number that of the line
     * @param {number | null} time
     * @param {number | null} logged
     * @param {Stream} stream
     * @returns {boolean}
     */
    goesOn(number, time, logged, stream) {
        this.#clocks.at(stream, time, logged);
        const isBack = this.#clocks.runBack(stream, time !== null);
        const isThere = (report, places) => stream.slice(0, places).every((text, at) => text === report.stream[at]);
        for (const report of [...this.reports]) {
            const { seconds, lines } = report.kind;
            const isLate = isApart(time, report.time, seconds) || isApart(logged, report.logged, seconds + LATE);
            const isOver = (isLate && isThere(report, 3)) || (isBack && isThere(report, 2));
            if (isOver || report.count >= lines || number - report.last > MOST_APART) {
                this.close(report);
            }
        }
        if (number - (this.#clocks.undecided[0]?.last ?? number) > MOST_APART) {
            this.#clocks.decide(true);
        }
        return !isBack;
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
                (!this.reports.includes(report) || !isEqual(report.stream, stream)) &&
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
