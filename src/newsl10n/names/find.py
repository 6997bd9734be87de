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
_CAPITALS = "A-Z\u00c0-\u00de\u0130\u015e\u011e\u010c\u0160\u017d\u0141"
_CAPITALISED = re.compile(rf"[{_CAPITALS}][^\W\d_]{{2,}}")
_SHAPE = re.compile(
    r"(?:Mc|Mac|De|Di|La|Le|Van)?[A-Z\u00c0-\u00de\u0130\u015e\u011e\u010c\u0160\u017d\u0141][^\W\d_A-Z]{2,}"
)
ORDINARY = re.compile(
    r"(?:tions?|sions?|ments?|ness|ships?|isms?|ists?|ings?|logy|logists?|ously|fully|ally|able|ible|ities|ity|ives?|wards?|"
    r"th|works?|masters?|hoods?|ures?|ances?|ences?|ate|ized?|ised?|ical|ics?|ural|sphere|committee|ground|dents?|tants?|phile|isation|ization|day|land|strasse|ers|ors|ed|ly)$"
)
_FUNCTION_WORDS = frozenset(
    "a after an and as at but by for from if in of on or so that the then to when while with".split()
)
"""They have a capital where a sentence or a byline begins with them."""
_TITLES = frozenset(
    "mr mrs ms dr prof gen col lt sgt sen rep gov st maj capt adm rev president minister prime king queen prince princess sheikh "
    "emir sultan crown vice deputy former premier chancellor secretary general colonel judge imam pope mayor".split()
)
_DOUBLE = re.compile(r"(.)\1")
_PARTICLE = "al|el|bin|ibn|bint|abu|de|da|di|du|del|della|van|von|der|den|ter|la|le"
_PART = rf"(?:(?:{_PARTICLE})[-\u2010’'])?[{_CAPITALS}][\w’'.-]*\w"
_FULL_NAME = re.compile(rf"(?<![\w-]){_PART}(?: (?:(?:{_PARTICLE}) ){{0,2}}{_PART})*")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
SENTENCE_START = re.compile(r"(?:^|[.!?:;…]|[\"“”«‘(\[*_>–—]|\s-)\s*$")
_QUOTED = re.compile(r"[\"“«][^\"“”«»]{2,80}[\"”»]")
_TRANSLATED = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct "
    "Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Easter Christmas Ramadan "
    "Oblast Taoiseach Perseid Perseids Archbishop Reverend Brigadier Princess Viscount Marquis Pharaoh Caliph Kaiser Tsar Czar Monsignor Rabbi Vizier Alderman Penitentiary "
    "Archdiocese Diocese Basilica Colosseum Peninsula Archipelago Isles Indies Universiade Paralympics Renaissance Neolithic Paleolithic "
    "Cretaceous Jurassic Delicatessen Euroleague Eurozone Centenary Lecturer Chairmen Secretariat Godfather Opium Chinatown Valentine Midsummer Reactor Councilor Councillor Sino Dervish Dervishes Crimean Procurator "
    "Calif Colo Conn Fla Mass Mich Minn Penn Tenn Wash Wis Dems Dem Dept Democrat Democrats Republican Republicans Madame Turkish Dentistry Ukip Platz Palais Strasse Prospekt".split()
)
_CLITICS = re.compile("^[وف]?[بلك]?(?:ال|لل)?(?=...)")
LEAST = 3
SURELY, HEARD = 1.3, 0.2
"""Evidence by which a name that has an established form may be written by sound instead."""
_ALEF = str.maketrans("أإآٱىةڤپ", "ااااي\u0647فب")
_BEFORE = {"ar": r"(?<![\u0621-\u064a])[وف]?[بلك]?(?:ال|لل|ل)?", "tr": r"(?<!\w)"}
_COLUMNS = {"ar": 1, "tr": 2}
_LOOSE = "~"
"""Marks a form of ``established.tsv`` that begins other words too."""
_SHORT_FORMS = frozenset("cin rus صين هند روس مصر".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A word of a name: ``text[start : start + len(word)] == word``."""

    word: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.word)


@lru_cache(maxsize=1024)
def find_names(text: str, language: str) -> tuple[Name, ...]:
    """Names of an English text that a translation into ``language`` (``ar`` or ``tr``) is expected to keep, in order."""
    words = [m for m in _CAPITALISED.finditer(text) if not text[m.start() - 1 : m.start()].isalpha()]
    if not words or (text.rstrip()[-1:] != "." and _is_title_case(WORD.findall(text))):
        return ()
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    found = [
        m
        for m in words
        if _is_expected(m[0], language)
        and _SHAPE.fullmatch(m[0])
        and text[m.start() - 1 : m.start()] not in ("'", "’")
        and not any(a < m.start() < b for a, b in quoted)
    ]
    if not found:
        return ()
    starts = {m.start() for m in found}
    return tuple(
        Name(m[0], m.start())
        for m in found
        if m[0] in established_forms(language)
        or not SENTENCE_START.search(text, max(0, m.start() - 3), m.start())
        or m.end() + 1 in starts
    )


def full_name(word: str, text: str, language: str) -> str:
    """The whole name that a word of ``text`` is part of ("Abdel" of "Abdel Fattah al-Sisi"), titles and nationalities before it off."""
    for run in _FULL_NAME.finditer(text):
        parts = run[0].split(" ")
        at = next((i for i, part in enumerate(parts) if word in WORD.findall(part)), None)
        if at is None:
            continue
        first = at
        while first and (_is_part(parts[first - 1], language) or not parts[first][0].isupper()):
            first -= 1
        last = at + 1
        while last < len(parts) and not has_established_form(parts[last], language):
            last += 1
        return re.sub(r"[’']s?$", "", " ".join(parts[first:last]))
    return word


def _is_part(part: str, language: str) -> bool:
    """Whether a word before a name is part of it: a particle, or no nationality, title or other word that is translated."""
    if not part[0].isupper():
        return True
    lower = part.lower().rstrip(".")
    is_word = (
        ORDINARY.search(lower) or singulars(lower) & table("common.txt") or lower in _TITLES or lower in _FUNCTION_WORDS
    )
    return not is_word and not has_established_form(part, language)


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
    if (language == "tr" or _LATIN.search(text)) and (found := tuple(_word_starts(fold_latin(name), fold_latin(text)))):
        return found
    heard = HEARD if least == LIKELY else least
    found = tuple(
        m.start() for m in matches(name, text, language) if _sounds_like(name, _bare(m[0]), language) >= heard
    )
    if not found:
        found = tuple(at for at, word in spoken_words(text, language) if likeness(name, word, language) >= least)
    if not found and language == "tr":
        found = tuple(at for at, word in _lower_words(text, name) if likeness(name, word, language) >= SURELY)
    return found


def _lower_words(target: str, name: str) -> Iterator[tuple[int, str]]:
    """Turkish words that a name may have become: "Twitter", "tweet"."""
    text, first = fold_latin(target), fold_latin(name[0])
    return ((m.start(), m[0]) for m in WORD.finditer(text) if m[0][0] == first and len(m[0]) > LEAST)


def _sounds_like(name: str, word: str, language: str) -> float:
    """The likeness of a word, Turkish double letters also as one ("Nevvaf")."""
    found = likeness(name, word, language)
    return max(found, likeness(name, _DOUBLE.sub(r"\1", word), language)) if language == "tr" else found


def _bare(found: str) -> str:
    """What was found by sound as one word, a Turkish suffix behind an apostrophe off."""
    return found.split("'")[0].replace(" ", "")


@lru_cache(maxsize=256)
def spoken_words(target: str, language: str) -> tuple[tuple[int, str], ...]:
    """Words, and pairs of words, that could be a name written by sound, each with its start."""
    if language == "ar":
        found = list(WORD.finditer(fold_arabic(target)))
        rare = {m.start() for m in found if m[0] not in everyday()}
    else:
        found = list(WORD.finditer(fold_latin(target)))
        rare = {m.start() for m in found if target[m.start()].isupper()}
    pairs = [
        (a.start(), a[0] + b[0])
        for a, b in pairwise(found)
        if b.start() - a.end() == 1 and {a.start(), b.start()} & rare
    ]
    return (*((m.start(), m[0]) for m in found if len(m[0]) >= LEAST and m.start() in rare), *pairs)


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


def well_known_places(target: str, language: str) -> Iterator[int]:
    """Where words begin as an established form of any name does, forms that begin everyday words too left out."""
    folded = fold_alif(target) if language == "ar" else fold_latin(target)
    return (m.start() for m in _any_form(language).finditer(folded) if language == "ar" or target[m.start()].isupper())


@cache
def _any_form(language: str) -> re.Pattern[str]:
    forms = {form for row in _rows() for form in row[_COLUMNS[language]].split() if form[0] != _LOOSE}
    telling = sorted(form for form in forms if len(form) > LEAST or form in _SHORT_FORMS)
    return re.compile(f"{_BEFORE[language]}(?:{'|'.join(telling)})")


def fold_alif(text: str) -> str:
    """Arabic without vowel marks and kinds of alif, which established forms are looked for in."""
    return fold_arabic(text).translate(_ALEF)


def has_established_form(name: str, language: str) -> bool:
    return name in established_forms(language)


def _is_title_case(words: list[str]) -> bool:
    """Whether capitals say nothing: everyday words have them too. A byline, in which all words are names, is no such text."""
    longer = [w for w in words if len(w) > 3]
    if len(longer) < 4 or sum(w[0].isupper() for w in longer) <= 0.8 * len(longer):
        return False
    return any(w[0].isupper() and singulars(w.lower()) & table("common.txt") for w in longer)


@lru_cache(maxsize=8192)
def _is_expected(word: str, language: str) -> bool:
    if word in established_forms(language):
        return True
    lower = word.lower()
    if word in table(f"translated.{language}.txt") or word in _TRANSLATED:
        return False
    if any(ORDINARY.search(form) for form in singulars(lower)):
        return False
    return not singulars(lower) & table("common.txt") and is_telling(word, language)


def singulars(word: str) -> frozenset[str]:
    """The word and what it may be the plural of."""
    if word.endswith("ies"):
        return frozenset((word, word[:-3] + "y"))
    return frozenset((word, word.removesuffix("s"), word.removesuffix("es")))


@cache
def table(name: str) -> frozenset[str]:
    return frozenset((resources.files("newsl10n") / "names" / name).read_text("utf-8").split())


@cache
def established_forms(language: str) -> dict[str, re.Pattern[str]]:
    """English name -> pattern of what its Arabic or Turkish word begins with."""
    table: dict[str, re.Pattern[str]] = {}
    for row in _rows():
        forms = row[_COLUMNS[language]].replace(_LOOSE, "").split()
        pattern = re.compile(f"{_BEFORE[language]}(?:{'|'.join(forms)})")
        table |= dict.fromkeys(row[0].split(), pattern)
    return table


@cache
def _rows() -> tuple[list[str], ...]:
    lines = (resources.files("newsl10n") / "names" / "established.tsv").read_text("utf-8").splitlines()
    return tuple(line.split("\t") for line in lines if not line.startswith("#"))
