import { badge, element, visible } from "./dom.js";
import { written } from "./times.js";
import { fragmentOf } from "./values.js";
import { _, format, ngettext, severityWord } from "./words.js";

const CARDS = 32; // entries of one file of cards, as in emit/site/data.py
const { home } = document.documentElement.dataset;

/**
 * What a look-up found, for the page: a group for each message, the worst first, and the lines that are not known.
 * @param {object} result as the worker gives it
 * @returns {Promise<HTMLElement[]>}
 */
export async function resultParts(result) {
    const { groups, unknown, totals } = result;
    const entries = groups.flatMap((group) => [group.entry, ...group.alternatives.map((other) => other.entry)]);
    const numbers = new Set(entries.filter((entry) => entry !== null).map((entry) => Math.floor(entry / CARDS)));
    const language = document.documentElement.lang;
    const files = new Map();
    await Promise.all([...numbers].map(async (number) => {
        files.set(number, await globalThis.msgpedia.load(`cards/${language}/${number}`));
    }));
    const cardOf = (entry) => (entry === null ? null : files.get(Math.floor(entry / CARDS))[entry % CARDS]);
    return [
        element("h2", { tabindex: "-1" }, _("Result")),
        element("p", { class: "totals" }, summary(totals, result.cut)),
        ...groups.map((group) => groupElement(group, cardOf)),
        ...unknownElement(unknown),
    ];
}

function summary(totals, cut) {
    const parts = [
        ngettext("{count} line", "{count} lines", totals.lines),
        _("explained: {count}", { count: format(totals.documented) }),
        totals.indexed ? _("format known: {count}", { count: format(totals.indexed) }) : "",
        _("unknown: {count}", { count: format(totals.unknown) }),
    ];
    const text = parts.filter(Boolean).join(" · ");
    return cut ? [text, ngettext("Only the first line was looked at.", "Only the first {count} lines were looked at.", totals.lines)].join(" · ") : text;
}

function groupElement(group, cardOf) {
    const card = cardOf(group.entry);
    const first = group.lines[0];
    const page = card ? `${home}${card.id}.html` : "";
    const title = card ? element("a", { href: page + fragmentOf(first.messageId, first.captures) }, card.title)
        : element("code", {}, visible(group.message.format));
    const shown = element("article", { class: `group ${group.severity ?? ""}`, "data-entry": group.entryId });
    shown.append(
        element("h3", {}, badge(group.severity), " ", title),
        element("p", { class: "count" }, counted(group)),
        element("pre", {}, element("code", {}, visible(first.text))),
    );
    if (!card) {
        shown.append(element("p", { class: "hint" }, _("The format of this message is known, but nobody has explained it yet.")));
    }
    if (first.captures.length) {
        shown.append(values(first.captures, card));
    }
    if (card?.first) {
        shown.append(element("p", { class: "first" }, element("strong", {}, _("What to do first:")), " ", card.first));
    }
    if (group.alternatives.length) {
        shown.append(element("p", { class: "hint" }, _("Could as well be:"), ...group.alternatives.flatMap((other) => {
            const rival = cardOf(other.entry);
            return [" ", rival ? element("a", { href: `${home}${rival.id}.html` }, rival.title) : element("code", {}, visible(other.message.format))];
        })));
    }
    if (group.count > 1) {
        shown.append(more(group, page));
    }
    return shown;
}

function counted(group) {
    const [first, last] = [group.first, group.last].map((time) => (time ? written(time) : ""));
    const times = first && last && first !== last ? `${first} – ${last}` : first;
    const repeated = group.repeated ? ngettext("and {count} line repeated", "and {count} lines repeated", group.repeated) : "";
    const number = ngettext("{count} line", "{count} lines", group.count);
    return [number, repeated, visible(times)].filter(Boolean).join(" · ");
}

/** Names, values and meanings of what a line holds. */
function values(captures, card) {
    const list = element("dl", { class: "values" });
    for (const [name, value] of captures) {
        const meaning = card && Object.hasOwn(card.arguments, name) ? card.arguments[name] : "";
        list.append(element("div", {},
            element("dt", {}, name),
            element("dd", { "data-argument": name }, element("code", {}, visible(value) || "∅"), meaning ? element("span", {}, meaning) : null),
        ));
    }
    return list;
}

/** The other lines of a group, each leading to the page with its own values. */
function more(group, page) {
    const items = group.lines.map(({ line, text, messageId, captures }) => {
        const code = element("code", {}, visible(text));
        const shown = page ? element("a", { href: page + fragmentOf(messageId, captures) }, code) : code;
        return element("li", { value: String(line) }, shown);
    });
    const rest = group.count - group.lines.length;
    return element("details", {},
        element("summary", {}, _("Lines, with the values of each")),
        element("ol", { class: "lines" }, ...items),
        rest > 0 ? element("p", { class: "hint" }, ngettext("{count} more line of this message", "{count} more lines of this message", rest)) : null,
    );
}

function unknownElement(unknown) {
    if (!unknown.count) {
        return [];
    }
    const items = unknown.lines.map(({ line, text }) => element("li", { value: String(line) }, element("code", {}, visible(text))));
    const rest = unknown.count - unknown.lines.length;
    return [
        element("section", { class: "unknown" },
            element("h3", {}, _("Lines that are not known")),
            element("p", { class: "hint" }, _("No message of the catalog fits. That says nothing about how bad they are.")),
            element("details", { open: unknown.count <= 20 },
                element("summary", {}, ngettext("{count} line", "{count} lines", unknown.count)),
                element("ol", { class: "lines" }, ...items),
                rest > 0 ? element("p", { class: "hint" }, ngettext("{count} more line", "{count} more lines", rest)) : null,
            ),
        ),
    ];
}

/**
 * What to tell a reader who cannot see the result: how many messages, and the worst.
 * @param {object} result
 * @returns {string}
 */
export function told(result) {
    const number = ngettext("{count} message was found.", "{count} messages were found.", result.groups.length);
    const worst = result.groups[0]?.severity;
    if (!worst) {
        return number;
    }
    const told = _("The worst is: {severity}.", { severity: severityWord(worst) });
    return _("{first} {second}", { first: number, second: told }); // how sentences follow each other: in Japanese without a blank
}
