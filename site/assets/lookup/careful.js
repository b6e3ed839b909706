/** @module A unit whose holes could be divided in many ways: searched token by token, with a memo of what failed. */

import { escaped, expression, forward, splits } from "./text.js";
import { isText, keyOf, mostUnits, run, sum, trimAll, trimsOf, whole } from "./units.js";

const MOST_FAILED = 100_000; // entries of a memo before those that cannot be met again are dropped

/** As `Unit`; for units that one regular expression could take too long for. */
export class CarefulUnit {
    #patterns;
    #scout;
    #key;
    #trims;

    /** @param {import("./units.js").Token[]} tokens */
    constructor(tokens) {
        this.tokens = tokens;
        this.most = sum(tokens, mostUnits);
        this.#trims = trimsOf(tokens);
        this.#patterns = tokens.map((token) => (isText(token) ? null : new Bounded(token)));
        this.#scout = new RegExp(isText(tokens[0]) ? escaped(tokens[0]) : expression(tokens[0].pattern), "gu");
        this.#key = keyOf(tokens);
    }

    /**
     * As `Unit.find`.
     * @param {string} text
     * @param {number} from
     * @param {boolean} anywhere
     * @param {number} end
     * @param {number} stop
     * @returns {import("./units.js").Found | null}
     */
    find(text, from, anywhere, end, stop) {
        const memo = new Memo(this.tokens.length);
        let start = anywhere && end >= 0 ? Math.max(from, whole(text, end - this.most)) : from;
        let known = -1; // where the key is next
        let places = null;
        for (;;) {
            if (anywhere) {
                if (this.#key !== null && known < start + this.#key.behind) {
                    known = this.#key.find(text, start);
                    if (known < 0) {
                        return null;
                    }
                    start = Math.max(start, whole(text, known - this.#key.ahead));
                }
                const scouted = run(this.#scout, text, start);
                if (scouted === null) {
                    return null;
                }
                if (start < scouted.begin) {
                    start = scouted.begin;
                    continue;
                }
            }
            places = this.#place(text, start, end, memo);
            if (places !== null) {
                return this.#result(text, places, stop);
            }
            start += splits(text, start + 1) ? 2 : 1;
            if (!anywhere || start > text.length) {
                return null;
            }
            memo.forget(start);
        }
    }

    #result(text, places, stop) {
        const texts = [];
        this.tokens.forEach((token, number) => {
            if (!isText(token)) {
                const [begin, after] = [places[number], places[number + 1]];
                const least = after > stop ? forward(text, begin, token.least) : after;
                texts.push(text.slice(begin, Math.min(after, Math.max(stop, least))));
            }
        });
        return { begin: places[0], after: places.at(-1), texts: trimAll(texts, this.#trims) };
    }

    /** Where each token begins, and where the last one ends, with the unit at `start`. */
    #place(text, start, end, memo) {
        const places = [];
        const choices = [[start].values()];
        while (choices.length) {
            const number = places.length;
            const { value: place, done } = choices.at(-1).next();
            if (done) {
                choices.pop();
                if (number) {
                    memo.add(number - 1, places.pop());
                }
            } else if (number === this.tokens.length) {
                if (place >= end) {
                    return [...places, place];
                }
            } else if (!memo.has(number, place)) {
                places.push(place);
                choices.push(this.#ends(number, text, place));
            }
        }
        return null;
    }

    /** Where a token that begins at a place can end, the farthest first. */
    #ends(number, text, place) {
        const token = this.tokens[number];
        if (isText(token)) {
            return (text.startsWith(token, place) ? [place + token.length] : []).values();
        }
        return this.#patterns[number].ends(text, place);
    }
}

/** A bounded hole by itself. */
class Bounded {
    #least;
    #longest;
    #whole;

    constructor(hole) {
        this.#least = hole.least;
        this.#longest = new RegExp(expression(hole.pattern), "yu");
        this.#whole = new RegExp(`^(?:${expression(hole.pattern)})$`, "u");
    }

    /** Where a text of the hole that begins at a place can end, the farthest first. */
    *ends(text, place) {
        const longest = run(this.#longest, text, place);
        if (longest === null) {
            return;
        }
        for (let end = place + longest.match[0].length; end >= place + this.#least; end -= 1) {
            if (!splits(text, end) && this.#whole.test(text.slice(place, end))) {
                yield end;
            }
        }
    }
}

/** Which tokens cannot stand at which places. */
class Memo {
    #failed = new Set();

    constructor(tokens) {
        this.tokens = tokens;
    }

    has(number, place) {
        return this.#failed.has(place * this.tokens + number);
    }

    add(number, place) {
        this.#failed.add(place * this.tokens + number);
    }

    /** Drop what cannot be met again from a place on, where there is much. */
    forget(place) {
        if (this.#failed.size > MOST_FAILED) {
            this.#failed = new Set([...this.#failed].filter((key) => key >= place * this.tokens));
        }
    }
}
