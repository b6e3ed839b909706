/**
 * @module The look-up as a Worker: messages in, messages out.
 *
 * In: `{type: "load", data}` (a bundle's part for look-up, as JSON), then
 * `{type: "lookup", id, text, software, language}`; a newer one ends the one before, which then has no result. Out:
 * `ready`, `progress`, `result`, `failed`.
 */

import { Engine } from "./engine.js";
import { Groups } from "./groups.js";
import { Index } from "./index.js";
import { lines } from "./lines.js";
import { cut } from "./text.js";

const MOST_LINES = 10_000; // that are looked at
const MOST_UNITS = 1 << 24; // of a text, in UTF-16
const BLOCK = 500; // lines between two looks at the clock
const PAUSE = 50; // milliseconds after which other messages may come in
const BETWEEN = 100; // milliseconds between two messages of progress
const PROGRESS = 2000; // lines likewise

/**
 * Answer the messages of a scope.
 * @param {{postMessage: (message: object) => void, onmessage: ((event: {data: any}) => void) | null}} scope
 * @param {() => number} now milliseconds
 */
export function serve(scope, now = () => Date.now()) {
    const server = new Server(scope, now);
    scope.onmessage = (event) => server.receive(event.data);
}

class Server {
    #scope;
    #now;
    #index = null;
    #engines = new Map();
    #current = 0; // number of the look-up that runs

    constructor(scope, now) {
        this.#scope = scope;
        this.#now = now;
    }

    async receive(message) {
        const id = message?.id ?? null;
        try {
            if (message?.type === "load") {
                this.#load(message.data);
            } else if (message?.type === "lookup") {
                const { text, software = null, language = "en" } = message;
                await this.#lookup(id, text, software, language);
            }
        } catch (error) {
            this.#scope.postMessage({ type: "failed", id, message: String(error?.message ?? error) });
        }
    }

    #load(data) {
        this.#current += 1;
        this.#index = new Index(JSON.parse(data));
        this.#engines.clear();
        const { entries, messages } = this.#index;
        this.#scope.postMessage({ type: "ready", entries: entries.length, messages: messages.length });
    }

    #engine(software) {
        if (this.#index === null) {
            throw new Error("nothing is loaded");
        }
        if (!this.#engines.has(software)) {
            this.#engines.set(software, new Engine(this.#index, software));
        }
        return this.#engines.get(software);
    }

    async #lookup(id, text, software, language) {
        this.#current += 1;
        const current = this.#current;
        const groups = new Groups(this.#engine(software), language);
        const { found, isCut } = firstLines(String(text));
        let number = 1;
        let pause = this.#now();
        let told = { time: pause, done: 0 };
        for (const [done, line] of found.entries()) {
            if (done && done % BLOCK === 0) {
                const time = this.#now();
                if (done - told.done >= PROGRESS && time - told.time >= BETWEEN) {
                    this.#scope.postMessage({ type: "progress", id, done, total: found.length });
                    told = { time, done };
                }
                if (time - pause >= PAUSE) {
                    await nextTask();
                    pause = this.#now();
                }
                if (current !== this.#current) {
                    return;
                }
            }
            groups.add(line, number);
            number += typeof line === "string" ? 1 : line.lines;
        }
        this.#scope.postMessage({ type: "result", id, ...groups.result(), cut: isCut });
    }
}

/** The lines of a text that are looked at, and whether there are more. */
function firstLines(text) {
    const kept = cut(text, MOST_UNITS);
    const found = [];
    for (const line of lines(kept)) {
        if (found.length === MOST_LINES) {
            return { found, isCut: true };
        }
        found.push(line);
    }
    return { found, isCut: kept.length < text.length };
}

/** Lets messages that wait be received. */
function nextTask() {
    return new Promise((resolve) => {
        setTimeout(resolve, 0);
    });
}

if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
    serve(self);
}
