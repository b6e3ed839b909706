/** @module Numbers whose bits each have a meaning, and numbers that are made of parts. Rules: `docs/decoders.md`. */

import { byNumber, bySymbol, codes } from "./decoding_codes.js";
import { hex, numberOf } from "./decoding_numbers.js";
import { ofRow, partOf, unknown } from "./decoding_parts.js";

const APART = /[ \t\n\r\f\v|,{}()]+/;

/**
 * `shape = "bits"`: a number, symbols (`DRDY ERR`, `A|B`, `{ UNC }`), or letters where the table has them. What is a
 * symbol as it stands is no number: `DF` is one of ATA's, and digits of radix 16 as well.
 * @param {object} table
 * @param {object[]} rows
 * @param {string} text
 * @param {number} radix
 * @returns {import("./decoding_parts.js").Part[]}
 */
export function bits(table, rows, text, radix) {
    const named = bySymbol(rows, text, table.strip ?? [], false);
    if (named !== null) {
        return [ofRow(named)];
    }
    const number = numberOf(text, radix);
    if (number !== null && number >= 0n) {
        return ofNumber(table, rows, number);
    }
    const bracket = text.indexOf("(");
    const before = bracket > 0 && text.endsWith(")") ? numberOf(text.slice(0, bracket), radix) : null;
    if (before !== null && before >= 0n) {
        return both(ofNumber(table, rows, before), bits(table, rows, text.slice(bracket + 1, -1), radix), text);
    }
    const spelled = table.letters ? ofLetters(rows, text) : [];
    if (spelled.length) {
        return spelled;
    }
    const parts = text.split(APART).filter(Boolean).flatMap((word) => ofWord(table, rows, word, radix));
    return parts.some((part) => part.known) ? parts : [unknown(text)];
}

function ofWord(table, rows, word, radix) {
    const row = bySymbol(rows, word, table.strip ?? [], false);
    if (row !== null) {
        return [ofRow(row)];
    }
    const number = word.startsWith("0x") ? numberOf(word, radix) : null;
    return number ? ofNumber(table, rows, number) : [unknown(word)];
}

/** The rows of a number's bits, from top to bottom; what is left is unknown. */
function ofNumber(table, rows, number) {
    if (number === 0n) {
        return [partOf({ value: "0", text: table.zero ?? null })];
    }
    const parts = [];
    let left = number;
    for (const row of rows) {
        const mask = BigInt(row.value);
        if (mask && (left & mask) === mask) {
            parts.push(ofRow(row));
            left ^= mask;
        }
    }
    return left ? [...parts, unknown(hex(left))] : parts;
}

/** What a number says that has its symbols behind it, as `0xcc0(GFP_KERNEL)`; both must say the same. */
function both(numbered, named, text) {
    const symbols = (parts) => JSON.stringify([...new Set(parts.map((part) => part.symbol ?? null))].sort());
    const agree = symbols(numbered) === symbols(named) && numbered.every((part) => part.known);
    return agree ? numbered : [unknown(text)];
}

/** The rows of letters; none where one of them is none of the table's, or they are not in its order. */
function ofLetters(rows, text) {
    const known = new Map();
    for (const [place, row] of rows.entries()) {
        if (row.letter !== undefined) {
            known.set(row.letter, [place, ofRow(row)]);
        }
        if (row.clear) {
            known.set(row.clear.letter, [place, partOf({ symbol: row.clear.letter, text: row.clear.text })]);
        }
    }
    const parts = [];
    let last = -1;
    for (const letter of text.replaceAll(" ", "")) {
        const [place, part] = known.get(letter) ?? [-1, null];
        if (part === null || place <= last) {
            return [];
        }
        parts.push(part);
        last = place;
    }
    return parts;
}

/**
 * `shape = "fields"`: the parts of a number from low to high bits; bits of no part are unknown.
 * @param {object} table
 * @param {string} text
 * @param {number} radix
 * @param {import("./decoding_parts.js").Tables} tables
 * @returns {import("./decoding_parts.js").Part[]}
 */
export function fields(table, text, radix, tables) {
    const number = numberOf(text, radix);
    if (number === null || number < 0n) {
        return [unknown(text)];
    }
    const parts = [];
    let rest = number;
    for (const field of table.field) {
        const [first, last] = field.bits.map(BigInt);
        const mask = ((1n << (last - first + 1n)) - 1n) << first;
        const value = (number & mask) >> first;
        rest &= ~mask;
        if (value || !field.hide_zero) {
            parts.push(...ofField(field, value, tables).map((part) => ({ ...part, name: field.name })));
        }
    }
    return rest ? [...parts, unknown(hex(rest))] : parts;
}

function ofField(field, value, tables) {
    const table = field.rows ? field : field.decoder === undefined ? undefined : tables(field.decoder);
    if (!table) {
        return [partOf({ value: hex(value) })];
    }
    if (table.shape === "bits") {
        return ofNumber(table, table.rows, value);
    }
    if (field.decoder !== undefined) {
        return codes(table, table.rows, hex(value), 16, tables);
    }
    const row = byNumber(table.rows, value);
    return [row === null ? unknown(hex(value)) : ofRow(row, value)];
}
