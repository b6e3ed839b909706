// Which entries fit a query, the best first, by the index alone. As lookup/search_ranking.py.

import { NAMES } from "./index.js";
import { Matcher, stepsOf } from "./match.js";

// How well an entry fits, best first: it is called so; it has the phrase in a text of a class, or inside a word; it has
// all words in one text of a class, or here and there.
const CLASSES = 3;
const NAME = 0;
const PHRASE = 1;
/** The level of entries that have the phrase inside a word: as those before it, they count as having the phrase. */
export const INSIDE = PHRASE + CLASSES;
const TOGETHER = INSIDE + 1;
const SCATTERED = TOGETHER + CLASSES;
const NONE = SCATTERED + 1;
const AT_ONCE = 4096; // places between two looks at the clock

/** Ranks the entries for one query. */
export class Ranking {
    /**
     * @param {Table} table
     * @param {Terms} terms
     * @param {Query} query
     * @param {Pace} pace
     */
    constructor(table, terms, query, pace) {
        this.table = table;
        this.query = query;
        this.pace = pace;
        this.matcher = new Matcher(terms, pace);
        this.levels = new Uint8Array(table.entries).fill(NONE);
        this.masks = new Uint32Array(table.entries); // of each entry, which needles it has
    }

    /** Whether some words could not be looked for, as they stand in too many others. */
    get cut() {
        return this.matcher.cut;
    }

    /**
     * Rank all entries. `missing` is how many needles the best of them lack.
     * @returns {Promise<{missing: number, ordered: {entry: number, level: number}[]}>}
     */
    async ranked() {
        const { needles } = this.query;
        const texts = await this.masksOfTexts();
        const most = this.masks.reduce((best, mask) => Math.max(best, bits(mask)), 0);
        if (most === 0) {
            return { missing: needles.length, ordered: [] };
        }
        if (most === needles.length) {
            await this.rankPhrases(2 ** most - 1);
        }
        this.rankWords(texts, most);
        return { missing: needles.length - most, ordered: this.ordered() };
    }

    /**
     * The needles that an entry lacks.
     * @param {number} entry
     * @returns {string[]}
     */
    missing(entry) {
        const mask = this.masks[entry];
        return this.query.needles.filter((_, number) => !((mask >>> number) & 1)).map((needle) => needle.text);
    }

    /** Of each text, which needles it has. */
    async masksOfTexts() {
        const texts = new Uint32Array(this.table.size);
        const steps = this.query.needles.map((needle) => stepsOf(needle.text, needle.quoted));
        const found = await Promise.all(steps.map((each) => this.matcher.find(each)));
        for (const [number, lists] of found.entries()) {
            await this.visit(lists, (text) => {
                texts[text] |= 1 << number;
                this.masks[this.table.entryOf[text]] |= 1 << number;
            });
        }
        return texts;
    }

    /** Rank the entries that have the phrase, of those that have all needles. */
    async rankPhrases(full) {
        const { classOf, entryOf } = this.table;
        for (const phrase of this.query.phrases) {
            const steps = stepsOf(phrase, false);
            const lists = await this.matcher.find(steps);
            const named = new Set();
            const length = lengthOf(steps);
            await this.visit(lists, (text, place) => {
                if (this.masks[entryOf[text]] !== full) {
                    return;
                }
                this.improve(text, PHRASE + classOf[text]);
                if (classOf[text] === NAMES && this.isWhole(text, place, length)) {
                    named.add(text);
                }
            });
            if (named.size > 0) {
                await this.rankNames(steps, length);
            }
        }
    }

    /** Rank the entries first that are called as the phrase is, not only with words that begin like its last one. */
    async rankNames(steps, length) {
        const exact = steps.map((step) => ({ ...step, how: "is", term: exactTerm(step) }));
        await this.visit(await this.matcher.find(exact), (text, place) => {
            if (this.table.classOf[text] === NAMES && this.isWhole(text, place, length)) {
                this.improve(text, NAME);
            }
        });
    }

    isWhole(text, place, length) {
        const { starts } = this.table;
        return starts[text] === place && starts[text + 1] - 1 === place + length;
    }

    /** Rank the entries that have so many needles, but not the phrase. */
    rankWords(texts, most) {
        const { needles } = this.query;
        const inside = needles.length === 1;
        texts.forEach((mask, text) => {
            if (mask !== 0 && bits(mask) === most) {
                this.improve(text, inside ? INSIDE : TOGETHER + this.table.classOf[text]);
            }
        });
        this.masks.forEach((mask, entry) => {
            if (this.levels[entry] === NONE && bits(mask) === most) {
                this.levels[entry] = SCATTERED;
            }
        });
    }

    improve(text, level) {
        const entry = this.table.entryOf[text];
        this.levels[entry] = Math.min(this.levels[entry], level);
    }

    ordered() {
        const byLevel = Array.from({ length: NONE }, () => []);
        this.levels.forEach((level, entry) => byLevel[level]?.push({ entry, level }));
        return byLevel.flat();
    }

    /** Do something with the text of each place, and the place. */
    async visit(lists, visitor) {
        for (const list of lists) {
            let text = 0;
            for (let start = 0; start < list.length; start += AT_ONCE) {
                const end = Math.min(start + AT_ONCE, list.length);
                for (let number = start; number < end; number += 1) {
                    text = this.table.textOf(list[number], text);
                    visitor(text, list[number]);
                }
                await this.pace.rest();
            }
        }
    }
}

/** How many places a text has. */
function lengthOf(steps) {
    const { offset, how, term } = steps.at(-1);
    return offset + (how === "is" && [...term].length === 2 ? 2 : 1);
}

/** The term that a step stands for where it may not differ. */
function exactTerm({ how, term }) {
    return how === "mark" ? [...term].reverse().join("") : term;
}

function bits(mask) {
    let count = 0;
    for (let rest = mask; rest !== 0; rest &= rest - 1) {
        count += 1;
    }
    return count;
}
