// Hands the runner of conformance cases to the page of a test.
import { results } from "./cases.mjs";

globalThis.conformanceResults = results;
