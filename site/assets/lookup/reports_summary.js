/**
 * @module What is told of a report in one line: the first of its kind's summaries that its lines hold enough for. A
 * part in square brackets is left out unless all places in it are known.
 */

import { SPACE, withoutBlanksBefore, withoutBlanksBehind } from "./text.js";

const PLACE = /\{([a-z][a-z0-9_]*)\}/g;
const PART = /\[([^[\]]*)\]/g;
const BLANKS = new RegExp(`[${SPACE}]+`, "g");
const FALLBACKS = ["en", "ja"];

/**
 * A text in a language, or where it is missing in English, Japanese, or whatever there is.
 * @param {Record<string, string>} texts
 * @param {string} language
 * @returns {string}
 */
export function picked(texts, language) {
    const code = [language, ...FALLBACKS].find((each) => Object.hasOwn(texts, each));
    return (code === undefined ? Object.values(texts)[0] : texts[code]) ?? "";
}

/**
 * The summary of a report in a language, or null where its lines hold too little for any.
 * @param {import("./reports_model.js").Report} report
 * @param {string} language
 * @returns {string | null}
 */
export function summaryOf(report, language) {
    const known = new Map();
    for (const [name, text] of report.fields) {
        known.set(name, withoutBlanksBefore(withoutBlanksBehind(text.replace(BLANKS, " "))));
    }
    for (const row of report.kind.row.summary ?? []) {
        const text = picked(row.text, language);
        if (isFor(row, known) && filled(text.replace(PART, ""), known) !== null) {
            const parts = text.split(PART); // by turns outside and inside of brackets
            return parts.map((part) => filled(part, known) ?? "").join("");
        }
    }
    return null;
}

/** A text with its places filled, or null where one is not known. */
function filled(text, known) {
    if (![...text.matchAll(PLACE)].every(([, name]) => known.get(name))) {
        return null;
    }
    return text.replace(PLACE, (_place, name) => known.get(name));
}

/** Whether fields are as a summary asks: known, equal to what `when` has, other than what `unless` has. */
function isFor({ known: needed = [], when = {}, unless = {} }, known) {
    return (
        needed.every((name) => known.get(name)) &&
        Object.entries(when).every(([name, text]) => known.get(name) === text) &&
        Object.entries(unless).every(([name, text]) => known.get(name) !== text)
    );
}
