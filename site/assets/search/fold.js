// Texts as they are compared, and the terms in them: as compiler/msgpedia/bundle/terms.py has it.

// Scripts that are written without blanks: kana, kanji with their marks, and Hangul.
const UNSPACED =
    "\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff" +
    "\\u{20000}-\\u{3ffff}";
const RUN = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}])+`, "gu");
const JAPANESE = new RegExp(`^[${UNSPACED}]`, "u");
const WORD = new RegExp(`^(?![${UNSPACED}])[\\p{L}\\p{N}]`, "u");
const BEHIND = new RegExp(`([${UNSPACED}]) `, "gu");
const BEFORE = new RegExp(` (?=[${UNSPACED}])`, "gu");
// White space as Python has it, which differs from that of JavaScript.
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const BLANKS = new RegExp(`${SPACE}+`, "g");
const BLANK = new RegExp(SPACE);
const ASCII = /^[\0-\x7f]*$/;
// What is folded to something else than its small letter: see `foldedLetter`.
const OTHER = new RegExp(
    "[\u00df\u01f0\u0345\u0390\u03b0\u03c2\u13f8-\u13fd\u1c80-\u1c88\u1e96-\u1e99\u1f50\u1f52\u1f54\u1f56" +
        "\u1f80-\u1faf\u1fb2-\u1fb4\u1fb6\u1fb7\u1fc2-\u1fc4\u1fc6\u1fc7\u1fd2\u1fd3\u1fd6\u1fd7\u1fe2-\u1fe4" +
        "\u1fe6\u1fe7\u1ff2-\u1ff4\u1ff6\u1ff7\uab70-\uabbf]",
    "g",
);
const IOTA = "\u03b9";
const IOTA_BELOW = "\u0345";
const LETTERS = new Map([["\u00df", "ss"], [IOTA_BELOW, IOTA], ["\u03c2", "\u03c3"]]);
const OLD_CYRILLIC = "\u0432\u0434\u043e\u0441\u0442\u0442\u044a\u0463\ua64b"; // of U+1C80 and behind
const TICK = "\u0060"; // only marks code, so it does not count
const MARK = /^\p{M}/u;

/**
 * A text with every run of white space one blank.
 * @param {string} text
 * @returns {string}
 */
export function spaced(text) {
    return stripped(text.replace(BLANKS, " "), (char) => char === " ");
}

/**
 * The same in NFKC.
 * @param {string} text
 * @returns {string}
 */
export function shown(text) {
    return spaced(ASCII.test(text) ? text : text.normalize("NFKC"));
}

/**
 * Whether a character is white space.
 * @param {string} char
 * @returns {boolean}
 */
export function isBlank(char) {
    return BLANK.test(char);
}

/**
 * A text without the characters at both ends of which something is true.
 * @param {string} text
 * @param {(char: string) => boolean} drops
 * @returns {string}
 */
export function stripped(text, drops) {
    let start = 0;
    let end = text.length;
    while (start < end && drops(text[start])) {
        start += 1;
    }
    while (end > start && drops(text[end - 1])) {
        end -= 1;
    }
    return text.slice(start, end);
}

/**
 * A text as it is compared.
 * @param {string} text
 * @returns {string}
 */
export function folded(text) {
    let found = withoutCase(shown(text));
    if (found.includes(TICK)) {
        found = spaced(found.replaceAll(TICK, ""));
    }
    return ASCII.test(found) ? found : found.replace(BEHIND, "$1").replace(BEFORE, "");
}

/**
 * Whether a folded text has a letter or digit.
 * @param {string} text
 * @returns {boolean}
 */
export function hasRuns(text) {
    return text.search(RUN) >= 0;
}

/**
 * Whether a run is of a script without blanks between words.
 * @param {string} run
 * @returns {boolean}
 */
export function unspaced(run) {
    return JAPANESE.test(run);
}

/**
 * What stands in a folded text: words, stretches of Japanese as lists of their characters, and marks: what is between
 * them, if not one blank between two words.
 * @param {string} text
 * @returns {{kind: "word"|"japanese"|"mark", text: string}[]}
 */
export function partsOf(text) {
    const found = [];
    let behind = 0;
    const between = (end) => {
        const mark = text.slice(behind, end);
        if (mark !== "" && mark !== " ") {
            found.push({ kind: "mark", text: mark });
        }
    };
    for (const match of text.matchAll(RUN)) {
        between(match.index);
        found.push({ kind: unspaced(match[0]) ? "japanese" : "word", text: match[0] });
        behind = match.index + match[0].length;
    }
    between(text.length);
    return found;
}

/**
 * Whether what stands at a place of a folded text is not the inside of a word. Japanese has no such inside.
 * @param {string} text
 * @param {number} place
 * @returns {boolean}
 */
export function beginsWord(text, place) {
    return !(WORD.test(characterAt(text, place)) && WORD.test(characterBefore(text, place)));
}

/**
 * A text to show, the same folded, and for each unit of that where it begins and ends in the text to show.
 *
 * The text to show is the given one where folding can be followed from character to character, else its NFKC.
 * @param {string} text
 * @returns {{plain: string, compared: string, origins: [number, number][]}}
 */
export function withOrigins(text) {
    const plain = spaced(text);
    const found = foldedClusters(plain);
    if (found.compared === folded(plain)) {
        return { plain, ...found };
    }
    return { plain: shown(text), ...foldedClusters(shown(text)) };
}

function foldedClusters(text) {
    const found = [];
    const origins = [];
    for (const [start, end] of clusters(text)) {
        for (const char of withoutCase(text.slice(start, end).normalize("NFKC"))) {
            const last = found.at(-1);
            if (char === TICK || (char === " " && (last === undefined || last === " " || unspaced(last)))) {
                continue;
            }
            if (last === " " && unspaced(char)) {
                found.pop();
                origins.pop();
            }
            found.push(char);
            for (let unit = 0; unit < char.length; unit += 1) {
                origins.push([start, end]);
            }
        }
    }
    if (found.at(-1) === " ") {
        found.pop();
        origins.pop();
    }
    return { compared: found.join(""), origins };
}

/** Where each character with the marks that NFKC may compose it with begins and ends. */
function* clusters(text) {
    let start = 0;
    let place = 0;
    for (const char of text) {
        if (place > 0 && !MARK.test(char.normalize("NFKC"))) {
            yield [start, place];
            start = place;
        }
        place += char.length;
    }
    if (text !== "") {
        yield [start, place];
    }
}

function withoutCase(text) {
    const found = text.toLowerCase();
    return ASCII.test(found) ? found : found.replace(OTHER, foldedLetter);
}

/** What Unicode's case folding makes of a small letter that it does not leave as it is. */
function foldedLetter(char) {
    const known = LETTERS.get(char);
    if (known !== undefined) {
        return known;
    }
    const code = char.charCodeAt(0);
    if (code >= 0xab70 || (code >= 0x13f8 && code <= 0x13fd)) { // Cherokee is folded to its capitals
        return String.fromCharCode(code - (code >= 0xab70 ? 0xab70 - 0x13a0 : 8));
    }
    if (code >= 0x1c80 && code <= 0x1c88) {
        return OLD_CYRILLIC[code - 0x1c80];
    }
    const decomposed = char.normalize("NFD");
    if (!decomposed.includes(IOTA_BELOW)) {
        return decomposed;
    }
    return decomposed.replace(IOTA_BELOW, "").normalize("NFC").replace(OTHER, foldedLetter) + IOTA;
}

function characterAt(text, place) {
    return String.fromCodePoint(text.codePointAt(place) ?? 0);
}

function characterBefore(text, place) {
    const unit = place > 0 ? text.charCodeAt(place - 1) : 0;
    return unit >= 0xdc00 && unit <= 0xdfff && place > 1 ? characterAt(text, place - 2) : String.fromCharCode(unit);
}
