"""Text -> the values of its number words; a word -> the number word in it. English, Turkish and Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

_DIGITS = {ord(d): str(i) for base in ("\u0660", "\u06f0") for i, d in enumerate(chr(ord(base) + k) for k in range(10))}
_OTHER_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_ROMAN = re.compile(r"\b(X{0,3})(IX|IV|V?I{0,3})\b")
_ROMAN_VALUES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
WORD = re.compile(r"[^\W\d_]+")

# Words for whole numbers. Sources: CLDR RBNF spell-out rules for en, tr and ar (rule-based number formats, common/rbnf).
UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
    "tr": "sıfır bir iki üç dört beş altı yedi sekiz dokuz on",
    "ar": "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
}
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "tr": "yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "ar": "عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون",
}
SCALES = {
    "en": {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12, "lakh": 10**5, "crore": 10**7},
    "tr": {"yüz": 100, "bin": 10**3, "milyon": 10**6, "milyar": 10**9, "trilyon": 10**12, "düzine": 12},
    "ar": {
        "مئة": 100, "مائة": 100, "مئات": 100, "ألف": 10**3, "ألفا": 10**3, "آلاف": 10**3, "مليون": 10**6, "مليونا": 10**6,
        "ملايين": 10**6, "مليار": 10**9, "مليارا": 10**9, "مليارات": 10**9, "ملايير": 10**9, "بليون": 10**9, "بلايين": 10**9, "تريليون": 10**12, "تريليونا": 10**12,
        "تريليونات": 10**12, "ترليون": 10**12, "ترليونات": 10**12,
    },
}  # fmt: skip
EXTRA = {
    "en": {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
           "tenth": 10, "eleventh": 11, "twelfth": 12, "once": 1, "twice": 2, "half": 2, "both": 2, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
           "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "centenary": 100, "centennial": 100, "couple": 2, "pair": 2},
    "tr": {"birinci": 1, "ikinci": 2, "üçüncü": 3, "dörd": 4, "dördüncü": 4, "beşinci": 5, "altıncı": 6, "yedinci": 7, "sekizinci": 8,
           "dokuzuncu": 9, "onuncu": 10, "ilk": 1, "yarım": 2, "yarısı": 2, "çift": 2, "tek": 1},
    "ar": {"إحدى": 1, "أحد": 1, "واحدة": 1, "الأول": 1, "الحادي": 1, "الحادية": 1, "الأولى": 1, "أول": 1, "أولى": 1, "اثنين": 2, "اثنتين": 2, "اثنتان": 2,
           "اثنا": 2, "اثني": 2, "الثاني": 2, "الثانية": 2, "ثاني": 2, "ثلاث": 3, "الثالث": 3, "الثالثة": 3, "ثالث": 3, "أربع": 4,
           "الرابع": 4, "الرابعة": 4, "خمس": 5, "الخامس": 5, "الخامسة": 5, "ست": 6, "السادس": 6, "السادسة": 6, "سبع": 7,
           "السابع": 7, "السابعة": 7, "ثماني": 8, "ثمان": 8, "الثامن": 8, "الثامنة": 8, "تسع": 9, "التاسع": 9, "التاسعة": 9,
           "ثلاثا": 3, "أربعا": 4, "خمسا": 5, "ستا": 6, "سبعا": 7, "ثمانيا": 8, "تسعا": 9, "واحدا": 1, "اثنتا": 2, "اثنتي": 2,
           "إثنا": 2, "إثني": 2, "إثنان": 2, "إثنين": 2, "رابع": 4, "خامس": 5, "سادس": 6, "سابع": 7, "ثامن": 8, "تاسع": 9, "عاشر": 10, "ثالثا": 3, "رابعا": 4, "خامسا": 5, "سادسا": 6, "سابعا": 7, "ثامنا": 8, "تاسعا": 9, "عاشرا": 10, "ثالثة": 3, "رابعة": 4, "خامسة": 5,
           "سادسة": 6, "سابعة": 7, "ثامنة": 8, "تاسعة": 9, "عاشرة": 10, "عشر": 10, "العاشر": 10, "العاشرة": 10, "عشرين": 20, "ثلاثين": 30, "أربعين": 40, "خمسين": 50, "ستين": 60, "سبعين": 70,
           "ثمانين": 80, "تسعين": 90, "نصف": 2, "مئتا": 200, "مئتي": 200, "مئتان": 200, "مئتين": 200, "مائتي": 200, "مائتين": 200,
           "مائتا": 200, "مائتان": 200, "ألفي": 2000, "ألفان": 2000, "ألفين": 2000, "مليوني": 2 * 10**6, "مليونان": 2 * 10**6,
           "مليونين": 2 * 10**6, "ملياري": 2 * 10**9, "ملياران": 2 * 10**9, "مليارين": 2 * 10**9, "العشرينيات": 1920,
           "الثلاثينيات": 1930, "الأربعينيات": 1940, "الخمسينيات": 1950, "الستينيات": 1960, "السبعينيات": 1970, "الثمانينيات": 1980,
           "التسعينيات": 1990, "عشرينيات": 1920, "ثلاثينيات": 1930, "أربعينيات": 1940, "خمسينيات": 1950, "ستينيات": 1960,
           "سبعينيات": 1970, "ثمانينيات": 1980, "تسعينيات": 1990},
}  # fmt: skip
# Arabic writes the hundreds from 300 on as one word: the short unit, and either spelling of "hundred".
_ARABIC_HUNDREDS = {
    unit + hundred: 100 * value
    for value, units in enumerate(("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان ثماني", "تسع"), start=3)
    for unit in units.split()
    for hundred in ("مئة", "مائة", "ميه")
}
_DUALS = frozenset(("ألفا", "مليونا", "مليارا", "تريليونا"))
"""Also "two thousand" and so on before a noun («مليونا دولار»)."""
FRACTIONS = {
    "en": {"half": Decimal("0.5"), "quarter": Decimal("0.25")},
    "tr": {"buçuk": Decimal("0.5"), "yarım": Decimal("0.5"), "çeyrek": Decimal("0.25")},
    "ar": {"نصف": Decimal("0.5"), "ربع": Decimal("0.25")},
}
_ALONE = frozenset("ilk tek çift yarısı both once twice couple pair أول أولى".split())
"""Words that count and belong to no number beside them ("ilk beş yüz")."""
_JOINTS = {"en": ("and", "a", "an", "of"), "tr": ("ve",), "ar": ("و",)}
_CLITICS = tuple(
    dict.fromkeys(a + b for a in ("", "و", "ف") for b in ("", "ب", "ل", "ك", "ال", "بال", "لل", "كال") if a + b)
)


# «العقد الثاني من القرن الحالي»: the 2010s.
_ARABIC_DECADE = re.compile(
    r"عقد (ال(?:أول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)) من (?:هذا )?القرن(?: (الماضي|العشرين|المنصرم))?"
)


def latin_digits(text: str) -> str:
    """Arabic-Indic and Persian digits as 0-9; nothing else changes."""
    return text.translate(_DIGITS) if _OTHER_DIGITS.search(text) else text


def fold_word(word: str, language: str) -> str:
    if language == "tr":
        # Turkish casing: dotted and dotless i (Unicode SpecialCasing.txt, tr).
        return word.replace("I", "ı").replace("İ", "i").lower()
    return re.sub("[\u064b-\u0652]", "", word).lower() if language == "ar" else word.lower()


@cache
def words_of(language: str) -> dict[str, int]:
    table = {word: value for value, word in enumerate(UNITS.get(language, "").split())}
    table |= {word: 10 * (i + 2) for i, word in enumerate(TENS.get(language, "").split())}
    table |= EXTRA.get(language, {})
    if language == "ar":
        table |= _ARABIC_HUNDREDS
    if language == "tr":  # "otuzbeş", in one word
        units = UNITS["tr"].split()[1:10]
        tens = ["on", *TENS["tr"].split()]
        table |= {ten + unit: 10 * i + j for i, ten in enumerate(tens, 1) for j, unit in enumerate(units, 1)}
        table |= {unit + "yüz": 100 * j for j, unit in enumerate(units, 1) if j > 1}
    decades = {word: value for word, value in table.items() if 1920 <= value <= 1990}
    return table | {word.replace("ينيات", "ينات"): value for word, value in decades.items()}


def spelled_values(text: str, language: str) -> set[Decimal]:
    """Every value that a run of number words may stand for."""
    latin = latin_digits(text)
    values: set[Decimal] = _roman_values(text) if language == "en" else set()
    if language == "ar" and "عقد" in text:
        values |= set(_arabic_decades(text))
    run = Run()
    for match in WORD.finditer(latin):
        folded = fold_word(match[0], language)
        token = number_word(folded, language)
        if token in _ALONE and token in words_of(language):
            values.add(Decimal(words_of(language)[token]))
            run = Run()
            continue
        counted = not run.is_open and token in SCALES.get(language, {}) and _follows_figure(latin, match.start())
        if counted or folded == "yüzde" or not take(run, token, language, values):
            run = Run()
        elif token in _DUALS and not run.before:
            values.add(Decimal(2 * SCALES["ar"][token]))
        values |= run.readings()
    return values - {Decimal(0)}


def _arabic_decades(text: str) -> Iterator[Decimal]:
    for match in _ARABIC_DECADE.finditer(text):
        yield Decimal((1900 if match[2] else 2000) + 10 * (EXTRA["ar"][match[1]] - 1))


def value_before(text: str, at: int, language: str) -> Decimal:
    """Of number words right before ``at`` that end in a multiplier («مليار و»353, "iki bin "378), the value, 0 for none."""
    run = Run()
    words = list(WORD.finditer(text, max(0, at - 40), at))
    if language == "ar" and words and words[-1][0] == "و":
        words.pop()
    if not words or len(text[words[-1].end() : at]) > 2:
        return Decimal(0)
    for word in words:
        token = number_word(fold_word(word[0], language), language)
        if _follows_figure(text, word.start()) or not take(run, token, language, set()):
            run = Run()
    return run.total if not run.current and run.is_open else run.current if run.current % 1000 == 0 else Decimal(0)


@dataclass(slots=True)
class Run:
    """Number words side by side, so far: what is complete, what the next multiplier takes, the last word and multiplier."""

    total: Decimal = Decimal(0)
    current: Decimal = Decimal(0)
    last: int = 0
    scale: int = 0
    before: bool = False
    is_open: bool = False
    is_split: bool = False

    def readings(self) -> set[Decimal]:
        return {self.total + self.current, self.current} if self.is_open else set()


def take(run: Run, token: str, language: str, values: set[Decimal]) -> bool:
    """Add one word to a run; ``False`` if it belongs to no number."""
    words, scales, fractions = words_of(language), SCALES.get(language, {}), FRACTIONS.get(language, {})
    run.before = run.is_open
    if token in fractions:
        _take_fraction(run, fractions[token])
        values.add(Decimal(words.get(token, 0)))
    elif token in scales:
        _take_scale(run, scales[token])
    elif token in words:
        value = words[token]
        values |= {Decimal(value), Decimal(value % 100)}
        if language == "ar" and value == 10 > run.last:
            values.add(Decimal(10 + run.last))
        run.last, run.current, run.is_split = value, run.current + value, False
        run.scale = next((s for s in (10**9, 10**6, 10**3) if value and value % s == 0), run.scale)
    else:
        return run.is_open and token in _JOINTS.get(language, ())
    run.is_open = True
    return True


def _take_fraction(run: Run, part: Decimal) -> None:
    """ "Two and a half", or of the multiplier before («مليار ونصف المليار»)."""
    after_scale = (run.scale >= 1000 and run.last in (0, run.scale)) or run.last >= 1000
    run.current += part * run.scale if after_scale else part
    run.is_split = after_scale
    run.last = run.last if after_scale else 1


def _take_scale(run: Run, scale: int) -> None:
    if run.is_split and scale == run.scale:
        run.is_split = False
        return
    if not run.current and run.total and run.total < scale:
        run.current, run.total = run.total, Decimal(0)
    run.current = (run.current or Decimal(1)) * scale
    if scale >= 1000:
        run.total, run.current = run.total + run.current, Decimal(0)
    run.last, run.scale, run.is_split = 0, scale, False


def _follows_figure(text: str, at: int) -> bool:
    return text[:at].rstrip(" \u00a0\u202f-")[-1:].isdigit()


def _roman_values(text: str) -> set[Decimal]:
    return {Decimal(10 * len(m[1]) + _ROMAN_VALUES[m[2]]) for m in _ROMAN.finditer(text) if len(m[0]) > 1}


def number_word(token: str, language: str) -> str:
    known = words_of(language).keys() | SCALES.get(language, {}).keys()
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
