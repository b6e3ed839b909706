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
 * What was kept for the page that is left and comes back, or null.
 * @param {string} name
 * @returns {string | null}
 */
export function recallHere(name) {
    try {
        return sessionStorage.getItem(`msgpedia-${name}`);
    } catch {
        return null;
    }
}

/**
 * Keep a text as long as the tab is open, where the browser keeps anything and it is not too long; null forgets it.
 * @param {string} name
 * @param {string | null} value
 */
export function keepHere(name, value) {
    try {
        sessionStorage.removeItem(`msgpedia-${name}`);
        if (value !== null) {
            sessionStorage.setItem(`msgpedia-${name}`, value);
        }
    } catch {
        // then it is gone when the reader comes back
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
