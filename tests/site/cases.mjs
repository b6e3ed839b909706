// The cases of one conformance file, run through the look-up of the site: under Node (conformance.mjs) and in a browser.

import { holds, parse as parseCondition, symbolsOf } from "../../site/assets/lookup/conditions.js";
import { ALL_VERSIONS, decode, readingKey } from "../../site/assets/lookup/decoding.js";
import { Engine } from "../../site/assets/lookup/engine.js";
import { severityOf } from "../../site/assets/lookup/headers.js";
import { JsonNumber, parse, written } from "../../site/assets/lookup/json.js";
import { Matcher } from "../../site/assets/lookup/matcher.js";
import { LineReader } from "../../site/assets/lookup/reader.js";
import { Grouper } from "../../site/assets/lookup/reports.js";
import { summaryOf, titleOf } from "../../site/assets/lookup/reports_summary.js";

const PATTERNS = ["openings", "lead", "rows", "ends", "after", "frames", "torn"];

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

function decodingCase({ kind, radix = null, versions = ALL_VERSIONS }, [text, readings], tables) {
    return difference(decode(tables, kind, text, radix, versions).map(readingKey), readings);
}

function conditionCase(group, [text, capture, expected], tables) {
    const condition = parseCondition(text);
    if (condition === null) {
        return difference(null, expected);
    }
    const { decode: kind, versions = ALL_VERSIONS } = group;
    const symbols = kind ? symbolsOf(decode(tables, kind, capture, group.radix, versions)) : group.symbols;
    const radix = group.radix ?? (kind ? tables(kind).radix : undefined);
    return difference(holds(condition, capture, radix, symbols), expected);
}

/** The engine for the logs of reports.json. */
function reportEngine({ software, reports, holes }, headers) {
    const shift = headers.holes.length;
    const shifted = (line) => ({ ...line, tokens: line.tokens.map((token) => (typeof token === "string" ? token : token + shift)) });
    const kinds = reports.map((report) => {
        const lines = PATTERNS.filter((key) => report[key]).map((key) => [key, report[key].map(shifted)]);
        return { ...report, ...Object.fromEntries(lines) };
    });
    const bundle = { software, headers: headers.headers, records: headers.records, messages: [], entries: [], reports: kinds };
    return new Engine({ ...bundle, holes: [...headers.holes, ...holes] });
}

/** A result for each case, and one more where there are reports that no case has. */
function reportCases({ lines, cases }, engine) {
    const grouper = new Grouper();
    const owners = lines.map(([line], place) => {
        const { header, body } = engine.read(line);
        const origin = engine.origin(header);
        return grouper.add(place + 1, header, body, origin.name, engine.candidates(body, origin).beginnings.of(body));
    });
    grouper.finish();
    const found = [...new Set(owners)].filter((report) => report !== null && !report.isVoid);
    const numbers = (owner, own) => owner.flatMap((each, place) => (each === own && (each.owns?.(place + 1) ?? true) ? [place + 1] : []));
    const results = cases.map((item, place) => {
        const report = found[place];
        if (report === undefined) {
            return "nothing";
        }
        const { kind, first, last, count } = report;
        const inEach = (texts, text) => Object.fromEntries(Object.keys(texts).map((language) => [language, text(report, language)]));
        const [title, summary] = [inEach(item.title, titleOf), inEach(item.summary, summaryOf)];
        const own = numbers(lines.map(([, number]) => number), place + 1);
        return difference(
            [{ kind: kind.name, first, last, lines: count, title, summary }, numbers(owners, report)],
            [item, own],
        );
    });
    const more = found.slice(cases.length).map(({ kind, first, last }) => `${kind.name} ${first}-${last}`);
    return more.length ? [...results, more.join()] : results;
}

/**
 * One list for each group: null for a case that passes, else what came out instead.
 * @param {string} name the file's name
 * @param {string} text what is in it
 * @param {string} headersText what is in headers.json
 * @returns {(string | null)[][]}
 */
export function results(name, text, headersText) {
    const { groups, decoders = {} } = JSON.parse(text);
    const headers = JSON.parse(headersText);
    const tables = new Map(Object.entries(decoders));
    if (name === "headers.json") {
        const reader = new LineReader(headers.headers, headers.records, headers.holes);
        const exact = parse(text); // numbers as they are written
        return exact.get("groups").map((group) => group.get("cases").map((item) => headerCase(reader, item)));
    }
    if (name === "decoding.json" || name === "conditions.json") {
        const run = name === "decoding.json" ? decodingCase : conditionCase;
        return groups.map((group) => group.cases.map((item) => run(group, item, (kind) => tables.get(kind))));
    }
    if (name === "reports.json") {
        const engine = reportEngine(JSON.parse(text), headers);
        return groups.map((group) => reportCases(group, engine));
    }
    const runs = { "programs.json": programCase, "ranking.json": rankingCase };
    const run = runs[name] ?? formatCase;
    return groups.map((group) => group.cases.map((item) => run(group, item, headers)));
}
