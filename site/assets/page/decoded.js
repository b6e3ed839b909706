// What a value means, on one line, as the command line writes it (compiler/msgpedia/decoding/text.py).
import { _, joined } from "./words.js";

/**
 * Readings of a value on one line.
 * @param {import("../lookup/decoding.js").Reading[]} readings
 * @returns {string}
 */
export function written(readings) {
    if (readings.length === 1) {
        return partsText(readings[0].parts);
    }
    return readings.map((reading) => _("{name}: {value}", { name: versionsText(reading), value: partsText(reading.parts) })).join(" / ");
}

/**
 * What a person is told beside a value: nothing where the table lacks it, or has what stands there
 * (compiler/msgpedia/lookup/values.py).
 * @param {string} value without blanks around it
 * @param {import("../lookup/decoding.js").Reading[]} readings
 * @returns {string}
 */
export function told(value, readings) {
    const parts = readings.flatMap((reading) => reading.parts);
    if (!parts.some((part) => part.known)) {
        return "";
    }
    if (parts.length === 1 && parts[0].symbol === value) {
        return picked(parts[0].text) ?? "";
    }
    const there = new Set([value, ...value.split(/[ |,{}()/]/)]);
    const isSaid = parts.every(({ symbol, value: own, text, name }) => text === null && name === null && there.has(symbol || own));
    return isSaid ? "" : written(readings);
}

/** The versions that a reading is of. */
function versionsText({ first, last }) {
    if (first !== null && first === last) {
        return _("version {version}", { version: first });
    }
    if (first !== null && last !== null) {
        return _("versions {first} to {last}", { first, last });
    }
    return first !== null ? _("version {first} and later", { first }) : _("version {last} and earlier", { last: last ?? "" });
}

/** All parts of a reading; parts of the same name have it once. */
function partsText(parts) {
    if (parts.some((part) => part.oneOf)) {
        return _("one of: {values}", { values: joined(parts.map(partText)) });
    }
    const found = [];
    let before = null;
    for (const part of parts) {
        const name = picked(part.name);
        const value = partText(part);
        found.push(name !== null && name !== before ? _("{name}: {value}", { name, value }) : value);
        before = name;
    }
    return joined(found);
}

function partText({ symbol, value, text, known }) {
    if (!known) {
        return _("{value} (not in the table)", { value: value ?? "" });
    }
    const head = symbol ?? value;
    const meaning = picked(text);
    if (head === null) {
        return meaning ?? "";
    }
    return meaning ? _("{value} ({meaning})", { value: head, meaning }) : head;
}

/** A text in the page's language, or where it is missing in English, Japanese, or whatever there is; null for none. */
function picked(texts) {
    if (texts === null) {
        return null;
    }
    const code = [document.documentElement.lang, "en", "ja"].find((each) => Object.hasOwn(texts, each));
    return (code === undefined ? Object.values(texts)[0] : texts[code]) ?? null;
}
