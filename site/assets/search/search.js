// Full-text search over entries: phrases before scattered words, in all languages. As lookup/search.py.

import { folded, withOrigins } from "./fold.js";
import { NAMES, Table, Terms } from "./index.js";
import { Pace } from "./pace.js";
import { Query } from "./query.js";
import { INSIDE, Ranking } from "./ranking.js";

/**
 * @typedef {object} Found an entry that was found
 * @property {number} entry its number
 * @property {string} id
 * @property {string} severity
 * @property {string} title in the reader's language where there is one
 * @property {[number, number][]} titlePlaces where in the title stands what was searched
 * @property {string} field which of its texts is shown: `id`, `title`, `format`, …
 * @property {string|null} language of the text that is shown
 * @property {string} text the piece of its texts that shows best why it was found
 * @property {[number, number][]} places beginnings and ends of what was searched, in the text
 * @property {string[]} missing the words of the query that it lacks, folded
 * @property {boolean} phrase whether the whole query stands somewhere in a piece
 */

/**
 * @typedef {object} Result
 * @property {Found[]} found the best, without as many as `offset` says
 * @property {number} total how many entries fit
 * @property {boolean} allWords false where no entry has all words of the query: those with most of them are told
 * @property {boolean} cut whether there may be more entries, as a piece of a word stands in too many words
 * @property {boolean} queryCut whether not all of the query counts
 */

/** Searches the site's index. */
export class Searcher {
    /**
     * @param {(name: string) => Promise<any>} load gives the value of a data set
     * @param {string} language the reader's
     */
    constructor(load, language) {
        this.load = load;
        this.language = language;
        this.opened = null;
    }

    /**
     * The best entries that a query finds. Rejects with what `load` rejects with, and with the signal's reason.
     * @param {string} text
     * @param {{limit?: number, offset?: number, signal?: AbortSignal}} options
     * @returns {Promise<Result>}
     */
    async search(text, { limit = 20, offset = 0, signal } = {}) {
        const query = new Query(text);
        const result = { found: [], total: 0, allWords: true, cut: false, queryCut: query.cut };
        if (query.needles.length === 0) {
            return result;
        }
        const index = await this.open();
        const pace = new Pace(signal);
        const ranking = new Ranking(index.table, index.terms, query, pace);
        const { missing, ordered } = await ranking.ranked();
        const best = ordered.slice(offset, offset + limit);
        const rows = await Promise.all(best.map(({ entry }) => this.row(entry, index.together)));
        for (const [number, { entry, level }] of best.entries()) {
            await pace.rest();
            const shown = this.shown(rows[number], query, index.table);
            result.found.push({ entry, ...shown, missing: ranking.missing(entry), phrase: level <= INSIDE });
        }
        return { ...result, total: ordered.length, allWords: missing === 0 || ordered.length === 0, cut: ranking.cut };
    }

    /** What all searches need; loaded once. */
    async open() {
        this.opened ??= this.load("search/index").then((data) => ({
            table: new Table(data),
            terms: new Terms(this.load, data),
            together: data.together,
        }));
        try {
            return await this.opened;
        } catch (error) {
            this.opened = null; // the next search tries again
            throw error;
        }
    }

    /** The texts of an entry. */
    async row(entry, together) {
        const rows = await this.load(`search/texts/${Math.floor(entry / together)}`);
        return rows[entry % together];
    }

    /** An entry with the piece of its texts that shows best why it was found. */
    shown([id, severity, texts], query, table) {
        let best = null;
        texts.forEach(([number, language, ...pieces], place) => {
            const compared = pieces.map(folded);
            const line = compared.join("\r");
            const named = table.classes[number] === NAMES && query.phrases.includes(line);
            const foreign = language !== null && language !== this.language;
            const rank = [named ? 0 : 1, query.fit(line), table.classes[number], foreign ? 1 : 0, place];
            if (best === null || isBelow(rank, best.rank)) {
                best = { rank, number, language, pieces, compared };
            }
        });
        const fits = best.compared.map((piece) => query.fit(piece));
        const piece = best.pieces[fits.indexOf(Math.min(...fits))];
        const title = this.title(texts, table);
        const { plain, places } = marked(piece, query);
        return {
            id,
            severity,
            title,
            titlePlaces: marked(title, query).places,
            field: table.fields[best.number],
            language: best.language,
            text: plain,
            places,
        };
    }

    /** The title in the reader's language, or in English, in Japanese, in any. */
    title(texts, table) {
        const titles = new Map();
        for (const [number, language, text] of texts) {
            if (table.fields[number] === "title") {
                titles.set(language, text);
            }
        }
        const language = [this.language, "en", "ja"].find((code) => titles.has(code));
        return titles.get(language) ?? [...titles.values()][0] ?? "";
    }
}

function isBelow(one, other) {
    const place = one.findIndex((value, number) => value !== other[number]);
    return place >= 0 && one[place] < other[place];
}

/** A text to show, and where in it stands what was searched. */
function marked(text, query) {
    const { plain, compared, origins } = withOrigins(text);
    const places = query.places(compared).map(([first, last]) => [origins[first][0], origins[last - 1][1]]);
    return { plain, places };
}
