"""Text -> the values of its number words; a word -> the number word in it. English, Turkish and Arabic."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

_DIGITS = {ord(d): str(i) for base in ("\u0660", "\u06f0") for i, d in enumerate(chr(ord(base) + k) for k in range(10))}
_OTHER_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_ROMAN = re.compile(r"\b(X{0,3})(IX|IV|V?I{0,3})\b")
_ROMAN_VALUES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
WORD = re.compile(r"[^\W\d_]+")

# Words for whole numbers. Sources: CLDR RBNF spell-out rules for en, tr and ar (rule-based number formats, common/rbnf).
_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
    "tr": "sıfır bir iki üç dört beş altı yedi sekiz dokuz on",
    "ar": "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "tr": "yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "ar": "عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون",
}
SCALES = {
    "en": {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12},
    "tr": {"yüz": 100, "bin": 10**3, "milyon": 10**6, "milyar": 10**9, "trilyon": 10**12, "düzine": 12},
    "ar": {
        "مئة": 100, "مائة": 100, "مئات": 100, "ألف": 10**3, "ألفا": 10**3, "آلاف": 10**3, "مليون": 10**6, "مليونا": 10**6,
        "ملايين": 10**6, "مليار": 10**9, "مليارا": 10**9, "مليارات": 10**9, "بليون": 10**9, "تريليون": 10**12, "تريليونات": 10**12,
    },
}  # fmt: skip
_EXTRA = {
    "en": {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
           "tenth": 10, "eleventh": 11, "twelfth": 12, "once": 1, "twice": 2, "half": 2, "both": 2, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
           "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "centenary": 100, "centennial": 100, "couple": 2, "pair": 2},
    "tr": {"birinci": 1, "ikinci": 2, "üçüncü": 3, "dördüncü": 4, "beşinci": 5, "altıncı": 6, "yedinci": 7, "sekizinci": 8,
           "dokuzuncu": 9, "onuncu": 10, "ilk": 1, "yarım": 2, "yarısı": 2, "çift": 2, "tek": 1},
    "ar": {"إحدى": 1, "أحد": 1, "واحدة": 1, "الأول": 1, "الحادي": 1, "الحادية": 1, "الأولى": 1, "أول": 1, "أولى": 1, "اثنين": 2, "اثنتين": 2, "اثنتان": 2,
           "اثنا": 2, "اثني": 2, "الثاني": 2, "الثانية": 2, "ثاني": 2, "ثلاث": 3, "الثالث": 3, "الثالثة": 3, "ثالث": 3, "أربع": 4,
           "الرابع": 4, "الرابعة": 4, "خمس": 5, "الخامس": 5, "الخامسة": 5, "ست": 6, "السادس": 6, "السادسة": 6, "سبع": 7,
           "السابع": 7, "السابعة": 7, "ثماني": 8, "ثمان": 8, "الثامن": 8, "الثامنة": 8, "تسع": 9, "التاسع": 9, "التاسعة": 9,
           "عشر": 10, "العاشر": 10, "العاشرة": 10, "عشرين": 20, "ثلاثين": 30, "أربعين": 40, "خمسين": 50, "ستين": 60, "سبعين": 70,
           "ثمانين": 80, "تسعين": 90, "نصف": 2, "مئتا": 200, "مئتي": 200, "مئتان": 200, "مئتين": 200, "مائتي": 200, "مائتين": 200,
           "مائتا": 200, "مائتان": 200, "ألفي": 2000, "ألفان": 2000, "ألفين": 2000, "مليوني": 2 * 10**6, "مليونان": 2 * 10**6,
           "مليونين": 2 * 10**6, "ملياري": 2 * 10**9, "ملياران": 2 * 10**9, "مليارين": 2 * 10**9, "العشرينيات": 1920,
           "الثلاثينيات": 1930, "الأربعينيات": 1940, "الخمسينيات": 1950, "الستينيات": 1960, "السبعينيات": 1970, "الثمانينيات": 1980,
           "التسعينيات": 1990, "عشرينيات": 1920, "ثلاثينيات": 1930, "أربعينيات": 1940, "خمسينيات": 1950, "ستينيات": 1960,
           "سبعينيات": 1970, "ثمانينيات": 1980, "تسعينيات": 1990},
}  # fmt: skip
_CLITICS = ("و", "ب", "ل", "ف", "ك", "ال", "وال", "بال", "لل")


def latin_digits(text: str) -> str:
    """Arabic-Indic and Persian digits as 0-9; nothing else changes."""
    return text.translate(_DIGITS) if _OTHER_DIGITS.search(text) else text


def fold_word(word: str, language: str) -> str:
    if language == "tr":
        # Turkish casing: dotted and dotless i (Unicode SpecialCasing.txt, tr).
        return word.replace("I", "ı").replace("İ", "i").lower()
    return re.sub("[\u064b-\u0652]", "", word).lower() if language == "ar" else word.lower()


@cache
def _words(language: str) -> dict[str, int]:
    table = {word: value for value, word in enumerate(_UNITS.get(language, "").split())}
    table |= {word: 10 * (i + 2) for i, word in enumerate(_TENS.get(language, "").split())}
    table |= _EXTRA.get(language, {})
    decades = {word: value for word, value in table.items() if 1920 <= value <= 1990}
    return table | {word.replace("ينيات", "ينات"): value for word, value in decades.items()}


def spelled_values(text: str, language: str) -> set[Decimal]:
    """Every value that a run of number words may stand for."""
    words, scales = _words(language), SCALES.get(language, {})
    values: set[Decimal] = _roman_values(text) if language == "en" else set()
    total = current = last = 0
    open_run = False
    for match in WORD.finditer(latin_digits(text)):
        token = number_word(fold_word(match[0], language), language)
        if token in words:
            values |= {Decimal(words[token]), Decimal(words[token] % 100)}
            if language == "ar" and words[token] == 10 > last:
                values.add(Decimal(10 + last))
            last = words[token]
            current += words[token]
            open_run = True
        elif token in scales:
            values.add(Decimal(scales[token]))
            current = (current or 1) * scales[token]
            if scales[token] >= 1000:
                total, current = total + current, 0
            open_run = True
        elif open_run and token not in ("and", "و", "ve"):
            values.add(Decimal(total + current))
            total, current, open_run = 0, 0, False
        if open_run:
            values |= {Decimal(total + current), Decimal(current)}
    return values


def _roman_values(text: str) -> set[Decimal]:
    return {Decimal(10 * len(m[1]) + _ROMAN_VALUES[m[2]]) for m in _ROMAN.finditer(text) if len(m[0]) > 1}


def number_word(token: str, language: str) -> str:
    known = _words(language).keys() | SCALES.get(language, {}).keys()
    if token in known:
        return token
    if language == "ar":
        for clitic in _CLITICS:
            if token.startswith(clitic) and token[len(clitic) :] in known:
                return token[len(clitic) :]
    if language == "tr":
        for end in range(len(token) - 1, 1, -1):
            if token[:end] in known and len(token) - end <= 4:
                return token[:end]
    return token
