// What every page does once it is there.
import { copyButtons, reachable } from "./copy.js";
import { keepPlace } from "./languages.js";
import { themeButton } from "./theme.js";
import { _ } from "./words.js";

const home = document.documentElement.dataset.home;

themeButton(document.querySelector("button.theme"), {
    auto: _("Colours of the system"),
    light: _("Light colours"),
    dark: _("Dark colours"),
});
const entry = document.querySelector("article.entry");
keepPlace(document.querySelectorAll(".tongues a"), () => entry?.dataset.values || location.hash);

const quick = document.querySelector("form.quick");
quick.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = `${home}search.html#q=${encodeURIComponent(quick.elements.q.value.trim())}`;
});
document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        (document.getElementById("query") ?? quick.elements.q).focus();
    }
});

if (entry) {
    copyButtons(entry);
    reachable(entry);
}
