// Texts of the fields -> the server, one request at a time for each sentence; what could not be saved stays here.

import { GoneAway, Refused } from "./api.js";
import { adoptView, isUnsaved } from "./store.js";

const IDLE = 800; // ms without a key before a draft is saved

/**
 * `events`: painted(entry), conflict(entry), gone(), back(), refused(error, entry), saved(entry).
 * The saver's functions resolve to true once the entry's text is in the file.
 */
export function makeSaver({ store, api, events, cupboard }) {
  function touch(entry, text) {
    entry.text = text;
    entry.dirty = text !== entry.view.target || entry.busy !== null;
    entry.visited = true;
    entry.problem = "";
    clearTimeout(entry.timer);
    if (entry.dirty && !entry.conflict) entry.timer = setTimeout(() => flush(entry), IDLE);
    if (!entry.dirty) cupboard.drop(entry);
  }

  async function flush(entry) {
    clearTimeout(entry.timer);
    if (!entry.dirty || entry.conflict || entry.composing || entry.problem) return !entry.dirty;
    return save(entry);
  }

  function save(entry, wanted = {}) {
    clearTimeout(entry.timer);
    if (entry.conflict) {
      events.conflict(entry);
      return Promise.resolve(false);
    }
    if (entry.busy) {
      entry.next = { ...entry.next, ...wanted };
      return entry.busy;
    }
    entry.busy = run(entry, wanted).finally(() => {
      entry.busy = null;
      events.painted(entry);
    });
    return entry.busy;
  }

  async function run(entry, wanted) {
    for (let edit = wanted; edit; ) {
      entry.next = null;
      if (!(await send(entry, edit))) return false;
      edit = entry.next;
    }
    return true;
  }

  async function send(entry, edit) {
    const sent = entry.text;
    entry.dirty = false;
    cupboard.keep(entry);
    try {
      const view = await api.save(entry.id, { target: sent, version: entry.base, ...edit });
      accept(entry, view, sent);
      return true;
    } catch (error) {
      entry.dirty = true;
      refuse(entry, error, edit);
      return false;
    }
  }

  function accept(entry, view, sent) {
    store.epoch += 1;
    adoptView(entry, view);
    entry.failed = false;
    entry.problem = "";
    entry.conflict = null;
    if (entry.text === sent) {
      entry.text = view.target;
      entry.dirty = false;
      cupboard.drop(entry);
    }
    events.back();
    events.saved(entry);
  }

  function refuse(entry, error, edit) {
    if (error instanceof Refused && error.status === 409) {
      events.back();
      return collide(entry, error.answer.unit);
    }
    if (error instanceof GoneAway || error.status === 403 || error.status >= 500) {
      entry.failed = true;
      entry.retry = edit;
    } else if (error.answer?.need !== "reviewer") {
      entry.problem = error.message;
    }
    if (error instanceof GoneAway) events.gone();
    else events.refused(error, entry, edit);
  }

  /** Somebody else's text met an unsaved one. */
  function collide(entry, unit) {
    if (unit.target === entry.text) return accept(entry, unit, entry.text);
    entry.conflict = { mine: entry.text, unit };
    entry.dirty = true;
    clearTimeout(entry.timer);
    events.conflict(entry);
  }

  function settle(entry, choice) {
    const { mine, unit } = entry.conflict;
    entry.conflict = null;
    adoptView(entry, unit);
    entry.text = choice === "theirs" ? unit.target : entry.text || mine;
    entry.dirty = choice !== "theirs";
    if (choice === "theirs") cupboard.drop(entry);
    events.painted(entry);
    return choice === "mine" ? save(entry, { overwrite: true }) : Promise.resolve(true);
  }

  /** What the file holds now, seen by polling. */
  function meet(entry, view) {
    if (view.version === entry.view.version || entry.busy) return;
    const sameText = view.target === entry.view.target;
    const writing = entry.visited && store.rows[store.active]?.entry === entry;
    const held = entry.dirty || entry.conflict || entry.composing || writing;
    if (held && !sameText) return collide(entry, view);
    adoptView(entry, view);
    if (!held) entry.text = view.target;
    events.painted(entry);
  }

  function retryFailed() {
    for (const entry of store.entries.values()) {
      if (!entry.failed || entry.busy || entry.conflict) continue;
      entry.failed = false;
      save(entry, entry.retry ?? {});
    }
  }

  async function flushAll() {
    const all = [...store.entries.values()].filter((entry) => entry.dirty || entry.busy);
    const done = await Promise.all(all.map((entry) => (entry.busy && !entry.dirty ? entry.busy : flush(entry))));
    return done.every(Boolean);
  }

  const unsaved = () => [...store.entries.values()].filter(isUnsaved);
  return { touch, flush, save, settle, meet, retryFailed, flushAll, unsaved };
}

/** Unsaved texts in sessionStorage: they outlive a reload and a server that went away. */
export function makeCupboard({ slug, locale }) {
  const prefix = `newsl10n:${slug}:${locale}:`;
  const attempt = (action) => {
    try {
      return action();
    } catch (error) {
      if (error instanceof DOMException) return undefined; // storage full or switched off: the field still has the text
      throw error;
    }
  };
  return {
    keep: (entry) => attempt(() => sessionStorage.setItem(prefix + entry.id, JSON.stringify({ text: entry.text, base: entry.base }))),
    drop: (entry) => attempt(() => sessionStorage.removeItem(prefix + entry.id)),
    /** Put what was left behind into the entries of the store; returns them. */
    restore(store) {
      const restored = [];
      for (const entry of store.entries.values()) {
        const left = attempt(() => sessionStorage.getItem(prefix + entry.id));
        if (!left) continue;
        const { text, base } = JSON.parse(left);
        if (text === entry.view.target) { this.drop(entry); continue; }
        Object.assign(entry, { text, base, dirty: true });
        restored.push(entry);
      }
      return restored;
    },
  };
}
