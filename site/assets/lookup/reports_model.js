/** @module Descriptions of kinds of reports, ready to run, and the reports that were found by them. */

import { Matcher } from "./matcher.js";
import { forward, length, withoutBlanksBefore, withoutBlanksBehind } from "./text.js";
import { isText } from "./units.js";

const LONGEST = 4096; // code points of a line that is held against patterns
const LONGEST_FIELD = 200; // of what is kept of a line
// Lines of others behind the end of a report before what may still follow, where its kind does not say.
const BEHIND = 2;

/** The field for a line that is told as it stands: between a lead and the opening, or behind that. */
export const TEXT = "text";

/**
 * @typedef {(string | null)[]} Stream what tells the lines of one reporter apart; the sort of reporter comes first
 * @typedef {Map<string, string>} Fields what lines hold by name
 */

/**
 * Whether a line is too long to be held against patterns.
 * @param {string} body
 * @returns {boolean}
 */
export function isLong(body) {
    return body.length > LONGEST && (body.length > 2 * LONGEST || length(body) > LONGEST);
}

/**
 * Whether two streams are the same.
 * @param {Stream} one
 * @param {Stream} other
 * @returns {boolean}
 */
export function isEqual(one, other) {
    return one.length === other.length && one.every((text, place) => text === other[place]);
}

/**
 * A line of a report: a program of the bundle, with names for what its holes hold (empty for none).
 *
 * `once` marks a row that a report has once, `next` one that stands right behind another of its report, `run` one
 * that stands right behind one of these two, `last` one behind which nothing follows, `weak` an opening that
 * continues an open report where it can, `alone` one that is a report by itself, `head` a row that may stand
 * between the opening and the text. `words` are words that every such line has, `literal` is text that it has.
 */
export class Pattern {
    #matcher;
    #names;

    /**
     * @param {object} row of the bundle
     * @param {() => Matcher} matcher gives that of the row
     */
    constructor(row, matcher) {
        this.#matcher = matcher;
        this.#names = row.names;
        this.row = row;
        this.once = row.once ?? false;
        this.next = row.next ?? false;
        this.run = row.run ?? false;
        this.last = row.last ?? false;
        this.head = row.head ?? false;
        this.weak = row.weak ?? false;
        this.alone = row.alone ?? false;
        this.words = row.words;
        const longest = row.tokens.filter(isText).reduce((best, text) => (text.length > best.length ? text : best), "");
        this.literal = withoutBlanksBefore(withoutBlanksBehind(longest));
    }

    /**
     * Whether it is the same line as one of another kind.
     * @param {Pattern} other
     * @returns {boolean}
     */
    isLike(other) {
        return JSON.stringify(this.row.tokens) === JSON.stringify(other.row.tokens);
    }

    /**
     * What a body holds, by name, or null where it is no such line.
     * @param {string} body
     * @returns {Fields | null}
     */
    match(body) {
        if (!body.includes(this.literal) || isLong(body)) {
            return null;
        }
        const texts = this.#matcher().match(body);
        if (texts === null) {
            return null;
        }
        const fields = new Map();
        for (const [place, name] of this.#names.entries()) {
            if (name) {
                fields.set(name, texts[place]);
            }
        }
        return fields;
    }
}

/** The description of a kind of report. */
export class Kind {
    /**
     * @param {object} row of the bundle
     * @param {(line: object | number) => Pattern} pattern makes that of a line, which may be given by number
     */
    constructor(row, pattern) {
        const patterns = (key) => (row[key] ?? []).map(pattern);
        this.row = row;
        this.name = row.kind;
        this.software = row.software;
        this.openings = patterns("openings");
        this.lead = patterns("lead");
        this.ends = patterns("ends");
        this.after = patterns("after");
        this.frames = patterns("frames");
        this.torn = patterns("torn");
        this.continuing = [...this.ends, ...patterns("rows"), ...this.frames];
        this.key = row.key ?? [];
        this.own = this.key.length > 0;
        this.blocks = row.blocks ?? [];
        this.tells = row.tells?.length ? row.tells : this.key;
        this.alone = row.alone ?? false;
        this.text = row.text ?? false;
        this.foreign = row.foreign ?? 0;
        this.behind = row.behind ?? Math.min(BEHIND, this.foreign);
        this.lines = row.lines;
        this.seconds = row.seconds;
        this.skip = new Set(row.skip ?? []);
        this.textless = new Set(row.textless ?? []);
        this.several = row.several ?? "";
        this.about = row.about ?? "";
        this.dumps = row.dumps ?? [];
        this.dumped = row.dumped ?? [];
        this.whole = row.whole ?? false;
    }
}

/**
 * The kinds of a bundle.
 * @param {object[]} rows the bundle's descriptions
 * @param {object[]} lines those of their lines that are given by number
 * @param {import("./units.js").Hole[]} holes the bundle's table of holes
 * @returns {Kind[]}
 */
export function kindsOf(rows, lines, holes) {
    const matchers = new Map(); // made when a line needs them; kinds share many lines
    const pattern = (item) => {
        const row = typeof item === "number" ? lines[item] : item;
        return new Pattern(row, () => {
            let matcher = matchers.get(row);
            if (matcher === undefined) {
                matcher = new Matcher(row, holes);
                matchers.set(row, matcher);
            }
            return matcher;
        });
    };
    return rows.map((row) => new Kind(row, pattern));
}

/**
 * An event in a log, as far as it was read: from line `first` to `last`, `count` lines.
 *
 * `fields` are what its lines hold by name. `closed` once nothing more can belong to it; `isVoid` where it turned out
 * to be none. `lead` is the line that it began with before it was `opened`; `opening` the number of the line that did
 * so.
 */
export class Report {
    count = 0;
    /** @type {Fields} */
    fields = new Map();
    /** @type {Set<Pattern>} */
    once = new Set();
    misses = 0; // lines of others since the last of its own
    /** @type {number | null} */
    time = null;
    /** @type {number | null} */
    logged = null; // its last line, by the log's own clock
    isFresh = false; // its last line is the opening, or behind that a row marked `head`
    isNewest = false; // the last line of its stream is its own, and not one of those marked `next` or `run`
    isAside = false; // it is such a one
    inOrder = false; // its end came behind its opening, or what follows the end behind that
    isSought = false; // its last lines are of the processor that it is about
    isMerged = false; // another of its kind began at once: it is of both
    isMixed = false; // another of its kind began just before; what its lines hold is not kept
    isUnsure = false; // its last line is taken for its text
    ended = false;
    closed = false;
    isVoid = false;
    released = 0; // a line that was taken, and may be another's
    #isHeaded = false; // its last line says whose dump follows
    #before = 0; // the line before its last one

    /**
     * @param {Kind} kind
     * @param {Stream} stream
     * @param {number} number of its first line
     * @param {Pattern | null} lead
     */
    constructor(kind, stream, number, lead) {
        this.kind = kind;
        this.stream = stream;
        this.lead = lead;
        this.first = number;
        this.last = number;
        this.opening = lead === null ? number : null;
        this.isAlone = kind.alone; // one line is enough
    }

    /** @returns {boolean} */
    get opened() {
        return this.opening !== null;
    }

    /**
     * Have one more line.
     * @param {number} number
     * @param {Fields} fields what it holds
     */
    take(number, fields) {
        this.#before = this.last;
        this.last = number;
        this.count += 1;
        this.misses = 0;
        this.isFresh = false;
        this.isUnsure = false;
        this.isAside = false;
        const isCounting = this.#counts(fields);
        for (const [name, text] of this.isMixed ? [] : fields) {
            if (!this.fields.has(name) && isCounting(name)) {
                this.fields.set(name, text.slice(0, forward(text, 0, LONGEST_FIELD)));
            }
        }
    }

    /** Which fields of a line count: where several processors are dumped, those of the one that it is about. */
    #counts(fields) {
        const { about, dumps, dumped } = this.kind;
        const [cpu, , heading] = dumps;
        const isHeaded = this.#isHeaded && this.isNewest;
        this.#isHeaded = fields.has(heading);
        const number = fields.get(cpu) ?? fields.get(heading);
        if (dumps.some((name) => fields.has(name)) && (number !== undefined || !isHeaded)) {
            this.isSought = number !== undefined && number === this.fields.get(about);
        }
        return (name) => about === "" || this.isSought || !dumped.includes(name);
    }

    /**
     * Whether a line may be of it by where it comes from.
     * @param {number} number
     * @param {Stream} stream
     * @returns {boolean}
     */
    reaches(number, stream) {
        if (isEqual(this.stream, stream)) {
            return true;
        }
        if (this.stream[0] === "" && stream[0] === "kernel" && this.count === 1 && number === this.last + 1) {
            this.stream = stream; // the header of the first line was lost
            return true;
        }
        return false;
    }

    /** Give back the last line, which was taken for its text and may be another processor's. */
    release() {
        this.fields.delete(TEXT);
        this.released = this.last;
        this.last = this.#before;
        this.count -= 1;
        this.misses += 1;
        this.isUnsure = false;
    }

    /**
     * Whether a line that was taken was not given back.
     * @param {number} number
     * @returns {boolean}
     */
    owns(number) {
        return number !== this.released;
    }

    /** Whether its lines make it a report: one line does not, or none that opens it, unless its kind says so. */
    get isOne() {
        const isProven = this.opened && (this.ended || !this.kind.whole); // by its end, where it has to be whole
        return isProven && (this.count > 1 || this.isAlone);
    }

    /**
     * Nothing more belongs to it.
     * @param {boolean} isBackwards whether the log has the newest line first, so it is none
     */
    close(isBackwards = false) {
        this.closed = true;
        this.isVoid = isBackwards || !this.isOne;
    }
}
