"""A number whose value the translation lost or changed. Digits of any script, words and multipliers count by value.

PASS ar | Some 800,000 people fled. | فر نحو 800 ألف شخص.
PASS ar | Prices rose 20%. | ارتفعت الأسعار ٢٠٪.
PASS ar | The 20th ship left at 4:40 p.m. | غادرت السفينة العشرون الساعة 16:40.
PASS tr | It cost $4.2 billion. | 4,2 milyar dolara mal oldu.
PASS tr | Prices rose 20%. | Fiyatlar %20 arttı.
FAIL ar | Some 1,200 people fled. | فر نحو 12000 شخص.
FAIL ar | It began in 2018. | بدأ في 2019.
FAIL tr | Some 129,000 people fled. | 129 kişi kaçtı.
FAIL tr | It cost $4.2 billion. | 4,2 milyon dolara mal oldu.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.numerals import compare_numbers
from newsl10n.prose import bare_text


def find_changed_numbers(unit: Unit, context: CheckContext) -> Iterator[str]:
    if unit.plural is not None or (pair := context.joined_pair(unit)) is None:
        return
    difference = compare_numbers(
        bare_text(pair[0]), bare_text(pair[1]), source_language=context.source_language, target_language=context.target_language
    )  # fmt: skip
    if difference.missing:
        yield f"numbers missing or changed: {', '.join(difference.missing)}"


CHECK = Check("numbers", Severity.ERROR, "numbers keep their value", find_changed_numbers)
