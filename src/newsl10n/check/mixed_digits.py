"""Latin and Arabic-Indic digits side by side: in one translation, or in one catalog. Names such as ``F-16`` do not count.

PASS ar | Some 120 people came in 2018. | جاء 120 شخصا في 2018.
PASS ar | Some 120 people saw the F-16. | شاهد ١٢٠ شخصا طائرة F-16.
PASS tr | In 2018. | 2018'de.
FAIL ar | Some 120 people came in 2018. | جاء ١٢٠ شخصا في 2018.
FAIL ar | It rose from 15 to 20. | ارتفع من 15 إلى ٢٠.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsl10n.check.context import Check, CheckContext
from newsl10n.check.suite import ignored_rules
from newsl10n.model import Severity, Unit
from newsl10n.prose import bare_text

# Unicode: U+0660..U+0669 ARABIC-INDIC DIGIT, U+06F0..U+06F9 EXTENDED ARABIC-INDIC DIGIT.
_ARABIC = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_DIGIT = re.compile(r"\d")
_LATIN = re.compile(r"(?<![A-Za-z0-9])(?<![A-Za-z0-9][-.])[0-9]+(?![-.]?[A-Za-z])")
_SHOWN = 5


def find_mixed_digits(unit: Unit, context: CheckContext) -> Iterator[str]:
    for target in unit.targets:
        if _ARABIC.search(target) and (latin := _LATIN.search(bare_text(target))):
            yield f"Latin digits ({latin[0]}) beside Arabic-Indic ones"


def find_mixed_catalog(context: CheckContext) -> Iterator[str]:
    arabic: list[Unit] = []
    latin: list[Unit] = []
    for unit in context.catalog.units:
        if unit.obsolete or not _DIGIT.search(unit.target) or (unit.comments and "mixed-digits" in ignored_rules(unit)):
            continue
        (arabic if _ARABIC.search(unit.target) else latin).append(unit)
    latin = [unit for unit in latin if arabic and _LATIN.search(bare_text(unit.target))]
    if not arabic or not latin:
        return
    few, name = (arabic, "Arabic-Indic") if len(arabic) <= len(latin) else (latin, "Latin")
    lines = ", ".join(str(unit.line) for unit in few[:_SHOWN]) + (", …" if len(few) > _SHOWN else "")
    yield f"{name} digits in {len(few)} of {len(arabic) + len(latin)} translations with numbers (line {lines})"


CHECK = Check(
    "mixed-digits",
    Severity.WARNING,
    "one kind of digits in a catalog",
    find_mixed_digits,
    find_mixed_catalog,
    languages=frozenset({"ar"}),
)
