/** @module Lines of logfmt: pairs of `key=value`, as logrus and Go's slog write them. */

import { SPACE, withoutSpaceBehind } from "./text.js";

const MOST_PAIRS = 1000;
const NO_SPACE = new RegExp(`[^${SPACE}]`, "g");
const KEY_END = new RegExp(`[${SPACE}="]`, "g");
const VALUE_END = new RegExp(`[${SPACE}"]`, "g");
const QUOTE_OR_ESCAPE = /["\\]/g;
const GO_ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]))/gu;
const GO_LETTERS = new Map([
    ["a", "\x07"],
    ["b", "\b"],
    ["f", "\f"],
    ["n", "\n"],
    ["r", "\r"],
    ["t", "\t"],
    ["v", "\v"],
]);

/**
 * The keys and values of a line; null where it has anything else.
 *
 * Written by hand since an expression with a repeated group could run out of stack on a very long value.
 * @param {string} line
 * @returns {Map<string, string> | null}
 */
export function logfmt(line) {
    const text = withoutSpaceBehind(line);
    const found = new Map();
    let place = 0;
    while (place < text.length) {
        const start = next(NO_SPACE, text, place);
        const equals = next(KEY_END, text, start);
        if (equals === start || text[equals] !== "=" || found.size > MOST_PAIRS) {
            return null;
        }
        const quoted = text[equals + 1] === '"';
        const end = quoted ? quotedEnd(text, equals + 2) : next(VALUE_END, text, equals + 1);
        if (end < 0 || (end < text.length && next(NO_SPACE, text, end) === end)) {
            return null;
        }
        const key = text.slice(start, equals);
        if (!found.has(key)) {
            found.set(key, quoted ? goUnquoted(text.slice(equals + 2, end - 1)) : text.slice(equals + 1, end));
        }
        place = end;
    }
    return found;
}

/** Where an expression is found next, or the end of the text. */
function next(pattern, text, place) {
    pattern.lastIndex = place;
    return pattern.exec(text)?.index ?? text.length;
}

/** The place behind the quote that ends a text, -1 where there is none. */
function quotedEnd(text, start) {
    let place = start;
    for (;;) {
        place = next(QUOTE_OR_ESCAPE, text, place);
        if (place >= text.length) {
            return -1;
        }
        if (text[place] === '"') {
            return place + 1;
        }
        place += 2;
    }
}

/**
 * A text as it was before Go's strconv.Quote; the quotes are off already.
 * @param {string} text
 * @returns {string}
 */
export function goUnquoted(text) {
    return text.includes("\\") ? text.replace(GO_ESCAPE, goCharacter) : text;
}

function goCharacter(_whole, byte, short, long, octal, letter) {
    if (letter !== undefined) {
        return GO_LETTERS.get(letter) ?? letter;
    }
    const code = octal !== undefined ? parseInt(octal, 8) : parseInt(byte ?? short ?? long, 16);
    return code < 0xd800 || (code > 0xdfff && code < 0x110000) ? String.fromCodePoint(code) : "\ufffd";
}
