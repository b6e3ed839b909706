/** @module What captures and values of records mean. */

export const MILLION = 1_000_000n;

/**
 * What a table says of a word, or null.
 * @param {{[word: string]: string} | undefined} table
 * @param {string | undefined} word
 * @returns {string | null}
 */
export function wordOf(table, word) {
    return table !== undefined && word !== undefined && Object.hasOwn(table, word) ? table[word] : null;
}

/**
 * Microseconds as seconds.
 * @param {string} micros digits
 * @returns {string}
 */
export function secondsOf(micros) {
    const count = BigInt(micros);
    return `${count / MILLION}.${microsText(count)}`;
}

/**
 * The six digits behind the point of a count of microseconds as seconds.
 * @param {bigint} micros
 * @returns {string}
 */
export function microsText(micros) {
    return String(micros % MILLION).padStart(6, "0");
}
