// Elements from plain values: text only ever goes in as text.

const SVG = "http://www.w3.org/2000/svg";

/** `el("button", {type: "button", data: {do: "confirm"}}, "Confirm", icon("reviewed"))`; empty children are left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function button(what, label, attributes = {}, ...more) {
  const { data, ...rest } = attributes;
  return el("button", { type: "button", ...rest, data: { do: what, ...data } }, label, ...more);
}

/** Word diff runs -> <del>, <ins> and text. `spaced`: the runs are words that came without the spaces between them. */
export function diffNodes(runs, { spaced = false } = {}) {
  return runs.flatMap(([what, text], i) => {
    const before = runs[i - 1]?.[1] ?? "";
    const gap = before && !/\s$/.test(before) && !/^\s/.test(text) && spaced ? [" "] : [];
    return [...gap, what === "same" ? text : el(what === "added" ? "ins" : "del", {}, text)];
  });
}

export const byId = (id) => document.getElementById(id);

/** Put text at the caret, or in place of everything, so that the browser's own undo still knows it. */
export function typeInto(field, text, { all = false } = {}) {
  field.focus({ preventScroll: true });
  const { selectionStart: start, selectionEnd: end } = field;
  field.select(); // moving the selection closes the step of undo that typing has open
  if (!all) field.setSelectionRange(start, end);
  const typed = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (typed || (all && field.value === text)) return;
  if (all) field.value = text;
  else field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
