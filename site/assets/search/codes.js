// Reads numbers that are written as printable characters; emit/site/search_codes.py says how.

const LASTS = 48;
const VALUES = new Uint8Array(128).fill(255);
let digits = 0;
for (let code = 0x23; code < 0x7f; code += 1) {
    if (code !== 0x5c && code !== 0x3c) {
        VALUES[code] = digits;
        digits += 1;
    }
}
const MORE = digits - LASTS;

/**
 * The numbers in a part of a text.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {Uint32Array}
 */
export function numbers(text, start = 0, end = text.length) {
    const found = new Uint32Array(end - start);
    let count = 0;
    let rest = 0;
    for (let place = start; place < end; place += 1) {
        const digit = VALUES[text.charCodeAt(place) & 127];
        if (digit < LASTS) {
            found[count] = rest * LASTS + digit;
            count += 1;
            rest = 0;
        } else {
            rest = rest * MORE + digit - LASTS + 1;
        }
    }
    return found.slice(0, count);
}

/**
 * The sums of numbers: where each of some things begins that lie one behind the other, and the last one ends.
 * @param {Uint32Array} lengths
 * @returns {Uint32Array} one number more
 */
export function sums(lengths) {
    const found = new Uint32Array(lengths.length + 1);
    for (let number = 0; number < lengths.length; number += 1) {
        found[number + 1] = found[number] + lengths[number];
    }
    return found;
}

/**
 * The places that a part of a text tells by the steps between them.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {Uint32Array} ascending
 */
export function placesOf(text, start, end) {
    const found = numbers(text, start, end);
    let before = -1;
    for (let number = 0; number < found.length; number += 1) {
        before += found[number] + 1;
        found[number] = before;
    }
    return found;
}
