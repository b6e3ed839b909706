/** @module What is told of a message, and kept of a line that is shown. */

import { cut } from "./text.js";

/**
 * A line; its captures by name and its message are those of what it was recognised as, if anything.
 *
 * @typedef {{line: number, text: string, captures: [string, string][], messageId: string | null}} KeptLine
 */

/**
 * @param {import("./engine.js").Engine} engine
 * @param {import("./engine.js").Match | null} match what the line was recognised as
 * @param {string} text the line
 * @param {number} number where it stands
 * @param {number} most UTF-16 units of a text
 * @returns {KeptLine}
 */
export function keptLine(engine, match, text, number, most) {
    const captures = match === null ? [] : engine.named(match).map(([name, value]) => [name, cut(value, most)]);
    const messageId = match === null ? null : engine.index.templates[match.template].message.id;
    return { line: number, text: cut(text, most), captures, messageId };
}

/**
 * The message, and where there is one its entry; all is null where there is no message.
 *
 * @typedef {{id: string, format: string, dialect: string}} Message
 * @typedef {{status: "documented" | "indexed" | "unknown", entry: number | null, entryId: string | null,
 *     software: string | null, severity: string | null, message: Message | null}} Told
 */

/**
 * @param {import("./engine.js").Engine} engine
 * @param {import("./engine.js").Match | null} match
 * @returns {Told}
 */
export function told(engine, match) {
    return match === null ? NOTHING : toldOf(engine, match.template);
}

const NOTHING = Object.freeze({
    status: "unknown",
    entry: null,
    entryId: null,
    software: null,
    severity: null,
    message: null,
});

/**
 * @param {import("./engine.js").Engine} engine
 * @param {number} template
 * @returns {Told}
 */
export function toldOf(engine, template) {
    const { entry, message } = engine.index.templates[template];
    const { id, format, dialect } = message;
    const explanation = entry >= 0 ? engine.index.entries[entry] : null;
    return {
        status: explanation ? "documented" : "indexed",
        entry: entry >= 0 ? entry : null,
        entryId: explanation?.id ?? null,
        software: message.software,
        severity: (explanation ? explanation.severity : message.level) ?? null,
        message: { id, format, dialect },
    };
}
