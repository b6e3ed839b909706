/** @module Headings of the parts of crashes that pstore kept, and of which crash the lines behind them are. */

// What stands before a part of a crash: `Oops#1 Part3`, and the name of its file.
const PART = /^([A-Z][a-z]+#[0-9]{1,9}) Part([0-9]{1,9})$/;
const FILE = /^(?:==> )?[!-9;-~]{0,200}dmesg-[a-z_]{1,40}-[0-9]{1,20}[!-9;-~]{0,20}(?: <==|:)?$/;
const MOST_NAMED = 64; // crashes that are remembered

/** The crashes of a log in pstore, whose parts may take turns. */
export class Crashes {
    /** That which lines are of, if any. */
    record = "";
    #parts = new Map(); // by name: how many had it before, and parts that have come

    /**
     * Whether a line stands before a part of a crash; then the lines behind it are of that.
     * @param {string} body
     * @returns {boolean}
     */
    isHeading(body) {
        const [, name, part] = PART.exec(body) ?? [];
        if (name === undefined) {
            return FILE.test(body);
        }
        if (this.#parts.size >= MOST_NAMED) {
            this.#parts.clear();
        }
        let { before, parts } = this.#parts.get(name) ?? { before: 0, parts: new Set() };
        if (parts.has(part)) {
            before += 1; // a part comes once: this is another crash of that name
            parts = new Set();
        }
        parts.add(part);
        this.#parts.set(name, { before, parts });
        this.record = `${name} ${before}`;
        return true;
    }
}
