"""A number whose value the translation lost or changed. Digits of any script, words and multipliers count by value.

PASS ar | Some 800,000 people fled. | فر نحو 800 ألف شخص.
PASS ar | Prices rose 20%. | ارتفعت الأسعار ٢٠٪.
PASS ar | The 20th ship left at 4:40 p.m. | غادرت السفينة العشرون الساعة 16:40.
PASS tr | It cost $4.2 billion. | 4,2 milyar dolara mal oldu.
PASS tr | Prices rose 20%. | Fiyatlar %20 arttı.
PASS ar | He won in the 2015-16 season. | فاز في موسم 2015-2016.
PASS tr | It has 117,378 members. | 117 bin 378 üyesi var.
PASS ar | It cost $2 million. | كلف مليوني دولار.
PASS ar | It cost 1.5 billion euros. | كلف مليار ونصف المليار يورو.
PASS ar | Some 1,500 homes burned. | احترق ألفا وخمسمئة منزل.
PASS tr | The ship left at 0915 GMT. | Gemi GMT ile 09:15'te ayrıldı.
PASS tr | Thirty-five people died in the third attack. | Üçüncü saldırıda 35 kişi öldü.
PASS ar | The town is 120 miles away. | تبعد البلدة 193 كيلومترا.
PASS tr | It was 95 degrees Fahrenheit. | Sıcaklık 35 dereceydi.
PASS ar | It began in the early 2010s. | بدأ في أوائل العقد الثاني من القرن الحالي.
PASS tr | He made the 911 call. | Acil servisi aradı.
PASS tr | They paid Rs 272 crore. | 2,72 milyar rupi ödediler.
FAIL ar | The town is 120 miles away. | تبعد البلدة 300 كيلومتر.
FAIL ar | It began in the early 2010s. | بدأ في أوائل العقد الأول من القرن الحالي.
FAIL ar | Some 1,200 people fled. | فر نحو 12000 شخص.
FAIL ar | It began in 2018. | بدأ في 2019.
FAIL tr | Some 129,000 people fled. | 129 kişi kaçtı.
FAIL tr | It cost $4.2 billion. | 4,2 milyon dolara mal oldu.
FAIL tr | It cost $5 billion. | 5 milyona mal oldu.
FAIL ar | It cost 2 million dollars. | كلف ملياري دولار.
FAIL ar | Five million people fled. | فر خمسة مليارات شخص.
FAIL tr | Thirty-five people died. | Elli üç kişi öldü.
FAIL tr | It was the third attack. | Bu beşinci saldırıydı.
PASS ar | Hundreds of thousands fled. | فر مئات الآلاف.
PASS tr | Tens of thousands of people came. | On binlerce kişi geldi.
PASS ar | Thousands of tents burned. | احترق خمسة آلاف خيمة.
FAIL tr | Hundreds of thousands fled. | Yüzlerce kişi kaçtı.
FAIL tr | Thousands fled. | Milyonlarca kişi kaçtı.
FAIL ar | Thousands fled. | فر المئات.
PASS tr | Two thirds of the pupils came. | Öğrencilerin üçte ikisi geldi.
FAIL tr | Two thirds of the pupils came. | Öğrencilerin dörtte üçü geldi.
FAIL ar | A quarter of the houses burned. | احترق ثلث المنازل.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.numerals import changed_quantities, compare_numbers, lost_number_words
from newsl10n.prose import bare_text


def find_changed_numbers(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    source, target = bare_text(pair[0]), bare_text(pair[1])
    language = context.target_language
    difference = compare_numbers(source, target, source_language=context.source_language, target_language=language)
    changed = [n for n in difference.missing if not is_copied(n, *pair)]
    if context.source_language == "en" and language in ("ar", "tr"):
        changed += lost_number_words(source, target, target_language=language)
        changed += changed_quantities(source, target, target_language=language)
    if changed:
        yield f"numbers missing or changed: {', '.join(changed)}"


def is_copied(number: str, source: str, target: str) -> bool:
    """Whether a number stands in both with the same separators: wrong, if at all, is how it is written (`decimal-separator`)."""
    if number.isdigit() or number not in target:
        return False
    copied = re.compile(rf"(?<![\d.,]){re.escape(number)}(?![.,]?\d)")
    return bool(copied.search(source) and copied.search(target))


CHECK = Check("numbers", Severity.ERROR, "numbers keep their value", find_changed_numbers)
