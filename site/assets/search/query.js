// What a person searches for: words and phrases, and where they stand in a folded text. As lookup/search_query.py.

import { beginsWord, folded, hasRuns, isBlank, shown, stripped } from "./fold.js";

export const MOST_QUERY = 1000; // characters of a query that count
export const MOST_NEEDLES = 20;
const QUOTED = /"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』|([^ ]+)/gu;
const AROUND = "\"“”「」『』.,;:!?()[]{}<>'、。・"; // what may stand around a word without being looked for

/** A word or phrase that must be there, folded. One in quotes may begin inside a word, others where a word begins. */
export class Needle {
    /**
     * @param {string} text folded
     * @param {boolean} quoted
     */
    constructor(text, quoted) {
        this.text = text;
        this.quoted = quoted;
    }

    /**
     * Where it stands in a folded text, -1 where it does not.
     * @param {string} text
     * @param {number} start
     * @returns {number}
     */
    place(text, start = 0) {
        return this.quoted ? text.indexOf(this.text, start) : placeOf(this.text, text, start);
    }
}

/** The needles of a query, and the phrases that it makes as a whole; `cut` says that not all of it counts. */
export class Query {
    /** @param {string} query */
    constructor(query) {
        const typed = [...query.slice(0, 2 * MOST_QUERY)].slice(0, MOST_QUERY).join("");
        const found = needlesOf(shown(typed));
        this.needles = found.slice(0, MOST_NEEDLES);
        const start = stripped(query, isBlank).slice(0, 2 * MOST_QUERY + 2);
        this.cut = [...start].length > MOST_QUERY || found.length > MOST_NEEDLES;
        const whole = folded(this.needles.map((needle) => needle.text).join(" "));
        const plain = !this.needles.some((needle) => needle.quoted);
        const asTyped = folded(typed);
        this.phrases = plain && asTyped !== whole && hasRuns(asTyped) ? [asTyped, whole] : [whole];
    }

    /**
     * How much of the query a folded text has, less being better: -2 the phrase, -1 the phrase inside a word, else how
     * many needles are missing.
     * @param {string} text
     * @returns {number}
     */
    fit(text) {
        if (this.phrases.some((phrase) => placeOf(phrase, text) >= 0)) {
            return -2;
        }
        const [first] = this.needles;
        if (this.needles.length === 1 && first.quoted && first.place(text) >= 0) {
            return -1;
        }
        return this.needles.filter((needle) => needle.place(text) < 0).length;
    }

    /**
     * Where a folded text has what the reader is to see, phrases, else needles: beginnings and ends, in order, none
     * within another.
     * @param {string} text
     * @returns {[number, number][]}
     */
    places(text) {
        let found = this.phrases.flatMap((phrase) => placesOf(new Needle(phrase, false), text));
        if (found.length === 0) {
            found = this.needles.flatMap((needle) => placesOf(needle, text));
        }
        found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
        const kept = [];
        for (const place of found) {
            if (kept.length === 0 || place[0] >= kept.at(-1)[1]) {
                kept.push(place);
            }
        }
        return kept;
    }
}

/** The needles, each text once; a word without letters and digits is none. */
function needlesOf(query) {
    const found = new Map();
    for (const match of query.matchAll(QUOTED)) {
        const word = match[5];
        const phrase = match[1] ?? match[2] ?? match[3] ?? match[4];
        const text = folded(word === undefined ? phrase : stripped(word, (char) => AROUND.includes(char)));
        if (hasRuns(text) && !found.has(text)) {
            found.set(text, new Needle(text, word === undefined));
        }
    }
    return [...found.values()];
}

/** Where a needle stands in a folded text at the beginning of a word, -1 where it does not. */
function placeOf(needle, text, start = 0) {
    let place = text.indexOf(needle, start);
    while (place >= 0 && !beginsWord(text, place)) {
        place = text.indexOf(needle, place + 1);
    }
    return place;
}

function placesOf(needle, text) {
    const found = [];
    let place = needle.place(text);
    while (place >= 0) {
        const end = place + needle.text.length;
        found.push([place, end]);
        place = needle.place(text, end);
    }
    return found;
}
