import { keep, recall } from "./storage.js";

const THEMES = ["auto", "light", "dark"];

/**
 * The theme that the reader chose; `auto` follows the system.
 * @returns {string}
 */
export function chosen() {
    const found = document.documentElement.dataset.theme ?? recall("theme");
    return THEMES.includes(found) ? found : "auto";
}

/**
 * Show the page in a theme.
 * @param {string} theme
 */
export function apply(theme) {
    document.documentElement.dataset.theme = theme;
}

/**
 * Make a button that goes from theme to theme.
 * @param {HTMLButtonElement} button
 * @param {Record<string, string>} names what each theme is called
 */
export function themeButton(button, names) {
    const show = () => {
        button.textContent = { auto: "◐", light: "☀", dark: "☾" }[chosen()];
        button.title = names[chosen()];
        button.setAttribute("aria-label", names[chosen()]);
    };
    button.addEventListener("click", () => {
        const next = THEMES[(THEMES.indexOf(chosen()) + 1) % THEMES.length];
        keep("theme", next === "auto" ? null : next);
        apply(next);
        show();
    });
    show();
    button.hidden = false;
}
