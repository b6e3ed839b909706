/** @module Cuts a text into the lines of a log, and the entries of a journal's export that it may have. */

import { begins, decoded, FIRST, lineEndFrom, readEntry } from "./export.js";

/**
 * The lines of a text: cut at `\n` only, one `\r` before it is dropped; a last line without an end is a line. An entry
 * of the journal's export format is one `Record`.
 * @param {string} text
 * @returns {Generator<string | import("./records.js").Record>}
 */
export function lines(text) {
    const hasEntries = text.startsWith(FIRST) || text.includes(`\n${FIRST}`);
    return hasEntries ? mixed(new TextEncoder().encode(text)) : plain(text);
}

function* plain(text) {
    let start = 0;
    while (start < text.length) {
        const found = text.indexOf("\n", start);
        const end = found < 0 ? text.length : found;
        yield withoutReturn(text.slice(start, end));
        start = end + 1;
    }
}

/** Lines and entries of UTF-8: the lengths of an entry's binary values count bytes. */
function* mixed(data) {
    let start = 0;
    let wasted = 0; // bytes read of entries that turned out to be none; with no end to that, time would be quadratic
    while (start < data.length) {
        if (wasted <= data.length && begins(data, start)) {
            const entry = readEntry(data, start);
            if (entry.record !== null) {
                yield entry.record;
                start = entry.end;
                continue;
            }
            wasted += entry.end - start;
        }
        const end = lineEndFrom(data, start);
        yield withoutReturn(decoded(data.subarray(start, end)));
        start = end + 1;
    }
}

function withoutReturn(line) {
    return line.endsWith("\r") ? line.slice(0, -1) : line;
}
