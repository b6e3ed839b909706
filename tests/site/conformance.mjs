// Runs the cases of one conformance file through the look-up of the site:
//     node tests/site/conformance.mjs tests/conformance/FILE.json
// Prints a JSON list with one list for each group: null for a case that passes, else what came out instead.

import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { results } from "./cases.mjs";

const path = process.argv[2];
const [text, headers] = [path, join(dirname(path), "headers.json")].map((each) => readFileSync(each, "utf-8"));
process.stdout.write(JSON.stringify(results(basename(path), text, headers)));
