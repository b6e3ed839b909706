// Finds where a folded text stands, by the terms of the index alone.

import { partsOf } from "./fold.js";

const EMPTY = new Uint32Array(0);
const AT_ONCE = 8; // terms of a phrase that are asked for before one looks whether any place is left
const MUCH_LONGER = 16;

/**
 * The terms that stand where a text does, each with its distance from the beginning (`offset`) and `how` a term there
 * may differ: `is` not at all, `begins` with this, `ends` with it, has it `inside`, is a `mark` that begins with it.
 * @param {string} text folded
 * @param {boolean} quoted whether it may begin inside a word
 * @returns {{offset: number, how: string, term: string}[]}
 */
export function stepsOf(text, quoted) {
    const parts = partsOf(text);
    const found = [];
    let offset = 0;
    parts.forEach((part, number) => {
        const first = number === 0;
        const last = number === parts.length - 1;
        if (part.kind === "word") {
            const how = first && quoted ? (last ? "inside" : "ends") : last ? "begins" : "is";
            found.push({ offset, how, term: part.text });
            offset += 1;
        } else if (part.kind === "mark") {
            const how = first ? "begins" : last ? "mark" : "is";
            found.push({ offset, how, term: how === "mark" ? part.text : reversed(part.text) });
            offset += 1;
        } else {
            found.push(...pairsOf([...part.text], offset, last));
            offset += [...part.text].length;
        }
    });
    return found;
}

/** The pairs that cover a stretch of Japanese; of one character, the terms that begin with it. */
function pairsOf(chars, offset, last) {
    if (chars.length === 1) {
        return [{ offset, how: last ? "begins" : "is", term: chars[0] }];
    }
    const found = [];
    for (let place = 0; place < chars.length; place += 2) {
        const start = Math.min(place, chars.length - 2);
        found.push({ offset: offset + start, how: "is", term: chars[start] + chars[start + 1] });
    }
    return found;
}

function reversed(text) {
    return [...text].reverse().join("");
}

/** Finds the places of texts. `cut` becomes true where not all could be looked for. */
export class Matcher {
    /**
     * @param {Terms} terms
     * @param {Pace} pace
     */
    constructor(terms, pace) {
        this.terms = terms;
        this.pace = pace;
        this.cut = false;
    }

    /**
     * The places where a text begins, in lists, each ascending; no place is in two of them.
     * @param {{offset: number, how: string, term: string}[]} steps
     * @returns {Promise<Uint32Array[]>}
     */
    async find(steps) {
        const open = steps.filter((step) => step.how !== "is");
        let found = await this.together(steps.filter((step) => step.how === "is"));
        if (found?.length === 0) {
            return [];
        }
        const choices = [];
        for (const step of open) {
            choices.push({ offset: step.offset, lists: await this.lists(step) });
        }
        choices.sort((one, other) => total(one.lists) - total(other.lists));
        for (const { offset, lists } of choices) {
            if (found === null && choices.length === 1) {
                return lists;
            }
            const kept = [];
            for (const list of lists) {
                kept.push(found === null ? shifted(list, offset) : common(found, list, offset));
                await this.pace.rest();
            }
            found = merged(kept);
        }
        return [found];
    }

    /** The places from which all of some terms stand at their distances; null where there are none of these. */
    async together(steps) {
        let found = null;
        for (let place = 0; place < steps.length && found?.length !== 0; place += AT_ONCE) {
            const some = steps.slice(place, place + AT_ONCE);
            const lists = await this.terms.each(some.map((step) => step.term), this.pace);
            const order = some.map((step, number) => ({ offset: step.offset, list: lists[number] }));
            order.sort((one, other) => one.list.length - other.list.length);
            for (const { offset, list } of order) {
                found = found === null ? shifted(list, offset) : common(found, list, offset);
                await this.pace.rest();
            }
        }
        return found;
    }

    /** The places of each term that a step may stand for. */
    async lists({ how, term }) {
        if (how === "begins") {
            return this.terms.beginning(term, this.pace);
        }
        if (how === "mark") {
            const marks = this.terms.marks.map(reversed).filter((mark) => mark.startsWith(term));
            return this.terms.each(marks.map(reversed), this.pace);
        }
        const { words, cut } = await this.terms.words(term, how === "ends");
        this.cut ||= cut;
        return this.terms.each(words, this.pace);
    }
}

function total(lists) {
    return lists.reduce((sum, list) => sum + list.length, 0);
}

/** Places that stand so much before those of a list. */
function shifted(list, offset) {
    if (offset === 0) {
        return list;
    }
    const found = new Uint32Array(list.length);
    let count = 0;
    for (const place of list) {
        if (place >= offset) {
            found[count] = place - offset;
            count += 1;
        }
    }
    return found.subarray(0, count);
}

/** The places of one list from which a place of another is at a distance. */
function common(starts, list, offset) {
    const found = new Uint32Array(Math.min(starts.length, list.length));
    let count = 0;
    let one = 0;
    let other = 0;
    while (one < starts.length && other < list.length) {
        const difference = starts[one] + offset - list[other];
        if (difference === 0) {
            found[count] = starts[one];
            count += 1;
            one += 1;
            other += 1;
        } else if (difference < 0) {
            one = list.length * MUCH_LONGER < starts.length ? leap(starts, one, list[other] - offset) : one + 1;
        } else {
            other = starts.length * MUCH_LONGER < list.length ? leap(list, other, starts[one] + offset) : other + 1;
        }
    }
    return found.subarray(0, count);
}

/** The first place of a list, behind one, whose number is not below a bound. */
function leap(list, from, bound) {
    let step = 1;
    while (from + step < list.length && list[from + step] < bound) {
        step *= 2;
    }
    let low = from + step / 2;
    let high = Math.min(from + step, list.length);
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (list[middle] < bound) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

function merged(lists) {
    const full = lists.filter((list) => list.length > 0);
    if (full.length <= 1) {
        return full[0] ?? EMPTY;
    }
    const found = new Uint32Array(total(full));
    let place = 0;
    for (const list of full) {
        found.set(list, place);
        place += list.length;
    }
    return found.sort();
}
