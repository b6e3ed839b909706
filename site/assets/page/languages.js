import { keep, recall } from "./storage.js";

/**
 * The language to show: the one chosen before, else the first of the reader's that there is, else English.
 * @param {string[]} offered codes of the languages that there are
 * @param {readonly string[]} wanted what the browser says of its reader
 * @returns {string | undefined}
 */
export function preferred(offered, wanted) {
    const before = recall("language");
    if (offered.includes(before)) {
        return before;
    }
    for (const language of wanted) {
        const found = offered.find((code) => language === code || language.split("-")[0] === code.split("-")[0]);
        if (found) {
            return found;
        }
    }
    return offered.includes("en") ? "en" : offered[0];
}

/**
 * Let links to other languages lead to what the reader looks at, values and place in the page included.
 * @param {NodeListOf<HTMLAnchorElement>} links
 * @param {() => string} fragment what stands behind the address
 */
export function keepPlace(links, fragment) {
    for (const link of links) {
        const target = link.getAttribute("href");
        link.addEventListener("click", () => {
            keep("language", link.hreflang);
            link.setAttribute("href", target + fragment());
        });
    }
}
