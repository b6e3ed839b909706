/**
 * What the reader chose before, or null: browsers may keep nothing, as in private windows.
 * @param {string} name
 * @returns {string | null}
 */
export function recall(name) {
    try {
        return localStorage.getItem(`msgpedia-${name}`);
    } catch {
        return null;
    }
}

/**
 * Keep a choice for the next page, where the browser keeps anything; null forgets it.
 * @param {string} name
 * @param {string | null} value
 */
export function keep(name, value) {
    try {
        if (value === null) {
            localStorage.removeItem(`msgpedia-${name}`);
        } else {
            localStorage.setItem(`msgpedia-${name}`, value);
        }
    } catch {
        // then it holds for this page alone
    }
}
