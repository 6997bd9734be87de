// Key events -> names of actions; the table of shortcuts.

/** action -> [keys, what it does]; `Mod` is Ctrl, or Cmd on a Mac. Remapped in newsl10n.toml. */
export const SHORTCUTS = {
  confirm: ["Mod+Enter", "Confirm, go to the next sentence that needs work"],
  "confirm-stay": ["Mod+Shift+Enter", "Confirm and stay"],
  "needs-work": ["Mod+U", "Mark as needing work, or take the mark away"],
  previous: ["Alt+ArrowUp Alt+PageUp", "Previous sentence"],
  next: ["Alt+ArrowDown Alt+PageDown", "Next sentence"],
  "previous-open": ["Alt+Shift+ArrowUp", "Previous sentence that needs work"],
  "next-open": ["Alt+Shift+ArrowDown", "Next sentence that needs work"],
  riskiest: ["F8", "Next riskiest sentence"],
  first: ["Alt+Home", "First sentence"],
  last: ["Alt+End", "Last sentence"],
  "copy-source": ["Mod+B", "Copy the source into the field"],
  placeable: ["Mod+1…9", "Insert number, name or markup 1 to 9 of the source"],
  alternatives: ["Mod+M", "Alternatives; then 1 to 9 takes one"],
  ignore: ["Mod+I", "Ignore a finding, with a reason"],
  search: ["Mod+Shift+F", "Search source and translation"],
  focus: ["Mod+E", "Back to the field"],
  tools: ["F6", "Between the field and the tools beside it"],
  shortcuts: ["Mod+/", "This list"],
  close: ["Escape", "Close, or clear the search"],
};

const CODES = { "/": "Slash" };
const NAMES = { ArrowUp: "↑", ArrowDown: "↓", PageUp: "PgUp", PageDown: "PgDn", Escape: "Esc" };
const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** Shortcuts with those of newsl10n.toml put in: [{action, keys: [chord], label}]. */
export function readShortcuts(remapped) {
  return Object.entries(SHORTCUTS).map(([action, [keys, label]]) => ({
    action, label, keys: (remapped[action] ?? keys).trim().split(/\s+/).filter(Boolean),
  }));
}

/** The action of a key event as {action, number}; null where it has none. */
export function actionOf(event, shortcuts) {
  for (const { action, keys } of shortcuts) {
    for (const chord of keys) {
      if (chord.endsWith("1…9")) {
        const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
        if (digit && event.key !== "/" && holds(event, chord)) return { action, number: Number(digit) - 1 };
      } else if (isKey(event, chord.split("+").at(-1)) && holds(event, chord)) return { action, number: 0 };
    }
  }
  return null;
}

function holds(event, chord) {
  const wanted = chord.toLowerCase().split("+").slice(0, -1);
  const mod = wanted.some((name) => name === "mod" || name === "ctrl" || name === "cmd");
  const shiftFree = chord.endsWith("+/"); // on many keyboards / needs Shift
  return (event.ctrlKey || event.metaKey) === mod && event.altKey === wanted.includes("alt")
    && (shiftFree || event.shiftKey === wanted.includes("shift"));
}

/** Letters by what they write, and by their place where the keyboard writes another script (Arabic, or ı on a Turkish one). */
function isKey(event, name) {
  if (name.length > 1) return event.key.toLowerCase() === name.toLowerCase();
  if (event.key.toLowerCase() === name.toLowerCase()) return true;
  const latin = /^[a-z0-9/]$/i.test(event.key);
  return !latin && event.code === (CODES[name] ?? `Key${name.toUpperCase()}`);
}

export function shownKeys(chord) {
  return chord.split("+").map((part) => {
    if (part.toLowerCase() === "mod") return MAC ? "⌘" : "Ctrl";
    return NAMES[part] ?? part;
  });
}

/** For aria-keyshortcuts. */
export function ariaKeys(keys) {
  return keys.flatMap((chord) => (/\bmod\b/i.test(chord) ? [chord.replace(/mod/i, "Control"), chord.replace(/mod/i, "Meta")] : [chord])).join(" ");
}
