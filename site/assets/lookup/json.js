/**
 * @module JSON of log lines, read so that nothing is lost: numbers keep their digits, objects the order of their keys.
 *
 * A value is a string, boolean, null, `JsonNumber`, array or `Map`. NaN, Infinity and -Infinity, and numbers too large
 * for a double, are strings.
 */

const MOST_DEPTH = 900; // of brackets while reading; deeper than any record may be
const MOST_DIGITS = 4300; // of an integer; no log has more
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const SPECIAL = /["\\\x00-\x1f]/g;
const BLANKS = /[ \t\n\r]*/y;
const CONSTANTS = ["NaN", "Infinity", "-Infinity"];
const WORDS = new Map([
    ["true", true],
    ["false", false],
    ["null", null],
    ...CONSTANTS.map((word) => [word, word]),
]);
const ESCAPES = new Map([
    ['"', '"'],
    ["\\", "\\"],
    ["/", "/"],
    ["b", "\b"],
    ["f", "\f"],
    ["n", "\n"],
    ["r", "\r"],
    ["t", "\t"],
]);
const WRITTEN = new Map([...ESCAPES].map(([letter, char]) => [char, `\\${letter}`]));

/** A number: `text` is how it is written, `whole` whether it is an integer, `value` the double nearest to it. */
export class JsonNumber {
    /**
     * @param {string} text
     * @param {boolean} whole
     */
    constructor(text, whole) {
        this.whole = whole;
        this.value = Number(text);
        this.text = whole ? (text === "-0" ? "0" : text) : floatText(this.value);
    }
}

/**
 * The value of a JSON text.
 * @param {string} text
 * @returns {any}
 * @throws {SyntaxError} where it is no JSON, or nested very deeply
 */
export function parse(text) {
    const reader = new Reader(text);
    const value = reader.value(0);
    if (reader.skip() < text.length) {
        reader.fail();
    }
    return value;
}

/** Reads values from a place of a text on. */
class Reader {
    #text;
    #place = 0;

    constructor(text) {
        this.#text = text;
    }

    fail() {
        throw new SyntaxError(`no JSON at ${this.#place}`);
    }

    /** Skip white space; the place behind it. */
    skip() {
        BLANKS.lastIndex = this.#place;
        BLANKS.test(this.#text);
        this.#place = BLANKS.lastIndex;
        return this.#place;
    }

    value(depth) {
        const char = this.#text[this.skip()];
        if (char === '"') {
            return this.#string();
        }
        if (char === "{" || char === "[") {
            if (depth >= MOST_DEPTH) {
                this.fail();
            }
            return char === "{" ? this.#object(depth + 1) : this.#array(depth + 1);
        }
        NUMBER.lastIndex = this.#place;
        const number = NUMBER.exec(this.#text);
        return number === null ? this.#word() : this.#number(number);
    }

    #number([text, fraction, exponent]) {
        this.#place += text.length;
        if (fraction !== undefined || exponent !== undefined) {
            return Number.isFinite(Number(text)) ? new JsonNumber(text, false) : text;
        }
        return text.length - (text[0] === "-") > MOST_DIGITS ? this.fail() : new JsonNumber(text, true);
    }

    #word() {
        for (const [word, value] of WORDS) {
            if (this.#text.startsWith(word, this.#place)) {
                this.#place += word.length;
                return value;
            }
        }
        return this.fail();
    }

    #string() {
        const pieces = [];
        let start = this.#place + 1;
        for (;;) {
            SPECIAL.lastIndex = start;
            const special = SPECIAL.exec(this.#text);
            if (special === null || special[0] < " ") {
                this.fail();
            }
            pieces.push(this.#text.slice(start, special.index));
            this.#place = special.index + 1;
            if (special[0] === '"') {
                return pieces.length === 1 ? pieces[0] : pieces.join("");
            }
            pieces.push(this.#escape());
            start = this.#place;
        }
    }

    /** The character of an escape, whose backslash is read already. */
    #escape() {
        const letter = this.#text[this.#place];
        this.#place += 1;
        if (letter === "u") {
            const digits = this.#text.slice(this.#place, this.#place + 4);
            this.#place += 4;
            return /^[0-9a-fA-F]{4}$/.test(digits) ? String.fromCharCode(parseInt(digits, 16)) : this.fail();
        }
        return ESCAPES.get(letter) ?? this.fail();
    }

    #array(depth) {
        const found = [];
        this.#place += 1;
        if (this.#text[this.skip()] === "]") {
            this.#place += 1;
            return found;
        }
        do {
            found.push(this.value(depth));
        } while (this.#goesOn("]"));
        return found;
    }

    #object(depth) {
        const found = new Map();
        this.#place += 1;
        if (this.#text[this.skip()] === "}") {
            this.#place += 1;
            return found;
        }
        do {
            if (this.#text[this.skip()] !== '"') {
                this.fail();
            }
            const key = this.#string();
            if (this.#text[this.skip()] !== ":") {
                this.fail();
            }
            this.#place += 1;
            found.set(key, this.value(depth));
        } while (this.#goesOn("}"));
        return found;
    }

    /** Whether a comma follows, not the bracket. */
    #goesOn(bracket) {
        const char = this.#text[this.skip()];
        if (char !== "," && char !== bracket) {
            this.fail();
        }
        this.#place += 1;
        return char === ",";
    }
}

/**
 * A value as JSON, written as Python's `json.dumps(value, ensure_ascii=False)` does.
 * @param {any} value
 * @returns {string}
 */
export function written(value) {
    if (typeof value === "string") {
        return `"${value.replace(/["\\\x00-\x1f]/g, escapeOf)}"`;
    }
    if (value instanceof JsonNumber) {
        return value.text;
    }
    if (Array.isArray(value)) {
        return `[${value.map(written).join(", ")}]`;
    }
    if (value instanceof Map) {
        return `{${[...value].map(([key, item]) => `${written(key)}: ${written(item)}`).join(", ")}}`;
    }
    return String(value);
}

function escapeOf(char) {
    return WRITTEN.get(char) ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * A double as Python writes it: the same digits, but an exponent from 1e16 on and below 1e-4, of two digits or more.
 * @param {number} value
 * @returns {string}
 */
export function floatText(value) {
    if (value === 0) {
        return Object.is(value, -0) ? "-0.0" : "0.0";
    }
    const [mantissa, exponent] = value.toExponential().split("e");
    const power = Number(exponent);
    const sign = value < 0 ? "-" : "";
    const digits = mantissa.replace(/[-.]/g, "");
    if (power < -4 || power >= 16) {
        const rest = digits.length > 1 ? `.${digits.slice(1)}` : "";
        return `${sign}${digits[0]}${rest}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
    }
    if (power < 0) {
        return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
    }
    const padded = digits.padEnd(power + 1, "0");
    return `${sign}${padded.slice(0, power + 1)}.${padded.slice(power + 1) || "0"}`;
}
