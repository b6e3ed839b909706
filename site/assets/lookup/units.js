/**
 * @module A unit: literals and bounded holes in a row, and how to find its leftmost place in a text.
 *
 * A unit is one regular expression: every hole has a longest text, so a place costs a bounded number of steps. Where a
 * backtracking engine would repeat itself too often, `CarefulUnit` remembers what failed (`careful.js`).
 *
 * The bundle counts code points, JavaScript UTF-16 units, at most two a code point. All bounds here are bounds of where
 * to look, so they are twice as wide; what is found is the same.
 */

import { escaped, expression, forward, leastBytes, splits } from "./text.js";
import { withoutBlanksBefore, withoutBlanksBehind } from "./text.js";

/**
 * @typedef {{pattern?: string, least?: number, most?: number, wild?: boolean, alphabet?: string, words?: string[],
 *     width?: number, trim?: string, keep?: boolean}} Hole
 * @typedef {string | Hole} Token
 * @typedef {{begin: number, after: number, texts: string[]}} Found where a unit stands, and what its holes hold
 */

const NOTHING_BEHIND = "$";
const BLANKS_BEHIND = " *$";

/** A unit that one regular expression finds. */
export class Unit {
    #pattern;
    #expressions = new Map();
    #key;
    #trims;

    /** @param {Token[]} tokens */
    constructor(tokens) {
        this.tokens = tokens;
        this.most = sum(tokens, mostUnits);
        this.#trims = trimsOf(tokens);
        this.#pattern = patternOf(tokens, "(");
        this.#key = keyOf(tokens);
    }

    /**
     * The leftmost place of the unit from `start` on, or at `start` alone.
     *
     * With `end` ≥ 0 the unit must reach that place; nothing but blanks stands behind it. The body ends at `stop`: the
     * blanks of `text` behind it are in no capture, unless a hole has no shorter text.
     * @param {string} text
     * @param {number} start
     * @param {boolean} anywhere
     * @param {number} end
     * @param {number} stop
     * @returns {Found | null}
     */
    find(text, start, anywhere, end, stop) {
        const found = this.#found(text, start, anywhere, end);
        if (found === null) {
            return null;
        }
        const { match, begin } = found;
        const after = begin + match[0].length;
        const texts = match.slice(1);
        if (after > stop) {
            shorten(texts, this.tokens, text, begin, stop);
        }
        return { begin, after, texts: this.#trims.length ? trimAll(texts, this.#trims) : texts };
    }

    #found(text, start, anywhere, end) {
        if (end < 0 && anywhere && this.#key !== null) {
            return this.#search(text, start);
        }
        const behind = end < 0 ? "" : end < text.length ? BLANKS_BEHIND : NOTHING_BEHIND;
        const from = anywhere && end >= 0 ? Math.max(start, whole(text, end - this.most)) : start;
        return run(this.#expression(behind, anywhere), text, from);
    }

    /**
     * The leftmost place, looked for only where the key is near. A stretch of starts is tried at a time; the expression
     * sees as much more text as a unit can be long.
     */
    #search(text, from) {
        const pattern = this.#expression("", true);
        let start = from;
        for (;;) {
            const place = this.#key.find(text, start);
            if (place < 0) {
                return null;
            }
            start = Math.max(start, whole(text, place - this.#key.ahead));
            const last = Math.max(start, place) + this.most;
            const end = last + this.most + 2;
            if (end >= text.length) {
                return run(pattern, text, start);
            }
            const piece = text.slice(start, splits(text, end) ? end + 1 : end);
            const found = run(pattern, piece, 0);
            if (found !== null && start + found.begin <= last) {
                return { match: found.match, begin: start + found.begin };
            }
            start = splits(text, last + 1) ? last + 2 : last + 1;
        }
    }

    /** The expression for a unit with something behind it; anywhere, or at one place. */
    #expression(behind, anywhere) {
        const name = anywhere ? `${behind}g` : `${behind}y`;
        let found = this.#expressions.get(name);
        if (found === undefined) {
            found = new RegExp(this.#pattern + behind, anywhere ? "gu" : "yu");
            this.#expressions.set(name, found);
        }
        return found;
    }
}

/** The longest literal of a unit: looking for it tells quickly where the unit can be, or that it is nowhere. */
class Key {
    #text;
    #tail;
    #expression = null;

    /**
     * `behind` and `ahead` are the least and most units that can stand before the literal; `tail` is the expression of
     * the literal with what follows it in the unit, or empty.
     */
    constructor(text, tail, behind, ahead) {
        this.#text = text;
        this.#tail = tail;
        this.behind = behind;
        this.ahead = ahead;
    }

    /** The first place of the key in a unit that begins at `start` or later; -1 where there is none. */
    find(text, start) {
        const place = text.indexOf(this.#text, start + this.behind);
        if (place < 0 || !this.#tail) {
            return place;
        }
        this.#expression ??= new RegExp(this.#tail, "gu");
        return run(this.#expression, text, place)?.begin ?? -1;
    }
}

/**
 * The key of a unit; null where the longest literal begins the unit, as expressions are quick then, or is none.
 * @param {Token[]} tokens
 * @returns {Key | null}
 */
export function keyOf(tokens) {
    let best = "";
    let number = 0;
    let behind = 0;
    let ahead = 0;
    let least = 0;
    let most = 0;
    tokens.forEach((token, position) => {
        if (isText(token) && token.length > best.length) {
            [best, number, behind, ahead] = [token, position, least, most];
        }
        least += isText(token) ? token.length : token.least;
        most += mostUnits(token);
    });
    if (!ahead) {
        return null;
    }
    const rest = tokens.slice(number, number + 3);
    return new Key(best, rest.length > 1 ? patternOf(rest, "(?:") : "", behind, ahead);
}

function patternOf(tokens, group) {
    return tokens.map((token) => (isText(token) ? escaped(token) : `${group}${expression(token.pattern)})`)).join("");
}

/**
 * @param {Token} token
 * @returns {number} the most UTF-16 units that it can take
 */
export function mostUnits(token) {
    return isText(token) ? token.length : 2 * token.most;
}

/**
 * @param {Token[]} tokens
 * @param {(token: Token) => number} value
 * @returns {number}
 */
export function sum(tokens, value) {
    return tokens.reduce((total, token) => total + value(token), 0);
}

/**
 * @param {Token} token
 * @returns {boolean} whether it is a literal
 */
export function isText(token) {
    return typeof token === "string";
}

/**
 * The place, or the one before it where it lies inside a character.
 * @param {string} text
 * @param {number} place
 * @returns {number}
 */
export function whole(text, place) {
    return splits(text, place) ? place - 1 : place;
}

/**
 * What an expression with the flag `g` or `y` finds from a place on.
 * @param {RegExp} pattern
 * @param {string} text
 * @param {number} from
 * @returns {{match: RegExpExecArray, begin: number} | null}
 */
export function run(pattern, text, from) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    return match === null ? null : { match, begin: match.index };
}

/** Take what lies behind the body's end off the texts of a unit's holes, but for what a hole cannot do without. */
function shorten(texts, tokens, text, begin, stop) {
    let place = begin;
    let number = 0;
    for (const token of tokens) {
        if (isText(token)) {
            place += token.length;
            continue;
        }
        const after = place + texts[number].length;
        if (after > stop) {
            texts[number] = text.slice(place, Math.min(after, Math.max(stop, forward(text, place, token.least))));
        }
        place = after;
        number += 1;
    }
}

/**
 * The holes that have a width's blanks, with their numbers.
 * @param {Token[]} tokens
 * @returns {[number, Hole][]}
 */
export function trimsOf(tokens) {
    return [...tokens.filter((token) => !isText(token)).entries()].filter(([, hole]) => hole.trim !== undefined);
}

/**
 * The texts of holes less the blanks of widths.
 * @param {string[]} texts
 * @param {[number, Hole][]} trims
 * @returns {string[]}
 */
export function trimAll(texts, trims) {
    for (const [number, hole] of trims) {
        texts[number] = trimmed(texts[number], hole);
    }
    return texts;
}

/**
 * A text less the blanks that a width added on the hole's sides.
 *
 * The blank of the flag ` ` stays, which stands where no sign and no word in brackets (`(nil)`) does. A text that is
 * longer than its hole's width has no blanks of a width.
 * @param {string} piece
 * @param {Hole} hole
 * @returns {string}
 */
export function trimmed(piece, hole) {
    if (hole.width !== undefined && leastBytes(piece) > hole.width) {
        return piece;
    }
    let bare = piece;
    if (hole.trim.includes("r")) {
        bare = withoutBlanksBehind(bare);
    }
    if (hole.trim.includes("l")) {
        bare = withoutBlanksBefore(bare);
        if (hole.keep && piece.startsWith(" ") && !["-", "+", "("].includes(bare.slice(0, 1))) {
            bare = ` ${bare}`;
        }
    }
    return bare;
}
