// Runs before the page is shown: the theme that the reader chose, the registry of data, the way from the root to the
// reader's language, and from the place of a former id to the entry, with the values of a line.
import { Registry } from "./registry.js";
import { apply, chosen } from "./theme.js";
import { preferred } from "./languages.js";

globalThis.msgpedia = new Registry(document);
apply(chosen());

const root = document.documentElement;
if (root.dataset.moved !== undefined) { // the page of an id that an entry had before
    location.replace(root.dataset.moved + location.hash);
}
if (root.dataset.base === undefined) { // the page at the root
    const links = [...document.querySelectorAll("link[rel=alternate][hreflang]")];
    const code = preferred(links.map((link) => link.hreflang).filter((code) => code !== "x-default"), navigator.languages);
    if (code) {
        location.replace(`${code}/index.html${location.hash}`);
    }
}
