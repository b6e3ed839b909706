/** @module Idents that software claims: names, or families of names with one `*` that stands for any text. */

/**
 * Whether an ident is one of some names or families.
 * @param {string[]} patterns
 * @param {string} ident
 * @returns {boolean}
 */
export function claims(patterns, ident) {
    return patterns.some((pattern) => pattern === ident || isOf(pattern, ident));
}

/** Whether an ident is of a family such as `postfix/*` or `(*)`; the `*` stands for one character at least. */
function isOf(pattern, ident) {
    const star = pattern.indexOf("*");
    return (
        star >= 0 &&
        ident.length >= pattern.length &&
        ident.startsWith(pattern.slice(0, star)) &&
        ident.endsWith(pattern.slice(star + 1))
    );
}
