"""Two texts -> which numbers of one the other lacks, compared by value.

Latin, Arabic-Indic and Persian digits, English, Turkish and Arabic separators, number words and multipliers
("800 thousand", «800 ألف», "4,2 milyar") all count. What can be read in two ways (``1.200`` in Arabic) counts as either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from newsl10n.number_words import SCALES, WORD, fold_word, latin_digits, number_word, spelled_values

ARABIC_DECIMAL, ARABIC_GROUP = "\u066b", "\u066c"
_NUMBER = re.compile(r"(?<![\d])\d+(?:[.,:' \u00a0\u202f\u060c\u066b\u066c]\d+)*")
_TIME = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
_PM = re.compile(r"\d ?p\.?m\b", re.IGNORECASE)
_DECADE = re.compile(r"['’]?s\b")
# A measure that is only said again in miles, feet and the like; translations leave it out.
_CONVERSION = re.compile(
    r"\(\s*(?:about |approx\.? |~)?\d[\d.,]*\s?-?(?:miles?|mi|feet|ft|inch(?:es)?|in|pounds|lbs?|°?\s?F|mph|acres|sq\.? mi)\s*\)"
)
_IDIOMS = re.compile(r"(?<!\d)24/7(?!\d)")
_SHORT_RANGE = re.compile(r"(?<!\d)(1\d|20)(\d\d)[-/\u2010-\u2015](?=\d\d(?!\d))")
_HALF = {"en": "half", "ar": "نصف", "tr": "buçuk"}
_DOTTED_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}")

_REST = {"en": re.compile(r"\s"), "tr": re.compile(r"\s"), "ar": re.compile(r"\s?\u0648\s?")}
_MULTIPLIER_GAP = re.compile(r"[\s\-\u00a0\u2011]*")
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}


@dataclass(frozen=True, slots=True)
class NumberDiff:
    """Numbers of the source whose value the target lacks (``missing``), and the reverse (``added``), as they are written."""

    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.added)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: ``text[start:end]`` and every value it may stand for."""

    start: int
    end: int
    text: str
    values: frozenset[Decimal]


def find_numbers(text: str, language: str) -> tuple[Number, ...]:
    """Numbers written in digits, in order, each with the multiplier word that follows it ("4.2 billion")."""
    latin = latin_digits(text)
    afternoon = language == "en" and _PM.search(latin) is not None
    found = []
    for match in _NUMBER.finditer(latin):
        for start, end in _pieces(latin, match.start(), match.end()):
            values = _readings(latin[start:end], language)
            if language == "en" and end - start == 4 and _DECADE.match(latin, end):
                values |= {v % 100 for v in values}
            if (
                end - start == 2
                and (opening := _SHORT_RANGE.search(latin, max(0, start - 5), end))
                and opening.end() == start
            ):
                values |= {v + int(opening[1]) * 100 for v in values}
            if afternoon:
                values |= {v + 12 for v in values if v < 12}
            scale, scale_end, sure = _scale_after(latin, end, language)
            if scale:
                end = scale_end
                scaled = frozenset(v * scale for v in values)
                values = scaled if sure else values | scaled
            found.append(Number(start, end, text[start:end], values))
    return tuple(_with_rest(found, text, language))


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
                last = Number(last.start, number.end, text[last.start : number.end], frozenset((whole + rest,)))
                continue
        if last:
            yield last
        last = number
    if last:
        yield last


@lru_cache(maxsize=64)
def compare_numbers(
    source: str, target: str, *, source_language: str = "en", target_language: str = "ar", min_digits: int = 2
) -> NumberDiff:
    """Numbers written in digits on one side whose value stands nowhere on the other, in digits or in words.

    ``min_digits``: shorter numbers are not asked for (one digit is often a word, a dual or an article in the other language).
    """
    if _plainly_same(source, target, source_language, target_language):
        return NumberDiff()
    return NumberDiff(
        _without_partner(source, source_language, target, target_language, min_digits),
        _without_partner(target, target_language, source, source_language, min_digits),
    )


_PLAIN = re.compile(r"\d+(?:[.,:' \u00a0\u202f\u060c\u066b\u066c]\d+)*")


def _plainly_same(source: str, target: str, source_language: str, target_language: str) -> bool:
    """Whether both texts have the same figures and nothing around them that could change a value: true of nearly all sentences."""
    wanted, found = _PLAIN.findall(latin_digits(source)), _PLAIN.findall(latin_digits(target))
    if wanted != found and (len(wanted) != len(found) or sorted(wanted) != sorted(found)):
        return False
    if not wanted:
        return True
    if (source_language, target_language) != ("en", "ar") and not all(figure.isdigit() for figure in wanted):
        return False
    if "(" in source and _CONVERSION.search(source):
        return False
    return not _scaled(source_language).search(source) and not _scaled(target_language).search(target)


@cache
def _scaled(language: str) -> re.Pattern[str]:
    """A figure with a multiplier, or a decade."""
    words = "|".join(sorted(map(re.escape, SCALES.get(language, {})), key=len, reverse=True)) or "(?!)"
    short = r"|(?:mn|bn|tn|[kmb])\b" if language == "en" else ""
    half = f"|{re.escape(_HALF[language])}" if language in _HALF else ""
    return re.compile(rf"\d[\s\-\u00a0\u2011]*(?:{words}{short}{half})|\d['’]?s\b", re.IGNORECASE)


def _without_partner(
    source: str, source_language: str, target: str, target_language: str, min_digits: int
) -> tuple[str, ...]:
    source = _IDIOMS.sub(" ", _CONVERSION.sub(" ", source))
    other = [number.values for number in find_numbers(target, target_language)]
    spelled: set[Decimal] | None = None
    missing = []
    for number in find_numbers(source, source_language):
        if sum(c.isdigit() for c in number.text) < min_digits:
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
            missing.append(number.text.strip())
    return tuple(missing)


def _is_part_of_code(text: str, number: Number) -> bool:
    """``KV62``, ``A380``: a label that need not be repeated as often."""
    return number.start > 0 and text[number.start - 1].isalpha()


def _has_half(number: Number, target: str, language: str) -> bool:
    """``1.5 hours`` is «ساعة ونصف», "bir buçuk saat"."""
    halves = any(value < 100 and value % 1 == Decimal("0.5") for value in number.values)
    return halves and _HALF.get(language, "\0") in target


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split what is not one number: dates with dots, ``2:1``, ``1,2,3``. A time (``4:40``) stays whole."""
    chunk = text[start:end]
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
        return SCALES["tr"][stem], word.end(), len(token) - len(stem) > 1
    if scale := SCALES.get(language, {}).get(token, 0):
        further, end, sure = _scale_after(text, word.end(), language)
        return scale * (further or 1), end if further else word.end(), sure
    if language == "en" and token in _SHORT_SCALES and word.start() == at:
        return _SHORT_SCALES[token], word.end(), False
    return 0, at, True
