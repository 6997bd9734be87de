// Store -> the article on the page: one list item a sentence, source beside its field.

import { button, byId, diffNodes, el, icon } from "./dom.js";
import { findingsOf, FILTERS, shownState } from "./store.js";
import { fold, findFolded, styledRuns } from "./text.js";

const METADATA = new Set(["title", "description"]);
const NAMED_PARTS = { title: "page title", description: "description", "alt text": "alt text", caption: "caption", "table cell": "table" };
const JOINED = "\u2934";
const GROWS = CSS.supports("field-sizing", "content");

let pattern; // one row without content, to be cloned

export function buildRows(store) {
  pattern ??= makePattern(store.article);
  const list = document.createDocumentFragment();
  let [block, kind] = [-1, ""];
  store.rows.forEach((row, index) => {
    const item = pattern.cloneNode(true);
    row.item = item;
    row.field = item.querySelector("textarea");
    row.source = item.querySelector(".source");
    row.classes = ["unit", row.kind.replaceAll(" ", "-")];
    if (row.block !== block) row.classes.push("first");
    if (METADATA.has(kind) && !METADATA.has(row.kind)) row.classes.push("body-start");
    [block, kind] = [row.block, row.kind];
    fillRow(store, row, index);
    list.append(item);
  });
  byId("units").replaceChildren(list);
  if (!GROWS) store.rows.forEach((row) => growField(row.field));
}

function makePattern(article) {
  const field = el("textarea", {
    class: "field", lang: article.locale, dir: article.direction, rows: 1, spellcheck: "true", autocomplete: "off",
    placeholder: article.direction === "rtl" && article.locale.startsWith("ar") ? "لم يُترجم بعد" : "Not translated yet",
  });
  return el("li", {},
    el("div", { class: "original" }, el("p", { class: "source", lang: article.source_locale, dir: article.source_direction })),
    el("div", { class: "state" }, icon("draft"), el("span", { class: "word" })),
    el("div", { class: "target", dir: article.direction }, field, el("div", { class: "under", dir: "ltr" })));
}

function fillRow(store, row, index) {
  const { view } = row.entry;
  row.item.dataset.row = index;
  row.item.id = `u${index}`;
  row.source.id = `s${index}`;
  row.field.id = `f${index}`;
  const runs = styledRuns(view.source, view.placeables);
  row.source.append(...runNodes(runs));
  if (runs.length > 1) {
    const { lang, dir } = row.field;
    row.mirror = el("div", { class: "field mirror", "aria-hidden": "true", lang, dir });
    row.field.before(row.mirror);
    row.field.parentElement.classList.add("mirrored");
  }
  if (row.kind in NAMED_PARTS) row.item.children[1].prepend(el("span", { class: "part" }, NAMED_PARTS[row.kind]));
  row.under = row.item.querySelector(".under");
  row.under.id = `n${index}`;
  paintRow(store, row, index);
}

function runNodes(runs) {
  return runs.map((run) => {
    const classes = run.mark ? "mark" : run.styles.join(" ");
    return classes ? el("span", { class: classes }, run.text) : run.text;
  });
}

/** The text of a field that nobody writes in, with its markup toned down. It lies over the field, letter upon letter. */
export function paintMirror(row) {
  row.mirror?.replaceChildren(...runNodes(styledRuns(row.entry.text, row.entry.view.placeables)));
}

export function paintEntry(store, entry) {
  for (const index of entry.rows) paintRow(store, store.rows[index], index);
}

function paintRow(store, row, index) {
  const { entry, item, field } = row;
  const state = shownState(entry);
  const waiting = entry.failed || entry.problem ? ["waiting"] : [];
  item.className = [...row.classes, state, ...waiting, ...(store.active === index ? ["active"] : [])].join(" ");
  item.querySelector("use").setAttribute("href", `#i-${state}`);
  item.querySelector(".word").textContent = state;
  if (field.value !== entry.text) setField(field, entry.text);
  paintMirror(row);
  field.readOnly = entry.view.joined;
  const joined = entry.view.joined ? ", translated together with the sentence before" : "";
  field.setAttribute("aria-label", `${row.kind}, sentence ${index + 1} of ${store.rows.length}, ${state}${joined}`);
  const notes = notesOf(entry, index, store.article);
  row.under.replaceChildren(...notes);
  field.setAttribute("aria-describedby", notes.length ? `s${index} n${index}` : `s${index}`);
  paintChange(row, store.article);
}

/** Put a text into a field and keep the caret where it was, as far as the text still reaches. */
function setField(field, text) {
  const { selectionStart, selectionEnd } = field;
  field.value = text;
  if (document.activeElement === field) field.setSelectionRange(selectionStart, selectionEnd);
  if (!GROWS) growField(field);
}

/** Where the browser does not grow fields itself. */
export function growField(field) {
  if (GROWS) return;
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight + 2}px`;
}

function paintChange(row, article) {
  row.item.querySelector(".changed")?.remove();
  const { view } = row.entry;
  if (view.state !== "stale" || !view.source_diff.length) return;
  row.source.after(el("p", { class: "changed", lang: article.source_locale, dir: article.source_direction },
    el("b", { lang: "en" }, "Source changed: "), ...diffNodes(view.source_diff, { spaced: true })));
}

function notesOf(entry, index, article) {
  const notes = [];
  if (entry.conflict) notes.push(conflictPanel(entry, index, article));
  if (entry.problem) notes.push(el("p", { class: "finding is-error" }, el("span", { class: "what" }, icon("error"), "Not saved"), entry.problem));
  if (entry.view.joined || entry.text === JOINED) {
    notes.push(el("p", { class: "finding" }, "Translated together with the sentence before.", button("split", "Split", { data: { row: index } })));
  }
  findingsOf(entry).forEach((finding, number) => notes.push(findingNote(finding, number, index)));
  if (entry.view.comments.length) notes.push(el("p", { class: "comment", dir: "auto" }, entry.view.comments.join("\n")));
  return notes;
}

function findingNote(finding, number, index) {
  const error = finding.severity === "error";
  return el("p", { class: error ? "finding is-error" : "finding", data: { rule: finding.rule } },
    el("span", { class: "what" }, icon(error ? "error" : "warning"), error ? "error" : "warning"),
    el("span", { dir: "auto" }, finding.message),
    finding.fix !== null && button("fix", "Fix", { "aria-label": `Fix: ${finding.message}`, data: { row: index, number } }),
    button("ignore", "Ignore…", { "aria-label": `Ignore… ${finding.message}`, data: { row: index, number } }));
}

function conflictPanel(entry, index, article) {
  const text = (words) => el("dd", { lang: article.locale, dir: article.direction, tabindex: "0" }, words || "(empty)");
  const choice = (what, label, title) => button(what, label, { title, data: { row: index } });
  return el("section", { class: "conflict", "aria-label": "Two versions of this sentence" },
    el("h2", {}, "Somebody else changed this sentence meanwhile"),
    el("dl", {},
      el("dt", {}, "Mine"), text(entry.conflict.mine),
      el("dt", {}, "Theirs"), text(entry.conflict.unit.target),
      el("dt", {}, "Source"), el("dd", { lang: article.source_locale, dir: article.source_direction, tabindex: "0" }, entry.conflict.unit.source)),
    el("div", { class: "buttons" },
      choice("keep-mine", "Keep mine", "Save my text over theirs"), choice("take-theirs", "Take theirs", "Drop my text"),
      choice("edit-on", "Edit on", "Go on writing from my text; it is saved when you change it")));
}

/** Show the rows that the filter and the search let through; returns how many. */
export function filterRows(store) {
  const query = fold(store.query.trim());
  const wanted = FILTERS[store.filter];
  let shown = 0;
  for (const row of store.rows) {
    const { entry } = row;
    const fits = wanted(entry) && (!query || fold(entry.view.source).includes(query) || fold(entry.text).includes(query));
    row.item.hidden = !fits;
    shown += fits;
  }
  paintHits(store);
  return shown;
}

/** Mark what was searched for in the sources, without touching their elements. */
function paintHits(store) {
  if (!globalThis.Highlight) return;
  const ranges = [];
  for (const row of store.query.trim() ? store.rows : []) {
    if (row.item.hidden || ranges.length > 500) continue;
    for (const node of textNodes(row.source)) {
      for (const [start, end] of findFolded(node.data, store.query)) {
        const range = new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("hit", new Highlight(...ranges));
}

function textNodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}
