// Names of actions -> what they do to the active sentence or the article.

import { GoneAway } from "./api.js";
import { askBlocking, askName, askReason, askYes, showShortcuts, tell } from "./dialogs.js";
import { byId, typeInto } from "./dom.js";
import { filterRows } from "./rows.js";
import { adoptView, findingsOf, isClean, isOpen, nextOpen, nextRiskiest, progress } from "./store.js";
import { countWords } from "./text.js";

export function makeActions({ store, known, api, saver, view }) {
  const active = () => store.rows[store.active]?.entry ?? null;
  const field = () => store.rows[store.active]?.field ?? null;

  async function run(name, control = null, number = 0) {
    const action = table[name];
    if (!action) return;
    if (control?.dataset.number !== undefined) number = Number(control.dataset.number);
    try {
      await action({ entry: active(), control, number });
    } catch (error) {
      if (error instanceof GoneAway) view.showBanner(error.message);
      else if (error.answer) await refused(error, active());
      else throw error;
    }
  }

  /** The server said no, in words for a person. */
  async function refused(error, entry, edit = null) {
    if (error.answer.need === "reviewer") {
      if (!(await rename()) || !entry || !edit) return;
      await saver.save(entry, edit);
    } else if (error.status === 403 || error.status >= 500) view.showBanner(error.message);
    else view.say(error.message);
  }

  async function rename() {
    const name = await askName(store.reviewer);
    if (name === null) return false;
    store.reviewer = (await api.rename(name)).name;
    byId("name").textContent = store.reviewer;
    return true;
  }

  async function confirm(entry, go) {
    if (!entry) return go();
    if (!entry.text.trim()) return view.say("A sentence without text cannot be confirmed");
    if (!store.reviewer && !(await rename())) return;
    const from = store.active;
    const saved = entry.view.state === "reviewed" && !entry.dirty ? Promise.resolve(true) : saver.save(entry, { confirm: true });
    go(from);
    await saved;
  }

  const goNext = (from = store.active) => {
    const row = store.riskiest ? nextRiskiest(store, from) : nextOpen(store, from);
    if (row < 0) nothingLeft();
    else view.focus(row);
  };

  function nothingLeft() {
    const { words } = progress(store);
    const filtered = store.rows.some(({ item }) => item.hidden);
    view.say(!words ? "Every sentence is reviewed" : filtered ? "No other sentence that is shown needs work" : "No other sentence needs work");
    field()?.focus({ preventScroll: true });
  }

  /** The next row that is shown, for Alt+arrows. */
  function step(by) {
    let row = document.activeElement === byId("search") ? -1 : store.active;
    do row += by; while (store.rows[row]?.item.hidden);
    if (store.active < 0) row = store.rows.findIndex(({ item }) => !item.hidden);
    if (store.rows[row]) view.focus(row);
  }

  async function allSaved() {
    const saved = await saver.flushAll();
    if (!saved) view.say("Some text is not saved yet: settle it first");
    return saved;
  }

  const replace = (text) => field() && !field().readOnly && typeInto(field(), text, { all: true });

  async function take(units) {
    store.epoch += 1;
    for (const unit of units) {
      const entry = store.entries.get(unit.id);
      if (!entry) continue;
      adoptView(entry, unit);
      Object.assign(entry, { text: unit.target, dirty: false });
      view.paint(entry);
    }
    view.refresh();
  }

  async function joinOrSplit(entry, what) {
    if (!(await allSaved())) return;
    await take(await api[what](entry.id));
    view.say(what === "join" ? "Joined to the sentence before" : "Split");
  }

  async function loadAlternatives(entry) {
    if (!Array.isArray(known.alternatives.get(entry.id))) {
      known.alternatives.set(entry.id, "loading");
      view.follow();
      try {
        known.alternatives.set(entry.id, await api.alternatives(entry.id));
      } catch (error) {
        known.alternatives.delete(entry.id);
        throw error;
      } finally {
        view.follow();
      }
    }
    if (active() !== entry) return;
    byId("tools").classList.add("open");
    byId("choices")?.querySelector("button").focus();
    if (!byId("choices")) view.say("There is no other text for this sentence");
  }

  async function approveClean() {
    if (!(await allSaved())) return;
    const clean = [...store.entries.values()].filter(isClean);
    if (!clean.length) return tell("Nothing to approve", ["Every sentence that is left has a finding, is stale or has no text."]);
    const words = clean.reduce((sum, entry) => sum + countWords(entry.view.source), 0);
    const sure = await askYes(`Approve ${clean.length} clean ${clean.length === 1 ? "sentence" : "sentences"}?`, [
      `They have no findings: ${words.toLocaleString("en")} words of the source. Your name will stand beside each of them, so approve them after you have read them.`,
    ], "Approve them");
    if (!sure || (!store.reviewer && !(await rename()))) return;
    const units = await api.approveClean(clean.map((entry) => [entry.id, entry.view.version]));
    await take(units);
    view.say(`Confirmed ${units.length}${units.length < clean.length ? ` of ${clean.length}; the others changed meanwhile` : ""}`);
  }

  async function showBlocking() {
    await saver.flushAll();
    await view.askReadiness();
    const { ready, blocking } = known.readiness ?? { ready: false, blocking: [] };
    if (ready) return tell("Ready to publish", ["Every sentence is reviewed and no check objects."]);
    const sentences = new Map();
    for (const [id, why] of blocking) {
      const entry = store.entries.get(id);
      const place = { row: entry?.rows[0] ?? -1, source: entry?.view.source ?? id, lang: store.article.source_locale, why: [] };
      if (!sentences.has(id)) sentences.set(id, place);
      sentences.get(id).why.push(why);
    }
    const row = await askBlocking([...sentences.values()]);
    if (row !== null) view.focus(row);
  }

  async function publish() {
    if (!(await allSaved())) return;
    try {
      const { path } = await api.publish();
      await tell("Published", [`The page is in ${path}.`]);
    } catch (error) {
      if (error.status !== 409) throw error;
      await tell("Not ready", [error.message, ...(error.answer.units ?? [])]);
      await view.askReadiness();
    }
  }

  function close() {
    const search = byId("search");
    if (document.activeElement === search && search.value) {
      search.value = store.query = "";
      return view.filter(filterRows(store));
    }
    if (!byId("preview").hidden) return view.togglePreview();
    byId("tools").classList.remove("open");
    field()?.focus();
  }

  const canClose = (target) => !target.classList.contains("field") || byId("tools").classList.contains("open") || !byId("preview").hidden;

  const table = {
    confirm: ({ entry }) => confirm(entry, goNext),
    "confirm-stay": ({ entry }) => entry && confirm(entry, () => field()?.focus()),
    async "needs-work"({ entry }) {
      if (!entry) return;
      if (isOpen(entry)) return confirm(entry, () => field()?.focus());
      await saver.save(entry, { confirm: false });
    },
    previous: () => step(-1),
    next: () => step(1),
    "previous-open": () => view.focus(nextOpen(store, store.active, -1)) || nothingLeft(),
    "next-open": () => view.focus(nextOpen(store, store.active)) || nothingLeft(),
    riskiest: () => view.focus(nextRiskiest(store, store.active)) || nothingLeft(),
    order({ control }) {
      store.riskiest = !store.riskiest;
      control.setAttribute("aria-pressed", String(store.riskiest));
      if (store.riskiest) view.focus(nextRiskiest(store, -1));
    },
    first: () => view.focus(store.rows.findIndex(({ item }) => !item.hidden)),
    last: () => view.focus(store.rows.findLastIndex(({ item }) => !item.hidden)),
    "copy-source": ({ entry }) => entry && replace(entry.view.source),
    "restore-draft": ({ entry }) => replace(entry.view.draft),
    "restore-previous": ({ entry }) => replace(entry.text === entry.view.target ? entry.history.pop() ?? entry.text : entry.view.target),
    clear: () => replace(""),
    join: ({ entry }) => joinOrSplit(entry, "join"),
    split: ({ entry }) => joinOrSplit(entry, "split"),
    insert: ({ control }) => field() && !field().readOnly && typeInto(field(), control.dataset.text),
    placeable({ entry, number }) {
      const text = entry?.view.placeables[number];
      if (text && !field().readOnly) typeInto(field(), text);
    },
    fix: ({ entry, number }) => replace(findingsOf(entry)[number].fix),
    async ignore({ entry, control, number }) {
      const findings = entry ? findingsOf(entry) : [];
      if (!findings.length) return view.say("This sentence has no finding");
      const wanted = await askReason(findings, control?.dataset.number === undefined ? null : number);
      field()?.focus();
      if (!wanted || !(await saver.flush(entry))) return;
      await take([await api.ignore(entry.id, wanted.rule, wanted.reason)]);
      view.say("The finding is ignored");
    },
    alternatives: ({ entry }) => entry && loadAlternatives(entry),
    choose: ({ entry, number }) => replace(known.alternatives.get(entry.id)[number].target),
    async comment({ entry }) {
      if (!(await saver.flush(entry))) return;
      const text = byId("note").value;
      entry.note = undefined;
      await take([await api.comment(entry.id, text)]);
      view.say("Saved the comment");
    },
    "keep-mine": ({ entry }) => saver.settle(entry, "mine").then(() => field()?.focus()),
    "take-theirs": ({ entry }) => saver.settle(entry, "theirs").then(() => field()?.focus()),
    "edit-on": ({ entry }) => saver.settle(entry, "edit").then(() => field()?.focus()),
    search: () => byId("search").select(),
    focus: () => (store.active < 0 ? step(1) : view.focus(store.active)),
    tools() {
      const inside = byId("side").contains(document.activeElement);
      if (inside) return field()?.focus();
      byId("tools").querySelector("button:not(:disabled)")?.focus();
    },
    "toggle-tools"({ control }) {
      const open = byId("tools").classList.toggle("open");
      control.setAttribute("aria-expanded", String(open));
      if (!open || store.active < 0) return;
      const { item, field: target } = store.rows[store.active];
      const room = byId("side").getBoundingClientRect().top - byId("bar").offsetHeight;
      (item.offsetHeight <= room ? item : target).scrollIntoView({ block: "start" });
    },
    "show-all"() {
      store.filter = "all";
      store.query = byId("search").value = "";
      view.filter(filterRows(store));
    },
    "clear-search"() {
      byId("search").value = store.query = "";
      view.filter(filterRows(store));
      byId("search").focus();
    },
    readiness: showBlocking,
    preview: () => view.togglePreview(),
    publish,
    "approve-clean": approveClean,
    name: rename,
    shortcuts: () => showShortcuts(known.shortcuts),
    "close-dialog": () => byId("dialog").close(),
    close,
  };

  return { run, refused, canClose };
}
