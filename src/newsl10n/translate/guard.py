"""Source and machine text -> what is wrong with it. Cheap tests that a sound translation passes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from newsl10n.glossary import target_has
from newsl10n.names import lost_names
from newsl10n.numerals import compare_numbers

# Shortest and longest target for a source, in characters: professional news translations (1,997 pairs) lie well inside.
_SHORTEST, _LONGEST = 0.4, 2.5
_FROM_CHARACTERS = 40
"""Shorter sources say nothing about the length of their targets."""
_OWN_SCRIPT = 0.6
"""Least share of letters that are of the language's own script."""
_SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "he": "HEBREW", "ru": "CYRILLIC", "uk": "CYRILLIC"}
_RUN = re.compile(r"([^\W\d_])\1{3}|([^\s\d.\-_=*])\2{4}|(\d)\3{9}|([^\W\d_]{2,4}?)\4{3}")
"""A letter four times, a mark five times, a digit ten times, a syllable four times."""
_COPIED_WORDS = 4
_LATIN_LOWER, _ARABIC_LETTER = "[a-z\u00e7\u011f\u0131\u015f\u00f6\u00fc]", "[\u0621-\u063f\u0641-\u064a]"
_MIXED_WORD = re.compile(f"{_LATIN_LOWER}{_ARABIC_LETTER}|{_ARABIC_LETTER}{_LATIN_LOWER}")
SEVERITY = {
    "empty": 1000,
    "loop": 500,
    "script": 200,
    "copied": 200,
    "truncated": 100,
    "markup": 20,
    "numbers": 10,
    "term": 2,
    "names": 1,
}
"""How bad a problem is, by its code: the text with the least sum is kept."""


def problems(
    source: str,
    target: str,
    *,
    source_language: str,
    language: str,
    terms: tuple[str, ...] = (),
    wanted: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> tuple[str, ...]:
    """Codes of ``SEVERITY``, worst first, with detail after a colon where there is one (``numbers: 129,000 missing``).

    Both texts are as a reader sees them, without markup. ``terms``: words that may stand in a foreign script. ``wanted``: glossary
    terms of the source, each with its accepted translations.
    """
    if not _has_content(target):
        return ("empty",) if _has_content(source) else ()
    found = []
    if _loops(source, target):
        found.append("loop")
    if not _is_in_script(target, language, terms) or (_has_mixed_word(target) and not _has_mixed_word(source)):
        found.append("script")
    if _is_copied(source, target):
        found.append("copied")
    if len(source) >= _FROM_CHARACTERS and len(target) < _SHORTEST * len(source):
        found.append("truncated")
    diff = compare_numbers(source, target, source_language=source_language, target_language=language)
    found += [f"numbers: {number} missing" for number in diff.missing]
    found += [f"numbers: {number} added" for number in diff.added]
    found += [
        f"term: {t} missing" for t, accepted in wanted if not any(target_has(a, target, language) for a in accepted)
    ]
    if source_language == "en" and language in ("ar", "tr"):
        found += [f"names: {name} missing" for name in lost_names(source, target, language) if name not in terms]
    return tuple(found)


def severity(found: tuple[str, ...]) -> int:
    """0 for a sound text."""
    return sum(SEVERITY[code(problem)] for problem in found)


def code(problem: str) -> str:
    """``numbers`` of ``numbers: 129,000 missing``."""
    return problem.partition(":")[0]


def _has_content(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _loops(source: str, target: str) -> bool:
    """Three words in a row that come three times, syllables stammered, or far too long."""
    words = target.split()
    threes = Counter(zip(words, words[1:], words[2:], strict=False))
    if threes and max(threes.values()) >= 3 and _most_threes(source) < 3:
        return True
    if len(target) > _LONGEST * max(len(source), _FROM_CHARACTERS):
        return True
    return bool(_RUN.search(target)) and not _RUN.search(source)


def _most_threes(text: str) -> int:
    words = text.split()
    return max(Counter(zip(words, words[1:], words[2:], strict=False)).values(), default=0)


def _is_in_script(target: str, language: str, terms: tuple[str, ...]) -> bool:
    for term in terms:
        target = target.replace(term, " ")
    letters = [c for c in target if c.isalpha()]
    script = _SCRIPTS.get(language, "LATIN")
    own = sum(1 for c in letters if unicodedata.name(c, "").startswith(script))
    return len(letters) < 4 or own >= _OWN_SCRIPT * len(letters)


def _has_mixed_word(target: str) -> bool:
    """Whether a word has Latin and Arabic letters in it."""
    return _MIXED_WORD.search(target) is not None


def _is_copied(source: str, target: str) -> bool:
    words = [re.sub(r"\W+", "", w).casefold() for w in source.split()]
    return len(words) >= _COPIED_WORDS and words == [re.sub(r"\W+", "", w).casefold() for w in target.split()]
