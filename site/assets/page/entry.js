// What the page of an entry does: it shows the values of a line.
import { showValues } from "./values.js";

const entry = document.querySelector("article.entry");
showValues(entry);
window.addEventListener("hashchange", () => showValues(entry));
