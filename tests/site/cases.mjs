// The cases of one conformance file, run through the look-up of the site: under Node (conformance.mjs) and in a browser.

import { Engine } from "../../site/assets/lookup/engine.js";
import { severityOf } from "../../site/assets/lookup/headers.js";
import { JsonNumber, parse, written } from "../../site/assets/lookup/json.js";
import { Matcher } from "../../site/assets/lookup/matcher.js";
import { LineReader } from "../../site/assets/lookup/reader.js";

/** A text that two values share if they are equal, whatever the order of the keys. */
function canonical(value) {
    if (value instanceof JsonNumber) {
        return value.text;
    }
    if (Array.isArray(value)) {
        return `[${value.map(canonical).join()}]`;
    }
    if (value !== null && typeof value === "object") {
        const pairs = value instanceof Map ? [...value] : Object.entries(value);
        const rows = pairs.map(([key, item]) => `${written(key)}:${canonical(item)}`);
        return `{${rows.sort().join()}}`;
    }
    return JSON.stringify(value);
}

/** Null where two values are equal, else the one that was found. */
function difference(found, expected) {
    return canonical(found) === canonical(expected) ? null : canonical(found);
}

function programCase({ program, holes }, [body, captures]) {
    const careful = new Matcher({ ...program, careful: true }, holes).match(body);
    return difference(new Matcher(program, holes).match(body), captures) ?? difference(careful, captures);
}

function formatCase({ programs, holes }, [body, captures, part = 1]) {
    const found = programs
        .map((program) => [program.part, new Matcher(program, holes).match(body)])
        .filter(([, texts]) => texts !== null);
    return difference(found.slice(0, 1), captures === null ? [] : [[part, captures]]);
}

function rankingCase(group, line, headers) {
    const shift = headers.holes.length;
    const messages = group.messages.map((message) => ({
        level: null,
        entry: null,
        ...message,
        id: message.name,
        programs: message.programs.map((program) => ({
            ...program,
            tokens: program.tokens.map((token) => (typeof token === "string" ? token : token + shift)),
        })),
    }));
    const ids = new Set(messages.map((message) => message.entry).filter((entry) => entry !== null));
    const bundle = {
        software: group.software,
        headers: headers.headers,
        records: headers.records,
        holes: [...headers.holes, ...group.holes],
        entries: [...ids].sort().map((id) => ({ id, severity: "err" })),
        messages,
    };
    const engine = new Engine(bundle, line.software ?? null);
    const { header, body } = engine.read(line.line);
    const match = engine.match(body, engine.origin(header));
    const { templates } = engine.index;
    const expected = { winner: line.winner, alternatives: line.alternatives ?? [] };
    if (match === null) {
        return difference({ winner: null, alternatives: [] }, expected);
    }
    const found = {
        winner: templates[match.template].message.name,
        alternatives: match.alternatives.map((template) => templates[template].message.name),
        captures: engine.captures(match),
        part: templates[match.template].program.part,
    };
    return difference(found, { ...expected, captures: line.captures, part: line.part ?? 1 });
}

function headerCase(reader, [line, record, body]) {
    const { header, body: found } = reader.read(line);
    const number = (text) => (text === null ? null : new JsonNumber(text, true));
    const fields = {
        ...header,
        ktime: header.ktime?.trimStart() ?? null,
        pid: number(header.pid),
        pri: number(header.pri),
        repeated: header.repeated,
        severity: severityOf(header),
        fields: header.extra,
        extra: null,
        format: null,
    };
    const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
    return difference([said, found], [record, body]);
}

/**
 * One list for each group: null for a case that passes, else what came out instead.
 * @param {string} name the file's name
 * @param {string} text what is in it
 * @param {string} headersText what is in headers.json
 * @returns {(string | null)[][]}
 */
export function results(name, text, headersText) {
    const { groups } = JSON.parse(text);
    const headers = JSON.parse(headersText);
    if (name === "headers.json") {
        const reader = new LineReader(headers.headers, headers.records, headers.holes);
        const exact = parse(text); // numbers as they are written
        return exact.get("groups").map((group) => group.get("cases").map((item) => headerCase(reader, item)));
    }
    const runs = { "programs.json": programCase, "ranking.json": rankingCase };
    const run = runs[name] ?? formatCase;
    return groups.map((group) => group.cases.map((item) => run(group, item, headers)));
}
