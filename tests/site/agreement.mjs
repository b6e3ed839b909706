// What the look-up of the site says of a job on standard input, for comparison with the Python runtime:
//     node tests/site/agreement.mjs BUNDLE < JOB
// A job is JSON: `{lines, software}` gives a result for each line; `{texts, software}` lines and summary of each;
// `{groups}`, a list of `{program, holes, bodies}`, the captures of each body, without and with `careful`.

import { readFileSync } from "node:fs";

import { Engine } from "../../site/assets/lookup/engine.js";
import { Groups } from "../../site/assets/lookup/groups.js";
import { written } from "../../site/assets/lookup/json.js";
import { lines } from "../../site/assets/lookup/lines.js";
import { Matcher } from "../../site/assets/lookup/matcher.js";

const job = JSON.parse(readFileSync(0, "utf-8"));
const engine = job.groups ? null : new Engine(JSON.parse(readFileSync(process.argv[2], "utf-8")), job.software);

function nameOf(template) {
    const { message, program } = engine.index.templates[template];
    return [message.entry ?? null, message.id, program.part];
}

function lineResult(line) {
    const { header, body } = engine.read(line);
    const match = engine.match(body, engine.origin(header));
    return {
        header: { ...header, extra: header.extra === null ? null : written(header.extra) },
        body,
        found: match && {
            status: engine.index.templates[match.template].entry >= 0 ? "documented" : "indexed",
            name: nameOf(match.template),
            captures: engine.named(match),
            alternatives: match.alternatives.map(nameOf),
        },
    };
}

function textResult(text) {
    const found = [...lines(text)];
    const groups = new Groups(engine, "en");
    found.forEach((line, number) => groups.add(line, number + 1));
    return {
        lines: found.map((line) => (typeof line === "string" ? line : [line.text, line.lines, written(line.fields)])),
        ...groups.result(),
    };
}

function groupResult({ program, holes, bodies }) {
    const matchers = [program, { ...program, careful: true }].map((item) => new Matcher(item, holes));
    return bodies.map((body) => matchers.map((matcher) => matcher.match(body)));
}

function result() {
    if (job.groups) {
        return job.groups.map(groupResult);
    }
    return job.lines ? job.lines.map(lineResult) : job.texts.map(textResult);
}

process.stdout.write(JSON.stringify(result()));
