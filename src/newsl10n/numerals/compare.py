"""A source + its translation -> which numbers of one the other lacks, compared by value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from newsl10n.number_words import SCALES, latin_digits, spelled_values
from newsl10n.numerals.find import Number, find_numbers
from newsl10n.numerals.measures import find_converted, may_be_converted
from newsl10n.numerals.sure import has_ordinal, spelled_numbers

# A measure that is only said again in miles, feet and the like; translations leave it out.
_CONVERSION = re.compile(
    r"\(\s*(?:about |approx\.? |~)?\d[\d.,]*\s?-?(?:miles?|mi|feet|ft|inch(?:es)?|in|pounds|lbs?|°?\s?F|mph|acres|sq\.? mi)\s*\)"
)
_IDIOMS = re.compile(r"(?<!\d)(?:24/7(?!\d)|911(?= (?:call|dispatch|operator|emergency)))", re.IGNORECASE)
_LABEL_BEFORE = re.compile(r"(?<!\w)(?:[A-Z]-|No)$")
_HALF = {"en": "half", "ar": "نصف", "tr": "buçuk"}
_LEAST_SCALE = 1000
"""Multiplier from which a number of one digit is asked for too."""


@dataclass(frozen=True, slots=True)
class NumberDiff:
    """Numbers of the source whose value the target lacks (``missing``), and the reverse (``added``), as they are written."""

    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.added)


_SAME = NumberDiff()


def compare_numbers(
    source: str, target: str, *, source_language: str = "en", target_language: str = "ar", min_digits: int = 2
) -> NumberDiff:
    """Numbers written in digits on one side whose value stands nowhere on the other, in digits or in words.

    ``min_digits``: shorter numbers without a multiplier are not asked for (one digit is often a word, a dual or an article in the
    other language).
    """
    if _plainly_same(source, target, source_language, target_language):
        return _SAME
    return _compare(source, target, source_language, target_language, min_digits)


@lru_cache(maxsize=64)
def _compare(source: str, target: str, source_language: str, target_language: str, min_digits: int) -> NumberDiff:
    bare_source, bare_target = _without_asides(source), _without_asides(target)
    missing = _without_partner(bare_source, source_language, target, target_language, min_digits)
    added = _without_partner(bare_target, target_language, source, source_language, min_digits)
    if source_language == "en" and added:
        for number in list(missing):
            if metric := find_converted(number, bare_source, added):
                missing.remove(number)
                added.remove(metric)
        added = [n for n in added if not may_be_converted(n, bare_target, source, target_language=target_language)]
    if not added:
        missing = [n for n in missing if not _is_label(bare_source, n)]
    return NumberDiff(tuple(n.text.strip() for n in missing), tuple(n.text.strip() for n in added))


def _without_asides(text: str) -> str:
    return _IDIOMS.sub(" ", _CONVERSION.sub(" ", text))


def lost_number_words(source: str, target: str, *, target_language: str) -> tuple[str, ...]:
    """Numbers that an English source has in words and that stand nowhere in the target, in words or digits.

    "Third" and the like are missed only where the target has another such word: they are left out and reworded too often.
    """
    wanted = spelled_numbers(source)
    if not wanted:
        return ()
    found = spelled_values(target, target_language)
    found |= {value for number in find_numbers(target, target_language) for value in number.values}
    other = has_ordinal(target, target_language)
    return tuple(n.text for n in wanted if n.value not in found and (other or not n.is_ordinal))


_FIGURE = re.compile(r"(\d+(?:[.,:' \u00a0\u202f\u060c\u066b\u066c]\d+)*)([\s\-\u00a0\u2011'’]*[^\W\d_]*)")
"""A number in digits, and the word behind it."""


@lru_cache(maxsize=64)
def _plainly_same(source: str, target: str, source_language: str, target_language: str) -> bool:
    """Whether both texts have the same figures and nothing around them that could change a value: true of nearly all sentences."""
    here, there = _FIGURE.findall(source), _FIGURE.findall(target)
    if len(here) != len(there):
        return False
    if not here:
        return True
    wanted, found = [latin_digits(figure) for figure, _ in here], [latin_digits(figure) for figure, _ in there]
    if wanted != found and sorted(wanted) != sorted(found):
        return False
    if (source_language, target_language) != ("en", "ar") and not all(map(str.isdigit, wanted)):
        return False
    if "(" in source and _CONVERSION.search(source):
        return False
    return not any(_is_scaled(word, source_language) for _, word in here) and not any(
        _is_scaled(word, target_language) for _, word in there
    )


@lru_cache(maxsize=4096)
def _is_scaled(word: str, language: str) -> bool:
    """Whether what stands behind a figure multiplies it or makes it a decade."""
    return _scaled(language).match(f"0{word}") is not None


@cache
def _scaled(language: str) -> re.Pattern[str]:
    """A figure with a multiplier, or a decade."""
    words = "|".join(sorted(map(re.escape, SCALES.get(language, {})), key=len, reverse=True)) or "(?!)"
    short = r"|(?:mn|bn|tn|[kmb])\b" if language == "en" else ""
    half = f"|{re.escape(_HALF[language])}" if language in _HALF else ""
    return re.compile(rf"\d[\s\-\u00a0\u2011]*(?:{words}{short}{half})|\d['’]?s\b", re.IGNORECASE)


def _without_partner(
    source: str, source_language: str, target: str, target_language: str, min_digits: int
) -> list[Number]:
    other = [number.values for number in find_numbers(target, target_language)]
    spelled: set[Decimal] | None = None
    missing = []
    for number in find_numbers(source, source_language):
        if sum(c.isdigit() for c in number.text) < min_digits and number.scale < _LEAST_SCALE:
            continue
        partner = next((i for i, values in enumerate(other) if values & number.values), None)
        if partner is not None:
            other.pop(partner)
            continue
        if _is_part_of_code(source, number) and any(
            number.values & n.values for n in find_numbers(target, target_language)
        ):
            continue
        spelled = spelled_values(target, target_language) if spelled is None else spelled
        if not number.values & spelled and not _has_half(number, target, target_language):
            missing.append(number)
    return missing


def _is_part_of_code(text: str, number: Number) -> bool:
    """``KV62``, ``A380``: a label that need not be repeated as often."""
    return number.start > 0 and text[number.start - 1].isalpha()


def _is_label(text: str, number: Number) -> bool:
    """``No10``, ``K-12``, ``49ers``: a name rather than a number; the translation may say it in words."""
    return bool(_LABEL_BEFORE.search(text[: number.start])) or text.startswith("ers", number.end)


def _has_half(number: Number, target: str, language: str) -> bool:
    """``1.5 hours`` is «ساعة ونصف», "bir buçuk saat"."""
    halves = any(value < 100 and value % 1 == Decimal("0.5") for value in number.values)
    return halves and _HALF.get(language, "\0") in target
