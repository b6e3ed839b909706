const CODE = document.documentElement.lang;
let rules;
let numbers;

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
 * The word for a severity.
 * @param {string} severity its syslog name
 * @returns {string}
 */
export function severityWord(severity) {
    return texts().severities[severity] ?? severity;
}
