/** @module Numbers as programs print them; values have up to 64 bits and more, so all are BigInts. */

const DIGITS = { 8: /^[0-7]+$/, 10: /^[0-9]+$/, 16: /^[0-9a-fA-F]+$/ };
const BEFORE = { 8: "0o", 10: "", 16: "0x" };
const MOST_DIGITS = 24;
const UNITS = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/**
 * The number that a text is, or null: `0x…` whatever the radix, else digits of the radix, and a sign before.
 * @param {string} text
 * @param {number} radix 8, 10 or 16
 * @returns {bigint | null}
 */
export function numberOf(text, radix) {
    const isSigned = text.startsWith("-") || text.startsWith("+");
    const plain = isSigned ? text.slice(1) : text;
    const isMarked = plain.startsWith("0x") || plain.startsWith("0X");
    const digits = isMarked ? plain.slice(2) : plain;
    const own = isMarked ? 16 : radix;
    if (digits.length > MOST_DIGITS || !DIGITS[own].test(digits)) {
        return null;
    }
    const number = BigInt(BEFORE[own] + digits);
    return text.startsWith("-") ? -number : number;
}

/**
 * A number as `0x…`.
 * @param {bigint} number not below 0
 * @returns {string}
 */
export function hex(number) {
    return `0x${number.toString(16)}`;
}

/**
 * A size in bytes with the unit that suits it (IEC 80000-13), to a tenth.
 * @param {bigint} number
 * @returns {string}
 */
export function amount(number) {
    let unit = 1n;
    let name = "B";
    for (const larger of UNITS) {
        if (number < unit * 1024n) {
            break;
        }
        unit *= 1024n;
        name = larger;
    }
    const tenths = (number * 10n + unit / 2n) / unit;
    const rest = tenths % 10n;
    return rest ? `${tenths / 10n}.${rest} ${name}` : `${tenths / 10n} ${name}`;
}
