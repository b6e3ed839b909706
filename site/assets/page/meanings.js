// What the values of a line mean, and which advice of its entry holds for them.
import { holds, parse, symbolsOf } from "../lookup/conditions.js";
import { ALL_VERSIONS, decode } from "../lookup/decoding.js";
import { withoutBlanksBefore, withoutBlanksBehind } from "../lookup/text.js";
import { told } from "./decoded.js";

const CUT = 2000; // UTF-16 units: a value as long as that may have been cut, in lookup/groups.js or values.js

/**
 * What is known of the values of a message: the software, the kinds of values by argument, and of the message the radix
 * of arguments and the versions of the software that print it.
 *
 * @typedef {{software: string, decode: Record<string, string>,
 *     message: {radix?: Record<string, number>, versions?: [string | null, string | null]}}} Facts
 */

/**
 * The tables of some kinds of values, and those that they refer to; each is loaded when it is first needed.
 * @param {Iterable<string>} kinds
 * @returns {Promise<import("../lookup/decoding_parts.js").Tables>}
 */
export async function tablesOf(kinds) {
    const found = new Map();
    const add = async (kind) => {
        if (!found.has(kind)) {
            found.set(kind, undefined);
            const table = await globalThis.msgpedia.load(`decoders/${document.documentElement.lang}/${kind}`);
            found.set(kind, table);
            await Promise.all([...(table.else ?? []), ...(table.field ?? []).flatMap((field) => field.decoder ?? [])].map(add));
        }
    };
    await Promise.all([...kinds].map(add));
    return (kind) => found.get(kind);
}

/**
 * The kinds of values that a line has.
 * @param {Record<string, string>} decoders kinds by argument
 * @param {[string, string][]} captures
 * @returns {string[]}
 */
export function kindsOf(decoders, captures) {
    return captures.flatMap(([name]) => own(decoders, name) ?? []);
}

/** The meanings of the values of one line. */
export class Meanings {
    #facts;
    #values;
    #tables;
    #readings = new Map();

    /**
     * @param {Facts} facts
     * @param {[string, string][]} captures
     * @param {import("../lookup/decoding_parts.js").Tables} tables with those of `kindsOf`
     */
    constructor(facts, captures, tables) {
        this.#facts = facts;
        this.#values = new Map(captures);
        this.#tables = tables;
        for (const [name, captured] of this.#values) {
            const table = this.#table(name);
            const value = withoutBlanksBefore(withoutBlanksBehind(captured));
            if (table && captured.length < CUT && value !== "") {
                const { versions } = facts.message;
                const known = table.software === facts.software && versions ? versions : ALL_VERSIONS;
                const readings = decode(tables, own(facts.decode, name), value, this.#radix(name), known);
                this.#readings.set(name, { value, readings });
            }
        }
    }

    #table(name) {
        const kind = own(this.#facts.decode, name);
        return kind === undefined ? undefined : this.#tables(kind);
    }

    #radix(name) {
        return own(this.#facts.message.radix ?? {}, name) ?? null;
    }

    /**
     * What the value of an argument means, on one line; empty where no table tells more than stands there.
     * @param {string} name
     * @returns {string}
     */
    of(name) {
        const found = this.#readings.get(name);
        return found ? told(found.value, found.readings) : "";
    }

    /**
     * Whether all conditions of advice hold.
     * @param {Record<string, string>} when conditions by argument
     * @returns {boolean}
     */
    allow(when) {
        return Object.entries(when).every(([name, text]) => {
            const value = this.#values.get(name);
            const condition = parse(text);
            if (value === undefined || value.length >= CUT || condition === null) {
                return false;
            }
            const radix = this.#radix(name) ?? this.#table(name)?.radix ?? 10;
            return holds(condition, value, radix, symbolsOf(this.#readings.get(name)?.readings ?? []));
        });
    }
}

/** A value of an object from the outside; what it inherits does not count. */
function own(object, key) {
    return Object.hasOwn(object, key) ? object[key] : undefined;
}
