/**
 * @module Structured records: log lines that are JSON or logfmt, and entries of the journal's export format.
 *
 * What their keys mean is data of the bundle. A record becomes a header, as a line's is (`headers.js`), and a body, its
 * message; all its keys are kept beside.
 */

import { SEVERITIES } from "./headers.js";
import { JsonNumber, parse, written } from "./json.js";
import { logfmt } from "./logfmt.js";
import { withoutBehind } from "./text.js";
import { microsText, MILLION, secondsOf, wordOf } from "./values.js";

/** What a record on a line of its own begins with. */
export const STARTS = "{tlmc";

const LOGFMT = ["time=", "ts=", "t=", "level=", "lvl=", "msg=", "caller=", "logger="]; // how a line of logfmt begins
const SYNTAXES = ["json", "export", "logfmt"];
const FIELDS = ["time", "host", "ident", "pid", "pri", "ktime", "level", "kusec"];
const MOST_SECONDS = 253402300799; // the end of the year 9999
const LEAST_MILLISECONDS = 100_000_000_000; // greater numbers are no seconds but milliseconds
const MOST_DEPTH = 100;
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * An entry that spans several lines of the input: `text` is what is shown of it, `lines` how many lines it takes,
 * `fields` its keys and values.
 */
export class Record {
    /**
     * @param {string} text
     * @param {number} lines
     * @param {Map<string, any>} fields
     */
    constructor(text, lines, fields) {
        this.text = text;
        this.lines = lines;
        this.fields = fields;
    }
}

/** Reads structured records by the bundle's rows. */
export class RecordReader {
    #rows;

    /** @param {object[]} rows */
    constructor(rows) {
        this.#rows = new Map(SYNTAXES.map((syntax) => [syntax, rows.filter((row) => row.syntax.includes(syntax))]));
    }

    /**
     * A text that is a JSON object or logfmt: its header and body, and whether the body is a whole log line with a
     * header of its own; null where it is neither or nothing known.
     * @param {string} text
     * @returns {{header: import("./headers.js").Header, body: string, wraps: boolean} | null}
     */
    line(text) {
        if (text.startsWith("{")) {
            return this.of("json", object(text));
        }
        return LOGFMT.some((start) => text.startsWith(start)) ? this.of("logfmt", logfmt(text)) : null;
    }

    /**
     * What some keys and values say.
     * @param {string} syntax
     * @param {Map<string, any> | null} fields
     * @returns {{header: import("./headers.js").Header, body: string, wraps: boolean} | null}
     */
    of(syntax, fields) {
        if (fields === null || !fields.size) {
            return null;
        }
        const row = this.#rows.get(syntax).find((item) => fits(item.has, fields));
        if (row === undefined) {
            return null;
        }
        const key = row.message.find((name) => fields.has(name));
        let body = key === undefined ? "" : asText(fields.get(key));
        const wraps = row.wraps ?? false;
        if (wraps) {
            body = body.endsWith("\n") ? body.slice(0, -1) : body;
            body = body.endsWith("\r") ? body.slice(0, -1) : body;
        }
        return { header: headerOf(row, fields), body, wraps };
    }
}

function fits(has, fields) {
    return Object.entries(has).every(
        ([key, value]) => fields.has(key) && (value === "*" || asText(fields.get(key)) === value),
    );
}

function headerOf(row, fields) {
    const values = new Map(FIELDS.map((field) => [field, null]));
    for (const [field, keys] of Object.entries(row.fields)) {
        const value = keys.map((key) => fields.get(key)).find((item) => ![undefined, null, ""].includes(item));
        if (value !== undefined && values.has(field)) {
            values.set(field, field === "time" ? timeText(value, row.unit ?? "s") : asText(value));
        }
    }
    const number = (field, most) => {
        const text = values.get(field);
        return isNumber(text, 10) && Number(text) <= most ? text : null;
    };
    const kusec = values.get("kusec");
    const level = values.get("level");
    return {
        time: values.get("time"),
        host: values.get("host"),
        ident: values.get("ident") ?? row.ident ?? null,
        pid: number("pid", 2 ** 32),
        pri: number("pri", 7),
        ktime: isNumber(kusec, 20) ? secondsOf(kusec) : values.get("ktime"),
        transport: row.transport ?? null,
        severity: wordOf(row.levels, level?.toLowerCase()) ?? (SEVERITIES.includes(level) ? level : null),
        format: row.name,
        repeated: null,
        extra: fields,
    };
}

/**
 * A value as text: bytes that the journal gives as numbers are decoded, of a field that is there twice the first
 * counts.
 * @param {any} value
 * @returns {string}
 */
export function asText(value) {
    if (typeof value === "string") {
        return value;
    }
    if (Array.isArray(value) && value.length) {
        if (value.every((item) => item instanceof JsonNumber && item.whole && item.value >= 0 && item.value < 256)) {
            return utf8.decode(Uint8Array.from(value, (item) => item.value));
        }
        return Array.isArray(value[0]) ? "" : asText(value[0]);
    }
    return value === null || Array.isArray(value) ? "" : written(value);
}

/** Whether a text is a number of so many digits at most. */
function isNumber(text, most) {
    return text !== null && text.length <= most && /^[0-9]+$/.test(text);
}

/** A time as text; a count since 1970 in ISO 8601, in UTC, to the microsecond. */
function timeText(value, unit) {
    const text = asText(value);
    if (unit === "us") {
        return isNumber(text, 18) ? isoTime(BigInt(text)) ?? text : text;
    }
    if (!(value instanceof JsonNumber) || value.value < 0 || value.value >= MOST_SECONDS * 1000) {
        return text;
    }
    const scale = value.value < LEAST_MILLISECONDS ? 1_000_000 : 1000;
    const micros = value.whole ? BigInt(value.text) * BigInt(scale) : BigInt(rounded(value.value * scale));
    return isoTime(micros) ?? text;
}

/** The nearest integer, of two the even one. */
function rounded(value) {
    const floor = Math.floor(value);
    const rest = value - floor;
    return rest > 0.5 || (rest === 0.5 && floor % 2) ? floor + 1 : floor;
}

function isoTime(micros) {
    const seconds = micros / MILLION;
    if (seconds > MOST_SECONDS) {
        return null;
    }
    return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${microsText(micros)}Z`;
}

/** A JSON object, or null. */
function object(text) {
    if (!withoutBehind(text, " \t\r").endsWith("}")) {
        return null;
    }
    try {
        const found = parse(text);
        return found instanceof Map && !isDeeper(found, MOST_DEPTH) ? found : null;
    } catch (error) {
        if (error instanceof SyntaxError) {
            return null;
        }
        throw error;
    }
}

/** Whether a value is nested more deeply than so many levels. */
function isDeeper(value, depth) {
    if (!(value instanceof Map) && !Array.isArray(value)) {
        return false;
    }
    return depth === 0 || [...value.values()].some((item) => isDeeper(item, depth - 1));
}
