/**
 * @module What the engine looks up: the programs of a bundle in order of rank, by the words that lines must have.
 *
 * A *template* is the number of a program in that order. Rules: `docs/matching.md`, "Which lines a message may explain"
 * and "Finding candidates".
 */

import { Matcher } from "./matcher.js";
import { LineReader } from "./reader.js";
import { Kinds } from "./reports_starts.js";
import { compared, length } from "./text.js";
import { isText } from "./units.js";

/** Literal characters that a program needs where the origin of a line is known, and where it is not. */
export const KNOWN_GATE = 8;
export const UNKNOWN_GATE = 12;

const WHITE = /[ \t\n\r\f\v]+/g;

/**
 * @typedef {object} Template
 * @property {object} program as the bundle has it
 * @property {object} message as the bundle has it
 * @property {number} number of the message
 * @property {number} entry number of the entry, -1 where there is none
 * @property {number} software number of the software
 * @property {number} tier equals have the same
 * @property {number} gate literal characters, or enough where the entry asks for less
 */

/** A bundle, or the part of it that look-up needs, ready to be looked up in. */
export class Index {
    #matchers = new Map();
    #anchors = new Map();

    /** @param {{software: object[], headers: object[], records?: object[], holes: object[], messages: object[],
     *     entries: {id: string, severity: string}[], reports?: object[], report_lines?: object[]}} bundle */
    constructor(bundle) {
        this.software = bundle.software;
        this.holes = bundle.holes;
        this.entries = bundle.entries;
        this.messages = bundle.messages;
        this.kinds = new Kinds(bundle);
        this.reader = new LineReader(bundle.headers, bundle.records ?? [], bundle.holes);
        /** @type {Template[]} */
        this.templates = ranked(bundle);
        /** Templates that have no words, candidates of every line. */
        this.loose = [];
        for (const [template, { program }] of this.templates.entries()) {
            const anchor = program.words?.[0];
            if (anchor === undefined) {
                this.loose.push(template);
            } else if (this.#anchors.has(anchor)) {
                this.#anchors.get(anchor).push(template);
            } else {
                this.#anchors.set(anchor, [template]);
            }
        }
    }

    /**
     * The templates whose rarest word is this one, in order of rank.
     * @param {string} word
     * @returns {number[]}
     */
    anchored(word) {
        return this.#anchors.get(word) ?? [];
    }

    /**
     * The matcher of a template, made at its first use.
     * @param {number} template
     * @returns {Matcher}
     */
    matcher(template) {
        let matcher = this.#matchers.get(template);
        if (matcher === undefined) {
            matcher = new Matcher(this.templates[template].program, this.holes);
            this.#matchers.set(template, matcher);
        }
        return matcher;
    }
}

/** One row for each program, the most specific first; equals in order of id, an entry's newest variant first. */
function ranked(bundle) {
    const software = new Map(bundle.software.map((item, number) => [item.id, number]));
    const entries = new Map(bundle.entries.map((entry, number) => [entry.id, number]));
    const rows = bundle.messages.flatMap((message, number) =>
        message.programs.map((program) => ({
            program,
            message,
            number,
            entry: entries.get(message.entry) ?? -1,
            software: software.get(message.software),
            tier: 0,
            gate: gateOf(program, message.min_literals),
            rank: rankOf(program, bundle.holes, message.entry ?? null),
            name: message.entry ?? message.id,
        })),
    );
    rows.sort(
        (one, other) =>
            byRank(one, other) ||
            compared(one.name, other.name) ||
            one.number - other.number ||
            one.program.part - other.program.part,
    );
    for (let place = 1; place < rows.length; place += 1) {
        rows[place].tier = rows[place - 1].tier + (byRank(rows[place - 1], rows[place]) ? 1 : 0);
    }
    return rows;
}

function rankOf(program, holes, entry) {
    let literal = 0;
    let wild = 0;
    for (const token of program.tokens) {
        if (isText(token)) {
            literal += length(token);
        } else if (holes[token].wild) {
            wild += 1;
        }
    }
    return { literal, wild, indexed: entry === null ? 1 : 0 };
}

function byRank({ rank: one }, { rank: other }) {
    return other.literal - one.literal || one.wild - other.wild || one.indexed - other.indexed;
}

function gateOf(program, minLiterals) {
    let solid = 0;
    for (const token of program.tokens) {
        if (isText(token)) {
            solid += length(token.replace(WHITE, ""));
        }
    }
    const enough = typeof minLiterals === "number" && solid >= minLiterals;
    return enough ? Math.max(solid, UNKNOWN_GATE) : solid;
}
