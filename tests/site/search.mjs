// Runs the site's search over data files in a folder:  node search.mjs FOLDER < requests, one JSON array a line
//
//     ["search", language, query, options]  →  the result
//     ["abort", language, query]            →  the name of what a search throws that nobody waits for any more
//     ["fold", texts]                       →  for each [folded, parts, [plain, compared, origins]]

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

import { folded, partsOf, withOrigins } from "../../site/assets/search/fold.js";
import { Searcher } from "../../site/assets/search/search.js";

const folder = process.argv[2];
const values = new Map();
const searchers = new Map();

async function load(name) {
    if (!values.has(name)) {
        let found;
        const provide = (given, value) => {
            found = given === name ? value : undefined;
        };
        runInNewContext(readFileSync(join(folder, `${name}.js`), "utf8"), { msgpedia: { provide } });
        values.set(name, found);
    }
    return values.get(name);
}

async function search(language, query, options) {
    if (!searchers.has(language)) {
        searchers.set(language, new Searcher(load, language));
    }
    return searchers.get(language).search(query, options);
}

async function abort(language, query) {
    try {
        return await search(language, query, { signal: AbortSignal.abort() });
    } catch (error) {
        return error.name;
    }
}

function fold(text) {
    const { plain, compared, origins } = withOrigins(text);
    return [folded(text), partsOf(folded(text)).map((part) => part.text), [plain, compared, origins]];
}

const jobs = { search, abort, fold: (texts) => texts.map(fold) };
for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    const [job, ...rest] = JSON.parse(line);
    process.stdout.write(`${JSON.stringify(await jobs[job](...rest))}\n`);
}
