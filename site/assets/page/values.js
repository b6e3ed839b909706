import { element, visible } from "./dom.js";
import { kindsOf, Meanings, tablesOf } from "./meanings.js";
import { _, reasonOf } from "./words.js";

// How the values of a line stand in an address: `#with:order=0&process=lvcreate`. Argument names have no `/`.
const MARK = "#with:";
const MESSAGE = "/message";
const LONGEST = 2000; // characters of a value in an address

/**
 * The fragment that opens an entry's page with the values of a line.
 * @param {string} message the id of the message that the line is
 * @param {[string, string][]} captures names and values
 * @returns {string}
 */
export function fragmentOf(message, captures) {
    const cut = captures.map(([name, value]) => [name, shortened(value)]);
    return MARK + new URLSearchParams([[MESSAGE, message], ...cut]);
}

function shortened(value) {
    return value.length > LONGEST ? `${value.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "")}…` : value;
}

/**
 * Show the values of the address on the page of an entry, or what it says without. `data-values` of the entry is what
 * shows them again, while the address may name a section.
 * @param {HTMLElement} entry
 */
export function showValues(entry) {
    if (location.hash.length > 1 && !location.hash.startsWith(MARK)) {
        return; // a section of the page
    }
    const rows = [...entry.querySelectorAll("tr[data-argument]")];
    const given = new URLSearchParams(location.hash.slice(MARK.length));
    const found = rows.some((row) => given.has(row.dataset.argument)) ? given : null;
    entry.dataset.values = found === null ? "" : location.hash;
    showMessage(entry, found);
    for (const cell of entry.querySelectorAll(".mine")) {
        cell.hidden = found === null;
    }
    for (const row of rows) {
        const value = found?.get(row.dataset.argument) ?? null;
        row.hidden = found !== null && value === null; // another wording of the message has it
        row.querySelector("td.mine").replaceChildren(value === null ? "" : element("code", {}, visible(value) || "∅"));
    }
    for (const note of entry.querySelectorAll(".mine-note")) {
        note.remove();
    }
    if (found !== null) {
        const plain = element("a", { href: location.pathname.split("/").pop() }, _("Show it without"));
        plain.addEventListener("click", (event) => {
            event.preventDefault();
            history.pushState(null, "", location.pathname.split("/").pop());
            showValues(entry);
        });
        const note = element("p", { class: "mine-note" }, _("This page shows the values of your line."), " ", plain);
        entry.querySelector("section.message").append(note);
        showMeanings(entry, found).catch((error) => note.append(" ", reasonOf(error)));
    }
}

/** What the values mean, beside them, and which advice holds for them; where it is known which message they are of. */
async function showMeanings(entry, found) {
    const message = entry.querySelector(`[data-message="${CSS.escape(found.get(MESSAGE) ?? "")}"]`)?.dataset.facts;
    if (message === undefined) {
        return;
    }
    const rows = [...entry.querySelectorAll("tr[data-argument]")];
    const kinds = rows.filter((row) => row.dataset.decode).map((row) => [row.dataset.argument, row.dataset.decode]);
    const facts = { software: entry.dataset.entry.split("/")[0], decode: Object.fromEntries(kinds), message: JSON.parse(message) };
    const captures = [...found].filter(([name]) => name !== MESSAGE);
    const fragment = entry.dataset.values;
    const meanings = new Meanings(facts, captures, await tablesOf(kindsOf(facts.decode, captures)));
    if (entry.dataset.values !== fragment) {
        return; // something else is shown by now
    }
    for (const row of rows) {
        const meaning = meanings.of(row.dataset.argument);
        if (meaning) {
            row.querySelector("td.mine").append(" ", element("span", { class: "decoded" }, visible(meaning)));
        }
    }
    for (const part of entry.querySelectorAll("[data-conditions]")) {
        if (meanings.allow(JSON.parse(part.dataset.conditions))) {
            part.querySelector(".when").before(element("p", { class: "mine-note" }, _("This holds for your line.")));
        }
    }
}

/** The wording that the line has, with values in the places of arguments. */
function showMessage(entry, found) {
    const shown = entry.querySelector("section.message .format code");
    const wordings = [...entry.querySelectorAll(".formats [data-message]")];
    const id = found?.get(MESSAGE);
    const names = (item) => [...item.querySelectorAll("var")].map((each) => each.textContent);
    const fitting = wordings.filter((item) => item.dataset.message === id);
    const wording = fitting.find((item) => names(item).every((name) => found.has(name))) ?? fitting[0] ?? wordings[0];
    const copy = wording.querySelector("p.format code").cloneNode(true);
    for (const argument of copy.querySelectorAll("var")) {
        const name = argument.textContent;
        const value = found?.get(name) ?? null;
        if (value !== null) {
            argument.classList.add("filled");
            argument.title = name;
            argument.textContent = visible(value) || "∅";
        }
    }
    shown.replaceChildren(...copy.childNodes);
}
