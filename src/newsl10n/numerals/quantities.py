"""A source + its translation -> quantities without a figure ("thousands", "two thirds") of which the translation has another one."""

from __future__ import annotations

import re
from functools import cache

from newsl10n.number_words import fold_word, number_word, words_of

# Plurals that say an order of magnitude, and common fractions. Turkish: TDK, Güncel Türkçe Sözlük (binlerce, üçte iki); Arabic: CLDR
# RBNF spell-out rules (مئات, آلاف) and Ryding, A Reference Grammar of Modern Standard Arabic, on fractions.
_ORDERS = (
    ("hundreds of millions", "مئات (?:ال)?ملايين", "yüz milyonlarca"),
    ("tens of millions", "عشرات (?:ال)?ملايين", "on milyonlarca"),
    ("hundreds? (?:of )?thousands", "مئات (?:ال)?[آأا]ل[آا]ف", "yüz binlerce|yüzbinlerce"),
    ("tens of thousands", "عشرات (?:ال)?[آأا]ل[آا]ف", "on binlerce|onbinlerce"),
    ("hundreds of billions", "مئات (?:ال)?مليارات", "yüz milyarlarca"),
    ("tens of billions", "عشرات (?:ال)?مليارات", "on milyarlarca"),
    ("billions", "(?:ال)?(?:مليارات|بلايين)", "milyarlarca"),
    ("millions", "(?:ال)?ملايين", "milyonlarca"),
    ("thousands", "(?:ال)?[آأ]ل[آا]ف", "binlerce"),
    ("hundreds", "(?:ال)?(?:مئات|مائات)", "yüzlerce"),
    ("dozens", "(?:ال)?عشرات", "onlarca|düzinelerce"),
)
_FRACTIONS = (
    ("three[- ]quarters", "ثلاث[ةه]? أرباع", "dörtte üç|dörtte üçü"),
    ("two[- ]thirds", "(?:ال)?ثلث(?:ي|ا|ين|ان)(?:ه|ها|هم)?", "üçte iki"),
    ("three[- ]fifths", "ثلاث[ةه]? أخماس", "beşte üç"),
    ("two[- ]fifths", "(?:ال)?خمس(?:ي|ا|ين|ان)", "beşte iki"),
    ("four[- ]fifths", "أربع[ةه]? أخماس", "beşte dört"),
    ("(?:a|one)[- ]third", "(?:ال)?ثلث(?:ه|ها|هم)?", "üçte bir"),
    ("(?:a|one)[- ]quarter(?! (?:century|final|past|to|mile|hour))", "(?:ال)?ربع(?:ه|ها|هم)?", "dörtte bir|çeyre[kğ]"),
    ("(?:a|one)[- ]fifth", "(?:ال)?خمس(?:ه|ها|هم)?", "beşte bir"),
)
_COLUMNS = {"ar": 1, "tr": 2}
_EDGES = {
    "en": (r"(?<![\w-])(?:", r")(?![\w-])"),
    "ar": (r"(?<![\u0621-\u064a])(?:[وفبلك]{0,2})(?:", r")(?![\u0621-\u064a])"),
    "tr": (r"(?<!\w)(?:", r")\w{0,6}(?!\w)"),
}
_LAST_WORD = re.compile(r"(\w+)\s*\Z")
_CUES = ("ions", "thousands", "hundreds", "dozens", "third", "quarter", "fifth")


def changed_quantities(source: str, target: str, *, target_language: str) -> tuple[str, ...]:
    """Quantities of an English source for which an Arabic or Turkish target has another one of the same kind.

    Where it has none of the kind, the quantity was put otherwise, and nothing is said.
    """
    lower = source.lower()
    if target_language not in _COLUMNS or not any(map(lower.__contains__, _CUES)):
        return ()
    changed: list[str] = []
    for table in (_ORDERS, _FRACTIONS):
        wanted = _find(table, 0, lower, "en")
        found = _find(table, _COLUMNS[target_language], fold_word(target, target_language), target_language)
        if wanted and found and wanted.keys().isdisjoint(found):
            changed.extend(wanted.values())
    return tuple(changed)


def _find(table: tuple[tuple[str, str, str], ...], column: int, text: str, language: str) -> dict[int, str]:
    """Rows of a table that a text has, each with its words there. What one row has found is no other's: longer ones come first."""
    found: dict[int, str] = {}
    for row, pattern in enumerate(_patterns(table, column, language)):
        for match in pattern.finditer(text):
            if not _is_counted(text, match.start(), language):
                found.setdefault(row, match[0].strip())
        text = pattern.sub(lambda match: "\0" * len(match[0]), text)
    return found


@cache
def _patterns(table: tuple[tuple[str, str, str], ...], column: int, language: str) -> tuple[re.Pattern[str], ...]:
    before, after = _EDGES[language]
    return tuple(re.compile(before + row[column] + after) for row in table)


def _is_counted(text: str, at: int, language: str) -> bool:
    """Whether a number stands before: «خمسة آلاف», "5 millions" are no round plurals."""
    before = _LAST_WORD.search(text, max(0, at - 30), at)
    if before is None:
        return False
    return before[1][-1].isdigit() or number_word(before[1], language) in words_of(language)
