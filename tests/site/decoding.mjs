// What the site says of values, for comparison with the Python runtime:
//     node tests/site/decoding.mjs < JOB
// A job is JSON: `decoders`; `values`, a list of `[kind, text, radix, versions]`; `language` of the page and its `words`.
// Prints for each value the readings as plain data, all of them on one line, and what is told beside the value. With
// `lines`, a list of `{card, message, captures}`, for each what is told beside its values, and which advice holds.

import { readFileSync } from "node:fs";

import { decode, readingKey } from "../../site/assets/lookup/decoding.js";

const { decoders, values, lines, language, words } = JSON.parse(readFileSync(0, "utf-8"));
globalThis.document = { documentElement: { lang: language } };
globalThis.msgpedia = { get: () => words };
const { told, written } = await import("../../site/assets/page/decoded.js");

const { Meanings } = await import("../../site/assets/page/meanings.js");

const tables = new Map(Object.entries(decoders));
const tableOf = (kind) => tables.get(kind);

function valueResult([kind, text, radix, versions]) {
    const readings = decode(tableOf, kind, text, radix, versions ?? undefined);
    return [readings.map(readingKey), written(readings), told(text, readings)];
}

function lineResult({ card, message, captures }) {
    const { id, decode: kinds = {}, messages = {}, advice = [] } = card;
    const meanings = new Meanings({ software: id.split("/")[0], decode: kinds, message: messages[message] ?? {} }, captures, tableOf);
    const held = advice.map(({ when }) => meanings.allow(when));
    return [Object.fromEntries(captures.map(([name]) => [name, meanings.of(name)])), held];
}

process.stdout.write(JSON.stringify(lines ? lines.map(lineResult) : values.map(valueResult)));
