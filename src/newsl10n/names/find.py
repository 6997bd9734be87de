"""English text -> names of persons, places and firms; a name -> where an Arabic or Turkish text has it.

Only what very likely stays a name in translation counts: no common words ("Supreme Court"), acronyms, or words that the tables
beside this module list as translated. Names with an established form ("Germany") are looked for in that form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

from newsl10n.names.sounds import LIKELY, likeness
from newsl10n.names.transliteration import everyday, fold_arabic, fold_latin, is_telling, matches

WORD = re.compile(r"[^\W\d_]+")
_SHAPE = re.compile(
    r"(?:Mc|Mac|De|Di|La|Le|Van)?[A-Z\u00c0-\u00de\u0130\u015e\u011e\u010c\u0160\u017d\u0141][^\W\d_A-Z]{2,}"
)
_ORDINARY = re.compile(
    r"(?:tions?|sions?|ments?|ness|ships?|isms?|ists?|ings?|logy|logists?|ously|fully|ally|able|ible|ities|ity|ives?|wards?|"
    r"th|works?|masters?|hoods?|ures?|ances?|ences?|ate|ized?|ised?|ical|ics?|ural|sphere|committee|ground|dents?|tants?|phile|isation|ization|day|land|ers|ors|ed|ly)$"
)
SENTENCE_START = re.compile(r"(?:^|[.!?:;…]|[\"“”«‘(\[*_>–—]|\s-)\s*$")
_QUOTED = re.compile(r"[\"“«][^\"“”«»]{2,80}[\"”»]")
_TRANSLATED = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct "
    "Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Easter Christmas Ramadan "
    "Oblast Taoiseach Perseid Perseids Chinatown Valentine Midsummer Reactor Councilor Councillor Sino Dervish Dervishes Crimean Procurator "
    "Turkish Dentistry Ukip Platz Palais Strasse Prospekt".split()
)
_CLITICS = re.compile("^[وف]?[بلك]?(?:ال|لل)?(?=...)")
LEAST = 3
SURELY, HEARD = 1.0, -0.1
"""Evidence by which a name that has an established form may be written by sound instead."""
_ALEF = str.maketrans("أإآٱىةڤپ", "ااااي\u0647فب")
_ARABIC_BEFORE = r"(?<![\u0621-\u064a])[وف]?[بلك]?(?:ال|لل|ل)?"


@dataclass(frozen=True, slots=True)
class Name:
    """A word of a name: ``text[start : start + len(word)] == word``."""

    word: str
    start: int


@lru_cache(maxsize=4096)
def find_names(text: str, language: str) -> tuple[Name, ...]:
    """Names of an English text that a translation into ``language`` (``ar`` or ``tr``) is expected to keep, in order."""
    words = [m for m in WORD.finditer(text) if len(m[0]) > 2]
    if not words or _is_title_case([m[0] for m in words]):
        return ()
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    found = [
        m
        for m in words
        if _SHAPE.fullmatch(m[0]) and not any(a < m.start() < b for a, b in quoted) and _is_expected(m[0], language)
    ]
    starts = {m.start() for m in found}
    return tuple(
        Name(m[0], m.start())
        for m in found
        if m[0] in established_forms(language)
        or not SENTENCE_START.search(text, max(0, m.start() - 3), m.start())
        or m.end() + 1 in starts
    )


@lru_cache(maxsize=16384)
def name_places(name: str, target: str, language: str) -> tuple[int, ...]:
    """Where ``target`` has the name: in an established form, in Latin letters, or else by its sound."""
    least = LIKELY
    if pattern := established_forms(language).get(name):
        folded = fold_alif(target) if language == "ar" else fold_latin(target)
        if found := tuple(m.start() for m in pattern.finditer(folded)):
            return found
        least = SURELY
    text = unicodedata.normalize("NFC", target)
    if found := tuple(_word_starts(fold_latin(name), fold_latin(text))):
        return found
    heard = HEARD if least == LIKELY else least
    found = tuple(m.start() for m in matches(name, text, language) if likeness(name, _bare(m[0]), language) >= heard)
    return found or tuple(at for at, word in spoken_words(text, language) if likeness(name, word, language) >= least)


def _bare(found: str) -> str:
    """What was found by sound as one word, a Turkish suffix behind an apostrophe off."""
    return found.split("'")[0].replace(" ", "")


@lru_cache(maxsize=256)
def spoken_words(target: str, language: str) -> tuple[tuple[int, str], ...]:
    """Words, and pairs of words, that could be a name written by sound, each with its start."""
    if language == "ar":
        text = fold_arabic(target)
        found = [m for m in WORD.finditer(text) if m[0] not in everyday()]
    else:
        text = fold_latin(target)
        found = [m for m in WORD.finditer(text) if target[m.start()].isupper()]
    pairs = [(a.start(), a[0] + b[0]) for a, b in pairwise(found) if b.start() - a.end() == 1]
    return (*((m.start(), m[0]) for m in found if len(m[0]) >= LEAST), *pairs)


def _word_starts(start: str, text: str) -> Iterator[int]:
    """Where words of ``text`` begin with ``start``."""
    at = text.find(start)
    while at >= 0:
        if at == 0 or not (text[at - 1].isalnum() or text[at - 1] == "_"):
            yield at
        at = text.find(start, at + 1)


def stem(word: str, language: str) -> str:
    """What a word begins with, Arabic clitics off: enough to know an everyday word by."""
    if language == "ar":
        return _CLITICS.sub("", word)[:4]
    return fold_latin(word)[:5]


def fold_alif(text: str) -> str:
    """Arabic without vowel marks and kinds of alif, which established forms are looked for in."""
    return fold_arabic(text).translate(_ALEF)


def has_established_form(name: str, language: str) -> bool:
    return name in established_forms(language)


def _is_title_case(words: list[str]) -> bool:
    longer = [w for w in words if len(w) > 3]
    return len(longer) > 3 and sum(w[0].isupper() for w in longer) > 0.8 * len(longer)


def _is_expected(word: str, language: str) -> bool:
    if word in established_forms(language):
        return True
    lower = word.lower()
    if word in table(f"translated.{language}.txt") or _ORDINARY.search(lower) or word in _TRANSLATED:
        return False
    singular = {lower, lower.removesuffix("s"), lower.removesuffix("es"), lower.removesuffix("ies") + "y"}
    return not singular & table("common.txt") and is_telling(word, language)


@cache
def table(name: str) -> frozenset[str]:
    return frozenset((resources.files("newsl10n") / "names" / name).read_text("utf-8").split())


@cache
def established_forms(language: str) -> dict[str, re.Pattern[str]]:
    lines = (resources.files("newsl10n") / "names" / "established.tsv").read_text("utf-8").splitlines()
    column = {"ar": 1, "tr": 2}[language]
    before = _ARABIC_BEFORE if language == "ar" else r"(?<!\w)"
    table: dict[str, re.Pattern[str]] = {}
    for cells in (line.split("\t") for line in lines if not line.startswith("#")):
        pattern = re.compile(f"{before}(?:{'|'.join(cells[column].split())})")
        table |= dict.fromkeys(cells[0].split(), pattern)
    return table
