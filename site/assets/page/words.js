const CODE = document.documentElement.lang;
let rules;
let numbers;
let lists;

function texts() {
    return globalThis.msgpedia.get(`words/${CODE}`) ?? { texts: {}, severities: {} };
}

function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, (place, name) => (Object.hasOwn(values, name) ? String(values[name]) : place));
}

/**
 * A text in the page's language. `{name}` stands for a value.
 * @param {string} text the English text
 * @param {Record<string, unknown>} values
 * @returns {string}
 */
export function _(text, values = {}) {
    const found = texts().texts;
    return filled(Object.hasOwn(found, text) ? found[text] : text, values);
}

/**
 * The form of a text for a number, which stands for `{count}`.
 * @param {string} singular the English text for one
 * @param {string} plural the English text for other numbers
 * @param {number} number
 * @param {Record<string, unknown>} values
 * @returns {string}
 */
export function ngettext(singular, plural, number, values = {}) {
    const found = texts().texts;
    rules ??= new Intl.PluralRules(CODE);
    const forms = Object.hasOwn(found, singular) ? found[singular] : { one: singular, other: plural };
    const text = forms[rules.select(number)] ?? forms.other ?? plural;
    return filled(text, { count: format(number), ...values });
}

/**
 * A number as the language writes it.
 * @param {number} number
 * @returns {string}
 */
export function format(number) {
    numbers ??= new Intl.NumberFormat(CODE);
    return numbers.format(number);
}

/**
 * How the language writes days (`emit/site/words.py`); undefined where the words are not there.
 * @returns {{date: object, day: object, time: string} | undefined}
 */
export function days() {
    return texts().days;
}

/**
 * Why something failed, for the reader.
 * @param {Error & {file?: string}} error `file` is one of the site's that could not be loaded
 * @returns {string}
 */
export function reasonOf(error) {
    return error.file ? _("{file} cannot be loaded", { file: error.file }) : error.message;
}

/**
 * Things that are all meant, as a list.
 * @param {string[]} items
 * @returns {string}
 */
export function listed(items) {
    lists ??= new Intl.ListFormat(CODE);
    return lists.format(items);
}

/**
 * Facts side by side, with what the language puts between the parts of a list.
 * @param {string[]} items
 * @returns {string}
 */
export function joined(items) {
    return items.join(texts().comma ?? ", ");
}

/**
 * The word for a severity.
 * @param {string} severity its syslog name
 * @returns {string}
 */
export function severityWord(severity) {
    return texts().severities[severity] ?? severity;
}
