"""Sentences that were translated together (``⤴``) -> whether a place of the article joins what the catalog joins.

A catalog holds a sentence once, however often it stands in the article, and in the order in which it first stands there. Its arrow
leans on the unit before it: at every place the very same sentences must stand side by side, or text would be lost or said twice.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from newsl10n.model import JOINED, Unit

Key = tuple[str | None, str]
ALONE = f"{JOINED} joins this sentence to one of another paragraph; it would not be published"
_SHOWN = 40


def led_units(units: Iterable[Unit], *, starts: Container[Key] = ()) -> dict[Key, tuple[Key, ...]]:
    """Key of a unit -> keys of the units after it that were translated together with it.

    ``starts``: arrows that lean on nothing, since they begin a paragraph.
    """
    led: dict[Key, tuple[Key, ...]] = {}
    head: Key | None = None
    for unit in units:
        if unit.obsolete:
            continue
        if not is_joined(unit) or unit.key in starts:
            head = unit.key
        elif head is not None:
            led[head] = (*led.get(head, ()), unit.key)
    return led


def heads_of(units: Iterable[Unit]) -> dict[Key, Key]:
    """Key of each unit that leans on another -> the key of that one."""
    return {key: head for head, keys in led_units(units).items() for key in keys}


def groups_of(units: Iterable[Unit]) -> dict[Key, tuple[Key, ...]]:
    """Key of each unit that was translated together with others -> the keys of all of them, in order."""
    groups = {head: (head, *keys) for head, keys in led_units(units).items()}
    return {key: group for group in groups.values() for key in group}


def torn_joins(keys: Sequence[Key], paragraphs: Sequence[int], units: Mapping[Key, Unit]) -> dict[int, str]:
    """Places (indexes into ``keys``) that may not be published as they are -> why.

    ``keys``: of the article's sentences in order. ``paragraphs``: a number for each sentence, equal within a paragraph. ``units``:
    of the catalog, in its order.
    """
    firsts = [i for i in range(len(keys)) if i == 0 or paragraphs[i] != paragraphs[i - 1]]
    inside = {keys[i] for i in range(len(keys))} - {keys[i] for i in firsts}
    led = led_units(units.values(), starts={keys[i] for i in firsts} - inside)
    torn: dict[int, str] = {}
    for group in _groups(keys, set(firsts), units):
        head, followers = keys[group[0]], tuple(keys[i] for i in group[1:])
        if head in units and is_joined(units[head]):
            torn |= dict.fromkeys(group, ALONE)
        elif followers != led.get(head, ()):
            torn |= dict.fromkeys(group, _why(followers, led.get(head, ())))
    return torn


def is_joined(unit: Unit) -> bool:
    """Whether a unit has no text of its own."""
    return unit.target.strip() == JOINED


def _groups(keys: Sequence[Key], firsts: Container[int], units: Mapping[Key, Unit]) -> list[list[int]]:
    """Indexes of sentences, those that stand joined in one list."""
    groups: list[list[int]] = []
    for index, key in enumerate(keys):
        if index not in firsts and key in units and is_joined(units[key]):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _why(here: tuple[Key, ...], elsewhere: tuple[Key, ...]) -> str:
    missing = next((key for key in elsewhere if key not in here), None)
    if missing is not None:
        return f"its translation holds a sentence that does not follow it here ({_shown(missing)})"
    added = next((key for key in here if key not in elsewhere), here[0] if here else (None, ""))
    return f"{JOINED} of the sentence after it belongs to another one ({_shown(added)})"


def _shown(key: Key) -> str:
    text = key[1]
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "\u2026")
