/**
 * @module Whether an I/O error is that of a SCSI command: its sector is one of the blocks that the command reads or
 * writes.
 *
 * The group of an operation code, its first three bits, says how long a command is, and so where its address and the
 * number of its blocks stand (SPC, SBC). Linux counts sectors of 512 bytes, a disk blocks of its own size.
 */

import { isAtOnce } from "./reports_ties.js";

const BYTES = / ((?:[0-9a-f]{2} ){5,15}[0-9a-f]{2}) *$/; // at the end of how the kernel prints a command
const BLANKS_BEHIND = / +$/;
const LENGTHS = new Map([[0, 6], [1, 10], [2, 10], [5, 12], [4, 16]]); // of commands by group
const PLACES = { 6: [1, 4, 4, 5], 10: [2, 6, 7, 9], 12: [2, 6, 6, 10], 16: [2, 10, 10, 14] }; // address, number
// What commands are for, as the kernel counts operations: reading, writing, and WRITE SAME discarding and writing
// zeroes, or up to 5.17 the same block. Those of 32 bytes go by the name that the kernel prints.
const READS = ["08", "28", "a8", "88", "Read(32)"];
const WRITES = ["0a", "2a", "aa", "8a", "Write(32)"];
const SAME = ["41", "93"];
const OPERATIONS = new Map([
    ...READS.map((name) => [name, ["0"]]),
    ...WRITES.map((name) => [name, ["1"]]),
    ...SAME.map((name) => [name, ["3", "7", "9"]]),
]);
const SECTORS = [1n, 2n, 4n, 8n]; // of a block
const FLUSHES = ["35", "91"]; // SYNCHRONIZE CACHE, before a write of nothing, which fails with it

/**
 * Whether a line that names no command is of a report: right behind it or, of an error whose sector is one of the
 * blocks, within a second of the kernel's clock, or else of the log's own. `blocks` of the report's kind names the
 * fields.
 * @param {import("./reports_model.js").Report} report
 * @param {import("./reports_model.js").Fields} fields what the line holds
 * @param {{time: number | null, logged: number | null}} when
 * @returns {boolean}
 */
export function isBehind(report, fields, { time, logged }) {
    const [command, sector, operation, segments] = report.kind.blocks;
    if (!fields.has(sector)) {
        return report.isNewest;
    }
    const text = report.fields.get(command) ?? "";
    const doesFit = fits(text, BigInt(fields.get(sector)), fields.get(operation), fields.get(segments));
    const isClose = isNear(time, report.time) || isNear(logged, report.logged);
    return doesFit === null ? report.isNewest : doesFit && (report.isNewest || isClose);
}

function isNear(time, other) {
    return time !== null && other !== null && isAtOnce(time, other);
}

/** Whether an error can be that of a command; null where the command does not say which blocks it is for. */
function fits(command, sector, operation, segments) {
    if (command === "") {
        return false;
    }
    const octets = BYTES.exec(command)?.[1].split(" ") ?? [];
    const name = octets[0] ?? command.replace(BLANKS_BEHIND, "");
    if (FLUSHES.includes(name)) {
        return operation === "1" && segments === "0";
    }
    const done = OPERATIONS.get(name);
    const isOther = done === undefined ? ["0", "1"].includes(operation) : !done.includes(operation);
    if (operation !== undefined && isOther) {
        return false;
    }
    return done === undefined || !octets.length ? null : has(octets, sector);
}

/** Whether a sector is one of the blocks that a command reads or writes. */
function has(octets, sector) {
    if (octets.length !== LENGTHS.get(parseInt(octets[0], 16) >> 5)) {
        return false;
    }
    const [begin, end, countBegin, countEnd] = PLACES[octets.length];
    const number = (place, stop) => BigInt(`0x${octets.slice(place, stop).join("")}`);
    const isShort = octets.length === 6; // three bits of an older standard stand before the address, none means 256
    const first = isShort ? number(begin, end) & 0x1fffffn : number(begin, end);
    const count = number(countBegin, countEnd) || (isShort ? 256n : 0n);
    return SECTORS.some((size) => first <= sector / size && sector / size < first + count);
}
