// The box for log lines on the first page. The work is done in a Worker, so the page never stands still.
import { resultParts, told } from "./results.js";
import { keepHere, recallHere } from "./storage.js";
import { _, format, reasonOf } from "./words.js";

const form = document.getElementById("look-up");
const area = form.elements.log;
const state = document.getElementById("state");
const results = document.getElementById("results");
const button = form.querySelector("button[type=submit]");
const [example, clear] = [form.querySelector(".example"), form.querySelector(".clear")];
const LINK = "#log=";

let worker;
let newest = 0;
let movesFocus = false; // to the results: not where the reader did not ask for them just now

/** The worker, with the matchers in it. */
function started() {
    worker ??= start().catch((error) => {
        worker = undefined;
        throw error;
    });
    return worker;
}

async function start() {
    const registry = globalThis.msgpedia;
    const [source, data] = await Promise.all([registry.load("worker"), registry.load("lookup")]);
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const made = new Worker(address);
    await new Promise((resolve, reject) => {
        made.addEventListener("error", () => reject(new Error(_("This browser does not run the look-up."))));
        made.addEventListener("message", ({ data: message }) => {
            if (message.type === "ready") {
                resolve();
            } else if (message.type === "failed" && message.id === null) {
                reject(new Error(message.message));
            }
        });
        made.postMessage({ type: "load", data });
    });
    URL.revokeObjectURL(address);
    made.addEventListener("message", ({ data: message }) => answered(message));
    return made;
}

async function answered(message) {
    if (message.id !== newest) {
        return;
    }
    if (message.type === "progress") {
        state.textContent = _("Looked at {done} of {total} lines …", { done: format(message.done), total: format(message.total) });
    } else if (message.type === "failed") {
        failed(new Error(message.message), message.id);
    } else if (message.type === "result") {
        let parts;
        try {
            parts = await resultParts(message);
        } catch (error) {
            failed(error, message.id);
            return;
        }
        if (message.id !== newest) {
            return; // something else was asked for while the texts were loaded
        }
        results.replaceChildren(...parts);
        state.textContent = told(message);
        results.setAttribute("aria-busy", "false");
        if (movesFocus) {
            results.querySelector("h2").focus();
        }
    }
}

function failed(error, id = newest) {
    if (id !== newest) {
        return;
    }
    state.textContent = _("The look-up failed: {reason}", { reason: reasonOf(error) });
    results.setAttribute("aria-busy", "false");
}

/** Show no results, and a text. */
function rest(text) {
    results.replaceChildren();
    results.setAttribute("aria-busy", "false");
    state.textContent = text;
    area.focus();
}

/** Look up what the box has now; the address must not say otherwise. */
function lookUpBox() {
    if (location.hash) {
        history.replaceState(history.state, "", location.pathname);
    }
    lookUp(true);
}

async function lookUp(moves) {
    newest += 1;
    movesFocus = moves;
    const id = newest;
    if (!area.value.trim()) {
        rest(_("Paste some lines first."));
        return;
    }
    keepHere("log", area.value); // for the way back from a result, and for the page in another language
    state.textContent = _("Looking up …");
    results.setAttribute("aria-busy", "true");
    try {
        (await started()).postMessage({ type: "lookup", id, text: area.value, language: document.documentElement.lang });
    } catch (error) {
        failed(error, id);
    }
}

function fromAddress() {
    if (location.hash.startsWith(LINK)) {
        try {
            area.value = decodeURIComponent(location.hash.slice(LINK.length));
        } catch {
            newest += 1;
            rest(_("The address holds no text that can be read."));
            return;
        }
        lookUp(true);
    }
}

/** What was looked up before the reader went to another page. */
function fromBefore() {
    const log = recallHere("log");
    if (log && !area.value) {
        area.value = log;
    }
    if (area.value) {
        lookUp(false);
    }
}

form.addEventListener("submit", (event) => {
    event.preventDefault();
    lookUpBox();
});
area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        lookUpBox();
    }
});
example.addEventListener("click", async () => {
    try {
        area.value = await globalThis.msgpedia.load("example");
    } catch (error) {
        failed(error);
        return;
    }
    lookUpBox();
});
clear.addEventListener("click", () => {
    newest += 1;
    area.value = "";
    keepHere("log", null);
    rest("");
});
area.addEventListener("focus", () => started().catch((error) => failed(error)), { once: true }); // ready when the lines are there
window.addEventListener("hashchange", fromAddress);
example.hidden = clear.hidden = button.disabled = false;
if (location.hash) {
    fromAddress();
} else {
    fromBefore();
}
