/**
 * @module What is told of a report in one line: the first of its kind's summaries that its lines hold enough for, and
 * what such an event is called. A part in square brackets is left out unless all places in it are known.
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
    const known = knownOf(report);
    const row = rowOf(report, known);
    if (row === undefined) {
        return null;
    }
    const parts = picked(row.text, language).split(PART); // by turns outside and inside of brackets
    return parts.map((part) => filled(part, known) ?? "").join("");
}

/**
 * What a report is called: as its summary says, or else its kind.
 * @param {import("./reports_model.js").Report} report
 * @param {string} language
 * @returns {string}
 */
export function titleOf(report, language) {
    return picked(rowOf(report, knownOf(report))?.title ?? report.kind.row.title, language);
}

function knownOf(report) {
    const known = new Map();
    for (const [name, text] of report.fields) {
        known.set(name, withoutBlanksBefore(withoutBlanksBehind(text.replace(BLANKS, " "))));
    }
    return known;
}

/** The summary that counts; its text has the same places in every language. */
function rowOf(report, known) {
    const isWhole = ({ text }) => filled(picked(text, FALLBACKS[0]).replace(PART, ""), known) !== null;
    return (report.kind.row.summary ?? []).find((row) => isFor(row, known) && isWhole(row));
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
