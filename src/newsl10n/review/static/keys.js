// Key events -> names of actions. The shortcuts come from the server: [{action, keys: [chord], label}], chords as in Mod+Shift+Enter.

const CODES = { "/": "Slash", ".": "Period", ",": "Comma", ";": "Semicolon" };
const NAMES = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", PageUp: "PgUp", PageDown: "PgDn", Escape: "Esc" };
const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

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
  const wanted = chord.split("+").slice(0, -1);
  const shiftFree = chord.endsWith("+/"); // on many keyboards / needs Shift
  return (event.ctrlKey || event.metaKey) === wanted.includes("Mod") && event.altKey === wanted.includes("Alt")
    && (shiftFree || event.shiftKey === wanted.includes("Shift"));
}

/** Letters by what they write, and by their place where the keyboard writes another script (Arabic, or ı on a Turkish one). */
function isKey(event, name) {
  if (name === "Space") return event.code === "Space";
  if (name.length > 1) return event.key.toLowerCase() === name.toLowerCase();
  if (event.key.toLowerCase() === name.toLowerCase()) return true;
  const latin = /^[a-z0-9/]$/i.test(event.key);
  return !latin && event.code === (CODES[name] ?? `Key${name.toUpperCase()}`);
}

export function shownKeys(chord) {
  return chord.split("+").map((part) => {
    if (part === "Mod") return MAC ? "⌘" : "Ctrl";
    return NAMES[part] ?? part;
  });
}

/** For aria-keyshortcuts. */
export function ariaKeys(keys) {
  return keys.flatMap((chord) => (chord.includes("Mod+") ? ["Control", "Meta"].map((name) => chord.replace("Mod", name)) : [chord])).join(" ");
}
