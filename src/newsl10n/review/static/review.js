// The page of one article: events in, actions out. Everything is delegated; no row has a listener of its own.

import { makeActions } from "./actions.js";
import { articleApi } from "./api.js";
import { byId } from "./dom.js";
import { actionOf } from "./keys.js";
import { buildRows, filterRows, growField, paintEntry, paintMirror } from "./rows.js";
import { makeCupboard, makeSaver } from "./saving.js";
import { followStamp, makeStore } from "./store.js";
import { makeView } from "./view.js";
import { watchFile } from "./watch.js";

const TYPING = 250; // ms after the last key before the panel and the counts follow

const settings = JSON.parse(byId("settings").textContent);
const store = makeStore(JSON.parse(byId("article").textContent));
store.reviewer = settings.reviewer;
const api = articleApi(settings.api, { wrote: (before, stamp) => followStamp(store, before, stamp) });
const known = { shortcuts: settings.shortcuts, alternatives: new Map() };
const view = makeView(store, known, api);
const cupboard = makeCupboard(store.article);
const saver = makeSaver({
  store, api, cupboard,
  events: {
    painted: view.paint,
    conflict(entry) {
      view.paint(entry);
      view.say(`Sentence ${entry.rows[0] + 1}: somebody else changed it. Choose below the field.`);
    },
    gone: () => view.showBanner("The server does not answer. Your text stays in the field and is saved when it is back."),
    back: view.hideBanner,
    refused: (error, entry, edit) => actions.refused(error, entry, edit),
    saved(entry) {
      view.say(entry.view.state === "reviewed" ? "Confirmed" : "Saved as draft", { saved: true });
      view.refresh();
    },
  },
});
const actions = makeActions({ store, known, api, saver, view });

buildRows(store);
const restored = cupboard.restore(store);
for (const entry of restored) {
  paintEntry(store, entry);
  saver.flush(entry);
}
view.start();
if (restored.length) view.say(`${restored.length} unsaved ${restored.length === 1 ? "text" : "texts"} brought back`);
if (!store.reviewer) actions.run("name");
watchFile({ store, api, saver, view });
listen();

function rowOf(target) {
  const index = target.closest?.("[data-row]")?.dataset.row;
  return index === undefined ? null : store.rows[Number(index)];
}

function listen() {
  let typing = 0;
  document.addEventListener("input", ({ target }) => {
    if (target.id === "search") return search(target.value);
    const entry = store.rows[store.active]?.entry;
    if (target.id === "note" && entry) entry.note = target.value;
    const row = target.classList.contains("field") && rowOf(target);
    if (!row) return;
    growField(target);
    saver.touch(row.entry, target.value);
    for (const index of row.entry.rows) if (store.rows[index] !== row) store.rows[index].field.value = target.value;
    clearTimeout(typing);
    typing = setTimeout(view.follow, TYPING);
  });
  document.addEventListener("focusin", ({ target }) => {
    const row = target.classList.contains("field") && rowOf(target);
    if (row) view.activate(store.rows.indexOf(row));
  });
  document.addEventListener("focusout", ({ target }) => {
    const row = target.classList?.contains("field") && rowOf(target);
    if (!row) return;
    paintMirror(row);
    saver.flush(row.entry);
  });
  for (const type of ["compositionstart", "compositionend"]) {
    document.addEventListener(type, ({ target }) => {
      const row = rowOf(target);
      if (row) row.entry.composing = type === "compositionstart";
    });
  }
  document.addEventListener("mousedown", (event) => {
    // A click on a character or a word keeps the caret in the field.
    if (event.target.closest("[data-do=insert]")) event.preventDefault();
  });
  document.addEventListener("click", ({ target }) => {
    const control = target.closest("[data-do], [data-filter]");
    if (!control || control.disabled) return;
    if (control.dataset.filter) return show(control.dataset.filter);
    if (control.closest(".under")) view.activate(Number(control.dataset.row));
    actions.run(control.dataset.do, control);
  });
  document.addEventListener("keydown", onKey);
  globalThis.addEventListener("beforeunload", (event) => {
    if (!saver.unsaved().length) return;
    for (const entry of saver.unsaved()) cupboard.keep(entry);
    saver.flushAll();
    event.preventDefault();
  });
  globalThis.addEventListener("pagehide", () => saver.unsaved().forEach((entry) => cupboard.keep(entry)));
}

function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return; // the input method's own keys
  const list = event.target.closest?.("#choices, .reasons");
  if (list && /^[1-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    list.querySelectorAll("button")[Number(event.key) - 1]?.click();
    return;
  }
  if (byId("dialog").open) return; // Escape closes it by itself
  if (event.target.id === "search" && event.key === "Enter") {
    event.preventDefault();
    clearTimeout(searching);
    view.filter(filterRows(store));
    return actions.run("first");
  }
  const found = actionOf(event, known.shortcuts);
  if (!found) return;
  if (found.action === "close" && !actions.canClose(event.target)) return;
  event.preventDefault();
  actions.run(found.action, null, found.number);
}

let searching = 0;
function search(query) {
  store.query = query;
  clearTimeout(searching);
  searching = setTimeout(() => view.filter(filterRows(store)), 120);
}

function show(name) {
  store.filter = name;
  view.filter(filterRows(store));
}
