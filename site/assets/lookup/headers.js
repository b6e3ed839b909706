/**
 * @module Splits a line into header and body by the bundle's header templates.
 *
 * A line without a known header is all body. Headers stand in layers: behind that of a logging system there may be one
 * of the program (klog in a syslog line), or a whole line of another system (in a container's log). Of what several
 * layers say, the first counts, except for the severity, where the program itself knows best.
 */

import { HeaderRows } from "./header_rows.js";

/**
 * @typedef {object} Header what is not there is null
 * @property {string | null} time
 * @property {string | null} host
 * @property {string | null} ident
 * @property {string | null} pid
 * @property {string | null} pri priority value
 * @property {string | null} ktime the kernel's clock
 * @property {string | null} transport
 * @property {string | null} severity a word of syslog's, as the program gives it
 * @property {string | null} format the names of the formats
 * @property {number | null} repeated a count of repetitions
 * @property {Map<string, any> | null} extra all other fields
 */

/** The header of a line that has none. */
export const NO_HEADER = Object.freeze({
    time: null,
    host: null,
    ident: null,
    pid: null,
    pri: null,
    ktime: null,
    transport: null,
    severity: null,
    format: null,
    repeated: null,
    extra: null,
});

/** RFC 5424, section 6.2.1, the worst first. */
export const SEVERITIES = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];

const MOST_LAYERS = 4;
// Control characters as syslog daemons and the kernel write them: `#011` (rsyslog), `\x09` (printk, /dev/kmsg).
const ESCAPE = /\\x([01][0-9a-f]|5c|7f|[89a-f][0-9a-f])|#(0[0-3][0-7]|177)/g;
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** The header templates of a bundle, ready to run. */
export class HeaderSplitter {
    #line;
    #inside;
    #kernel;

    /**
     * @param {object[]} headers header rows
     * @param {import("./units.js").Hole[]} holes
     */
    constructor(headers, holes) {
        const rows = (...places) =>
            new HeaderRows(headers.filter((row) => places.includes(row.place ?? "start")), holes);
        this.#line = rows("start", "both");
        this.#inside = rows("inside", "both");
        this.#kernel = rows("kernel", "inside", "both");
    }

    /**
     * The header of a line, and the places at which its body begins and ends.
     *
     * `known` is what is known already of the line; unless it is `whole`, it is what stands behind that header.
     * @param {string} line
     * @param {Header} known
     * @param {boolean} whole
     * @returns {{header: Header, start: number, end: number}}
     */
    split(line, known = NO_HEADER, whole = true) {
        const text = `${line} `; // logs lose blanks at line ends
        let rows = whole ? this.#line : this.#inside;
        let [header, start, end] = [known, 0, line.length];
        while (line[end - 1] === "\r") {
            end -= 1; // of line ends that went through two programs, each of which put one there
        }
        for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
            const found = rows.find(text, start);
            if (found === null) {
                break;
            }
            start = found.body ?? Math.min(found.end, end);
            if (found.close && line.slice(start, end).endsWith(found.close)) {
                end -= found.close.length;
            }
            header = header === NO_HEADER ? found.header : joined(header, found.header);
            if (header.transport === "kernel") {
                break;
            }
            if (found.wraps) {
                rows = this.#line;
            } else {
                rows = header.ident === "kernel" && header.ktime === null ? this.#kernel : this.#inside;
            }
        }
        return { header, start, end };
    }
}

/**
 * What two layers of headers say together.
 * @param {Header} outer
 * @param {Header} inner
 * @returns {Header}
 */
export function joined(outer, inner) {
    const found = { ...inner };
    for (const name of Object.keys(NO_HEADER)) {
        found[name] = outer[name] ?? inner[name];
    }
    found.severity = inner.severity ?? outer.severity;
    found.format = `${outer.format}+${inner.format}`;
    if (outer.extra !== null && inner.extra !== null) {
        found.extra = new Map([...inner.extra, ...outer.extra]);
    }
    return found;
}

/**
 * The severity that a header gives: that of its level, else of its priority value (RFC 5424: modulo 8), or null.
 * @param {Header} header
 * @returns {string | null}
 */
export function severityOf(header) {
    return header.severity ?? (header.pri === null ? null : SEVERITIES[Number(header.pri) % 8]);
}

/**
 * 0 for `emerg` to 7 for `debug`; after them what has no severity.
 * @param {string | null} severity
 * @returns {number}
 */
export function rankOf(severity) {
    const place = SEVERITIES.indexOf(severity);
    return place < 0 ? SEVERITIES.length : place;
}

/**
 * The time stamp of a line as it stands there: of the log, else the kernel's seconds since it started.
 * @param {Header} header
 * @returns {string | null}
 */
export function timeOf(header) {
    return header.time ?? header.ktime?.trim() ?? null;
}

/**
 * The body with control characters that were written as `#011` or `\x09` put back; `\x5c` is a backslash.
 * @param {string} body
 * @returns {string}
 */
export function unescaped(body) {
    if (!body.includes("#") && !body.includes("\\x")) {
        return body;
    }
    const pieces = [];
    let bytes = []; // of a run of `\x` escapes
    let place = 0;
    const close = () => {
        if (bytes.length) {
            pieces.push(utf8.decode(Uint8Array.from(bytes)));
            bytes = [];
        }
    };
    for (const match of body.matchAll(ESCAPE)) {
        if (match.index > place) {
            close();
            pieces.push(body.slice(place, match.index));
        }
        if (match[1] !== undefined) {
            bytes.push(parseInt(match[1], 16));
        } else {
            close();
            pieces.push(String.fromCharCode(parseInt(match[2], 8)));
        }
        place = match.index + match[0].length;
    }
    close();
    pieces.push(body.slice(place));
    return pieces.join("");
}
