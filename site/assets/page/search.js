// The search page. The query stands behind the `#` of the address, which no browser sends anywhere.
import { Searcher } from "../search/search.js";
import { badge, element, visible } from "./dom.js";
import { _, listed, ngettext, reasonOf } from "./words.js";

const LINK = "#q=";
const STEP = 20;
const { home } = document.documentElement.dataset;
const form = document.getElementById("search-form");
const field = form.elements.q;
const state = document.getElementById("state");
const list = document.getElementById("found");
const button = document.getElementById("more");
const searcher = new Searcher((name) => globalThis.msgpedia.load(name), document.documentElement.lang);

let running = new AbortController();

async function search(offset) {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const query = field.value.trim();
    button.hidden = true;
    if (!query) {
        list.replaceChildren();
        state.textContent = "";
        return;
    }
    state.textContent = _("Searching …");
    let result;
    try {
        result = await searcher.search(query, { limit: STEP, offset, signal });
    } catch (error) {
        if (signal.aborted) {
            return; // a newer search is under way
        }
        state.textContent = _("The search failed: {reason}", { reason: reasonOf(error) });
        return;
    }
    if (signal.aborted) {
        return;
    }
    const items = result.found.map(item);
    if (offset) {
        list.append(...items);
        items[0]?.querySelector("a").focus();
    } else {
        list.replaceChildren(...items);
    }
    state.textContent = told(result);
    button.hidden = offset + result.found.length >= result.total;
    button.dataset.offset = String(offset + result.found.length);
}

function told(result) {
    if (!result.total) {
        return _("Nothing was found.");
    }
    const count = ngettext("{count} entry", "{count} entries", result.total);
    const parts = [result.cut ? _("{count} or more", { count }) : count];
    if (!result.allWords) {
        parts.push(_("No entry has all of these words; these have some of them."));
    }
    if (result.queryCut) {
        parts.push(_("The query is long; only its beginning was looked for."));
    }
    return parts.join(" · ");
}

function item(found) {
    const { id, severity, title, titlePlaces, text, places, language, missing, field } = found;
    const link = element("a", { href: `${home}${id}.html` }, ...marked(title, titlePlaces));
    const turned = language && language !== document.documentElement.lang ? "auto" : null;
    const shown = element("p", { class: "text", lang: language, dir: turned }, ...marked(text, places));
    return element("li", { "data-entry": id },
        element("h2", {}, badge(severity), " ", link),
        field === "title" && language === document.documentElement.lang ? element("p", { class: "id" }, id) : shown,
        missing.length ? element("p", { class: "hint" }, _("without: {words}", { words: listed(missing) })) : null,
    );
}

/** A text with what was searched marked in it. */
function marked(text, places) {
    const pieces = [];
    let end = 0;
    for (const [begin, after] of places) {
        pieces.push(visible(text.slice(end, begin)), element("mark", {}, visible(text.slice(begin, after))));
        end = after;
    }
    return [...pieces, visible(text.slice(end))];
}

function fromAddress() {
    if (location.hash.startsWith(LINK)) {
        try {
            field.value = decodeURIComponent(location.hash.slice(LINK.length).replaceAll("+", " "));
        } catch {
            return; // no text that can be read
        }
        search(0);
    } else if (field.value) {
        field.value = ""; // the reader went back to the empty page
        search(0);
    }
}

form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = LINK + encodeURIComponent(field.value.trim());
    if (address === location.hash) {
        search(0);
    } else {
        location.hash = address;
    }
});
button.addEventListener("click", () => search(Number(button.dataset.offset)));
window.addEventListener("hashchange", fromAddress);
fromAddress();
