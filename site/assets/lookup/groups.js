/**
 * @module What a log holds in all: the distinct messages with counts, first and last time, and the incidents, which
 * have several lines; the worst first.
 */

import { rankOf, timeOf } from "./headers.js";
import { Incidents } from "./incidents.js";
import { keptLine, toldOf } from "./kept.js";
import { Grouper } from "./reports.js";
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
 * @typedef {import("./kept.js").Told & {count: number, repeated: number, first: string | null, last: string | null,
 *     lines: import("./kept.js").KeptLine[],
 *     alternatives: {entry: number | null, message: import("./kept.js").Message}[]}} GroupRow
 */
export class Groups {
    #engine;
    #limits;
    #grouper = new Grouper();
    #incidents;
    #waiting = []; // lines of which nobody knows yet whether they are of an incident, and those behind them
    #groups = new Map();
    #unknown = { count: 0, lines: [] };
    #totals = { lines: 0, documented: 0, indexed: 0, unknown: 0, blank: 0 };

    /**
     * @param {import("./engine.js").Engine} engine
     * @param {string} language that of what is told of incidents
     * @param {{lines: number, unknown: number, text: number, alternatives: number}} limits
     */
    constructor(engine, language, limits = LIMITS) {
        this.#engine = engine;
        this.#limits = limits;
        this.#incidents = new Incidents(engine, language, limits.text);
    }

    /**
     * Count a line.
     * @param {string | import("./records.js").Record} line
     * @param {number} number where it stands, from 1
     */
    add(line, number) {
        const { header, body } = this.#engine.read(line);
        const origin = this.#engine.origin(header);
        const candidates = this.#engine.candidates(body, origin);
        const match = this.#engine.match(body, origin, candidates);
        const report = this.#grouper.add(number, header, body, origin.name, candidates.beginnings.of(body));
        const item = { text: typeof line === "string" ? line : line.text, number, header, match, report };
        if (report === null && !this.#waiting.length) {
            this.#count(item);
            return;
        }
        this.#waiting.push(item);
        if (!this.#grouper.isOpen) {
            this.#settle();
        }
    }

    /** Count the lines that wait: all of their reports are closed. */
    #settle() {
        for (const item of this.#waiting) {
            if (item.report === null || item.report.isVoid || !item.report.owns(item.number)) {
                this.#count(item);
            } else {
                this.#incidents.add(item);
            }
        }
        this.#waiting = [];
    }

    #total(match) {
        const entry = match === null ? null : this.#engine.index.templates[match.template].entry;
        this.#totals[entry === null ? "unknown" : entry >= 0 ? "documented" : "indexed"] += 1;
        this.#totals.lines += 1;
    }

    #count({ text, number, header, match }) {
        this.#total(match);
        if (match === null) {
            this.#addUnknown(text, number);
            return;
        }
        const group = this.#group(match.template);
        group.at(header);
        if (group.hasRoom) {
            group.keep(keptLine(this.#engine, match, text, number, this.#limits.text));
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
            this.#totals.blank += 1;
        } else if (this.#unknown.lines.length < this.#limits.unknown) {
            this.#unknown.lines.push({ line: number, text: cut(text, this.#limits.text) });
        }
    }

    #addAlternative(group, template) {
        const { entry, number } = this.#engine.index.templates[template];
        group.alternatives.set(entry >= 0 ? entry : -1 - number, template);
    }

    /**
     * Incidents and groups, the worst severity first, then the most frequent, then by id; the lines that are no known
     * message and of no incident (those without a character are counted, but not kept); how many lines there were, and
     * how many of them are documented, indexed, unknown and blank, those of an incident by what tells of it.
     * @returns {{groups: (GroupRow | import("./incidents.js").Incident)[],
     *     unknown: {count: number, lines: {line: number, text: string}[]},
     *     totals: {lines: number, documented: number, indexed: number, unknown: number, blank: number}}}
     */
    result() {
        this.#grouper.finish();
        this.#settle();
        const rows = [...[...this.#groups.values()].map((group) => this.#row(group)), ...this.#incidents.rows(this.#totals)];
        const id = (row) => row.entryId ?? row.message?.id ?? row.report.kind;
        rows.sort(
            (one, other) =>
                rankOf(one.severity) - rankOf(other.severity) ||
                other.count - one.count ||
                compared(id(one), id(other)),
        );
        return { groups: rows, unknown: this.#unknown, totals: this.#totals };
    }

    #row(group) {
        return {
            ...toldOf(this.#engine, group.template),
            count: group.count,
            repeated: group.repeated,
            ...group.times,
            lines: group.lines,
            alternatives: [...group.alternatives.values()].map((template) => {
                const { entry, message } = toldOf(this.#engine, template);
                return { entry, message };
            }),
        };
    }
}
