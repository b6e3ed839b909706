/**
 * @module When lines were printed, by the kernel's clock or else that of the log, and logs that have the newest line
 * first.
 */

const JITTER = 1; // seconds that clocks of several processors, or of a log and what writes it, can differ
/** Seconds that lines may be written late, by the log's own clock. */
export const LATE = 10;
const HALF_A_YEAR = 184 * 24 * 3600; // seconds; stamps without a year that are further apart are of two
const MOST_CLOCKS = 64; // that are remembered
const MOST_UNDECIDED = 64; // reports
// The stamps of RFC 3164, ISO 8601 and ctime(), also with names of days and months of a language.
const STAMP = new RegExp(
    "^(?:[^ ]{1,9} )?(?:([^ ]{2,9}) ([ 0-3]?[0-9])(?: [0-9]{4})?|[0-9]{4}[-/]([0-9]{2})[-/]([0-9]{2}))" +
        "[ T]([ 0-2][0-9]):([0-9]{2}):([0-9]{2}(?:[.,][0-9]{1,9})?)",
);
const EPOCH = /^[0-9]{9,11}\.[0-9]{1,6}$/;
const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/**
 * @typedef {import("./reports_model.js").Report} Report
 * @typedef {import("./reports_model.js").Stream} Stream
 */

/**
 * The kernel's clock in seconds.
 * @param {import("./headers.js").Header} header
 * @returns {number | null}
 */
export function secondsOf(header) {
    return header.ktime === null ? null : Number(header.ktime);
}

/**
 * When a line without the kernel's clock was logged, in seconds; comparable within a log, and a year.
 * @param {import("./headers.js").Header} header
 * @returns {number | null}
 */
export function loggedAt({ time, ktime }) {
    if (time === null || ktime !== null) {
        return null;
    }
    const found = STAMP.exec(time);
    if (found === null) {
        return EPOCH.test(time) ? Number(time) : null;
    }
    const [, name, day, month, dayOfMonth, hour, minute, second] = found;
    const number = name === undefined ? Number(month) - 1 : Math.floor(MONTHS.indexOf(name) / 3);
    const days = number * 31 + Number(day ?? dayOfMonth);
    return ((days * 24 + Number(hour)) * 60 + Number(minute)) * 60 + Number(second.replace(",", "."));
}

/**
 * Whether a line is too late to go on with one that was printed at another time, or was printed before it.
 * @param {number | null} time
 * @param {number | null} other
 * @param {number} most seconds
 * @returns {boolean}
 */
export function isApart(time, other, most) {
    return time !== null && other !== null && !(time - other >= -JITTER && time - other <= most);
}

/** Which way the clocks of a log go: of how many lines more they are later than of the one before, than earlier. */
export class Clocks {
    #known = new Map();
    /**
     * Reports that are over, of which one cannot tell yet whether their lines have the newest first.
     * @type {Report[]}
     */
    undecided = [];

    /**
     * A line of a stream was printed at a time of the kernel's clock, or else logged at one.
     * @param {Stream} stream
     * @param {number | null} time
     * @param {number | null} logged
     */
    at(stream, time, logged) {
        const now = time ?? logged;
        if (now === null) {
            return;
        }
        const key = keyOf(stream, time !== null);
        if (!this.#known.has(key) && this.#known.size >= MOST_CLOCKS) {
            this.#known.clear();
        }
        const { last, steps } = this.#known.get(key) ?? { last: now, steps: 0 };
        const most = time === null ? HALF_A_YEAR : JITTER; // the kernel's clock begins anew at each start
        const step = Math.abs(now - last) < most ? Math.sign(now - last) : 0;
        this.#known.set(key, { last: now, steps: steps + step });
        this.decide();
    }

    /**
     * Whether the lines of a stream have the newest first, by what is known by now.
     * @param {Stream} stream
     * @param {boolean} isByKernel
     * @returns {boolean}
     */
    runBack(stream, isByKernel) {
        return (this.#way(stream, isByKernel) ?? 0) < 0;
    }

    /**
     * A report is over: an event, or none if the log has the newest line first.
     * @param {Report} report
     */
    close(report) {
        if (report.isOne && this.undecided.length < MOST_UNDECIDED) {
            this.undecided.push(report);
            this.decide();
        } else {
            report.close();
        }
    }

    /**
     * Close the reports of which one can tell which way their clock goes, or all.
     * @param {boolean} isNow
     */
    decide(isNow = false) {
        for (const report of [...this.undecided]) {
            const way = this.#way(report.stream, report.time !== null);
            if (isNow || way !== 0) {
                report.close(way !== null && way < 0);
                this.undecided.splice(this.undecided.indexOf(report), 1);
            }
        }
    }

    /** Less than 0 for back, 0 where one cannot tell, null where there is no clock. */
    #way(stream, isByKernel) {
        const steps = this.#known.get(keyOf(stream, isByKernel))?.steps ?? null;
        return isByKernel && steps === -1 ? 0 : steps; // lines of two processors may be in the wrong order
    }
}

function keyOf([sort, host], isByKernel) {
    return JSON.stringify([sort, host, isByKernel]);
}
