/** @module What ties a line to a report: where it comes from, and what it holds. */

import { NO_HEADER } from "./headers.js";
import { written } from "./json.js";
import { TEXT } from "./reports_model.js";
import { KERNEL } from "./reports_starts.js";
import { isAscii, withoutSpaceBehind } from "./text.js";

/** The fields of a line that holds nothing. */
export const NOTHING = new Map();

const NAME = "kernel: ";
const SUPPRESSED = /^[0-9A-Za-z_.]{1,100}: [0-9]{1,20} callbacks suppressed$/; // Linux, lib/ratelimit.c
// How lines of a device begin: with its driver and its name (dev_printk()), which has a digit.
const OF_DEVICE = /^([A-Za-z0-9_.-]{1,64}) [^ :]{0,64}[0-9][^ ]{0,64}: /;
// Lines of a warning up to its opening that leave no doubt: the lead, its text, the opening.
const MOST_BESIDE = 3;
const LINE_ENDS_BEFORE = /^\n+/;

/**
 * @typedef {import("./reports_model.js").Fields} Fields
 * @typedef {import("./reports_model.js").Pattern} Pattern
 * @typedef {import("./reports_model.js").Report} Report
 * @typedef {import("./reports_model.js").Stream} Stream
 */

/**
 * Whether a line says nothing of where it belongs.
 * @param {string} body
 * @returns {boolean}
 */
export function isSilent(body) {
    return withoutSpaceBehind(body) === "" || SUPPRESSED.test(body);
}

/**
 * Whether two lines can be of the same moment.
 * @param {number | null} time
 * @param {number | null} other
 * @returns {boolean}
 */
export function isAtOnce(time, other) {
    return time === null || other === null || Math.abs(time - other) < 1;
}

/**
 * Whether what a line holds says that it is of the same thing as a report.
 * @param {Report} report
 * @param {Fields} fields
 * @returns {boolean}
 */
export function isSame(report, fields) {
    const known = report.fields;
    const isOther = (name) => fields.has(name) && known.has(name) && fields.get(name) !== known.get(name);
    return !report.kind.key.some(isOther);
}

/**
 * Whether a line beside the opening of a warning can be its text. Another processor may have printed it, unless lines
 * tell their caller: where there are several before it, or that of a device whose driver the place of the warning does
 * not name, one cannot tell.
 * @param {string} body
 * @param {Report} report
 * @returns {boolean}
 */
export function mayBeText(body, { stream, fields, count }) {
    if ((stream[3] ?? null) !== null) {
        return true;
    }
    const [, driver] = OF_DEVICE.exec(body) ?? [];
    const place = (fields.get("file") ?? "") + (fields.get("where") ?? "");
    return count <= MOST_BESIDE && (driver === undefined || place.includes(driver));
}

/**
 * What tells the lines of one reporter apart: the host, and of the kernel the caller, of programs the process.
 * @param {import("./headers.js").Header} header
 * @param {string} software
 * @param {string} record the crash whose parts pstore kept, empty for none
 * @returns {Stream}
 */
export function streamOf(header, software, record) {
    if (header === NO_HEADER) {
        return ["", software, record];
    }
    if (software === KERNEL) {
        const caller = header.extra?.get("caller") ?? null;
        return ["kernel", header.host, record, caller === null ? null : written(caller)];
    }
    return [software, header.host, header.ident, header.pid];
}

/**
 * A body as it was printed, where a mail has spoilt it.
 * @param {string} body
 * @returns {string}
 */
export function printed(body) {
    let text = body;
    if (!isAscii(text)) {
        text = text.replaceAll("\u00a0", " "); // as mails have it for blanks
        text = text.startsWith(NAME) ? text.slice(NAME.length) : text;
    }
    return text.replace(LINE_ENDS_BEFORE, "");
}

/** By which pattern a line belongs to a report. What a line holds by a pattern is kept, as many may be open. */
export class Rows {
    #body = "";
    #found = new Map();

    /**
     * The pattern by which a body belongs to a report, and what it holds; null where it does not.
     * @param {Report} report
     * @param {string} body
     * @returns {{pattern: Pattern, fields: Fields} | null}
     */
    of(report, body) {
        if (body !== this.#body) {
            this.#body = body;
            this.#found = new Map();
        }
        const { kind } = report;
        const continuing = report.isMerged ? [...kind.continuing, ...kind.torn] : kind.continuing;
        for (const pattern of report.ended ? kind.after : continuing) {
            const fields = this.#matched(pattern);
            if (fields !== null && isSame(report, fields)) {
                return { pattern, fields };
            }
        }
        return null;
    }

    #matched(pattern) {
        let found = this.#found.get(pattern);
        if (found === undefined) {
            found = pattern.match(this.#body);
            this.#found.set(pattern, found);
        }
        return found;
    }
}

/**
 * What counts of that which a line of a report holds: of a frame nothing where it is of the handling of the event itself.
 * Where that is how an event without a text is told, what was taken for one was none.
 * @param {Report} report
 * @param {{pattern: Pattern, fields: Fields}} found
 * @returns {Fields}
 */
export function held({ kind, fields: known }, { pattern, fields }) {
    if (!kind.frames.includes(pattern)) {
        return fields;
    }
    const [name] = (fields.get("function") ?? "").split(".", 1);
    if (kind.textless.has(name)) {
        known.delete(TEXT);
    }
    return name === "" || kind.skip.has(name) ? NOTHING : fields;
}
