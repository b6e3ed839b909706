/** @module Values of which each has one meaning, and ranges, amounts and names. Rules: `docs/decoders.md`. */

import { amount, hex, numberOf } from "./decoding_numbers.js";
import { ofRow, partOf, unknown } from "./decoding_parts.js";
import { expression } from "./text.js";

const DIGITS = /^(?:0|[1-9a-f][0-9a-f]{0,15})$/; // as `%x` prints them
const IN_TWO = /^(\w+)[/ ](\w+)$/;
const PLACE = /\{([\p{L}\p{N}_]+)\}/gu;

/**
 * `shape = "codes"`: a number, a symbol, or both as `203/EXEC`; where the table has them a text that is printed for a
 * number, or a number in two. Symbols, alone or with their numbers, may be those of other tables.
 * @param {object} table
 * @param {object[]} rows
 * @param {string} text
 * @param {number} radix
 * @param {import("./decoding_parts.js").Tables} tables
 * @returns {import("./decoding_parts.js").Part[]}
 */
export function codes(table, rows, text, radix, tables) {
    const { strip = [], signs = false, low = 0 } = table;
    const named = bySymbol(rows, text, strip, signs);
    if (named !== null) {
        return [ofRow(named)];
    }
    const number = numberOf(text, radix);
    const printed = byPrinted(rows, text, BigInt(low));
    const found = printed.length || number !== null || !low ? printed : inTwo(rows, text, radix, BigInt(low));
    if (found.length) {
        return withNumbers(found, radix);
    }
    if (number !== null) {
        const row = byNumber(rows, signs && number < 0n ? -number : number);
        return [row === null ? unknown(text) : ofRow(row, number)];
    }
    const slash = text.indexOf("/");
    const first = slash < 0 ? null : numberOf(text.slice(0, slash), radix);
    const symbol = first === null ? text : text.slice(slash + 1);
    for (const other of [{ ...table, rows }, ...(table.else ?? []).map(tables)]) {
        // A symbol that no row has may be one of another table; a number alone never is.
        const found = (other?.rows ?? []).filter((row) => first === null || has(row.value, first));
        const row = bySymbol(found, symbol, other?.strip ?? [], false);
        if (row !== null) {
            return [ofRow(row)];
        }
    }
    return [unknown(text)];
}

/** Whether a value of a row is this number. */
function has(value, number) {
    return value !== undefined && BigInt(value) === number;
}

/**
 * The row that a symbol names, with or without what may be stripped from its front, or null.
 * @param {object[]} rows
 * @param {string} text
 * @param {string[]} strip
 * @param {boolean} signs
 * @returns {object | null}
 */
export function bySymbol(rows, text, strip, signs) {
    const wanted = signs && text.startsWith("-") ? text.slice(1) : text;
    const names = new Set([wanted, ...strip.map((beginning) => beginning + wanted)]);
    return rows.find((row) => names.has(row.symbol) || row.also?.some((name) => names.has(name))) ?? null;
}

/** The rows of numbers for which programs print a text, each with it; `%x` in the text is the `low` lowest bits. */
function byPrinted(rows, text, low) {
    return rows.flatMap((row) => {
        const numbers = (row.printed ?? []).map((printed) => numberPrinted(row, printed, text, low));
        const number = numbers.find((each) => each !== null);
        return number === undefined ? [] : [{ row, number }];
    });
}

/** The number of a row that is printed as a text, or null. */
function numberPrinted(row, printed, text, low) {
    const value = BigInt(row.value);
    const place = printed.indexOf("%x");
    if (place < 0) {
        return printed === text ? value : null;
    }
    const [before, after] = [printed.slice(0, place), printed.slice(place + 2)];
    const digits = text.slice(before.length, text.length - after.length);
    if (!text.startsWith(before) || !text.endsWith(after) || !DIGITS.test(digits)) {
        return null;
    }
    const number = ((value >> low) << low) | BigInt(`0x${digits}`);
    return number >> low === value >> low && byNumber([row], number) !== null ? number : null;
}

/** The row of a number that is given as two, as `11/00` or `0x11 0x0`; the second are its `low` lowest bits. */
function inTwo(rows, text, radix, low) {
    const [, first, second] = IN_TWO.exec(text) ?? [];
    const high = first === undefined ? null : numberOf(first, radix);
    const rest = second === undefined ? null : numberOf(second, radix);
    if (high === null || rest === null || rest >> low) {
        return [];
    }
    const number = (high << low) | rest;
    const row = byNumber(rows, number);
    return row === null ? [] : [{ row, number }];
}

/** The parts of rows, which tell their numbers; of several it is one. */
function withNumbers(found, radix) {
    return found.map(({ row, number }) => {
        const part = { ...ofRow(row), oneOf: found.length > 1 };
        return part.symbol === null ? { ...part, value: radix === 16 ? hex(number) : String(number) } : part;
    });
}

/**
 * The row of a number: one that has it as it is, else the first whose mask leaves its value; or null.
 * @param {object[]} rows
 * @param {bigint} number
 * @returns {object | null}
 */
export function byNumber(rows, number) {
    const fits = (row) => row.mask !== undefined && has(row.value, number & BigInt(row.mask));
    return rows.find((row) => row.mask === undefined && has(row.value, number))
        ?? (number >= 0n ? rows.find(fits) : null) ?? null;
}

/**
 * `shape = "ranges"`
 * @param {object} table
 * @param {string} text
 * @param {number} radix
 * @returns {import("./decoding_parts.js").Part[]}
 */
export function ranges(table, text, radix) {
    const number = numberOf(text, radix);
    const row = number === null ? undefined : table.rows.find(({ least, most }) => isWithin(number, least, most));
    return [row === undefined ? unknown(text) : ofRow(row)];
}

function isWithin(number, least, most) {
    return BigInt(least) <= number && number <= BigInt(most);
}

/**
 * `shape = "quantity"`: amounts computed from a number.
 * @param {object} table
 * @param {string} text
 * @param {number} radix
 * @returns {import("./decoding_parts.js").Part[]}
 */
export function quantity(table, text, radix) {
    const number = numberOf(text, radix);
    if (number === null || !isWithin(number, table.least, table.most)) {
        return [unknown(text)];
    }
    const values = new Map(table.amounts.map((row) => {
        const value = BigInt(row.factor) * (row.power ? 1n << number : number);
        return [row.name, row.bytes ? amount(value) : String(value)];
    }));
    return [partOf({ text: placed(table.text, values) })];
}

/**
 * `shape = "names"`: texts by patterns.
 * @param {object} table
 * @param {string} text
 * @returns {import("./decoding_parts.js").Part[]}
 */
export function names(table, text) {
    for (const row of table.rows) {
        const match = expressionOf(row.pattern).exec(text);
        if (match !== null) {
            const groups = new Map(match.slice(1).map((group, place) => [String(place + 1), group ?? ""]));
            return [partOf({ text: placed(row.text, groups) })];
        }
    }
    return [unknown(text)];
}

const expressions = new Map(); // pattern → expression of the whole text

function expressionOf(pattern) {
    let found = expressions.get(pattern);
    if (found === undefined) {
        found = new RegExp(`^(?:${expression(pattern)})$`, "u");
        expressions.set(pattern, found);
    }
    return found;
}

/** Texts with values in their places. */
function placed(texts, values) {
    const fill = (text) => text.replace(PLACE, (place, name) => values.get(name) ?? place);
    return Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, fill(text)]));
}
