"""A weekday or month that the translation lost or replaced by another one.

Arabic months count in all three sets of names (يناير, كانون الثاني, جانفي), Turkish ones in any case and with suffixes. "March" and
"May" count only beside a number.

PASS ar | He left on Monday, January 12. | غادر يوم الاثنين 12 كانون الثاني.
PASS ar | It opened in August 2019. | افتتح في آب/أغسطس 2019.
PASS tr | He left on Monday, January 12. | 12 Ocak Pazartesi günü ayrıldı.
PASS tr | It opened on Sunday. | Açılış pazar günü yapıldı.
PASS ar | The show "Sunday Morning" ended. | انتهى برنامج «صنداي مورنينغ».
PASS ar | It happened on a recent Sunday. | حدث ذلك في يوم أحد قريب.
PASS tr | One worker told The Sunday Times so. | Bir işçi bunu The Sunday Times'a söyledi.
PASS ar | The shops are full on Black Friday. | تمتلئ المتاجر في الجمعة البيضاء.
FAIL ar | He left on Monday. | غادر يوم الثلاثاء.
FAIL ar | It opened in August 2019. | افتتح في يوليو 2019.
FAIL tr | He left on Monday. | Pazar günü ayrıldı.
FAIL tr | It opened on May 3. | 3 Haziran'da açıldı.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.names import fold_arabic

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_ENGLISH = re.compile(
    r"\b(?:(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
    r"|(Jan(?=uary)|Feb(?=ruary)|Apr(?=il)|Jun(?=e\b)|Jul(?=y\b)|Aug(?=ust\b)|Sep(?=tember)|Oct(?=ober)|Nov(?=ember)|Dec(?=ember))[a-z]+"
    r"|(Jan|Feb|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)t?\.?(?= \d)"
    r"|(March|May)(?= \d)|(?<=\d )(March|May))(?![\w-])(?! (?:Agreement|Accords?|Revolution))"
)
# CLDR 47, months and days, wide formats of ar, ar-EG, ar-LB, ar-DZ, ar-MA, ar-MR and tr.
_ARABIC_NAMES = dict(
    zip(
        _MONTHS + _DAYS,
        (
            "يناير كانون_الثاني جانفي", "فبراير شباط فيفري", "مارس آذار اذار", "أبريل ابريل إبريل نيسان أفريل", "مايو أيار ايار ماي",
            "يونيو يونيه حزيران جوان", "يوليو يوليه تموز جويلية يوليوز", "أغسطس اغسطس آب أوت غشت أغشت", "سبتمبر أيلول ايلول شتنبر",
            "أكتوبر اكتوبر تشرين_الأول تشرين_الاول", "نوفمبر تشرين_الثاني نونبر", "ديسمبر كانون_الأول كانون_الاول دجنبر",
            "الاثنين الإثنين اثنين", "الثلاثاء ثلاثاء", "الأربعاء الاربعاء أربعاء", "الخميس خميس", "الجمعة جمعة", "السبت سبت", "الأحد الاحد يوم_أحد",
        ),
        strict=True,
    )
)  # fmt: skip
_TURKISH_NAMES = dict(
    zip(
        _MONTHS + _DAYS,
        (
            "ocak ocağ", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık aralığ",
            "pazartesi", "salı", "çarşamba", "perşembe", "cuma(?!rtesi)", "cumartesi", "pazar(?!tesi)",
        ),
        strict=True,
    )
)  # fmt: skip
_PATTERNS = {
    "ar": [
        (name, re.compile(rf"(?<![\u0621-\u064a])[وف]?[بلك]?(?:لل)?(?:{'|'.join(words.replace('_', ' ').split(' ') if '_' not in words else (w.replace('_', ' ') for w in words.split()))})(?![\u0621-\u064a])"))
        for name, words in _ARABIC_NAMES.items()
    ],
    "tr": [(name, re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})")) for name, words in _TURKISH_NAMES.items()],
}  # fmt: skip
# "Sunday Morning", "The Sunday Times", "Black Friday": names of works, papers and feasts.
_TITLE = re.compile(
    r"[\"“«][A-Z][\w’']*(?: [A-Z&][\w’']*){1,4}[\"”»]"
    r"|\b(?:Palm|Easter|Good|Black|Ash|Holy|Super|Cyber|Fat|Ruby|Bloody) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
    r"|\bSunday (?:Times|Mail|Mirror|Telegraph|Express|Herald|People|Post|Independent|World)\b"
)
_CUES = ("day", *(month[:3] for month in _MONTHS))
_FULL = {name[:3]: name for name in _MONTHS + _DAYS}
_CASES = str.maketrans("Iİ", "ıi")
_NUMERIC = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")


def find_changed_dates(unit: Unit, context: CheckContext) -> Iterator[str]:
    if context.source_language != "en" or unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    source, target = pair
    if not any(map(source.__contains__, _CUES)):
        return
    wanted = {_FULL[next(filter(None, m.groups()))[:3]] for m in _ENGLISH.finditer(source)}
    if wanted and _TITLE.search(source):
        wanted = {_FULL[next(filter(None, m.groups()))[:3]] for m in _ENGLISH.finditer(_TITLE.sub(" ", source))}
    if not wanted or not _lacks(target, wanted, context.target_language):
        return
    found = _named(target, context.target_language)
    for kind, names in (("weekday", _DAYS), ("month", _MONTHS)):
        lost, added = (wanted - found) & set(names), (found - wanted) & set(names)
        if lost and added:
            yield f"{kind} changed: {', '.join(sorted(lost))} became {', '.join(sorted(added))}"
        elif lost and not _NUMERIC.search(target):
            yield f"{kind} missing: {', '.join(sorted(lost))}"


def _lacks(target: str, names: set[str], language: str) -> bool:
    folded = _fold(target, language)
    return not all(pattern.search(folded) for name, pattern in _PATTERNS[language] if name in names)


def _named(target: str, language: str) -> set[str]:
    folded = _fold(target, language)
    return {name for name, pattern in _PATTERNS[language] if pattern.search(folded)}


def _fold(target: str, language: str) -> str:
    return fold_arabic(target) if language == "ar" else target.translate(_CASES).lower()


CHECK = Check(
    "date", Severity.WARNING, "weekdays and months are the same", find_changed_dates, languages=frozenset({"ar", "tr"})
)
