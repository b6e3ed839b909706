/** @module What decoding a value gives: the parts that it says. */

/**
 * One thing that a value says. `name` is of a part of a number; `symbol` what the source calls it; `text` what it means,
 * by language; `value` how it stands there, where neither says it. What is not `known` is a value outside the table.
 * `also` are other symbols of it. Of parts that are `oneOf` it is one, and nothing tells which. What there is none of is
 * null.
 *
 * @typedef {Record<string, string>} Texts
 * @typedef {{name: Texts | null, symbol: string | null, text: Texts | null, value: string | null, known: boolean,
 *     also: string[], oneOf: boolean}} Part
 * @typedef {(kind: string) => object | undefined} Tables the table of a kind
 */

/**
 * A part that is known.
 * @param {Partial<Part>} fields
 * @returns {Part}
 */
export function partOf(fields) {
    return { name: null, symbol: null, text: null, value: null, known: true, also: [], oneOf: false, ...fields };
}

/**
 * A value that is not in the table.
 * @param {string} value
 * @returns {Part}
 */
export function unknown(value) {
    return partOf({ value, known: false });
}

/**
 * The part that a row of a table stands for.
 * @param {object} row
 * @param {bigint | null} number is told where the row has neither symbol nor text
 * @returns {Part}
 */
export function ofRow(row, number = null) {
    const { symbol = null, text = null, also = [] } = row;
    const value = symbol === null && text === null && number !== null ? String(number) : null;
    return partOf({ symbol, text, value, also });
}

/**
 * All of a part as plain data, less what is empty and the other symbols.
 * @param {Part} part
 * @returns {object}
 */
export function partKey({ name, symbol, text, value, known, oneOf }) {
    const found = Object.entries({ name, symbol, text, value }).filter(([, each]) => each !== null);
    const marks = [...(known ? [] : [["known", false]]), ...(oneOf ? [["one_of", true]] : [])];
    return Object.fromEntries([...found, ...marks]);
}
