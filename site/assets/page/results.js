import { parse } from "../lookup/conditions.js";
import { badge, element, visible } from "./dom.js";
import { kindsOf, Meanings, tablesOf } from "./meanings.js";
import { written } from "./times.js";
import { fragmentOf } from "./values.js";
import { _, format, joined, ngettext, severityWord } from "./words.js";

const CARDS = 32; // entries of one file of cards, as in emit/site/data.py
const { home } = document.documentElement.dataset;

/**
 * What a look-up found, for the page: incidents and a group for each message, the worst first, and the lines that are
 * not known.
 * @param {object} result as the worker gives it
 * @returns {Promise<HTMLElement[]>}
 */
export async function resultParts(result) {
    const { groups, unknown } = result;
    const entries = groups.flatMap((group) => [group.entry, ...(group.others ?? group.alternatives).map((other) => other.entry)]);
    const numbers = new Set(entries.filter((entry) => entry !== null).map((entry) => Math.floor(entry / CARDS)));
    const language = document.documentElement.lang;
    const files = new Map();
    await Promise.all([...numbers].map(async (number) => {
        files.set(number, await globalThis.msgpedia.load(`cards/${language}/${number}`));
    }));
    const cardOf = (entry) => (entry === null ? null : files.get(Math.floor(entry / CARDS))[entry % CARDS]);
    const tables = await tablesOf(groups.flatMap((group) => kindsOf(cardOf(group.entry)?.decode ?? {}, shownLine(group).captures)));
    return [
        element("h2", { tabindex: "-1" }, _("Result")),
        element("p", { class: "totals" }, summary(result)),
        ...groups.map((group) => (group.report ? incidentElement : groupElement)(group, cardOf, tables)),
        ...unknownElement(unknown),
    ];
}

/** The line whose values are shown. */
function shownLine(group) {
    return group.line ?? group.lines[0];
}

function summary({ totals, unknown, cut }) {
    const reported = totals.unknown - unknown.count;
    const parts = [
        ngettext("{count} line", "{count} lines", totals.lines),
        _("explained: {count}", { count: format(totals.documented) }),
        totals.indexed ? _("format known: {count}", { count: format(totals.indexed) }) : "",
        reported ? _("in incidents that nobody has explained: {count}", { count: format(reported) }) : "",
        _("unknown: {count}", { count: format(unknown.count) }),
    ];
    const text = parts.filter(Boolean).join(" · ");
    return cut ? [text, ngettext("Only the first line was looked at.", "Only the first {count} lines were looked at.", totals.lines)].join(" · ") : text;
}

function groupElement(group, cardOf, tables) {
    const card = cardOf(group.entry);
    const first = shownLine(group);
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
    shown.append(...explained(first, card, tables));
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

/** What one line says and what to do then: values, advice, the first step. */
function explained(line, card, tables) {
    const meanings = meaningsOf(card, line, tables);
    return [
        ...(line.captures.length ? [values(line.captures, card, meanings)] : []),
        ...(card?.advice ?? []).filter(({ when }) => meanings.allow(when)).map(adviceElement),
        ...(card?.first ? [element("p", { class: "first" }, element("strong", {}, _("What to do first:")), " ", card.first)] : []),
    ];
}

/** Events of one kind that have several lines: what happened, the line that tells of it, and all of its lines. */
function incidentElement(group, cardOf, tables) {
    const { kind, title, summary, isRest } = group.report;
    const card = cardOf(group.entry);
    const linkTo = ({ entry, line }) => element("a", { href: pageOf(cardOf(entry).id, line) }, cardOf(entry).title);
    const happened = isRest ? _("Further incidents of this kind, which differ") : visible(summary ?? "");
    const rest = group.count - group.events.length;
    return element("article", { class: `group incident ${group.severity ?? ""}`, "data-kind": kind, "data-entry": group.entryId },
        element("h3", {}, badge(group.severity), " ", visible(title)),
        happened ? element("p", { class: "happened" }, happened) : null,
        element("p", { class: "count" }, counted(group)),
        element("pre", {}, element("code", {}, visible(group.opening.text))),
        group.line.line === group.opening.line ? null : element("pre", {}, element("code", {}, visible(group.line.text))),
        card ? element("p", { class: "explained" }, linkTo(group)) : null,
        ...explained(group.line, card, tables),
        group.others.length ? element("p", { class: "hint" }, _("Also in its lines:"), ...group.others.flatMap((other, place) => [place ? " · " : " ", linkTo(other)])) : null,
        ...group.events.map((event) => eventElement(event, group.count > 1)),
        rest > 0 ? element("p", { class: "hint" }, ngettext("{count} more incident like this", "{count} more incidents like this", rest)) : null,
    );
}

/** The lines of one event, folded. */
function eventElement({ first, last, time, count, lines }, isOneOfSeveral) {
    const items = lines.map((line) => {
        const code = element("code", {}, visible(line.text));
        const shown = line.entryId === null ? code : element("a", { href: pageOf(line.entryId, line) }, code);
        return element("li", { value: String(line.line) }, shown);
    });
    const where = first === last
        ? [_("Line {number}", { number: format(first) })]
        : [_("Lines {first} to {last}", { first: format(first), last: format(last) }), ngettext("{count} line", "{count} lines", count)];
    const rest = count - lines.length;
    return element("details", {},
        element("summary", {}, [...where, isOneOfSeveral && time ? visible(written(time)) : ""].filter(Boolean).join(" · ")),
        element("ol", { class: "lines" }, ...items),
        rest > 0 ? element("p", { class: "hint" }, ngettext("{count} more line", "{count} more lines", rest)) : null,
    );
}

/** The address of an entry's page with the values of a line. */
function pageOf(entryId, { messageId, captures }) {
    return `${home}${entryId}.html${fragmentOf(messageId, captures)}`;
}

function counted(group) {
    const [first, last] = [group.first, group.last].map((time) => (time ? written(time) : ""));
    const times = first && last && first !== last ? `${first} – ${last}` : first;
    const repeated = group.repeated ? ngettext("and {count} line repeated", "and {count} lines repeated", group.repeated) : "";
    const number = ngettext("{count} line", "{count} lines", group.report?.lines ?? group.count);
    const often = group.report && group.count > 1 ? ngettext("{count} time", "{count} times", group.count) : "";
    return [often, number, repeated, visible(times)].filter(Boolean).join(" · ");
}

/** What the values of a line mean; null for a message that nobody has explained. */
function meaningsOf(card, { messageId, captures }, tables) {
    if (card === null) {
        return null;
    }
    const { id, decode = {}, messages = {} } = card;
    const message = Object.hasOwn(messages, messageId) ? messages[messageId] : {};
    return new Meanings({ software: id.split("/")[0], decode, message }, captures, tables);
}

/** Advice that holds for a line, with what it holds for. */
function adviceElement({ when, text }) {
    const conditions = Object.entries(when).flatMap(([name, spelled], place) => {
        const { operator, values: asked } = parse(spelled);
        return [place ? joined(["", ""]) : " ", element("code", {}, visible(`${name} ${operator} ${asked.join(", ")}`))];
    });
    return element("div", { class: "holds" },
        element("p", { class: "when" }, element("strong", {}, _("For these values:")), ...conditions),
        ...text.map((piece) => element("p", {}, visible(piece))),
    );
}

/** Names, values and meanings of what a line holds. */
function values(captures, card, meanings) {
    const list = element("dl", { class: "values" });
    for (const [name, value] of captures) {
        const meaning = card && Object.hasOwn(card.arguments, name) ? card.arguments[name] : "";
        const decoded = meanings?.of(name);
        list.append(element("div", {},
            element("dt", {}, name),
            element("dd", { "data-argument": name },
                element("code", {}, visible(value) || "∅"),
                ...(decoded ? [" ", element("span", { class: "decoded" }, visible(decoded))] : []),
                ...(meaning ? [" ", element("span", {}, meaning)] : []),
            ),
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
 * What to tell a reader who cannot see the result: how many incidents and messages, and the worst.
 * @param {object} result
 * @returns {string}
 */
export function told({ groups }) {
    const incidents = groups.filter((group) => group.report).length;
    const messages = groups.length - incidents;
    const worst = groups.find((group) => group.severity)?.severity;
    const sentences = [
        incidents ? ngettext("{count} incident was found.", "{count} incidents were found.", incidents) : "",
        messages || !incidents ? ngettext("{count} message was found.", "{count} messages were found.", messages) : "",
        worst ? _("The worst is: {severity}.", { severity: severityWord(worst) }) : "",
    ];
    // How sentences follow each other: in Japanese without a blank.
    return sentences.filter(Boolean).reduce((first, second) => _("{first} {second}", { first, second }));
}
