/** @module What a log holds in all: the distinct messages with counts, first and last time, the worst first. */

import { SEVERITIES, timeOf } from "./headers.js";
import { compared, cut, withoutSpaceBehind } from "./text.js";

/** Lines kept of a group, of those that are no known message, and UTF-16 units kept of a text. */
export const LIMITS = Object.freeze({ lines: 20, unknown: 1000, text: 2000, alternatives: 20 });

/** The lines of one message, or of all messages of one entry. */
class Group {
    count = 0;
    repeated = 0;
    alternatives = new Map(); // by template
    #first = null;
    #last = null;
    #seen = new Set(); // what was captured by lines that are kept
    #distinct = [];
    #others = [];
    #limits;

    constructor(template, limits) {
        this.template = template;
        this.#limits = limits;
    }

    get lines() {
        return [...this.#distinct, ...this.#others].slice(0, this.#limits.lines);
    }

    get times() {
        return { first: timeOf(this.#first), last: timeOf(this.#last) };
    }

    /** Count a line by its header. */
    at(header) {
        this.count += 1;
        this.#first ??= header;
        this.#last = header;
        this.repeated += header.repeated ?? 0;
    }

    /** Whether more lines are kept. */
    get hasRoom() {
        return this.#distinct.length < this.#limits.lines;
    }

    /** Keep a line, in the first place if none with the same captures is there. */
    keep(line) {
        const key = JSON.stringify([line.messageId, line.captures]);
        if (!this.#seen.has(key)) {
            this.#seen.add(key);
            this.#distinct.push(line);
        } else if (this.#others.length < this.#limits.lines) {
            this.#others.push(line);
        }
    }
}

/**
 * Counts lines by message.
 *
 * @typedef {{id: string, format: string, dialect: string}} Message
 * @typedef {{line: number, text: string, captures: [string, string][], messageId: string}} KeptLine
 * @typedef {{status: "documented" | "indexed", entry: number | null, entryId: string | null, software: string,
 *     severity: string | null, message: Message, count: number, repeated: number, first: string | null,
 *     last: string | null, lines: KeptLine[], alternatives: {entry: number | null, message: Message}[]}} GroupRow
 */
export class Groups {
    #engine;
    #limits;
    #groups = new Map();
    #unknown = { count: 0, lines: [] };
    #lines = 0;
    #blank = 0;

    /**
     * @param {import("./engine.js").Engine} engine
     * @param {{lines: number, unknown: number, text: number, alternatives: number}} limits
     */
    constructor(engine, limits = LIMITS) {
        this.#engine = engine;
        this.#limits = limits;
    }

    /**
     * Count a line.
     * @param {string | import("./records.js").Record} line
     * @param {number} number where it stands, from 1
     */
    add(line, number) {
        this.#lines += 1;
        const { header, body } = this.#engine.read(line);
        const match = this.#engine.match(body, this.#engine.origin(header));
        const text = typeof line === "string" ? line : line.text;
        if (match === null) {
            this.#addUnknown(text, number);
            return;
        }
        const group = this.#group(match.template);
        group.at(header);
        if (group.hasRoom) {
            const captures = this.#engine.named(match).map(([name, value]) => [name, this.#cut(value)]);
            const messageId = this.#engine.index.templates[match.template].message.id;
            group.keep({ line: number, text: this.#cut(text), captures, messageId });
        }
        for (const template of match.alternatives) {
            if (group.alternatives.size < this.#limits.alternatives) {
                this.#addAlternative(group, template);
            }
        }
    }

    #group(template) {
        const { entry, number } = this.#engine.index.templates[template];
        const key = entry >= 0 ? entry : -1 - number;
        let group = this.#groups.get(key);
        if (group === undefined) {
            group = new Group(template, this.#limits);
            this.#groups.set(key, group);
        }
        return group;
    }

    #addUnknown(text, number) {
        this.#unknown.count += 1;
        if (withoutSpaceBehind(text) === "") {
            this.#blank += 1;
        } else if (this.#unknown.lines.length < this.#limits.unknown) {
            this.#unknown.lines.push({ line: number, text: this.#cut(text) });
        }
    }

    #addAlternative(group, template) {
        const { entry, number } = this.#engine.index.templates[template];
        group.alternatives.set(entry >= 0 ? entry : -1 - number, template);
    }

    #cut(text) {
        return cut(text, this.#limits.text);
    }

    /**
     * The groups: the worst severity first, then the most frequent, then by id; the lines that are no known message
     * (those without a character are counted, but not kept); how many lines there were, and how many of them are
     * documented, indexed, unknown and blank.
     * @returns {{groups: GroupRow[], unknown: {count: number, lines: {line: number, text: string}[]},
     *     totals: {lines: number, documented: number, indexed: number, unknown: number, blank: number}}}
     */
    result() {
        const groups = [...this.#groups.values()].map((group) => this.#row(group));
        groups.sort(
            (one, other) =>
                rank(one.severity) - rank(other.severity) ||
                other.count - one.count ||
                compared(one.entryId ?? one.message.id, other.entryId ?? other.message.id),
        );
        const known = (status) => groups.reduce((sum, row) => sum + (row.status === status ? row.count : 0), 0);
        const totals = {
            lines: this.#lines,
            documented: known("documented"),
            indexed: known("indexed"),
            unknown: this.#unknown.count,
            blank: this.#blank,
        };
        return { groups, unknown: this.#unknown, totals };
    }

    #row(group) {
        const { entry, message } = this.#engine.index.templates[group.template];
        const explanation = entry >= 0 ? this.#engine.index.entries[entry] : null;
        return {
            status: explanation ? "documented" : "indexed",
            entry: entry >= 0 ? entry : null,
            entryId: explanation?.id ?? null,
            software: message.software,
            severity: (explanation ? explanation.severity : message.level) ?? null,
            message: this.#message(group.template),
            count: group.count,
            repeated: group.repeated,
            ...group.times,
            lines: group.lines,
            alternatives: [...group.alternatives.values()].map((template) => this.#alternative(template)),
        };
    }

    #alternative(template) {
        const { entry } = this.#engine.index.templates[template];
        return { entry: entry >= 0 ? entry : null, message: this.#message(template) };
    }

    #message(template) {
        const { id, format, dialect } = this.#engine.index.templates[template].message;
        return { id, format, dialect };
    }
}

/** 0 for `emerg` to 7 for `debug`; after them what has no severity. */
function rank(severity) {
    const place = SEVERITIES.indexOf(severity);
    return place < 0 ? SEVERITIES.length : place;
}
