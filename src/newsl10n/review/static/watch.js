// Polling: what Poedit, git or another reviewer wrote into the file meanwhile comes onto the page.

import { GoneAway } from "./api.js";
import { buildRows, filterRows, paintEntry } from "./rows.js";
import { fillStore } from "./store.js";

const EVERY = 3000; // ms

export function watchFile({ store, api, saver, view }) {
  let pause = EVERY;

  async function look() {
    if (document.hidden) return;
    try {
      const stamp = await api.stamp();
      view.hideBanner();
      saver.retryFailed();
      if (stamp !== store.article.stamp) await take();
    } catch (error) {
      if (error instanceof GoneAway) view.showBanner("The server does not answer. Your text stays in the field and is saved when it is back.");
      else view.showBanner(error.message);
    }
  }

  async function take() {
    const began = performance.now();
    const { epoch } = store;
    const article = await api.article();
    if (epoch !== store.epoch) return; // older than a save of this page: look again
    pause = Math.max(EVERY, 8 * (performance.now() - began)); // a long article is not read over and over while one types
    const same = article.units.length === store.rows.length && article.units.every((unit, i) => unit.id === store.rows[i].entry.id);
    if (same) return meetAll(article);
    const active = store.rows[store.active]?.entry.id;
    fillStore(store, article);
    buildRows(store);
    meetAll(article);
    store.active = -1;
    filterRows(store);
    const entry = store.entries.get(active);
    if (entry) view.focus(entry.rows[0]);
    view.follow();
    view.say("The article changed; the page follows");
  }

  function meetAll(article) {
    store.article = article;
    store.written.clear();
    let changed = 0;
    for (const unit of new Map(article.units.map((one) => [one.id, one])).values()) {
      const entry = store.entries.get(unit.id);
      if (unit.version === entry.view.version) continue;
      saver.meet(entry, unit);
      changed += 1;
      paintEntry(store, entry);
    }
    if (!changed) return;
    view.refresh();
    view.say(changed === 1 ? "A sentence was changed by somebody else" : `${changed} sentences were changed by somebody else`);
  }

  const again = async () => {
    await look();
    setTimeout(again, pause);
  };
  setTimeout(again, pause);
  document.addEventListener("visibilitychange", look);
}
