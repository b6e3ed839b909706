/**
 * @module Finds the message that a log line comes from: origin, candidates, gate, rank, ties.
 *
 * Rules: `docs/matching.md`, "Which lines a message may explain" and "Finding candidates". The engine keeps what it
 * learns from a log: the candidates of a body are a function of its words, so bodies that differ in digits alone share
 * them.
 */

import { claims } from "./idents.js";
import { Index, KNOWN_GATE, UNKNOWN_GATE } from "./index.js";
import { hasSpace } from "./text.js";
import { isText } from "./units.js";

const WORDS = /[A-Za-z]{2,}/g;
const DIGITS = /[0-9]/g;
const LONGEST_KEPT = 1000; // UTF-16 units of a body whose candidates are kept
const MOST_KEPT = 20_000;
const NONE = Object.freeze([]);
const NO_CANDIDATES = Object.freeze({ templates: NONE, beginnings: { of: () => NONE } });

/**
 * @typedef {object} Match
 * @property {number} template
 * @property {string[]} captures the texts of its holes in the order of the text
 * @property {number[]} alternatives templates that fit just as well, in order of id
 *
 * @typedef {{templates: number[], beginnings: {of: (body: string) => object[]}}} Candidates what a body may be:
 *     templates, and what it may begin of reports
 */

/** Where lines of an ident come from: `software` are the numbers of those whose messages can occur, null for any. */
class Origin {
    kept = new Map();

    constructor(software, name, gate = software === null ? UNKNOWN_GATE : KNOWN_GATE) {
        this.software = software;
        this.name = name;
        this.gate = gate;
    }
}

/** Look-up over one bundle. */
export class Engine {
    #headless;
    #kernel;
    #user;
    #foreign = new Origin(new Set(), null);
    #byIdent = new Map();
    #byClaims = new Map();

    /**
     * @param {object | Index} bundle a bundle, its part for look-up, or an index of it
     * @param {string | null} software the software whose lines have no header, where one knows it
     * @throws {RangeError} where the bundle has no such software
     */
    constructor(bundle, software = null) {
        this.index = bundle instanceof Index ? bundle : new Index(bundle);
        const ids = this.index.software.map((item) => item.id);
        if (software !== null && !ids.includes(software)) {
            throw new RangeError(`no software ${software}`);
        }
        const named = software === null ? null : new Set([ids.indexOf(software)]);
        this.#headless = new Origin(named, software);
        const kernel = this.#numbers((item) => item.transport === "kernel");
        this.#kernel = kernel.length ? new Origin(new Set(kernel), ids[kernel[0]]) : this.#foreign;
        const others = new Set(this.#numbers((item) => item.transport !== "kernel"));
        this.#user = software === null ? new Origin(others, null, UNKNOWN_GATE) : this.#headless;
    }

    #numbers(has) {
        return [...this.index.software.entries()].filter(([, item]) => has(item)).map(([number]) => number);
    }

    /**
     * The header and the body of a line, the body with escaped control characters put back.
     * @param {string | import("./records.js").Record} line
     * @returns {import("./reader.js").Reading}
     */
    read(line) {
        return this.index.reader.read(line);
    }

    /**
     * Where a line with this header comes from.
     * @param {import("./headers.js").Header} header
     * @returns {Origin}
     */
    origin(header) {
        if (header.transport === "kernel") {
            return this.#kernel;
        }
        if (header.ident === null) {
            return header.transport === "user" ? this.#user : this.#headless;
        }
        let found = this.#byIdent.get(header.ident);
        if (found === undefined) {
            found = this.#claimed(header.ident);
            remember(this.#byIdent, header.ident, found);
        }
        return found;
    }

    /** The origin of lines with an ident: the software that claims it, and that whose messages also occur there. */
    #claimed(ident) {
        const owners = this.#numbers((item) => claims(item.idents ?? [], ident));
        const guests = this.#numbers((item) => claims(item.hosts ?? [], ident));
        const found = new Set([...owners, ...guests]);
        if (!found.size) {
            return this.#foreign;
        }
        const owner = owners.length ? this.index.software[owners[0]].id : null;
        const key = `${[...found].sort((one, other) => one - other).join(" ")} ${owner}`;
        if (!this.#byClaims.has(key)) {
            this.#byClaims.set(key, new Origin(found, owner));
        }
        return this.#byClaims.get(key);
    }

    /**
     * What a body of some origin may be: templates in order of rank, and what begins reports.
     * @param {string} body
     * @param {Origin} origin
     * @returns {Candidates}
     */
    candidates(body, origin) {
        if (origin === this.#foreign && origin !== this.#kernel) {
            return NO_CANDIDATES;
        }
        if (body.length > LONGEST_KEPT) {
            return this.#findCandidates(body, origin);
        }
        const masked = body.replace(DIGITS, "0");
        let found = origin.kept.get(masked);
        if (found === undefined) {
            found = this.#findCandidates(body, origin);
            remember(origin.kept, masked, found);
        }
        return found;
    }

    /**
     * The message that a body of some origin comes from, or null.
     *
     * A body of several lines (a daemon's message with its line ends escaped) is its first line where it is no message
     * as a whole.
     * @param {string} body
     * @param {Origin} origin
     * @param {Candidates} candidates of the body
     * @returns {Match | null}
     */
    match(body, origin, candidates = this.candidates(body, origin)) {
        const found = this.#match(body, origin, candidates);
        const end = found === null ? body.indexOf("\n") : -1;
        if (end < 0) {
            return found;
        }
        const first = body.slice(0, end);
        return this.#match(first, origin, this.candidates(first, origin));
    }

    #match(body, origin, candidates) {
        const { templates } = this.index;
        let winner = null;
        for (const template of candidates.templates) {
            if (winner !== null && templates[template].tier !== templates[winner.template].tier) {
                break;
            }
            const captures = this.index.matcher(template).match(body);
            if (captures === null || (origin.gate === UNKNOWN_GATE && this.#beginsWithWords(template, captures))) {
                continue;
            }
            if (winner === null) {
                winner = { template, captures, alternatives: [] };
            } else if (this.#differs(template, winner)) {
                winner.alternatives.push(template);
            }
        }
        return winner;
    }

    /** Whether a program that begins wild found several words there: perhaps a header that nobody knows. */
    #beginsWithWords(template, captures) {
        const { tokens } = this.index.templates[template].program;
        const first = tokens.findIndex((token) => isText(token) || !this.index.holes[token].wild);
        return captures.slice(0, first < 0 ? tokens.length : first).some(hasSpace);
    }

    /** Whether a template is of another message and another entry than what was found already. */
    #differs(template, winner) {
        const { templates } = this.index;
        const { entry, number } = templates[template];
        return ![winner.template, ...winner.alternatives].some(
            (other) => templates[other].number === number || (entry >= 0 && templates[other].entry === entry),
        );
    }

    #findCandidates(body, origin) {
        const words = body.match(WORDS) ?? NONE;
        const templates = origin === this.#foreign ? NONE : this.#findTemplates(new Set(words), origin);
        return { templates, beginnings: this.index.kinds.with(words, origin.name) };
    }

    /** The templates of an origin's software whose words all occur in a body, in order of rank. */
    #findTemplates(words, origin) {
        const { templates } = this.index;
        const found = [...this.index.loose];
        for (const word of words) {
            found.push(...this.index.anchored(word));
        }
        return found
            .filter((number) => {
                const { gate, software, program } = templates[number];
                return (
                    gate >= origin.gate &&
                    (origin.software === null || origin.software.has(software)) &&
                    (program.words ?? []).every((word) => words.has(word))
                );
            })
            .sort((one, other) => one - other);
    }

    /**
     * The captures of a match with the names of the arguments; `1`, `2`, … where nobody has named them.
     * @param {Match} match
     * @returns {[string, string][]}
     */
    named(match) {
        const { names, first = 0 } = this.index.templates[match.template].program;
        return match.captures.map((text, number) => [names?.[number] ?? String(first + 1 + number), text]);
    }

    /**
     * The captures of a match by the names of the arguments.
     * @param {Match} match
     * @returns {{[name: string]: string}}
     */
    captures(match) {
        return Object.assign(Object.create(null), Object.fromEntries(this.named(match)));
    }
}

/** Put a value into a memo, which is emptied when it is full. */
function remember(memo, key, value) {
    if (memo.size >= MOST_KEPT) {
        memo.clear();
    }
    memo.set(key, value);
}
