/**
 * @module Whether an I/O error is that of a SCSI command: its sector is one of the blocks that the command reads or
 * writes.
 *
 * The group of an operation code, its first three bits, says how long a command is, and so where its address and the
 * number of its blocks stand (SPC, SBC). Linux counts sectors of 512 bytes, a disk blocks of its own size.
 */

import { isAtOnce } from "./reports_ties.js";

const BYTES = / ((?:[0-9a-f]{2} ){5,15}[0-9a-f]{2}) *$/; // at the end of how the kernel prints a command
const LENGTHS = new Map([[0, 6], [1, 10], [5, 12], [4, 16]]); // of commands by group
const PLACES = { 6: [1, 4, 4, 5], 10: [2, 6, 7, 9], 12: [2, 6, 6, 10], 16: [2, 10, 10, 14] }; // address, number
const OPERATIONS = new Map([[0x08, "0"], [0x0a, "1"]]); // a code without its group: REQ_OP_READ, REQ_OP_WRITE
const SECTORS = [1n, 2n, 4n, 8n]; // of a block
const FLUSHES = ["35", "91"]; // SYNCHRONIZE CACHE, before a write of nothing, which fails with it

/**
 * Whether a line that names no command is of a report: right behind it or, of an error whose sector is one of the
 * blocks, within a second of the kernel's clock. `blocks` of the report's kind names the fields.
 * @param {import("./reports_model.js").Report} report
 * @param {import("./reports_model.js").Fields} fields what the line holds
 * @param {number | null} time
 * @returns {boolean}
 */
export function isBehind(report, fields, time) {
    const [command, sector, operation, segments] = report.kind.blocks;
    if (!fields.has(sector)) {
        return report.isNewest;
    }
    const isNear = time !== null && report.time !== null && isAtOnce(time, report.time);
    const octets = BYTES.exec(report.fields.get(command) ?? "")?.[1].split(" ") ?? [];
    const done = fields.get(operation);
    const isFlush = FLUSHES.includes(octets[0]) && done === "1" && fields.get(segments) === "0";
    return (report.isNewest || isNear) && (isFlush || has(octets, BigInt(fields.get(sector)), done));
}

/** Whether a command reads or writes a sector; the operation is that of the error. */
function has(octets, sector, operation) {
    const code = parseInt(octets[0], 16);
    const done = OPERATIONS.get(code & 0x1f);
    if (done === undefined || octets.length !== LENGTHS.get(code >> 5) || (operation ?? done) !== done) {
        return false;
    }
    const [begin, end, countBegin, countEnd] = PLACES[octets.length];
    const number = (place, stop) => BigInt(`0x${octets.slice(place, stop).join("")}`);
    const isShort = octets.length === 6; // three bits of an older standard stand before the address, none means 256
    const first = isShort ? number(begin, end) & 0x1fffffn : number(begin, end);
    const count = number(countBegin, countEnd) || (isShort ? 256n : 0n);
    return SECTORS.some((size) => first <= sector / size && sector / size < first + count);
}
