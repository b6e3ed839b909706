import { severityWord } from "./words.js";

// One shape for each severity, as in the pages (emit/site/entry_page.py).
const SYMBOLS = {
    emerg: "‼", alert: "‼", crit: "◆", err: "✖", warning: "▲", notice: "●", info: "○", debug: "·",
};

/**
 * An element with attributes and children. Texts are only ever set as text.
 * @param {string} tag
 * @param {Record<string, string | boolean | null | undefined>} attributes those that are null or false are left out
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value !== null && value !== undefined && value !== false) {
            made.setAttribute(name, value === true ? "" : value);
        }
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
}

/**
 * The sign of a severity: shape and word. Nothing for a message whose severity is not known.
 * @param {string | null} severity
 * @returns {HTMLElement | null}
 */
export function badge(severity) {
    if (!severity) {
        return null;
    }
    const symbol = element("span", { class: "symbol", "aria-hidden": "true" }, SYMBOLS[severity] ?? "·");
    return element("span", { class: `severity ${severity}` }, symbol, severityWord(severity));
}

/**
 * A text with control characters shown as pictures of them, and the marks that turn the direction of text around.
 * @param {string} text
 * @returns {string}
 */
export function visible(text) {
    return text
        .replace(/[\0-\x08\x0a-\x1f]/g, (char) => String.fromCharCode(0x2400 + char.charCodeAt(0)))
        .replace(/[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}
