// Runs before the page is shown: the theme that the reader chose, the registry of data, and the way from the root to
// the reader's language.
import { Registry } from "./registry.js";
import { apply, chosen } from "./theme.js";
import { preferred } from "./languages.js";

globalThis.msgpedia = new Registry(document);
apply(chosen());

const root = document.documentElement;
if (root.dataset.base === undefined) { // the page at the root
    const links = [...document.querySelectorAll("link[rel=alternate][hreflang]")];
    const code = preferred(links.map((link) => link.hreflang).filter((code) => code !== "x-default"), navigator.languages);
    if (code) {
        location.replace(`${code}/index.html${location.hash}`);
    }
}
