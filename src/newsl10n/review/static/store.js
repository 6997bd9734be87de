// What the page knows: an ArticleView -> rows (places in the article) and entries (units, one for all places of a sentence).

import { countWords } from "./text.js";

const OF_STATE = new Set(["fuzzy", "stale", "missing", "unreviewed"]); // findings that only repeat the state

/** `epoch` counts what this page wrote: an answer that was asked for before a write is older than what the page knows. */
export function makeStore(article) {
  const store = { article: null, rows: [], entries: new Map(), active: -1, filter: "all", query: "", riskiest: false, reviewer: "", epoch: 0, written: new Map() };
  fillStore(store, article);
  return store;
}

/** What this page wrote led from one stamp to the next: with nothing of others between them there is nothing to fetch. Mutates the store. */
export function followStamp(store, before, stamp) {
  if (stamp && before !== stamp) store.written.set(before, stamp);
  while (store.written.has(store.article.stamp)) { // answers may come out of order
    const known = store.article.stamp;
    store.article.stamp = store.written.get(known);
    store.written.delete(known);
  }
}

/** Take the sentences of an article; entries that hold unsaved text are kept. Mutates the store. */
export function fillStore(store, article) {
  const before = store.entries;
  store.article = article;
  store.written.clear();
  store.entries = new Map();
  store.rows = article.units.map((view, index) => {
    let entry = store.entries.get(view.id);
    if (!entry) {
      const old = before.get(view.id);
      entry = old && isUnsaved(old) ? old : makeEntry(view);
      entry.rows = [];
      store.entries.set(view.id, entry);
    }
    entry.rows.push(index);
    return { entry, block: view.block, kind: view.kind };
  });
}

/** `text`: what stands in the field. `base`: version that the text was written on. `dirty`: changed since it was last sent.
 * `visited`: written in since it became the active one. `failed`: to be sent again. `problem`: why the server refused the text. */
function makeEntry(view) {
  return {
    id: view.id, view, text: view.target, base: view.version, rows: [], dirty: false, visited: false, composing: false,
    busy: null, next: null, timer: 0, conflict: null, problem: "", failed: false, history: [],
  };
}

export function adoptView(entry, view) {
  if (view.target !== entry.view.target && entry.view.target) entry.history.push(entry.view.target);
  entry.view = view;
  entry.base = view.version;
}

export const isUnsaved = (entry) => entry.dirty || entry.busy !== null || entry.conflict !== null || entry.failed;
export const isOpen = (entry) => entry.view.state !== "reviewed" || entry.dirty;
export const findingsOf = (entry) => entry.view.findings.filter((finding) => !OF_STATE.has(finding.rule));

/** draft, edited, reviewed, stale, untranslated; or error, where a finding blocks publication. */
export function shownState(entry) {
  const { state } = entry.view;
  if (state === "stale" || state === "untranslated") return state;
  return findingsOf(entry).some((finding) => finding.severity === "error") ? "error" : state;
}

export function isClean(entry) {
  const { state, target } = entry.view;
  return (state === "draft" || state === "edited") && target && !findingsOf(entry).length && !isUnsaved(entry);
}

export function progress(store) {
  let [words, done] = [0, 0];
  for (const entry of store.entries.values()) {
    if (entry.view.state === "reviewed") done += 1;
    else words += countWords(entry.view.source);
  }
  return { words, done, all: store.entries.size };
}

export const FILTERS = {
  all: () => true,
  open: isOpen,
  findings: (entry) => findingsOf(entry).length > 0,
  stale: (entry) => entry.view.state === "stale",
};

/** The row to work on after `from` (-1: from the top), `step` 1 or -1; -1 where there is none. Goes round once at the end. Rows that a
 * filter hides are left out here and below: who looks at the findings wants the next one of them. */
export function nextOpen(store, from, step = 1) {
  const count = store.rows.length;
  for (let i = 1; i <= count; i++) {
    const row = (((from + step * i) % count) + count) % count;
    if (row !== from && !store.rows[row].item.hidden && isOpen(store.rows[row].entry) && store.rows[row].entry !== store.rows[from]?.entry) return row;
  }
  return -1;
}

/** The open row that comes after row `from` when the riskiest come first; -1 where there is none. */
export function nextRiskiest(store, from) {
  const here = store.rows[from]?.entry;
  const isShown = (entry) => entry.rows.some((row) => !store.rows[row].item.hidden);
  const queue = [...store.entries.values()].filter((entry) => (isOpen(entry) && isShown(entry)) || entry === here);
  queue.sort((a, b) => b.view.risk - a.view.risk || a.rows[0] - b.rows[0]);
  const others = isOpen(here ?? { view: {} }) ? queue.slice(queue.indexOf(here) + 1).concat(queue) : queue;
  return others.find((entry) => entry !== here)?.rows.find((row) => !store.rows[row].item.hidden) ?? -1;
}
