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

from newsl10n.names.transliteration import fold_arabic, fold_latin, is_telling, places

_WORD = re.compile(r"[^\W\d_]+")
_SHAPE = re.compile(
    r"(?:Mc|Mac|De|Di|La|Le|Van)?[A-Z\u00c0-\u00de\u0130\u015e\u011e\u010c\u0160\u017d\u0141][^\W\d_A-Z]{2,}"
)
_ORDINARY = re.compile(
    r"(?:tions?|sions?|ments?|ness|ships?|isms?|ists?|ings?|logy|logists?|ously|fully|ally|able|ible|ities|ity|ives?|wards?|"
    r"th|works?|masters?|hoods?|ures?|ances?|ences?|ate|ized?|ised?|ical|ics?|ural|sphere|committee|ground|dents?|tants?|phile|isation|ization|day|land|ers|ors|ed|ly)$"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…]|[\"“”«‘(\[*_>–—]|\s-)\s*$")
_QUOTED = re.compile(r"[\"“«][^\"“”«»]{2,80}[\"”»]")
_TRANSLATED = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct "
    "Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Easter Christmas Ramadan "
    "Oblast Taoiseach Perseid Perseids Chinatown Valentine Midsummer Reactor Councilor Councillor Sino Dervish Dervishes Crimean Procurator "
    "Turkish Dentistry Ukip Platz Palais Strasse Prospekt".split()
)
_CLITICS = re.compile("^[وف]?[بلك]?(?:ال|لل)?(?=...)")
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
    words = [m for m in _WORD.finditer(text) if len(m[0]) > 2]
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
        if m[0] in _established(language)
        or not _SENTENCE_START.search(text, max(0, m.start() - 3), m.start())
        or m.end() + 1 in starts
    )


def lost_names(source: str, target: str, language: str) -> tuple[str, ...]:
    """Names of ``source`` that ``target`` does not have.

    A word that was never seen as a name, and stands alone, may as well be translated: it counts only where the target has a word
    that could be another name.
    """
    names = find_names(source, language)
    lost = {name.word: name for name in names if not name_places(name.word, target, language)}
    doubtful = {word for word, name in lost.items() if not _is_known(name, names, language)}
    if doubtful and not has_stranger(source, target, language):
        lost = {word: name for word, name in lost.items() if word not in doubtful}
    return tuple(lost)


def _is_known(name: Name, names: tuple[Name, ...], language: str) -> bool:
    if name.word in _established(language) or name.word in _table(f"kept.{language}.txt"):
        return True
    return any(n.start == name.start + len(name.word) + 1 or n.start + len(n.word) + 1 == name.start for n in names)


@lru_cache(maxsize=16384)
def name_places(name: str, target: str, language: str) -> tuple[int, ...]:
    """Where ``target`` has the name: in an established form, in Latin letters, or else by its sound."""
    if pattern := _established(language).get(name):
        folded = fold_arabic(target).translate(_ALEF) if language == "ar" else fold_latin(target)
        if found := tuple(m.start() for m in pattern.finditer(folded)):
            return found
    text = unicodedata.normalize("NFC", target)
    if found := tuple(_word_starts(fold_latin(name), fold_latin(text))):
        return found
    return tuple(places(name, text, language))


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


def has_stranger(source: str, target: str, language: str) -> bool:
    """Whether the target has a word that is neither an everyday one nor a name of the source: maybe another name."""
    known = _table(f"stems.{language}.txt")
    text = fold_arabic(target) if language == "ar" else unicodedata.normalize("NFC", target)
    explained = {
        at
        for name in _WORD.findall(source)
        if name[0].isupper() and len(name) > 2
        for at in name_places(name, text, language)
    }
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) < 4 or match.start() in explained or stem(word, language) in known:
            continue
        if language == "ar" or (
            word[0].isupper() and not word.isupper() and not _SENTENCE_START.search(text, 0, match.start())
        ):
            return True
    return False


def has_established_form(name: str, language: str) -> bool:
    return name in _established(language)


def _is_title_case(words: list[str]) -> bool:
    longer = [w for w in words if len(w) > 3]
    return len(longer) > 3 and sum(w[0].isupper() for w in longer) > 0.8 * len(longer)


def _is_expected(word: str, language: str) -> bool:
    if word in _established(language):
        return True
    lower = word.lower()
    if word in _table(f"translated.{language}.txt") or _ORDINARY.search(lower) or word in _TRANSLATED:
        return False
    singular = {lower, lower.removesuffix("s"), lower.removesuffix("es"), lower.removesuffix("ies") + "y"}
    return not singular & _table("common.txt") and is_telling(word, language)


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset((resources.files("newsl10n") / "names" / name).read_text("utf-8").split())


@cache
def _established(language: str) -> dict[str, re.Pattern[str]]:
    lines = (resources.files("newsl10n") / "names" / "established.tsv").read_text("utf-8").splitlines()
    column = {"ar": 1, "tr": 2}[language]
    before = _ARABIC_BEFORE if language == "ar" else r"(?<!\w)"
    table: dict[str, re.Pattern[str]] = {}
    for cells in (line.split("\t") for line in lines if not line.startswith("#")):
        pattern = re.compile(f"{before}(?:{'|'.join(cells[column].split())})")
        table |= dict.fromkeys(cells[0].split(), pattern)
    return table
