import { element } from "./dom.js";
import { _ } from "./words.js";

const SHOWN = 1500; // milliseconds for which a button tells that it copied

/**
 * Give every block of code in a part of the page a button that copies it.
 * @param {ParentNode} part
 */
export function copyButtons(part) {
    for (const block of part.querySelectorAll("pre")) {
        const frame = element("div", { class: "copied" });
        block.replaceWith(frame);
        frame.append(block, button(() => block.textContent.replace(/\n$/, "")));
    }
}

/**
 * Let the keyboard reach the blocks of a part that are wider than their place, and only those.
 * @param {ParentNode} part
 */
export function reachable(part) {
    const observer = new ResizeObserver((entries) => {
        for (const { target } of entries) {
            if (target.scrollWidth > target.clientWidth) {
                target.tabIndex = 0;
            } else {
                target.removeAttribute("tabindex");
            }
        }
    });
    for (const block of part.querySelectorAll("pre")) {
        observer.observe(block);
    }
}

function button(text) {
    const made = element("button", { type: "button", class: "copy" }, _("Copy"));
    made.addEventListener("click", async () => {
        made.textContent = (await copy(text())) ? _("Copied") : _("Not copied");
        setTimeout(() => {
            made.textContent = _("Copy");
        }, SHOWN);
    });
    return made;
}

async function copy(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return copySelected(text); // browsers without the clipboard's interface, or that refuse it here
    }
}

function copySelected(text) {
    const area = element("textarea", { class: "aside", "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    const before = document.activeElement;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus();
    return done;
}
