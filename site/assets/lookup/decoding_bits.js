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

/** The rows of letters; none where one of them is none of the table's. */
function ofLetters(rows, text) {
    const set = new Map(rows.filter((row) => row.letter !== undefined).map((row) => [row.letter, ofRow(row)]));
    const clear = new Map(rows.filter((row) => row.clear).map((row) => [row.clear.letter, row.clear.text]));
    const parts = [];
    for (const letter of text) {
        if (set.has(letter)) {
            parts.push(set.get(letter));
        } else if (clear.has(letter)) {
            parts.push(partOf({ symbol: letter, text: clear.get(letter) }));
        } else if (letter !== " ") {
            return [];
        }
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
