// The active sentence -> the panel beside the article: what can be done with it, and what is known about it.

import { button, byId, diffNodes, el, icon } from "./dom.js";
import { ariaKeys, shownKeys } from "./keys.js";
import { findingsOf, shownState } from "./store.js";
import { diffWords } from "./text.js";

const DIRECTION_MARKS = [["\u200f", "RLM", "right-to-left mark"], ["\u200e", "LRM", "left-to-right mark"]];
const HARAKAT = ["\u064b", "\u064c", "\u064d", "\u064e", "\u064f", "\u0650", "\u0651", "\u0652"];
const CHARACTERS = {
  ar: ["«", "»", "“", "”", "\u060c", "\u061b", "\u061f", "\u066a", "…", "–", ...HARAKAT],
  fa: ["«", "»", "\u060c", "\u061b", "\u061f", "\u066a", "…", "–"],
  tr: ["“", "”", "‘", "’", "«", "»", "…", "–", "â", "î", "û", "İ", "ı", "₺"],
};
const OTHER_CHARACTERS = ["«", "»", "“", "”", "‘", "’", "„", "…", "–", "—"];

const HINTS = [
  ["confirm", "confirm and go on"], ["next-open", "next that needs work"], ["riskiest", "riskiest that is left"], ["focus", "into the field"],
  ["shortcuts", "all keys"],
];

/** `known`: {shortcuts, alternatives: Map(id -> list or "loading")}. */
export function paintTools(store, known) {
  const panel = byId("tools");
  const row = store.rows[store.active];
  const held = panel.contains(document.activeElement) ? keyOf(document.activeElement) : null;
  const open = panel.classList.contains("open");
  panel.replaceChildren(...(row ? sections(store, row.entry, known) : [hint(store, known)]));
  panel.classList.toggle("open", open);
  if (held) [...panel.querySelectorAll("button, textarea")].find((element) => keyOf(element) === held)?.focus();
}

const keyOf = (element) => [element.dataset.do, element.dataset.number, element.id].join(" ");

function hint(store, known) {
  const open = [...store.entries.values()].some((entry) => entry.view.state !== "reviewed");
  return el("div", { class: "main hint" },
    el("p", { class: "facts" }, open ? "Choose a sentence to work on it." : "Every sentence is reviewed."),
    open && button("riskiest", "Start with the riskiest", { class: "primary" }),
    open && el("dl", { class: "keys facts" }, HINTS.flatMap(([action, label]) => {
      const chord = keysOf(action, known.shortcuts)[0];
      return chord ? [el("dt", {}, el("kbd", {}, shownKeys(chord).join(" "))), el("dd", {}, label)] : [];
    })));
}

function sections(store, entry, known) {
  const { article } = store;
  return [
    el("h2", {}, el("span", {}, `Sentence ${store.active + 1} of ${store.rows.length}`), badge(entry)),
    mainButtons(entry, known.shortcuts),
    facts(entry),
    actions(store, entry, known.shortcuts),
    entry.view.placeables.length ? placeables(entry, article, known.shortcuts) : null,
    characters(article),
    entry.view.draft && entry.view.draft !== entry.text ? changes(entry, article) : null,
    alternatives(entry, article, known),
    comments(entry),
    articleActions(),
  ].filter(Boolean);
}

function badge(entry) {
  const state = shownState(entry);
  return el("span", { class: `badge ${state}` }, icon(state), state);
}

const keysOf = (action, shortcuts) => shortcuts.find((shortcut) => shortcut.action === action)?.keys ?? [];

function keyed(action, shortcuts) {
  const keys = keysOf(action, shortcuts);
  return keys.length ? { "aria-keyshortcuts": ariaKeys(keys), title: shownKeys(keys[0]).join("+") } : {};
}

function mainButtons(entry, shortcuts) {
  const reviewed = entry.view.state === "reviewed" && !entry.dirty;
  return el("div", { class: "main" },
    button("confirm", [icon("reviewed"), "Confirm"], { class: "primary", disabled: !entry.text.trim(), ...keyed("confirm", shortcuts) }),
    button("needs-work", "Needs work", { disabled: !reviewed, ...keyed("needs-work", shortcuts) }),
    button("toggle-tools", [icon("more"), "More"], { class: "toggle", "aria-expanded": String(byId("tools").classList.contains("open")) }));
}

function facts(entry) {
  const { view } = entry;
  const parts = [];
  if (view.state !== "reviewed") parts.push(view.risk >= 0.66 ? "High risk" : view.risk >= 0.33 ? "Some risk" : "Low risk");
  if (view.score !== null && view.state !== "reviewed") parts.push(`the model is ${Math.round(Math.exp(view.score) * 100)} % sure a word`);
  if (view.reviewer) parts.push(`Approved by ${view.reviewer}${view.reviewed_at ? `, ${shownTime(view.reviewed_at)}` : ""}`);
  if (entry.rows.length > 1) parts.push(`stands at ${entry.rows.length} places`);
  if (view.problems.length && view.state === "draft") parts.push(`draft guard: ${view.problems.join(", ")}`);
  return parts.length ? el("p", { class: "facts" }, parts.join(" · ")) : null;
}

function shownTime(iso) {
  const time = new Date(iso);
  return Number.isNaN(time.valueOf()) ? iso : time.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

function actions(store, entry, shortcuts) {
  const { view } = entry;
  return el("div", { class: "actions", role: "group", "aria-label": "Text" },
    button("copy-source", "Copy source", keyed("copy-source", shortcuts)),
    button("restore-draft", "Machine draft", { disabled: !view.draft || view.draft === entry.text }),
    button("restore-previous", "Previous text", { disabled: !entry.history.length && entry.text === view.target }),
    button("clear", "Clear", { disabled: !entry.text || view.joined }),
    view.joined
      ? button("split", "Split from before")
      : button("join", "Join to before ⤴", { disabled: entry.rows[0] === 0 }),
    findingsOf(entry).length ? button("ignore", "Ignore finding…", keyed("ignore", shortcuts)) : null);
}

function placeables(entry, article, shortcuts) {
  const chord = keysOf("placeable", shortcuts)[0];
  const keys = (number) => (chord && number < 9 ? chord.replace("1…9", number + 1) : null);
  return el("section", { "aria-label": "Insert from the source" }, el("h2", { class: "label" }, "From the source"),
    el("div", { class: "chips" }, entry.view.placeables.map((text, number) =>
      button("insert", [el("span", { dir: "auto", lang: article.source_locale }, text), keys(number) && el("small", {}, shownKeys(keys(number)).join(" "))], {
        data: { text, number },
        "aria-keyshortcuts": keys(number) ? ariaKeys([keys(number)]) : undefined,
      }))));
}

function characters(article) {
  const language = article.locale.split("-")[0];
  const marks = article.direction === "rtl" ? DIRECTION_MARKS : [];
  return el("section", { "aria-label": "Characters" }, el("h2", { class: "label" }, "Characters"),
    el("div", { class: "chips" },
      (CHARACTERS[language] ?? OTHER_CHARACTERS).map((text) =>
        button("insert", /\p{M}/u.test(text) ? `\u25cc${text}` : text, { class: "char", data: { text }, lang: article.locale })),
      marks.map(([text, label, name]) => button("insert", label, { class: "char named", data: { text }, "aria-label": `${label}, ${name}` }))));
}

function changes(entry, article) {
  return el("section", { "aria-label": "Changes to the machine draft" }, el("h2", { class: "label" }, "Changes to the machine draft"),
    el("p", { class: "diff", lang: article.locale, dir: article.direction, tabindex: "0" }, ...diffNodes(diffWords(entry.view.draft, entry.text))));
}

function alternatives(entry, article, known) {
  const list = known.alternatives.get(entry.id);
  const heading = el("h2", { class: "label" }, "Alternatives", !Array.isArray(list) && button("alternatives", list ? "Loading…" : "Show", { disabled: Boolean(list), ...keyed("alternatives", known.shortcuts) }));
  const choices = Array.isArray(list) && (list.length
    ? el("ol", { class: "choices", id: "choices" }, list.map((other, number) => el("li", {},
      button("choose", [
        el("small", {}, el("span", {}, [other.origin, other.match !== null && `${other.match} %`].filter(Boolean).join(" · ")), number < 9 && el("kbd", {}, String(number + 1))),
        el("span", { class: "choice", lang: article.locale, dir: article.direction }, other.target),
      ], { data: { number } }))))
    : el("p", { class: "facts" }, "There is no other text for this sentence."));
  return el("section", { "aria-label": "Alternatives" }, heading, choices);
}

function comments(entry) {
  return el("section", { "aria-label": "Comment to colleagues" },
    el("h2", { class: "label" }, el("label", { for: "note" }, "Comment to colleagues"), button("comment", "Save comment")),
    noteField(entry));
}

function noteField(entry) {
  const field = el("textarea", { id: "note", class: "note", dir: "auto", rows: 2 });
  field.value = entry.note ?? entry.view.comments.join("\n");
  return field;
}

function articleActions() {
  return el("section", { class: "phone", "aria-label": "Article" }, el("h2", { class: "label" }, "Article"),
    el("div", { class: "actions" }, button("preview", "Preview"), button("approve-clean", "Approve all clean…"),
      button("search", "Search"), button("name", "Your name…"), button("shortcuts", "Shortcuts")));
}
