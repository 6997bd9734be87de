"""An English decimal point or thousands comma left in Turkish, where the source shows what the number is worth.

PASS tr | It cost $4.2 million. | 4,2 milyon dolara mal oldu.
PASS tr | Some 1,200 people came. | Yaklaşık 1.200 kişi geldi.
PASS tr | It began at 4.30 p.m. with Windows 3.1. | Saat 16.30'da, Windows 3.1 ile başladı.
FAIL tr | It cost $4.2 million. | 4.2 milyon dolara mal oldu.
FAIL tr | Some 1,200 people came. | Yaklaşık 1,200 kişi geldi.
FAIL tr | Prices rose 0.5%. | Fiyatlar %0.5 arttı.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.model import Severity, Unit
from newsl10n.prose import bare_text

# CLDR numbers/tr.json: decimal "," and group "."; numbers/en.json: the reverse.
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]*\d)")
_POINTED = re.compile(r"(?<![\d.,:])\d+\.(?!\d{3}\b)\d+(?![.,:]?\d)")
_MEASURED = re.compile(
    r"(?:[$\u20ac\u00a3\u00a5]\s?)\d+\.\d+|\d+\.\d+(?=\s?%|[\s-](?:million|billion|trillion|percent|per cent|percentage|miles?|km|"
    r"kilomet|met(?:er|re)|feet|inch|degree|magnitude|kg|kilogram|pound|tons?|tonnes?|lit(?:er|re)|gallon|acre|hectare|square|"
    r"points?|times|seconds?|hours?|years?|euros?|dollars?)\b)|(?<=magnitude )\d+\.\d+",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"\d[.,]\d")
_SIGN = re.compile(r"[^\d.]")


def find_english_separators(unit: Unit, context: CheckContext) -> Iterator[str]:
    if not _MAYBE.search(unit.target) or (pair := context.joined_pair(unit)) is None:
        return
    source, target = bare_text(pair[0]), bare_text(pair[1])
    kept = set(_GROUPED.findall(source)) & set(_GROUPED.findall(target))
    if "." in source and (pointed := set(_POINTED.findall(target))):
        kept |= pointed & {_SIGN.sub("", number) for number in _MEASURED.findall(source)}
    for number in sorted(kept):
        turned = number.translate(str.maketrans(",.", ".,"))
        yield f"{number} is written the English way; Turkish writes {turned}"


CHECK = Check(
    "decimal-separator",
    Severity.WARNING,
    "Turkish numbers have Turkish separators",
    find_english_separators,
    languages=frozenset({"tr"}),
)
