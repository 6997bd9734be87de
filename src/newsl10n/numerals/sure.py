"""English text -> the numbers it has in words that a translation surely keeps: no idioms, no parts of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from newsl10n.number_words import EXTRA, SCALES, TENS, UNITS, Run, fold_word, take, words_of


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number in words: as it is written, its value, and whether it says which one ("third") or how many."""

    text: str
    value: Decimal
    is_ordinal: bool = False


_FROM_TEN = (*UNITS["en"].split()[10:], *TENS["en"].split()[1:])
_CARDINALS = "|".join(sorted((*UNITS["en"].split(), *TENS["en"].split()), key=len, reverse=True))
_GREAT = "hundred|thousand|million|billion|trillion"
_ENGLISH_RUN = re.compile(
    rf"(?<![\w-])(?:{_CARDINALS}|half)(?:(?:[ -]|,? and (?:an? )?| an? )(?:{_CARDINALS}|{_GREAT}|half))*(?![\w]|-(?:to|fold|odd|something)\b)",
    re.IGNORECASE,
)
# Said otherwise in other languages: "twelve months" a year, "fifteen minutes" a quarter of an hour, "nine in ten" most.
_LOOSE_UNIT = re.compile(r"[ -](?:months?|minutes?|noon|o[’']clock|per ?cent|hours?)\b", re.IGNORECASE)
_LOOSE_BEFORE = re.compile(r"\b(?:in|of|out of|to|nineteen|twenty|top|by)[ -]$", re.IGNORECASE)
_ORDINALS = {w: v for w, v in EXTRA["en"].items() if w.endswith(("rd", "th")) and 3 <= v <= 20}
_COUNTS_PARTS = re.compile(r"(?:\b(?:a|an|one|two|three|four|five|six|seven)[ -]|[-’'])$", re.IGNORECASE)
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\b(?![ -](?:of|to|century|world|part)\b|-)")


# A part of each word that those numbers have: most sentences have none, and this is quicker to tell.
_PARTS = "hundred thousand illion ten elev twel teen nty rty fty xty hty ety".split()
_PARTS_OF_ORDINALS = "third fourth fifth sixth eventh ighth ninth tenth welfth teenth tieth".split()


def spelled_numbers(text: str) -> tuple[Spelled, ...]:
    """What :func:`sure_numbers` and :func:`sure_ordinals` find."""
    numbers = sure_numbers(text) if any(map(text.lower().__contains__, _PARTS)) else ()
    return (*numbers, *(sure_ordinals(text) if any(map(text.__contains__, _PARTS_OF_ORDINALS)) else ()))


def sure_numbers(text: str) -> Iterator[Spelled]:
    """Numbers in English words that a translation keeps: those from ten on, save idioms and what is part of a name."""
    for match in _ENGLISH_RUN.finditer(text):
        words = re.findall(r"[a-z]+", match[0].lower())
        if _is_sure(words) and not _is_loose(text, match, words):
            run, ignored = Run(), set[Decimal]()
            for word in words:
                take(run, word, "en", ignored)
            yield Spelled(match[0], run.total + run.current)


def sure_ordinals(text: str) -> tuple[Spelled, ...]:
    """ "Third" to "twentieth" where they count."""
    found = (m for m in _ORDINAL.finditer(text) if not _COUNTS_PARTS.search(text[: m.start()]))
    return tuple(Spelled(m[0], Decimal(_ORDINALS[m[0]]), is_ordinal=True) for m in found)


_OTHER_ORDINALS = {
    "ar": re.compile(
        r"(?<![\u0621-\u064a])[وفبلك]{0,2}(?:ال)?(?:ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)ة?(?![\u0621-\u064a])"
    ),
    "tr": re.compile(r"(?<!\w)(?:ikinci|üçüncü|dördüncü|beşinci|altıncı|yedinci|sekizinci|dokuzuncu|onuncu)"),
}


def has_ordinal(text: str, language: str) -> bool:
    """Whether an Arabic or Turkish text has a word like "third"; "second" counts in Turkish only (Arabic months have it)."""
    return language in _OTHER_ORDINALS and _OTHER_ORDINALS[language].search(fold_word(text, language)) is not None


def _is_sure(words: list[str]) -> bool:
    """Whether words make up one number ("nineteen eighty-four" and "twenty first" do not)."""
    if len(words) > 1 and words[-1] in ("half", "and", "a"):
        return False
    cardinals = [w for w in words if w in words_of("en") and w != "half"]
    great = [w for w in words if w in SCALES["en"]]
    if not great:
        tens = TENS["en"].split()
        units = UNITS["en"].split()[1:10]
        pair = len(words) == 2 and words[0] in tens and words[1] in units
        return pair or (len(words) == 1 and words[0] in _FROM_TEN)
    return words[0] not in SCALES["en"] and bool(cardinals or "half" in words) and great != ["hundred"] * 2


def _is_loose(text: str, match: re.Match[str], words: list[str]) -> bool:
    if any(part[0].isupper() for part in re.findall(r"[A-Za-z]+", match[0])[1:]):
        return True
    inside = re.search(r"[\w,’']\W{0,2}$", text[: match.start()])
    if match[0][0].isupper() and inside:
        return True
    if re.match(r"[ -](?:first|second|third|(?:four|fif|six|seven|eigh|nin)th)\b| [A-Z]", text[match.end() :]):
        return True
    great = any(word in SCALES["en"] for word in words)
    return not great and bool(_LOOSE_UNIT.match(text, match.end()) or _LOOSE_BEFORE.search(text[: match.start()]))
