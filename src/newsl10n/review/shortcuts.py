"""The ``[review.shortcuts]`` table of newsl10n.toml -> the keys of every action of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsl10n.config import setting_line
from newsl10n.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Shortcut:
    """``keys``: chords such as ``Mod+Shift+Enter``, none where it is off. ``Mod`` is Ctrl, or Cmd on a Mac; ``1…9`` any of these."""

    action: str
    keys: tuple[str, ...]
    label: str


SHORTCUTS = (
    Shortcut("confirm", ("Mod+Enter",), "Confirm, go to the next sentence that needs work"),
    Shortcut("confirm-stay", ("Mod+Shift+Enter",), "Confirm and stay"),
    Shortcut("needs-work", ("Mod+U",), "Mark as needing work, or take the mark away"),
    Shortcut("previous", ("Alt+ArrowUp", "Alt+PageUp"), "Previous sentence"),
    Shortcut("next", ("Alt+ArrowDown", "Alt+PageDown"), "Next sentence"),
    Shortcut("previous-open", ("Alt+Shift+ArrowUp",), "Previous sentence that needs work"),
    Shortcut("next-open", ("Alt+Shift+ArrowDown",), "Next sentence that needs work"),
    Shortcut("riskiest", ("F8",), "Next riskiest sentence"),
    Shortcut("first", ("Alt+Home",), "First sentence"),
    Shortcut("last", ("Alt+End",), "Last sentence"),
    Shortcut("copy-source", ("Mod+B",), "Copy the source into the field"),
    Shortcut("placeable", ("Mod+1…9",), "Insert number, name or markup 1 to 9 of the source"),
    Shortcut("alternatives", ("Mod+M",), "Alternatives; then 1 to 9 takes one"),
    Shortcut("ignore", ("Mod+I",), "Ignore a finding, with a reason"),
    Shortcut("search", ("Mod+Shift+F",), "Search source and translation"),
    Shortcut("focus", ("Mod+E",), "Back to the field"),
    Shortcut("tools", ("F6",), "Between the field and the tools beside it"),
    Shortcut("shortcuts", ("Mod+/",), "This list"),
    Shortcut("close", ("Escape",), "Close, or clear the search"),
)
DIGITS = "1…9"
_MODIFIERS = {"mod": "Mod", "ctrl": "Mod", "cmd": "Mod", "alt": "Alt", "shift": "Shift"}
_NAMED = ("Enter", "Escape", "Space", "Backspace", "Delete", "Insert", "Home", "End", "PageUp", "PageDown")
_ARROWS = ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight")
_KEYS = {name.lower(): name for name in (*_NAMED, *_ARROWS, *(f"F{number}" for number in range(1, 25)))}
_KEYS |= {"esc": "Escape", "del": "Delete", "ins": "Insert", "pgup": "PageUp", "pgdn": "PageDown", "1..9": DIGITS}
_KEYS |= {arrow.removeprefix("Arrow").lower(): arrow for arrow in _ARROWS}
_BARE = re.compile(r"F\d+|Escape")
"""Keys that write nothing: only these may stand alone (WCAG 2.1.4)."""
_BROWSER = frozenset(("Mod+N", "Mod+T", "Mod+W", "Mod+Shift+N", "Mod+Shift+T", "Mod+Shift+W"))
"""Chords that Chrome and Firefox show to no page."""


def choose_shortcuts(table: Mapping[str, str | Sequence[str]]) -> tuple[Shortcut, ...]:
    """The shortcuts with those of ``table`` (action -> a chord, several, or ``""`` for none) put in.

    Raises:
        ConfigError: an unknown action, a chord that cannot be used, or two actions on one. ``error.key`` is the action to blame.
    """
    actions = {shortcut.action: shortcut for shortcut in SHORTCUTS}
    for action in table:
        if action not in actions:
            raise ShortcutError(action, f"no action is called {action!r}", f"actions are: {', '.join(actions)}")
    chosen = tuple(
        Shortcut(s.action, _read_keys(s.action, table[s.action]), s.label) if s.action in table else s
        for s in SHORTCUTS
    )
    _refuse_shared(chosen, table)
    return chosen


def read_shortcuts(table: Mapping[str, str | Sequence[str]], path: Path) -> tuple[Shortcut, ...]:
    """``choose_shortcuts`` of the table in the file at ``path``; the error names the line."""
    try:
        return choose_shortcuts(table)
    except ShortcutError as error:
        line = setting_line(path, "review.shortcuts", error.key)
        raise ConfigError(error.what, path=path, line=line, remedy=error.remedy) from error


class ShortcutError(ConfigError):
    """``key``: the action whose line is wrong."""

    def __init__(self, key: str, what: str, remedy: str) -> None:
        super().__init__(f"[review.shortcuts] {what}", remedy=remedy)
        self.key = key


def _read_keys(action: str, value: str | Sequence[str]) -> tuple[str, ...]:
    chords = [value] if isinstance(value, str) else value
    return tuple(dict.fromkeys(_read_chord(action, chord) for chord in chords if chord.strip()))


def _read_chord(action: str, chord: str) -> str:
    *named, key = [part.strip() for part in chord.split("+")]
    modifiers = {_MODIFIERS.get(name.lower(), "") for name in named}
    key = _KEYS.get(key.lower(), key.upper() if len(key) == 1 else key)
    if "" in modifiers or not (key in _KEYS.values() or (len(key) == 1 and key.isprintable() and key != " ")):
        raise ShortcutError(
            action,
            f"{action} = {chord!r} cannot be read",
            'write modifiers Mod, Alt, Shift and one key, such as "Mod+Shift+Enter", "Alt+ArrowUp", "F8", or "" for none',
        )
    read = "+".join([name for name in ("Mod", "Alt", "Shift") if name in modifiers] + [key])
    if (key == DIGITS) != (action == "placeable"):
        raise ShortcutError(
            action, f"{action} = {chord!r}: {DIGITS} is for placeable, and for it alone", f'write "Mod+{DIGITS}"'
        )
    if not modifiers & {"Mod", "Alt"} and not _BARE.fullmatch(key):
        raise ShortcutError(action, f"{action} = {chord!r} is needed for writing", "add Mod or Alt, or take F1 to F24")
    if read in _BROWSER:
        raise ShortcutError(action, f"{action} = {chord!r}: browsers keep this one for themselves", "take another key")
    return read


def _refuse_shared(shortcuts: Sequence[Shortcut], table: Mapping[str, object]) -> None:
    """Mutates nothing; the action that newsl10n.toml names is to blame, not the one that has the key of old."""
    taken: dict[str, str] = {}
    for shortcut in sorted(shortcuts, key=lambda s: s.action in table):
        for chord in shortcut.keys:
            for single in _singles(chord):
                other = taken.setdefault(single, shortcut.action)
                if other != shortcut.action:
                    raise ShortcutError(
                        shortcut.action,
                        f"{single} is both {other} and {shortcut.action}",
                        f'give one of them another key, or {other} = "" to go without it',
                    )


def _singles(chord: str) -> list[str]:
    return [chord.replace(DIGITS, str(digit)) for digit in range(1, 10)] if DIGITS in chord else [chord]
