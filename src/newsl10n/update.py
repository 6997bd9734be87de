"""Catalog before and after an article changed -> catalog whose changed sentences carry their old translation, visibly stale.

A translation is offered for another sentence only as stale and with the reason written above it. Sentences that look alike
but differ in a number, a name or a negation are paired only where they stand at the same place of the article.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from newsl10n.joins import heads_of, is_joined, led_units
from newsl10n.model import Catalog, Unit
from newsl10n.numerals import find_numbers
from newsl10n.units import STALE_COMMENT, clear_marks

CHANGED_COMMENT = "newsl10n: source changed"
SAME_PLACE_SIMILARITY = 0.5
"""Lowest share of words kept (0 to 1) for a sentence changed at its place."""
MOVED_SIMILARITY = 0.8
"""The same for a sentence that also moved."""

_WORD = re.compile(r"\w+(?:['’.-]\w+)*|[^\w\s]")
# English negation: not, n't, no, never, without and verbs that deny. Source: Huddleston & Pullum, Cambridge Grammar, ch. 9.
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|den(?:y|ies|ied)|refus(?:es?|ed)|fail(?:s|ed)?)\b|n['’]t\b",
    re.IGNORECASE,
)


Key = tuple[str | None, str]


class Change(StrEnum):
    """What kind of change turned one source into another, the gravest first."""

    NEGATION = "negation"
    NUMBERS = "numbers"
    NAMES = "names"
    WORDING = "wording"
    PUNCTUATION = "punctuation"


GRAVE = frozenset((Change.NEGATION, Change.NUMBERS, Change.NAMES))


@dataclass(frozen=True, slots=True)
class Pairing:
    """A new unit and the old one whose translation it inherits. ``similarity``: share of words kept, 0 to 1."""

    new: Unit
    old: Unit
    change: Change
    similarity: float


def carry_over(before: Catalog, after: Catalog, *, source_language: str = "en") -> Catalog:
    """``after`` (the merged catalog) with old targets put, as stale, into units whose sentence changed.

    ``before``: the catalog ahead of the merge. Neither is changed; units that have a target already stay as they are. The old
    entries stay in ``after`` as obsolete ones, so that an edit which is taken back finds its translation again. What was confirmed
    before (it is not fuzzy) is no machine draft any more, and is called none where it turns stale or obsolete.
    """
    confirmed = {u.key for u in before.units if not u.obsolete and not u.fuzzy and u.target.strip()}
    before = unmark_texts(before, lambda unit: not unit.obsolete and unit.key in confirmed)
    after = unmark_texts(after, lambda unit: unit.obsolete and unit.key in confirmed)
    after, _ = move_contexts(before, after)
    pairings = {pairing.new.key: pairing for pairing in pair_changed(before, after, source_language=source_language)}
    units = [
        _stale_unit(unit, pairings[unit.key]) if not unit.obsolete and unit.key in pairings else unit
        for unit in after.units
    ]
    units = list(_unsettle_joined(before, units))
    return replace(after, units=tuple(_unsettle_heads(before, units)))


def unmark_texts(catalog: Catalog, is_human: Callable[[Unit], bool]) -> Catalog:
    """The catalog without the comments on the machine's draft and its problems where the text is a person's, obsolete entries too.

    Stale texts stay stale. The same catalog where there is nothing to take off.
    """
    units = tuple(_without_draft_marks(unit) if is_human(unit) else unit for unit in catalog.units)
    return catalog if units == catalog.units else replace(catalog, units=units)


def _without_draft_marks(unit: Unit) -> Unit:
    """What stands between the notes on changed sources is cleared by itself: these notes keep their places."""
    kept: list[str] = []
    run: list[str] = []
    for comment in unit.comments:
        if comment.startswith(STALE_COMMENT):
            kept += [*clear_marks(replace(unit, comments=tuple(run))).comments, comment]
            run = []
        else:
            run.append(comment)
    return replace(unit, comments=(*kept, *clear_marks(replace(unit, comments=tuple(run))).comments))


def move_contexts(before: Catalog, after: Catalog) -> tuple[Catalog, dict[Key, Key]]:
    """``after`` with the translations of sentences that only got, or lost, a msgctxt because the article has them twice now, or
    once again. Second: new key -> old key of each.
    """
    old = {u.source: u for u in before.units if not u.obsolete and u.target}
    known = {u.key for u in before.units if not u.obsolete}
    moved: dict[Key, Key] = {}
    units = []
    for unit in after.units:
        twin = old.get(unit.source)
        if twin and not unit.obsolete and not unit.target and unit.key not in known and _same_block(twin, unit):
            moved[unit.key] = twin.key
            unit = replace(
                unit,
                targets=twin.targets,
                fuzzy=twin.fuzzy,
                comments=twin.comments,
                previous_source=twin.previous_source,
            )
        units.append(unit)
    return replace(after, units=tuple(units)), moved


def _same_block(old: Unit, new: Unit) -> bool:
    """Whether both stand in a block of one kind; what was in no context stood in the kind that its extracted comment names."""
    return (new.context or _block(new)) == (old.context or _block(old))


def _block(unit: Unit) -> str:
    return next((line.removeprefix("block: ") for line in unit.extracted if line.startswith("block: ")), "")


def pair_changed(before: Catalog, after: Catalog, *, source_language: str = "en") -> tuple[Pairing, ...]:
    """Old and new units of changed sentences, best first within a place, each unit at most once."""
    old = [unit for unit in before.units if not unit.obsolete]
    new = [unit for unit in after.units if not unit.obsolete]
    old_keys, new_keys = {u.key for u in old}, {u.key for u in new}
    sources = {u.source for u in new}
    pairings: list[Pairing] = []
    for gone, come in _gaps([u.key for u in old], [u.key for u in new]):
        vanished = [u for u in old[gone] if u.key not in new_keys and u.target and u.source not in sources]
        added = [u for u in new[come] if u.key not in old_keys and not u.target]
        pairings += _best_pairs(vanished, added, SAME_PLACE_SIMILARITY, source_language, frozenset(Change))
    taken_old, taken_new = {p.old.key for p in pairings}, {p.new.key for p in pairings}
    vanished = [
        u for u in old if u.key not in new_keys and u.target and u.source not in sources and u.key not in taken_old
    ]
    added = [u for u in new if u.key not in old_keys and not u.target and u.key not in taken_new]
    pairings += _best_pairs(vanished, added, MOVED_SIMILARITY, source_language, frozenset(Change) - GRAVE)
    return tuple(pairings)


def classify_change(old: str, new: str, *, language: str = "en") -> Change:
    """The gravest difference between two sources."""
    if len(_NEGATION.findall(old)) != len(_NEGATION.findall(new)):
        return Change.NEGATION
    if [n.values for n in find_numbers(old, language)] != [n.values for n in find_numbers(new, language)]:
        return Change.NUMBERS
    if _names(old) != _names(new):
        return Change.NAMES
    words = [[w.lower() for w in _WORD.findall(text) if w[0].isalnum()] for text in (old, new)]
    return Change.PUNCTUATION if words[0] == words[1] else Change.WORDING


def word_diff(old: str, new: str) -> str:
    """``{-removed-}`` and ``{+added+}`` words around the kept ones, in the style of ``git diff --word-diff``."""
    a, b = old.split(), new.split()
    parts: list[str] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            parts += a[i1:i2]
            continue
        if i2 > i1:
            parts.append("{-" + " ".join(a[i1:i2]) + "-}")
        if j2 > j1:
            parts.append("{+" + " ".join(b[j1:j2]) + "+}")
    return " ".join(parts)


def _names(text: str) -> list[str]:
    """Capitalised words in order, the first word of the text left out unless it is capitalised throughout."""
    words = [w for w in _WORD.findall(text) if w[0].isalpha()]
    return [
        w.removesuffix("'s").removesuffix("’s")
        for i, w in enumerate(words)
        if w[0].isupper() and (i or w.isupper() or _is_subject(words))
    ]


def _is_subject(words: Sequence[str]) -> bool:
    """Whether the first word is a name rather than a function word that starts a sentence."""
    return words[0].lower() not in _STARTERS


_STARTERS = frozenset(
    "the a an this that these those it he she they we you i in on at by for from to of as but and or so if when while after "
    "before since because there here most many some several more no not one two three what who how why where more than".split()
)


def _gaps(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[slice, slice]]:
    """Stretches between kept units, in both lists."""
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace":
            yield slice(i1, i2), slice(j1, j2)


def _best_pairs(
    old: Sequence[Unit], new: Sequence[Unit], least: float, language: str, allowed: frozenset[Change]
) -> list[Pairing]:
    from rapidfuzz.distance import Indel

    words = {unit.key: _WORD.findall(unit.source.lower()) for unit in (*old, *new)}
    scored = sorted(
        (
            (score, -abs(i - j), i, j)
            for i, a in enumerate(old)
            for j, b in enumerate(new)
            if (score := Indel.normalized_similarity(words[a.key], words[b.key])) >= least
        ),
        reverse=True,
    )
    used_old: set[int] = set()
    used_new: set[int] = set()
    pairs = []
    for score, _, i, j in scored:
        if i in used_old or j in used_new:
            continue
        change = classify_change(old[i].source, new[j].source, language=language)
        if change in allowed:
            used_old.add(i)
            used_new.add(j)
            pairs.append(Pairing(new[j], old[i], change, score))
    return pairs


def _stale_unit(unit: Unit, pairing: Pairing) -> Unit:
    note = f"{CHANGED_COMMENT} ({pairing.change}): {word_diff(pairing.old.source, unit.source)}"
    kept = tuple(c for c in pairing.old.comments if not c.strip().startswith(CHANGED_COMMENT))
    return replace(
        unit,
        targets=pairing.old.targets,
        fuzzy=True,
        previous_source=pairing.old.source,
        previous_context=pairing.old.context,
        comments=(*dict.fromkeys((*unit.comments, *kept)), note),
    )


def _unsettle_joined(before: Catalog, units: Sequence[Unit]) -> Iterator[Unit]:
    """Units that lean on a changed one, or on another one than before, are no longer settled either."""
    settled = {u.key for u in before.units if not u.obsolete and not u.fuzzy}
    heads_before, heads_now = heads_of(before.units), heads_of(units)
    for unit in units:
        if not unit.obsolete and not unit.fuzzy and is_joined(unit):
            head = heads_now.get(unit.key)
            if head not in settled or heads_before.get(unit.key) != head:
                note = f"{CHANGED_COMMENT}: see the unit before"
                unit = replace(unit, fuzzy=True, comments=tuple(dict.fromkeys((*unit.comments, note))))
        yield unit


def _unsettle_heads(before: Catalog, units: Sequence[Unit]) -> Iterator[Unit]:
    """Units whose translation holds a sentence that changed or left, or which another one came to lean on, are stale."""
    led_before, led_now = led_units(before.units), led_units(units)
    for unit in units:
        led, now_led = led_before.get(unit.key, ()), led_now.get(unit.key, ())
        if not unit.obsolete and unit.target.strip() and not is_joined(unit) and now_led != led:
            was = " ".join([unit.source, *(key[1] for key in led)])
            now = " ".join([unit.source, *(key[1] for key in now_led)])
            note = f"{CHANGED_COMMENT} (translated together): {word_diff(was, now)}"
            unit = replace(
                unit,
                fuzzy=True,
                previous_source=unit.previous_source or was,
                comments=tuple(dict.fromkeys((*unit.comments, note))),
            )
        yield unit
