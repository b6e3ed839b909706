// Drives the look-up's Worker without a browser:
//     node tests/site/worker.mjs < JOB
// A job is JSON: `send` is a list of messages to send, `on` has a message to send at the first answer of a type. Prints
// the answers. The clock goes on by 60 milliseconds whenever it is looked at.

import { readFileSync } from "node:fs";

import { serve } from "../../site/assets/lookup/worker.js";

const job = JSON.parse(readFileSync(0, "utf-8"));
const answers = [];
const waiting = new Map(Object.entries(job.on ?? {}));
const running = [];

const scope = {
    onmessage: null,
    postMessage(message) {
        answers.push(structuredClone(message));
        if (waiting.has(message.type)) {
            const next = waiting.get(message.type);
            waiting.delete(message.type);
            setTimeout(() => send(next), 0);
        }
    },
};

function send(data) {
    running.push(scope.onmessage({ data: structuredClone(data) }));
}

let time = 0;
serve(scope, () => (time += 60));
job.send.forEach(send);
for (let number = 0; number < running.length || waiting.size; number += 1) {
    if (number === running.length) {
        throw new Error(`no answer of type ${[...waiting.keys()]}`);
    }
    await running[number];
    await new Promise((resolve) => {
        setTimeout(resolve, 5);
    });
}
process.stdout.write(JSON.stringify(answers));
