"""An amount whose currency or unit the translation lost or replaced: dollar, euro, pound, lira, rouble, yen, yuan, per cent, kilometre, tonne.

Only units that stand beside a number are asked for. Miles, feet, acres, pounds and degrees Fahrenheit may be converted; then the figure must be too.

PASS ar | It cost $4.2 billion. | كلف 4.2 مليار دولار.
PASS ar | Prices rose 20%. | ارتفعت الأسعار ٢٠ في المئة.
PASS tr | It cost €30. | 30 avroya mal oldu.
PASS tr | The road is 20 km long. | Yol 20 kilometre uzunluğunda.
PASS tr | The town is 40 miles away. | Kasaba 40 mil uzakta.
PASS ar | The farm has 500 acres. | تبلغ مساحة المزرعة 500 فدان.
FAIL ar | The town is 40 miles away. | تبعد البلدة 40 كيلومترا.
FAIL tr | The farm has 500 acres. | Çiftlik 500 hektar.
FAIL tr | It was 104 degrees Fahrenheit. | Sıcaklık 104 santigrat dereceydi.
FAIL ar | It cost $4.2 billion. | كلف 4.2 مليار يورو.
FAIL ar | Prices rose 20%. | ارتفعت الأسعار 20.
FAIL tr | It cost €30. | 30 dolara mal oldu.
FAIL tr | Some 300 tonnes of wheat came. | 300 kilo buğday geldi.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.names import fold_arabic
from newsl10n.numerals import kept_figures

_AMOUNT = r"\d[\d.,]*(?:[ -](?:thousand|million|billion|trillion))?[ -]?"
# Unit: one of these stands in the source, English pattern, then what an Arabic and a Turkish text may write. CLDR 47, currencies and units (en, ar, tr).
_UNITS = (
    ("dollar", "$ USD dollar", rf"\$\s?\d|\bUSD\b|{_AMOUNT}(?:US )?dollars?\b", r"دولار|\$|USD", r"dolar|\$|USD"),
    ("euro", "€ euro", rf"€\s?\d|{_AMOUNT}(?:€|euros?\b)", "يورو|أورو|اورو|€|EUR", "euro|avro|€|EUR"),
    ("pound", "£ sterling", rf"£\s?\d|{_AMOUNT}pounds sterling\b", "جني|إسترلين|استرلين|باوند|£|GBP|ليرة", "sterlin|pound|paund|£|GBP"),
    ("lira", "₺ lira", rf"₺\s?\d|{_AMOUNT}(?:Turkish |Syrian |Lebanese )?lira", "لير|₺", r"lira|\bTL\b|₺|TRY"),
    ("rouble", "₽ ble", rf"₽\s?\d|{_AMOUNT}rou?bles?\b", "روبل", "ruble|₽"),
    ("yen", "¥ yen", rf"¥\s?\d|{_AMOUNT}yen\b", r"(?<![\u0621-\u064a])[وبل]?(?:ال)?ين(?![\u0621-\u064a])|¥", r"\byen|¥"),
    ("yuan", "yuan", rf"{_AMOUNT}yuan\b", "يوان", "yuan"),
    ("per cent", "% percent cent", rf"{_AMOUNT}(?:%|percent\b|per cent\b)", r"%|٪|بالم|في الم|مئوي|نسبة|مئة|مائة|[أا]خماس|أرباع|نصف", r"%|yüzde|puan"),
    ("kilometre", "km kilomet", r"\d ?-?(?:km\b|kilomet(?:re|er)s?\b)", "كيلو|كم|كلم|km", r"\bkm|kilometre|km\b"),
    ("tonne", "ton", rf"{_AMOUNT}(?:metric )?(?:tonnes?|tons)\b", "طن|أطنان|اطنان", "ton"),
)  # fmt: skip
_TABLE = tuple(
    (
        name,
        tuple(cues.split()),
        re.compile(source),
        {"ar": re.compile(arabic), "tr": re.compile(turkish, re.IGNORECASE)},
    )
    for name, cues, source, arabic, turkish in _UNITS
)
_DIGIT = re.compile(r"\d")


def find_changed_units(unit: Unit, context: CheckContext) -> Iterator[str]:
    if context.source_language != "en" or unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    source, target = pair
    if not _DIGIT.search(source):
        return
    if kept := kept_figures(source, target, target_language=context.target_language):
        yield f"the figure stayed and the unit changed: {', '.join(kept)}"
    asked = [
        (name, ways)
        for name, cues, wanted, ways in _TABLE
        if any(map(source.__contains__, cues)) and wanted.search(source)
    ]
    if not asked:
        return
    language = context.target_language
    target = fold_arabic(target) if language == "ar" else target
    lost = [name for name, ways in asked if not ways[language].search(target)]
    if lost:
        yield f"unit missing or changed: {', '.join(lost)}"


CHECK = Check(
    "currency-unit", Severity.WARNING, "amounts keep currency and unit", find_changed_units, languages=frozenset({"ar", "tr"})
)  # fmt: skip
