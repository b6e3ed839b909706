/**
 * @module Reads entries of `journalctl -o export`.
 *
 * Source: systemd's documentation, "Journal Export Formats": an entry is a run of lines `NAME=value`, or `NAME`, a
 * 64-bit little-endian length and as many bytes, each with a line end behind it; an empty line ends the entry.
 */

import { Record } from "./records.js";
import { withoutBehind } from "./text.js";

/** What journalctl writes first of each entry. */
export const FIRST = "__CURSOR=";

const MOST_BYTES = 1 << 24; // of one entry; the journal itself keeps less
const MOST_FIELDS = 2000;
const LENGTH = 8; // bytes of the length of a binary value
const LINE_END = 10;
const EQUALS = 61;
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Whether an entry could begin at a place.
 * @param {Uint8Array} data
 * @param {number} start
 * @returns {boolean}
 */
export function begins(data, start) {
    return [...FIRST].every((char, number) => data[start + number] === char.charCodeAt(0));
}

/**
 * The entry that begins at a place, null where there is none, and the place up to which was read.
 * @param {Uint8Array} data
 * @param {number} start
 * @returns {{record: Record | null, end: number}}
 */
export function readEntry(data, start) {
    const fields = new Map();
    let end = start;
    while (end - start <= MOST_BYTES && fields.size <= MOST_FIELDS) {
        const lineEnd = lineEndFrom(data, end);
        if (lineEnd === end) {
            return entry(data, start, Math.min(end + 1, data.length), fields);
        }
        const field = readField(data, start, end, lineEnd);
        if (field === null) {
            break;
        }
        add(fields, field.name, field.value);
        end = field.end;
        if (end >= data.length) {
            return entry(data, start, end, fields);
        }
    }
    return { record: null, end };
}

/**
 * @param {Uint8Array} data
 * @param {number} start
 * @returns {number} where the line ends, its line end not included
 */
export function lineEndFrom(data, start) {
    const end = data.indexOf(LINE_END, start);
    return end < 0 ? data.length : end;
}

/**
 * @param {Uint8Array} data UTF-8; errors become U+FFFD
 * @returns {string}
 */
export function decoded(data) {
    return utf8.decode(data);
}

/** The field whose first line stands between two places, and where it ends. */
function readField(data, first, start, lineEnd) {
    let place = start;
    while (place < lineEnd && isOfName(data[place])) {
        place += 1;
    }
    if (place === start || (place < lineEnd && data[place] !== EQUALS)) {
        return null;
    }
    const name = decoded(data.subarray(start, place));
    if (place < lineEnd) {
        return { name, value: decoded(data.subarray(place + 1, lineEnd)), end: Math.min(lineEnd + 1, data.length) };
    }
    const begin = lineEnd + 1 + LENGTH;
    if (data.length < begin) {
        return null;
    }
    const size = Number(new DataView(data.buffer, data.byteOffset + lineEnd + 1, LENGTH).getBigUint64(0, true));
    const end = begin + size;
    if (end - first > MOST_BYTES || data[end] !== LINE_END) {
        return null;
    }
    return { name, value: decoded(data.subarray(begin, end)), end: end + 1 };
}

function isOfName(byte) {
    return (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57) || byte === 95;
}

/** A field that is there twice has a list of values, as in the journal's JSON. */
function add(fields, name, value) {
    const found = fields.get(name);
    if (found === undefined) {
        fields.set(name, value);
    } else if (Array.isArray(found)) {
        found.push(value);
    } else {
        fields.set(name, [found, value]);
    }
}

function entry(data, start, end, fields) {
    const whole = decoded(data.subarray(start, end));
    const lines = whole.split("\n").length - (whole.endsWith("\n") ? 1 : 0);
    return { record: new Record(withoutBehind(whole, "\n"), lines, fields), end };
}
