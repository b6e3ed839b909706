import { days } from "./words.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
// A stamp with a day, whatever else it says, as in lookup/times.py: year, month, day, and the rest as it is to be shown.
const CLOCK = String.raw`(?<rest>[ \d]?\d:\d\d:\d\d(?:[.,]\d+)?`;
const STAMPS = [
    String.raw`(?:\p{L}{1,8}\.? )?(?<year>\d{4})[-/](?<month>\d{2})[-/](?<day>\d{2})(?:[T ]${CLOCK} ?[A-Za-z0-9+:_/-]{0,40}))?`,
    String.raw`(?:[A-Z][a-z]{2} )?(?<month>[A-Z][a-z]{2}) +(?<day>\d{1,2})(?: (?<year>\d{4}))? ${CLOCK})`,
    String.raw`[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) +(?<day>\d{1,2}) ${CLOCK}) (?<year>\d{4})`,
    String.raw` ?(?<day>\d{1,2})[- ](?<month>[A-Z][a-z]{2})(?:-(?<year>\d{4}))? ${CLOCK})`,
].map((source) => new RegExp(`^(?:${source})$`, "u"));

/**
 * A time stamp of a log with its day as the page's language writes it; the time of day and what else it says stay as
 * they are. What has no day, or is of another kind, is shown as it stands.
 * @param {string} time
 * @returns {string}
 */
export function written(time) {
    const known = days();
    const found = STAMPS.map((stamp) => stamp.exec(time)).find(Boolean)?.groups;
    const month = found ? MONTHS.indexOf(found.month) + 1 || Number(found.month) : 0;
    if (!known || !(month >= 1 && month <= 12)) {
        return time;
    }
    const { pattern, months } = found.year ? known.date : known.day;
    const day = String(Number(found.day));
    const values = { y: found.year ?? "", M: months[month - 1], d: day, dd: day.padStart(2, "0") };
    const text = pattern.replace(/\{(\w+)\}/g, (_place, name) => values[name] ?? "");
    if (found.rest === undefined) {
        return text;
    }
    return known.time.replace(/\{[01]\}/g, (place) => (place === "{0}" ? found.rest.trim() : text));
}
