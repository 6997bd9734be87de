"""A source + its translation -> names of the source that the translation lost or replaced.

A name counts as there where its established form, its letters or its sound are. What remains is weighed: how surely a name is kept in
translation, and whether the translation has a stranger, that is a word that looks like a name and belongs to none of the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

from newsl10n.names.find import (
    LEAST,
    SENTENCE_START,
    WORD,
    established_forms,
    find_names,
    has_established_form,
    name_places,
    stem,
    table,
    well_known_places,
)
from newsl10n.names.sounds import is_foreign, likeness
from newsl10n.names.transliteration import fold_arabic, fold_latin

_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}")
PLAUSIBLE = 0.0
"""Evidence from which a word that is otherwise a stranger is rather the name itself, oddly spelled."""
_SAME_START = 3
"""First letters that two forms of one name share ("Chile", "Chilean")."""


def lost_names(source: str, target: str, language: str) -> tuple[str, ...]:
    """Names of ``source`` that ``target`` does not have, in order."""
    names = find_names(source, language)
    if not names:
        return ()
    places = {name.word: name_places(name.word, target, language) for name in names}
    missing = [word for word, found in places.items() if not found]
    if len(places) > len(missing) + 1:
        missing += _crowded_out(places, target, language)
    if not missing:
        return ()
    foreign = strangers(source, target, language)
    missing = [name for name in missing if not any(likeness(name, word, language) >= PLAUSIBLE for word in foreign)]
    if foreign:
        return tuple(missing)
    shortened = {
        first.word for first, second in pairwise(names) if second.start == first.end + 1 and second.word not in missing
    }
    return tuple(name for name in missing if is_sure(name, language) and name not in shortened)


def is_sure(name: str, language: str) -> bool:
    """Whether a name is known to stay in any translation."""
    return has_established_form(name, language) or name in table(f"kept.{language}.txt")


def _crowded_out(places: Mapping[str, tuple[int, ...]], target: str, language: str) -> Iterator[str]:
    """Names whose only place is that of another name which the word there resembles more, and that no other word resembles."""
    only = {word: found[0] for word, found in places.items() if len(found) == 1}
    for one, other in combinations(only, 2):
        if only[one] != only[other] or _are_forms_of_one(one, other, language):
            continue
        word = _word_at(target, only[one], language)
        evidence = {name: likeness(name, word, language) for name in (one, other)}
        if likeness(one + other, word, language) < min(evidence.values()) and not any(
            likeness(name, w, language) >= PLAUSIBLE
            for w in _other_words(target, only[one], language)
            for name in evidence
        ):
            yield min(evidence, key=evidence.__getitem__)


def _other_words(target: str, start: int, language: str) -> Iterator[str]:
    folded = fold_arabic(target) if language == "ar" else fold_latin(target)
    return (m[0] for m in WORD.finditer(folded) if m.start() != start and len(m[0]) >= LEAST)


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
    """Words of the target, folded, that are neither everyday ones nor names of the source: maybe other names."""
    text = fold_arabic(target) if language == "ar" else unicodedata.normalize("NFC", target)
    source = _ACRONYM.sub(lambda match: match[0].replace(".", "") + " ", source)
    own = list(dict.fromkeys(w for w in WORD.findall(source) if w[0].isupper() and len(w) > 1))
    explained = {at for name in own for at in name_places(name, text, language)} if own else set()
    well_known = set(well_known_places(text, language))
    found = [
        m
        for m in WORD.finditer(text)
        if m.start() not in explained and (m.start() in well_known or _looks_like_name(m, text, language))
    ]
    return [m[0] if language == "ar" else fold_latin(m[0]) for m in found]


def _looks_like_name(match: re.Match[str], text: str, language: str) -> bool:
    word = match[0]
    if len(word) < LEAST:
        return False
    if language == "tr":
        if not word[0].isupper() or word.isupper():
            return False
        # TDK, Yazım Kılavuzu, "Kesme işareti": it parts names from suffixes; those of institutions mostly end in a possessive.
        if text[match.end() : match.end() + 1] in ("'", "’") and fold_latin(word[-1]) not in "iu":
            return True
        if SENTENCE_START.search(text, max(0, match.start() - 3), match.start()):
            return False
    if language == "ar" and not is_foreign(word):
        return False
    return stem(word, language) not in table(f"stems.{language}.txt")
