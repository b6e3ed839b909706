/**
 * @module Conditions of advice: for which values of an argument a text holds. Rules: `docs/matching.md`, "Advice".
 *
 *     condition  = comparison number | equality text | "in" texts | "~" pattern | text
 *     comparison = ">=" | "<=" | ">" | "<"
 *     equality   = "==" | "!="
 *     texts      = text "," text { "," text }
 *     number     = [ "-" ] ( digits | "0x" hexadecimal digits )
 *
 * A plain text is equality with it; a `*` of a pattern, which has at least one, stands for any text, also none.
 */

import { numberOf } from "./decoding_numbers.js";
import { length, withoutBefore, withoutBehind } from "./text.js";

const COMPARISON = /^(>=|<=|>|<)[ \t]*(-?(?:0x[0-9A-Fa-f]{1,16}|[0-9]{1,20}))$/;
const EQUALITY = /^(==|!=)[ \t]*([^= \t][\s\S]*)$/;
const OPERATORS = "<>=!~";
const LONGEST = 1000; // characters of a condition
const BLANKS = " \t";

/**
 * `operator` is one of `>= <= > < == != in ~`; `values` are the members of `in`, else one number or text.
 * @typedef {{operator: string, values: string[]}} Condition
 */

/**
 * The condition that a text spells, or null where it begins like one and is none.
 * @param {string} written
 * @returns {Condition | null}
 */
export function parse(written) {
    if (length(written) > LONGEST) {
        return null;
    }
    const text = trimmed(written);
    const compared = COMPARISON.exec(text);
    const equal = EQUALITY.exec(text);
    if (compared) {
        return { operator: compared[1], values: [compared[2]] };
    }
    if (equal && !COMPARISON.test(equal[2])) {
        return { operator: equal[1], values: [equal[2]] };
    }
    if (text.startsWith("~")) {
        const pattern = trimmed(text.slice(1));
        return pattern.includes("*") && !"~=".includes(pattern[0]) ? { operator: "~", values: [pattern] } : null;
    }
    if (text.startsWith("in ") || text.startsWith("in\t")) {
        const values = text.slice(3).split(",").map(trimmed);
        return values.length > 1 && values.every(Boolean) ? { operator: "in", values } : null;
    }
    return text !== "" && OPERATORS.includes(text[0]) ? null : { operator: "==", values: [text] };
}

function trimmed(text) {
    return withoutBefore(withoutBehind(text, BLANKS), BLANKS);
}

/**
 * Whether a condition holds for what a line has for an argument.
 * @param {Condition} condition
 * @param {string} captured
 * @param {number} radix that in which the program prints the number
 * @param {Iterable<string>} symbols those that stand for the value
 * @returns {boolean}
 */
export function holds({ operator, values }, captured, radix = 10, symbols = []) {
    const capture = withoutBefore(withoutBehind(captured, " "), " ");
    const texts = [capture, ...symbols];
    const equals = (value) => texts.includes(value) || isSame(numberOf(value, radix), numberOf(capture, radix));
    switch (operator) {
        case "==":
        case "in":
            return values.some(equals);
        case "!=":
            return !equals(values[0]);
        case "~":
            return texts.some((text) => fits(values[0], text));
        default:
            return compares(operator, numberOf(capture, radix), numberOf(values[0], radix));
    }
}

function isSame(one, other) {
    return one !== null && one === other;
}

function compares(operator, number, limit) {
    if (number === null || limit === null) {
        return false;
    }
    const found = { ">=": number >= limit, "<=": number <= limit, ">": number > limit, "<": number < limit };
    return found[operator];
}

/** Whether a whole text is one of a pattern, a `*` of which stands for any text. */
function fits(pattern, text) {
    const pieces = pattern.split("*");
    const [first, last] = [pieces.shift(), pieces.pop()];
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) {
        return false;
    }
    let place = first.length;
    const end = text.length - last.length;
    for (const piece of pieces) {
        const found = text.indexOf(piece, place);
        if (found < 0 || found + piece.length > end) {
            return false;
        }
        place = found + piece.length;
    }
    return true;
}

/**
 * All symbols that stand for a value, of whatever version.
 * @param {import("./decoding.js").Reading[]} readings
 * @returns {string[]}
 */
export function symbolsOf(readings) {
    const parts = readings.flatMap((reading) => reading.parts).filter((part) => part.known);
    const found = parts.flatMap((part) => (part.symbol === null ? part.also : [part.symbol, ...part.also]));
    return [...new Set(found)];
}
