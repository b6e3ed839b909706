/** @module The lines that begin reports, by what a body must have to be one of them. */

import { isLong, kindsOf } from "./reports_model.js";

export const KERNEL = "linux"; // its id
const NONE = Object.freeze([]);

/**
 * A line that begins a report: its opening, or one that may stand before it.
 *
 * @typedef {{kind: import("./reports_model.js").Kind, pattern: import("./reports_model.js").Pattern,
 *     opens: boolean}} Start
 */

/** What bodies with certain words may begin. */
class Beginnings {
    #all;
    #isSure;
    #texts;

    /**
     * @param {Start[]} all
     * @param {boolean} isSure whether the words are enough; else one of the texts must be there
     * @param {string[]} texts
     */
    constructor(all, isSure, texts) {
        this.#all = all;
        this.#isSure = isSure;
        this.#texts = texts;
    }

    /**
     * What one of these bodies may begin.
     * @param {string} body
     * @returns {Start[]}
     */
    of(body) {
        const fits = this.#isSure || this.#texts.some((text) => body.includes(text));
        return fits && !isLong(body) ? this.#all : NONE;
    }
}

const NOTHING = new Beginnings([], false, []);

/** The lines that begin reports of one software. */
class Starts {
    #numbers = new Map();
    #anchored = new Map();
    #loose = []; // those without words
    #none; // what a body may begin that has the words of none

    /** @param {Start[]} starts */
    constructor(starts) {
        for (const [number, start] of starts.entries()) {
            this.#numbers.set(start, number);
            const [anchor] = start.pattern.words;
            if (anchor === undefined) {
                this.#loose.push(start);
            } else if (this.#anchored.has(anchor)) {
                this.#anchored.get(anchor).push(start);
            } else {
                this.#anchored.set(anchor, [start]);
            }
        }
        const texts = [...new Set(this.#loose.map(({ pattern }) => pattern.literal))];
        const short = texts.filter((text) => !texts.some((other) => other !== text && text.includes(other)));
        this.#none = new Beginnings(this.#loose, false, short);
    }

    /** @param {string[]} words */
    with(words) {
        const anchors = words.filter((word) => this.#anchored.has(word));
        if (!anchors.length) {
            return this.#none;
        }
        const there = new Set(words);
        const found = [...new Set(anchors)]
            .flatMap((word) => this.#anchored.get(word))
            .filter(({ pattern }) => pattern.words.every((word) => there.has(word)));
        if (!found.length) {
            return this.#none;
        }
        const all = [...found, ...this.#loose].sort((one, other) => this.#numbers.get(one) - this.#numbers.get(other));
        return new Beginnings(all, true, []);
    }
}

/** The kinds of reports of a bundle. */
export class Kinds {
    #starts = new Map();

    /** @param {{reports?: object[], report_lines?: object[], holes: object[]}} bundle */
    constructor({ reports = [], report_lines: lines = [], holes }) {
        const kinds = kindsOf(reports, lines, holes);
        for (const software of new Set(kinds.map((kind) => kind.software))) {
            const own = kinds.filter((kind) => kind.software === software);
            const starts = own.flatMap((kind) => [
                ...kind.openings.map((pattern) => ({ kind, pattern, opens: true })),
                ...kind.lead.map((pattern) => ({ kind, pattern, opens: false })),
            ]);
            this.#starts.set(software, new Starts(starts));
        }
    }

    /**
     * What bodies of a software may begin that have certain words. Where it is not known which software, it may be the
     * kernel.
     * @param {string[]} words
     * @param {string | null} software
     * @returns {Beginnings}
     */
    with(words, software) {
        return this.#starts.get(software ?? KERNEL)?.with(words) ?? NOTHING;
    }
}
