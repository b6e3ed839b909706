// What every page does once it is there.
import { copyButtons, reachable } from "./copy.js";
import { keepPlace } from "./languages.js";
import { themeButton } from "./theme.js";
import { lastingFragment, showValues } from "./values.js";
import { _ } from "./words.js";

const home = document.documentElement.dataset.home;

themeButton(document.querySelector("button.theme"), {
    auto: _("Colours of the system"),
    light: _("Light colours"),
    dark: _("Dark colours"),
});
keepPlace(document.querySelectorAll(".tongues a"), lastingFragment);

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

const entry = document.querySelector("article.entry");
if (entry) {
    showValues(entry);
    window.addEventListener("hashchange", () => showValues(entry));
    copyButtons(entry);
    reachable(entry);
}
