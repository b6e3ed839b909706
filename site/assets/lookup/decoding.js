/** @module Decodes a value by the table of its kind, as the Python runtime does. Rules: `docs/decoders.md`. */

import { bits, fields } from "./decoding_bits.js";
import { codes, names, quantity, ranges } from "./decoding_codes.js";
import { partKey, unknown } from "./decoding_parts.js";
import { forward, length, withoutBlanksBefore, withoutBlanksBehind } from "./text.js";

/** Code points of a value that is decoded. */
export const LONGEST = 200;

/** All versions. */
export const ALL_VERSIONS = Object.freeze([null, null]);

/**
 * What a value means in some versions of the software: `first` to `last`, null for no bound or all versions.
 * @typedef {{parts: import("./decoding_parts.js").Part[], first: string | null, last: string | null}} Reading
 */

/**
 * What a value means; one reading, or one for each range of versions between which that differs, newest first.
 * @param {import("./decoding_parts.js").Tables} tables
 * @param {string} kind
 * @param {string} text
 * @param {number | null} radix in which the program printed a number that has no `0x` before it, unless the kind says it
 * @param {readonly [string | null, string | null]} versions of the software that may have printed it
 * @returns {Reading[]}
 * @throws {RangeError} where there is no table of the kind
 */
export function decode(tables, kind, text, radix = null, versions = ALL_VERSIONS) {
    const table = tables(kind);
    if (!table) {
        throw new RangeError(`no table ${kind}`);
    }
    const value = withoutBlanksBefore(withoutBlanksBehind(text));
    if (value === "" || isLong(value)) {
        return [reading([unknown(value.slice(0, forward(value, 0, LONGEST)))])];
    }
    const own = radix || (table.radix ?? 10);
    if (table.table === undefined) {
        return [reading(partsOf(table, table.rows ?? [], value, own, tables))];
    }
    const found = byVersion(table, value, own, versions, tables);
    if (found.length === 1) {
        return [reading(found[0].parts)];
    }
    // Versions that know nothing of it say nothing beside those that do.
    const told = found.filter(({ parts }) => parts.some((part) => part.known));
    return told.length ? told : [reading([unknown(value)])];
}

function isLong(value) {
    return value.length > LONGEST && (value.length > 2 * LONGEST || length(value) > LONGEST);
}

function reading(parts, first = null, last = null) {
    return { parts, first, last };
}

/**
 * All of a reading as plain data.
 * @param {Reading} reading
 * @returns {object}
 */
export function readingKey({ parts, first, last }) {
    const found = { parts: parts.map(partKey) };
    const versions = Object.entries({ from: first, to: last }).filter(([, version]) => version);
    return first === null && last === null ? found : { ...found, versions: Object.fromEntries(versions) };
}

function partsOf(table, rows, text, radix, tables) {
    switch (table.shape) {
        case "codes":
            return codes(table, rows, text, radix, tables);
        case "bits":
            return bits(table, rows, text, radix);
        case "fields":
            return fields(table, text, radix, tables);
        case "ranges":
            return ranges(table, text, radix);
        case "quantity":
            return quantity(table, text, radix);
        default:
            return names(table, text);
    }
}

/** The readings of the tables that are of some versions, neighbours that say the same as one. */
function byVersion(table, text, radix, versions, tables) {
    const texts = new Map(Object.entries(table.texts ?? {}));
    const found = [];
    for (const each of table.table) {
        const { from = null, to = null } = each.versions;
        if (!overlap([from, to], versions)) {
            continue;
        }
        const rows = each.rows.map((row) => ({ text: texts.get(row.symbol), ...row }));
        const made = reading(partsOf(table, rows, text, radix, tables), from, to);
        const last = found.at(-1);
        if (last && says(last) === says(made)) {
            last.first = made.first;
        } else {
            found.push(made);
        }
    }
    return found;
}

/** A text that two readings share if they say the same. */
function says({ parts }) {
    const sorted = (_key, value) =>
        value !== null && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value;
    return JSON.stringify(parts.map(partKey), sorted);
}

/** The numbers of a version, so that 2.6.38 < 2.6.39 < 4.19; what is no number does not count. */
function versionKey(version) {
    return (version.match(/[0-9]+/g) ?? []).map((number) => Number(number.slice(0, 9)));
}

/** Whether two ranges of versions, inclusive and with null for unknown, have a version in common. */
function overlap(one, other) {
    return beginsBy(one[0], other[1]) && beginsBy(other[0], one[1]);
}

function beginsBy(start, end) {
    if (start === null || end === null) {
        return true;
    }
    const most = versionKey(end);
    const least = versionKey(start).slice(0, most.length); // `to: 4.4` stands for all of 4.4.x
    const place = least.findIndex((number, index) => number !== most[index]);
    return place < 0 || least[place] < most[place];
}
