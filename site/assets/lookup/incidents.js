/** @module The reports of a log as what happened: alike ones together, with what is known of them. */

import { rankOf, SEVERITIES, timeOf } from "./headers.js";
import { keptLine, told } from "./kept.js";
import { summaryOf, titleOf } from "./reports_summary.js";

const GRAVE = SEVERITIES.indexOf("err"); // what else is bad in an event is told of

const TELLING = 1; // lines from the opening on that may tell what an event is

/**
 * What is kept: groups of one kind, of those that are not told as others; events of a group; lines of a group; entries
 * beside the one that is explained.
 */
const MOST = Object.freeze({ groups: 100, events: 20, lines: 1000, others: 5 });

/**
 * A line of a log as it was read.
 *
 * @typedef {{text: string, number: number, header: import("./headers.js").Header,
 *     match: import("./engine.js").Match | null, report: import("./reports_model.js").Report | null}} Item
 * @typedef {import("./kept.js").KeptLine} KeptLine
 *
 * Events that say the same. What is told is of `line`, the first one's `opening`. Of `report`, `summary` is null where nothing is told, `isRest` where the events say different things,
 * `lines` how many lines they have. `others` are bad lines of other entries.
 *
 * @typedef {{first: number, last: number, time: string | null, count: number,
 *     lines: (KeptLine & {entryId: string | null})[]}} Event
 * @typedef {import("./kept.js").Told & {opening: KeptLine, line: KeptLine,
 *     others: {entry: number, line: KeptLine}[], events: Event[],
 *     report: {kind: string, title: string, summary: string | null, isRest: boolean, lines: number},
 *     count: number, repeated: number, first: string | null, last: string | null}} Incident
 */

/** Gathers the lines of reports. */
export class Incidents {
    #engine;
    #language;
    #most; // UTF-16 units of a text
    /** @type {Map<import("./reports_model.js").Report, Item[]>} */
    #items = new Map();

    /**
     * @param {import("./engine.js").Engine} engine
     * @param {string} language that of titles and summaries
     * @param {number} most UTF-16 units kept of a text
     */
    constructor(engine, language, most) {
        this.#engine = engine;
        this.#language = language;
        this.#most = most;
    }

    /** @param {Item} item a line of a report */
    add(item) {
        if (this.#items.has(item.report)) {
            this.#items.get(item.report).push(item);
        } else {
            this.#items.set(item.report, [item]);
        }
    }

    /**
     * The incidents in order of their first lines. All lines of an event count as what its line that tells most is.
     * @param {Record<"lines" | "documented" | "indexed" | "unknown", number>} totals
     * @returns {Incident[]}
     */
    rows(totals) {
        const groups = new Map();
        const kinds = new Map(); // how many groups a kind has
        for (const [report, items] of this.#items) {
            const { name } = report.kind;
            const line = this.#telling(report, items);
            const { status, entry } = told(this.#engine, line.match);
            totals.lines += items.length;
            totals[status] += items.length;
            const number = kinds.get(name) ?? 0;
            let key = JSON.stringify([name, summaryOf(report, "en"), entry]);
            const isRest = !groups.has(key) && number >= MOST.groups;
            if (isRest) {
                key = JSON.stringify([name, titleOf(report, "en")]);
            }
            let group = groups.get(key);
            if (group === undefined) {
                kinds.set(name, number + 1);
                group = this.#group(report, items, line, isRest);
                groups.set(key, group);
            }
            this.#join(group, report, items);
        }
        return [...groups.values()].map(({ row }) => row);
    }

    /** The line that tells most: the first from the opening on that has an entry, or else is a known message. */
    #telling(report, items) {
        const rest = items.filter(({ number }) => number >= report.opening).slice(0, TELLING);
        const isDocumented = ({ match }) => told(this.#engine, match).entry !== null;
        return rest.find(isDocumented) ?? rest.find(({ match }) => match !== null) ?? rest[0];
    }

    #group(report, items, item, isRest) {
        const { name, row } = report.kind;
        const title = titleOf(report, this.#language);
        const summary = isRest ? null : summaryOf(report, this.#language);
        const known = told(this.#engine, item.match);
        return {
            end: 0, // its last line
            kept: 0, // lines
            row: {
                ...known,
                status: known.status === "unknown" ? "indexed" : known.status,
                severity: row.severity ?? known.severity, // at least; that of the worst line counts
                report: { kind: name, title, summary, isRest, lines: 0 },
                opening: this.#kept(items.find(({ number }) => number >= report.opening)),
                line: this.#kept(item),
                others: this.#others(items, known.entry),
                events: [],
                count: 0,
                repeated: 0,
                first: timeOf(items[0].header),
                last: null,
            },
        };
    }

    /** Count one more event. */
    #join(group, report, items) {
        const { row } = group;
        const { first, last } = report;
        if (row.events.length < MOST.events && group.kept < MOST.lines) {
            const lines = items.slice(0, MOST.lines - group.kept).map((item) => ({
                ...this.#kept(item),
                entryId: told(this.#engine, item.match).entryId,
            }));
            group.kept += lines.length;
            row.events.push({ first, last, time: timeOf(items[0].header), count: items.length, lines });
        }
        if (last > group.end) {
            group.end = last;
            row.last = timeOf(items.at(-1).header);
        }
        for (const { match } of items) {
            const { severity } = told(this.#engine, match);
            row.severity = rankOf(severity) < rankOf(row.severity) ? severity : row.severity;
        }
        row.count += 1;
        row.report.lines += items.length;
    }

    /** The bad lines of other entries, the first of each. */
    #others(items, entry) {
        const found = new Map();
        for (const item of items) {
            const other = told(this.#engine, item.match);
            const isOther = other.entry !== null && other.entry !== entry && rankOf(other.severity) <= GRAVE;
            if (isOther && !found.has(other.entry) && found.size < MOST.others) {
                found.set(other.entry, item);
            }
        }
        return [...found].map(([other, item]) => ({ entry: other, line: this.#kept(item) }));
    }

    #kept({ text, number, match }) {
        return keptLine(this.#engine, match, text, number, this.#most);
    }
}
