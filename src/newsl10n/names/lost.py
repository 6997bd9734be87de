"""A source + its translation -> names of the source that the translation lost or replaced.

A name counts as there where its established form, its letters or its sound are. What remains is weighed: how surely a name is kept in
translation, and whether the translation has a stranger, that is a word that looks like a name and belongs to none of the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import combinations

from newsl10n.names.find import (
    LEAST,
    SENTENCE_START,
    WORD,
    Name,
    established_forms,
    find_names,
    name_places,
    stem,
    table,
)
from newsl10n.names.sounds import likeness
from newsl10n.names.transliteration import fold_arabic, fold_latin

_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}")
_SAME_START = 3
"""First letters that two forms of one name share ("Chile", "Chilean")."""


def lost_names(source: str, target: str, language: str) -> tuple[str, ...]:
    """Names of ``source`` that ``target`` does not have, in order."""
    names = find_names(source, language)
    if not names:
        return ()
    places = {name.word: name_places(name.word, target, language) for name in names}
    missing = {word for word, found in places.items() if not found} | _crowded_out(names, places, target, language)
    if not missing:
        return ()
    sure = {name.word for name in names if name.word in missing and is_sure(name, names, language)}
    if missing - sure and not strangers(source, target, language):
        missing = sure
    return tuple(word for word in places if word in missing)


def is_sure(name: Name, names: Sequence[Name], language: str) -> bool:
    """Whether a name stays a name in any translation: a known one, or part of a full name."""
    return name.word in established_forms(language) or name.word in table(f"kept.{language}.txt")


def _crowded_out(names: Sequence[Name], places: Mapping[str, tuple[int, ...]], target: str, language: str) -> set[str]:
    """Names whose only place is that of another name that the word there resembles more."""
    only = {word: found[0] for word, found in places.items() if len(found) == 1}
    lost: set[str] = set()
    for one, other in combinations(only, 2):
        if only[one] != only[other] or _are_forms_of_one(one, other, language):
            continue
        word = _word_at(target, only[one], language)
        if likeness(one + other, word, language) >= min(likeness(one, word, language), likeness(other, word, language)):
            continue
        lost.add(min(one, other, key=lambda name, word=word: _fit(name, word, language)))  # type: ignore[misc]
    return lost


def _fit(name: str, word: str, language: str) -> tuple[bool, float]:
    return name in established_forms(language), likeness(name, word, language)


def _are_forms_of_one(one: str, other: str, language: str) -> bool:
    forms = established_forms(language)
    if one in forms or other in forms:
        return True
    return fold_latin(one)[:_SAME_START] == fold_latin(other)[:_SAME_START]


def _word_at(target: str, start: int, language: str) -> str:
    folded = fold_arabic(target) if language == "ar" else fold_latin(target)
    match = WORD.search(folded, start)
    return match[0] if match else ""


def strangers(source: str, target: str, language: str) -> list[str]:
    """Words of the target that are neither everyday ones nor names of the source: maybe other names."""
    text = fold_arabic(target) if language == "ar" else unicodedata.normalize("NFC", target)
    source = _ACRONYM.sub(lambda match: match[0].replace(".", "") + " ", source)
    own = list(dict.fromkeys(w for w in WORD.findall(source) if w[0].isupper() and len(w) > 1))
    explained = {at for name in own for at in name_places(name, text, language)} if own else set()
    found = []
    for match in WORD.finditer(text):
        if match.start() in explained or not _looks_like_name(match, text, language):
            continue
        found.append(match[0])
    return found


def _looks_like_name(match: re.Match[str], text: str, language: str) -> bool:
    word = match[0]
    if len(word) < LEAST:
        return False
    if language == "tr" and (not word[0].isupper() or word.isupper() or SENTENCE_START.search(text, 0, match.start())):
        return False
    return stem(word, language) not in table(f"stems.{language}.txt")
