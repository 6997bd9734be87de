// Everything around the rows: the bar, the panel, the banner, the preview, what is said aloud.

import { GoneAway } from "./api.js";
import { byId, icon } from "./dom.js";
import { filterRows, paintEntry } from "./rows.js";
import { FILTERS, progress } from "./store.js";
import { paintTools } from "./tools.js";

const SHOWN = 6000; // ms a message stays in sight
const LOW = 0.8; // part of the window below which the active sentence is moved up,
const HIGH = 0.3; // and the part of what is left that then lies above it
const AFTER_SAVE = 600; // ms: saves that follow each other closely refresh preview and readiness once

export function makeView(store, known, api) {
  let [refreshing, speaking, asking, loading, took] = [0, 0, false, 0, 0];

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
    followPreview();
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
    keepInSight(row.item);
    requestAnimationFrame(() => keepInSight(row.item)); // rows that were never shown have only now their height
    return true;
  }

  /** Scroll as seldom as possible, but leave what comes next in sight: not for every sentence, and never to the edge. */
  function keepInSight(item) {
    const top = byId("bar").offsetHeight;
    const side = byId("side");
    const bottom = getComputedStyle(side).position === "fixed" ? side.getBoundingClientRect().top : innerHeight;
    const box = item.getBoundingClientRect();
    if (box.top >= top && box.bottom <= top + LOW * (bottom - top)) return;
    scrollBy({ top: box.top - top - Math.max(0, HIGH * (bottom - top - box.height)), behavior: "instant" });
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
    // The server that renders a long article for two seconds would keep the next save waiting.
    refreshing = setTimeout(() => {
      refreshPreview();
      askReadiness();
    }, Math.max(AFTER_SAVE, 2 * took));
  }

  /** The address of the active sentence in the page that the frame shows; the anchors are those of pipeline/desk/preview.py. */
  function previewAddress() {
    let index = store.active;
    while (index > 0 && store.rows[index].entry.view.joined) index -= 1;
    const { address, stamp } = byId("preview-frame").dataset;
    return `${address}?stamp=${stamp}${index < 0 ? "" : `#s-${store.rows[index].entry.id}`}`;
  }

  function refreshPreview() {
    const frame = byId("preview-frame");
    if (byId("preview").hidden) return;
    frame.dataset.stamp = loading = performance.now();
    frame.onload = () => { took = performance.now() - loading; };
    showInFrame(frame);
  }

  /** A new fragment only scrolls the frame and marks the sentence; nothing is asked of the server. */
  function followPreview() {
    const frame = byId("preview-frame");
    if (!byId("preview").hidden && frame.dataset.stamp) showInFrame(frame);
  }

  /** Not `frame.src`: that would make an entry of the browser's history each time. */
  function showInFrame(frame) {
    frame.contentWindow.location.replace(new URL(previewAddress(), location.href));
  }

  function togglePreview() {
    const hidden = !byId("preview").hidden;
    byId("preview").hidden = hidden;
    byId("tools").hidden = !hidden;
    byId("workspace").classList.toggle("with-preview", !hidden);
    byId("side").classList.toggle("previewing", !hidden);
    byId("preview-button").setAttribute("aria-pressed", String(!hidden));
    refreshPreview();
    const row = store.rows[store.active];
    (row?.field ?? byId("preview").querySelector("button:enabled"))?.focus({ preventScroll: true });
    if (row) keepInSight(row.item);
    say(hidden ? "The preview is closed" : "The preview is open", { quiet: true });
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
    control.replaceChildren(...(ready ? [icon("reviewed"), "Ready to publish"] : [`${new Set(blocking.map(([id]) => id)).size} to settle`]));
    control.title = ready ? "" : "Not ready to publish: show what blocks";
    byId("publish").disabled = !ready;
  }

  return { start, paint, activate, follow, counts, filter, focus, say, showBanner, hideBanner, refresh, togglePreview, askReadiness };
}
