/** @module Reads a line whatever it is: a header and a body, or a record, one inside the other where need be. */

import { HeaderSplitter, joined, NO_HEADER, unescaped } from "./headers.js";
import { RecordReader, STARTS } from "./records.js";
import { SPACE, withoutBefore } from "./text.js";

// What may stand before a header: marks and blanks of a line that was quoted in a mail, and NULs, room in the file that
// was never written, which a crash can leave.
const BEFORE = "> \t\0\ufeff";
// What other programs put before lines: grep and zgrep (file, number), docker compose and the like (name and a bar).
const PREFIX = new RegExp(
    "^(?:[A-Za-z0-9_.-]{1,128} {1,64}\\| |[0-9]{1,10}[:-]" +
        `|[^${SPACE}:|]{1,255}[:-](?:[0-9]{1,10}[:-])?)(?=[^${SPACE}])`,
    "u",
);
const COLOURS = /\x1b\[[0-9;]{0,40}m/g; // SGR of ECMA-48, as journalctl and docker compose print it
const MOST_RECORDS = 3; // in each other: a program's JSON in a container's, in the journal's

/**
 * @typedef {{header: import("./headers.js").Header, body: string}} Reading
 */

/** Reads lines by the rows of a bundle. */
export class LineReader {
    #splitter;
    #records;

    /**
     * @param {object[]} headers header rows
     * @param {object[]} records kinds of records
     * @param {import("./units.js").Hole[]} holes
     */
    constructor(headers, records, holes) {
        this.#splitter = new HeaderSplitter(headers, holes);
        this.#records = new RecordReader(records);
    }

    /**
     * The header and the body of a line; the body with escaped control characters put back.
     * @param {string | import("./records.js").Record} line
     * @returns {Reading}
     */
    read(line) {
        if (typeof line !== "string") {
            const record = this.#records.of("export", line.fields);
            if (record === null) {
                return { header: NO_HEADER, body: line.text };
            }
            return this.#inside(record.header, record.body, record.wraps, MOST_RECORDS);
        }
        const text = line.includes("\x1b[") ? line.replace(COLOURS, "") : line;
        if (text && BEFORE.includes(text[0])) {
            const found = this.#read(withoutBefore(text, BEFORE), NO_HEADER, true, MOST_RECORDS);
            if (found.header !== NO_HEADER) {
                return found;
            }
        }
        const found = this.#read(text, NO_HEADER, true, MOST_RECORDS);
        const prefix = found.header === NO_HEADER ? PREFIX.exec(text) : null;
        if (prefix !== null) {
            const behind = this.#read(text.slice(prefix[0].length), NO_HEADER, true, MOST_RECORDS);
            return behind.header !== NO_HEADER ? behind : found;
        }
        return found;
    }

    /** The reading of a text behind a header that is known; `records` is how many may still come. */
    #read(text, known, whole, records) {
        let header = known;
        let found = records ? this.#record(text) : null;
        if (found === null) {
            const split = this.#splitter.split(text, header, whole);
            header = split.header;
            const body = text.slice(split.start, split.end);
            if (records && split.start && header.transport !== "kernel") {
                found = this.#record(body);
            }
            if (found === null) {
                return { header, body: known === NO_HEADER ? unescaped(body) : body };
            }
        }
        const outer = header === NO_HEADER ? found.header : joined(header, found.header);
        return this.#inside(outer, found.body, found.wraps, records - 1);
    }

    #record(text) {
        return text && STARTS.includes(text[0]) ? this.#records.line(text) : null;
    }

    #inside(header, body, wraps, records) {
        return header.transport === "kernel" ? { header, body } : this.#read(body, header, wraps, records);
    }
}
