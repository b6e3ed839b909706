/**
 * @module When lines were printed, by the kernel's clock or else that of the log, and logs that have the newest line
 * first.
 */

const JITTER = 1; // seconds that clocks of several processors, or of a log and what writes it, can differ
/** Seconds that lines may be written late, by the log's own clock. */
export const LATE = 10;
const DAY = 24 * 3600; // seconds
const HALF_A_YEAR = 184 * DAY; // stamps without a year that are half of one apart are of two
const YEAR = 366 * DAY;
const LONG = DAY; // seconds of a kind of report that goes on over a change of the clocks
const CHANGE = 2 * 3600; // seconds that such a change, or one to the right time, can be
const LEAST_BACK = 3; // steps back before a log is taken for one that has the newest line first; twice as many as forth
const MOST_CLOCKS = 64; // that are remembered
const MOST_UNDECIDED = 64; // reports
// The stamps of RFC 3164, ISO 8601 and ctime(), also with names of days of a language.
const STAMP = new RegExp(
    "^(?:[^ ]{1,9} )?(?:([A-Z][a-z]{2}|1?[0-9]月) ([ 0-3]?[0-9])(?: ([0-9]{4}))?" +
        "|([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2}))" +
        "[ T]([ 0-2][0-9]):([0-9]{2}):([0-9]{2}(?:[.,][0-9]{1,9})?)(?:Z|([+-][0-9]{2}):?([0-9]{2})| ([0-9]{4}))?",
    "u",
);
const EPOCH = /^[0-9]{9,11}\.[0-9]{1,6}$/;
const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const NO_YEAR = 2000; // a leap year

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
    const [, name, day, year, isoYear, isoMonth, isoDay, hour, minute, second, east, past, lastYear] = found;
    const days =
        name === undefined
            ? daysTo(Number(isoYear), Number(isoMonth), Number(isoDay))
            : daysTo(Number(year ?? lastYear ?? NO_YEAR), monthOf(name), Number(day));
    const off = east === undefined ? 0 : Number(east) * 60 + Number(east[0] + past); // of UTC
    return ((days * 24 + Number(hour)) * 60 + Number(minute) - off) * 60 + Number(second.replace(",", "."));
}

function monthOf(name) {
    return name.endsWith("月") ? Number(name.slice(0, -1)) : Math.floor(MONTHS.indexOf(name) / 3) + 1;
}

/** The days up to a date of the Gregorian calendar, whose year is taken to begin with March. */
function daysTo(year, month, day) {
    const before = Math.floor((14 - month) / 12);
    const march = year - before;
    const leaps = Math.floor(march / 4) - Math.floor(march / 100) + Math.floor(march / 400);
    return day + Math.floor((153 * (month + 12 * before - 3) + 2) / 5) + 365 * march + leaps;
}

/**
 * Whether a line is too late to go on with one that was printed at another time, or was printed before it.
 * @param {number | null} time
 * @param {number | null} other
 * @param {number} most seconds
 * @returns {boolean}
 */
export function isApart(time, other, most) {
    if (time === null || other === null) {
        return false;
    }
    const step = time - other + (time - other < -HALF_A_YEAR ? YEAR : 0);
    return step > most || step < -(most > LONG ? CHANGE : JITTER);
}

/** Which way the clocks of a log go: how many lines are later than the one before, and how many earlier. */
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
        const { first, last, forth, back } = this.#known.get(key) ?? { first: now, last: now, forth: 0, back: 0 };
        const isStep = time !== null || Math.abs(now - last) < HALF_A_YEAR;
        this.#known.set(key, {
            first,
            last: now,
            forth: forth + Number(isStep && now > last),
            back: back + Number(isStep && now < last),
        });
        this.decide();
    }

    /**
     * Whether the lines of a stream have the newest first, by what is known by now.
     * @param {Stream} stream
     * @param {boolean} isByKernel
     * @returns {boolean}
     */
    runBack(stream, isByKernel) {
        return this.#way(stream, isByKernel) < 0;
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
     * Close the reports of which one can tell which way their clock goes, or all: those are none that no line came later
     * than, unless they end as they should.
     * @param {boolean} isNow
     */
    decide(isNow = false) {
        for (const report of [...this.undecided]) {
            const isByKernel = report.time !== null;
            const way = this.#way(report.stream, isByKernel);
            if (isNow || way !== 0) {
                const { forth, back } = this.#of(report.stream, isByKernel);
                report.close(way < 0 || (way === 0 && forth === 0 && back > 0 && !report.inOrder));
                this.undecided.splice(this.undecided.indexOf(report), 1);
            }
        }
    }

    #of(stream, isByKernel) {
        return this.#known.get(keyOf(stream, isByKernel)) ?? { first: 0, last: 0, forth: 1, back: 0 }; // forth where there is no clock
    }

    /**
     * Less than 0 for back, more for forth, 0 where one cannot tell: clocks are set back, and lines of several processors
     * or programs may be in the wrong order.
     */
    #way(stream, isByKernel) {
        const { first, last, forth, back } = this.#of(stream, isByKernel);
        if (back >= LEAST_BACK && back >= 2 * forth && last < first) {
            return -1;
        }
        return forth > back || last > first ? 1 : 0;
    }
}

function keyOf([sort, host], isByKernel) {
    return JSON.stringify([sort, host, isByKernel]);
}
