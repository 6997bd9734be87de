// Everything around the rows: the bar, the panel, the banner, the preview, what is said aloud.

import { GoneAway } from "./api.js";
import { byId, icon } from "./dom.js";
import { filterRows, paintEntry } from "./rows.js";
import { FILTERS, progress } from "./store.js";
import { paintTools } from "./tools.js";

const SHOWN = 6000; // ms a message stays in sight
const AFTER_SAVE = 600; // ms: saves that follow each other closely refresh preview and readiness once

export function makeView(store, known, api) {
  let [refreshing, speaking, asking] = [0, 0, false];

  function start() {
    const bar = byId("bar");
    const measure = () => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
    new ResizeObserver(measure).observe(bar);
    measure();
    counts();
    paintTools(store, known);
    askReadiness();
  }

  function paint(entry) {
    paintEntry(store, entry);
    counts();
    if (store.rows[store.active]?.entry === entry) paintTools(store, known);
  }

  function activate(index) {
    if (index === store.active) return;
    const before = store.rows[store.active];
    store.active = index;
    before?.item.classList.remove("active");
    store.rows[index]?.item.classList.add("active");
    if (store.rows[index]) store.rows[index].entry.visited = false;
    paintTools(store, known);
  }

  /** After typing: what depends on the text of the active field. */
  function follow() {
    counts();
    paintTools(store, known);
  }

  function counts() {
    const { words, done, all } = progress(store);
    const bar = byId("progress");
    bar.max = all || 1;
    bar.value = done;
    bar.setAttribute("aria-valuetext", `${done} of ${all} sentences reviewed`);
    byId("left").textContent = words ? `${words.toLocaleString("en")} ${words === 1 ? "word" : "words"} left` : "All reviewed";
    for (const control of document.querySelectorAll("[data-filter]")) {
      const { filter } = control.dataset;
      control.querySelector(".count").textContent = store.rows.filter((row) => FILTERS[filter](row.entry)).length;
      control.setAttribute("aria-pressed", String(filter === store.filter));
    }
  }

  function filter(shown) {
    counts();
    byId("clear-search").hidden = !store.query;
    byId("nothing").hidden = shown > 0;
    say(`${shown} ${shown === 1 ? "sentence" : "sentences"} shown`, { quiet: true });
  }

  function focus(index) {
    const row = store.rows[index];
    if (!row) return false;
    if (row.item.hidden) {
      store.filter = "all";
      store.query = byId("search").value = "";
      filter(filterRows(store));
    }
    row.field.focus({ preventScroll: true });
    row.item.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** Read aloud by screen readers; seen in the bar (`saved`), not at all (`quiet`), else above the foot of the page for a while. */
  function say(text, { saved = false, quiet = false } = {}) {
    const status = byId("status");
    status.textContent = text;
    status.classList.toggle("hidden", saved || quiet);
    if (saved) byId("saved").replaceChildren(icon("reviewed"), text);
    clearTimeout(speaking);
    speaking = setTimeout(() => status.classList.add("hidden"), SHOWN);
  }

  function showBanner(text) {
    const banner = byId("banner");
    if (banner.textContent !== text) banner.textContent = text;
    banner.hidden = false;
  }

  function hideBanner() {
    byId("banner").hidden = true;
    byId("banner").textContent = "";
  }

  function refresh() {
    clearTimeout(refreshing);
    refreshing = setTimeout(() => {
      refreshPreview();
      askReadiness();
    }, AFTER_SAVE);
  }

  function refreshPreview() {
    const frame = byId("preview-frame");
    if (byId("preview").hidden) return;
    frame.src = `${frame.dataset.address}?stamp=${Date.now()}`;
  }

  function togglePreview() {
    const hidden = !byId("preview").hidden;
    byId("preview").hidden = hidden;
    byId("tools").hidden = !hidden;
    byId("workspace").classList.toggle("with-preview", !hidden);
    byId("side").classList.toggle("previewing", !hidden);
    byId("preview-button").setAttribute("aria-pressed", String(!hidden));
    refreshPreview();
    if (!hidden) byId("preview").querySelector("button").focus({ preventScroll: true });
    else store.rows[store.active]?.field.focus({ preventScroll: true });
  }

  async function askReadiness() {
    if (asking) return refresh();
    asking = true;
    try {
      known.readiness = await api.readiness();
      paintReadiness();
    } catch (error) {
      if (error instanceof GoneAway) return; // the watch says so
      showBanner(error.message);
    } finally {
      asking = false;
    }
  }

  function paintReadiness() {
    const { ready, blocking } = known.readiness;
    const control = byId("ready");
    control.className = ready ? "ready" : "blocked";
    control.replaceChildren(...(ready ? [icon("reviewed"), "Ready to publish"] : [`${blocking.length} to settle`]));
    control.title = ready ? "" : "Not ready to publish: show what blocks";
    byId("publish").disabled = !ready;
  }

  return { start, paint, activate, follow, counts, filter, focus, say, showBanner, hideBanner, refresh, togglePreview, askReadiness };
}
