// Strings -> folded strings, word diffs, runs of a source; nothing here touches the page.

const MARKS = /[\p{Mn}\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff\u00ad]/gu;
const FOLDED = new Map([
  ["ı", "i"], ["\u0671", "\u0627"], ["\u0649", "\u064a"], ["\u0629", "\u0647"], ["\u06a9", "\u0643"], ["\u06cc", "\u064a"],
  ["’", "'"], ["‘", "'"], ["“", '"'], ["”", '"'], ["«", '"'], ["»", '"'], ["\u060c", ","], ["\u061b", ";"], ["\u061f", "?"],
]);

/** Search form: case, accents, harakat, tatweel, alef forms, digit families and bidi controls do not count; İ I ı i are one. */
export function fold(text) {
  let out = "";
  for (const char of text.normalize("NFKD").replace(MARKS, "").toLowerCase().normalize("NFKD").replace(MARKS, "")) {
    const code = char.codePointAt(0);
    if (code >= 0x660 && code <= 0x669) out += String(code - 0x660);
    else if (code >= 0x6f0 && code <= 0x6f9) out += String(code - 0x6f0);
    else out += FOLDED.get(char) ?? char;
  }
  return out;
}

/** Where `query` stands in `text`, both folded: [start, end] in UTF-16 units of `text`. */
export function findFolded(text, query) {
  const wanted = fold(query.trim());
  if (!wanted) return [];
  let folded = "";
  const origin = [];
  let at = 0;
  for (const char of text) {
    const part = fold(char);
    for (let i = 0; i < part.length; i++) origin.push(at);
    folded += part;
    at += char.length;
  }
  origin.push(text.length);
  const found = [];
  for (let i = folded.indexOf(wanted); i >= 0; i = folded.indexOf(wanted, i + wanted.length)) {
    found.push([origin[i], origin[i + wanted.length]]);
  }
  return found;
}

export function countWords(text) {
  return (text.match(/\S+/g) ?? []).length;
}

const LONGEST_DIFF = 600; // words; the table of a longer pair would be slow to fill

/** Word diff: [["same" | "removed" | "added", text], …], neighbours of a kind joined. */
export function diffWords(before, after) {
  const a = before.match(/\s+|[\p{L}\p{M}\p{N}'’_-]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
  const b = after.match(/\s+|[\p{L}\p{M}\p{N}'’_-]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
  if (a.length > LONGEST_DIFF || b.length > LONGEST_DIFF) return joinRuns([["removed", before], ["added", after]]);
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j]
        ? common[(i + 1) * width + j + 1] + 1
        : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
  const runs = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { runs.push(["same", a[i]]); i++; j++; }
    else if (j >= b.length || (i < a.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) runs.push(["removed", a[i++]]);
    else runs.push(["added", b[j++]]);
  }
  return joinRuns(runs);
}

function joinRuns(runs) {
  const joined = [];
  for (const [what, text] of runs) {
    if (!text) continue;
    if (joined.at(-1)?.[0] === what) joined.at(-1)[1] += text;
    else joined.push([what, text]);
  }
  return joined;
}

const STYLES = { "**": "bold", __: "bold", "*": "italic", _: "italic", "[": "link", "](": "link", "~~": "struck" };
const TAGS = { b: "bold", strong: "bold", em: "italic", i: "italic", cite: "italic", a: "link", s: "struck", del: "struck", strike: "struck" };

function styleOf(token) {
  if (token in STYLES) return STYLES[token];
  if (token.startsWith("](")) return "link";
  return TAGS[/^<\/?([a-z]+)/i.exec(token)?.[1].toLowerCase()] ?? "";
}

/** A source -> its runs [{text, mark, styles}]: markup tokens (`mark`) stand out from what a reader will see. */
export function styledRuns(source, placeables) {
  const tokens = [...new Set(placeables)].filter((p) => p && styleOf(p)).sort((a, b) => b.length - a.length);
  if (!tokens.length) return [{ text: source, mark: false, styles: [] }];
  const pattern = new RegExp(tokens.map((t) => t.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "g");
  const runs = [];
  const on = new Set();
  let at = 0;
  for (const hit of source.matchAll(pattern)) {
    if (hit.index > at) runs.push({ text: source.slice(at, hit.index), mark: false, styles: [...on] });
    runs.push({ text: hit[0], mark: true, styles: [] });
    const style = styleOf(hit[0]);
    if (!on.delete(style)) on.add(style);
    at = hit.index + hit[0].length;
  }
  if (at < source.length) runs.push({ text: source.slice(at), mark: false, styles: [...on] });
  return runs;
}
