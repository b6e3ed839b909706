// The full-text index: emit/site/search_data.py says what is in it.

import { numbers, placesOf, sums } from "./codes.js";

const EMPTY = new Uint32Array(0);
const MOST_KEPT = 4_000_000; // places that are kept for the next search
const MOST_PAGES = 48; // pages that are read for words that only have a piece of a word in them

/** The class of names, which are found first. */
export const NAMES = 0;

/** Which texts there are, where they begin in the row of all places, and whose they are. */
export class Table {
    /** @param {{entries: number, fields: string[], classes: number[], counts: string, lengths: string}} data */
    constructor(data) {
        const counts = numbers(data.counts);
        this.entries = data.entries;
        this.fields = data.fields;
        this.classes = data.classes; // of each field
        this.starts = sums(numbers(data.lengths));
        this.size = this.starts.length - 1;
        this.entryOf = new Uint32Array(this.size);
        this.classOf = new Uint8Array(this.size);
        let text = 0;
        for (let number = 0; number < counts.length; number += 1) {
            const field = number % data.fields.length;
            const end = text + counts[number];
            this.entryOf.fill((number - field) / data.fields.length, text, end);
            this.classOf.fill(data.classes[field], text, end);
            text = end;
        }
    }

    /**
     * The text that has a place.
     * @param {number} place
     * @param {number} from a text that is not behind it
     * @returns {number}
     */
    textOf(place, from = 0) {
        const { starts } = this;
        if (place < starts[from + 1]) {
            return from;
        }
        let step = 1;
        while (from + step < this.size && starts[from + step] <= place) {
            step *= 2;
        }
        let low = from + step / 2;
        let high = Math.min(from + step, this.size);
        while (high - low > 1) {
            const middle = (low + high) >>> 1;
            if (starts[middle] <= place) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

/** The terms and where each of them stands. */
export class Terms {
    /**
     * @param {(name: string) => Promise<any>} load
     * @param {{pages: string, marks: string}} data
     */
    constructor(load, data) {
        this.load = load;
        this.firsts = data.pages === "" ? [] : data.pages.split("\n");
        this.marks = data.marks === "" ? [] : data.marks.split("\n");
        this.pages = new Map();
        this.kept = new Map();
        this.size = 0; // of what is kept
    }

    /**
     * The places of a term.
     * @param {string} term
     * @returns {Promise<Uint32Array>}
     */
    async places(term) {
        const page = await this.page(this.pageOf(term));
        const number = page === null ? 0 : firstNotBelow(page.terms, term);
        return page?.terms[number] === term ? this.decoded(page, number) : EMPTY;
    }

    /**
     * The places of each term that begins like this.
     * @param {string} beginning
     * @param {Pace} pace
     * @returns {Promise<Uint32Array[]>}
     */
    async beginning(beginning, pace) {
        const found = [];
        const wanted = [];
        let number = this.pageOf(beginning);
        do {
            wanted.push(this.page(number));
            number += 1;
        } while (number < this.firsts.length && this.firsts[number].startsWith(beginning));
        for (const page of await Promise.all(wanted)) {
            const { terms } = page ?? { terms: [] };
            for (let place = firstNotBelow(terms, beginning); terms[place]?.startsWith(beginning); place += 1) {
                found.push(this.decoded(page, place));
                await pace.rest();
            }
        }
        return found;
    }

    /**
     * The places of each of some terms.
     * @param {string[]} terms
     * @param {Pace} pace
     * @returns {Promise<Uint32Array[]>}
     */
    async each(terms, pace) {
        await Promise.all(terms.map((term) => this.page(this.pageOf(term))));
        const found = [];
        for (const term of terms) {
            found.push(await this.places(term));
            await pace.rest();
        }
        return found;
    }

    /**
     * The words that have a piece in them, or at their end; those that begin with it come first. `cut` says that these
     * are not all, as they stand in too many pages.
     * @param {string} piece
     * @param {boolean} atEnd
     * @returns {Promise<{words: string[], cut: boolean}>}
     */
    async words(piece, atEnd) {
        const words = `\n${await this.load("search/words")}\n`;
        const sought = atEnd ? `${piece}\n` : piece;
        const begin = [...piece].length === 1 ? [piece] : []; // words of one character are not in the list
        const inside = [];
        const pages = new Set();
        let cut = false;
        for (let place = words.indexOf(sought), end = 0; place >= 0; place = words.indexOf(sought, end)) {
            end = words.indexOf("\n", place);
            if (words[place - 1] === "\n") {
                begin.push(words.slice(place, end));
            } else if (!cut) {
                const word = words.slice(words.lastIndexOf("\n", place) + 1, end);
                pages.add(this.pageOf(word));
                cut = pages.size > MOST_PAGES;
                inside.push(word);
            }
        }
        return { words: [...begin, ...inside], cut };
    }

    /** The page that has a term, if any has. */
    pageOf(term) {
        const number = firstNotBelow(this.firsts, term);
        return this.firsts[number] === term ? number : Math.max(0, number - 1);
    }

    async page(number) {
        if (number >= this.firsts.length) {
            return null;
        }
        let page = this.pages.get(number);
        if (page === undefined) {
            page = this.load(`search/terms/${number}`).then(([terms, lengths, text]) => ({
                number,
                terms: terms.split("\n"),
                ends: sums(numbers(lengths)),
                text,
            }));
            this.pages.set(number, page);
            page.catch(() => this.pages.delete(number));
        }
        return page;
    }

    decoded(page, number) {
        const term = page.terms[number];
        let found = this.kept.get(term);
        if (found === undefined) {
            found = placesOf(page.text, page.ends[number], page.ends[number + 1]);
            if (this.size + found.length > MOST_KEPT) {
                this.kept.clear();
                this.size = 0;
            }
            this.kept.set(term, found);
            this.size += found.length;
        }
        return found;
    }
}

/** The place of the first of some ascending texts that is not below one. */
function firstNotBelow(texts, sought) {
    let low = 0;
    let high = texts.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (texts[middle] < sought) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
