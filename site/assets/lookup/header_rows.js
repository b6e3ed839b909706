/** @module The rows of header templates as regular expressions: what of them stands at a place of a line. */

import { escaped, expression, withoutBlanksBefore, withoutBlanksBehind } from "./text.js";
import { isText, run } from "./units.js";
import { secondsOf, wordOf } from "./values.js";

const FIELDS = ["time", "host", "ident", "pid", "pri", "ktime"]; // what templates capture for every header
const NIL = "-"; // RFC 5424: a value that is not known
const MOST_STARTS = 1000;

/**
 * @typedef {object} FoundHeader
 * @property {import("./headers.js").Header} header
 * @property {number} end the place behind the header
 * @property {number | null} body where the body begins, if that is not at the end
 * @property {string} close a text at the end of the line that belongs to the header
 * @property {boolean} wraps whether a whole line of another logging system stands behind it
 */

/** Header rows in their order, by the character that a line begins with. */
export class HeaderRows {
    #families = [];
    #starts = new Map();

    /**
     * @param {object[]} headers
     * @param {import("./units.js").Hole[]} holes
     */
    constructor(headers, holes) {
        for (const row of headers) {
            const family = this.#families.at(-1);
            if (family?.takes(row)) {
                family.rows.push(row);
            } else {
                this.#families.push(new Family(row, holes));
            }
        }
    }

    /**
     * The first header of the rows that stands at a place.
     * @param {string} text
     * @param {number} start
     * @returns {FoundHeader | null}
     */
    find(text, start) {
        for (const family of this.#starting(text, start)) {
            const found = family.find(text, start);
            if (found !== null) {
                return found;
            }
        }
        return null;
    }

    /** The families of rows that a line with its first character there can have. */
    #starting(text, start) {
        if (start >= text.length) {
            return [];
        }
        const point = text.codePointAt(start);
        let found = this.#starts.get(point);
        if (found === undefined) {
            if (this.#starts.size > MOST_STARTS) {
                this.#starts.clear();
            }
            found = this.#families.filter((family) => family.canStart(String.fromCodePoint(point)));
            this.#starts.set(point, found);
        }
        return found;
    }
}

/**
 * Neighbouring rows of one name: one expression, made at its first use, whose common beginning is tried once.
 *
 * That needs a beginning which can be read in one way only; those of time stamps and hosts can.
 */
class Family {
    #holes;
    #expression = null;
    #layouts = [];

    constructor(row, holes) {
        this.rows = [row];
        this.#holes = holes;
    }

    takes(row) {
        return row.name === this.rows[0].name && row.starts === this.rows[0].starts;
    }

    canStart(char) {
        return new RegExp(`^[${this.rows[0].starts}]`, "u").test(char);
    }

    find(text, start) {
        this.#expression ??= this.#compiled();
        const match = run(this.#expression, text, start)?.match;
        if (match === undefined) {
            return null;
        }
        return this.#layouts.find((layout) => match[layout.mark] !== undefined).found(match);
    }

    /** All rows as one expression. An empty group behind each tells which it was. */
    #compiled() {
        const common = this.#common();
        const first = this.rows[0].tokens.slice(0, common);
        const shared = first.filter((token) => !isText(token)).length;
        const options = [];
        let group = shared;
        for (const row of this.rows) {
            const hasBody = row.body !== undefined;
            const own = group + (hasBody ? 2 : 1);
            const groups = row.fields.map((_, number) => (number < shared ? number + 1 : own + number - shared));
            const head = hasBody ? group + 1 : null;
            group += 1 + row.fields.length - shared + (hasBody ? 1 : 0);
            this.#layouts.push(new Layout(row, groups, group, head, first));
            const rest = row.tokens.slice(common);
            const cut = hasBody ? row.body - common : 0;
            const before = hasBody ? `(${this.#pattern(rest.slice(0, cut))})` : "";
            options.push(`${before}${this.#pattern(rest.slice(cut))}()`);
        }
        return new RegExp(`${this.#pattern(first)}(?:${options.join("|")})`, "yu");
    }

    /** How many tokens all rows begin with. */
    #common() {
        const most = Math.min(...this.rows.map((row) => row.body ?? row.tokens.length));
        for (let place = 0; place < most; place += 1) {
            if (this.rows.some((row) => row.tokens[place] !== this.rows[0].tokens[place])) {
                return place;
            }
        }
        return most;
    }

    #pattern(tokens) {
        return tokens
            .map((token) => (isText(token) ? escaped(token) : `(${expression(this.#holes[token].pattern)})`))
            .join("");
    }
}

/**
 * Where in a match a row's fields stand, and what they mean. `mark` is the group that only this row's match has, `head`
 * the one behind which the body begins, or null; `first` are the tokens before that.
 */
class Layout {
    #row;
    #head;
    #first;
    #places = new Map(); // of the fields that every header has
    #others = []; // a level word, a count, fields that are only shown, with their groups
    #plain;

    constructor(row, groups, mark, head, first) {
        this.#row = row;
        this.#head = head;
        this.#first = first;
        this.mark = mark;
        row.fields.forEach((field, number) => {
            if (FIELDS.includes(field)) {
                this.#places.set(field, groups[number]);
            } else {
                this.#others.push([field, groups[number]]);
            }
        });
        const extras = ["ident", "body", "close", "wraps"].filter((key) => row[key] !== undefined);
        this.#plain = !this.#others.length && !extras.length;
    }

    /** What a match of the row says. */
    found(match) {
        const end = match.index + match[0].length;
        const { close = "", wraps = false } = this.#row;
        return { header: this.#header(match), end, body: this.#head === null ? null : this.#body(match), close, wraps };
    }

    /** The place behind the group `head`, which is known by what stands before it. */
    #body(match) {
        let group = 0;
        let place = match.index + match[this.#head].length;
        for (const token of this.#first) {
            place += isText(token) ? token.length : match[(group += 1)].length;
        }
        return place;
    }

    #header(match) {
        const value = (field) => {
            const text = match[this.#places.get(field)] ?? null;
            return text === NIL && !this.#plain ? null : text;
        };
        const pri = value("pri");
        const mayBeKernels = pri === null || Number(pri) <= 7; // only its own lines have facility 0
        const header = {
            time: value("time"),
            host: value("host"),
            ident: value("ident") ?? this.#row.ident ?? null,
            pid: value("pid"),
            pri,
            ktime: value("ktime"),
            transport: mayBeKernels ? (this.#row.transport ?? null) : "user",
            severity: null,
            format: this.#row.name,
            repeated: null,
            extra: null,
        };
        for (const [field, group] of this.#others) {
            this.#add(header, field, match[group]);
        }
        return header;
    }

    /** Put a field that only some headers have where it belongs. */
    #add(header, field, captured) {
        if (field === "level") {
            header.severity = wordOf(this.#row.levels, withoutBlanksBehind(captured));
        } else if (field === "repeated") {
            header.repeated = Number(captured);
        } else if (field === "kusec") {
            header.ktime = secondsOf(captured);
        } else if (field !== "skip") {
            const text = withoutBlanksBefore(withoutBlanksBehind(captured));
            if (text && text !== NIL) {
                header.extra ??= new Map();
                header.extra.set(field, text);
            }
        }
    }
}
