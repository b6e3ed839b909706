/** @module Texts as sequences of code points, where JavaScript's strings are sequences of UTF-16 units. */

/** White space as Python has it (`str.isspace`), for use inside a class of a regular expression. */
export const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const SOME_SPACE = new RegExp(`[${SPACE}]`);
const BLANK = 32;

/**
 * Whether a place lies between the two halves of a character beyond U+FFFF.
 * @param {string} text
 * @param {number} place
 * @returns {boolean}
 */
export function splits(text, place) {
    if (place <= 0 || place >= text.length) {
        return false;
    }
    return isLow(text.charCodeAt(place)) && isHigh(text.charCodeAt(place - 1));
}

function isHigh(unit) {
    return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit) {
    return unit >= 0xdc00 && unit <= 0xdfff;
}

/**
 * The place so many code points behind another one, or more than the length where the text ends before.
 * @param {string} text
 * @param {number} place
 * @param {number} count
 * @returns {number}
 */
export function forward(text, place, count) {
    let left = count;
    let end = place;
    while (left > 0 && end < text.length) {
        end += 1;
        if (splits(text, end)) {
            end += 1;
        }
        left -= 1;
    }
    return end + left;
}

/**
 * The first units of a text, whole characters only.
 * @param {string} text
 * @param {number} most UTF-16 units
 * @returns {string}
 */
export function cut(text, most) {
    return text.length <= most ? text : text.slice(0, splits(text, most) ? most - 1 : most);
}

/**
 * The number of code points of a text.
 * @param {string} text
 * @returns {number}
 */
export function length(text) {
    let count = text.length;
    for (let place = 1; place < text.length; place += 1) {
        if (splits(text, place)) {
            count -= 1;
        }
    }
    return count;
}

/**
 * The bytes of a code point in UTF-8; half of a pair counts as one, as it is written as a question mark.
 * @param {number} point
 * @returns {number}
 */
export function bytes(point) {
    if (point < 0x800) {
        return point < 0x80 ? 1 : 2;
    }
    if (point > 0xffff) {
        return 4;
    }
    return isHigh(point) || isLow(point) ? 1 : 3;
}

/**
 * The length of a text in UTF-8; a U+FFFD counts as one byte, the least that it can stand for.
 * @param {string} text
 * @returns {number}
 */
export function leastBytes(text) {
    let count = 0;
    for (const char of text) {
        const point = char.codePointAt(0);
        count += point === 0xfffd ? 1 : bytes(point);
    }
    return count;
}

/**
 * @param {string} text
 * @returns {boolean} whether all characters are ASCII
 */
export function isAscii(text) {
    return !/[^\x00-\x7f]/.test(text);
}

/**
 * @param {string} text
 * @returns {boolean} whether a character is white space
 */
export function hasSpace(text) {
    return SOME_SPACE.test(text);
}

/**
 * A text less the blanks at its end. (An expression such as `/ +$/` would take quadratic time.)
 * @param {string} text
 * @returns {string}
 */
export function withoutBlanksBehind(text) {
    return withoutBehind(text, " ");
}

/**
 * A text less the blanks at its start.
 * @param {string} text
 * @returns {string}
 */
export function withoutBlanksBefore(text) {
    let start = 0;
    while (start < text.length && text.charCodeAt(start) === BLANK) {
        start += 1;
    }
    return start ? text.slice(start) : text;
}

/**
 * A text less the characters of a set at its start.
 * @param {string} text
 * @param {string} chars
 * @returns {string}
 */
export function withoutBefore(text, chars) {
    let start = 0;
    while (start < text.length && chars.includes(text[start])) {
        start += 1;
    }
    return text.slice(start);
}

/**
 * A text less the characters of a set at its end.
 * @param {string} text
 * @param {string} chars
 * @returns {string}
 */
export function withoutBehind(text, chars) {
    let end = text.length;
    while (end > 0 && chars.includes(text[end - 1])) {
        end -= 1;
    }
    return end < text.length ? text.slice(0, end) : text;
}

/**
 * A text less the white space at its end.
 * @param {string} text
 * @returns {string}
 */
export function withoutSpaceBehind(text) {
    let end = text.length;
    while (end > 0 && SOME_SPACE.test(text[end - 1])) {
        end -= 1;
    }
    return end < text.length ? text.slice(0, end) : text;
}

/**
 * A text as an expression that matches it alone.
 * @param {string} text
 * @returns {string}
 */
export function escaped(text) {
    return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/**
 * A pattern of the bundle as JavaScript writes it: with the flag `u` a `-` has no backslash outside a class.
 * @param {string} pattern
 * @returns {string}
 */
export function expression(pattern) {
    if (!pattern.includes("\\-")) {
        return pattern;
    }
    return pattern.replace(/\[(?:\\[\s\S]|[^\]\\])*\]|\\[\s\S]/g, (piece) => (piece === "\\-" ? "-" : piece));
}

/**
 * Which of two texts comes first, by code point: -1, 0 or 1.
 * @param {string} one
 * @param {string} other
 * @returns {number}
 */
export function compared(one, other) {
    const most = Math.min(one.length, other.length);
    for (let place = 0; place < most; place += 1) {
        if (one[place] !== other[place]) {
            const start = splits(one, place) || splits(other, place) ? place - 1 : place;
            return one.codePointAt(start) < other.codePointAt(start) ? -1 : 1;
        }
    }
    return Math.sign(one.length - other.length);
}
