// Questions in a dialog: each resolves to the answer, or to null where the reviewer closed it.

import { button, byId, el } from "./dom.js";
import { shownKeys } from "./keys.js";

let answer;

/** Show a dialog; the element with `data-answer` that is clicked closes it. */
function ask(title, body, { focus } = {}) {
  const dialog = byId("dialog");
  if (dialog.open) dialog.close();
  byId("dialog-title").textContent = title;
  byId("dialog-body").replaceChildren(...body);
  dialog.returnValue = "";
  dialog.showModal();
  (focus ?? dialog.querySelector("input, textarea, button"))?.focus({ preventScroll: true });
  dialog.scrollTop = 0; // a long list is read from its top, though the button that closes it is at its end
  return new Promise((resolve) => {
    answer = resolve; // the first answer wins: "close" follows a reply
    const closed = () => {
      if (dialog.open) return; // the event of a dialog before this one
      dialog.removeEventListener("close", closed);
      resolve(null);
    };
    dialog.addEventListener("close", closed);
  });
}

function reply(value) {
  answer(value);
  byId("dialog").close();
}

const cancel = (label = "Cancel") => button("close-dialog", label);

/** A form whose submit button replies with what `read` gives. */
function form(parts, read, submit) {
  const element = el("form", {}, ...parts, el("div", { class: "buttons" }, cancel(), el("button", { type: "submit", class: "primary" }, submit)));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = read();
    if (value !== "") reply(value);
  });
  return element;
}

export function askName(name) {
  const field = el("input", { type: "text", id: "dialog-name", maxlength: 100, autocomplete: "name", dir: "auto", required: true });
  field.value = name;
  return ask("Your name", [
    el("p", {}, "It is written beside the sentences that you approve, in the catalog and its ledger."),
    form([el("label", { for: "dialog-name" }, "Name", field)], () => field.value.trim(), "Save name"),
  ], { focus: field });
}

/** -> {rule, reason} of the finding to ignore. `chosen`: its number, null to ask. */
export async function askReason(findings, chosen) {
  if (chosen === null && findings.length > 1) {
    const list = el("ol", { class: "reasons" }, findings.map((finding, number) =>
      el("li", {}, choice(number, el("kbd", {}, String(number + 1)), `${finding.rule}: ${finding.message}`))));
    chosen = await ask("Ignore which finding?", [list, el("div", { class: "buttons" }, cancel())]);
    if (chosen === null) return null;
  }
  const finding = findings[chosen ?? 0];
  const field = el("input", { type: "text", id: "dialog-reason", maxlength: 200, dir: "auto", required: true });
  const reason = await ask(`Ignore “${finding.rule}” here`, [
    el("p", { dir: "auto" }, finding.message),
    form([el("label", { for: "dialog-reason" }, "Why it is right as it is", field)], () => field.value.trim(), "Ignore it"),
  ], { focus: field });
  return reason === null ? null : { rule: finding.rule, reason };
}

function choice(value, ...content) {
  const element = el("button", { type: "button" }, ...content);
  element.addEventListener("click", () => reply(value));
  return element;
}

export async function askYes(title, text, yes) {
  const sure = el("button", { type: "button", class: "primary" }, yes);
  sure.addEventListener("click", () => reply(true));
  return (await ask(title, [...text.map((line) => el("p", {}, line)), el("div", { class: "buttons" }, cancel(), sure)], { focus: sure })) === true;
}

export function tell(title, text) {
  return ask(title, [...text.map((line) => el("p", { dir: "auto" }, line)), el("div", { class: "buttons" }, cancel("Close"))]);
}

const UNFINISHED = {
  untranslated: "not translated", draft: "a machine draft that nobody confirmed", edited: "not confirmed", stale: "its source changed",
};

/** -> the row number that was chosen. `sentences`: [{row (-1: not on the page), source, lang, why: [text]}]. */
export function askBlocking(sentences) {
  const list = el("ol", { class: "reasons" }, sentences.map(({ row, source, lang, why }) => {
    const said = el("span", {}, el("b", { lang, dir: "auto" }, source), el("small", {}, why.map((one) => UNFINISHED[one] ?? one).join("; ")));
    return el("li", {}, row < 0 ? said : choice(row, el("span", { class: "number" }, String(row + 1)), said));
  }));
  return ask("Before it can be published", [list, el("div", { class: "buttons" }, cancel("Close"))]);
}

export function showShortcuts(shortcuts) {
  const rows = shortcuts.filter((shortcut) => shortcut.keys.length).flatMap(({ keys, label }) => [
    el("dt", {}, keys.map((chord) => el("kbd", {}, shownKeys(chord).join(" ")))), el("dd", {}, label),
  ]);
  return ask("Keyboard shortcuts", [el("dl", { class: "keys" }, rows), el("div", { class: "buttons" }, cancel("Close"))]);
}
