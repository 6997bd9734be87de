"""A text -> the numbers in it that are written in digits, each with its multiplier and every value it may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from newsl10n.number_words import (
    FRACTIONS,
    SCALES,
    WORD,
    fold_word,
    latin_digits,
    number_word,
    value_before,
)

ARABIC_DECIMAL, ARABIC_GROUP = "\u066b", "\u066c"
_NUMBER = re.compile(r"(?<![\d])\d+(?:[.,:' \u00a0\u202f\u060c\u066b\u066c]\d+)*")
_TIME = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
_PM = re.compile(r"\d ?p\.?m\b", re.IGNORECASE)
_DECADE = re.compile(r"['’\"]?s\b")
_SHORT_RANGE = re.compile(r"(?<!\d)(1\d|20)(\d\d)[-/\u2010-\u2015](?=\d\d(?!\d))")
_MILITARY_TIME = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)(?= ?(?:GMT|UTC|hours\b|local time))")
_TO = re.compile(r"\s?(?:[-\u2010-\u2015]|to|or|and|ile|ila|veya|ya da|إلى|الى|أو|و)\s?")
_FRACTION_AFTER = {
    "ar": re.compile(r"\s(?:و)(نصف|ربع)\s(?:ال)?(?:ألف|مليون|مليار|بليون|تريليون|ترليون)(?![\u0621-\u064a])"),
    "tr": re.compile(r"\s?(buçuk)(?!\w)"),
    "en": re.compile(r"\s(?:and a )(half|quarter)(?!\w)"),
}
# Words that only begin like a Turkish multiplier: century, swimmer, surface; building, thousandth.
_NO_SCALE = re.compile(r"yüz(?:yıl|üc|ük|ün|ey|me|d)|bin(?:a|ic|iş)")
_CURRENCY = frozenset("$€£₺¥")
_DOTTED_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}")

_REST = {"en": re.compile(r"\s"), "tr": re.compile(r"\s"), "ar": re.compile(r"\s?\u0648\s?")}
_MULTIPLIER_GAP = re.compile(r"[\s\-\u00a0\u2011]*")
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: ``text[start:end]`` and every value it may stand for."""

    start: int
    end: int
    text: str
    values: frozenset[Decimal]
    scale: int = 0
    """The multiplier that surely belongs to it."""


def find_numbers(text: str, language: str) -> tuple[Number, ...]:
    """Numbers written in digits, in order, each with the multiplier word that follows it ("4.2 billion")."""
    latin = latin_digits(text)
    afternoon = language == "en" and _PM.search(latin) is not None
    found = []
    for match in _NUMBER.finditer(latin):
        for start, end in _pieces(latin, match.start(), match.end()):
            values = _readings(latin[start:end], language) | _other_readings(latin, start, end, language)
            if afternoon:
                values |= {v + 12 for v in values if v < 12}
            values, end, scale = _multiplied(latin, start, end, values, language)
            if language in ("ar", "tr") and (before := value_before(latin, start, language)):
                values |= {before + v for v in values if v < before}
            found.append(Number(start, end, text[start:end], values, scale))
    return tuple(_with_rest(list(_with_shared_scale(found, text)), text, language))


def _other_readings(latin: str, start: int, end: int, language: str) -> frozenset[Decimal]:
    """Years without their century ("2015-16", "the 1970s") and times without a colon ("0915 GMT")."""
    if end - start == 4 and language == "en":
        if _DECADE.match(latin, end):
            return frozenset((Decimal(latin[start:end]) % 100,))
        if time := _MILITARY_TIME.match(latin, start):
            return _readings(f"{time[1]}:{time[2]}", language)
    if end - start == 2:
        opening = _SHORT_RANGE.search(latin, max(0, start - 5), end)
        if opening and opening.end() == start:
            return frozenset((Decimal(latin[start:end]) + int(opening[1]) * 100,))
    return frozenset()


def _multiplied(
    latin: str, start: int, end: int, values: frozenset[Decimal], language: str
) -> tuple[frozenset[Decimal], int, int]:
    """Values, end and sure multiplier of a number with the words behind it that count: "buçuk", "billion", «ونصف المليار»."""
    half = _FRACTION_AFTER[language].match(latin, end) if language in _FRACTION_AFTER and language != "ar" else None
    if half:
        end, values = half.end(), frozenset(v + FRACTIONS[language][half[1]] for v in values)
    scale, scale_end, sure = _scale_after(latin, end, language)
    if not scale:
        return values, end, 0
    sure = sure or latin[start - 1 : start] in _CURRENCY
    scaled = frozenset(v * scale for v in values)
    if sure and language == "ar" and (part := _FRACTION_AFTER["ar"].match(latin, scale_end)):
        scale_end = part.end()
        scaled = frozenset(v + FRACTIONS["ar"][part[1]] * scale for v in scaled)
    return (scaled, scale_end, scale) if sure else (values | scaled, scale_end, 0)


def _with_shared_scale(numbers: list[Number], text: str) -> Iterator[Number]:
    """The first number of "5 to 6 billion" may be billions too."""
    for number, after in zip_longest(numbers, numbers[1:]):
        if after and after.scale and not number.scale and _TO.fullmatch(text, number.end, after.start):
            yield replace(number, values=number.values | {v * after.scale for v in number.values})
        else:
            yield number


def _least_scale(value: Decimal) -> int:
    """The greatest of thousand, million and billion that a number is made of, 0 for none."""
    return next((scale for scale in (10**9, 10**6, 10**3) if value and value % scale == 0), 0)


def _with_rest(numbers: list[Number], text: str, language: str) -> Iterator[Number]:
    """Numbers, those of "117 bin 378" and «117 ألفا و378» as one."""
    last: Number | None = None
    for number in numbers:
        if last and (between := _REST.get(language)) and between.fullmatch(text, last.end, number.start):
            whole, rest = min(last.values), max(number.values)
            if not last.text[-1].isdigit() and rest < _least_scale(whole):
                text_of_both = text[last.start : number.end]
                last = Number(last.start, number.end, text_of_both, frozenset((whole + rest,)), last.scale)
                continue
        if last:
            yield last
        last = number
    if last:
        yield last


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split what is not one number: dates with dots, ``2:1``, ``1,2,3``. A time (``4:40``) stays whole."""
    chunk = text[start:end]
    if " " in chunk and ":" in chunk:
        for part in re.finditer(r"[^ ]+", chunk):
            yield from _pieces(text, start + part.start(), start + part.end())
        return
    if _TIME.fullmatch(chunk) or (":" not in chunk and not _DOTTED_DATE.fullmatch(chunk) and _one_number(chunk)):
        yield start, end
        return
    for match in re.finditer(r"\d+", chunk):
        yield start + match.start(), start + match.end()


def _one_number(chunk: str) -> bool:
    groups = re.split(r"[^\d]", chunk)
    marks = re.findall(r"[^\d]", chunk)
    if len(groups) == 1:
        return True
    inner_ok = all(len(g) == 3 for g in groups[1:-1]) and len(groups[0]) <= 3
    if any(m in " \u00a0\u202f'" for m in marks):
        return inner_ok and len(groups[-1]) == 3
    return len(groups) == 2 or (inner_ok and (len(groups[-1]) == 3 or marks[-1] != marks[0]))


def _readings(chunk: str, language: str) -> frozenset[Decimal]:
    """The values of one number. Separators: CLDR numbers chart; Arabic editions differ, so there a dot may group or point."""
    if time := _TIME.fullmatch(chunk):
        hour, minute = int(time[1]), time[2]
        return frozenset(
            (Decimal(f"{hour}.{minute}"), Decimal(f"{hour % 12 + 12}.{minute}"), Decimal(f"{hour % 12}.{minute}"))
        )
    groups, marks = re.split(r"[^\d]", chunk), re.findall(r"[^\d]", chunk)
    if not marks:
        return frozenset((Decimal(chunk),))
    grouped = Decimal("".join(groups))
    pointed = Decimal("".join(groups[:-1]) + "." + groups[-1])
    last = marks[-1]
    if (
        last == ARABIC_DECIMAL
        or (len(set(marks)) > 1 and last != ARABIC_GROUP)
        or len(groups[-1]) != 3
        or groups[0] == "0"
    ):
        return frozenset((pointed,))
    if last == ARABIC_GROUP or len(marks) > 1 or last in " \u00a0\u202f'":
        return frozenset((grouped,))
    match language, last:
        case ("tr", ".") | ("en" | "ar", ",") | ("ar", "\u060c"):
            return frozenset((grouped,))
        case ("tr", ",") | ("en", "."):
            return frozenset((pointed,))
        case _:
            return frozenset((grouped, pointed))


def _scale_after(text: str, at: int, language: str) -> tuple[int, int, bool]:
    """Factor and end of the multiplier that follows, 0 for none, and whether it can be nothing else (``7m``, "25 bina" can)."""
    gap = _MULTIPLIER_GAP.match(text, at)
    word = WORD.match(text, gap.end() if gap else at)
    if not word:
        return 0, at, True
    token = fold_word(word[0], language)
    if token == "yüzde":
        return 0, at, True
    if language == "tr" and token not in SCALES["tr"] and (stem := number_word(token, language)) in SCALES["tr"]:
        if _NO_SCALE.match(token):
            return SCALES["tr"][stem], word.end(), False
        return SCALES["tr"][stem], word.end(), len(token) - len(stem) > 1 or SCALES["tr"][stem] > 1000
    if scale := SCALES.get(language, {}).get(token, 0):
        further, end, sure = _scale_after(text, word.end(), language)
        return scale * (further or 1), end if further else word.end(), sure
    if language == "en" and token in _SHORT_SCALES and (word.start() == at or len(token) > 1):
        return _SHORT_SCALES[token], word.end(), len(token) > 1
    return 0, at, True
