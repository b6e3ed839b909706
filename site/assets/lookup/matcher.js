/**
 * @module Runs a program on a body: does the line come from this template, and what do its holes hold?
 *
 * The rules are those of `docs/matching.md`: units in order, each at the leftmost place possible, the last at the
 * leftmost place from which it reaches the end; inside a unit a bounded hole takes the longest run that lets the rest
 * of the unit match; a wild hole holds what is left between.
 */

import { CarefulUnit } from "./careful.js";
import { bytes, isAscii, withoutBlanksBehind } from "./text.js";
import { isText, trimmed, Unit } from "./units.js";

/**
 * One program, ready to run. Wild holes stand in gaps: `gaps[i]` before `units[i]`, and one more gap behind the last
 * unit; the first and the last may be empty. `literal` is text that no body does without.
 */
export class Matcher {
    /**
     * @param {{tokens: (string | number)[], blanks?: number, careful?: boolean}} program of the bundle
     * @param {import("./units.js").Hole[]} holes the bundle's table of holes
     */
    constructor(program, holes) {
        this.blanks = " ".repeat(program.blanks ?? 0);
        this.literal = withoutBlanksBehind(longest(program.tokens.filter(isText)));
        this.gaps = [[]];
        this.units = [];
        const Kind = program.careful ? CarefulUnit : Unit;
        let tokens = [];
        const close = () => {
            if (tokens.length) {
                this.units.push(new Kind(tokens));
                this.gaps.push([]);
                tokens = [];
            }
        };
        for (const token of program.tokens) {
            const item = isText(token) ? token : holes[token];
            if (isText(item) || !item.wild) {
                tokens.push(item);
            } else {
                close();
                this.gaps.at(-1).push(item);
            }
        }
        close();
    }

    /**
     * The captures of a body in the order of the holes, or null where it does not come from this template.
     *
     * A body is read as it stands or, where it cannot be, as if any number of blanks followed it.
     * @param {string} body
     * @returns {string[] | null}
     */
    match(body) {
        if (!body.includes(this.literal)) {
            return null;
        }
        const found = this.#read(body, body.length, body.length);
        if (found === null && (this.blanks || body.endsWith(" "))) {
            const bare = withoutBlanksBehind(body);
            return this.#read(bare + this.blanks, bare.length, body.length);
        }
        return found;
    }

    /** The captures of a text, which is a body up to `stop`; the last unit must reach `end`. */
    #read(text, end, stop) {
        const captures = [];
        let position = 0;
        const last = this.gaps.at(-1);
        const final = last.length ? -1 : this.units.length - 1;
        for (const [number, unit] of this.units.entries()) {
            const gap = this.gaps[number];
            const start = gap.length ? leastEnd(gap, text, position) : position;
            if (start > text.length) {
                return null;
            }
            const found = unit.find(text, start, gap.length > 0, number === final ? end : -1, stop);
            if (found === null) {
                return null;
            }
            const { begin, after, texts } = found;
            if (gap.length && !fill(gap, begin > stop ? text.slice(0, stop) : text, position, begin, captures)) {
                return null;
            }
            captures.push(...texts);
            position = after;
        }
        if (!last.length) {
            return this.units.length || end === 0 ? captures : null;
        }
        return fill(last, text, position, Math.max(position, end), captures) ? captures : null;
    }
}

function longest(texts) {
    return texts.reduce((best, text) => (text.length > best.length ? text : best), "");
}

/**
 * Give `text[start:stop]` to the wild holes of a gap: all but the last take their least.
 *
 * Appends the captures; false where a hole may not hold what is there.
 */
function fill(gap, text, start, stop, captures) {
    let begin = start;
    for (const [number, hole] of gap.entries()) {
        const end = number === gap.length - 1 ? stop : Math.min(leastEnd([hole], text, begin), stop);
        const piece = text.slice(begin, end);
        if (hole.alphabet !== undefined && !allowed(piece, hole)) {
            return false;
        }
        captures.push(hole.trim !== undefined ? trimmed(piece, hole) : piece);
        begin = end;
    }
    return true;
}

const strangers = new Map(); // alphabet → an expression that finds a character of no such alphabet

/** Whether a text is of a wild hole's alphabet, or one of its words. */
function allowed(piece, hole) {
    let stranger = strangers.get(hole.alphabet);
    if (stranger === undefined) {
        stranger = new RegExp(`(?!${hole.alphabet})[\\s\\S]`, "u");
        strangers.set(hole.alphabet, stranger);
    }
    return !stranger.test(piece) || (hole.words ?? []).includes(piece);
}

/** The first place where the wild holes of a gap can end: a width is a least number of bytes of UTF-8. */
function leastEnd(gap, text, start) {
    let end = start;
    for (const hole of gap) {
        let width = hole.width ?? 0;
        while (width > 0 && end < text.length) {
            const point = text.codePointAt(end);
            width -= bytes(point);
            end += point > 0xffff ? 2 : 1;
        }
        if (width > 0 && isAscii(text)) {
            return text.length + 1; // a text of ASCII alone is too short then, any other one is taken as it is
        }
    }
    return end;
}
